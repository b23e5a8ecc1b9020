"""The clock of a session: minutes since it began, without the breaks that somebody recorded."""

from coach_tui.engagement import Engagement
from coach_tui.guide import timing
from coach_tui.guide.reader import Reader
from coach_tui.guide.session import closing
from coach_tui.guide.session.reading import Sitting
from coach_tui.guide.worth.evaluation import evaluate
from tests.guide.sittings import keep, opened
from tests.pair import Pair

MINUTE = 60_000
HOUR = 60 * MINUTE


def begun(pair: Pair) -> tuple[Engagement, Sitting]:
    engagement = pair.coach.open()
    return engagement, opened(engagement, "challenge-assumptions")


def minutes(sitting: Sitting) -> int:
    sitting.refresh()
    return closing.spent(sitting) // MINUTE


def test_the_clock_runs_between_replies(pair: Pair) -> None:
    engagement, sitting = begun(pair)
    pair.coach.wall.forward(35 * MINUTE)
    assert minutes(sitting) == 35, "a long talk is no break"
    keep(sitting, sitting.steps[0].prompt.id, "A clear head")
    pair.coach.wall.forward(10 * MINUTE)
    assert minutes(sitting) == 45
    engagement.do(*closing.end(sitting))
    pair.coach.wall.forward(3 * HOUR)
    assert minutes(sitting) == 45
    assert evaluate(Reader(engagement)).spent.together == 45, "and everywhere the same"


def test_a_pause_is_a_key_and_leaving_is_one(pair: Pair) -> None:
    engagement, sitting = begun(pair)
    pair.coach.wall.forward(10 * MINUTE)
    engagement.do(*closing.stop_clock(sitting))
    assert timing.paused(sitting.record)
    pair.coach.wall.forward(15 * MINUTE)
    assert minutes(sitting) == 10
    assert closing.stop_clock(sitting) == [], "a second time changes nothing"
    engagement.do(*closing.go_on(sitting))
    pair.coach.wall.forward(5 * MINUTE)
    assert not timing.paused(sitting.record) and minutes(sitting) == 15
    engagement.do(*closing.leave(sitting))
    pair.coach.wall.forward(30 * HOUR)
    assert minutes(sitting) == 15 and sitting.record.get("status") == "left"
    engagement.do(*closing.go_on(sitting))
    pair.coach.wall.forward(5 * MINUTE)
    assert minutes(sitting) == 20 and sitting.record.get("status") == "running"


def test_a_session_nobody_left_stood_still_while_the_app_was_closed(pair: Pair) -> None:
    engagement, sitting = begun(pair)
    pair.coach.wall.forward(10 * MINUTE)
    keep(sitting, sitting.steps[0].prompt.id, "A clear head")
    pair.coach.wall.forward(8 * MINUTE)
    assert closing.go_on(sitting) == [], "opened again after a crash: the talk went on"
    pair.coach.wall.forward(7 * HOUR)
    engagement.do(*closing.go_on(sitting))
    assert minutes(sitting) == 10
    pair.coach.wall.forward(2 * MINUTE)
    assert minutes(sitting) == 12


def test_a_session_left_for_good_ends_where_it_stood(pair: Pair) -> None:
    engagement, sitting = begun(pair)
    pair.coach.wall.forward(10 * MINUTE)
    engagement.do(*closing.leave(sitting))
    pair.coach.wall.forward(50 * HOUR)
    engagement.do(*closing.end(sitting))
    assert minutes(sitting) == 10


def test_numbers_from_elsewhere_make_no_nonsense(pair: Pair) -> None:
    made = pair.coach.add("session", text="Talk", at=pair.coach.wall.ms, breaks=10**17)
    record = pair.coach.record(made)
    assert timing.spent(record, [], pair.coach.wall.ms + HOUR) == 0
    early = pair.coach.record(
        pair.coach.add("session", text="x", at=pair.coach.wall.ms + 99 * HOUR, breaks=0)
    )
    assert timing.spent(early, [], pair.coach.wall.ms) == 0
