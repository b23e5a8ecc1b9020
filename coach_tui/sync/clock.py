"""The hybrid logical clock: wall time that never runs backwards and never overtakes its cause.

48 bits of milliseconds since 1970 and a 15-bit counter, as 13 Crockford base32 characters whose
order is the order of time. No stamp is refused for what a local clock says; the clock saturates
before 2100, so that one device with a wild clock cannot stop the others.
"""

from collections.abc import Callable

from coach_tui.records.dates import END_OF_TIME
from coach_tui.sync.codec import CROCKFORD

LENGTH = 13
LAST = (END_OF_TIME << 15) - 1
"""The last tick before the year 2100."""
_VALUE = {c: i for i, c in enumerate(CROCKFORD)}


def tick_text(tick: int) -> str:
    """A tick as it is written."""
    out = ""
    for _ in range(LENGTH):
        out = CROCKFORD[tick & 31] + out
        tick >>= 5
    return out


def tick_of(text: str) -> int | None:
    """The tick that a text means; None if it is not a canonical stamp of 63 bits."""
    if len(text) != LENGTH or any(c not in _VALUE for c in text) or text[0] > "7":
        return None
    tick = 0
    for c in text:
        tick = tick << 5 | _VALUE[c]
    return tick


def ms_of(text: str) -> int:
    """The milliseconds in a stamp's clock part; 0 if it is none."""
    return (tick_of(text[:LENGTH]) or 0) >> 15


class Clock:
    """Gives out ticks, each later than every one given or seen before, until it saturates."""

    def __init__(self, wall: Callable[[], int], last: str = "") -> None:
        self.wall = wall
        """Milliseconds since 1970."""
        self._last = min(tick_of(last) or 0, LAST)
        self.seen = ""
        """The latest text that was seen and is a tick."""

    @property
    def last(self) -> str:
        """The latest tick given or seen."""
        return tick_text(self._last)

    def see(self, text: str) -> None:
        """Take note of somebody's tick."""
        # Texts sort as their ticks do: an earlier one than was seen need not be read.
        if text > self.seen and (tick := tick_of(text)) is not None:
            self.seen = text
            self._last = max(self._last, min(tick, LAST))

    def now(self) -> str:
        """A tick after everything given or seen; at the saturation bound the last one again."""
        self._last = min(max(self.wall() << 15, self._last + 1), LAST)
        return self.last
