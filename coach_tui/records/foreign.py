"""Numbers, days and moments that somebody else's program wrote: the one place that bounds them.

A change is kept as it was signed. What is read out of it goes by the type of its field: what is no
number, no day, or beyond what can be reckoned with says nothing, as if the field were empty.
Texts pass as they are: they are cleaned where they are shown.
"""

from functools import cache
from typing import Any

import msgspec

from coach_tui.records.kind import Day, field_types, is_day, options_of
from coach_tui.records.numbers import FOREIGN_LIMIT


def bounded(kind: str, field: str, value: Any) -> Any:
    """The value of a field as it counts: itself, or None where it cannot be reckoned with."""
    of = _measured(kind).get(field)
    if of is None or value is None:
        return value
    if of is Any:
        return _within(value)
    return value if _fits(value, of) else None


@cache
def _measured(kind: str) -> dict[str, Any]:
    """The fields of a kind that hold a number, a day or whatever there is, with their types."""
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
    """A value of any shape, None in the place of each number beyond the limit."""
    if isinstance(value, int | float):
        return value if abs(value) <= FOREIGN_LIMIT else None
    if isinstance(value, list):
        return [_within(one) for one in value]
    if isinstance(value, dict):
        return {name: _within(one) for name, one in value.items()}
    return value
