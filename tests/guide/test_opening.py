"""What a session opens with, and what is said there."""

import pytest

from coach_tui.engagement import Engagement
from coach_tui.guide.day.today import today
from coach_tui.guide.reader import Reader
from coach_tui.guide.session import begin, closing, meeting, planning, preparing, replies
from coach_tui.guide.session.opening import (
    DONE,
    DROPPED,
    NOT_YET,
    Opening,
    line_of,
    opening,
    report,
    still_opening,
)
from coach_tui.guide.session.reading import Sitting
from coach_tui.guide.session.steps import OWN_AT
from coach_tui.records.refusal import Refused
from tests.guide.given import do, give
from tests.guide.meetings import DECK, held, later
from tests.guide.sittings import at, keep, opened
from tests.pair import Pair


def begun(pair: Pair) -> tuple[Engagement, Sitting]:
    """The next session at the coach's device."""
    coach = pair.coach.open()
    return coach, opened(coach, DECK)


def seen(engagement: Engagement, sitting: Sitting) -> Opening:
    """The opening as it is now."""
    return opening(Reader(engagement), engagement.state.records[sitting.session])


def test_the_first_session_opens_with_nothing(pair: Pair) -> None:
    coach, sitting = begun(pair)
    found = seen(coach, sitting)
    assert found.last is None and not found.promised and still_opening(sitting)


def test_what_was_promised_changes_by_what_is_said_and_stays_said(pair: Pair) -> None:
    before = held(pair, "Ask three tenants", "Sit with the planners", "Send the figures")
    coach, sitting = begun(pair)
    found = seen(coach, sitting)
    assert found.last is not None and found.last.id == before.id
    assert [p.how for p in found.promised] == ["", "", "", ""]
    asked, planners, figures, question = (p.record for p in found.promised)

    session = sitting.record
    coach.do(*report(coach, session, asked, DONE, "Two of three said: after a week."))
    coach.do(*report(coach, session, planners, NOT_YET, day="2099-12-01"))
    coach.do(*report(coach, session, figures, DROPPED, "She has them from the board."))
    coach.do(*report(coach, session, question, DONE, "The board did, in May."))
    coach.publish()
    pair.learner.sync()
    learner = pair.learner.open()
    found = opening(Reader(learner), learner.state.records[session.id])
    assert [p.how for p in found.promised] == [DONE, NOT_YET, DROPPED, DONE]
    records = learner.state.records
    assert records[planners.id].text("due") == "2099-12-01"
    assert line_of(records[figures.id]) == "She has them from the board."
    assert records[figures.id].get("status") == "dropped"
    assert records[question.id].text("answer") == "The board did, in May."


def test_what_was_settled_before_is_not_promised_again(pair: Pair) -> None:
    held(pair, "Ask three tenants", "Send the figures")
    coach, sitting = begun(pair)
    asked, figures, _ = (p.record for p in seen(coach, sitting).promised)
    coach.do(*report(coach, sitting.record, asked, DONE))
    sitting.refresh()
    coach.do(*closing.end(sitting))
    later(pair)
    pair.learner.edit(figures.id, status="done")
    pair.rounds()
    coach, sitting = begun(pair)
    promised = {p.record.text("text"): p.how for p in seen(coach, sitting).promised}
    assert promised == {"Send the figures": DONE, "Who set the promise?": ""}, "newly done only"


def test_an_exercise_is_dropped_with_a_reason_only(pair: Pair) -> None:
    held(pair, "Ask three tenants")
    given = give(pair)
    coach, sitting = begun(pair)
    record = coach.state.records[given]
    assert record in [p.record for p in seen(coach, sitting).promised]
    with pytest.raises(Refused, match="A word about why"):
        report(coach, sitting.record, record, DROPPED)
    coach.do(*report(coach, sitting.record, record, DROPPED, "No time before Easter."))
    record = coach.state.records[given]
    assert (record.get("status"), record.text("reason")) == ("declined", "No time before Easter.")


def test_what_came_in_is_there_once_and_no_promise_any_more(pair: Pair) -> None:
    held(pair, "Ask three tenants")
    given = give(pair)
    do(pair, given)
    coach, sitting = begun(pair)
    found = seen(coach, sitting)
    assert [s.text("exercise") for s in found.came] == [given]
    assert given not in [p.record.id for p in found.promised]


def test_prepared_is_private_until_it_is_sent_and_then_opens_one_session(pair: Pair) -> None:
    held(pair, "Ask three tenants")
    learner = pair.learner.open()
    learner.do(*preparing.keep_prepared(learner, {"moved": "Two streets", "mind": ""}))
    learner.publish()
    pair.rounds()
    coach, sitting = begun(pair)
    assert not seen(coach, sitting).prepared
    learner = pair.learner.open()
    learner.do(*preparing.keep_prepared(learner, {"leave": "One sentence"}))
    learner.do(*preparing.send(learner))
    with pytest.raises(Refused, match="sent already"):
        preparing.send(learner)
    learner.publish()
    pair.rounds()
    coach = pair.coach.open()
    (record,) = opening(Reader(coach), coach.state.records[sitting.session]).prepared
    assert (record.text("moved"), record.text("leave")) == ("Two streets", "One sentence")
    sitting = begin.sitting(coach, coach.state.records[sitting.session])
    keep(sitting, at(sitting), "A clear head")
    coach.do(*closing.end(sitting))
    later(pair)
    coach, sitting = begun(pair)
    assert not seen(coach, sitting).prepared, "it was for the meeting before"
    assert preparing.mine(Reader(pair.learner.open())) is None


def test_exercises_and_what_is_played_alone_have_no_opening(pair: Pair) -> None:
    given = give(pair)
    do(pair, given)
    coach = pair.coach.open()
    pair.rounds()
    coach = pair.coach.open()
    session = next(s for s in coach.state.of_kind("session") if s.text("exercise"))
    assert not still_opening(begin.sitting(coach, session))
    assert not still_opening(opened(coach, "supervision"))


# -- the next date ---------------------------------------------------------------------------------


def test_an_empty_session_changes_nothing(pair: Pair) -> None:
    held(pair, "Ask three tenants", date="2099-12-08")
    coach, sitting = begun(pair)
    coach.do(*closing.end(sitting))
    page = today(Reader(coach))
    assert [r.text("text") for r in page.agreed] == ["Ask three tenants", "Who set the promise?"]
    assert page.meeting is not None and page.meeting.day == "2099-12-08"


def test_a_date_is_moved_and_called_off_with_a_word(pair: Pair) -> None:
    learner = pair.learner.open()
    with pytest.raises(Refused, match="No session has ended yet"):
        meeting.move(learner, "2099-12-01")
    held(pair, "Ask three tenants", date="2099-12-08")
    learner = pair.learner.open()
    learner.do(*meeting.move(learner, "2099-12-10 9:30", "I am in Leeds on Tuesday."))
    learner.publish()
    pair.rounds()
    found = meeting.next_meeting(Reader(pair.coach.open()))
    assert found is not None
    assert (found.day, found.time, found.note) == (
        "2099-12-10", "09:30", "I am in Leeds on Tuesday.",
    )  # fmt: skip
    coach = pair.coach.open()
    coach.do(*meeting.move(coach, "off", "Flu."))
    found = meeting.next_meeting(Reader(coach))
    assert found is not None and (found.day, found.note) == ("", "Flu.")
    with pytest.raises(Refused, match="no next date to call off"):
        meeting.move(coach, "off")
    with pytest.raises(Refused, match="is over"):
        meeting.move(coach, "2020-01-01")


def test_what_was_called_off_is_forgotten_when_you_have_met_again(pair: Pair) -> None:
    held(pair, "Ask three tenants", date="2099-12-08")
    coach = pair.coach.open()
    coach.do(*meeting.move(coach, "off"))
    coach.publish()
    held(pair, "Sit with the planners")
    assert meeting.next_meeting(Reader(pair.coach.open())) is None


# -- planned beforehand ----------------------------------------------------------------------------


def test_a_plan_is_private_until_the_session_begins_and_then_it_is_played(pair: Pair) -> None:
    coach = pair.coach.open()
    made = coach.do(*planning.plan(coach, DECK))
    session = next(r for r in made if r.kind == "session")
    first, second, third, *_ = (p.id for p in planning.deck_planned(coach, session).prompts())
    choice = {"left_out": [first], "marked": [third], "own": "Who laughs?", "own_after": second}
    coach.do(*planning.change(coach, session, choice))
    coach.publish()
    pair.rounds()
    assert not list(pair.learner.open().state.of_kind("session"))
    coach = pair.coach.open()
    assert [s.id for s in planning.planned(Reader(coach))] == [session.id]

    coach.do(*planning.begin_planned(coach, coach.state.records[session.id]))
    coach.publish()
    pair.rounds()
    for side in (coach, pair.learner.open()):
        record = side.state.records[session.id]
        assert record.get("status") == "running" and not record.private
        sitting = begin.sitting(side, record)
        assert at(sitting) == second and sitting.marked == [third]
        place = [s.prompt.id for s in sitting.steps].index(OWN_AT)
        assert sitting.steps[place - 1].prompt.id == second
        assert sitting.steps[place].prompt.text == "Who laughs?"
    sitting = begin.sitting(coach, coach.state.records[session.id])
    step = next(s for s in sitting.steps if s.prompt.id == OWN_AT)
    (kept,) = coach.do(*replies.keep(sitting, step, {"": "Nobody."}))
    assert kept.text("asked") == "Who laughs?"


def test_a_gate_is_not_left_out(pair: Pair) -> None:
    coach = pair.coach.open()
    made = coach.do(*planning.plan(coach, "issue-brief"))
    session = next(r for r in made if r.kind == "session")
    with pytest.raises(Refused, match="is a gate"):
        planning.change(coach, session, {"left_out": ["safe"]})
