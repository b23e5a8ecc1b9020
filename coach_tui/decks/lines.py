"""Read headings, items and notes with their labels from the source lines of a deck."""

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
    """A heading, the first line of an item, or a column heading.

    `line` counts from 1. `boxed` says that it begins with `[ ]`. `glued` is text directly below an
    item without indentation, which Markdown joins to it.
    """

    text: str
    labels: Labels
    line: int
    boxed: bool = False
    glued: str = ""


class LineReader:
    """Reads lines with labels; findings are appended to `messages`."""

    def __init__(
        self, lines: list[str], scales: Mapping[str, Scale], messages: list[Message]
    ) -> None:
        self._lines, self._scales, self._messages = lines, scales, messages

    def say(self, line: int, code: str, severity: Severity, text: str) -> None:
        """Append a finding on a line, from 1."""
        self._messages.append(Message(line, code, severity, text))

    def column(self, block: Block) -> int:
        """The indentation of a block's first line, in columns."""
        return blocks.first_word(self._lines[block.line])

    def line(self, block: Block, column: int | None = None, nested: bool = False) -> Line:
        """A heading, or an item's first paragraph; `column` is the item's indentation, None for a
        heading.
        """
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
        """An item's first line (None without one) and the blocks nested below it."""
        if not block.children or block.children[0].kind not in ("paragraph", "heading"):
            return None, block.children
        return self.line(block.children[0], self.column(block), nested), block.children[1:]

    def cell(self, text: str, line: int) -> Line:
        """The column heading in a table cell."""
        found = split(text)
        return Line(one_line(found.text), read(found, line, self._scales, self._messages), line)

    def note(self, block: Block) -> str:
        """The text of a block quote, with the author's line breaks."""
        lines = self._lines[block.line : block.end]
        return "\n".join(_QUOTE_MARK.sub("", line).strip() for line in lines).strip()

    def only(self, labels: Labels, allowed: set[str], where: str) -> None:
        """Report labels that are not allowed in this place."""
        for sort, line in labels.lines.items():
            if sort not in allowed:
                what = f"a label of the sort `{sort}` has no meaning {where}"
                self.say(line, "W201", "warning", what)

    def _labels(self, block: Block, content: str, nested: bool) -> tuple[Labels, str]:
        """A line's labels, and its text without them."""
        found, line = split(content), block.line + 1
        # The title (a heading of level 1) cannot have labels.
        option = nested or _BOXES.match(content) is not None
        bare = unmarked(content, self._scales, option) if block.level != 1 else None
        if bare:
            # Labels before such a word are inside the text only because of it: not reported.
            found = replace(found, inside=split(content[: bare.start]).inside)
        labels = read(found, line, self._scales, self._messages)
        for word, breaks in bare.words if bare else ():
            what = f"`{word}` at the end is no label as it stands: put it between backticks"
            self.say(line + breaks, "W209", "warning", what)
        labels.misnamed |= bare is not None and bare.id
        return labels, found.text

    def _glued(self, block: Block, column: int | None, count: int) -> int:
        """The number of an item's lines that belong to it; following ones are a lazy
        continuation.
        """
        for number in range(1, count if column is not None else 0):
            line = block.line + number
            if blocks.first_word(self._lines[line]) <= (column or 0):
                what = "glued to the item above: indent this line, or put a blank line before it"
                self.say(line + 1, "W303", "warning", what)
                return number
        return count
