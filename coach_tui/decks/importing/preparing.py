"""Prepare a foreign list for the Markdown parser: front matter, bullets and HTML tags."""

import re
from itertools import pairwise

from coach_tui.decks.front_matter import FrontMatter, value_of
from coach_tui.decks.front_matter import read as read_front_matter

_BULLET = re.compile(r"^([ \t]*)[•◦▪‣●○–—‐]\s+(?=\S)")
_TAG = re.compile(
    r"</?(?:details|summary|p|div|br|center|b|strong|em|i|u|li|ul|ol|h[1-6])\b[^<>]*>", re.I
)


def front_matter(lines: list[str]) -> FrontMatter:
    """Front matter in YAML or TOML (`+++`) as far as we need it; empty when there is none, as when
    the file begins with a thematic break.
    """
    if lines[0].rstrip() == "+++" and "+++" in (rest := [one.rstrip() for one in lines[1:]]):
        front = FrontMatter(end=rest.index("+++") + 2)
        for one in rest[: front.end - 2]:
            key, equals, value = one.partition("=")
            if equals:
                front.values.setdefault(key.strip(), value_of(value))
        return front
    front = read_front_matter(lines)
    return front if front.values else FrontMatter()


def mended(lines: list[str]) -> list[str]:
    """The lines with unusual bullets and HTML tags rewritten, so that Markdown reads what the
    author meant. The number of lines stays the same.
    """
    return [_one_mended(before, one) for before, one in pairwise(["", *lines])]


def _one_mended(before: str, line: str) -> str:
    line = _BULLET.sub(r"\1- ", line)
    if line.strip() == "-" and before.strip():
        return ""  # an empty bullet, which Markdown reads as the underline of a heading
    # Markdown reads a line that begins with a tag as HTML, not as a paragraph.
    return _TAG.sub("", line) if line.lstrip().startswith("<") else line
