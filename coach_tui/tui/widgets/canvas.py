"""A drawing surface of terminal cells: braille dots (2 by 4 per cell) and short texts.

A higher layer hides a lower one in the same cell; dots on the same layer are combined. In plain
mode a cell shows the character of its ink instead of dots.
"""

from dataclasses import dataclass
from itertools import groupby

from textual.content import Content

from coach_tui.tui.widgets.words import MUTED, join

BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The bit of each dot in a braille character, by row and column."""
BRAILLE = 0x2800
"""The braille character without a dot."""
BLANK, FRAME, DATE, DRAWN, WRITTEN = range(5)
"""The layers, back to front: nothing, limits, dated changes, lines and points, texts."""


@dataclass(frozen=True, slots=True)
class Ink:
    """How dots are drawn: layer, style, and the character in plain mode (empty: not drawn
    there).
    """

    layer: int
    style: str
    plain: str = ""


LIMIT = Ink(FRAME, MUTED, "-")
CHANGE = Ink(DATE, MUTED, "|")
LINE = Ink(DRAWN, "$primary")
POINT = Ink(DRAWN, "$primary", "*")
RUN = Ink(DRAWN, "$text-warning")
RUN_POINT = Ink(DRAWN, "$text-warning", "*")


@dataclass(slots=True)
class _Cell:
    layer: int
    style: str
    bits: int = 0
    char: str = ""


class Canvas:
    """A canvas of `columns` by `rows` cells. Dots count from (0, 0) at the top left; those outside
    are ignored.
    """

    def __init__(self, columns: int, rows: int, plain: bool = False) -> None:
        self.columns, self.rows, self.plain = max(0, columns), max(0, rows), plain
        self._cells: dict[tuple[int, int], _Cell] = {}

    def dot(self, x: int, y: int, ink: Ink) -> None:
        """Draw a dot."""
        column, row = x // 2, y // 4
        if not (0 <= column < self.columns and 0 <= row < self.rows):
            return
        if self.plain and not ink.plain:
            return
        cell = self._cells.get((row, column))
        if cell is None or cell.layer < ink.layer:
            cell = self._cells[row, column] = _Cell(ink.layer, ink.style)
        if cell.layer == ink.layer:
            cell.bits |= BITS[y % 4][x % 2]
            cell.style = ink.style
            cell.char = ink.plain if self.plain else ""

    def blob(self, x: int, y: int, ink: Ink) -> None:
        """Draw a marker of four dots, all in one cell."""
        x, y = x - x % 2, y - (y % 4 == 3)
        for right in (0, 1):
            for down in (0, 1):
                self.dot(x + right, y + down, ink)

    def line(self, start: tuple[int, int], end: tuple[int, int], ink: Ink) -> None:
        """Draw a line between two dots."""
        (x, y), (to_x, to_y) = start, end
        steps = max(abs(to_x - x), abs(to_y - y), 1)
        for n in range(steps + 1):
            self.dot(x + round((to_x - x) * n / steps), y + round((to_y - y) * n / steps), ink)

    def text(self, column: int, row: int, words: str, style: str) -> None:
        """Write text at a cell, in front of all dots. Each character must be one cell wide."""
        for n, char in enumerate(words, column):
            if 0 <= n < self.columns and 0 <= row < self.rows:
                self._cells[row, n] = _Cell(WRITTEN, style, char=char)

    def free(self, column: int, row: int, length: int, above: int = BLANK) -> bool:
        """Whether `length` cells are inside the canvas and hold nothing above the layer `above`."""
        if not (0 <= row < self.rows and column >= 0 and column + length <= self.columns):
            return False
        cells = (self._cells.get((row, n)) for n in range(column, column + length))
        return all(cell is None or cell.layer <= above for cell in cells)

    def lines(self) -> list[Content]:
        """All lines, each as wide as the canvas."""
        return [self._row(row) for row in range(self.rows)]

    def _row(self, row: int) -> Content:
        cells = [self._cells.get((row, n)) for n in range(self.columns)]
        parts = []
        for style, some in groupby(cells, lambda cell: cell.style if cell else ""):
            chars = (" " if c is None else c.char or chr(BRAILLE + c.bits) for c in some)
            parts.append(Content.styled("".join(chars), style))
        return join(*parts)
