"""A look back by its deck leaves one review, and moves what it is about (P8, C8, P17)."""

from typing import Any

from coach_tui.guide.experiment import actions as trials
from coach_tui.guide.reader import Reader
from coach_tui.guide.session import begin, reading, replies
from coach_tui.guide.worth.evaluation import evaluate
from tests.guide.trial_cards import WHOLE
from tests.pair import Pair

SAID: dict[str, dict[str, Any]] = {
    "look": {"expected": "Ten days", "happened": "Six", "surprised": "Nobody minded"},
    "came-true": {"": "yes"},
    "source": {"": "observed"},
    "belief-sure": {"": 20},
    "belief-stands": {"": "weakened"},
    "loop": {"": "double"},
    "rule-before": {"": "The planner decides"},
    "rule-now": {"": "The tenant decides"},
    "insight": {"": "Ask first"},
    "decision": {"": "adapt"},
    "next-action": {"": "Ask on two estates"},
}


def test_the_deck_of_a_look_back_leaves_one_review_p8_p17(pair: Pair) -> None:
    issue = pair.learner.add("issue", text="Late")
    belief = pair.learner.add("assumption", text="They say no", confidence=70, issue=issue)
    trial = pair.learner.add("experiment", **WHOLE, assumption=belief, issue=issue)
    who = pair.learner.open()
    who.do(*trials.begin(who, who.state.records[trial]))
    pair.rounds()
    coach = pair.coach.open()
    made = coach.do(*begin.start(coach, "review-experiment", issue=issue))
    sitting = begin.sitting(coach, next(r for r in made if r.kind == "session"))
    while (index := sitting.next_open()) is not None:
        step = sitting.steps[index]
        sitting.show(step)
        if step.prompt.id in ("which", "belief"):
            wanted = trial if step.prompt.id == "which" else belief
            offered = {r.id: r for r in reading.offered(sitting, step)}
            plans = replies.choose(sitting, step, offered[wanted])
        elif step.prompt.id in SAID:
            plans = replies.keep(sitting, step, SAID[step.prompt.id])
        else:
            plans = replies.mark(sitting, step, "skipped")
        coach.do(*plans)
        sitting.refresh()
    (review,) = coach.state.of_kind("review")
    expected = {
        "expected": "Ten days", "happened": "Six", "surprised": "Nobody minded", "mark": "observed",
        "loop": "double", "rule_before": "The planner decides", "rule_now": "The tenant decides",
        "text": "Ask first", "decision": "adapt", "next": "Ask on two estates",
        "experiment": trial, "issue": issue,
    }  # fmt: skip
    assert {f: review.get(f) for f in expected} == expected
    for kind, words in (("insight", "Ask first"), ("action", "Ask on two estates"),
                        ("rule", "The planner decides")):  # fmt: skip
        (one,) = (r for r in coach.state.of_kind(kind) if r.get("links") == [review.id])
        assert one.text("text") == words
    now = coach.state.records
    assert (now[trial].get("status"), now[trial].get("outcome")) == ("reviewed", "yes")
    assert (now[belief].get("confidence"), now[belief].get("status")) == (20, "weakened")
    coach.publish()
    pair.rounds()
    assert evaluate(Reader(pair.learner.open()), issue).double == 1
