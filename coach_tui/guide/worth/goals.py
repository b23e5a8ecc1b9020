"""Goals and how far coach and learner each rate them as reached, over time (goal attainment
scaling).

Row P15 of docs/method.md; the formula of T is explained there.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from coach_tui.engagement import Engagement, Plan
from coach_tui.guide import writing
from coach_tui.guide.reader import Reader
from coach_tui.guide.worth.rules import RATERS
from coach_tui.method import goals as method
from coach_tui.records.dates import day_of
from coach_tui.records.refusal import Refused
from coach_tui.records.state import Record, values

LEVELS = {-2: "much_less", -1: "less", 0: "expected", 1: "more", 2: "much_more"}
"""The levels, each with the field of a goal that describes it."""
LEVEL_WORDS = {
    -2: "much less than expected",
    -1: "less than expected",
    0: "as expected",
    1: "more than expected",
    2: "much more than expected",
}


@dataclass(frozen=True, slots=True)
class Rating:
    """A rating: a level from -2 to 2 and the ISO date on which it was given."""

    level: int
    day: str


@dataclass(frozen=True, slots=True)
class GoalLine:
    """One goal with its ratings by role (`coach`, `learner`), oldest first."""

    record: Record
    ratings: dict[str, tuple[Rating, ...]]

    @property
    def weight(self) -> float:
        """The weight of the goal; 1 by default."""
        found = self.record.number("weight")
        return 1.0 if found is None else found

    def now(self, role: str) -> Rating | None:
        """The latest rating by a role; None when there is none."""
        return self.ratings[role][-1] if self.ratings[role] else None

    def first(self, role: str) -> Rating | None:
        """The first rating by a role; None when there is none."""
        return self.ratings[role][0] if self.ratings[role] else None


def lines(reader: Reader, issue: str = "") -> list[GoalLine]:
    """The goals of one issue (an id), or all, oldest first."""
    return [
        GoalLine(r, {role: ratings(r, role) for role in RATERS})
        for r in reader.of_kind("goal")
        if not issue or r.text("issue") == issue
    ]


def ratings(record: Record, role: str) -> tuple[Rating, ...]:
    """All ratings of a goal by a role, oldest first; the last is the current one. Empty when the
    current value is not a level.
    """
    field = RATERS[role]
    given = [v for v in values(record.id, record.changes) if v.field == field]
    shown = [v for v in given if v.live][-1:]
    if shown and not _is_level(shown[0].value):
        return ()
    before = [v for v in given if v not in shown]
    return tuple(
        Rating(v.value, day_of(v.change.w)) for v in (*before, *shown) if _is_level(v.value)
    )


def scores(some: Iterable[GoalLine], role: str, *, first: bool = False) -> list[method.Goal]:
    """(level, weight) of each goal by a role's latest or first rating; level None if not rated."""
    found: list[method.Goal] = []
    for one in some:
        rating = one.first(role) if first else one.now(role)
        found.append((rating.level if rating else None, one.weight))
    return found


def t(some: list[GoalLine], role: str, *, first: bool = False) -> float | None:
    """The T-score of a role's latest or first ratings; None with fewer than two rated goals."""
    return method.attainment(scores(some, role, first=first))


def attainment_in_words(some: list[GoalLine], role: str) -> str:
    """A role's T-score in words, with the first one, or why there is none."""
    said = method.goals_in_words(scores(some, role))
    again = any(len(one.ratings[role]) > 1 for one in some)
    before = t(some, role, first=True) if again else None
    if before is None or t(some, role) is None:
        return said
    return f"{said} At first it was {before:.1f}."


def plan_rating(engagement: Engagement, goal: str, level: int) -> list[Plan]:
    """Plans that set this person's rating of a goal (an id). `Refused` when it is no goal or this
    person is neither coach nor learner.
    """
    role = engagement.me.role
    if role not in RATERS:
        raise Refused("Only the coach and the learner rate goals.")
    record = engagement.record(goal)
    if record.kind != "goal":
        raise Refused(f"{record.id} is not a goal. Nothing was changed.")
    return writing.edit(engagement, record.id, {RATERS[role]: level})


def level_words(record: Record, level: int) -> str:
    """The description of a level in a goal, else the general one."""
    return record.text(LEVELS[level]) or LEVEL_WORDS[level]


def label(level: int) -> str:
    """A level with its sign: `-1`, `0`, `+2`."""
    return f"{level:+d}" if level else "0"


def _is_level(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value in LEVELS
