"""Experiments: a board by how they stand, with the selected one and its chart beside it (P10)."""

from collections.abc import Awaitable, Callable

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll

from coach_tui.guide.experiment.board import board, charted
from coach_tui.records.state import Record
from coach_tui.tui.commands import TITLES, bindings
from coach_tui.tui.experiment.chart_view import ChartView
from coach_tui.tui.experiment.rows import board_rows, card_rows, head_rows, seen_rows
from coach_tui.tui.page import Page
from coach_tui.tui.widgets.bars import Head
from coach_tui.tui.widgets.rows import Row, Rows
from coach_tui.tui.widgets.words import MUTED, styled

WIDE = 120
LATEST = 5
"""Observations beside the board; the page of one experiment has them all."""
EMPTY = "No experiment yet. One begins with an assumption you could be wrong about: n."


class Sheet(Vertical):
    """One experiment beside the board: how it stands, its chart, its card."""

    DEFAULT_CSS = """
    Sheet { height: auto; }
    """

    def compose(self) -> ComposeResult:
        """Rows, the picture, rows."""
        for name in ("head", "seen", "card"):
            if name == "seen":
                yield ChartView()
            rows = Rows()
            rows.add_class(name)
            rows.can_focus = False
            yield rows

    def show(self, page: Page, record: Record | None, tall: int, compact: bool) -> None:
        """Show another one, or the same as it is now."""
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
        """The board, and the sheet where there is no aside."""
        with VerticalScroll(id="board-list", can_focus=False):
            yield Rows(id="board")
        with VerticalScroll(id="sheet-below", can_focus=False):
            yield Sheet(id="below")

    def aside(self) -> ComposeResult:
        """The sheet."""
        yield Sheet(id="beside")

    def draw(self) -> None:
        """The board as it is now, and the one that is selected."""
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
        """What stands beside the board may stand below it now."""
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
        """Look into the selected one."""
        if event.rows.id == "board" and self.ready:
            self._look_inside()
            for area in self.query("#sheet-below, #aside").results(VerticalScroll):
                area.scroll_home(animate=False)

    def on_rows_picked(self, event: Rows.Picked) -> None:
        """Show it on a page of its own."""
        self.action_look()

    @property
    def _selected(self) -> Record | None:
        identity = self.query_one("#board", Rows).selected
        return self.reader.get(identity)

    # -- what one does with it -----------------------------------------------------------------

    def action_look(self) -> None:
        """The selected one on a page of its own, with a larger chart and every number."""
        from coach_tui.tui.experiment.detail import ExperimentScreen

        if self.ready and (record := self._selected):
            self.app.push_screen(ExperimentScreen(record.id))

    def _do(self, name: str) -> None:
        from coach_tui.tui.experiment import actions as trials

        if self.ready and (record := self._selected):
            act: Callable[..., Awaitable[None]] = getattr(trials, name)
            self.run_worker(act(self.desk, record.id), group="trials", exclusive=True)

    def action_observe(self) -> None:
        """Write down what was seen."""
        self._do("observe")

    def action_begin(self) -> None:
        """Begin it, or go on after a pause."""
        self._do("begin")

    def action_pause(self) -> None:
        """Pause it: somebody finds it not all right."""
        self._do("pause")

    def action_stop(self) -> None:
        """Stop it early."""
        self._do("stop")

    def action_review(self) -> None:
        """Look back at it."""
        self._do("review")

    def action_edit(self) -> None:
        """Change its card."""
        self._do("edit")

    def action_new(self) -> None:
        """Plan a new one."""
        if self.ready:
            self.run_worker(self._new(), group="trials", exclusive=True)

    async def _new(self) -> None:
        from coach_tui.tui.experiment import actions as trials

        if made := await trials.new(self.desk):
            self.choose(made)
