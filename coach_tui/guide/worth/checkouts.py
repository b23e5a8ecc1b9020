"""Check-outs over time (C2): five short items on each session, and what they make the coach ask."""

from dataclasses import dataclass
from typing import Any

from coach_tui.guide.reader import Reader
from coach_tui.guide.sealed import ITEM_WORDS, ITEMS, BlindStatus, Book
from coach_tui.guide.timing import ended_on
from coach_tui.records.dates import short
from coach_tui.records.state import Record

SHORT = {
    "heard": "listened to",
    "matter": "what matters",
    "manner": "our way",
    "open": "hard things said",
    "worth": "worth the time",
}
"""The items where there is little room."""
TOP, LOW = 10, 4
"""Every item at the top, or one at the low end, is worth a question."""
LATELY = 3
"""Only so many of the latest check-outs make the coach ask."""


@dataclass(frozen=True, slots=True)
class Checkout:
    """One session's check-out: how everybody's stands, and what this person said."""

    session: Record
    day: str
    statuses: dict[str, BlindStatus]
    own: dict[str, Any] | None

    def values(self, member: str, me: str = "") -> dict[str, Any]:
        """What a member said, as far as it is open; one's own is there before."""
        if member == me and self.own is not None:
            return self.own
        return self.statuses[member].values if member in self.statuses else {}

    @property
    def begun(self) -> bool:
        """Whether anybody gave theirs."""
        return any(s.state != "none" for s in self.statuses.values())


def checkouts(reader: Reader, issue: str = "") -> list[Checkout]:
    """The sessions of all with their check-outs, oldest first; exercises have none. While two look
    at the screen one's own is not there before it is open.
    """
    book = Book(reader, "check")
    return [
        Checkout(s, ended_on(s), book.statuses(s.id), book.own(s.id))
        for s in reader.of_kind("session")
        if not s.text("exercise") and not s.private and (not issue or s.text("issue") == issue)
    ]


def series(some: list[Checkout], member: str, item: str, me: str = "") -> list[float | None]:
    """One item over the check-outs that anybody gave, None where this one did not."""
    found = [c.values(member, me).get(item) for c in some if c.begun]
    return [None if v is None else float(v) for v in found]


def unanswered(some: list[Checkout], me: str) -> Checkout | None:
    """The latest session of which this person's check-out is missing."""
    open_ones = [c for c in some if c.own is None and c.statuses[me].state == "none"]
    return open_ones[-1] if open_ones else None


def question_for_coach(reader: Reader, some: list[Checkout]) -> str:
    """One quiet question, for the coach alone, when what a learner gave is all tens or low; none
    while somebody else looks at the screen.
    """
    engagement = reader.engagement
    if reader.me.role != "coach" or reader.together:
        return ""
    for checkout in reversed([c for c in some if c.begun][-LATELY:]):
        for member in (d.member for d in engagement.others if d.role == "learner"):
            given = {i: checkout.values(member).get(i) for i in ITEMS}
            scores = {i: v for i, v in given.items() if v is not None}
            name, day = engagement.name_of(member), short(checkout.day)
            low = min(scores, key=lambda i: scores[i], default="")
            if low and scores[low] <= LOW:
                return (
                    f"{name} gave {scores[low]} to “{ITEM_WORDS[low]}” on {day}. "
                    "What would have made it one more?"
                )
            if scores and len(scores) == len(ITEMS) and min(scores.values()) == TOP:
                return (
                    f"{name} gave all tens on {day}. What would be hard to say to you, and how "
                    "would you come to hear it?"
                )
    return ""
