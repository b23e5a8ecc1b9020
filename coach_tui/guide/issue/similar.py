"""Similar issues in the other engagements on this device (row P9 of docs/method.md).

Those are confidential to another client. They are only read and returned as a few words, never as
records, so that nothing here can open, link, change or share them. `issues_elsewhere` reads files:
call it on a worker.
"""

from dataclasses import dataclass

from coach_tui.engagement import Engagement, ring_of
from coach_tui.guide.issue.overview import shared_tags, tags
from coach_tui.guide.issue.thread import members
from coach_tui.guide.reader import Reader
from coach_tui.home import Home
from coach_tui.records.state import Record

LEARNED = ("insight", "review")


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """An issue of another engagement, as plain text: that engagement's title, the issue's id, text,
    status and pattern names.
    """

    engagement: str
    id: str
    text: str
    status: str
    private: bool
    tags: tuple[str, ...]
    learned: str
    """The text of the latest shared insight or review; may be empty."""

    @property
    def stands(self) -> str:
        """The status in words, with a note when the issue is private."""
        return f"{self.status}, only yours" if self.private else self.status


def issues_elsewhere(home: Home, sp: str) -> list[Elsewhere]:
    """The issues with patterns in all engagements on this device except `sp` (an engagement's id).
    An engagement that cannot be read is left out, whatever the error.
    """
    try:
        others = [other for other in home.engagements() if other != sp]
    except OSError:
        return []
    return [found for other in others for found in _issues_of(home, other)]


def _issues_of(home: Home, sp: str) -> list[Elsewhere]:
    try:
        # Loading only reads: no lock is taken, no checkpoint written, no folder looked into.
        reader = Reader(Engagement(home, ring_of(home, sp)).load())
        return [_words(reader, issue) for issue in reader.of_kind("issue") if tags(issue)]
    except Exception:  # no fault in another engagement may break this page
        return []


def _words(reader: Reader, issue: Record) -> Elsewhere:
    learned = [
        r.text("text")
        for r in members(reader, issue)
        if not r.private and r.kind in LEARNED and r.text("text").strip()
    ]
    return Elsewhere(
        reader.engagement.title, issue.id, issue.text("text"), issue.text("status") or "open",
        issue.private, tuple(tags(issue)), learned[-1] if learned else "",
    )  # fmt: skip


def alike_elsewhere(some: list[Elsewhere], issue: Record) -> list[tuple[Elsewhere, list[str]]]:
    """The issues in `some` that share patterns with an issue, each with those shared, most
    first.
    """
    own = tags(issue)
    found = [(one, shared_tags(own, one.tags)) for one in some]
    alike = [(one, shared) for one, shared in found if shared]
    return sorted(alike, key=lambda pair: (-len(pair[1]), pair[0].engagement, pair[0].text))
