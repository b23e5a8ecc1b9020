"""The records that a prompt's label `show` places beside it. Pure reading.

Rows P5, P6, P8, P10, P15, P16 and C4 of docs/method.md.
"""

from datetime import date

from coach_tui.guide import contracts
from coach_tui.guide.experiment.board import charted
from coach_tui.guide.issue.belonging import issue_of
from coach_tui.guide.issue.summary import CLOSED
from coach_tui.guide.reader import Reader
from coach_tui.guide.timing import began_at
from coach_tui.records.answers import flat, said
from coach_tui.records.dates import day_of, short
from coach_tui.records.state import Record

FEWEST = 2
"""The least measurements of an experiment whose chart is shown."""


def of_issue(reader: Reader, issue: str, *kinds: str) -> list[Record]:
    """The visible records of some kinds that belong to an issue (an id; empty: to any), oldest
    first.
    """
    found = reader.of_kind(*kinds)
    return [r for r in found if not issue or issue_of(reader.engagement, r.fields) in (issue, "")]


def open_questions(reader: Reader, issue: str) -> list[Record]:
    """The questions of an issue that are still open, oldest first."""
    return [r for r in of_issue(reader, issue, "question") if r.get("status", "open") not in CLOSED]


def measured(reader: Reader, issue: str) -> Record | None:
    """The experiment of an issue that was measured last; None when none was measured twice."""
    found = [(charted(reader, r), r) for r in of_issue(reader, issue, "experiment")]
    some = [(c.seen[-1].day, r.created, r) for c, r in found if c.count >= FEWEST]
    return max(some, key=lambda one: one[:2])[2] if some else None


def promised(reader: Reader, session: str = "") -> list[Record]:
    """The actions agreed in sessions before one (an id), the open ones first, then by due day."""
    before = reader.get(session)
    until = before.created if before else None
    found = [
        r
        for r in reader.of_kind("action")
        if r.text("session") != session and (until is None or r.created <= until)
    ]
    return sorted(
        found, key=lambda r: (r.get("status", "open") != "open", r.text("due") or "9", r.created)
    )


def months(reader: Reader) -> list[str]:
    """How long the two expected it to take, how long it has been, and when they look again: one
    sentence each; empty when nothing is known.
    """
    found: list[str] = []
    contract = contracts.current(reader)
    said_before = contracts.said_before(reader)
    horizon = contract.text("horizon") if contract else said_before.get("horizon", "")
    renew = contract.text("renew") if contract else said_before.get("renew", "")
    if horizon:
        found.append(f"What you expected: {horizon}")
    sessions = reader.of_kind("session")
    if sessions:
        first = day_of(min(began_at(s) for s in sessions))
        gone = _whole_months(first, reader.day)
        count = "less than a month" if not gone else f"{gone} month{'s' if gone > 1 else ''}"
        found.append(f"Since the first session on {short(first)}: {count}.")
    if renew:
        found.append(f"You look at the contract again on {short(renew)}.")
    return found


def _whole_months(first: str, last: str) -> int:
    """The whole months from one ISO date to another, 0 at the least."""
    a, b = date.fromisoformat(first), date.fromisoformat(last)
    return max(0, (b.year - a.year) * 12 + b.month - a.month - (b.day < a.day))


def own(reader: Reader, session: str = "") -> list[tuple[Record, str]]:
    """What this person kept for themselves at prompts of earlier sessions, latest first: each
    private reply with its words. Empty while two people look at the screen.
    """
    found = [
        r
        for r in reader.of_kind("answer", "note", "insight", "experience")
        if r.private and r.author == reader.me.member and r.text("prompt")
        if r.text("session") != session and r.get("state", "answered") == "answered"
    ]
    words = [(r, flat(said(r)) if r.kind == "answer" else r.text("text")) for r in found]
    return [(r, w) for r, w in words[::-1] if w]
