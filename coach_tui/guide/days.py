"""A day as people type it: `14 Oct`, `friday`, `+7`. What is kept is always the ISO day.

Loads next to nothing: the command line asks it at every record with a day that is added.
"""

import re
from datetime import date, timedelta

from coach_tui.records.refusal import Refused
from coach_tui.records.text import line

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NEAR = {"yesterday": -1, "today": 0, "tomorrow": 1}


def day_of(text: str, today: date, *, past: bool = False) -> str:
    """The day that somebody typed. A weekday, or a day without its year, is the next one; where
    only the `past` makes sense, the last one.
    """
    wanted = text.strip().casefold()
    try:
        if wanted in _NEAR:
            found = today + timedelta(days=_NEAR[wanted])
        elif match := re.fullmatch(r"[+-]\d{1,3}", wanted):
            found = today + timedelta(days=int(match[0]))
        elif len(wanted) == 10 and wanted[4] == "-":
            found = date.fromisoformat(wanted)
        else:
            found = _weekday(wanted, today, past) or _day_month(wanted, today, past)
    except (ValueError, OverflowError):
        ago = "-7" if past else "+7"
        raise Refused(
            f"{line(text)[:40]!r} is not a date. Write 2026-10-14, 14 Oct, friday or {ago}."
        ) from None
    return str(found)


def _weekday(text: str, today: date, past: bool) -> date | None:
    for number, name in enumerate(_WEEKDAYS):
        if len(text) >= 3 and name.startswith(text):
            apart = (today.weekday() - number if past else number - today.weekday()) % 7 or 7
            return today + timedelta(days=-apart if past else apart)
    return None


def _day_month(text: str, today: date, past: bool) -> date:
    match = re.fullmatch(r"(\d{1,2})\s+([a-z]{3,9})(?:\s+(\d{4}))?", text)
    if not match:
        raise ValueError(text)
    month = _MONTHS.index(match[2][:3]) + 1
    if match[3]:
        return date(int(match[3]), month, int(match[1]))
    found = date(today.year, month, int(match[1]))
    if past:
        return found if found <= today else found.replace(year=today.year - 1)
    return found if found >= today else found.replace(year=today.year + 1)
