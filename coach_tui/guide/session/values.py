"""Conversion of typed text to the value that a prompt asks for. Pure."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from coach_tui.decks.model import Scale
from coach_tui.guide.session.steps import Part
from coach_tui.records.dates import read_day
from coach_tui.records.numbers import number_of, plainly, whole_number
from coach_tui.records.refusal import Refused
from coach_tui.records.text import FIELD_LIMIT, line, typed


def value_of(part: Part, raw: str, today: date) -> str | int | float:
    """The value of a part from typed text: a choice's value, a number, an ISO date or the text.

    `Refused` with a sentence that says what would fit. `today` is for days such as *friday*.
    """
    text = typed(raw).strip()
    if part.kind == "choice":
        return _choice(part, text)
    if part.kind == "rating" and part.scale:
        return _step(part.scale, text)
    if part.kind == "number":
        return _number(text)
    if part.kind == "date":
        return read_day(text, today)
    if len(text.encode()) > FIELD_LIMIT:
        raise Refused("The text is longer than 64 KiB. It is kept as a draft.")
    return text


def values_of(
    parts: Iterable[Part], text: str, have: Mapping[str, Any], today: date
) -> dict[str, str | int | float]:
    """The values of a form from typed text: lines of `name: value`, each with the lines that follow
    it. A text without any name goes into the first part without a value in `have`.

    `Refused` when a value does not fit its part, or it is unclear which part is meant.
    """
    named = {p.name: p for p in parts}
    found = _named_lines(named, text)
    if not found:
        part = next((p for p in named.values() if have.get(p.name) in (None, "")), None)
        if part is None:
            raise Refused("Every field has a value. Write a line as name: value.")
        return {part.name: value_of(part, text, today)}
    if "" in found:
        raise Refused(f"Begin with the name of a field: {', '.join(named)}. Nothing was changed.")
    return {n: value_of(named[n], said, today) for n, said in found.items() if said.strip()}


def _named_lines(names: Iterable[str], text: str) -> dict[str, str]:
    """The text by the name that begins a line; what stands before the first one under an empty
    name. Empty when no line begins with a name.
    """
    found: dict[str, str] = {}
    here = ""
    for one in text.split("\n"):
        name, colon, value = one.partition(":")
        begins = bool(colon) and name.strip() in names
        here = name.strip() if begins else here
        more = value if begins else one
        found[here] = f"{found[here]}\n{more}" if here in found else more
    if not found.get("", "x").strip():
        del found[""]
    return found if any(found) else {}


def _choice(part: Part, text: str) -> str:
    for position, option in enumerate(part.options, 1):
        if text.casefold() in (option.value, option.text.casefold(), str(position)):
            return option.value
    names = ", ".join(o.value for o in part.options)
    raise Refused(f"{line(text)!r} is none of the choices: {names}.")


def _number(text: str) -> int | float:
    try:
        return plainly(number_of(text))
    except ValueError as error:
        raise Refused(f"{line(text)[:40]!r} does not fit: {error}.") from None


def days_of(text: str) -> int:
    """A typed number of days, 1 to 3,650; `Refused` for anything else."""
    try:
        return whole_number(text, 1, 3650)
    except ValueError:
        raise Refused(
            f"{line(text)[:40]!r} is not a number of days. From 1 to 3,650 are possible."
        ) from None


def _step(scale: Scale, text: str) -> int | float:
    for step, label in enumerate(scale.labels, scale.low):
        if label.casefold() == text.casefold():
            return step
    number = _number(text)
    if not scale.low <= number <= scale.high:
        raise Refused(f"The scale runs from {scale.low} to {scale.high}.")
    return number
