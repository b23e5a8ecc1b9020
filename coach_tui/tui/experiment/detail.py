"""One experiment over the page: a larger chart, its moving ranges, every number (P10)."""

from collections.abc import Awaitable, Callable

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll

from coach_tui.guide.experiment.board import charted
from coach_tui.records.state import Record
from coach_tui.tui.dialogs.base import Dialog, Keys
from coach_tui.tui.experiment.chart_view import ChartView
from coach_tui.tui.experiment.rows import card_rows, head_rows, seen_rows
from coach_tui.tui.widgets.rows import Rows


class ExperimentScreen(Dialog[None]):
    """Everything about an experiment; what was seen and the reviews open with enter."""

    BINDINGS = [
        Binding("m", "ranges", show=False),
        Binding("p,asterisk", "plain", show=False),
        Binding("o", "act('observe')", show=False),
        Binding("b", "act('begin')", show=False),
        Binding("u", "act('pause')", show=False),
        Binding("t", "act('stop')", show=False),
        Binding("v", "act('review')", show=False),
        Binding("e", "act('edit')", show=False),
        Binding("enter", "follow", show=False),
        Binding("j", "step(1)", show=False),
        Binding("k", "step(-1)", show=False),
        Binding("home,g", "ends(False)", show=False),
        Binding("end,G", "ends(True)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
    ]

    def __init__(self, identity: str) -> None:
        super().__init__(classes="whole")
        self._identity = identity
        self._counted = False

    @property
    def _record(self) -> Record | None:
        return self.reader.get(self._identity)

    def content(self) -> ComposeResult:
        """How it stands, the picture, the numbers and the card."""
        with VerticalScroll(id="sheet", can_focus=True):
            for name in ("head", "card", "seen"):
                rows = Rows(id=f"trial-{name}")
                rows.can_focus = name == "seen"
                yield rows
                if name == "head":
                    yield ChartView()

    def hints(self) -> Keys:
        """The keys; those of the picture when there is one."""
        picture = (("m", "ranges"), ("p", "plain")) if self._counted else ()
        numbers = (("tab", "numbers"),) if self._counted else ()
        return (("o", "observe"), *picture, ("v", "review"), *numbers, ("escape", "close"))

    def on_mount(self) -> None:
        """Show it from its beginning."""
        self._draw()
        self.query_one("#sheet").focus()

    def on_resize(self) -> None:
        """A larger window has a larger chart."""
        if self.is_mounted and self.query("#trial-seen"):
            self._draw()

    def told(self, ids: set[str]) -> None:
        """Show what changed meanwhile: a number that was just entered is in the chart at once."""
        self._draw()

    def _draw(self) -> None:
        record = self._record
        if record is None:
            self.dismiss(None)
            return
        reader = self.reader
        found = charted(reader, record)
        self._counted = bool(found.seen)
        self.query_one("#trial-head", Rows).show(head_rows(reader, record))
        tall = max(8, min(22, self.size.height - 19))
        plain = self.desk.plain
        self.query_one(ChartView).show(found, record.text("measure"), tall, plain=plain)
        self.query_one("#trial-seen", Rows).show(seen_rows(found, plain=plain))
        self.query_one("#trial-card", Rows).show(card_rows(reader, record, whole=True))
        self.draw_keys()

    def action_ranges(self) -> None:
        """Show the moving ranges below, or hide them."""
        chart = self.query_one(ChartView)
        chart.ranges = not chart.ranges

    async def action_plain(self) -> None:
        """Draw with plain characters, or with braille: this and every other picture."""
        await self.desk.flip_plain()

    def action_act(self, name: str) -> None:
        """Do something with it: the same as on the board."""
        from coach_tui.tui.experiment import actions as trials

        act: Callable[..., Awaitable[None]] = getattr(trials, name)
        self.app.run_worker(act(self.desk, self._identity), group="trials", exclusive=True)

    def action_follow(self) -> None:
        """Open the selected observation."""
        self.query_one("#trial-seen", Rows).pick()

    def on_rows_picked(self, event: Rows.Picked) -> None:
        """An observation or a review with its history."""
        from coach_tui.tui.dialogs.record import RecordScreen

        event.stop()
        self.app.push_screen(RecordScreen(event.id), lambda _: self._draw())

    def on_rows_moved(self, event: Rows.Moved) -> None:
        """The selection moves through the numbers."""
        event.stop()

    def action_ends(self, last: bool) -> None:
        """To the beginning, or to the end."""
        sheet = self.query_one("#sheet", VerticalScroll)
        if last:
            sheet.scroll_end(animate=False)
        else:
            sheet.scroll_home(animate=False)

    def action_page(self, by: int) -> None:
        """A page further, or back."""
        sheet = self.query_one("#sheet", VerticalScroll)
        sheet.scroll_relative(y=by * (sheet.size.height - 2), animate=False)
