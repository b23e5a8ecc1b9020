"""Rules for answer records: a value fits what was asked, whoever writes it and wherever.

What was asked stands in the record (`type`, `scale`, `options`, `parts`), so no deck is read. Rows
P5 and P6 of docs/method.md.
"""

from collections.abc import Sequence
from typing import Any

from coach_tui.decks.labels import scale
from coach_tui.decks.model import Option
from coach_tui.engagement import Engagement
from coach_tui.guide.entry import Entry
from coach_tui.guide.session.steps import Part
from coach_tui.guide.session.values import value_of, values_of
from coach_tui.records.change import Change
from coach_tui.records.dates import at
from coach_tui.records.refusal import Refused
from coach_tui.records.state import Record
from coach_tui.records.text import shown

PASSED = ("asked", "skipped", "parked")
"""States of an answer without a value; a value makes it `answered`."""


def completed(
    engagement: Engagement, kind: str, said: dict[str, Any], record: Record | None
) -> dict[str, Any]:
    """The fields with the value converted to what was asked; `Refused` when it does not fit."""
    if said.get("value") in (None, "", [], {}):
        return said
    before = record.fields if record else {}
    fields = before | said
    value = _fitting(fields, said["value"], before.get("value"), engagement)
    if record and "state" not in said and before.get("state") in PASSED:
        said = said | {"state": "answered"}
    return said | {"value": value}


def brought(engagement: Engagement, change: Change, private: bool) -> Sequence[Entry]:
    """Nothing follows from an answer."""
    return ()


def _fitting(fields: dict[str, Any], value: Any, before: Any, engagement: Engagement) -> Any:
    today = at(engagement.wall()).date()
    if isinstance(before, list) and not isinstance(value, list):
        raise Refused(
            "This reply is a table; its rows are changed where they were written. Nothing was "
            "changed."
        )
    if isinstance(before, dict) and isinstance(value, str):
        parts = [_part(fields, name) for name in _names(fields, before)]
        return before | values_of(parts, value, before, today)
    if isinstance(value, dict):
        return {n: _one(_part(fields, n), v, today) for n, v in value.items()}
    return value if isinstance(value, list) else _one(_part(fields, ""), value, today)


def _one(part: Part, value: Any, today: Any) -> Any:
    """The value of one part; a text that answers no choice, number, day or scale stays as it is."""
    if part.kind == "text" or value in (None, ""):
        return value
    return value_of(part, shown(value), today)


def _names(fields: dict[str, Any], value: dict[str, Any]) -> list[str]:
    """The names of a form's parts, as far as the record knows them."""
    known = fields.get("parts")
    return list(dict.fromkeys([*value, *(known if isinstance(known, dict) else ())]))


def _part(fields: dict[str, Any], name: str) -> Part:
    """What was asked for, from the fields of an answer; the whole reply when `name` is empty."""
    options = _words(fields, name)
    if name:
        every = fields.get("parts")
        what = str(every.get(name, "")) if isinstance(every, dict) else ""
    else:
        kind = str(fields.get("type") or "")
        what = str(fields.get("scale") or "") if kind == "rating" else kind
    if steps := scale(what):
        return Part(name, "", "rating", steps)
    if what == "choice" and options:
        return Part(name, "", "choice", None, tuple(Option(v, w) for v, w in options.items()))
    return Part(name, "", what if what in ("number", "date") else "text")


def _words(fields: dict[str, Any], name: str) -> dict[str, str]:
    every = fields.get("options")
    found = every.get(name) if isinstance(every, dict) else None
    return {str(v): str(w) for v, w in found.items()} if isinstance(found, dict) else {}
