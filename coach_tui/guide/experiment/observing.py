"""An observation: how it is read from one line, and the day that it has when nobody says one (P10).

Loads next to nothing: the command line asks it at every observation that is added.
"""

import re
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from coach_tui.records.dates import day_of, read_day
from coach_tui.records.numbers import number_of, plainly
from coach_tui.records.refusal import Refused

if TYPE_CHECKING:
    from coach_tui.engagement import Engagement
    from coach_tui.guide.entry import Entry
    from coach_tui.records.change import Change
    from coach_tui.records.state import Record

_NUMBER = re.compile(r"([-+−]?[.,]*\d[\d.,]*(?:[eE][-+]?\d+)?)\s?%?(?:[\s;:]+|$)")
"""What begins like a number and is no word; whether it is one is seen then."""
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:\s+|$)")
_SPOKEN = re.compile(
    r"((?:yester|to|mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|(?>\d{1,2}\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(?:\s+\d{4})?))"
    rf"\s+(?={_NUMBER.pattern}|-(?:\s|$))",
    re.IGNORECASE,
)
"""A day in words, which is one only right before a number or a gap: people begin with them, too."""


class TypedObservation(NamedTuple):
    """What such a line says. Without a value it is a gap in the chart."""

    value: float | None = None
    text: str = ""
    day: str = ""


def read_observation(line: str, today: date) -> TypedObservation:
    """`13.5 two trades away` as a value and words; a day may lead, as 2026-10-14, 14 Oct or friday;
    `-` is a gap.

    `Refused` on what begins like a number or a day and is none, or may be two.
    """
    rest, day = line.strip(), ""
    if found := _DAY.match(rest) or _SPOKEN.match(rest):
        day, rest = read_day(found[1], today, past=True), rest[found.end() :]
    if number := _NUMBER.match(rest):
        return TypedObservation(_value(number[1]), rest[number.end() :].strip(), day)
    words = rest[1:].strip() if rest == "-" or rest.startswith("- ") else rest
    return TypedObservation(None, words, day)


def _value(text: str) -> float:
    """The number; a slip is refused, since a gap in its place would go unnoticed."""
    try:
        return plainly(number_of(text.rstrip(".,")))
    except ValueError as error:
        raise Refused(
            f"{text[:40]!r} is not kept: {error}. A gap with words begins with a dash."
        ) from None


def completed(
    engagement: "Engagement", kind: str, said: dict[str, Any], record: "Record | None"
) -> dict[str, Any]:
    """What is said of an observation, with a day: its writer's, stored with it, so that it is the
    same one on every device.
    """
    if said.get("date") or (record is not None and "date" not in said):
        return said
    return said | {"date": day_of(record.created if record else engagement.wall())}


def brought(engagement: "Engagement", change: "Change", private: bool) -> "list[Entry]":
    """An observation brings nothing with it."""
    return []
