"""Which keys keep, and from when a key counts: not before what it would decide could be read."""

GRACE = 0.25
"""Seconds after drawing in which a key is still taken for one typed ahead: nobody reads faster."""
KEEP_KEYS = ("ctrl+s", "ctrl+j")
"""Keys that keep what was chosen or typed, wherever that is."""
NEVER = float("inf")
"""The time of drawing before anything was drawn."""


def in_time(time: float, drawn: float, grace: float = GRACE) -> bool:
    """Whether a key or click of some time came after what was drawn at `drawn` could be read; both
    on the clock of events.
    """
    return time >= drawn + grace
