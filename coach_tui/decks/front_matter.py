"""A strict reader of a deck's front matter, a small subset of YAML. Values are always text."""

import re
from dataclasses import dataclass, field

from .labels import scale
from .model import Message
from .slips import as_scale
from .text import meant

KEYS = (
    *("deck", "id", "version", "lang", "kind", "approach", "time", "author", "license"),
    *("source", "based-on", "tags", "next", "title", "translation-of", "scales", "rows"),
    *("was", "purpose"),
)

_LINE = re.compile(r"( *)([A-Za-z][A-Za-z0-9_-]*):(?:[ \t]+(.*))?")
_COMMENT = re.compile(r"(?:^|[ \t]+)#.*$")


@dataclass(slots=True)
class FrontMatter:
    """Values and line numbers (from 1) by key, `parent.key` for nested keys. `scales` has (value,
    line) by name; `end` is the number of lines of the front matter, 0 without one.
    """

    values: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    scales: dict[str, tuple[str, int]] = field(default_factory=dict)
    end: int = 0
    messages: list[Message] = field(default_factory=list)

    def items(self, key: str) -> tuple[str, ...]:
        """A list value, `[a, b]` or a single word; empty when the key is missing."""
        value = self.values.get(key, "")
        if value.startswith("[") and value.endswith("]"):
            value = value[1:-1]
        parts = (part.strip().strip("\"'").strip() for part in value.split(","))
        return tuple(part for part in parts if part)


def read(lines: list[str]) -> FrontMatter:
    """Read the front matter at the top of a file; without one the result is empty. Never raises."""
    result = FrontMatter()
    if not lines or lines[0].rstrip() != "---":
        return result
    stop = _closing_line(lines)
    if stop is None:
        text = "the front matter is never closed: end it with a line of three hyphens"
        result.messages.append(Message(1, "E101", "error", text))
        stop = result.end = _where_it_seems_to_end(lines)
    else:
        result.end = stop + 1
    parent = ""
    for number in range(1, stop):
        parent = _read_line(lines[number], number + 1, parent, result)
    return result


def value_of(text: str) -> str:
    """A value without its comment and its surrounding quotes."""
    text = text.strip()
    for candidate in (text, _COMMENT.sub("", text).rstrip()):
        if len(candidate) > 1 and candidate[0] in "\"'" and candidate[-1] == candidate[0]:
            return candidate[1:-1].strip()
    return _COMMENT.sub("", text).rstrip()


def as_value(text: str) -> str:
    """Text quoted where necessary, so that `value_of` returns it unchanged."""
    return text if value_of(text) == text else f'"{text}"'


def _closing_line(lines: list[str]) -> int | None:
    ends = (n for n, line in enumerate(lines) if n and line.rstrip() in ("---", "..."))
    return next(ends, None)


def _where_it_seems_to_end(lines: list[str]) -> int:
    """For an unclosed front matter: the first line that cannot be a key."""
    rest = (n for n, line in enumerate(lines) if n and not _LINE.fullmatch(line.rstrip()))
    return next(rest, len(lines))


def _read_line(line: str, number: int, parent: str, result: FrontMatter) -> str:
    """Read one line into `result`; returns the key that following indented lines belong to."""
    if not line.strip() or line.lstrip().startswith("#"):
        return parent
    found = _LINE.fullmatch(line.rstrip())
    if not found or (found[1] and not parent):
        text = "this is not `key: value`; lists are written `[a, b]`"
        result.messages.append(Message(number, "E102", "error", text))
        return parent
    indent, key, value = found[1], found[2], value_of(found[3] or "")
    name = f"{parent}.{key}" if indent else key
    if name in result.lines:
        text = f"`{key}` stands on line {result.lines[name]} already; the first one counts"
        result.messages.append(Message(number, "E103", "error", text))
        return parent if indent else key
    result.lines[name] = number
    if indent:
        if parent == "scales":
            result.scales[key] = (value, number)
        return parent
    if key not in KEYS and parent == "scales" and (scale(value) or as_scale(value)):
        text = f"unknown key `{key}`; indent this line under `scales:`"
        result.messages.append(Message(number, "W104", "warning", text))
        return parent  # the following lines may have the same mistake
    if key not in KEYS and not key.startswith("x-"):
        text = f"unknown key `{key}`{meant(key, KEYS) or '; keys of your own begin with x-'}"
        result.messages.append(Message(number, "W104", "warning", text))
    result.values[key] = value
    return key
