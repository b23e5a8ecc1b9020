"""The Experiments page: a board grouped by status, with the selected experiment beside it.

Row P10 of docs/method.md.
"""

from collections.abc import Awaitable, Callable

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll

from coach_tui.guide.experiment.board import board, charted
from coach_tui.records.state import Record
from coach_tui.tui.beside.chart import ChartView
from coach_tui.tui.commands import TITLES, bindings
from coach_tui.tui.experiment.rows import board_rows, card_rows, head_rows, seen_rows
from coach_tui.tui.page import Page
from coach_tui.tui.widgets.bars import Head
from coach_tui.tui.widgets.rows import Row, Rows
from coach_tui.tui.widgets.words import MUTED, styled

WIDE = 120
"""Columns of the terminal from which the selected experiment is beside the board, not below."""
LATEST = 5
"""The number of latest observations shown beside the board."""
EMPTY = "No experiment yet. One begins with an assumption you could be wrong about: n."


class Sheet(Vertical):
    """The selected experiment: status, chart, latest observations, planned fields."""

    DEFAULT_CSS = """
    Sheet { height: auto; }
    """

    def compose(self) -> ComposeResult:
        """Status, chart, observations and fields."""
        for name in ("head", "seen", "card"):
            if name == "seen":
                yield ChartView()
            rows = Rows()
            rows.add_class(name)
            rows.can_focus = False
            yield rows

    def show(self, page: Page, record: Record | None, tall: int, compact: bool) -> None:
        """Show an experiment (None: hide) with a plot of `tall` lines."""
        parts = {name: self.query_one(f".{name}", Rows) for name in ("head", "seen", "card")}
        chart = self.query_one(ChartView)
        self.display = record is not None
        if record is None:
            return
        reader = page.reader
        found = charted(reader, record)
        parts["head"].show(head_rows(reader, record, compact=compact))
        plain = page.desk.plain
        chart.show(found, record.text("measure"), tall, compact=compact, plain=plain)
        parts["seen"].show(seen_rows(found, LATEST, plain=plain))
        parts["card"].show(card_rows(reader, record))


class ExperimentsPage(Page):
    """The board; the selected experiment beside it, or below on narrower terminals."""

    PAGE = "experiments"
    CSS_PATH = "page.tcss"
    BINDINGS = bindings("experiments")
    AUTO_FOCUS = "#board"

    def __init__(self) -> None:
        super().__init__()
        self._wanted = ""

    def body(self) -> ComposeResult:
        """The board, and the sheet below it on narrow terminals."""
        with VerticalScroll(id="board-list", can_focus=False):
            yield Rows(id="board")
        with VerticalScroll(id="sheet-below", can_focus=False):
            yield Sheet(id="below")

    def aside(self) -> ComposeResult:
        """The sheet, on wide terminals."""
        yield Sheet(id="beside")

    def draw(self) -> None:
        """Draw the board and the selected experiment."""
        groups = board(self.reader)
        count = sum(len(some) for _, some in groups)
        self.query_one("#head", Head).say(
            styled(TITLES[self.PAGE], "bold"), styled(str(count) if count else "", MUTED)
        )
        rows = board_rows(self.reader, groups, self._wide, self.desk.plain)
        shown = self.query_one("#board", Rows)
        shown.show(rows or [Row(EMPTY)])
        if self._wanted in shown.ids:
            shown.selected, self._wanted = self._wanted, ""
        self._look_inside()

    @property
    def _wide(self) -> bool:
        return self.app.size.width >= WIDE

    def on_resize(self) -> None:
        """Draw again: the sheet moves between aside and main column."""
        self._redraw()

    def choose(self, identity: str) -> None:
        """Select an experiment, now or as soon as the page is drawn."""
        self._wanted = identity
        self._redraw()

    def _look_inside(self) -> None:
        record = self._selected
        shared = record is not None and not self._wide
        self.query_one("#sheet-below").display = shared
        self.query_one("#board-list").set_class(shared, "shared")
        if self._wide:
            high = self.size.height > 34
            self.query_one("#beside", Sheet).show(self, record, 12 if high else 8, False)
        else:
            low = self.size.height < 30
            self.query_one("#below", Sheet).show(self, record, 7 if low else 9, low)

    def on_rows_moved(self, event: Rows.Moved) -> None:
        """Show the newly selected experiment in the sheet."""
        if event.rows.id == "board" and self.ready:
            self._look_inside()
            for area in self.query("#sheet-below, #aside").results(VerticalScroll):
                area.scroll_home(animate=False)

    def on_rows_picked(self, event: Rows.Picked) -> None:
        """Open the picked experiment."""
        self.action_look()

    @property
    def _selected(self) -> Record | None:
        identity = self.query_one("#board", Rows).selected
        return self.reader.get(identity)

    # -- actions -------------------------------------------------------------------------------

    def action_look(self) -> None:
        """Open the detail screen of the selected experiment."""
        from coach_tui.tui.experiment.detail import ExperimentScreen

        if self.ready and (record := self._selected):
            self.app.push_screen(ExperimentScreen(record.id))

    def _do(self, name: str) -> None:
        from coach_tui.tui.experiment import actions as trials

        if self.ready and (record := self._selected):
            act: Callable[..., Awaitable[None]] = getattr(trials, name)
            self.run_worker(act(self.desk, record.id), group="experiments", exclusive=True)

    def action_observe(self) -> None:
        """Record an observation of the selected experiment."""
        self._do("observe")

    def action_begin(self) -> None:
        """Begin the selected experiment, or resume it."""
        self._do("begin")

    def action_pause(self) -> None:
        """Pause the selected experiment because somebody objects."""
        self._do("pause")

    def action_stop(self) -> None:
        """Stop the selected experiment early."""
        self._do("stop")

    def action_review(self) -> None:
        """Review the selected experiment."""
        self._do("review")

    def action_edit(self) -> None:
        """Edit the selected experiment."""
        self._do("edit")

    def action_new(self) -> None:
        """Plan a new experiment."""
        if self.ready:
            self.run_worker(self._new(), group="experiments", exclusive=True)

    async def _new(self) -> None:
        from coach_tui.tui.experiment import actions as trials

        if made := await trials.new(self.desk):
            self.choose(made)
