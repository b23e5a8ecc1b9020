"""The dialog with exercises done since the last session, shown before the first question."""

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widgets import Static

from coach_tui.guide.session.exercises import done_since, replies_in
from coach_tui.guide.timing import ended_on
from coach_tui.records.answers import said
from coach_tui.records.dates import short
from coach_tui.records.state import Record
from coach_tui.tui.dialogs.base import Dialog
from coach_tui.tui.record import words_of
from coach_tui.tui.widgets.rows import Row, Rows
from coach_tui.tui.widgets.words import MUTED, SECTION, styled


class SinceScreen(Dialog[None]):
    """The exercises done since the last session, with their replies; private ones only for their
    author and not while two people look at the screen.
    """

    BINDINGS = [
        Binding("enter", "leave", show=False),
        Binding("j", "step(1)", show=False),
        Binding("k", "step(-1)", show=False),
    ]
    KEYS = (("enter", "go on"), ("j k", "scroll"))

    def __init__(self, session: Record) -> None:
        super().__init__()
        self._session = session

    def content(self) -> ComposeResult:
        """Title and the list of exercises with their replies."""
        yield Static(styled("Done since you last met", "bold"), classes="title")
        yield Static(styled("Before the first question.", MUTED), classes="title")
        with VerticalScroll(can_focus=False):
            rows = Rows(id="since")
            rows.can_focus = False
            yield rows

    def on_mount(self) -> None:
        """Fill the list."""
        rows: list[Row] = []
        for session in done_since(self.reader, self._session):
            day = short(ended_on(session))
            rows.append(
                Row(words_of(session), tone=SECTION, right=day, gap=int(bool(rows)), most=2)
            )
            rows += [self._reply(r) for r in replies_in(self.reader, session)]
        self.query_one("#since", Rows).show(rows)

    def _reply(self, record: Record) -> Row:
        asked = record.text("asked")
        words = said(record) if record.kind == "answer" else words_of(record)
        return Row(words, under=asked, most=6, gap=1)
