"""When sessions began and ended, and how long they took. Times are ms since the epoch."""

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from coach_tui.engagement import Engagement
from coach_tui.records.dates import day_of
from coach_tui.records.state import Record

BREAK = 20 * 60_000
"""A gap longer than this (ms) is taken for a break where nobody recorded one: in sessions that were
begun before breaks were, and from the last record until a session goes on that nobody left."""


def begun(now: int) -> dict[str, Any]:
    """The fields of a session that begins now; its breaks are recorded from now on."""
    return {"at": now, "breaks": 0}


def paused(session: Record) -> bool:
    """Whether a session stands still: it was paused by a key, or left."""
    return isinstance(session.get("paused", None), int) and session.get("status") != "ended"


def pausing(session: Record, now: int) -> dict[str, Any]:
    """The fields of a session that stands still from now on."""
    return {} if paused(session) else {"paused": now}


def resuming(session: Record, now: int, last: int = 0) -> dict[str, Any]:
    """The fields of a session that goes on now. One that was neither paused nor left, as after a
    crash, stood still from its last record (`last`, 0: it did not) if that is long ago.
    """
    since = session.get("paused", None)
    if not isinstance(since, int):
        if not last or now - last <= BREAK or not _recorded(session):
            return {}
        since = last
    return {"paused": None, "breaks": _breaks(session) + max(0, now - since)}


def _recorded(session: Record) -> bool:
    return isinstance(session.get("breaks", None), int)


def _breaks(session: Record) -> int:
    breaks = session.get("breaks", 0)
    return max(0, breaks) if isinstance(breaks, int) else 0


def began_at(session: Record) -> int:
    """When a session began (ms)."""
    at = session.get("at", session.created)
    return at if isinstance(at, int) else session.created


def spent(session: Record, moments: Iterable[int], now: int = 0) -> int:
    """The length of a session (ms): from its beginning until it ended or was paused, else until
    `now` (0: until its last record), without breaks. `moments` are the times (ms) at which records
    were made in it.
    """
    ordered = sorted([began_at(session), *moments])
    if not _recorded(session):
        return sum(b - a for a, b in pairwise(ordered) if b - a <= BREAK)
    over = session.get("ended", None) if session.get("status") == "ended" else None
    stops = [t for t in (over, session.get("paused", None)) if isinstance(t, int)]
    until = min(stops) if stops else now or ordered[-1]
    return max(0, until - began_at(session) - _breaks(session))


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
