"""The list widget of all pages: rows with a glyph, wrapping text, and a text at the right edge."""

from dataclasses import dataclass

from textual import events
from textual.actions import SkipAction
from textual.binding import Binding
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.screen import Screen
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget

from coach_tui.tui.widgets.words import KEY, MUTED, fill, join, styled, wrapped

LEAD = 13
"""Width of the column for days, in cells."""
ROOMY = 54
"""The width (cells) below which days are put before the text instead of into their own column."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row. With an empty `id` it cannot be selected (a heading or a text).

    `state` is a character before the glyph (a blank keeps the column), `tone` the style of the
    text, `right_tone` that of `right`; `under` is a muted text below.
    """

    text: str = ""
    id: str = ""
    glyph: str = ""
    state: str = ""
    right: str = ""
    under: str = ""
    tone: str = "$foreground"
    right_tone: str = MUTED
    words: Content | None = None
    """Styled text in place of `text`."""
    gap: int = 0
    """The number of blank lines before the row."""
    lead: str = ""
    """The text in the column for days."""
    most: int = 0
    """The most lines of text; 0 for all."""
    lines: tuple[Content, ...] = ()
    """Further styled lines below."""


class Rows(Widget, can_focus=True):
    """A list with one selected row, moved by arrow keys or a click; a second click picks it.

    `states` and `days` reserve columns for states and days. With `eager` the first click picks.
    With `steady` the selection is shown without the focus, too. With `top` the first row is
    selected until somebody moves, even if rows are added above. With `free` none is selected until
    somebody does so.
    """

    # Bound here, because the scrolling container around the list would use these keys to scroll.
    BINDINGS = [
        Binding("down", "move(1)", show=False, id="list.down"),
        Binding("up", "move(-1)", show=False, id="list.up"),
        Binding("home", "move(-9999)", show=False, id="list.first"),
        Binding("end", "move(9999)", show=False, id="list.last"),
    ]
    DEFAULT_CSS = """
    Rows { height: auto; width: 1fr; }
    """
    # `always_update`, because Textual compares two Contents by text only, without styles.
    rows: reactive[tuple[Row, ...]] = reactive((), layout=True, always_update=True)
    selected: reactive[str] = reactive("")

    @dataclass
    class Picked(Message):
        """A row was picked (enter or click)."""

        rows: "Rows"
        id: str

    @dataclass
    class Moved(Message):
        """Another row was selected."""

        rows: "Rows"
        id: str

    def __init__(
        self,
        *,
        states: bool = False,
        days: bool = False,
        eager: bool = False,
        steady: bool = False,
        top: bool = False,
        free: bool = False,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self._free = free
        self._states, self._days = states, days
        self._eager, self._steady = eager, steady
        self._top = top
        self._lines: list[Content] = []
        self._places: dict[str, tuple[int, int]] = {}
        self._by_id: dict[str, Row] = {}
        self._marked: dict[int, Content] = {}
        self._made_for: tuple[tuple[Row, ...], int] = ((), -1)
        self._marked_for: tuple[object, ...] = ()
        self._follows = False
        """Whether to scroll to the selection when the container is laid out again."""
        self._shape: tuple[object, ...] = ()
        """The size and position of the container when it was last scrolled to the selection."""

    @property
    def ids(self) -> list[str]:
        """The ids of the rows that can be selected, in order."""
        return [r.id for r in self.rows if r.id]

    def show(self, rows: list[Row]) -> None:
        """Show other rows; the selection stays on its id if that is still there, else at its
        position.
        """
        before = self.ids
        place = before.index(self.selected) if self.selected in before else 0
        self.rows = tuple(rows)
        ids = self.ids
        if self._top and ids:
            self.selected = ids[0]
        elif self.selected not in ids:
            self.selected = ids[min(place, len(ids) - 1)] if ids and not self._free else ""

    # -- drawing -------------------------------------------------------------------------------

    def _make(self, width: int) -> None:
        """Compute all lines without a selection; cached by rows and width."""
        if self._made_for[0] is self.rows and self._made_for[1] == width:
            return
        self._made_for = (self.rows, width)
        self._marked_for = ()
        self._lines, self._places, self._by_id = [], {}, {}
        for row in self.rows:
            self._lines += self._above(row)
            start = len(self._lines)
            self._lines += self._entry(row, width, False)
            if row.id:
                self._by_id[row.id] = row
                self._places[row.id] = (start, len(self._lines) - start)

    def _above(self, row: Row) -> list[Content]:
        """The blank lines before a row; overridden by trees."""
        return [Content("")] * row.gap

    def _mark(self, width: int) -> None:
        """Compute the highlighted lines of the selected row, if the selection is shown."""
        shown = self._steady or self.has_focus
        key = (self.selected, shown)
        if self._marked_for == key:
            return
        self._marked_for, self._marked = key, {}
        place = self._places.get(self.selected)
        if place and shown:
            some = self._entry(self._by_id[self.selected], width, True)[: place[1]]
            self._marked = dict(enumerate(some, place[0]))

    def _lead(self, row: Row, roomy: bool) -> list[Content]:
        lead = [Content(" ")]
        if self._days and roomy:
            lead += [styled(f"{row.lead:<{LEAD}}", MUTED)]
        lead += [Content(" ")]
        if row.state or (self._states and (row.id or row.glyph)):
            lead += [styled(row.state or " ", MUTED), Content("  ")]
        if row.glyph:
            lead += [styled(row.glyph, KEY), Content("  ")]
        return lead

    def _entry(self, row: Row, width: int, here: bool) -> list[Content]:
        roomy = width >= ROOMY
        lead = self._lead(row, roomy)
        under = sum(p.cell_length for p in lead)
        tone = row.tone + (" bold" if here and "bold" not in row.tone else "")
        words = row.words if row.words is not None else styled(row.text, tone)
        if here and row.words is not None:
            words = words.stylize_before("bold")
        if row.lead and self._days and not roomy:
            words = join(styled(f"{row.lead}  ", MUTED), words)
        right = styled(row.right, row.right_tone)
        room = width - right.cell_length - (3 if right.cell_length else 1)
        lines = wrapped(words, room, join(*lead), under)
        if row.most and len(lines) > row.most:
            last = lines[row.most - 1]
            lines = [*lines[: row.most - 1], join(last[: max(0, room - 1)], Content("…"))]
        if right.cell_length:
            lines[0] = fill(lines[0], join(right, Content(" ")), width)
        pad = Content(" " * under)
        if row.under:
            lines += wrapped(styled(row.under, MUTED), width - 1, pad, under)
        for more in row.lines:
            lines += wrapped(more, width - 1, pad, under)
        return self._selected(lines, width, roomy) if here else lines

    def _selected(self, lines: list[Content], width: int, roomy: bool) -> list[Content]:
        """Highlight the lines of a row with a bar and a background, except the column for days."""
        start = LEAD if self._days and roomy else 0
        marked = []
        for one in lines:
            padded = one.pad_right(max(0, width - one.cell_length))
            inside = join(styled("▌", "$primary"), padded[start + 1 :])
            marked.append(join(padded[:start], inside.stylize_before("on $panel")))
        return marked

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The number of lines at this width."""
        self._make(width)
        return max(1, len(self._lines))

    def render_line(self, y: int) -> Strip:
        """Render one line; Textual asks only for those in view."""
        width = self.size.width
        self._make(width)
        self._mark(width)
        if y >= len(self._lines):
            return Strip.blank(width, self.visual_style.rich_style)
        content = self._marked.get(y, self._lines[y])
        style = self.visual_style
        strips = Visual.to_strips(self, content, width, 1, style, pad=True, apply_selection=False)
        return strips[0]

    def on_mount(self) -> None:
        """Subscribe to layout changes of the screen."""
        self.screen.screen_layout_refresh_signal.subscribe(self, self._laid_out, immediate=True)

    def on_focus(self) -> None:
        """Show the selection."""
        self.refresh()

    def on_blur(self) -> None:
        """Show no selection."""
        self.refresh()

    # -- moving --------------------------------------------------------------------------------

    def watch_selected(self) -> None:
        """Scroll to the selected row and post `Moved`."""
        if self.is_mounted:
            self.call_after_refresh(self._into_view)
            self.post_message(self.Moved(self, self.selected))

    def _into_view(self) -> None:
        self._make(self.size.width)
        self._shape = self._shape_now()
        place, parent = self._places.get(self.selected), self.parent
        if place is None or not isinstance(parent, Widget):
            return
        if not (self._steady or self.has_focus):
            return
        last = self.selected == next(reversed(self._places))
        if last and len(self._lines) - place[0] <= parent.size.height:
            parent.scroll_end(animate=False)
            return
        first = self.selected == next(iter(self._places))
        # Headings above the first selectable row are scrolled into view with it.
        top = 0 if first else place[0]
        region = Region(0, top, max(1, self.size.width), place[0] + place[1] - top)
        parent.scroll_to_region(region.translate(self.virtual_region.offset), animate=False)

    def move(self, by: int) -> None:
        """Select the row `by` further (negative: before), at most the first or last; at the end,
        scroll.
        """
        ids = self.ids
        self._top = False
        if ids:
            nowhere = -1 if by > 0 else len(ids)
            place = ids.index(self.selected) if self.selected in ids else nowhere
            following = ids[min(max(place + by, 0), len(ids) - 1)]
            if following == self.selected:
                self._beyond(by)
                return
            self.selected = following
            self._follows = True

    def _laid_out(self, _: Screen[object]) -> None:
        # A new layout of the container, caused by other widgets, resets its scroll position.
        if self._follows and self._shape != self._shape_now():
            self.call_next(self._into_view)

    def _shape_now(self) -> tuple[object, ...]:
        column = self.parent
        return (column.size, self.virtual_region) if isinstance(column, Widget) else ()

    def on_mouse_scroll_down(self) -> None:
        """Stop following the selection, because the person scrolls away."""
        self._follows = False

    def on_mouse_scroll_up(self) -> None:
        """Stop following the selection, because the person scrolls away."""
        self._follows = False

    def _beyond(self, by: int) -> None:
        """Scroll beyond the first or last selectable row."""
        self._follows = False
        parent = self.parent
        if isinstance(parent, Widget) and by:
            parent.scroll_relative(
                y=max(-len(self._lines), min(by, len(self._lines))), animate=False
            )

    def action_move(self, by: int) -> None:
        """Move the selection; without selectable rows, leave the key to the container."""
        if not self.ids:
            raise SkipAction
        self.move(by)

    def pick(self) -> None:
        """Post `Picked` for the selected row, if there is one."""
        if self.selected:
            self.post_message(self.Picked(self, self.selected))

    def on_click(self, event: events.Click) -> None:
        """Select the row under the pointer; pick it when it was selected already, or if `eager`."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        self._top = False
        for identity, (start, height) in self._places.items():
            if start <= offset.y < start + height and identity in self.ids:
                if self.selected == identity or self._eager:
                    self.selected = identity
                    self.pick()
                self.selected = identity
                return
