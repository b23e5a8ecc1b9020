"""The History page: all records by session and day, with full-text search."""

from dataclasses import dataclass

from textual import events, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from coach_tui.guide.reader import Reader
from coach_tui.records.kinds import known
from coach_tui.tui.commands import bindings, own_bindings
from coach_tui.tui.day.timeline import SearchResult, collect, rows_of
from coach_tui.tui.page import Page
from coach_tui.tui.record import record_rows
from coach_tui.tui.widgets.bars import Rail, RailLine
from coach_tui.tui.widgets.rows import Row, Rows
from coach_tui.tui.widgets.words import MUTED, styled


class SearchBox(Input):
    """The search box."""

    BINDINGS = own_bindings("search")

    def action_hits(self) -> None:
        """Move the focus to the results."""
        self.screen.query_one("#timeline", Rows).focus()

    def action_out(self) -> None:
        """Leave the box; the search stays in effect."""
        self.action_hits()


class HistoryPage(Page):
    """Search box and timeline, with the selected record in the aside."""

    PAGE = "history"
    CSS_PATH = "history.tcss"
    BINDINGS = bindings("history")
    AUTO_FOCUS = "#timeline"

    @dataclass
    class Collected(Message):
        """A search has finished; `turn` is its number, so that outdated results are dropped."""

        turn: int
        found: SearchResult

    def __init__(self) -> None:
        super().__init__()
        self._found = SearchResult()
        self._kind = ""
        self._turn = 0
        self._ahead: str | None = None
        """Text typed before the search box was mounted; None when the page was not opened for
        it.
        """

    def body(self) -> ComposeResult:
        """Search box, timeline, and a line on records not shown."""
        with Horizontal(id="search"):
            yield SearchBox(placeholder="search everything", id="words", compact=True)
            yield Static("", id="count")
        yield Rows(days=True, steady=True, id="timeline")
        yield Static("", id="more")

    def aside(self) -> ComposeResult:
        """The list with the selected record."""
        yield Rows(id="record")

    def on_mount(self) -> None:
        """Put text that was typed ahead into the search box."""
        if self._ahead is not None:
            words = self.query_one("#words", Input)
            words.value, self._ahead = self._ahead, None
            self.set_focus(words)

    def wanted(self) -> None:
        """Focus the search box; before it is mounted, collect the typed text for it."""
        if self.complete:
            self.action_search()
        else:
            self._ahead = ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While text is collected before the box is mounted, allow no commands on letters."""
        if self._ahead is not None:
            return action in ("quit", "page")
        return super().check_action(action, parameters)

    def on_key(self, event: events.Key) -> None:
        """Collect text typed before the search box is mounted."""
        if self._ahead is not None and event.is_printable and event.character:
            event.stop()
            self._ahead += event.character

    def draw(self) -> None:
        """Start the search on a thread; its result is drawn when it arrives."""
        self._turn += 1
        self._search(self.reader, self._turn, self.query_one("#words", Input).value, self._kind)

    @work(thread=True, exclusive=True, group="search", exit_on_error=False)
    def _search(self, reader: Reader, turn: int, words: str, kind: str) -> None:
        found = collect(reader, words, kind)
        if not get_current_worker().is_cancelled:
            self.post_message(self.Collected(turn, found))

    def on_history_page_collected(self, event: Collected) -> None:
        """Draw the result, unless a newer search was started."""
        if event.turn != self._turn:
            return
        anew = event.found.words != self._found.words or event.found.kind != self._found.kind
        self._found = event.found
        timeline = self.query_one("#timeline", Rows)
        rows = rows_of(event.found, self.reader)
        timeline.show(rows or [Row(self._nothing(), tone=MUTED)])
        if anew or not timeline.selected:
            timeline.selected = next((r.id for r in rows if r.glyph), timeline.selected)
        self._draw_counts()
        self._draw_record()

    def _nothing(self) -> str:
        if self._found.words.strip():
            return "Nothing was written with all of these words."
        if self._kind:
            return f"There are no {known(self._kind).plural} yet."
        return "Nothing was recorded yet. A session, or n on Today, begins it."

    def _draw_counts(self) -> None:
        found = self._found
        filtered = found.words.strip() or found.kind
        count = f"{found.total} of {found.every}" if filtered else f"{found.every}"
        kind = f"{known(found.kind).plural}  " if found.kind else ""
        self.query_one("#count", Static).update(styled(kind + count, MUTED))
        more = f"{found.more} more, further back. The search finds them." if found.more > 0 else ""
        self.query_one("#more", Static).update(styled(more, MUTED))
        self.query_one("#more").display = bool(more)
        lines = [RailLine("Kinds", head=True)]
        names = dict.fromkeys([*found.kinds, *([found.kind] if found.kind else [])])
        for name in names:
            kind_of = known(name)
            lines.append(
                RailLine(
                    kind_of.plural or name,
                    id=name,
                    glyph=kind_of.glyph,
                    right=str(found.kinds.get(name, 0)),
                    here=name == self._kind,
                )
            )
        self.query_one(Rail).below = tuple(lines)

    def _draw_record(self) -> None:
        identity = self.query_one("#timeline", Rows).selected
        record = self.reader.get(identity)
        rows = record_rows(self.reader, record) if record else []
        self.query_one("#record", Rows).show(rows)

    # -- acting --------------------------------------------------------------------------------

    def on_rows_moved(self, event: Rows.Moved) -> None:
        """Show the newly selected record in the aside."""
        if event.rows.id == "timeline" and self.ready:
            self._draw_record()

    def on_rows_picked(self, event: Rows.Picked) -> None:
        """Open the picked record."""
        self._show(event.id)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search again at every key."""
        if self.ready:
            self.draw()

    def on_rail_chosen(self, event: Rail.Chosen) -> None:
        """Show only the clicked kind; a second click shows all."""
        self._kind = "" if event.id == self._kind else event.id
        self.draw()

    def action_search(self) -> None:
        """Focus the search box."""
        words = self.query_one("#words", Input)
        words.focus()
        self.query_one("#main").scroll_home(animate=False)

    def action_look(self) -> None:
        """Open the selected record."""
        if rows := self._list():
            rows.pick()

    def _list(self) -> Rows | None:
        if isinstance(self.focused, Input):
            self.query_one("#timeline", Rows).focus()
        return super()._list()

    def _show(self, identity: str) -> None:
        from coach_tui.tui.dialogs.record import RecordScreen

        if self.reader.get(identity) is not None:
            self.app.push_screen(RecordScreen(identity))

    def action_kinds(self) -> None:
        """Show the next kind alone; after the last one, all."""
        kinds = ["", *self._found.kinds]
        place = kinds.index(self._kind) if self._kind in kinds else -1
        self._kind = kinds[(place + 1) % len(kinds)]
        self.draw()

    def action_share(self) -> None:
        """Share the selected record, after a confirmation."""
        from coach_tui.tui.dialogs.record import share

        if identity := self.query_one("#timeline", Rows).selected:
            self.run_worker(share(self.desk, identity))

    def action_hide(self) -> None:
        """Hide the selected record, after a confirmation."""
        from coach_tui.tui.dialogs.record import hide

        if identity := self.query_one("#timeline", Rows).selected:
            self.run_worker(hide(self.desk, identity))

    def key_escape(self) -> None:
        """Clear the search and show all records."""
        words = self.query_one("#words", Input)
        if words.value or self._kind:
            self._kind = ""
            words.value = ""
            self.draw()
