"""Exercises that are given and done."""

from coach_tui.guide.reader import Reader
from coach_tui.guide.session import begin, closing, exercises
from coach_tui.guide.session.exercises import NOW, When
from coach_tui.records.dates import day_of
from tests.pair import DAY, Pair

LOG = "learning-log"


def give(pair: Pair, due: str = "", when: When = NOW, deck: str = LOG) -> str:
    coach = pair.coach.open()
    to = coach.others[0].member
    made = coach.do(*exercises.assign(coach, deck, to, due, "a word", when=when))
    coach.publish()
    pair.learner.sync()
    return next(r.id for r in made if r.kind == "exercise")


def now(pair: Pair) -> str:
    return day_of(pair.learner.wall())


def later(pair: Pair, days: int) -> None:
    for side in (pair.coach, pair.learner):
        side.wall.forward(days * DAY)


def do(pair: Pair, identity: str) -> None:
    learner = pair.learner.open()
    exercise = learner.state.records[identity]
    learner.do(*exercises.begin_exercise(learner, exercise))
    session = exercises.session_of(Reader(learner), exercise)
    assert session
    learner.do(*closing.end(begin.sitting(learner, session)))
    learner.publish()
    pair.coach.sync()
