"""One's own folder: what lies in it is played or says what is wrong; nothing in it breaks."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach_tui.decks import library
from coach_tui.decks.model import MAX_BYTES, DeckError
from coach_tui.decks.shelf import Given, Shelf

DECK = "---\ndeck: 1\nid: {}\n---\n# {}\n\n- What now? `#now`\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def test_ones_own_deck_stands_beside_the_shipped_ones_and_before_one_of_the_same_id(
    folder: Path,
) -> None:
    (folder / "Some name.md").write_text(DECK.format("mine", "Mine"))
    (folder / "b.md").write_text(DECK.format("ladder", "My ladder"))
    shelf = Shelf(folder)
    assert set(shelf.ids()) == {*library.ids(), "mine"}
    assert (shelf.load("mine").title, shelf.load("ladder").title) == ("Mine", "My ladder")
    assert "mine" not in shelf.others("mine") and "ladder" in shelf.others("mine")


def test_a_list_without_any_front_matter_goes_by_its_name(folder: Path) -> None:
    (folder / "My Questions.md").write_text("# Questions\n\n- What now?\n")
    assert Shelf(folder).load("my-questions").title == "Questions"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xff\xfe--", "line 1: is not UTF-8 text"),
        (b"# T\n\n- \xff", "line 3: is not UTF-8 text"),
        (b"x" * (MAX_BYTES + 1), "longer than 64 KiB"),
        (b"---\ndeck: 1\nid: bad\n---\n# T\n\n- Q? `#q` `!new`\n", "line 7"),
        (b"---\nid: ../../etc\n---\n# T\n", "line 2: `../../etc` cannot be the id"),
        (b"---\nid: ladder\n---\n# T\n", "line 2: another file has the id `ladder`"),
    ],
)
def test_a_file_with_a_mistake_says_what_and_where(folder: Path, data: bytes, said: str) -> None:
    (folder / "a.md").write_text(DECK.format("ladder", "First"))
    (folder / "bad.md").write_bytes(data)
    shelf = Shelf(folder)
    (name,) = set(shelf.ids()) - set(library.ids())
    with pytest.raises(DeckError, match=r"bad\.md") as error:
        shelf.load(name)
    assert said in str(error.value)
    assert shelf.load("ladder").title == "First"


def test_what_editors_leave_lying_about_is_no_deck(folder: Path) -> None:
    for name in (".#a.md", "~a.md", "a.md~", "a.txt"):
        (folder / name).write_text(DECK.format("x", "X"))
    (folder / "folder.md").mkdir()
    (folder / "gone.md").symlink_to(folder / "nowhere")
    assert Shelf(folder).own() == {} and Shelf(folder / "missing").own() == {}


def test_a_file_saved_or_taken_away_changes_the_stamp(folder: Path) -> None:
    shelf = Shelf(folder)
    empty = shelf.stamp()
    file = folder / "a.md"
    file.write_text("# A\n")
    first = shelf.stamp()
    file.write_text("# A longer title\n")
    assert len({empty, first, shelf.stamp()}) == 3
    file.unlink()
    assert shelf.stamp() == empty


def test_what_somebody_gave_never_takes_the_place_of_another(folder: Path) -> None:
    (folder / "a.md").write_text(DECK.format("mine", "Mine"))
    shelf = Shelf(
        folder,
        [
            Given("theirs", DECK.format("theirs", "Theirs"), "Ana B."),
            Given("ladder", DECK.format("ladder", "Another ladder"), "Ana B."),
            Given("mine", DECK.format("mine", "Not mine"), "Ana B."),
            Given("mine", DECK.format("mine", "Nor this"), "Ana B."),
            Given("../x", DECK.format("x", "A path"), "\x1b[31m"),
        ],
    )
    titles = {name: shelf.load(name).title for name in shelf.given()}
    assert list(titles.values()) == ["Theirs", "Another ladder", "Not mine", "Nor this", "A path"]
    assert list(titles)[:4] == ["theirs", "ladder@ana-b", "mine@ana-b", "mine@ana-b~2"]
    assert shelf.load("mine").title == "Mine"
    assert shelf.load("ladder") == library.load("ladder")


@given(st.lists(st.tuples(st.text(max_size=60), st.text(max_size=200), st.text(max_size=20))))
def test_no_text_that_was_given_breaks_the_shelf(gifts: list[tuple[str, str, str]]) -> None:
    shelf = Shelf(None, [Given(*one) for one in gifts])
    assert len(shelf.given()) == len(gifts)
    for name in shelf.ids():
        try:
            shelf.load(name)
        except DeckError as error:
            assert str(error)


def test_many_decks_of_ones_own_are_not_read_over_and_over(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each beside each other at most: with forty decks it was a hundred thousand reads."""
    count = 12
    for number in range(count):
        (folder / f"{number}.md").write_text(DECK.format(f"d{number}", f"D {number}"))
    opened: list[Path] = []
    really = Path.open

    def counted(path: Path, *args: Any, **more: Any) -> Any:
        opened.append(path)
        return really(path, *args, **more)

    monkeypatch.setattr(Path, "open", counted)
    shelf = Shelf(folder)
    for name in shelf.own():
        shelf.others(name)
    assert sum(1 for path in opened if path.parent == folder) <= count * (count + 1)
