"""A hybrid logical clock: it never runs backwards and is later than everything it has seen.

A tick is 48 bits of milliseconds since 1970 and a 15-bit counter, written as 13 Crockford base32
characters that sort by time. No tick is rejected because of the local clock; the clock saturates
before 2100, so that one device with a wrong clock cannot stop the others.
"""

from collections.abc import Callable

from coach_tui.records.dates import END_OF_TIME
from coach_tui.sync.codec import CROCKFORD

LENGTH = 13
LAST = (END_OF_TIME << 15) - 1
"""The last tick before 2100."""
_VALUE = {c: i for i, c in enumerate(CROCKFORD)}


def tick_text(tick: int) -> str:
    """A tick as 13 characters."""
    out = ""
    for _ in range(LENGTH):
        out = CROCKFORD[tick & 31] + out
        tick >>= 5
    return out


def tick_of(text: str) -> int | None:
    """The tick in a text; None if that is not the canonical form of 63 bits."""
    if len(text) != LENGTH or any(c not in _VALUE for c in text) or text[0] > "7":
        return None
    tick = 0
    for c in text:
        tick = tick << 5 | _VALUE[c]
    return tick


def ms_of(text: str) -> int:
    """The milliseconds since 1970 in the clock part of a stamp; 0 if it is invalid."""
    return (tick_of(text[:LENGTH]) or 0) >> 15


class Clock:
    """Gives ticks, each later than all given or seen before, until it saturates. Not
    thread-safe.
    """

    def __init__(self, wall: Callable[[], int], last: str = "") -> None:
        self.wall = wall
        """Returns milliseconds since 1970."""
        self._last = min(tick_of(last) or 0, LAST)
        self.seen = ""
        """The latest valid text given to `see`."""

    @property
    def last(self) -> str:
        """The latest tick given or seen, as text."""
        return tick_text(self._last)

    def see(self, text: str) -> None:
        """Make sure that later ticks come after this one; an invalid text is ignored."""
        # Texts sort like their ticks, so that earlier ones need not be parsed.
        if text > self.seen and (tick := tick_of(text)) is not None:
            self.seen = text
            self._last = max(self._last, min(tick, LAST))

    def now(self) -> str:
        """A new tick after all given or seen; once saturated, the last one again."""
        self._last = min(max(self.wall() << 15, self._last + 1), LAST)
        return self.last
