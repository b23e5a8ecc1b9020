"""Sessions that were brought to their end, and when."""

from collections.abc import Iterable
from itertools import pairwise

from coach_tui.engagement import Engagement
from coach_tui.records.dates import day_of
from coach_tui.records.state import Record

BREAK = 20 * 60_000
"""A gap between two replies that is longer (ms) was a break, not session time."""


def began_at(session: Record) -> int:
    """The moment (ms) at which a session began."""
    at = session.get("at", session.created)
    return at if isinstance(at, int) else session.created


def spent(session: Record, moments: Iterable[int]) -> int:
    """Milliseconds that a session took, from what was kept in it and when; breaks left out."""
    ordered = sorted([began_at(session), *moments])
    return sum(b - a for a, b in pairwise(ordered) if b - a <= BREAK)


def ended_at(session: Record) -> int:
    """The moment (ms) at which a session ended."""
    ended = session.get("ended", session.changed)
    return ended if isinstance(ended, int) else session.changed


def ended_on(session: Record) -> str:
    """The day on which a session ended, as `2026-10-14`."""
    return day_of(ended_at(session))


def ended(sessions: Iterable[Record]) -> list[Record]:
    """Those that were brought to their end, the latest last."""
    found = [s for s in sessions if s.get("status") == "ended"]
    return sorted(found, key=lambda s: (ended_at(s), s.id))


def two_here(engagement: Engagement) -> bool:
    """Whether a session runs on this device with two people at its screen."""
    mine = engagement.device[:6]
    return any(
        r.get("together") is True and r.get("status") == "running" and r.id.endswith(mine)
        for r in engagement.state.of_kind("session")
    )
