"""How many columns of a terminal a text takes, and wrapping by that."""

import unicodedata
from functools import cache


@cache
def cell(char: str) -> int:
    """How many columns a character takes: 0, 1 or 2."""
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def narrow(text: str) -> bool:
    """Whether every character is known to take one column; false when that needs a closer look."""
    if text.isascii():
        return True
    try:
        text.encode("latin-1")
    except UnicodeEncodeError:
        return False
    return "\xad" not in text


def cells(text: str) -> int:
    """How many columns a text takes."""
    return len(text) if narrow(text) else sum(map(cell, text))


def folded(text: str, width: int) -> list[str]:
    """The lines of a text wrapped at words to `width` columns, at least 2; a longer word is cut.
    One empty line for an empty text.
    """
    width, lines = max(2, width), []
    for paragraph in text.split("\n"):
        now = ""
        for word in paragraph.split():
            if now and cells(now) + 1 + cells(word) <= width:
                now = f"{now} {word}"
                continue
            lines += [now] if now else []
            *whole, now = _cut(word, width)
            lines += whole
        lines.append(now)
    return lines


def _cut(word: str, width: int) -> list[str]:
    parts, now, used = [], "", 0
    for char in word:
        if used + cell(char) > width:
            parts.append(now)
            now, used = "", 0
        now, used = now + char, used + cell(char)
    return [*parts, now]
