"""Headings, items and notes, read line by line from the source."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from . import blocks
from .blocks import Block
from .labels import Labels, read, split
from .model import Message, Scale, Severity
from .text import as_paragraph, one_line
from .unmarked import unmarked

_BOXES = re.compile(r"(?:\[[ xX]\](?:\s+|$))+")
_BAD_BOX = re.compile(r"\[(?:\s*\](?=\s|\w)|[xX ]\](?=\w))")
_QUOTE_MARK = re.compile(r"^\s*(?:(?:[-*+]|\d{1,9}[.)])\s+)*> ?")


@dataclass(slots=True)
class Line:
    """A heading, the first line of an item or a column's heading.

    `line` counts from 1. `glued` is text that only stood below an item, without indentation.
    """

    text: str
    labels: Labels
    line: int
    boxed: bool = False
    glued: str = ""


class LineReader:
    """Reads texts with labels; findings go to `messages`."""

    def __init__(
        self, lines: list[str], scales: Mapping[str, Scale], messages: list[Message]
    ) -> None:
        self._lines, self._scales, self._messages = lines, scales, messages

    def say(self, line: int, code: str, severity: Severity, text: str) -> None:
        """Report a finding on a line, from 1."""
        self._messages.append(Message(line, code, severity, text))

    def column(self, block: Block) -> int:
        """How far the first line of a block is indented."""
        return blocks.first_word(self._lines[block.line])

    def line(self, block: Block, column: int | None = None, nested: bool = False) -> Line:
        """A heading, or an item's first paragraph; `column` is where the item's mark stands."""
        lines = block.text.split("\n")
        cut = self._glued(block, column, len(lines))
        labels, words = self._labels(block, "\n".join(lines[:cut]), nested)
        if block.underlined:
            what = "this line makes a heading of the text above it: put a blank line between"
            self.say(block.end, "W302", "warning", what)
        text = one_line(words)
        boxes = _BOXES.match(text) if column is not None else None
        if column is not None and _BAD_BOX.match(text[boxes.end() :] if boxes else text):
            what = "write the box as `[ ]`, with a space in it and one after it"
            self.say(block.line + 1, "W306", "warning", what)
        if column is not None:
            text = as_paragraph(text[boxes.end() :] if boxes else text)
        glued = "\n".join(lines[cut:])
        return Line(text, labels, block.line + 1, boxes is not None, blocks.paragraph(glued))

    def opening(self, block: Block, nested: bool = False) -> tuple[Line | None, list[Block]]:
        """An item's first line, and what stands below it."""
        if not block.children or block.children[0].kind not in ("paragraph", "heading"):
            return None, block.children
        return self.line(block.children[0], self.column(block), nested), block.children[1:]

    def cell(self, text: str, line: int) -> Line:
        """A column's heading."""
        found = split(text)
        return Line(one_line(found.text), read(found, line, self._scales, self._messages), line)

    def note(self, block: Block) -> str:
        """The words of a block quote, line by line as the author set them."""
        lines = self._lines[block.line : block.end]
        return "\n".join(_QUOTE_MARK.sub("", line).strip() for line in lines).strip()

    def only(self, labels: Labels, allowed: set[str], where: str) -> None:
        """Report labels that mean nothing in this place."""
        for sort, line in labels.lines.items():
            if sort not in allowed:
                what = f"a label of the sort `{sort}` has no meaning {where}"
                self.say(line, "W201", "warning", what)

    def _labels(self, block: Block, content: str, nested: bool) -> tuple[Labels, str]:
        """A line's labels, and its words without them."""
        found, line = split(content), block.line + 1
        # The title, a heading of the first level, has no labels that it could lose.
        option = nested or _BOXES.match(content) is not None
        bare = unmarked(content, self._scales, option) if block.level != 1 else None
        if bare:
            # Labels that stand before a bare word are in the middle only because of it.
            found = replace(found, inside=split(content[: bare.start]).inside)
        labels = read(found, line, self._scales, self._messages)
        for word, breaks in bare.words if bare else ():
            what = f"`{word}` at the end is no label as it stands: put it between backticks"
            self.say(line + breaks, "W209", "warning", what)
        labels.misnamed |= bare is not None and bare.id
        return labels, found.text

    def _glued(self, block: Block, column: int | None, count: int) -> int:
        """How many lines of an item belong to it; the next one only continues it lazily."""
        for number in range(1, count if column is not None else 0):
            line = block.line + number
            if blocks.first_word(self._lines[line]) <= (column or 0):
                what = "glued to the item above: indent this line, or put a blank line before it"
                self.say(line + 1, "W303", "warning", what)
                return number
        return count
