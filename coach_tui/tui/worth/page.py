"""The Value page: the evaluation so far, computed from existing records.

Rows P15 and P16 of docs/method.md.
"""

from textual import work
from textual.app import ComposeResult

from coach_tui.guide.session.begin import only_issue
from coach_tui.guide.worth.checkouts import unanswered
from coach_tui.guide.worth.evaluation import Evaluation, evaluate
from coach_tui.guide.worth.rules import RATERS
from coach_tui.records.state import Record
from coach_tui.tui.beside.goals import goals
from coach_tui.tui.beside.ledger import ledgers
from coach_tui.tui.commands import bindings
from coach_tui.tui.page import Page
from coach_tui.tui.record import words_of
from coach_tui.tui.widgets.bars import Head
from coach_tui.tui.widgets.rows import Row, Rows
from coach_tui.tui.widgets.words import MUTED, SECTION, styled
from coach_tui.tui.worth import counts as tallies
from coach_tui.tui.worth import rows as worth

WIDE = 120
NO_GOAL = (
    Row("Goals", tone=SECTION, gap=1),
    Row("No goal yet. n begins one: what would be as expected is written first.", tone=MUTED),
)


class ValuePage(Page):
    """One list from goals to check-outs; counts and time in the aside, or below the list."""

    PAGE = "value"
    BINDINGS = bindings("value")

    def __init__(self) -> None:
        super().__init__()
        self._found: Evaluation | None = None
        self._wanted = ""

    def body(self) -> ComposeResult:
        """The list with everything that can be selected."""
        yield Rows(id="value")

    def aside(self) -> ComposeResult:
        """The list of counts."""
        counts = Rows(id="counts")
        counts.can_focus = False
        yield counts

    def draw(self) -> None:
        """Draw the last evaluation at once, and again when a new one has been computed."""
        self._show()
        self._read()

    @work(exclusive=True, group="value")
    async def _read(self) -> None:
        self._found = await self.desk.beside(evaluate, self.reader)
        self._show()

    def on_resize(self) -> None:
        """Draw again: the counts move between aside and main column."""
        if self.ready:
            self._show()

    def _show(self) -> None:
        found = self._found
        if found is None:
            return
        self.query_one("#head", Head).say(styled("What has it been worth?", "bold"))
        wide = self.app.size.width >= WIDE
        reader, plain = self.reader, self.desk.plain
        counts = tallies.counts(found, plain)
        rows = [
            Row("Everything here was recorded along the way.", tone=MUTED),
            *(goals(self.engagement, found.goals, plain) if found.goals else NO_GOAL),
            *ledgers(found.ledgers, found.worth),
            *worth.predictions(reader, found),
            *tallies.checks(reader, found, plain),
            *([] if wide else counts),
        ]
        shown = self.query_one("#value", Rows)
        first = not shown.rows
        shown.show(rows)
        if self._wanted in shown.ids:
            shown.selected, self._wanted = self._wanted, ""
        self.query_one("#counts", Rows).show(counts if wide else [])
        if first:
            if shown.ids:
                shown.focus()
            # Show the top of the list, even where the first selectable entry is far below.
            self.call_after_refresh(self._to_the_top)

    def _to_the_top(self) -> None:
        self.call_after_refresh(self.query_one("#main").scroll_home, animate=False)

    # -- doing ---------------------------------------------------------------------------------

    def _selected(self, *kinds: str) -> Record | None:
        record = self.reader.get(self.query_one("#value", Rows).selected)
        return record if record is not None and record.kind in kinds else None

    def on_rows_picked(self, event: Rows.Picked) -> None:
        """Open the picked record; for a session with check-outs, first show what was given."""
        from coach_tui.tui.dialogs.base import ChooseScreen

        record = self.reader.get(event.id)
        if record is None:
            return
        some = self._found.checkouts if self._found else []
        one = next((c for c in some if c.session.id == record.id and c.begun), None)
        if one is None:
            self._open(record.id)
            return
        given = tallies.given(self.engagement, one)
        answers = [Row("open the session", id=record.id, glyph="o")]
        screen = ChooseScreen(f"What was given: {words_of(record)}", answers, preview=given)
        self.app.push_screen(screen, self._open)

    def _open(self, identity: str | None) -> None:
        from coach_tui.tui.dialogs.record import RecordScreen

        if identity:
            self.app.push_screen(RecordScreen(identity))

    def action_new(self) -> None:
        """Make a new goal or ledger line."""
        self.run_worker(self._new())

    async def _new(self) -> None:
        from coach_tui.tui.dialogs.base import ChooseScreen
        from coach_tui.tui.dialogs.form import FormScreen

        answers = [
            Row("a goal, with what would be as expected", id="goal", glyph="g"),
            Row("a line of the ledger: what it was worth, or cost", id="value", glyph="v"),
        ]
        if kind := await self.app.push_screen_wait(ChooseScreen("What is new?", answers)):
            form = FormScreen(kind, issue=only_issue(self.reader))
            self._wanted = await self.app.push_screen_wait(form) or ""
            self._show()

    def action_edit(self) -> None:
        """Edit the selected goal or ledger line in a form."""
        from coach_tui.tui.dialogs.form import FormScreen

        if record := self._selected("goal", "value"):
            self.app.push_screen(FormScreen(record.kind, record.id))

    def action_rate(self) -> None:
        """Rate the selected goal."""
        from coach_tui.tui.worth.rate import RateScreen

        record = self._selected("goal")
        if record is None:
            self._say("Select a goal to say where it stands.")
        elif not record.text("expected"):
            self._say("Write first what would be as expected: e.")
        elif self.engagement.me.role in RATERS:
            self.app.push_screen(RateScreen(record))

    def action_predict(self) -> None:
        """Give a blind prediction for the selected experiment or a chosen one."""
        self.run_worker(self._predict())

    async def _predict(self) -> None:
        from coach_tui.tui.dialogs.base import ChooseScreen
        from coach_tui.tui.dialogs.blind import offer

        if record := self._selected("experiment"):
            await offer(self.desk, record.id)
            return
        trials = [r for r in self.reader.of_kind("experiment") if worth.open_to(r)]
        rows = [Row(words_of(r), id=r.id, most=1) for r in reversed(trials)]
        if not rows:
            self._say("No experiment is open. A prediction comes before it is looked back on.")
        elif chosen := await self.app.push_screen_wait(ChooseScreen("Which experiment?", rows)):
            await offer(self.desk, chosen)

    def action_check(self) -> None:
        """Give a check-out for the selected session, or the latest without one."""
        from coach_tui.tui.dialogs.blind import offer

        record = self._selected("session")
        if record is None and self._found:
            me = self.engagement.me.member
            found = unanswered(self._found.checkouts, me)
            record = found.session if found else None
        if record is None:
            self._say("No session waits for your check-out.")
        else:
            self.run_worker(offer(self.desk, record.id))

    def _say(self, words: str) -> None:
        self.desk.say(words, 4)
