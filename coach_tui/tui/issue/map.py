"""The assumptions of an issue on a grid of importance and evidence (row P5 of docs/method.md)."""

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from coach_tui.guide.issue.overview import weighed
from coach_tui.guide.issue.thread import thread
from coach_tui.tui.dialogs.base import Dialog
from coach_tui.tui.widgets.chart import assumption_grid
from coach_tui.tui.widgets.rows import Row, Rows
from coach_tui.tui.widgets.words import MUTED, SECTION, styled

LETTERS = "abcdefghijklmnopqrstuvwxyz"
WIDTH, HEIGHT, LOW = 62, 11, 9
"""Width of the grid in cells, its height in lines, and the height on a low terminal."""
TALL = 30
"""Lines of the terminal from which it is not low."""


class GridScreen(Dialog[None]):
    """The grid, and below it the list of the assumptions."""

    BINDINGS = [
        Binding("enter", "pick", show=False),
        Binding("j", "step(1)", show=False),
        Binding("k", "step(-1)", show=False),
    ]
    KEYS = (("enter", "open"), ("escape", "close"))

    def __init__(self, issue: str) -> None:
        super().__init__()
        self._issue = issue

    def content(self) -> ComposeResult:
        """Grid and list."""
        yield Static(styled("What to test first", "bold"), classes="title")
        yield Static("", id="grid", classes="title")
        with VerticalScroll(can_focus=False, classes="few"):
            yield Rows(id="weighed")

    def on_mount(self) -> None:
        """Draw the grid and focus the list."""
        self._draw()
        self.set_focus(self.query_one("#weighed", Rows))

    def told(self, ids: set[str]) -> None:
        """Draw again after records changed."""
        self._draw()

    def _draw(self) -> None:
        issue = self.reader.get(self._issue)
        if issue is None:
            return
        whole, rest = weighed(thread(self.reader, issue))
        marks = {r.id: LETTERS[n % len(LETTERS)] for n, r in enumerate(whole)}
        items = [(marks[r.id], r.get("importance"), r.get("evidence")) for r in whole]
        width = min(WIDTH, max(30, self.app.size.width - 10))
        height = HEIGHT if self.app.size.height >= TALL else LOW
        picture = assumption_grid(items, width, height, plain=self.desk.plain)
        if not items:
            picture = [styled("Nothing is weighed yet: importance and evidence, 1 to 5 each (f "
                              "in the record changes them).", MUTED)]  # fmt: skip
        self.query_one("#grid", Static).update(Content("\n").join(picture))
        rows = [Row(tone=MUTED, right="importance · evidence")] if whole else []
        rows += [
            Row(r.text("text"), id=r.id, glyph=marks[r.id], most=2,
                right=f"{r.get('importance')} · {r.get('evidence')}")
            for r in whole
        ]  # fmt: skip
        if rest:
            rows.append(Row("Not weighed", tone=SECTION, right=str(len(rest)), gap=1))
            rows += [Row(r.text("text"), id=r.id, glyph="A", most=2) for r in rest]
        self.query_one("#weighed", Rows).show(rows)

    def action_pick(self) -> None:
        """Open the selected assumption."""
        self.query_one("#weighed", Rows).pick()

    def on_rows_picked(self, event: Rows.Picked) -> None:
        """Open the record that was picked."""
        from coach_tui.tui.dialogs.record import RecordScreen

        event.stop()
        self.app.push_screen(RecordScreen(event.id), lambda _: self._draw())
