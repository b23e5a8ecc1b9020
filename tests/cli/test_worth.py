"""Predictions, check-outs and what it has been worth, without a screen (P10, P15, P16, C2)."""

import json
from typing import Any

from tests.cli.conftest import Two
from tests.cli.running import Device

FIVE = ("heard=8", "focus=7", "manner=9", "open=6", "worth=10")


def states(device: Device, *args: str) -> dict[str, tuple[str, Any]]:
    given = device(*args, "--json").json["given"]
    return {g["name"]: (g["state"], g["values"]) for g in given}


def test_p10_two_predictions_are_given_blind_and_opened_by_sync(two: Two) -> None:
    trial = two.coach("add", "experiment", "Ring first").word
    two.rounds()
    first = two.coach("predict", trial[:8], "62.5%")
    assert "62.5 %, not open yet" in first.out and "Leo sees it once theirs is given" in first.err
    two.rounds()
    assert states(two.learner, "predict", trial) == {"Leo": ("none", {}), "Carla": ("given", {})}
    assert "62.5" not in two.learner("list", "prediction", "--json").out
    second = two.learner("predict", trial, "40", "--json").json
    assert second["own"] == {"chance": 40.0}
    # What the coach gave is here: the learner's own may be opened at once.
    assert [g["state"] for g in second["given"]] == ["revealed", "given"]
    assert "yours is open now" in two.coach("sync").err
    two.rounds()
    said = {"Carla": ("revealed", {"chance": 62.5}), "Leo": ("revealed", {"chance": 40.0})}
    assert states(two.learner, "predict", trial) == states(two.coach, "predict", trial) == said
    assert "first one counts" in two.coach.refused("predict", trial, "50")


def test_one_can_be_opened_alone_when_it_is_asked_for(two: Two) -> None:
    trial = two.coach("add", "experiment", "Ring first").word
    assert "nothing to open" in two.coach.refused("predict", trial, "--alone")
    two.coach("predict", trial, "30", "--alone")
    two.rounds()
    assert states(two.learner, "predict", trial)["Carla"] == ("revealed", {"chance": 30.0})
    assert "given when the other's was open" in two.learner("predict", trial, "35").out


def test_c2_five_items_for_the_last_session(two: Two) -> None:
    session = two.pair.coach.add("session", text="First talk", status="ended")
    two.rounds()
    shown = two.learner("check", "last")
    assert "I was listened to" in shown.err and "nothing yet" in shown.out
    two.learner("check", "last", *FIVE)
    two.rounds()
    two.coach("check", session, *FIVE[:4])
    two.rounds()
    two.rounds()
    found = states(two.coach, "check", session)
    assert found["Leo"] == (
        "revealed", {"heard": 8, "focus": 7, "manner": 9, "open": 6, "worth": 10},
    )  # fmt: skip
    assert "worth" not in found["Carla"][1]
    said = " ".join(two.learner("evaluate").out.split())
    assert "hard things said 6, worth the time 10" in said, "all five, also in a pipe"
    assert "heard 8, focus 7" in two.learner("list", "checks").out
    assert "none of the five" in two.learner.refused("check", "last", "fun=3", code=2)
    assert "not session" in two.coach.refused("check", two.coach("add", "question", "?").word)


def test_add_and_set_name_the_verb_that_gives_blind(two: Two) -> None:
    assert "coach-tui predict EXPERIMENT CHANCE" in two.coach.refused("add", "prediction", "60")
    assert "coach-tui check SESSION" in two.coach.refused("add", "check", "--set", "heard=3")
    trial = two.coach("add", "experiment", "Ring first").word
    two.coach("predict", trial, "30")
    for record in two.coach("list", "prediction", "--json").json:
        said = two.coach.refused("set", record["id"], "chance=99")
        assert "coach-tui predict" in said
        if record["audience"] == "private":
            assert "coach-tui predict" in two.coach.refused("share", record["id"], "--yes")


def test_p15_the_published_figures(two: Two) -> None:
    for level, weight in zip((-2, 0, -1, 2, 0, 1), (3, 5, 1, 4, 2, 6), strict=True):
        made = two.learner(
            "add", "goal", "A goal", "--set", "expected=As said", "--set", f"weight={weight}"
        ).word
        two.learner("set", made, f"by_learner={level}")
    for chance, outcome in ((10, "no"), (90, "yes"), (80, "yes"), (30, "no")):
        trial = two.learner("add", "experiment", "Ring first").word
        two.learner("predict", trial, str(chance), "--alone")
        two.learner("set", trial, f"outcome={outcome}")
    two.rounds()
    for device in (two.learner, two.coach):
        found = device("evaluate", "--json").json
        assert round(found["goals"]["T"]["learner"], 1) == 55.0
        assert found["goals"]["T"]["coach"] is None
        assert found["predictions"]["brier"] == 0.0375 and found["predictions"]["n"] == 4
        assert {p["name"]: p["n"] for p in found["predictions"]["people"]} == {"Leo": 4, "Carla": 0}
    assert "T 55.0; 50 is as expected." in two.coach("evaluate").out


def test_what_is_not_there_is_said_in_words(two: Two) -> None:
    bare = two.coach("evaluate").out
    for words in (
        "No goal yet", "No prediction has come out yet", "No session yet", "No costs are recorded",
    ):  # fmt: skip
        assert words in bare
    one = two.coach("add", "goal", "One", "--set", "expected=x", "--set", "by_coach=1").word
    assert "T is counted from two on" in two.coach("evaluate").out
    two.coach("set", one, "weight=0")
    assert "No rated goal has a weight" in two.coach("evaluate").out
    cost = ("add", "value", "c", "--set", "party=learner", "--set", "side=cost")
    two.coach(*cost, "--set", "amount=0")
    assert "there is no ratio" in two.coach("evaluate").out
    two.coach(*cost, "--set", "amount=-4")
    found = two.coach("evaluate", "--json").json["value"]
    assert found["bcr"] is None and "less than nothing" in found["words"]


def test_each_rates_goals_as_themselves(two: Two) -> None:
    said = two.coach.refused("add", "goal", "G", "--set", "expected=x", "--set", "by_learner=1")
    assert "by_learner is the learner's own rating. Yours is by_coach." in said
    made = two.coach("add", "goal", "G", "--set", "expected=x").word
    assert "own rating" in two.coach.refused("set", made, "by_learner=2")
    assert "as expected" in two.coach.refused("add", "goal", "G", "--set", "by_coach=1")


def test_one_issue_and_what_is_no_issue(two: Two) -> None:
    issue = two.coach("add", "issue", "Nineteen days").word
    two.coach("add", "question", "Who?", "--issue", issue)
    two.coach("add", "question", "Elsewhere?")
    found = two.coach("evaluate", "--issue", issue, "--json").json
    assert found["questions"] == {"open": 1} and found["issue"] == issue
    question = two.coach("list", "question", "--json").json[0]["id"]
    assert "not issue" in two.coach.refused("evaluate", "--issue", question)


def test_hostile_and_long_words_are_one_line(two: Two) -> None:
    text = "[/] \x1b]0;x\x07 [@click=app.quit] " + "long " * 2000
    two.coach("add", "goal", text, "--set", f"expected={text}", "--set", "by_coach=0")
    two.coach("add", "value", text, "--set", "party=learner", "--set", f"evidence={text}")
    out = two.coach("evaluate").out
    assert "\x1b" not in out and max(map(len, out.splitlines())) < 200
    assert json.loads(two.coach("evaluate", "--json").out)["goals"]["each"]
