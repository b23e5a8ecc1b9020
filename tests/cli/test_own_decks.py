"""Decks of one's own on the command line: begun, found, given away without a note."""

from pathlib import Path

from coach_tui.decks import library
from coach_tui.decks.linting import lint
from tests.cli.conftest import Two
from tests.cli.own_deck import DECK, SECRET
from tests.cli.running import Device


def test_a_new_deck_works_as_it_is_and_is_at_hand_at_once(alone: Device) -> None:
    made = alone("decks", "new", "What *now* & `then` {x}?", "--json").json
    text = Path(made["file"]).read_text()
    others = {name: library.load(name) for name in library.ids()}
    assert lint(text, others)[1] == ()
    listed = {d["id"]: d for d in alone("decks", "list", "--json").json}
    assert listed[made["id"]]["origin"] == "own"
    assert listed["ladder"]["origin"] == "shipped"
    assert "There is a deck" in alone.refused("decks", "new", "What *now* & `then` {x}?")
    assert Path(made["file"]).read_text() == text
    assert "needs a title" in alone.refused("decks", "new", " \t")


def test_the_folder_of_ones_own_decks_may_lie_elsewhere(alone: Device, tmp_path: Path) -> None:
    elsewhere = tmp_path / "my decks"
    assert "is no folder" in alone.refused("decks", "folder", str(elsewhere))
    elsewhere.mkdir()
    (elsewhere / "weekly.md").write_text(DECK)
    assert alone("decks", "folder", str(elsewhere)).out.strip() == str(elsewhere)
    assert "yours" in alone("decks", "list").out
    (elsewhere / "bad.md").write_text("---\ndeck: 1\nid: bad\n---\n# A\n\n- Q? `#q` `!new`\n")
    done = alone("decks", "list")
    assert "bad.md, line 7" in done.err and "weekly" in done.out


def test_a_deck_of_the_coachs_own_reaches_the_learner_without_a_note(two: Two) -> None:
    folder = Path(two.coach("decks", "folder").out.strip())
    folder.mkdir()
    (folder / "weekly.md").write_text(DECK)
    assert "--yes" in two.coach.refused("decks", "share", "weekly", code=2)
    shown = two.coach("decks", "share", "weekly", "--yes")
    assert "What went otherwise?" in shown.err and SECRET not in shown.err
    assert "as it is now" in two.coach("decks", "share", "weekly", "--yes").err
    two.rounds()
    listed = {d["id"]: d for d in two.learner("decks", "list", "--json").json}
    assert (listed["weekly"]["origin"], listed["weekly"]["from"]) == ("given", "Carla")
    assert SECRET not in two.learner("decks", "show", "weekly").out
    (folder / "weekly.md").write_text(DECK.replace("# Weekly", "# Every Friday"))
    two.coach("decks", "share", "weekly", "--yes")
    two.rounds()
    listed = {d["id"]: d for d in two.learner("decks", "list", "--json").json}
    assert listed["weekly"]["title"] == "Every Friday"
    assert "no deck of your own" in two.learner.refused("decks", "share", "weekly")


def test_a_coachs_full_text_cannot_be_shared_by_its_id(two: Two) -> None:
    folder = Path(two.coach("decks", "folder").out.strip())
    folder.mkdir()
    (folder / "weekly.md").write_text(DECK)
    two.coach("assign", "weekly", "--to", "learner", "--due", "2026-12-01")
    (full,) = [r for r in two.pair.coach.open().state.of_kind("deck") if r.audience == "private"]
    assert "stay with you" in two.coach.refused("share", full.id, "--yes")
    two.rounds()
    learner = two.pair.learner.open()
    assert not any(SECRET in str(r.fields) for r in learner.state.records.values())


def test_ids_are_written_into_a_file_and_change_no_other_byte(
    alone: Device, tmp_path: Path
) -> None:
    real = tmp_path / "real" / "weekly.md"
    real.parent.mkdir()
    before = "\ufeff# Weekly\r\n\r\n- What went\r\n  otherwise?  \r\n- What now? `#now`\r\n"
    real.write_bytes(before.encode())
    real.chmod(0o640)
    path = tmp_path / "weekly.md"
    path.symlink_to(real)
    said = alone("decks", "write-ids", str(path), "--json").json
    assert said == [{"file": str(path), "line": 3, "id": "what-went-otherwise"}]
    after = before.replace("otherwise?", "otherwise? `#what-went-otherwise`")
    assert real.read_bytes() == after.encode()
    assert (path.is_symlink(), real.stat().st_mode & 0o777) == (True, 0o640)
    assert [p.name for p in real.parent.iterdir()] == ["weekly.md"]
    assert "Every prompt has an id" in alone("decks", "write-ids", str(path)).err
    assert real.read_bytes() == after.encode()


def test_ids_are_not_written_where_that_could_do_harm(alone: Device, tmp_path: Path) -> None:
    newer = tmp_path / "newer.md"
    newer.write_text("---\ndeck: 2\nid: newer\n---\n# A\n\n- What?\n")
    assert "newer version" in alone.refused("decks", "write-ids", str(newer))
    assert "There is no file" in alone.refused("decks", "write-ids", str(tmp_path / "none.md"))
    full = tmp_path / "full.md"
    full.write_text("# A\n\n" + "- What?\n" * 8100)
    text = full.read_text()
    assert "KiB" in alone.refused("decks", "write-ids", str(full))
    assert full.read_text() == text
    twice = tmp_path / "twice.md"
    twice.write_text("# A\n\n- What? `#a`\n- Who? `#a`\n")
    done = alone("decks", "write-ids", str(twice))
    assert "line 4" in done.err and done.out == ""
    assert twice.read_text() == "# A\n\n- What? `#a`\n- Who? `#a`\n"


def test_a_deck_of_ones_own_is_checked_by_its_id_or_its_files_name(alone: Device) -> None:
    folder = Path(alone("decks", "folder").out.strip())
    folder.mkdir(parents=True)
    (folder / "week.md").write_text(DECK)
    for name in ("weekly", "week.md"):
        done = alone("decks", "check", name)
        assert done.out == "" and "Nothing to mend: 3 prompts in 2 stages" in done.err
    (folder / "week.md").write_text(DECK.replace("`@coach`", "`!coach`"))
    mistake = alone("decks", "list").err
    assert "coach-tui decks check week.md" in mistake
    assert "week.md:15: E2" in alone.run("decks", "check", "week.md").out


def test_a_list_is_brought_into_ones_own_folder_under_the_name_in_it(
    alone: Device, tmp_path: Path
) -> None:
    listed = tmp_path / "mine.md"
    listed.write_text(
        "Questions for Fridays\n\n- What went well?\n- Tell me about the worst hour\n"
    )
    alone("decks", "import", str(listed))
    decks = {d["id"]: d for d in alone("decks", "list", "--json").json}
    assert decks["questions-for-fridays"]["title"] == "Questions for Fridays"
    assert "There is a deck" in alone.refused("decks", "import", str(listed))
    elsewhere = tmp_path / "other.md"
    assert "at hand in the app" in alone("decks", "import", str(listed), "-o", str(elsewhere)).err


def test_a_deck_is_shown_as_it_was_understood(alone: Device) -> None:
    folder = Path(alone("decks", "folder").out.strip())
    folder.mkdir(parents=True)
    (folder / "mine.md").write_text(
        "---\ndeck: 1\nid: mine\n---\n# Mine\n\n- How sure? `#sure` `0-10 not … fully` `required`\n"
        "  - What makes it so?\n  > a note\n- Whose? `#whose` `private` `when sure < 4`\n"
        "  - [ ] Mine\n  - [ ] Yours\n"
    )
    shown = alone("decks", "show", "mine").out
    assert "rating · 0-10 not … fully · required" in shown
    assert "choice · options: mine, yours · only when sure < 4 · private" in shown
    assert "      - What makes it so?" in shown and "a note" not in shown


def test_words_are_shown_without_the_marks_of_markdown(two: Two) -> None:
    folder = Path(two.coach("decks", "folder").out.strip())
    folder.mkdir()
    (folder / "marked.md").write_text(
        "---\ndeck: 1\nid: marked\n---\n# The *whole* week\n\n## Looking **back**\n\n"
        "- What went well? `#well`\n- What did *you* [do](https://example.org)? `#did`\n"
        "  - And what did **they**?\n"
    )
    shown = two.coach("decks", "show", "marked").out
    assert "\nLooking back  #looking-back" in shown
    assert "- What did you do?  #did" in shown and "- And what did they?" in shown
    given = two.coach("assign", "marked", "--to", "learner").word
    assert "The whole week" in two.coach("exercises").out
    two.rounds()
    assert "Next: What did you do?  #did" in two.learner("answer", given, "All of it").err
    # A machine gets the words as they were written.
    (stage,) = two.coach("decks", "show", "marked", "--json").json["stages"]
    assert stage["title"] == "Looking **back**" and "*you*" in stage["prompts"][1]["text"]
