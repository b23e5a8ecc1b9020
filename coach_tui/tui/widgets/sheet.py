"""A worksheet to fill: a drawn grid, and one text box over the cell at hand."""

from collections.abc import Callable

from textual import events
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.widgets import Static, TextArea

from coach_tui.records.refusal import Refused
from coach_tui.records.text import FIELD_LIMIT, typed
from coach_tui.tui.widgets.cell import Cell
from coach_tui.tui.widgets.grid import Cells, Design, Grid
from coach_tui.tui.widgets.words import styled

UNDONE = 200
"""The most acts that can be undone."""

Place = tuple[int, int]
"""A row and a cell in it, from 0."""


class Sheet(Container):
    """A worksheet with every cell at hand. `check` says in a few words why a text does not fit its
    cell (by number in a row), `table` divides pasted text into cells (None: it is no table).
    """

    DEFAULT_CSS = """
    Sheet { layers: base edit over; height: 1fr; min-height: 6; overflow: hidden;
            border: round $border-blurred; border-title-color: $foreground;
            border-subtitle-color: $foreground 70%; background: $background; }
    Sheet:focus-within { border: round $primary; }
    Sheet #heads { layer: over; width: 1fr; height: auto; background: $background; }
    """

    class Typed(Message):
        """A cell was changed."""

    class Kept(Message):
        """The worksheet is to be stored; keys are held back until `release`."""

    class Said(Message):
        """Something to say to the person: why a cell is not left or nothing was pasted."""

        def __init__(self, words: str) -> None:
            super().__init__()
            self.words = words

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: Cells = [[""]]
        self.at: Place = (0, 0)
        self.given: Cells = []
        """The cells as the program put them there; any other text was typed."""
        self.check: Callable[[int, str], str] = lambda cell, text: ""
        self.table: Callable[[str], Cells | None] = lambda text: None
        self.most = 200
        self.below = Content("")
        """The words in the lower border; while one row is shown at a time its number."""
        self._acts: list[tuple[Cells, Place]] = []
        self._held: list[events.Key] | None = None
        self._told = ""
        self._laid = Size(0, 0)
        """The size for which everything was laid out."""

    def compose(self) -> ComposeResult:
        """Headings, grid and box."""
        yield Static("", id="heads")
        yield Grid()
        yield Cell()

    @property
    def grid(self) -> Grid:
        """The drawn cells."""
        return self.query_one(Grid)

    @property
    def box(self) -> Cell:
        """The box over the cell at hand."""
        return self.query_one(Cell)

    # -- content -------------------------------------------------------------------------------

    def put(self, design: Design, rows: Cells, at: Place = (0, 0)) -> None:
        """Show a worksheet, with the box at a cell. What was typed before is given up."""
        self.grid.design, self._rows = design, [list(row) for row in rows]
        self._acts = []
        self.given = self.cells
        self._open(at)
        self.given = self.cells

    def redraw(self, design: Design) -> None:
        """Draw the same cells in another way, as in plain characters."""
        self.grid.design = design
        self.show(into_view=False)

    @property
    def cells(self) -> Cells:
        """All cells as they are now, with what is in the box."""
        r, c = self.at
        found = [list(row) for row in self._rows]
        if self._told or self.box.text:
            found[r][c] = self.box.text
        return found

    @property
    def changed(self) -> bool:
        """Whether anything was typed since `put`."""
        return self.cells != self.given

    def _open(self, at: Place) -> None:
        """Put the box over a cell, with its text."""
        r, c = min(max(0, at[0]), len(self._rows) - 1), at[1]
        self.at = r, min(max(0, c), len(self._rows[r]) - 1)
        box = self.box
        self._told = self._rows[self.at[0]][self.at[1]]
        box.load_text(self._told)
        box.move_cursor(box.document.end)
        self.show()

    def _close(self) -> bool:
        """Take the text out of the box; False when it does not fit its cell, which stays open."""
        (r, c), text = self.at, self.box.text
        if what := self.check(c, text):
            self.post_message(self.Said(what))
            return False
        if text != self._rows[r][c]:
            self._remember()
            self._rows[r][c] = text
        return True

    def _remember(self) -> None:
        self._acts.append(([list(row) for row in self._rows], self.at))
        del self._acts[:-UNDONE]

    def undo(self) -> None:
        """Take back the last cell that was changed, or the last paste."""
        if self._acts:
            self._rows, at = self._acts.pop()
            self._open(at)
            self.post_message(self.Typed())

    # -- moving --------------------------------------------------------------------------------

    def move(self, key: str) -> None:
        """Go where a key leads: to the next or former cell, the row above or below."""
        if key in ("pageup", "pagedown"):
            self.grid.scroll_relative(y=self.grid.size.height * (1 if key == "pagedown" else -1),
                                      animate=False)  # fmt: skip
            return
        r, c = self.at
        order = [lane.cell for lane in self.grid.design.lanes if lane.cell >= 0]
        n, last = order.index(c), len(order) - 1
        across = len(self._rows[r])
        if key == "tab":
            r, c = (r, c + 1) if c + 1 < across else (r + 1, 0)
        elif key == "shift+tab":
            r, c = (r, c - 1) if c else (r - 1, across - 1)
        elif key in ("enter", "down", "up"):
            r += -1 if key == "up" else 1
        elif key == "right":
            r, c = (r, order[n + 1]) if n < last else (r + 1, order[0])
        else:
            r, c = (r, order[n - 1]) if n else (r - 1, order[last])
        self.go((r, c), grow=key in ("tab", "enter"))

    def go(self, at: Place, *, grow: bool = False) -> None:
        """Go to a cell, if the one at hand can be left; `grow` adds a row at the end."""
        if not self._close():
            return
        if at[0] >= len(self._rows) and grow:
            if len(self._rows) >= self.most:
                self.post_message(self.Said(f"A worksheet has at most {self.most} rows."))
                return
            self._rows.append([""] * len(self._rows[0]))
        if 0 <= at[0] < len(self._rows):
            self._open(at)

    def on_click(self, event: events.Click) -> None:
        """Go to the cell that was clicked."""
        if event.widget is self.grid:
            if found := self.grid.cell_at(event.x, event.y):
                self.go(found)
            self.box.focus()

    def on_mouse_scroll_down(self) -> None:
        """Scroll the grid where the pointer is on the box."""
        self.grid.scroll_relative(y=2, animate=False)

    def on_mouse_scroll_up(self) -> None:
        """Scroll the grid where the pointer is on the box."""
        self.grid.scroll_relative(y=-2, animate=False)

    # -- drawing -------------------------------------------------------------------------------

    def show(self, *, into_view: bool = True) -> None:
        """Lay everything out again, with the box over its cell and in view."""
        grid, box = self.grid, self.box
        grid.rows, grid.at, grid.lines_at_hand = self._rows, self.at, self._lines(box)
        grid.lay()
        self._laid = grid.size
        heads = grid.head_lines()
        self.query_one("#heads", Static).update(Content("\n").join(heads))
        self.query_one("#heads").display = bool(heads)
        grid.styles.margin = (len(heads), 0, 0, 0)
        head = grid.design.heads[self.at[1]]
        row = styled(f"{head} · row {self.at[0] + 1} of {len(self._rows)}")
        self.border_subtitle = row if grid.card else self.below
        self.styles.max_height = max(8, grid.tall + len(heads) + 3)
        if into_view and grid.size.height:
            region = grid.shown_with(*self.at)
            if region.bottom <= grid.size.height:
                region = Region(0, 0, 1, region.bottom)
            if region.height > grid.size.height:
                region = grid.place(*self.at)
            if region.height > grid.size.height:
                region = Region(0, self._cursor_line, 1, 1)
            grid.scroll_to_region(region, animate=False, immediate=True, force=True)
        self._over(len(heads))

    def _lines(self, box: Cell) -> int:
        # The box is two cells wider than its cell: one for the cursor behind the text, one because
        # it counts the blank behind the last word of a line.
        return max(1, box.wrapped_document.height)

    def _over(self, heads: int) -> None:
        """Put the box over its cell."""
        place, box = self.grid.place(*self.at), self.box
        box.styles.width, box.styles.height = place.width + 3, place.height
        box.styles.offset = (place.x - 1, place.y + heads - self.grid.scroll_offset.y)

    def on_grid_scrolled(self, event: Grid.Scrolled) -> None:
        """Let the box follow its cell."""
        event.stop()
        if self.grid.design.lanes:
            self.show(into_view=self.grid.size != self._laid)

    def fit(self) -> None:
        """Lay out again when the text at hand takes another number of lines."""
        if self.grid.lines_at_hand != self._lines(self.box):
            self.show()

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Make room for another line, and say that something was typed."""
        event.stop()
        text = self.box.text
        if self.grid.lines_at_hand != self._lines(self.box) or not self._in_view:
            self.show()
        if text != self._told:
            self._told = text
            self.post_message(self.Typed())

    @property
    def _in_view(self) -> bool:
        top = self.grid.scroll_offset.y
        return top <= self._cursor_line < top + self.grid.size.height

    @property
    def _cursor_line(self) -> int:
        """The line of the grid in which the cursor is."""
        box = self.box
        down: int = box.wrapped_document.location_to_offset(box.cursor_location).y
        return self.grid.place(*self.at).y + down

    def on_text_area_selection_changed(self, event: TextArea.SelectionChanged) -> None:
        """Keep the cursor in view in a cell with more lines than can be seen."""
        event.stop()
        if self.grid.design.lanes and not self._in_view:
            self.show()

    # -- keeping -------------------------------------------------------------------------------

    @property
    def busy(self) -> bool:
        """Whether the worksheet is being stored and keys are held back."""
        return self._held is not None

    def hold(self, event: events.Key) -> None:
        """Hold back a key that was pressed while the worksheet is being stored."""
        if self._held is not None:
            self._held.append(event)

    def keep(self) -> None:
        """Ask for the worksheet to be stored, unless the cell at hand does not fit."""
        if self._close():
            self._held = []
            self.post_message(self.Kept())

    def release(self) -> None:
        """Send the keys on that were held back, to whatever has the focus now."""
        held, self._held = self._held or [], None
        for event in held:
            again = events.Key(event.key, event.character)
            again.time = event.time
            self.app.post_message(again)

    # -- pasting -------------------------------------------------------------------------------

    def paste(self, text: str) -> bool:
        """Fill cells from the one at hand with a pasted table; False when the text is none and
        belongs into the box. What cannot be pasted is said, and changes nothing.
        """
        try:
            table = self.table(text)
            if table is None and len(typed(text).encode()) > FIELD_LIMIT:
                raise Refused("The text is longer than 64 KiB.")
            if table is None and text.count("\n") >= self.most:
                raise Refused(f"This has {text.count(chr(10)) + 1:,} lines.")
            if table is not None:
                self._fill(table)
        except Refused as refused:
            self.post_message(self.Said(f"{refused} Nothing was pasted; your draft is kept."))
            return True
        return table is not None

    def _fill(self, table: Cells) -> None:
        (r0, c0), across = self.at, len(self._rows[0])
        if r0 + len(table) > self.most:
            raise Refused(f"A worksheet has at most {self.most} rows.")
        table = [
            [*row, ""][: 1 + max((n for n, t in enumerate(row) if t), default=0)] for row in table
        ]
        if any(len(row) > across - c0 for row in table):
            raise Refused("This has more columns than there are from this cell on.")
        for r, row in enumerate(table, 1):
            for c, text in enumerate(row, c0):
                if what := self.check(c, text):
                    raise Refused(f"Line {r}, {self.grid.design.heads[c]}: {what}")
        self._rows[r0][c0] = self.box.text if not self.check(c0, self.box.text) else ""
        self._remember()
        while len(self._rows) < r0 + len(table):
            self._rows.append([""] * across)
        for r, row in enumerate(table, r0):
            for c, text in enumerate(row, c0):
                self._rows[r][c] = text.strip()
        self._open(self.at)
        self.post_message(self.Typed())
