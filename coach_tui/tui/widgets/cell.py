"""The text box over the cell at hand of a worksheet."""

from typing import Protocol, runtime_checkable

from textual import events

from coach_tui.tui.commands import own_bindings
from coach_tui.tui.widgets.early import KEEP_KEYS
from coach_tui.tui.widgets.textbox import TextBox


@runtime_checkable
class Around(Protocol):
    """The worksheet as its box knows it."""

    @property
    def busy(self) -> bool:
        """Whether the sheet is being stored."""

    def hold(self, event: events.Key) -> None:
        """Hold a key back while the sheet is being stored."""

    def keep(self) -> None:
        """Ask for the sheet to be stored."""

    def move(self, key: str) -> None:
        """Go to another cell by a key."""

    def undo(self) -> None:
        """Take back the last act."""

    def fit(self) -> None:
        """Fit the box to its text."""

    def paste(self, text: str) -> bool:
        """Fill cells with a pasted table; whether it was one."""


class Cell(TextBox):
    """The box over the cell at hand. Keys that lead out of it are the sheet's."""

    BINDINGS = own_bindings("sheet")
    DEFAULT_CSS = """
    Cell { position: absolute; layer: edit; border: none; border-left: outer $primary;
           padding: 0; height: 1; background: $panel; text-style: bold; scrollbar-size: 0 0; }
    Cell:focus { border: none; border-left: outer $primary; }
    Cell:blur { border: none; border-left: outer $border-blurred; }
    """

    def __init__(self) -> None:
        super().__init__(soft_wrap=True, show_line_numbers=False, tab_behavior="focus", id="cell")

    @property
    def sheet(self) -> Around:
        """The worksheet around the box."""
        assert isinstance(self.parent, Around)
        return self.parent

    def _own(self, key: str) -> str:
        """The action of a key that the box itself binds; empty for any other."""
        found = self.screen.active_bindings.get(key)
        return found.binding.action if found is not None and found.node is self else ""

    def _beyond(self, key: str) -> bool:
        """Whether an arrow key leads out of the text."""
        here = self.selection.end
        if not self.selection.is_empty:
            return False
        if key in ("up", "down"):
            edge = self.navigator.is_first_wrapped_line, self.navigator.is_last_wrapped_line
            return edge[key == "down"](here)
        edges = self.cursor_at_start_of_text, self.cursor_at_end_of_text
        return key in ("left", "right") and edges[key == "right"]

    async def on_key(self, event: events.Key) -> None:
        """Keys that keep the sheet, move to another cell or break a line; others are text.

        The box's own bindings run at once: later they would meet the cell to which the next key
        has led.
        """
        sheet, key = self.sheet, event.key
        if sheet.busy:
            sheet.hold(event)
        elif key in KEEP_KEYS:
            sheet.keep()
        elif key in ("alt+enter", "shift+enter"):
            self.insert("\n")
        elif key in ("tab", "shift+tab", "enter", "pageup", "pagedown") or self._beyond(key):
            sheet.move(key)
        elif not event.is_printable and (own := self._own(key)):
            await self.app.run_action(own, self)
        else:
            return
        event.stop()
        event.prevent_default()

    def on_resize(self) -> None:
        """Wrap again at another width, which may take another number of lines."""
        self.call_after_refresh(self.sheet.fit)

    def on_paste(self, event: events.Paste) -> None:
        """A table fills cells from here on; any other text goes into this one."""
        if self.sheet.paste(event.text):
            event.stop()
            event.prevent_default()

    def action_undo(self) -> None:
        """Undo what was typed into this cell, then the acts before."""
        if self.history.undo_stack:
            super().action_undo()
        else:
            self.sheet.undo()

    def action_next_cell(self) -> None:
        """Go to the next cell."""
        self.sheet.move("tab")

    def action_leave_box(self) -> None:
        """Give the focus to the page, where letters are commands."""
        self.screen.set_focus(None)
