"""Check-outs over time: five ratings of each session, and a question for the coach drawn from them.

Row C2 of docs/method.md.
"""

from dataclasses import dataclass
from typing import Any

from coach_tui.guide.reader import Reader
from coach_tui.guide.sealed import BlindStatus, Book
from coach_tui.guide.timing import ended_on
from coach_tui.records.dates import short
from coach_tui.records.state import Record
from coach_tui.records.worth import ITEM_WORDS, ITEMS

SHORT = {
    "heard": "listened to",
    "focus": "what matters",
    "manner": "our way",
    "open": "hard things said",
    "worth": "worth the time",
}
"""Short names of the items, for narrow screens."""
TOP, LOW = 10, 4
"""All items rated `TOP`, or one rated `LOW` or less, cause a question to the coach."""
LATELY = 3
"""How many of the latest check-outs can cause a question."""


@dataclass(frozen=True, slots=True)
class Checkout:
    """The check-outs of one session: each member's status, by member id, and this person's own
    values (None when not given, or not to be shown).
    """

    session: Record
    day: str
    statuses: dict[str, BlindStatus]
    own: dict[str, Any] | None

    def values(self, member: str, me: str = "") -> dict[str, Any]:
        """A member's values by item, empty until they are opened; when `me` is that member, this
        person's own also before.
        """
        if member == me and self.own is not None:
            return self.own
        return self.statuses[member].values if member in self.statuses else {}

    @property
    def begun(self) -> bool:
        """Whether any member gave a check-out."""
        return any(s.state != "none" for s in self.statuses.values())


def checkouts(reader: Reader, issue: str = "") -> list[Checkout]:
    """The shared sessions with their check-outs, oldest first, without exercises; of one issue when
    an id is given.
    """
    book = Book(reader, "check")
    return [
        Checkout(s, ended_on(s), book.statuses(s.id), book.own(s.id))
        for s in reader.of_kind("session")
        if not s.text("exercise") and not s.private and (not issue or s.text("issue") == issue)
    ]


def series(some: list[Checkout], member: str, item: str, me: str = "") -> list[float | None]:
    """A member's rating of one item over all check-outs that were begun; None where missing."""
    found = [c.values(member, me).get(item) for c in some if c.begun]
    return [None if v is None else float(v) for v in found]


def unanswered(some: list[Checkout], me: str) -> Checkout | None:
    """The latest session without a check-out by this member; None when there is none."""
    open_ones = [c for c in some if c.own is None and c.statuses[me].state == "none"]
    return open_ones[-1] if open_ones else None


def question_for_coach(reader: Reader, some: list[Checkout]) -> str:
    """A question for the coach when a learner's recent ratings are all tens or one is low; empty
    otherwise, for other roles, and while two people look at the screen.
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
