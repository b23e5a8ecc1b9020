"""Printing: data on stdout, messages on stderr, and nothing that controls the terminal."""

import os
import re
import sys
from collections.abc import Iterable
from typing import Any

from coach_tui.records.text import clean, line
from coach_tui.records.width import cell, cells, narrow

WIDTH = 80
"""Columns assumed when the terminal's width is unknown."""

_SHOWN_ESCAPED = (
    "[\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\U000e0000-\U000e007f]"
)
"""Characters that `clean` would remove and JSON does not escape."""


def prepare() -> None:
    """Make characters that the terminal's encoding lacks print as escapes instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def say(text: str) -> None:
    """Print a message on stderr, cleaned."""
    print(clean(text), file=sys.stderr, flush=True)


def put(text: str) -> None:
    """Print data on stdout, cleaned and flushed."""
    _print(clean(text))


def put_json(value: Any) -> None:
    """Print data as JSON: a list with one element on each line, anything else on one line."""
    if isinstance(value, list):
        inner = ",\n".join(as_json(v) for v in value)
        text = f"[\n{inner}\n]" if inner else "[]"
    else:
        text = as_json(value)
    _print(text)


def _print(text: str) -> None:
    try:
        print(text, flush=True)
    except BrokenPipeError:
        # The command continues, as it may still have to publish.
        reader_is_gone()


def as_json(value: Any) -> str:
    """JSON on one line, with characters escaped that could control a terminal or reorder a line."""
    import msgspec

    text = msgspec.json.encode(value).decode()
    text = re.sub(_SHOWN_ESCAPED, _escape, text)
    if "utf" not in (sys.stdout.encoding or "utf").lower():
        text = re.sub("[^\x00-\x7f]", _escape, text)
    return text


def _escape(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))


def path_text(path: str | os.PathLike[str]) -> str:
    """A path as text that can be stored and printed; bytes that are not UTF-8 are replaced."""
    return os.fsencode(path).decode("utf-8", "replace")


def reader_is_gone() -> None:
    """Redirect stdout to the null device after a broken pipe, so that flushing at exit does not
    fail.
    """
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def width() -> int:
    """The terminal's columns, at least 20; 80 when unknown."""
    try:
        return max(20, os.get_terminal_size(sys.stdout.fileno()).columns or WIDTH)
    except (OSError, ValueError):
        return WIDTH


def fit(text: str, columns: int) -> str:
    """Any text cleaned, on one line and of exactly so many columns; a longer one ends in `…`."""
    return _fit(_flat(text), columns)


def _flat(text: str) -> str:
    # Characters that `line` removes are not printable; most texts need no further cleaning.
    return text.strip() if text.isprintable() and "  " not in text else line(text)


def _fit(text: str, columns: int) -> str:
    shown = _cut(text, columns)
    return shown + " " * (columns - cells(shown))


def _cut(text: str, columns: int) -> str:
    if narrow(text):
        return text if len(text) <= columns else f"{text[: columns - 1].rstrip()}…"
    if cells(text) <= columns:
        return text
    kept, used = "", 0
    for char in text[:columns]:
        if used + cell(char) > columns - 1:
            break
        kept, used = kept + char, used + cell(char)
    return f"{kept.rstrip()}…"


def table(rows: Iterable[Iterable[str]], *, whole: bool = False) -> str:
    """Rows as columns, two spaces apart, as wide as the terminal; empty columns are left out.

    The last column is cut to the width, or wrapped below itself if it is to be shown `whole`.
    """
    columns = [list(map(_flat, column)) for column in zip(*rows, strict=True)]
    columns = [c for c in columns if any(c)]
    if not columns:
        return ""
    *first, last = columns
    sizes = [max(map(cells, column)) for column in first]
    indent = sum(sizes) + 2 * len(sizes)
    room = max(width() - indent, 20)
    padded = [[_fit(c, size) for c in column] for column, size in zip(first, sizes, strict=True)]
    ends = [wrapped(t, room, indent) if whole else _cut(t, room) for t in last]
    return "\n".join("  ".join(parts).rstrip() for parts in zip(*padded, ends, strict=True))


def wrapped(text: str, room: int, indent: int) -> str:
    """A text wrapped at `room` columns; lines after the first are indented by `indent`."""
    from textwrap import wrap

    parts = [wrap(part, room) or [""] for part in clean(text).split("\n")]
    return f"\n{' ' * indent}".join(text for part in parts for text in part)
