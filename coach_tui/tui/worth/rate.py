"""The dialog that rates a goal. Earlier ratings are shown only after the new one, so that they do
not influence it. Row P15 of docs/method.md.
"""

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from coach_tui.engagement import Plan
from coach_tui.guide.worth.goals import (
    LEVEL_WORDS,
    LEVELS,
    Rating,
    label,
    level_words,
    plan_rating,
    ratings,
)
from coach_tui.guide.worth.rules import RATERS
from coach_tui.records.dates import short
from coach_tui.records.state import Record
from coach_tui.tui.dialogs.base import Dialog, Keys
from coach_tui.tui.dialogs.valued import Readable
from coach_tui.tui.widgets.rows import Row, Rows
from coach_tui.tui.widgets.words import MUTED, join, styled


class RateScreen(Dialog[None]):
    """Choose one of a goal's five levels; then see the earlier ratings. No level is chosen until
    somebody chooses: a digit or the arrow keys select, enter keeps.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+j,ctrl+s", "keep", show=False, priority=True),
        Binding("j", "step(1)", show=False),
        Binding("k", "step(-1)", show=False),
    ]
    KEYS = (("5-1", "select"), ("enter", "keep"), ("escape", "close"))

    def __init__(self, goal: Record) -> None:
        super().__init__()
        self._goal = goal
        self._rated = False
        self.readable = Readable()

    def hints(self) -> Keys:
        """The keys; choosing only until a level was chosen."""
        return super().hints()[-1:] if self._rated else super().hints()

    def content(self) -> ComposeResult:
        """The goal and the list of its levels."""
        yield Static(styled(self._goal.text("text"), "bold"), classes="title")
        yield Static(styled("Where does it stand now, as you see it?", MUTED), classes="title")
        with VerticalScroll(can_focus=False):
            yield Rows(free=True, steady=True, id="answers")
        yield Static("", id="trouble")

    def on_mount(self) -> None:
        """Show the levels; keys count once they could be read."""
        rows = self.query_one("#answers", Rows)
        rows.show([_row(self._goal, level, number) for number, level in _numbered()])
        self.set_focus(rows)
        self.call_after_refresh(self.readable.drawn)

    async def on_key(self, event: events.Key) -> None:
        """Select a level by its number; keep the selected one with enter."""
        rows = self.query_one("#answers", Rows)
        if self._rated or not self.readable.counts(event):
            return
        if event.key == "enter":
            event.stop()
            await self.action_keep()
        for number, level in _numbered():
            if event.character == number:
                event.stop()
                rows.selected = str(level)

    async def keep(self) -> None:
        """Keep the selected level; without one, say what is needed."""
        rows = self.query_one("#answers", Rows)
        if self._rated or not self.readable.counts(events.Event()):
            return
        if rows.selected:
            await self._keep(int(rows.selected))
        else:
            self.refused("Choose one first: 5 to 1, or the arrow keys.")

    async def on_rows_picked(self, event: Rows.Picked) -> None:
        """Store the level that was clicked twice."""
        event.stop()
        await self.action_keep()

    async def _keep(self, level: int) -> None:
        role = self.engagement.me.role
        before = ratings(self._goal, role)

        def plan() -> list[Plan]:
            return plan_rating(self.engagement, self._goal.id, level)

        if await self.desk.keep(plan, self.refused) is None:
            return
        self._goal = self.engagement.state.records[self._goal.id]
        rows = [_said("now", Rating(level, ""), self._goal)]
        rows += [_said(short(r.day), r, self._goal) for r in reversed(before)]
        for other in (r for r in RATERS if r != role):
            rows.append(Row(f"As the {other} sees it", tone=MUTED, gap=1))
            theirs = ratings(self._goal, other)
            found = [_said(short(r.day), r, self._goal) for r in reversed(theirs)]
            rows += found or [Row("not rated yet")]
        self.query_one("#answers", Rows).show(rows)
        self.query_one("#trouble", Static).update("")
        self._rated = True
        self.draw_keys()


def _numbered() -> list[tuple[str, int]]:
    """The keys 5 to 1 with their levels, 2 to -2."""
    return [(str(level + 3), level) for level in sorted(LEVELS, reverse=True)]


def _row(goal: Record, level: int, number: str) -> Row:
    own = goal.text(LEVELS[level])
    words = join(styled(f"{label(level):>2}  "), styled(own or LEVEL_WORDS[level]))
    under = LEVEL_WORDS[level] if own else ""
    return Row(words=words, id=str(level), glyph=number, under=under, most=3)


def _said(day: str, rating: Rating, goal: Record) -> Row:
    words = f"{label(rating.level):>2}  {level_words(goal, rating.level)}"
    return Row(words=join(styled(f"{day:<11} ", MUTED), styled(words)), most=3)
