"""A list of entries: a glyph, words that wrap under themselves, something at the right edge."""

from dataclasses import dataclass

from textual import events
from textual.app import RenderResult
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from coach_tui.tui.widgets.words import MUTED, fill, join, styled, wrapped


@dataclass(frozen=True, slots=True)
class Row:
    """One entry. `id` empty: a heading, or words that cannot be selected.

    `state` stands in a column of its own before the glyph when `states` is asked for; `tone` is
    the style of the words, `right_tone` of what stands at the right; `under` is a muted line below.
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
    """Words with their own styles, in place of `text`."""
    gap: int = 0
    """Blank rows before it."""


class Rows(Widget, can_focus=True):
    """Entries with one selected: arrow keys, page keys, click; `enter` picks."""

    DEFAULT_CSS = """
    Rows { height: auto; width: 1fr; }
    """
    rows: reactive[tuple[Row, ...]] = reactive((), layout=True)
    selected: reactive[str] = reactive("")

    @dataclass
    class Picked(Message):
        """An entry was opened."""

        rows: "Rows"
        id: str

    @dataclass
    class Moved(Message):
        """Another entry is selected."""

        rows: "Rows"
        id: str

    def __init__(self, *, states: bool = False, id: str | None = None) -> None:
        super().__init__(id=id)
        self._states = states
        self._lines: list[Content] = []
        self._places: dict[str, tuple[int, int]] = {}
        self._made_for: tuple[object, ...] = ()

    @property
    def ids(self) -> list[str]:
        """The entries that can be selected."""
        return [r.id for r in self.rows if r.id]

    def show(self, rows: list[Row]) -> None:
        """Show other entries; the selection stays on its entry when that is still there."""
        before = self.ids
        place = before.index(self.selected) if self.selected in before else 0
        self.rows = tuple(rows)
        ids = self.ids
        if self.selected not in ids:
            self.selected = ids[min(place, len(ids) - 1)] if ids else ""

    def _make(self, width: int) -> None:
        key = (self.rows, self.selected, width, self.has_focus)
        if key == self._made_for:
            return
        self._made_for = key
        self._lines, self._places = [], {}
        for row in self.rows:
            self._lines += [Content("")] * row.gap
            start = len(self._lines)
            self._lines += self._entry(row, width)
            if row.id:
                self._places[row.id] = (start, len(self._lines) - start)

    def _entry(self, row: Row, width: int) -> list[Content]:
        here = bool(row.id) and row.id == self.selected and self.has_focus
        bar = styled("▌", "$primary") if here else Content(" ")
        lead = [bar, Content(" ")]
        if self._states and (row.id or row.glyph):
            lead += [styled(row.state or " ", MUTED), Content("  ")]
        if row.glyph:
            lead += [styled(row.glyph, "bold $text-accent"), Content("  ")]
        under = sum(p.cell_length for p in lead)
        tone = row.tone + (" bold" if here and "bold" not in row.tone else "")
        words = row.words if row.words is not None else styled(row.text, tone)
        right = styled(row.right, row.right_tone)
        room = width - right.cell_length - 3
        lines = wrapped(words, room, join(*lead), under)
        lines[0] = fill(lines[0], join(right, Content(" ")), width)
        if row.under:
            lines += wrapped(styled(row.under, MUTED), width - 2, Content(" " * under), under)
        if not here:
            return lines
        pad = [one.pad_right(max(0, width - one.cell_length)) for one in lines]
        marked = [p if n == 0 else join(styled("▌", "$primary"), p[1:]) for n, p in enumerate(pad)]
        return [one.stylize_before("on $panel") for one in marked]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the entries take at this width."""
        self._make(width)
        return max(1, len(self._lines))

    def render(self) -> RenderResult:
        """All entries."""
        self._make(self.size.width)
        return Content("\n").join(self._lines)

    def watch_selected(self) -> None:
        """Bring the selected entry into view and say that it is selected."""
        if self.is_mounted:
            self._make(self.size.width)
            if place := self._places.get(self.selected):
                region = Region(0, place[0], max(1, self.size.width), place[1])
                parent = self.parent
                if isinstance(parent, Widget):
                    parent.scroll_to_region(
                        region.translate(self.virtual_region.offset), animate=False
                    )
            self.post_message(self.Moved(self, self.selected))

    def move(self, by: int) -> None:
        """Select another entry, so many further."""
        ids = self.ids
        if ids:
            place = ids.index(self.selected) if self.selected in ids else 0
            self.selected = ids[min(max(place + by, 0), len(ids) - 1)]

    def pick(self) -> None:
        """Open the selected entry."""
        if self.selected:
            self.post_message(self.Picked(self, self.selected))

    def on_click(self, event: events.Click) -> None:
        """Select the entry under the pointer; a second click opens it."""
        for identity, (start, height) in self._places.items():
            if start <= event.y < start + height:
                if self.selected == identity:
                    self.pick()
                self.selected = identity
