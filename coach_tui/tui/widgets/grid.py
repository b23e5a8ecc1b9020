"""Cells in columns, drawn line by line: one widget for a whole worksheet. It knows no editing."""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass

from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

from coach_tui.tui.widgets.words import SECTION, join, paragraph, styled

GAP = 3
"""Cells between two columns; the box of the cell at hand takes one before and two behind it."""
LEAST = 10
"""The least width of a column of words; with less room one row is shown at a time."""
CARD = 60
"""Columns of the terminal below which one row is shown at a time."""
UNKNOWN = (-1, 0)

Cells = list[list[str]]


@dataclass(frozen=True, slots=True)
class Lane:
    """A column as it is drawn: its heading, the cell of a row that stands in it (-1: what
    `Design.middle` draws), and its width (0: a share of what is left).
    """

    head: str
    cell: int
    size: int = 0


def _nothing(row: list[str]) -> Content:
    return Content("")


def _none(rows: Cells, width: int) -> list[Content]:
    return []


@dataclass(frozen=True, slots=True)
class Design:
    """How cells are drawn: the columns from left to right, the heading of each cell, what stands in
    a column without cells (by row; an empty row for the lines between), and the lines below all
    rows at a width.
    """

    lanes: tuple[Lane, ...] = ()
    heads: tuple[str, ...] = ()
    gap: int = GAP
    middle: Callable[[list[str]], Content] = _nothing
    below: Callable[[Cells, int], list[Content]] = _none


class Grid(ScrollView, can_focus=False):
    """All cells of a worksheet, as a table or, on narrow terminals, one row at a time."""

    DEFAULT_CSS = """
    Grid { height: 1fr; scrollbar-size-vertical: 1; scrollbar-gutter: stable;
           overflow-x: hidden; background: $background; }
    """

    class Scrolled(Message):
        """The grid was scrolled or laid out at another size."""

    def __init__(self) -> None:
        super().__init__()
        self.design = Design()
        self.rows: Cells = []
        self.at = (0, 0)
        self.lines_at_hand = 1
        """The lines that the text at hand takes in its box."""
        self._wraps: dict[tuple[str, int], list[Content]] = {}
        self._drawn: dict[int, Strip] = {}
        self._sizes: list[int] = []
        self._lefts: list[int] = []
        self._tops: list[int] = []
        self._ends: list[int] = []
        self._below: list[Content] = []
        self._cards: list[tuple[int, int]] = []
        self._card_lines: list[Content] = []
        self.card = False
        """Whether one row is shown at a time."""
        self.tall = 0
        """The lines of everything."""

    # -- laying out ----------------------------------------------------------------------------

    @property
    def room(self) -> int:
        """The width for all columns, without the margin at both sides."""
        return max(12, self.scrollable_content_region.width - 3)

    def _share(self) -> int:
        lanes = self.design.lanes
        shared = sum(1 for lane in lanes if not lane.size)
        left = self.room - self.design.gap * (len(lanes) - 1) - sum(lane.size for lane in lanes)
        return left // max(1, shared)

    def lay(self) -> None:
        """Find the place of each cell, after the rows, the cell at hand or the width changed."""
        self._drawn.clear()
        if len(self._wraps) > 4096:
            self._wraps.clear()
        self.card = self.app.size.width < CARD or self._share() < LEAST
        self._lay_card() if self.card else self._lay_table()
        self._below = self.design.below(self.rows, self.room)
        end = self._ends[-1] if self._ends else 0
        self.tall = end + (len(self._below) + 1 if self._below else 0)
        self.virtual_size = Size(self.room, self.tall)
        self.refresh()

    def _lay_table(self) -> None:
        share = self._share()
        self._sizes = [lane.size or share for lane in self.design.lanes]
        self._lefts = [
            1 + sum(self._sizes[:n]) + self.design.gap * n for n in range(len(self._sizes))
        ]
        self._tops, self._ends, y = [], [], 0
        for r, row in enumerate(self.rows):
            most = max((len(self._wrap(t, s)) for t, s in self._words(row)), default=1)
            self._tops.append(y)
            y += max(most, self.lines_at_hand if r == self.at[0] else 1)
            self._ends.append(y)
            y += 1

    def _words(self, row: list[str]) -> list[tuple[str, int]]:
        """The text and width of each cell in a row of the table."""
        lanes = zip(self.design.lanes, self._sizes, strict=True)
        return [(row[lane.cell], size) for lane, size in lanes if lane.cell >= 0]

    def _lay_card(self) -> None:
        r, c = self.at
        row = self.rows[r] if r < len(self.rows) else []
        lines: list[Content] = []
        self._cards = []
        for n, text in enumerate(row):
            lines += [
                join(Content(" "), one)
                for one in styled(self.design.heads[n], SECTION).wrap(self.room)
            ]
            start, some = len(lines), self._wrap(text, self.room)
            lines += [join(Content(" "), one) for one in some]
            lines += [Content("")] * max(0, self.lines_at_hand - len(some) if n == c else 0)
            self._cards.append((start, len(lines) - start))
            lines.append(Content(""))
        self._card_lines, self._tops, self._ends = lines, [0], [len(lines)]

    def _wrap(self, text: str, width: int) -> list[Content]:
        if (found := self._wraps.get((text, width))) is None:
            found = paragraph(text).wrap(width) or [Content("")]
            self._wraps[text, width] = found
        return found

    def head_lines(self) -> list[Content]:
        """The headings above the table; empty where each cell has its own."""
        if self.card or not any(lane.head for lane in self.design.lanes):
            return []
        heads = [
            styled(lane.head, SECTION).wrap(size) or [Content("")]
            for lane, size in zip(self.design.lanes, self._sizes, strict=True)
        ]
        return [self._line(heads, n) for n in range(max(map(len, heads)))] + [Content("")]

    # -- places --------------------------------------------------------------------------------

    def place(self, r: int, c: int) -> Region:
        """The region of a cell, from the first line of all."""
        if self.card:
            start, height = self._cards[c]
            return Region(1, start, self.room, height)
        n = next(n for n, lane in enumerate(self.design.lanes) if lane.cell == c)
        return Region(self._lefts[n], self._tops[r], self._sizes[n], self._ends[r] - self._tops[r])

    def shown_with(self, r: int, c: int) -> Region:
        """The region of a cell and of what has to be seen with it: its heading where it has its
        own, and in the first row everything above.
        """
        place = self.place(r, c)
        before = self._cards[c - 1][0] + self._cards[c - 1][1] + 1 if self.card and c else 0
        top = before if self.card else place.y if r else 0
        return Region(0, top, 1, place.bottom - top)

    def cell_at(self, x: int, y: int) -> tuple[int, int] | None:
        """The cell at a place of the widget; None where there is none."""
        y += self.scroll_offset.y
        if not self._tops or y >= self._ends[-1]:
            return None
        if self.card:
            c = bisect_right([start for start, _ in self._cards], y) - 1
            return (self.at[0], c) if c >= 0 else None
        n = max(0, bisect_right(self._lefts, x + 1) - 1)
        c = self.design.lanes[n].cell
        return (bisect_right(self._tops, y) - 1, c) if c >= 0 else None

    # -- drawing -------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """Render one line in view."""
        y += self.scroll_offset.y
        width = self.size.width
        if y >= self.tall:
            return Strip.blank(width, self.visual_style.rich_style)
        if (known := self._drawn.get(y)) is None:
            content = self._content(y)
            known = Visual.to_strips(self, content, width, 1, self.visual_style, pad=True)[0]
            self._drawn[y] = known
        return known

    def _content(self, y: int) -> Content:
        if not self._ends or y >= self._ends[-1]:
            n = y - (self._ends[-1] if self._ends else 0) - 1
            return join(Content(" "), self._below[n]) if n >= 0 else Content("")
        if self.card:
            return self._card_lines[y]
        r = bisect_right(self._tops, y) - 1
        row = self.rows[r] if y < self._ends[r] else []
        first = y == self._tops[r]
        cells = []
        for lane, size in zip(self.design.lanes, self._sizes, strict=True):
            if lane.cell < 0:
                cells.append([self.design.middle(row if first else [])])
            else:
                some = self._wrap(row[lane.cell], size) if row else []
                cells.append(some[y - self._tops[r] : y - self._tops[r] + 1])
        return self._line(cells, 0)

    def _line(self, cells: list[list[Content]], n: int) -> Content:
        """The `n`th lines of some cells beside each other."""
        parts = [Content(" ")]
        for some, size in zip(cells, self._sizes, strict=True):
            one = some[n] if n < len(some) else Content("")
            parts.append(one.pad_right(max(0, size + self.design.gap - one.cell_length)))
        return join(*parts)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Tell the box over the cell at hand."""
        super().watch_scroll_y(old_value, new_value)
        self.post_message(self.Scrolled())

    def on_resize(self) -> None:
        """Tell that everything has to be laid out again."""
        self.post_message(self.Scrolled())
