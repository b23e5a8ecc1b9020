"""The dialog for a choice that is stored: a digit selects, enter keeps, and no key counts that was
pressed before the choice could be read.
"""

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content

from coach_tui.tui.dialogs.base import ChooseScreen, Keys
from coach_tui.tui.widgets.early import NEVER, in_time
from coach_tui.tui.widgets.rows import Row, Rows


class Readable:
    """When the answers of a dialog could first be read, on the clock of events."""

    def __init__(self) -> None:
        self._since = NEVER

    def drawn(self) -> None:
        """The answers have been drawn just now."""
        self._since = events.Event().time

    def counts(self, event: events.Event) -> bool:
        """Whether a key or click came after they could be read."""
        return in_time(event.time, self._since)


class ValueScreen(ChooseScreen):
    """A question whose answer is stored as a value; returns its id, or None when closed. Nothing is
    chosen at first, unless `at_first` names the value that is stored already.

    Keys typed ahead, say for the question before, are dropped.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+j,ctrl+s", "keep", show=False, priority=True),
        Binding("j", "step(1)", show=False),
        Binding("k", "step(-1)", show=False),
    ]
    readable: Readable

    def __init__(
        self,
        question: str,
        answers: list[Row],
        under: str = "",
        preview: Content | None = None,
        *,
        at_first: str = "",
    ) -> None:
        super().__init__(question, answers, under, preview, at_first=at_first)

    def on_mount(self) -> None:
        """Show the answers; keys count once they could be read."""
        self.readable = Readable()
        super().on_mount()
        self.call_after_refresh(self.readable.drawn)

    def rows(self) -> Rows:
        """The list of answers; a click selects, a second one chooses."""
        return Rows(free=True, steady=True, id="answers")

    def hints(self) -> Keys:
        """The keys: those of the answers select, enter keeps."""
        keys = " ".join(r.glyph for r in self._answers if r.id and len(r.glyph) == 1)
        return ((keys, "select"), ("enter", "keep"), ("escape", "close"))

    def on_key(self, event: events.Key) -> None:
        """Drop a key that came too early; else select or keep."""
        if event.key == "escape" or self.readable.counts(event):
            super().on_key(event)
        else:
            event.stop()
            event.prevent_default()

    def by_key(self, identity: str) -> None:
        """Select the answer whose key was pressed."""
        self.query_one("#answers", Rows).selected = identity

    def on_rows_picked(self, event: Rows.Picked) -> None:
        """Close with the answer that was picked, unless that came too early."""
        event.stop()
        if self.readable.counts(events.Event()):
            self.dismiss(event.id)

    async def keep(self) -> None:
        """Close with the selected answer."""
        if self.readable.counts(events.Event()):
            self.choose()
