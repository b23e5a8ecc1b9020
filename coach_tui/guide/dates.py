"""Days and times as people read them."""

from datetime import date, datetime

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_LAST = 4_102_444_800_000


def at(moment: int) -> datetime:
    """A moment (ms) in local time; the edges of time are clamped."""
    return datetime.fromtimestamp(min(max(moment, 0), _LAST) / 1000)


def short(day: str) -> str:
    """`2026-10-14` as `Wed 14 Oct`; anything else as it is."""
    try:
        found = date.fromisoformat(day)
    except ValueError:
        return day
    return f"{_DAYS[found.weekday()]} {found.day} {_MONTHS[found.month - 1]}"


def long(day: str) -> str:
    """`2026-10-14` as `Wednesday 14 October`."""
    found = date.fromisoformat(day)
    return f"{found:%A} {found.day} {found:%B}"


def due(day: str, today: str) -> str:
    """A day on which something is due: `today`, `tomorrow`, or the day; late ones say so."""
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
    """The same in a sentence's words: `due today`, `due Wed 14 Oct`, `2 days late`."""
    try:
        late = (date.fromisoformat(today) - date.fromisoformat(day)).days
    except ValueError:
        return f"due {day}"
    if late > 0:
        return "1 day late" if late == 1 else f"{late} days late"
    return f"due {due(day, today)}"


def day_of(moment: int) -> str:
    """The calendar day of a moment (ms), as `2026-10-14`."""
    return f"{at(moment):%Y-%m-%d}"


def when(moment: int, now: int) -> str:
    """A past moment: the time today, `yesterday`, else the day."""
    then, here = at(moment), at(now)
    days = (here.date() - then.date()).days
    if days <= 0:
        return f"{then:%H:%M}"
    return "yesterday" if days == 1 else short(f"{then:%Y-%m-%d}")


def moment(then: int) -> str:
    """A moment with its day and time: `15 Oct 14:52`."""
    there = at(then)
    return f"{there.day} {_MONTHS[there.month - 1]} {there:%H:%M}"


def age(then: int, now: int) -> str:
    """How long ago: `now`, `today 13:40`, `yesterday`, else the day."""
    if not then:
        return "never"
    if 0 <= now - then < 60_000:
        return "now"
    said = when(then, now)
    return f"today {said}" if ":" in said else said
