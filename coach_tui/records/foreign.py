"""Bound numbers, days and moments that another member's program wrote; all reads of values use it.

A change is stored as it was signed. When its values are read, one that does not fit the type of its
field (no number, no day, out of range) counts as empty. Texts are not changed here: they are
cleaned where they are shown.
"""

from functools import cache
from typing import Any

import msgspec

from coach_tui.records.kind import Day, field_types, is_day, options_of
from coach_tui.records.numbers import FOREIGN_LIMIT


def bounded(kind: str, field: str, value: Any) -> Any:
    """A field's value as it counts: unchanged, or None when it cannot be used."""
    of = _measured(kind).get(field)
    if of is None or value is None:
        return value
    if of is Any:
        return _within(value)
    return value if _fits(value, of) else None


@cache
def _measured(kind: str) -> dict[str, Any]:
    """The fields of a kind that hold a number, a day or a value of any type, with their types."""
    return {f: of for f, of in field_types(kind).items() if _measures(of)}


def _measures(of: Any) -> bool:
    return of is Any or of == Day or bool({int, float} & set(options_of(of)))


def _fits(value: Any, of: Any) -> bool:
    if of == Day:
        return value == "" or (isinstance(value, str) and is_day(value))
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > FOREIGN_LIMIT:
        return False
    try:
        msgspec.convert(value, of)
    except msgspec.ValidationError:
        return False
    return True


def _within(value: Any) -> Any:
    """A value of any shape, with None in place of each number beyond the limit."""
    if isinstance(value, int | float):
        return value if abs(value) <= FOREIGN_LIMIT else None
    if isinstance(value, list):
        return [_within(one) for one in value]
    if isinstance(value, dict):
        return {name: _within(one) for name, one in value.items()}
    return value
