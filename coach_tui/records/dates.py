"""Read days that people type, and format days and moments for people.

A day is always stored as ISO text, `2026-10-14`; a moment in milliseconds since 1970. Imports
little, as every command loads it.
"""

import re
from datetime import UTC, date, datetime, timedelta

from coach_tui.records.refusal import Refused
from coach_tui.records.text import line

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
END_OF_TIME = 4_102_444_800_000
"""The year 2100 in milliseconds since 1970: later clocks are clamped to it."""
FIRST_YEAR, LAST_YEAR = 1900, 2199
"""The years of days that are accepted, so that date arithmetic never leaves the valid range."""
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NEAR = {"yesterday": -1, "today": 0, "tomorrow": 1}


def at(moment: int) -> datetime:
    """A moment (ms since 1970) in local time. The only place where a number becomes a date: any
    number, a partner's too, is clamped to 1970 .. 2100.
    """
    return datetime.fromtimestamp(in_time(moment) / 1000)


def rfc3339(moment: int) -> str:
    """A moment (ms since 1970) as a text in UTC: `2026-10-14T08:00:00.000Z`."""
    there = datetime.fromtimestamp(in_time(moment) / 1000, UTC)
    return there.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def in_time(moment: int) -> int:
    """A moment (ms since 1970) clamped to 1970 .. 2100."""
    return min(max(moment, 0), END_OF_TIME)


def short(day: str) -> str:
    """`2026-10-14` as `Wed 14 Oct`; any other text unchanged."""
    try:
        found = date.fromisoformat(day)
    except ValueError:
        return day
    return f"{_DAYS[found.weekday()]} {found.day} {_MONTHS[found.month - 1]}"


def long(day: str) -> str:
    """`2026-10-14` as `Wednesday 14 October`; `ValueError` for any other text."""
    found = date.fromisoformat(day)
    return f"{found:%A} {found.day} {found:%B}"


def due(day: str, today: str) -> str:
    """A due day for a column: `today`, `tomorrow`, `2 d late`, or the day; empty without a day."""
    if not day:
        return ""
    try:
        ahead = (date.fromisoformat(day) - date.fromisoformat(today)).days
    except ValueError:
        return day
    if ahead < 0:
        return f"{-ahead} d late"
    return {0: "today", 1: "tomorrow"}.get(ahead, short(day))


def due_words(day: str, today: str) -> str:
    """A due day in the words of a sentence: `due today`, `due Wed 14 Oct`, `2 days late`."""
    try:
        late = (date.fromisoformat(today) - date.fromisoformat(day)).days
    except ValueError:
        return f"due {day}"
    if late > 0:
        return "1 day late" if late == 1 else f"{late} days late"
    return f"due {due(day, today)}"


def day_of(moment: int) -> str:
    """The local calendar day of a moment (ms since 1970), as `2026-10-14`."""
    return at(moment).date().isoformat()


def when(moment: int, now: int) -> str:
    """A past moment (ms): the time if it is today, `yesterday`, else the day. Moments later than
    now, from a clock that is ahead, count as now.
    """
    then, here = at(min(moment, now)), at(now)
    days = (here.date() - then.date()).days
    if days <= 0:
        return f"{then:%H:%M}"
    return "yesterday" if days == 1 else short(f"{then:%Y-%m-%d}")


def moment(then: int) -> str:
    """A moment (ms) with day and time: `15 Oct 14:52`."""
    there = at(then)
    return f"{there.day} {_MONTHS[there.month - 1]} {there:%H:%M}"


def age(then: int, now: int) -> str:
    """How long ago a moment (ms) was: `now`, `today 13:40`, `yesterday`, else the day; `never` for
    0.
    """
    if not then:
        return "never"
    if now - then < 60_000:
        return "now"
    said = when(then, now)
    return f"today {said}" if ":" in said else said


def read_day(text: str, today: date, *, past: bool = False) -> str:
    """Parse a typed day into ISO form. A weekday, or a day without a year, means the next one, or
    with `past` the last one. `Refused` when it cannot be read.
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
    month = _MONTH_NAMES.index(match[2][:3]) + 1
    if match[3]:
        return date(int(match[3]), month, int(match[1]))
    found = date(today.year, month, int(match[1]))
    if past:
        return found if found <= today else found.replace(year=today.year - 1)
    return found if found >= today else found.replace(year=today.year + 1)
