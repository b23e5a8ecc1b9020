"""Planning a session beforehand: what is left out or marked, and a question of one's own."""

from typing import TYPE_CHECKING, Any, cast

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widgets import Static

from coach_tui.decks.text import plain
from coach_tui.guide.session import planning
from coach_tui.guide.session.begin import issue_to_choose
from coach_tui.guide.session.reading import listed
from coach_tui.guide.session.steps import Step, steps
from coach_tui.tui.dialogs.base import ChooseScreen, Dialog
from coach_tui.tui.dialogs.line import LineScreen
from coach_tui.tui.page import Page, turn_to
from coach_tui.tui.widgets.rows import Row, Rows
from coach_tui.tui.widgets.words import MUTED, SECTION, styled

if TYPE_CHECKING:
    from coach_tui.decks.model import Deck
    from coach_tui.records.state import Record

LEFT_OUT, MARKED = "–", "!"


class PlanScreen(Dialog[None]):
    """The questions of a planned session; what is chosen here is stored at once, private."""

    BINDINGS = [
        Binding("space,x", "leave_out", show=False),
        Binding("m", "mark", show=False),
        Binding("e", "own", show=False),
        Binding("j", "step(1)", show=False),
        Binding("k", "step(-1)", show=False),
    ]
    KEYS = (
        ("space", "leave out, or take in"),
        ("m", "mark"),
        ("e", "a question of your own here"),
        ("escape", "close"),
    )

    def __init__(self, session: "Record", deck: "Deck") -> None:
        super().__init__()
        self._session, self._deck = session.id, deck

    @property
    def _record(self) -> "Record":
        return self.engagement.state.records[self._session]

    def content(self) -> ComposeResult:
        """The questions, by stage."""
        yield Static(styled(f"Plan: {self._record.text('text')}", "bold"), classes="title one")
        yield Static(styled("Only you see this until the session begins.", MUTED), classes="title")
        with VerticalScroll(can_focus=False):
            yield Rows(id="plan", states=True)
        yield Static("", id="trouble")

    def on_mount(self) -> None:
        """Fill the list."""
        self._draw()
        self.query_one("#plan", Rows).focus()

    def told(self, ids: set[str]) -> None:
        """Draw again after what was chosen is stored."""
        self._draw()

    def _asked(self) -> tuple[Step, ...]:
        return steps(self._deck, self._record.text("stage"))

    def _draw(self) -> None:
        record, rows, stage = self._record, [], ""
        own = Row(record.text("own"), id="own:", glyph="+", under="your own", most=3)
        if record.text("own") and not record.text("own_after"):
            rows.append(own)
        for step in self._asked():
            if step.stage.id != stage:
                stage = step.stage.id
                minutes = f"{step.stage.minutes} min" if step.stage.minutes else ""
                rows.append(Row(plain(step.stage.title), tone=SECTION, right=minutes, gap=1))
            if any(r.id == step.prompt.id for r in rows):
                continue  # Asked of each in turn: left out or marked for both.
            rows.append(self._row(step))
            if record.text("own") and record.text("own_after") == step.prompt.id:
                rows.append(own)
        self.query_one("#plan", Rows).show(rows)

    def _row(self, step: Step) -> Row:
        out, marked = self._listed("left_out"), self._listed("marked")
        name = step.prompt.id
        state = LEFT_OUT if name in out else MARKED if name in marked else " "
        right = "left out" if name in out else "marked" if name in marked else ""
        core = "core" if step.prompt.core and not right else right
        tone = MUTED if name in out else "$foreground"
        return Row(plain(step.prompt.text), id=name, state=state, right=core, tone=tone, most=2)

    def _listed(self, field: str) -> list[str]:
        return listed(self._record, field)

    async def action_leave_out(self) -> None:
        """Leave the selected question out, or take it in again."""
        await self._switch("left_out", "marked")

    async def action_mark(self) -> None:
        """Mark the selected question as not to be missed, or take the mark away."""
        await self._switch("marked", "left_out")

    async def _switch(self, field: str, other: str) -> None:
        name = self.query_one("#plan", Rows).selected
        if not name or name == "own:":
            return
        have = self._listed(field)
        now = [i for i in have if i != name] if name in have else [*have, name]
        rest = [i for i in self._listed(other) if i != name]
        await self._keep({field: now, other: rest})

    async def _keep(self, choice: dict[str, Any]) -> None:
        engagement, record = self.engagement, self._record
        if await self.desk.keep(lambda: planning.change(engagement, record, choice), self.refused):
            self.query_one("#trouble", Static).update("")

    def action_own(self) -> None:
        """Add a question of one's own behind the selected one; an empty text takes it away."""
        after = self.query_one("#plan", Rows).selected
        engagement, record = self.engagement, self._record
        after = record.text("own_after") if after == "own:" else after
        self.app.push_screen(
            LineScreen(
                "A question of your own",
                "It is asked behind the selected one. Empty: none.",
                f"plan:{record.id}",
                lambda words: planning.change(
                    engagement, record, {"own": words.strip(), "own_after": after}
                ),
                record.text("own"),
                ("?", "your own question", "only you, until the session begins"),
            )
        )


async def plan_deck(page: Page, name: str) -> None:
    """Plan a session with a deck (its name on the shelf). Must run in a worker: it waits for
    dialogs.
    """
    from coach_tui.guide.day.today import title_of

    issues = issue_to_choose(page.reader)
    issue = ""
    if len(issues) > 1:
        rows = [Row(title_of(i), id=i.id, glyph=str(n), most=2) for n, i in enumerate(issues, 1)]
        chosen = await page.app.push_screen_wait(ChooseScreen("Which issue is it about?", rows))
        if chosen is None:
            return
        issue = chosen
    engagement = page.engagement
    plans = await page.desk.ask(lambda: planning.plan(engagement, name, issue))
    ids = await page.desk.keep(lambda: plans or [])
    records = engagement.state.records
    made = next((i for i in ids or () if records[i].kind == "session"), "")
    if made:
        await _look(page, records[made])


async def offer_planned(page: Page, session: "Record") -> None:
    """Begin a planned session, look at its plan, or drop it. Must run in a worker."""
    answer = await page.app.push_screen_wait(
        ChooseScreen(
            f"Planned: {session.text('text')}",
            [
                Row("look at the plan", id="plan", glyph="p"),
                Row("begin, one person here", id="one", glyph="o"),
                Row("begin, two people at this screen", id="two", glyph="t"),
                Row("drop it", id="drop", glyph="d"),
            ],
            "Only you see it until it begins.",
        )
    )
    engagement = page.engagement
    if answer == "plan":
        await _look(page, session)
    elif answer == "drop":
        await page.desk.keep(lambda: planning.unplan(engagement, session))
    elif answer:
        from coach_tui.tui.session.page import SessionPage

        player = cast(SessionPage, await turn_to(page.app, "session"))
        await player.begin_planned(session, answer == "two")


async def _look(page: Page, session: "Record") -> None:
    engagement = page.engagement
    deck = await page.desk.ask(lambda: planning.deck_planned(engagement, session))
    if deck is not None:
        await page.app.push_screen_wait(PlanScreen(session, deck))
