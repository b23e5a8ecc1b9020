"""What a person typed, as the value that a prompt asks for. Pure."""

import re
from datetime import date, timedelta

from coach_tui.decks.model import Scale
from coach_tui.guide.steps import Part
from coach_tui.records.refusal import Refused
from coach_tui.records.text import FIELD_LIMIT, line, typed

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def value_of(part: Part, raw: str, today: date) -> str | int | float:
    """The value, or `Refused` with a sentence that says what would fit."""
    text = typed(raw).strip()
    if part.kind == "choice":
        return _choice(part, text)
    if part.kind == "rating" and part.scale:
        return _step(part.scale, text)
    if part.kind == "number":
        return _number(text)
    if part.kind == "date":
        return day_of(text, today)
    if len(text.encode()) > FIELD_LIMIT:
        raise Refused("The text is longer than 64 KiB. It is kept as a draft.")
    return text


def _choice(part: Part, text: str) -> str:
    for position, option in enumerate(part.options, 1):
        if text.casefold() in (option.value, option.text.casefold(), str(position)):
            return option.value
    names = ", ".join(o.value for o in part.options)
    raise Refused(f"{line(text)!r} is none of the choices: {names}.")


def _number(text: str) -> int | float:
    match = re.fullmatch(r"([-+]?\d{1,15}(?:[.,]\d{1,15})?)\s*%?", text)
    if not match:
        raise Refused(f"{line(text)[:40]!r} is not a number.")
    number = float(match[1].replace(",", "."))
    return int(number) if number.is_integer() else number


def whole_number(text: str) -> int:
    """A number of days that somebody typed, 1 to 3,650."""
    found = re.fullmatch(r"\d{1,4}", text.strip(), re.ASCII)
    if not found or not 1 <= int(found[0]) <= 3650:
        raise Refused(f"{line(text)[:40]!r} is not a number of days.")
    return int(found[0])


def _step(scale: Scale, text: str) -> int | float:
    for step, label in enumerate(scale.labels, scale.low):
        if label.casefold() == text.casefold():
            return step
    number = _number(text)
    if not scale.low <= number <= scale.high:
        raise Refused(f"The scale runs from {scale.low} to {scale.high}.")
    return number


def day_of(text: str, today: date) -> str:
    """A day as `2026-10-14`, from that, `14 Oct`, `today`, `tomorrow`, a weekday or `+7`."""
    wanted = text.strip().casefold()
    if wanted in ("today", "tomorrow"):
        return str(today + timedelta(days=wanted == "tomorrow"))
    if match := re.fullmatch(r"\+(\d{1,3})", wanted):
        return str(today + timedelta(days=int(match[1])))
    for number, name in enumerate(_WEEKDAYS):
        if len(wanted) >= 3 and name.startswith(wanted):
            return str(today + timedelta(days=(number - today.weekday() - 1) % 7 + 1))
    try:
        return str(date.fromisoformat(wanted) if len(wanted) == 10 else _day_month(wanted, today))
    except ValueError:
        raise Refused(
            f"{line(text)[:40]!r} is not a date. Write 2026-10-14, 14 Oct, friday or +7."
        ) from None


def _day_month(text: str, today: date) -> date:
    months = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
    match = re.fullmatch(r"(\d{1,2})\s+([a-z]{3,9})(?:\s+(\d{4}))?", text)
    if not match:
        raise ValueError(text)
    month = months.index(match[2][:3]) + 1
    if match[3]:
        return date(int(match[3]), month, int(match[1]))
    found = date(today.year, month, int(match[1]))
    return found if found >= today else found.replace(year=today.year + 1)
