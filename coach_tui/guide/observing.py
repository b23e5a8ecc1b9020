"""An observation in one line: a day, a number and words, each of them only if it is there (P10).

Loads next to nothing: the command line asks it at every observation that is added.
"""

import re
from typing import NamedTuple

_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:\s+|$)")
_NUMBER = re.compile(
    r"([-+−]?(?:\d{1,15}(?:[.,]\d{1,15})?|[.,]\d{1,15})(?:[eE][-+]?\d{1,2})?)\s?%?(?:[\s;,:]+|$)"
)


class Seen(NamedTuple):
    """What such a line says. Without a value it is a gap in the chart."""

    value: float | None = None
    text: str = ""
    day: str = ""


def seen(line: str) -> Seen:
    """`13.5 two trades away` as a value and words; a day may lead, as 2026-10-14; `-` is a gap."""
    rest, day = line.strip(), ""
    if found := _DAY.match(rest):
        # One that the calendar lacks is no words either: it is refused where it is kept.
        day, rest = found[1], rest[found.end() :]
    if number := _NUMBER.match(rest):
        return Seen(_value(number[1]), rest[number.end() :].strip(), day)
    words = rest[1:].strip() if rest == "-" or rest.startswith("- ") else rest
    return Seen(None, words, day)


def bare(text: str) -> float | None:
    """The number that a text is, and nothing beside it."""
    found = _NUMBER.fullmatch(text.strip())
    return _value(found[1]) if found else None


def _value(text: str) -> float:
    number = float(text.replace(",", ".").replace("−", "-"))
    return int(number) if number.is_integer() and abs(number) < 1e15 else number
