"""The dialog that gives a deck, or one stage of it, as an exercise."""

from datetime import datetime, timedelta

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Input, Static

from coach_tui.decks.model import Deck, DeckError
from coach_tui.decks.text import plain
from coach_tui.guide.session.exercises import When
from coach_tui.guide.session.values import days_of
from coach_tui.records.dates import at, read_day, short
from coach_tui.records.refusal import Refused
from coach_tui.tui.dialogs.base import ChooseScreen, Dialog
from coach_tui.tui.record import words_of
from coach_tui.tui.widgets.rows import Row, Rows
from coach_tui.tui.widgets.words import MUTED, styled

DAYS = 7
"""Days until an exercise is due, by default."""
WHOLE = "whole"
"""The row id for the whole deck."""
WAYS = {
    "now": ("at once", ""),
    "begins": ("on a day", "opens on"),
    "after": ("when another one is done", ""),
    "days": ("so many days after another one", "days later"),
    "every": ("again and again", "every … days"),
}
"""When an exercise opens: the choice in words, and the label of the further value it needs."""


class GiveScreen(Dialog[str]):
    """Asks for the stage, the opening, the due day and a note; returns the id of the exercise, or
    None when closed. `name` is the deck's name on the shelf, `to` a member's id.
    """

    BINDINGS = [Binding("ctrl+j,ctrl+s", "keep", show=False, priority=True)]
    KEYS = (("ctrl+j", "give"), ("tab", "next part"), ("escape", "close"))

    def __init__(self, name: str, deck: Deck, to: str) -> None:
        super().__init__()
        self._deck_name, self._deck, self._to = name, deck, to

    def content(self) -> ComposeResult:
        """Stages, opening, due day and note."""
        name = self.engagement.name_of(self._to)
        yield Static(styled(f"An exercise for {name}", "bold"), classes="one")
        yield Static(styled(plain(self._deck.title), MUTED), classes="title one")
        with VerticalScroll(can_focus=False, classes="few"):
            yield Rows(id="stages", steady=True)
        yield Static("", classes="air")
        with VerticalScroll(can_focus=False, classes="few"):
            yield Rows(id="ways", steady=True)
        yield Static("", classes="air")
        with Horizontal(classes="field", id="more"):
            yield Static("", id="more-label")
            yield Input(id="more-value", compact=True)
        with Horizontal(classes="field"):
            yield Static("until")
            yield Input(value=self._in_a_week(), id="due", compact=True)
        with Horizontal(classes="field"):
            yield Static("a word with it")
            yield Input(id="note", compact=True)
        yield Static("", id="trouble")

    def _today(self) -> datetime:
        return at(self.engagement.wall())

    def _in_a_week(self) -> str:
        return f"{self._today() + timedelta(days=DAYS):%Y-%m-%d}"

    def on_mount(self) -> None:
        """Fill the lists, with the whole deck, at once, selected."""
        minutes = f"{self._deck.minutes} min" if self._deck.minutes else ""
        rows = [Row("the whole deck", id=WHOLE, right=minutes)]
        for stage in self._deck.stages:
            if all(p.who == "coach" for p in stage.prompts):
                continue
            right = f"{stage.minutes} min" if stage.minutes else ""
            rows.append(Row(plain(stage.title), id=stage.id, right=right, most=1))
        stages = self.query_one("#stages", Rows)
        stages.show(rows)
        self.query_one("#ways", Rows).show([Row(w, id=k) for k, (w, _) in WAYS.items()])
        self.query_one("#more").display = False
        self.set_focus(stages)

    def on_rows_moved(self, event: Rows.Moved) -> None:
        """Show the input that the selected opening needs."""
        if event.rows.id == "ways":
            asked = WAYS[event.id][1]
            self.query_one("#more").display = bool(asked)
            self.query_one("#more-label", Static).update(styled(asked))
            if asked:
                value = self.query_one("#more-value", Input)
                value.value = "" if event.id == "begins" else str(DAYS)

    def on_rows_picked(self, event: Rows.Picked) -> None:
        """Go to the next input."""
        event.stop()
        self.focus_next()

    def on_key(self, event: object) -> None:
        """Pick the selected row of a list with enter."""
        if getattr(event, "key", "") == "enter" and isinstance(self.focused, Rows):
            self.focused.pick()

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go to the next input with enter; from the note, submit."""
        if event.input.id == "note":
            await self.action_keep()
        else:
            self.focus_next()

    async def action_keep(self) -> None:
        """Submit in a worker, because `keep` may wait for a dialog."""
        self.run_worker(super().action_keep())

    async def keep(self) -> None:
        """Store the exercise and close, or show why it was refused."""
        from coach_tui.guide.session.exercises import assign

        stage = self.query_one("#stages", Rows).selected
        ref = self._deck_name if stage == WHOLE else f"{self._deck_name}#{stage}"
        engagement = self.engagement
        try:
            when = await self._when()
            if when is None:
                return
            due = self._day("#due")
            note = self.query_one("#note", Input).value.strip()
            issues = [r.id for r in self.reader.of_kind("issue")]
            issue = issues[0] if len(issues) == 1 else ""
        except (Refused, DeckError) as refused:
            self.refused(str(refused))
            return
        plans = await self.desk.ask(
            lambda: assign(engagement, ref, self._to, due, note, issue, when), self.refused
        )
        kept = await self.desk.keep(lambda: plans or [], self.refused)
        if not kept:
            return
        name = self.engagement.name_of(self._to)
        words = f"Given to {name}, due {short(due)}." if due else f"Given to {name}."
        self.desk.say(words)
        records = self.engagement.state.records
        self.dismiss(next(i for i in kept if records[i].kind == "exercise"))

    def _day(self, field: str) -> str:
        value = self.query_one(field, Input).value.strip()
        return read_day(value, self._today().date()) if value else ""

    async def _when(self) -> When | None:
        """The chosen opening; None when the dialog for the other exercise was closed. `Refused`
        when a value does not fit.
        """
        way = self.query_one("#ways", Rows).selected
        if way == "begins":
            return When(begins=self._day("#more-value"))
        number = self.query_one("#more-value", Input).value
        if way == "every":
            return When(every=days_of(number))
        if way not in ("after", "days"):
            return When()
        days = days_of(number) if way == "days" else 0
        others = [
            r
            for r in self.reader.of_kind("exercise")
            if r.text("to") == self._to and r.get("status", "open") != "declined"
        ]
        if not others:
            raise Refused("There is no other exercise to wait for. Give this one at once.")
        rows = [Row(words_of(r), id=r.id, most=1) for r in reversed(others)]
        after = await self.app.push_screen_wait(ChooseScreen("After which exercise?", rows))
        return When(after=after, days=days) if after else None
