"""A change: the only way in which anything comes to be or becomes different."""

from typing import Any

import msgspec


class Change(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """Sets fields of one record.

    `w` is the author's wall clock in milliseconds since 1970 (for display only). `over` lists, per
    field, the stamps of the values that the editor saw: those values and no others are replaced.
    """

    id: str
    kind: str
    w: int
    set: dict[str, Any]
    over: dict[str, list[str]] = {}


class Stamped(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """A change as it was taken in: who made it, and the stamp that orders and names it.

    `stamp` is clock and hash, unique; `author` the member, `device` the device that signed; `n` its
    number on that device, 0 for a private change, which has never left this device.
    """

    stamp: str
    author: str
    device: str
    n: int
    kind: str
    w: int
    set: dict[str, Any]
    over: dict[str, list[str]] = {}

    @property
    def private(self) -> bool:
        """Whether the change lies in this device's private log only."""
        return self.n == 0


def stamp(clock: str, digest: str) -> str:
    """The stamp of a change: 13 characters of clock, a dot, 16 characters of its hash."""
    return f"{clock}.{digest[:16]}"
