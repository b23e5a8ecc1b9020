"""Answers as words.

The stored value is what conditions and scores use: a short name for a choice, a number for a step
of a scale. The words shown on the screen are stored beside it (`options`, `scale`).
"""

import re
from typing import Any

from coach_tui.records.kind import is_day, known
from coach_tui.records.state import Record
from coach_tui.records.text import clean, line, shown

ROOM = 48
"""Maximum number of characters of a question that is shown before its answer."""


def value_in_words(record: Record, value: Any, field: str = "") -> Any:
    """A present or former value of a field with words in place of the names of choices; a form part
    by part. Without `field`, the field that holds the record's text.

    A value without stored words, as in old answers, is returned unchanged.
    """
    kind = known(record.kind)
    field = field or kind.text_in
    if (record.kind, field) != ("answer", "value"):
        words = kind.says.get(field, {})
        return words.get(value, value) if isinstance(value, str) else value
    if isinstance(value, dict):
        return {name: _word(record, str(name), v) for name, v in value.items()}
    return _word(record, "", value)


def _word(record: Record, part: str, value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return value
    word = _options(record, part).get(shown(value))
    if not isinstance(word, str) or not word.strip():
        return value
    # A step keeps its number, which is compared from one time to the next.
    return clean(word) if isinstance(value, str) else f"{shown(value)} {clean(word)}"


def _options(record: Record, part: str) -> dict[str, Any]:
    """The words for each possible value of a part; empty if there are none. Foreign data may be of
    any type.
    """
    every = record.fields.get("options")
    found = every.get(part) if isinstance(every, dict) else None
    if isinstance(found, dict):
        return found
    return {} if part else _steps(line(record.text("scale")))


def _steps(scale: str) -> dict[str, Any]:
    """The words of a scale's steps by number, as in `1-5 never | seldom | …`; empty when it has
    none.
    """
    found = re.match(r"(-?\d{1,9})-(?:-?\d{1,9}) (.*\|.*)", scale, re.ASCII)
    labels = found[2].split("|") if found else []
    return {str(n): one.strip() for n, one in enumerate(labels, int(found[1]) if found else 0)}


def flat(value: Any) -> str:
    """The value of a form or worksheet as one text, without JSON's braces."""
    if isinstance(value, dict):
        return "; ".join(flat(v) for v in value.values() if v not in (None, ""))
    if isinstance(value, list):
        return " / ".join(text for text in map(flat, value) if text)
    return shown(value)


def misfit(record: Record) -> str:
    """Why an answer's value is none of what was asked for, as one that came from elsewhere may be:
    `not on the scale 0-10`. Empty when it fits, or nobody can tell.
    """
    value, kind = record.fields.get("value"), record.text("type")
    if record.kind != "answer" or value in (None, "", [], {}) or isinstance(value, dict | list):
        return ""
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if kind == "rating" and (ends := _ends(record)):
        on_it = number and ends[0] <= value <= ends[1]
        return "" if on_it else f"not on the scale {ends[0]}-{ends[1]}"
    if kind == "choice" and (words := _options(record, "")):
        return "" if shown(value) in words else "none of the choices"
    if kind == "date":
        return "" if isinstance(value, str) and is_day(value) else "not a date"
    return "not a number" if kind == "number" and not number else ""


def _ends(record: Record) -> tuple[int, int] | None:
    """The lowest and the highest number of an answer's scale; None without one."""
    found = re.match(r"(-?\d{1,9})-(-?\d{1,9})(?: |$)", line(record.text("scale")), re.ASCII)
    return (int(found[1]), int(found[2])) if found else None


def said(record: Record) -> str:
    """An answer's words; a number with the ends of its scale, as 4 of 0-10 is not 4 of 1-5; with a
    value that does not fit, that it does not.
    """
    value = record.fields.get("value")
    words = flat(value_in_words(record, value))
    if wrong := misfit(record):
        return f"{words} ({wrong})"
    scale = line(record.text("scale")).partition(" ")[0]
    return f"{words} ({scale})" if scale and words and not isinstance(value, str) else words


def named(record: Record) -> str:
    """The words that stand for a record in a list; for a choice what it means, then its text."""
    kind, text = known(record.kind), record.text("text")
    if kind.text_in not in kind.says:
        return text or record.text(kind.text_in)
    choice = str(value_in_words(record, record.text(kind.text_in)))
    return ": ".join(words for words in (choice, text) if words)


def chosen(record: Record) -> bool:
    """Whether the answer is a choice, so that its value is a name that nobody typed."""
    return record.kind == "answer" and record.text("type") == "choice"


def needs_question(record: Record) -> bool:
    """Whether an answer is meaningless without its question: all but typed texts."""
    value = record.fields.get("value")
    given = record.kind == "answer" and value not in (None, "")
    return given and (chosen(record) or not isinstance(value, str) or bool(misfit(record)))


def with_question(record: Record, room: int = ROOM) -> str:
    """The question and the answer, for a row of a list. A long question is cut to `room`
    characters, so that the answer is not cut off at the end of the row.
    """
    asked = line(record.text("asked"))
    if len(asked) > room:
        asked = f"{asked[: room - 1].rstrip()}…"
    return f"{asked}  {said(record)}".strip()
