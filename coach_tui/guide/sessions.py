"""Sessions that were brought to their end, and when."""

from collections.abc import Iterable

from coach_tui.guide.dates import day_of
from coach_tui.records.state import Record


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
