"""When sessions began and ended, and how long they took. Times are ms since the epoch."""

from collections.abc import Iterable
from itertools import pairwise

from coach_tui.engagement import Engagement
from coach_tui.records.dates import day_of
from coach_tui.records.state import Record

BREAK = 20 * 60_000
"""A gap between two records longer than this (ms) is a break and does not count."""


def began_at(session: Record) -> int:
    """When a session began (ms)."""
    at = session.get("at", session.created)
    return at if isinstance(at, int) else session.created


def spent(session: Record, moments: Iterable[int]) -> int:
    """The length of a session (ms) from the times (ms) at which records were made in it, without
    breaks.
    """
    ordered = sorted([began_at(session), *moments])
    return sum(b - a for a, b in pairwise(ordered) if b - a <= BREAK)


def ended_at(session: Record) -> int:
    """When a session ended (ms); its last change where that was not recorded."""
    ended = session.get("ended", session.changed)
    return ended if isinstance(ended, int) else session.changed


def ended_on(session: Record) -> str:
    """The day on which a session ended, as an ISO date."""
    return day_of(ended_at(session))


def ended(sessions: Iterable[Record]) -> list[Record]:
    """The ended ones among some sessions, in the order in which they ended."""
    found = [s for s in sessions if s.get("status") == "ended"]
    return sorted(found, key=lambda s: (ended_at(s), s.id))


def two_here(engagement: Engagement) -> bool:
    """Whether a session started on this device is running with two people at its screen."""
    mine = engagement.device[:6]
    return any(
        r.get("together") is True and r.get("status") == "running" and r.id.endswith(mine)
        for r in engagement.state.of_kind("session")
    )
