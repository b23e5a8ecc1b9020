"""An issue that is not safe to have known (N3): what is new about it stays on the device."""

import pytest

from coach_tui.guide import writing
from coach_tui.guide.session import begin, closing, replies
from coach_tui.guide.session.exercises import assign
from coach_tui.records.refusal import Refused
from tests.pair import Pair


def test_new_records_of_an_unsafe_issue_are_private_on_every_device_that_knows_it_n3(
    pair: Pair,
) -> None:
    issue = pair.learner.add("issue", text="Somebody is being leaned on")
    before = pair.learner.add("question", text="Who knows?", issue=issue)
    pair.learner.edit(issue, safe="stop")
    pair.rounds()
    for side in pair.sides:
        new = side.add("insight", text="Not over the phone", issue=issue)
        assert side.record(new).audience == "private"
        assert side.record(before).audience == "engagement", "what was published stays published"
        assert side.record(side.add("insight", text="Of something else")).audience == "engagement"
        said = side.add("action", text="Ring the office", issue=issue, audience="engagement")
        assert side.record(said).audience == "engagement", "a person may still say otherwise"


def test_a_session_about_it_leaves_nothing_shared_n3(pair: Pair) -> None:
    issue = pair.coach.add("issue", text="Somebody is being leaned on", safe="stop")
    engagement = pair.coach.open()
    made = engagement.do(*begin.start(engagement, "ladder", issue))
    sitting = begin.sitting(engagement, next(r for r in made if r.kind == "session"))
    for step in sitting.steps:
        value = 3 if step.prompt.scale else "words"
        plans = replies.dont_know(sitting, step)
        if not (step.prompt.options or step.prompt.of or sitting.elsewhere(step)):
            plans = replies.keep(sitting, step, {"": value})
        aside = {"text": "Aside?", "session": sitting.session, "issue": sitting.issue}
        engagement.do(*plans, *writing.new(engagement, "question", aside))
        sitting.refresh()
    engagement.do(*closing.end(sitting))
    shared = [r for r in engagement.state.records.values() if r.audience != "private"]
    assert {r.kind for r in shared} <= {"member", "epoch", "engagement", "issue"}


def test_nothing_about_it_is_given_as_an_exercise_n3(pair: Pair) -> None:
    issue = pair.coach.add("issue", text="Somebody is being leaned on", safe="stop")
    engagement = pair.coach.open()
    learner = engagement.member_named("learner")
    with pytest.raises(Refused, match="must not get known"):
        assign(engagement, "ladder", learner, "", issue=issue)
