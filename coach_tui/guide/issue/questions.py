"""When questions were opened and closed, by month. Row C9 of docs/method.md."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from coach_tui.guide.issue.summary import CLOSED
from coach_tui.records.dates import LAST_YEAR, day_of
from coach_tui.records.state import Record, values

ALL = LAST_YEAR * 12
"""More months than there are."""


@dataclass(frozen=True, slots=True)
class Month:
    """How many questions were opened and closed in a month (`2026-10`)."""

    month: str
    opened: int
    closed: int


def closed_at(question: Record) -> int:
    """When a question was closed, in ms since 1970; 0 while it is open."""
    if question.get("status") not in CLOSED:
        return 0
    live = [v for v in values(question.id, question.changes) if v.field == "status" and v.live]
    return max((v.change.w for v in live), default=question.changed)


def by_month(questions: Collection[Record], last: str = "", most: int = ALL) -> tuple[Month, ...]:
    """The questions opened and closed in each of the `most` latest months up to `last` (`2026-10`;
    empty: the last one with a change), oldest first and without gaps.
    """
    opened = Counter(day_of(q.created)[:7] for q in questions)
    closed = Counter(day_of(w)[:7] for q in questions if (w := closed_at(q)))
    known = sorted({*opened, *closed})
    if not known:
        return ()
    found: list[Month] = []
    here = last or known[-1]
    while here >= known[0] and len(found) < most:
        found.append(Month(here, opened[here], closed[here]))
        year, month = int(here[:4]), int(here[5:])
        here = f"{year - (month == 1):04}-{(month - 2) % 12 + 1:02}"
    return tuple(found[::-1])
