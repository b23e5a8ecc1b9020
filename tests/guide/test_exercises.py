"""Exercises between sessions: five ways to give one, and how each stands in plain words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach_tui.engagement import Engagement
from coach_tui.guide.day.today import today
from coach_tui.guide.reader import Reader
from coach_tui.guide.session import begin, closing, exercises, replies
from coach_tui.guide.session.exercises import When
from coach_tui.records.dates import day_of
from coach_tui.records.refusal import Refused
from coach_tui.records.state import Record
from tests.guide.given import do, give, later, now
from tests.pair import DAY, Pair


def stands(pair: Pair, identity: str, day: str = "") -> tuple[str, str]:
    learner = pair.learner.open()
    found = exercises.exercise_status(
        Reader(learner, day or now(pair)), learner.state.records[identity]
    )
    return found.state, found.words


def due_of(engagement: Engagement) -> list[str]:
    return [n.record.id for n in today(Reader(engagement)).needs]


def test_now_is_open_then_late_then_done(pair: Pair) -> None:
    day = now(pair)
    one = give(pair, due=day)
    assert stands(pair, one) == ("open", "due today")
    later(pair, 2)
    assert stands(pair, one) == ("late", "2 days late")
    assert due_of(pair.learner.open()) == [one]
    do(pair, one)
    assert stands(pair, one)[0] == "done" and stands(pair, one)[1].startswith("done ")
    assert due_of(pair.learner.open()) == []


def test_at_a_date_it_waits_until_that_day(pair: Pair) -> None:
    opens = day_of(pair.coach.wall() + 3 * DAY)
    one = give(pair, when=When(begins=opens))
    assert stands(pair, one)[0] == "waiting" and "opens on" in stands(pair, one)[1]
    assert due_of(pair.learner.open()) == []
    assert stands(pair, one, opens) == ("open", "open")


def test_after_another_and_so_many_days_after_another(pair: Pair) -> None:
    first = give(pair)
    second = give(pair, when=When(after=first), deck="go-and-see")
    third = give(pair, when=When(after=first, days=4))
    assert stands(pair, second) == ("waiting", "after “Learning log”")
    do(pair, first)
    assert stands(pair, second)[0] == "open"
    assert stands(pair, third)[0] == "waiting"
    later(pair, 4)
    assert stands(pair, third)[0] == "open"
    assert set(due_of(pair.learner.open())) == {second, third}


def test_at_every_interval_each_round_is_a_session_of_its_own(pair: Pair) -> None:
    one = give(pair, when=When(every=7))
    do(pair, one)
    assert stands(pair, one)[0] == "waiting"
    later(pair, 7)
    assert stands(pair, one) == ("open", "due today")
    do(pair, one)
    learner = pair.learner.open()
    assert len(exercises.rounds(Reader(learner), learner.state.records[one])) == 2
    assert learner.state.records[one].get("status") == "open"


def test_a_learner_declines_with_a_reason_and_can_take_it_up_again(pair: Pair) -> None:
    one = give(pair)
    learner = pair.learner.open()
    record = learner.state.records[one]
    with pytest.raises(Refused, match="A word about why"):
        exercises.decline(learner, record, "  ")
    coach = pair.coach.open()
    with pytest.raises(Refused, match="only they decline"):
        exercises.decline(coach, coach.state.records[one], "no")
    learner.do(*exercises.decline(learner, record, "no time before the audit"))
    learner.publish()
    pair.coach.sync()
    coach = pair.coach.open()
    found = exercises.exercise_status(Reader(coach, now(pair)), coach.state.records[one])
    assert (found.state, found.words) == ("declined", "declined: no time before the audit")
    assert due_of(learner) == []
    other = give(pair, when=When(after=one))
    assert stands(pair, other) == (
        "waiting",
        "waits for “Learning log”, which was declined",
    )
    do(pair, one)
    assert stands(pair, one)[0] == "done" and stands(pair, other)[0] == "open"


@pytest.mark.parametrize(
    ("due", "when", "said"),
    [
        ("", When(days=3), "after what"),
        ("", When(begins="2026-12-01", after="x"), "not both"),
        ("2026-11-01", When(begins="2026-12-01"), "before it opens"),
        ("", When(after="nothing"), "is no exercise"),
    ],
)
def test_days_that_make_no_sense_together_are_a_sentence(
    pair: Pair, due: str, when: When, said: str
) -> None:
    with pytest.raises(Refused, match=said):
        give(pair, due, when)


def test_what_asks_the_coach_alone_is_not_given_to_a_learner(pair: Pair) -> None:
    with pytest.raises(Refused, match="Nothing in it asks Leo"):
        give(pair, deck="supervision")


def test_prework_is_what_was_done_between_two_sessions(pair: Pair) -> None:
    early = give(pair)
    do(pair, early)
    coach = pair.coach.open()
    first = _session(coach)
    assert [r.text("exercise") for r in exercises.done_since(Reader(coach), first)] == [early]
    sitting = begin.sitting(coach, first)
    coach.do(*replies.mark(sitting, sitting.steps[0], "asked"))
    sitting.refresh()
    coach.do(*closing.end(sitting))
    coach.publish()
    pair.learner.sync()
    one = give(pair)
    do(pair, one)
    coach = pair.coach.open()
    second = _session(coach)
    (found,) = exercises.done_since(Reader(coach), second)
    assert found.text("exercise") == one


def test_what_was_done_is_news_once_though_that_session_was_never_ended(pair: Pair) -> None:
    one = give(pair)
    do(pair, one)
    coach = pair.coach.open()
    first = _session(coach)
    assert [r.text("exercise") for r in exercises.done_since(Reader(coach), first)] == [one]
    pair.coach.wall.forward(60_000)
    second = _session(coach)
    assert exercises.done_since(Reader(coach), second) == []


def _session(engagement: Engagement) -> Record:
    made = engagement.do(*begin.start(engagement, "ladder"))
    return next(r for r in made if r.kind == "session")


NUMBER = st.integers() | st.none() | st.text(max_size=3)
STRANGE = st.fixed_dictionaries(
    {},
    optional={
        "status": st.sampled_from(["open", "done", "declined", "odd"]) | st.integers(),
        "due": st.sampled_from(["2026-01-01", "soon", ""]),
        "begins": st.sampled_from(["2027-01-01", "never", ""]),
        "after": st.sampled_from(["0", "1", "2", "gone", ""]),
        "days": NUMBER,
        "every": NUMBER,
        "reason": st.text(max_size=5),
    },
)


@settings(max_examples=60)
@given(st.lists(STRANGE, min_size=1, max_size=3))
def test_whatever_another_device_writes_each_exercise_stands_somehow(
    template: Pair, some: list[dict[str, object]]
) -> None:
    """Chains that run in circles, days that are none, numbers out of all bounds."""
    engagement = template.coach.open()
    for number, fields in enumerate(some):
        record = Record(
            str(number), "exercise", "someone", "engagement", 1, 1, dict(fields), {}, []
        )
        engagement.state.records[str(number)] = record
    reader = Reader(engagement, "2026-11-24")
    for number in range(len(some)):
        found = exercises.exercise_status(reader, engagement.state.records[str(number)])
        assert found.words
