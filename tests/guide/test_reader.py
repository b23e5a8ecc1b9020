"""A drawing walks through the history as often with many exercises and sessions as with few."""

from collections.abc import Callable
from typing import Any

import pytest

from coach_tui.engagement import Engagement
from coach_tui.guide.day.today import needs, today
from coach_tui.guide.reader import Reader
from coach_tui.guide.session import begin, closing, exercises
from coach_tui.guide.session.exercises import When
from coach_tui.planning import plan_new
from coach_tui.records.state import Record
from coach_tui.tui.day.timeline import collect, rows_of
from tests.guide.given import do, give, now
from tests.pair import Pair


class Walked(dict[str, Record]):
    """Records that count how often somebody went through all of them."""

    walks = 0

    def values(self) -> Any:
        self.walks += 1
        return super().values()


def walks(engagement: Engagement, draw: Callable[[Engagement], Any]) -> int:
    engagement.state.records = seen = Walked(engagement.state.records)
    draw(engagement)
    return seen.walks


def grown(engagement: Engagement, many: int) -> None:
    """More exercises that wait and more sessions that ended."""
    me = engagement.me.member
    for number in range(many):
        said = {"text": f"Look at {number}", "to": me, "after": "", "begins": "2026-01-01"}
        engagement.do(plan_new(engagement, "exercise", said))
        for session in engagement.do(*begin.start(engagement, "go-and-see")):
            if session.kind == "session":
                engagement.do(*closing.end(begin.sitting(engagement, session)))


def history(kind: str) -> Callable[[Engagement], Any]:
    def draw(engagement: Engagement) -> Any:
        reader = Reader(engagement)
        return rows_of(collect(reader, "", kind), reader)

    return draw


@pytest.mark.parametrize(
    "draw",
    [
        lambda e: today(Reader(e)),
        lambda e: needs(Reader(e, "2026-10-01")),
        history("session"),
        history("exercise"),
    ],
    ids=["today", "counts", "sessions", "exercises"],
)
def test_more_exercises_and_sessions_mean_no_more_walks(
    pair: Pair, draw: Callable[[Engagement], Any]
) -> None:
    engagement = pair.learner.open()
    grown(engagement, 1)
    few = walks(engagement, draw)
    grown(engagement, 6)
    assert walks(engagement, draw) == few == 1


def test_a_reader_says_how_each_stands_as_one_look_at_a_time_does(pair: Pair) -> None:
    first = give(pair)
    second = give(pair, when=When(after=first), deck="go-and-see")
    third = give(pair, when=When(every=7))
    do(pair, first)
    do(pair, third)
    engagement = pair.learner.open()
    reader = Reader(engagement, now(pair))
    for identity in (first, second, third):
        record = engagement.state.records[identity]
        alone = exercises.exercise_status(Reader(engagement, now(pair)), record)
        assert exercises.exercise_status(reader, record) == alone
    done = {
        i: exercises.rounds(reader, engagement.state.records[i]) for i in (first, second, third)
    }
    assert [len(some) for some in done.values()] == [1, 0, 1]
    session = done[first][0]
    assert session.text("exercise") == first
