"""Giving a deck, or a stage of it, as an exercise."""

from datetime import datetime, timedelta

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Input, Static

from coach_tui.decks.model import Deck, DeckError
from coach_tui.guide.values import day_of
from coach_tui.records.refusal import Refused
from coach_tui.tui.screens.dialog import Dialog
from coach_tui.tui.widgets.dates import short
from coach_tui.tui.widgets.rows import Row, Rows
from coach_tui.tui.widgets.words import MUTED, styled

DAYS = 7
WHOLE = "whole"


class GiveScreen(Dialog[str]):
    """Which part, until when, and a word with it; gives the id of the exercise."""

    BINDINGS = [Binding("ctrl+j,ctrl+s", "keep", show=False, priority=True)]
    KEYS = (("ctrl+j", "give"), ("tab", "next part"), ("escape", "close"))

    def __init__(self, deck: Deck, to: str) -> None:
        super().__init__()
        self._deck, self._to = deck, to

    def content(self) -> ComposeResult:
        """Stages, day and note."""
        name = self.engagement.name_of(self._to)
        yield Static(styled(f"An exercise for {name}", "bold"), classes="title")
        yield Static(styled(self._deck.title, MUTED), classes="title")
        with VerticalScroll(can_focus=False, classes="few"):
            yield Rows(id="stages", steady=True)
        yield Static("", classes="air")
        with Horizontal(classes="field"):
            yield Static("until")
            yield Input(value=self._in_a_week(), id="due", compact=True)
        with Horizontal(classes="field"):
            yield Static("a word with it")
            yield Input(id="note", compact=True)
        yield Static("", id="trouble")

    def _today(self) -> datetime:
        return datetime.fromtimestamp(self.engagement.wall() / 1000)

    def _in_a_week(self) -> str:
        return f"{self._today() + timedelta(days=DAYS):%Y-%m-%d}"

    def on_mount(self) -> None:
        """The whole deck is selected."""
        minutes = f"{self._deck.minutes} min" if self._deck.minutes else ""
        rows = [Row("the whole deck", id=WHOLE, right=minutes)]
        for stage in self._deck.stages:
            if all(p.who == "coach" for p in stage.prompts):
                continue
            right = f"{stage.minutes} min" if stage.minutes else ""
            rows.append(Row(stage.title, id=stage.id, right=right))
        stages = self.query_one("#stages", Rows)
        stages.show(rows)
        self.set_focus(stages)

    def on_rows_picked(self, event: Rows.Picked) -> None:
        """On to the day."""
        event.stop()
        self.query_one("#due", Input).focus()

    def on_key(self, event: object) -> None:
        """Enter on a stage goes on to the day."""
        if getattr(event, "key", "") == "enter" and isinstance(self.focused, Rows):
            self.focused.pick()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter goes from the day to the note, and from the note gives it."""
        if event.input.id == "due":
            self.query_one("#note", Input).focus()
        else:
            self.run_worker(self.action_keep())

    async def action_keep(self) -> None:
        """Give it."""
        from coach_tui.guide.begin import assign

        stage = self.query_one("#stages", Rows).selected
        ref = self._deck.id if stage == WHOLE else f"{self._deck.id}#{stage}"
        try:
            due = day_of(self.query_one("#due", Input).value, self._today().date())
            note = self.query_one("#note", Input).value.strip()
            issues = [r.id for r in self.engagement.state.of_kind("issue")]
            issue = issues[0] if len(issues) == 1 else ""
            plans = await self.coach.disk(assign, self.engagement, ref, self._to, due, note, issue)
            kept = await self.coach.keep(*plans)
        except (Refused, DeckError) as refused:
            self.query_one("#trouble", Static).update(styled(str(refused), "$text-error"))
            return
        name = self.engagement.name_of(self._to)
        self.coach.notify(f"Given to {name}, due {short(due)}.", timeout=3, markup=False)
        self.dismiss(kept[-1])
