"""One issue from its brief to its worth, by two people at their own devices."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from coach_tui.tui.commands import PAGES
from tests.e2e.people import Desk, Two, answers, holding, typed
from tests.e2e.terminal import Terminal

WIDE = (120, 40)
BEFORE = (19, 20, 19, 21, 20, 19, 20, 21, 19, 20, 19, 20)
AFTER = (34, 12, 11, 12, 11, 12, 11, 12)
"""The first day after it began went wrong; then it is another matter."""
CARD = {
    "prediction": "Half of them are done within 12 days",
    "chance": 70,
    "measure": "days from report to repair",
    "limit": "Two weeks, one stairwell",
    "stop": "A family without heating",
    "reversible": "yes, any morning",
    "consent": "the desk",
    "notice": "the contractor",
}
"""What an experiment has to say before it begins, except for the day to look back."""
LATE_FIELDS = ("measure", "stop")
WORDS = {
    "issue": "Repairs take 19 days",
    "question": "Who sets the order of the list?",
    "assumption": "Nobody may swap two orders",
    "experiment": "Swap two orders every morning",
    "review": "Nobody minded, and the list got shorter",
    "insight": "The order was a habit, and no rule",
    "value": "Fewer second visits",
}
"""The trunk of the chain, but for what was counted."""
RULE = ("The list is done from the top", "The list is done by what is nearest")
MINE, THEIRS = "83.17", "41.39"
"""What coach and learner give blind for the second experiment: unlike anything else's bytes."""
HASTY = "17.63"
"""What the learner gives blind for the first one, before the coach."""
STOPPED = "The night shift had to stay on"


def ago(days: int) -> str:
    """That many days before today."""
    return (datetime.now(UTC) - timedelta(days=days)).date().isoformat()


def adding(kind: str, text: str, issue: str = "", **fields: Any) -> tuple[str, ...]:
    """The command that keeps something new."""
    given = [part for field, value in fields.items() for part in ("--set", f"{field}={value}")]
    return ("add", kind, *([text] if text else []), *given, *(("--issue", issue) if issue else ()))


def changed(desk: Desk, identity: str, **fields: Any) -> None:
    """Change fields of a record."""
    desk("set", identity, *(f"{field}={value}" for field, value in fields.items()))


def test_an_issue_from_its_brief_to_its_worth_on_two_devices(two: Two) -> None:
    """Rows P1 P5 P6 P8 P10 P15 P16 C7 C8 N1: a red gate and its way out, what is not known and what
    is taken for granted, experiments with predictions given blind, one forbidden and stopped, one
    looked back on; a rule that changed; and what it was worth: one chain, the same on both devices.
    """
    issue = brief(two)
    agree_on_a_contract(two)
    take_the_way_out(two, issue)
    asked, belief = ask(two, issue)
    hasty = one_is_stopped_early(two, issue, belief)
    trial = one_begins_as_a_whole(two, issue, belief)
    predict_blind(two, hasty, first=two.learner, second=two.coach, chances=(HASTY, "20"))
    predict_blind(two, trial, first=two.coach, second=two.learner, chances=(MINE, THEIRS))
    count(two, issue, trial)
    review = look_back(two, issue, trial, belief)
    answer_the_gates_again(two, issue)
    insight, worth = what_it_was_worth(two, issue, review)
    assert_evaluated(two, issue)
    trunk = [issue, asked, belief, trial, "", review, insight, worth]
    assert_one_chain(two, trunk, beside=hasty)
    read_on_screen(two.learner)


# -- the issue -------------------------------------------------------------------------------------


def brief(two: Two) -> str:
    """The learner writes the issue down, with whose it is and what would be better."""
    fields = {"why": "Families wait", "owner": "Leo", "better": "Half of it", "can": "the desk"}
    issue = two.learner(*adding("issue", WORDS["issue"], **fields)).word
    two.rounds()
    assert two.coach("show", issue, "--json").json["owner"] == "Leo"
    return issue


def agree_on_a_contract(two: Two) -> None:
    """The coach writes it; each says yes on their own device."""
    made = two.coach(*adding("contract", "One real issue of Leo's", often="Every week")).word
    two.rounds()
    for desk in two.desks:
        desk("agree")
    two.rounds()
    for desk in two.desks:
        found = desk("show", made, "--json").json["agreement"]
        assert {role: one["state"] for role, one in found.items()} == {
            "coach": "agreed", "learner": "agreed",
        }  # fmt: skip


def select(app: Terminal, question: str, key: str) -> None:
    """Select an answer and keep it. A key that comes before it could be read is dropped, so it is
    pressed until the answer is marked.
    """
    app.wait_for(question)

    def marked(shown: str) -> bool:
        found = re.search(rf"│ *▌ *{key} ", shown) is not None
        if not found:
            app.press(key)
        return found

    app.wait_until(f"{key} is selected", marked)
    app.press("enter")


def take_the_way_out(two: Two, issue: str) -> None:
    """The gates in the app: the third is red, and an action is the way out (N1)."""
    with two.learner.app(size=WIDE) as app:
        app.wait_for("1 Today")
        app.press(PAGES["thread"])
        app.wait_for(WORDS["issue"], "w asks them")
        app.press("w")
        for question, key in (("Gate 1", "1"), ("Gate 2", "1"), ("Gate 3", "3")):
            select(app, question, key)
        select(app, "Which way out?", "2")
        app.wait_for("What will you say, and who to?")
        typed(app, "Ask the director for one stairwell")
        app.press("enter")
        select(app, "Gate 4", "1")
        app.wait_for("Decided already", "Way out taken: renegotiate it.")
        app.press("q")
        assert app.ended() == 0
    two.rounds()
    (action,) = two.coach("list", "action", "--json").json
    assert (action["text"], action["issue"]) == ("Ask the director for one stairwell", issue)
    assert gate(two.coach) == {"gate": "decided", "value": "all", "red": True, "due": False,
                               "way": "renegotiate"}  # fmt: skip
    assert "Decided already: others have settled the result." in two.coach("thread", issue).out


def gate(desk: Desk) -> dict[str, Any]:
    """How the gate stands that asks what others have decided."""
    gates = desk("thread", "--json").json["gates"]
    return next(g for g in gates if g["gate"] == "decided")


def answer_the_gates_again(two: Two, issue: str) -> None:
    """Red until now; after a look back all four are asked again, and the third is another one."""
    found = gate(two.coach)
    assert found["red"] and found["due"]
    changed(two.learner, issue, safe="careful", sort="mixed", decided="frame", sharing="some")
    two.rounds()
    for desk in two.desks:
        gates = desk("thread", "--json").json["gates"]
        assert not [g for g in gates if g["red"] or g["due"]]
        assert "Decided already" not in desk("thread", issue).out


# -- what is not known, and what is tried ----------------------------------------------------------


def ask(two: Two, issue: str) -> tuple[str, str]:
    """Two questions, one of them answered, and what is taken for granted."""
    asked = two.coach(*adding("question", WORDS["question"], issue)).word
    two.coach(*adding("question", "Who counts the days?", issue))
    two.rounds()
    changed(two.learner, asked, status="answered", answer="The desk, by habit", mark="told")
    fields = {"links": asked, "confidence": 80, "sort": "rule"}
    belief = two.learner(*adding("assumption", WORDS["assumption"], issue, **fields)).word
    two.rounds()
    assert two.coach("evaluate", "--json").json["questions"] == {"open": 1, "answered": 1}
    return asked, belief


def one_is_stopped_early(two: Two, issue: str, belief: str) -> str:
    """A whole card begins at once; somebody finds it not all right, and it is stopped (C7)."""
    whole = CARD | {"assumption": belief, "review": ago(-7)}
    hasty = two.learner(*adding("experiment", "Work at night", issue, **whole)).word
    changed(two.learner, hasty, status="running", began=ago(0))
    two.rounds()
    assert "Say what is not all right" in two.coach.refused("set", hasty, "status=paused")
    changed(two.coach, hasty, status="paused", not_ok="Nobody asked them", not_ok_by="the night")
    two.rounds()
    with two.learner.app(size=WIDE) as app:
        app.wait_for("1 Today")
        app.press(PAGES["experiments"])
        app.wait_for("Work at night", "Nobody asked them")
        app.press("t")
        app.wait_for("Stop early: Work at night", "stopped now?")
        typed(app, STOPPED)
        app.press("enter")
        app.wait_for("stopped early")
        app.press("q")
        assert app.ended() == 0
    two.rounds()
    found = two.coach("show", hasty, "--json").json
    assert (found["status"], found["stopped_why"]) == ("stopped", STOPPED)
    return hasty


def one_begins_as_a_whole(two: Two, issue: str, belief: str) -> str:
    """What is missing on the card is named before it may begin (P10, C8)."""
    some = {f: v for f, v in CARD.items() if f not in LATE_FIELDS}
    card = some | {"assumption": belief, "review": ago(0), "unit": "days"}
    trial = two.learner(*adding("experiment", WORDS["experiment"], issue, **card)).word
    begin = {"status": "running", "began": ago(len(AFTER))}
    said = two.learner.refused("set", trial, *(f"{f}={v}" for f, v in begin.items()))
    assert "It cannot begin yet. Missing: a measure, a stop sign. Nothing was changed." in said
    assert two.learner("show", trial, "--json").json["status"] == "planned"
    changed(two.learner, trial, **{f: CARD[f] for f in LATE_FIELDS}, **begin)
    two.rounds()
    return trial


def predict_blind(
    two: Two, trial: str, *, first: Desk, second: Desk, chances: tuple[str, str]
) -> None:
    """The one who gives second cannot know the first one's, on the screen or on the disk (P10)."""
    first("predict", trial, chances[0])
    two.rounds(2)
    own = holding(first.home, chances[0].encode())
    assert own and all(f.startswith(("private/", "history/")) for f in own), own
    (given,) = [p for p in second("list", "prediction", "--json").json if p["experiment"] == trial]
    assert given["commitment"] and "chance" not in given and "salt" not in given
    assert holding(second.home, chances[0].encode()) == []
    second("predict", trial, chances[1])
    assert holding(first.home, f'"chance":{chances[1]}'.encode()) == []
    two.rounds(2)
    for desk in two.desks:
        found = desk("predict", trial, "--json").json["given"]
        assert sorted(g["values"]["chance"] for g in found) == sorted(map(float, chances))
        assert [g["state"] for g in found] == ["revealed"] * 2
        assert not any(g["late"] for g in found)


def count(two: Two, issue: str, trial: str) -> None:
    """Both count, a number a day: one before it began, the other since."""
    days = [ago(n) for n in range(len(BEFORE + AFTER), 0, -1)]
    rows = [
        adding("observation", "", issue, experiment=trial, value=value, date=day)
        for value, day in zip(BEFORE + AFTER, days, strict=True)
    ]
    answers(two.coach, *rows[: len(BEFORE)])
    answers(two.learner, *rows[len(BEFORE) :])
    two.rounds()
    charts = [desk("show", trial, "--json").json["chart"] for desk in two.desks]
    assert charts[0] == charts[1]
    assert [p["count"] for p in charts[0]["phases"]] == [len(BEFORE), len(AFTER)]
    wrong = len(BEFORE) + 1
    assert {"rule": 1, "from": wrong, "to": wrong, "chart": "x"} in charts[0]["signals"]
    assert charts[0]["held"]["centre"] == sum(BEFORE) / len(BEFORE)
    assert max(s["to"] for s in charts[0]["held"]["signals"]) == len(BEFORE + AFTER)


# -- what came of it -------------------------------------------------------------------------------


def look_back(two: Two, issue: str, trial: str, belief: str) -> str:
    """The review closes it: a rule changed, and the assumption is given up (P5, P8, C8)."""
    said = {
        "experiment": trial, "links": belief, "expected": CARD["prediction"], "mark": "observed",
        "happened": "Most took 11 or 12 days", "decision": "adopt", "loop": "double",
        "rule_before": RULE[0], "rule_now": RULE[1],
    }  # fmt: skip
    review = two.learner(*adding("review", WORDS["review"], issue, **said)).word
    changed(two.learner, trial, outcome="yes")
    changed(two.learner, belief, confidence=10, status="dropped")
    two.rounds()
    assert two.coach("show", trial, "--json").json["status"] == "reviewed"
    versions = two.coach("history", belief, "--json").json["versions"]
    assert [v["value"] for v in versions if v["field"] == "confidence"] == [10, 80]
    return review


def what_it_was_worth(two: Two, issue: str, review: str) -> tuple[str, str]:
    """An insight, a goal that each rates for themselves and one again, and two lines (P15, P16)."""
    insight = two.learner(*adding("insight", WORDS["insight"], issue, links=review)).word
    levels = {"expected": "12 days", "more": "10 days", "less": "16 days"}
    goal = two.learner(*adding("goal", "Families wait less", issue, **levels, by_learner=-1)).word
    two.rounds()
    assert "by_learner is the learner's own" in two.coach.refused("set", goal, "by_learner=2")
    changed(two.coach, goal, by_coach=1)
    changed(two.learner, goal, by_learner=0)
    cost = {"party": "learner", "side": "cost", "amount": 300, "links": insight}
    two.coach(*adding("value", "Six hours of two people", issue, **cost))
    gain = {"party": "organisation", "amount": 1200, "links": insight, "evidence": "the order book"}
    worth = two.learner(*adding("value", WORDS["value"], issue, **gain)).word
    two.rounds(2)
    return insight, worth


def assert_evaluated(two: Two, issue: str) -> None:
    """What both read: no T of one goal, a Brier score of each, one double loop, the sums."""
    mine, theirs = (d("evaluate", "--issue", issue, "--json").json for d in two.desks)
    assert mine == theirs
    assert mine["goals"]["T"] == {"coach": None, "learner": None}
    (goal,) = mine["goals"]["each"]
    levels = {role: [r["level"] for r in given] for role, given in goal["ratings"].items()}
    assert levels == {"coach": [1], "learner": [-1, 0]}
    scores = {p["name"]: (p["n"], p["brier"]) for p in mine["predictions"]["people"]}
    assert scores == {
        name: (1, round((1 - float(chance) / 100) ** 2, 4))
        for name, chance in (("Carla", MINE), ("Leo", THEIRS))
    }
    assert (mine["predictions"]["card"]["n"], mine["predictions"]["card"]["brier"]) == (1, 0.09)
    assert (mine["predictions"]["n"], mine["predictions"]["open"]) == (2, 2)
    assert mine["loops"] == {"single": 0, "double": 1}
    sums = {f: mine["value"][f] for f in ("benefits", "costs", "bcr", "roi")}
    assert sums == {"benefits": 1200, "costs": 300, "bcr": 4, "roi": 300}


def assert_one_chain(two: Two, trunk: list[str], beside: str) -> None:
    """The same on both devices, and from its worth back to the issue each came from the other."""
    found, theirs = (desk("thread", trunk[0], "--json").json for desk in two.desks)
    assert found == theirs
    chain = {one["id"]: one for one in found["chain"]}
    back = [chain[trunk[-1]]]
    while back[-1]["from"] != trunk[0]:
        back.append(chain[back[-1]["from"]])
    seen = back[3]
    assert seen["kind"] == "observation" and len(seen["folded"]) == len(BEFORE + AFTER)
    assert [one["id"] or "" for one in reversed(back)] == [i or seen["id"] for i in trunk[1:]]
    assert {one["by"] for one in back[:-1]} == {"link"}
    assert chain[beside]["from"] == trunk[2]
    kinds = sorted(one["kind"] for one in found["chain"])
    assert kinds == sorted(["question"] * 2 + ["assumption"] + ["experiment"] * 2 + ["observation"]
                           + ["review", "rule"] + ["insight"] * 2 + ["value"] * 2)  # fmt: skip
    about = [two.coach("show", i, "--json").json["kind"] for i in found["beside"]]
    assert sorted(about) == ["action", "action", "goal", "way"], "the way out, and the talk"


def read_on_screen(desk: Desk) -> None:
    """The Thread page, from one place to what came of it."""
    with desk.app(size=WIDE) as app:
        app.wait_for("1 Today")
        app.press(PAGES["thread"])
        app.wait_for(WORDS["issue"], WORDS["question"], "answered: The desk, by habit (told)")
        app.press("g")
        app.settle()
        for words in (
            (WORDS["question"],),
            (WORDS["assumption"], "80 % sure, then 10 %; dropped"),
            (WORDS["experiment"], CARD["prediction"]),
            ("19 → 12 in 20 counts",),
            (WORDS["review"], "a rule changed; adopt", *RULE),
            (WORDS["insight"],),
            (WORDS["value"], "1200, to the organisation"),
        ):
            app.press("c")
            app.wait_for(*words)
            app.settle()
        app.press("q")
        assert app.ended() == 0
        assert app.restored == []
