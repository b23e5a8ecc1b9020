"""A pair from the first command on: everything through processes, in two homes."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.cli.conftest import Two
from tests.cli.running import Device


def test_a_pair_meets_works_and_sees_the_same(tmp_path: Path) -> None:
    coach, learner = (Device(tmp_path / name, fresh=True) for name in ("a", "b"))
    folder = str(tmp_path / "shared")

    made = coach("new", "--folder", folder, "--name", "Coach", "--as", "coach",
                 "--engagement", "Repairs", "--json")  # fmt: skip
    assert set(made.json) == {"engagement", "folder", "invitation"}
    assert made.json["folder"] == folder
    assert "in person or by phone" in made.err

    asked = learner("join", "--folder", folder, "--name", "Learner",
                    "--invitation", made.json["invitation"])  # fmt: skip
    assert "next sync" in asked.err
    before = learner("status", "--json")
    assert before.json["member"] == "" and before.json["role"] == "learner"
    assert "not answered yet" in before.err
    assert "not been let in yet" in learner.refused("sync")

    let_in = coach("sync", "--json")
    assert "Learner is in now." in let_in.err
    entered = learner("sync", "--json")
    assert "You were let in: Repairs." in entered.err
    assert entered.json["received"] >= 3 and entered.json["pending"] == 0
    coach("sync")

    issue = coach("add", "issue", "Repairs take 19 days")
    assert "Shared with Learner." in issue.err
    held = coach("add", "assumption", "Nobody looks at the list", "--issue", issue.word[:6],
                 "--set", "confidence=70", "--json").json  # fmt: skip
    assert held["issue"] == issue.word and held["confidence"] == 70
    learner("sync")
    insight = learner("add", "insight", "The list is looked at on Mondays")
    assert "Shared with Coach." in insight.err
    learner("set", held["id"], "confidence=20", "text=Nobody looks at the list on time")
    for device in (coach, learner, coach):
        device("sync")

    for question in (
        ("show", held["id"]),
        ("history", held["id"]),
        ("list", "assumption"),
        ("list", "assumptions", "--where", f"issue={issue.word[:6]}"),
        ("search", "list", "looks"),
        ("search", "MONDAYS", "--kind", "insight", "--since", "2020-01-01"),
    ):
        mine, theirs = coach(*question, "--json"), learner(*question, "--json")
        assert mine.out == theirs.out
        assert mine.json
    assert [v["value"] for v in coach("history", held["id"], "--json").json["versions"]
            if v["field"] == "confidence"] == [20, 70]  # fmt: skip


def test_two_edits_at_once_are_both_kept_and_resolved(two: Two) -> None:
    made = two.coach("add", "question", "Who decides?").word
    two.rounds()
    two.coach("set", made, "knows=Ann")
    two.learner("set", made, "knows=Ben")
    two.rounds()

    shown = two.coach("show", made, "--json").json
    assert shown == two.learner("show", made, "--json").json
    assert set(shown["conflicts"]["knows"]) == {"Ann", "Ben"}
    assert shown["knows"] == shown["conflicts"]["knows"][0]
    assert two.coach("status", "--json").json["conflicts"] == 1
    words = two.coach("show", made).out
    assert "two people changed this at once" in words and f"resolve {made[:10]} knows" in words

    two.learner("resolve", made, "knows", "--keep", "2")
    two.rounds()
    after = two.coach("show", made, "--json").json
    assert after["knows"] == shown["conflicts"]["knows"][1] and "conflicts" not in after
    live = [v for v in two.coach("history", made, "--json").json["versions"]
            if v["field"] == "knows"]  # fmt: skip
    assert [v["live"] for v in live] == [True, False, False]
    assert live[0]["author_name"] == "Leo"
    assert "replaced" in two.learner("history", made).out


def test_private_stays_until_it_is_shared(two: Two) -> None:
    kept = two.coach("add", "note", "I talk too much")
    assert "Kept on this device only." in kept.err
    asked = two.coach("add", "question", "Why?", "--set", f"links={kept.word}",
                    "--audience", "engagement")  # fmt: skip
    two.rounds()
    assert two.learner("list", "note", "--json").json == []
    assert two.coach("list", "note", "--json").json[0]["audience"] == "private"
    assert "link to a private record was left out" in asked.err
    assert two.learner("show", asked.word, "--json").json.get("links", []) == []

    said = two.coach.refused("share", kept.word, code=2)
    assert "text: I talk too much" in said and "--yes" in said
    two.coach("share", kept.word, "--yes")
    two.rounds()
    (arrived,) = two.learner("list", "notes", "--json").json
    assert arrived["text"] == "I talk too much" and arrived["audience"] == "engagement"


def test_a_link_to_something_private_is_left_out_and_said(two: Two) -> None:
    private = two.coach("add", "issue", "My own worry", "--audience", "private").word
    made = two.coach("add", "question", "What worries me?", "--issue", private)
    assert made.err == "Kept on this device only.\n"
    assert two.coach("show", made.word, "--json").json["issue"] == private
    made = two.coach("add", "question", "Who?", "--issue", private, "--audience", "engagement")
    assert "link to a private record was left out" in made.err
    assert "issue" not in two.coach("show", made.word, "--json").json


def test_advice_says_so_where_another_record_links_to_it_p2(two: Two) -> None:
    advice = two.coach("add", "advice", "Ask the planner first").word
    count = two.coach("add", "observation", "jobs open", "--set", "value=19").word
    asked = two.coach("add", "question", "Whom to ask?", "--set", f"links={advice},{count}").word
    shown = two.coach("show", asked).out
    assert f"{advice[:10]}  advice: Ask the planner first" in shown
    assert f"{count[:10]}  19 jobs open" in shown
    assert "advice: Ask the planner first" in two.coach("history", asked).out


def test_status_takes_in_without_publishing(two: Two) -> None:
    two.coach("add", "insight", "One")
    first = two.learner("status", "--json").json
    assert first["received"] == 1 and first["unpublished"] == 0
    assert two.learner("status", "--json").json["received"] == 0
    assert [r["text"] for r in two.learner("list", "insight", "--json").json] == ["One"]
    two.learner("sync")
    two.coach("sync")
    coach = two.pair.coach.open()
    now = coach.status()
    assert [d.arrived for d in now.devices if not d.here] == [now.last]


@pytest.mark.parametrize("trouble", ["missing", "emptied"])
def test_what_cannot_be_published_is_saved_and_goes_out_later(two: Two, trouble: str) -> None:
    aside = two.pair.root / "aside"
    two.pair.folder.rename(aside)
    if trouble == "emptied":
        two.pair.folder.mkdir()
    made = two.coach("add", "insight", "Late")
    assert made.err.startswith("Saved, not published: the shared folder is ")
    assert two.coach("status", "--json").json["unpublished"] == 1
    assert "published when it is back" in two.coach.refused("sync")
    if trouble == "emptied":
        assert not any(two.pair.folder.iterdir())
        two.pair.folder.rmdir()
    aside.rename(two.pair.folder)
    assert two.coach("sync", "--json").json["published"] >= 1
    two.learner("sync")
    assert two.learner("show", made.word, "--json").json["text"] == "Late"


def test_everything_is_published_anew_into_an_empty_folder(two: Two) -> None:
    made = two.coach("add", "question", "Before the move?").word
    two.learner("sync")
    new = two.pair.root / "elsewhere"
    new.mkdir()
    moved = two.coach("folder", str(new))
    assert moved.out.strip() == str(new) and "sync --here" in moved.err
    two.coach("sync", "--here")
    two.learner("folder", str(new))
    two.learner("sync")
    two.learner("set", made, "hidden=true")
    two.coach("sync")
    assert two.coach("list", "question", "--json").json == []
    assert two.coach("search", "move", "--json").json == []
    (hidden,) = two.coach("list", "question", "--where", "hidden=true", "--json").json
    assert hidden["id"] == made
    assert "hidden" in two.coach("show", made).out


def test_a_day_is_typed_in_words_wherever_one_is_asked_for(two: Two) -> None:
    today = date.today()
    day = (today + timedelta(days=7)).isoformat()
    made = two.coach("add", "action", "Ask three tenants", "--set", "due=+7", "--json").json
    assert made["due"] == day
    trial = two.coach("add", "experiment", "Ring first", "--set", "review=tomorrow").word
    moved = two.coach("set", trial, "review=1 Dec 2099", "began=today", "--json").json
    assert (moved["review"], moved["began"]) == ("2099-12-01", today.isoformat())
    assert two.coach("set", trial, "review=", "--json").json.get("review") in (None, "")
    found = two.coach("list", "action", "--where", "due=+7", "--json").json
    assert [r["id"] for r in found] == [made["id"]]
    weekday = f"{today:%A}".casefold()
    seen = two.coach("add", "observation", "3", "--set", f"date={weekday}", "--json").json
    line = two.coach("add", "observation", f"{weekday} 3 queues", "--json").json
    behind = {(today + timedelta(days=n - 7)).isoformat() for n in (0, 1)}  # it may be midnight
    assert seen["date"] in behind, "what was seen lies behind"
    assert line["date"] in behind and (line["value"], line["text"]) == (3, "queues")
    assert "Write 2026-10-14, 14 Oct, friday" in two.coach.refused("set", trial, "review=soon")
    for since in ("yesterday", "-7", "friday", day[:4] + "-01-01"):
        (hit,) = two.coach("search", "tenants", "--since", since, "--json").json
        assert hit["id"] == made["id"], since
    assert two.coach("search", "tenants", "--since", "tomorrow", "--json").json == []


def test_a_person_is_asked_a_question_in_words(two: Two) -> None:
    asked = "question=What do you see every day?"
    made = two.coach("add", "person", "The dispatcher", "--set", asked).word
    assert two.coach("show", made, "--json").json["question"] == "What do you see every day?"
    two.coach("set", made, "question=And at night?")
    assert "And at night?" in two.coach("show", made).out


def test_what_hangs_on_an_experiment_belongs_to_its_issue(two: Two) -> None:
    issue = two.coach("add", "issue", "It").word
    held = two.coach("add", "assumption", "They mind", "--issue", issue).word
    tests = ("--set", f"assumption={held}", "--json")
    trial = two.coach("add", "experiment", "Ring first", *tests).json
    seen = two.coach("add", "observation", "So", "--set", f"experiment={trial['id']}", "--json")
    assert trial["issue"] == seen.json["issue"] == issue


def test_whoever_a_field_names_is_shown_by_name(two: Two) -> None:
    leo = two.pair.learner.open().me.member
    made = two.coach("add", "action", "Ring the planner", "--set", f"owner={leo}").word
    other = two.coach("add", "action", "Ask them", "--set", "owner=the estate manager").word
    for words in (["show", made], ["history", made]):
        shown = two.coach(*words).out
        assert "Leo" in shown and leo not in shown, shown
    assert "the estate manager" in two.coach("show", other).out
