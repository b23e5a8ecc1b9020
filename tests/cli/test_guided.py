"""Decks and exercises without a screen."""

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from coach_tui.decks.model import MAX_BYTES
from coach_tui.records.dates import read_day
from tests.cli.conftest import Two
from tests.cli.running import Device

WATCH = "challenge-assumptions#watching-the-belief-at-work"
PROMPTS = Path(__file__).parents[2] / "prompts"


def test_decks_are_listed_and_shown_on_a_device_that_knows_no_engagement(alone: Device) -> None:
    listed = alone("decks", "--json").json
    assert {d["id"] for d in listed} >= {
        "learning-preferences", "challenge-assumptions", "plan-experiment", "review-experiment",
    }  # fmt: skip
    shown = alone("decks", "show", "plan-experiment", "--json").json
    assert set(shown) == {"id", "title", "stages"}
    prompt = shown["stages"][0]["prompts"][0]
    assert set(prompt) == {"id", "text", "kind", "probes", "who"}
    assert "did you mean" in alone.refused("decks", "show", "plan-experimnt").lower()


def test_check_names_file_line_and_code_and_fails_on_errors_only(
    alone: Device, tmp_path: Path
) -> None:
    good = str(PROMPTS / "learning-log.md")
    assert alone("decks", "check", good).out == ""
    bad = tmp_path / "bad.md"
    bad.write_text("---\ndeck: 1\nid: x\n---\n\n# A\n\n## B\n\n- Rate it. `#r` `10-0`\n")
    found = alone.run("decks", "check", str(bad), "--json").json
    error = next(m for m in found if m["code"] == "E203")
    assert error["file"] == str(bad) and error["line"] == 10 and error["severity"] == "error"
    plain = alone.run("decks", "check", str(bad))
    assert plain.code == 1 and "bad.md:10: E203" in plain.out


def test_a_file_that_cannot_be_read_keeps_nothing_back_of_the_others(
    alone: Device, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.md"
    bad.write_text("---\ndeck: 1\nid: x\n---\n\n# A\n\n## B\n\n- Rate it. `#r` `10-0`\n")
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "folder.md").mkdir()
    (tmp_path / "picture.md").write_bytes(b"\x89PNG\x00\xff")
    (tmp_path / "long.md").write_text("# A\n\n- What?\n" + "\n" * MAX_BYTES)
    (tmp_path / "longer.md").write_text("# A\n\n- What?\n" + "\n" * MAX_BYTES * 5)
    unread = {
        "gone.md": "There is no file",
        "pipe.md": "is not a file of text",
        "folder.md": "is a folder",
        "picture.md": "is not a text in UTF-8",
        "long.md": "the file has 65 KiB; a deck may have 64",
        "longer.md": "more than 256 KiB",
        "n" * 300: "could not be read",
    }
    names = [str(tmp_path / name) for name in unread]
    done = alone.run("decks", "check", *names[:3], str(bad), *names[3:])
    lines = done.out.splitlines()
    assert done.code == 1 and "Nothing to mend" not in done.err
    said = [line for line in lines if ":1: E100 " in line]
    for line, (name, words) in zip(said, unread.items(), strict=True):
        assert name in line and words in line
    # In the order in which the files were named.
    assert said[:3] == lines[:3] and "bad.md:10: E203" in done.out
    (one,) = alone.run("decks", "check", names[1], "--json").json
    assert (one["file"], one["line"], one["code"], one["severity"]) == (
        names[1], 1, "E100", "error",
    )  # fmt: skip


def test_an_exercise_goes_to_the_learner_and_its_answers_come_back(two: Two) -> None:
    given = two.coach(
        "assign", WATCH, "--to", "learner", "--due", "2026-12-01", "--note", "Three times", "--json"
    ).json
    assert (given["kind"], given["status"], given["due"]) == ("exercise", "open", "2026-12-01")
    two.rounds()
    assert two.learner("status", "--json").json["exercises_due"] == 1
    assert [e["id"] for e in two.learner("exercises", "--json").json] == [given["id"]]

    first = two.learner("answer", given["id"][:8], "A job was closed at 16:50")
    assert "Next:" in first.err
    two.learner("answer", given["id"], "The planner knew", "--prompt", "watch-surprise")
    two.rounds()
    kinds = {"observation": "A job was closed at 16:50", "insight": "The planner knew"}
    for kind, text in kinds.items():
        record = two.coach("list", kind, "--json").json[0]
        assert record["text"] == text and record["asked"]
        both = [d("history", record["id"], "--json").json for d in (two.coach, two.learner)]
        assert both[0] == both[1]
    assert two.coach("exercises", "--json").json[0]["status"] == "done"
    assert two.learner("status", "--json").json["exercises_due"] == 0
    assert "Every prompt of this exercise has a reply" in two.learner.refused(
        "answer", given["id"], "more"
    )


def test_a_private_prompt_is_answered_on_this_device_only(two: Two) -> None:
    deck = "challenge-assumptions#said-and-unsaid"
    given = two.coach("assign", deck, "--to", "Leo", "--due", "2026-12-01").word
    two.rounds()
    said = "unsaid: He had decided already\nsaid: Thank you"
    two.learner("answer", given, said, "--prompt", "two-columns")
    two.rounds()
    assert json.dumps("He had decided already") in two.learner("search", "decided", "--json").out
    assert two.coach("search", "decided", "--json").json == []


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("assign", WATCH, "--to", "Nobody", "--due", "2026-12-01"), "no member"),
        (("assign", WATCH, "--to", "Leo", "--due", "soon"), "is not a date"),
        (
            ("assign", "challenge-assumptions#nowhere", "--to", "Leo", "--due", "2026-12-01"),
            "stage",
        ),
        (("assign", "nothing", "--to", "Leo", "--due", "2026-12-01"), "no deck"),
        (("assign", WATCH, "--to", "Leo", "--from", "1 Okt"), "'1 Okt' is not a date. Write"),
        (("assign", WATCH, "--to", "Leo", "--every", "-1"), "'-1' is not a number of days."),
        (("assign", WATCH, "--to", "Leo", "--every", "week"), "'week' is not a number of days."),
        (("assign", WATCH, "--to", "Leo", "--days", "0"), "'0' is not a number of days."),
        (("answer", "abcdefgh", "words"), "no record"),
        (("session", "nothing"), "terminal"),
    ],
)
def test_what_cannot_be_is_one_sentence(two: Two, args: tuple[str, ...], words: str) -> None:
    said = two.coach.refused(*args)
    assert words in said and len(said.strip().split("\n")) == 1


def test_days_are_given_in_the_words_that_the_app_takes(two: Two) -> None:
    def given(*args: str) -> Any:
        return two.coach("assign", "learning-log", "--to", "learner", *args, "--json").json

    for word in ("tomorrow", "friday", "+7", "14 oct", "2031-10-14"):
        today = date.today()
        made = given("--from", word, "--due", word)
        days = {read_day(word, today), read_day(word, date.today())}  # it may be midnight
        assert made["begins"] == made["due"] and made["due"] in days
    assert given("--every", "7")["every"] == 7
    assert "due" not in given("--due", "")


def test_an_exercise_waits_is_declined_and_taken_up_again(two: Two) -> None:
    first = two.coach("assign", "learning-log", "--to", "learner", "--json").json["id"]
    later = two.coach(
        "assign", "go-and-see", "--to", "learner", "--after", first[:8], "--days", "2", "--json"
    ).json
    assert (later["after"], later["days"]) == (first, 2)
    assert "after what" in two.coach.refused(
        "assign", "go-and-see", "--to", "learner", "--days", "2"
    )
    two.rounds()
    assert two.learner("status", "--json").json["exercises_due"] == 1
    stands = {e["id"]: (e["standing"], e["words"]) for e in two.learner("exercises", "--json").json}
    assert stands[later["id"]] == ("waiting", "after “Learning log”")
    assert "only they decline" in two.coach.refused("decline", first, "no")
    two.learner("decline", first, "no time before the audit")
    two.rounds()
    assert "declined: no time before the audit" in two.coach("exercises").out
    two.learner("answer", first, "A shut door")
    assert two.learner("show", first, "--json").json["status"] == "open"


def test_the_profile_is_read_without_a_screen(two: Two) -> None:
    assert two.learner("profile", "--json").json == []
    given = two.coach(
        "assign", "learning-preferences#twenty-statements", "--to", "learner", "--json"
    ).json["id"]
    two.rounds()
    for _ in range(20):
        two.learner("answer", given, "4")
    bars = two.learner("profile", "--json").json
    assert [b["answered"] for b in bars] == [5, 5, 5, 5]
    # Four statements count 4, the reversed one 1 + 5 - 4.
    assert [b["mean"] for b in bars] == [3.6] * 4
    assert sum(b["least"] for b in bars) == 1 and any(b["stretches"] for b in bars)
    assert "Having a go" in two.learner("profile", "--of", "learner").out


def test_a_long_reason_or_title_leaves_the_list_readable(two: Two) -> None:
    exercise = two.coach("assign", "learning-log", "--to", "learner", "--json").json["id"]
    two.rounds()
    two.learner("decline", exercise, "no " * 2000)
    two.rounds()
    two.coach("assign", "go-and-see", "--to", "learner")
    lines = two.coach("exercises").out.splitlines()
    assert len(lines) == 2 and max(map(len, lines)) <= 80
    assert "declined: no no" in lines[0] and "Go and see" in lines[1]
    assert two.coach("exercises", "--json").json[0]["standing"] == "declined"


def test_a_reply_is_set_only_to_what_its_prompt_takes_p11(two: Two) -> None:
    given = two.coach("assign", "learning-preferences", "--to", "Leo").word
    two.rounds()
    two.learner("answer", given, "4", "--prompt", "try-1")
    (made,) = [r for r in two.learner("list", "answer", "--json").json if "value" in r]
    for wrong in ("value=banana", "value=9"):
        said = two.learner.refused("set", made["id"], wrong)
        assert len(said.strip().split("\n")) == 1
    assert "is not changed by hand" in two.learner.refused("set", made["id"], "type=text")
    assert two.learner("set", made["id"], "value=2", "--json").json["value"] == 2


def test_a_worksheet_is_answered_as_a_whole_from_the_command_line_p13(
    two: Two, tmp_path: Path
) -> None:
    given = two.coach("assign", "force-field#the-sheet", "--to", "Leo").word
    two.rounds()
    table = tmp_path / "forces.csv"
    table.write_text("pushes,holds,strength\nfigures,,3\n,habit of counting,9\n")
    said = two.learner.refused("answer", given, "--prompt", "forces", "--file", str(table))
    assert said.strip() == "Row 1, How strong: 1 to 5."
    table.write_text("pushes,holds,strength\nfigures, ,3\n,habit of counting,4\n")
    two.learner("answer", given, "--prompt", "forces", "--file", str(table))
    two.learner("answer", given, "--prompt", "forces", "--file", str(table))
    (made,) = [r for r in two.learner("list", "answer", "--json").json if "value" in r]
    assert made["value"] == [
        {"pushes": "figures", "strength": 3}, {"holds": "habit of counting", "strength": 4},
    ]  # fmt: skip
    shown = two.learner("show", made["id"]).out
    assert "━━━━━▶ │ ◀━━━━━━━ " in shown and " 4  habit of counting" in shown
    table.write_text("a\tb\n" * 10_000)
    said = two.learner.refused("answer", given, "--prompt", "forces", "--file", str(table))
    assert "10,000 rows" in said
