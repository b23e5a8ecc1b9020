"""Sessions that were left: which are there, how much is in each, and how one goes."""

import pytest

from coach_tui.guide.reader import Reader
from coach_tui.guide.session import asking, begin, left, replies
from coach_tui.guide.session.reading import Sitting
from coach_tui.guide.timing import ended_at
from coach_tui.records.refusal import Refused
from tests.guide.sittings import keep, opened
from tests.pair import DAY, Pair


def words(sitting: Sitting) -> dict[str, str]:
    """How much was written in each unfinished session, by the session's id."""
    return {o.session.id: o.words for o in left.left(Reader(sitting.engagement))}


def test_each_says_how_much_was_written_in_it(pair: Pair) -> None:
    coach = pair.coach.open()
    empty, some = opened(coach, "two-columns"), opened(coach, "ladder")
    coach.do(*replies.mark(empty, empty.steps[0], "asked"))
    assert words(some) == {
        empty.session: "nothing written yet",
        some.session: "nothing written yet",
    }
    first = next(s for s in some.steps if s.prompt.kind == "text" and not s.private)
    keep(some, first.prompt.id, "Two queues")
    assert words(some)[some.session] == "1 reply"
    coach.do(*asking.own_question(coach, some.session, "", "What else?"))
    assert words(some)[some.session] == "2 replies"


def test_an_empty_one_can_be_hidden_and_no_other(pair: Pair) -> None:
    coach = pair.coach.open()
    empty, some = opened(coach, "two-columns"), opened(coach, "ladder")
    (mark,) = coach.do(*replies.mark(empty, empty.steps[0], "asked"))
    coach.do(*asking.own_question(coach, some.session, "", "What else?"))
    with pytest.raises(Refused, match="1 reply"):
        left.drop(coach, some.session)
    coach.do(*left.drop(coach, empty.session))
    assert list(words(some)) == [some.session]
    assert coach.state.records[mark.id].hidden, "nothing of it is left in History"
    with pytest.raises(Refused, match="not here any more"):
        left.drop(coach, empty.session)


def test_one_with_a_private_reply_on_another_device_is_not_empty(pair: Pair) -> None:
    sitting = opened(pair.coach.open(), "two-columns")
    sitting.engagement.publish()
    pair.learner.sync()
    learner = pair.learner.open()
    theirs = begin.sitting(learner, learner.state.records[sitting.session])
    step = next(s for s in theirs.steps if s.secret and theirs.mine(s) and not s.prompt.columns)
    learner.do(*replies.keep(theirs, step, {"": "He had decided already"}))
    learner.publish()
    pair.coach.sync()
    with pytest.raises(Refused, match="so it stays"):
        left.drop(pair.coach.open(), sitting.session)


def test_one_ends_where_it_stands_as_of_what_was_written_last(pair: Pair) -> None:
    coach = pair.coach.open()
    sitting = opened(coach, "ladder")
    (last,) = coach.do(*asking.own_question(coach, sitting.session, "", "What else?"))
    pair.coach.wall.forward(9 * DAY)
    coach.do(*left.end_here(coach, sitting.session))
    assert sitting.record.get("status") == "ended" and ended_at(sitting.record) == last.created
    assert words(sitting) == {}
