"""Clean texts of people, before they are stored and before they are shown."""

import re
import unicodedata
from typing import Any

from coach_tui.records.numbers import FOREIGN_LIMIT

FIELD_LIMIT = 64 * 1024
"""Maximum size of a field's text, in bytes of UTF-8."""

# `str.isprintable` is false for each of these characters. A printable text needs no cleaning, so
# the patterns are compiled only when they are needed.
_ACTING = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
_INVISIBLE = "[\u200b\ufeff\U000e0000-\U000e007f]"
_UNTYPED = "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]"


def clean(text: str) -> str:
    """Make any text safe to show: nothing in it can control a terminal or reorder a line.

    Control characters and bidirectional overrides become U+FFFD, invisible characters are removed;
    newline, tab and the joiners and marks that scripts need are kept.
    """
    if text.isprintable():
        return text
    return re.sub(_INVISIBLE, "", re.sub(_ACTING, "\ufffd", text))


def line(text: str) -> str:
    """Make any text safe to show on one line: cleaned, with every run of white space as one
    space.
    """
    return " ".join(clean(text).split())


def typed(text: str) -> str:
    """One's own input as it is stored: without control characters, with line feeds as line ends."""
    if text.isprintable():
        return text
    return re.sub(_UNTYPED, "", text.replace("\r\n", "\n").replace("\r", "\n"))


def searchable(text: str) -> str:
    """Case and accents removed, for searching: `Ünal` is found by `unal`."""
    if text.isascii():
        return text.lower()
    # Decomposing may result in capitals (as for U+3391, square kHz), so both are done twice.
    for _ in range(2):
        text = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in text.casefold() if not unicodedata.combining(c))


def _in_short(value: float) -> str:
    """A number beyond the limit, shortened; an integer may have any number of digits."""
    from decimal import Decimal

    return f"{Decimal(value):.3g}"


def shown(value: Any) -> str:
    """Any JSON value as a text that is safe to show; foreign data may have any value in any
    field.
    """
    if isinstance(value, str):
        return clean(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float) and abs(value) > FOREIGN_LIMIT:
        return _in_short(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, list):
        return ", ".join(shown(v) for v in value)
    import msgspec

    return clean(msgspec.json.encode(value).decode())
