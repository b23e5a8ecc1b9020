"""The dialog with exercises done since the last session, shown before the first question."""

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from coach_tui.guide.people.profile import Result, inventory_in
from coach_tui.guide.session.exercises import done_since, replies_in
from coach_tui.guide.timing import ended_on
from coach_tui.records.answers import said
from coach_tui.records.dates import short
from coach_tui.records.state import Record
from coach_tui.tui.dialogs.base import Dialog
from coach_tui.tui.record import words_of
from coach_tui.tui.widgets.rows import Row, Rows
from coach_tui.tui.widgets.words import MUTED, SECTION, join, styled

NAME, BAR = 24, 20
"""The columns of a dimension's name, and of the longest bar, in cells."""


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
        """Read the decks of the exercises, which say what is scored, and fill the list."""
        self.run_worker(self._fill())

    async def _fill(self) -> None:
        reader = self.reader
        done = done_since(reader, self._session)
        scores = await self.desk.beside(lambda: [inventory_in(reader, s) for s in done])
        rows: list[Row] = []
        for session, scored in zip(done, scores, strict=True):
            day = short(ended_on(session))
            rows.append(
                Row(words_of(session), tone=SECTION, right=day, gap=int(bool(rows)), most=2)
            )
            statements = scored.statements if scored else frozenset()
            some = [r for r in replies_in(reader, session) if r.text("prompt") not in statements]
            rows += self._bars(scored) if scored else []
            rows += [self._reply(r) for r in some]
        self.query_one("#since", Rows).show(rows)

    def _bars(self, found: Result) -> list[Row]:
        """One line for each dimension of an inventory, with its mean."""
        mark = "=" if self.desk.plain else "━"
        rows = []
        for number, bar in enumerate(found.bars):
            score = bar.score
            right = f"{score.answered} of {score.items} answered"
            drawn = Content("")
            if score.mean is not None and score.points is not None:
                right = f"{score.mean:.1f} of {score.high}"
                drawn = Content.styled(mark * max(1, round(score.points / 100 * BAR)), "$primary")
            name = styled(bar.title).truncate(NAME, ellipsis=True)
            words = join(name.pad_right(NAME + 1 - name.cell_length), drawn)
            rows.append(Row(words=words, right=right, gap=int(not number)))
        return rows

    def _reply(self, record: Record) -> Row:
        asked = record.text("asked")
        words = said(record) if record.kind == "answer" else words_of(record)
        return Row(words, under=asked, most=6, gap=1)
