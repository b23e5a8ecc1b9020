"""Observations: parsing one from a typed line, and the rules for writing one (default day).

Imports little on purpose: the command line loads it for every added observation. Row P10 of
docs/method.md.
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
"""Text that begins like a number; `number_of` decides whether it is one."""
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:\s+|$)")
_SPOKEN = re.compile(
    r"((?:yester|to|mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|(?>\d{1,2}\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(?:\s+\d{4})?))"
    rf"\s+(?={_NUMBER.pattern}|-(?:\s|$))",
    re.IGNORECASE,
)
"""A day in words, taken as a day only directly before a number or a gap: plain text may begin with
a weekday, too.
"""


class TypedObservation(NamedTuple):
    """A parsed observation. Without a value it is a gap in the chart; `day` is an ISO date or
    empty.
    """

    value: float | None = None
    text: str = ""
    day: str = ""


def read_observation(line: str, today: date) -> TypedObservation:
    """Parse a line such as `13.5 two trades away` into a value and text. A day may come first
    (`2026-10-14`, `14 Oct`, `friday`); `-` in place of the number is a gap.

    `Refused` when the line begins like a number or day but is not one, or is ambiguous.
    """
    rest, day = line.strip(), ""
    if found := _DAY.match(rest) or _SPOKEN.match(rest):
        day, rest = read_day(found[1], today, past=True), rest[found.end() :]
    if number := _NUMBER.match(rest):
        return TypedObservation(_value(number[1]), rest[number.end() :].strip(), day)
    words = rest[1:].strip() if rest == "-" or rest.startswith("- ") else rest
    return TypedObservation(None, words, day)


def _value(text: str) -> float:
    """The number; `Refused` for a typing error, since a gap in its place would go unnoticed."""
    try:
        return plainly(number_of(text.rstrip(".,")))
    except ValueError as error:
        raise Refused(
            f"{text[:40]!r} is not kept: {error}. A gap with words begins with a dash."
        ) from None


def completed(
    engagement: "Engagement", kind: str, said: dict[str, Any], record: "Record | None"
) -> dict[str, Any]:
    """The fields of an observation with a default `date`: the day on the writer's device, stored so
    that every device has the same one.
    """
    if said.get("date") or (record is not None and "date" not in said):
        return said
    return said | {"date": day_of(record.created if record else engagement.wall())}


def brought(engagement: "Engagement", change: "Change", private: bool) -> "list[Entry]":
    """No further records follow from an observation."""
    return []
