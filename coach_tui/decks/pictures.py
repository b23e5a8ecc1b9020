"""Which picture a worksheet is drawn as: it follows from the names of its columns."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: its name (empty for a plain table), the columns it needs, those of them whose
    numbers it is drawn by, and whether a worksheet with other columns beside them has it, too.
    """

    name: str = ""
    columns: frozenset[str] = frozenset()
    by: frozenset[str] = frozenset()
    alone: bool = False


FORCES = Picture(
    "forces", frozenset({"pushes", "holds", "strength"}), frozenset({"strength"}), alone=True
)
"""A field of forces: what pushes, what holds, as arrows by strength."""
PEOPLE = Picture(
    "people", frozenset({"who", "interest", "power"}), frozenset({"interest", "power"})
)
"""People on a map of interest and power."""
TABLE = Picture()
"""Columns side by side."""


def picture_of(names: Iterable[str]) -> Picture:
    """The picture of a worksheet with columns of these names."""
    there = set(names)
    for one in (FORCES, PEOPLE):
        if one.columns == there if one.alone else one.columns <= there:
            return one
    return TABLE
