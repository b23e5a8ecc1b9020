"""A deck of one's own to begin with: its title."""

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.widgets import Input, Static

from coach_tui.decks.shelf import Shelf
from coach_tui.decks.starter import starter
from coach_tui.decks.text import slug_of
from coach_tui.records.refusal import Refused
from coach_tui.records.text import line, typed
from coach_tui.tui.screens.dialog import Dialog
from coach_tui.tui.widgets.words import MUTED, paragraph, styled


class NewDeckScreen(Dialog[str]):
    """Asks for a title and writes the file; gives the deck's id."""

    BINDINGS = [Binding("ctrl+j,ctrl+s", "keep", show=False, priority=True)]
    KEYS = (("enter", "write the file"), ("escape", "close"))

    def content(self) -> ComposeResult:
        """The title, and where the file goes."""
        yield Static(styled("A deck of your own", "bold"), classes="title")
        where = self.engagement.shelf.folder
        yield Static(
            paragraph(
                "A file with a small deck that works, and comments that say how to go on. Change "
                f"it in your editor; what you save shows here at once.\n{where}",
                MUTED,
            ),
            classes="title",
        )
        with Horizontal(classes="field"):
            yield Static("title")
            yield Input(id="title", compact=True)
        yield Static("", id="trouble")

    def on_mount(self) -> None:
        """Begin with the title."""
        self.query_one("#title", Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter writes it."""
        event.stop()
        self.run_worker(self.action_keep())

    async def action_keep(self) -> None:
        """Write it."""
        title = line(typed(self.query_one("#title", Input).value))
        if not title:
            self._say("The deck needs a title.")
            return
        try:
            made = await self.coach.disk(_write, self.engagement.shelf, title)
        except Refused as refused:
            self._say(str(refused))
            return
        self.dismiss(made)

    def _say(self, text: str) -> None:
        self.query_one("#trouble", Static).update(styled(text, "$text-error"))


def _write(shelf: Shelf, title: str) -> str:
    identity = slug_of(title, "deck")
    shelf.put(identity, starter(identity, title))
    return identity
