"""The detail screen of one experiment: a larger chart, moving ranges, every number.

Row P10 of docs/method.md.
"""

from collections.abc import Awaitable, Callable

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll

from coach_tui.guide.experiment.board import charted
from coach_tui.records.state import Record
from coach_tui.tui.beside.chart import ChartView
from coach_tui.tui.dialogs.base import Dialog, Keys
from coach_tui.tui.experiment.rows import card_rows, head_rows, seen_rows
from coach_tui.tui.widgets.rows import Rows


class ExperimentScreen(Dialog[None]):
    """Everything about one experiment; enter opens the selected observation or review."""

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
        """Status, chart, planned fields and observations."""
        with VerticalScroll(id="sheet", can_focus=True):
            for name in ("head", "card", "seen"):
                rows = Rows(id=f"experiment-{name}")
                rows.can_focus = name == "seen"
                yield rows
                if name == "head":
                    yield ChartView()

    def hints(self) -> Keys:
        """The keys; those for the chart only when there is one."""
        picture = (("m", "ranges"), ("p", "plain")) if self._counted else ()
        numbers = (("tab", "numbers"),) if self._counted else ()
        return (("o", "observe"), *picture, ("v", "review"), *numbers, ("escape", "close"))

    def on_mount(self) -> None:
        """Draw, with the focus on the scrolling area."""
        self._draw()
        self.query_one("#sheet").focus()

    def on_resize(self) -> None:
        """Draw again: the chart's size depends on the window."""
        if self.is_mounted and self.query("#experiment-seen"):
            self._draw()

    def told(self, ids: set[str]) -> None:
        """Draw again after records changed."""
        self._draw()

    def _draw(self) -> None:
        record = self._record
        if record is None:
            self.dismiss(None)
            return
        reader = self.reader
        found = charted(reader, record)
        self._counted = bool(found.seen)
        self.query_one("#experiment-head", Rows).show(head_rows(reader, record))
        tall = max(8, min(22, self.size.height - 19))
        plain = self.desk.plain
        self.query_one(ChartView).show(found, record.text("measure"), tall, plain=plain)
        self.query_one("#experiment-seen", Rows).show(seen_rows(found, plain=plain))
        self.query_one("#experiment-card", Rows).show(card_rows(reader, record, whole=True))
        self.draw_keys()

    def action_ranges(self) -> None:
        """Show or hide the moving ranges below the chart."""
        chart = self.query_one(ChartView)
        chart.ranges = not chart.ranges

    async def action_plain(self) -> None:
        """Switch all charts between plain characters and braille."""
        await self.desk.flip_plain()

    def action_act(self, name: str) -> None:
        """Run the action of that name from `experiment/actions.py`."""
        from coach_tui.tui.experiment import actions as trials

        act: Callable[..., Awaitable[None]] = getattr(trials, name)
        self.app.run_worker(act(self.desk, self._identity), group="experiments", exclusive=True)

    def action_follow(self) -> None:
        """Open the selected observation."""
        self.query_one("#experiment-seen", Rows).pick()

    def on_rows_picked(self, event: Rows.Picked) -> None:
        """Open the picked observation or review."""
        from coach_tui.tui.dialogs.record import RecordScreen

        event.stop()
        self.app.push_screen(RecordScreen(event.id), lambda _: self._draw())

    def on_rows_moved(self, event: Rows.Moved) -> None:
        """Keep the event from the page below."""
        event.stop()

    def action_ends(self, last: bool) -> None:
        """Scroll to the end or to the beginning."""
        sheet = self.query_one("#sheet", VerticalScroll)
        if last:
            sheet.scroll_end(animate=False)
        else:
            sheet.scroll_home(animate=False)

    def action_page(self, by: int) -> None:
        """Scroll one page down (1) or up (-1)."""
        sheet = self.query_one("#sheet", VerticalScroll)
        sheet.scroll_relative(y=by * (sheet.size.height - 2), animate=False)
