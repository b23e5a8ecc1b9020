"""An observation in one line: a day, a number and words, each of them only if it is there (P10).

Loads next to nothing: the command line asks it at every observation that is added.
"""

import re
from typing import NamedTuple

from coach_tui.records.numbers import number_of
from coach_tui.records.refusal import Refused

_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:\s+|$)")
_NUMBER = re.compile(r"([-+−]?[.,]*\d[\d.,]*(?:[eE][-+]?\d+)?)\s?%?(?:[\s;:]+|$)")
"""What begins like a number and is no word; whether it is one is seen then."""


class Seen(NamedTuple):
    """What such a line says. Without a value it is a gap in the chart."""

    value: float | None = None
    text: str = ""
    day: str = ""


def seen(line: str) -> Seen:
    """`13.5 two trades away` as a value and words; a day may lead, as 2026-10-14; `-` is a gap.

    `Refused` on what begins like a number and is none, or may be two.
    """
    rest, day = line.strip(), ""
    if found := _DAY.match(rest):
        # One that the calendar lacks is no words either: it is refused where it is kept.
        day, rest = found[1], rest[found.end() :]
    if number := _NUMBER.match(rest):
        return Seen(_value(number[1]), rest[number.end() :].strip(), day)
    words = rest[1:].strip() if rest == "-" or rest.startswith("- ") else rest
    return Seen(None, words, day)


def _value(text: str) -> float:
    """The number; a slip is refused, since a gap in its place would go unnoticed."""
    try:
        number = number_of(text.rstrip(".,"))
    except ValueError as error:
        raise Refused(
            f"{text[:40]!r} is not kept: {error}. A gap with words begins with a dash."
        ) from None
    return int(number) if number.is_integer() and abs(number) < 1e15 else number
