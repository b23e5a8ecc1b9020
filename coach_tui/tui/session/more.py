"""Two overlays of the player: the menu behind `ctrl+o`, and the aside on narrow terminals."""

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from coach_tui.tui.commands import Command
from coach_tui.tui.dialogs.base import STYLE
from coach_tui.tui.record import key_line
from coach_tui.tui.session.ahead import anew
from coach_tui.tui.widgets.rows import Row, Rows
from coach_tui.tui.widgets.words import KEY, MUTED, join, styled


class MoreMenu(ModalScreen[str]):
    """A menu of commands with one key each; returns the command's id, empty for any other key."""

    CSS_PATH = STYLE

    def __init__(self, offered: list[Command]) -> None:
        super().__init__()
        letters = [c for c in offered if c.page == "player" and c.keys not in ("enter", "escape")]
        self._commands = [*letters, *(c for c in offered if c.id == "help")]

    def compose(self) -> ComposeResult:
        """The keys with what they do; a word each where the screen is too low for sentences."""
        with Vertical(classes="dialog more"):
            if self.app.size.height < len(self._commands) + 4:
                words = [
                    join(styled(c.shown_key or c.keys, KEY), styled(f" {c.short}", MUTED))
                    for c in self._commands
                ]
                yield Static(Content("  ").join(words))
                return
            for command in self._commands:
                key = styled(command.shown_key or command.keys, "bold $text-accent")
                yield Static(join(key, styled(f"  {command.help}")))

    def on_key(self, event: events.Key) -> None:
        """Close with the command of the key."""
        event.stop()
        if not self.is_current:
            return
        for command in self._commands:
            if event.key in command.keys.split(","):
                self.dismiss(command.id)
                return
        self.dismiss("")


class AsideScreen(ModalScreen[None]):
    """The coach's note and the records so far. Any key closes it; a printable one is passed on to
    the page below, because people continue typing.
    """

    CSS_PATH = STYLE

    def __init__(self, note: Content, kept: list[Row]) -> None:
        super().__init__()
        self._note, self._kept = note, kept

    def compose(self) -> ComposeResult:
        """Note above, records below."""
        with VerticalScroll(classes="dialog"):
            shown = (
                self._note
                if self._note.plain or self._kept
                else styled("There is no note here.", MUTED)
            )
            yield Static(shown)
            rows = Rows()
            rows.can_focus = False
            yield rows
            rows.show(self._kept)
            yield Static(key_line(("escape", "close")), classes="keys")

    def on_key(self, event: events.Key) -> None:
        """Close, and pass printable keys on, also those still queued after it has closed."""
        event.stop()
        if self.is_current:
            self.dismiss(None)
        if event.is_printable and (below := self.app.focused):
            below.post_message(anew(event))
