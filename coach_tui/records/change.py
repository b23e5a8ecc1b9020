"""A change: the only way to create or modify a record."""

from typing import Any

import msgspec


class Change(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """Sets fields of one record.

    `w` is the author's wall clock in milliseconds since 1970, for display only. `over` lists, per
    field, the stamps of the values that the editor saw; exactly these values are replaced.
    """

    id: str
    kind: str
    w: int
    set: dict[str, Any]
    over: dict[str, list[str]] = {}


class Stamped(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """A change after it was saved, with its author and the stamp that orders and identifies it.

    `author` is the member, `device` the device that signed; `n` is the frame's number on that
    device, 0 for a private change.
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
        """Whether the change is in this device's private log only."""
        return self.n == 0


def stamp(clock: str, digest: str) -> str:
    """The stamp of a change: the tick (13 characters), a dot, and 16 characters of its hash."""
    return f"{clock}.{digest[:16]}"
