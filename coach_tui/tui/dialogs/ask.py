"""A dialog that asks for one line of text."""

from collections.abc import Callable

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.widgets import Input, Static

from coach_tui.tui.dialogs.base import Dialog
from coach_tui.tui.widgets.words import MUTED, paragraph, styled


class AskScreen(Dialog[str]):
    """Asks for one line and returns `act(line)`; None when closed. When `act` raises `Refused`, the
    reason is shown and the text stays. `act` runs on another thread: it may block, but must not
    touch widgets.
    """

    BINDINGS = [Binding("ctrl+j,ctrl+s", "keep", show=False, priority=True)]
    KEYS = (("enter", "go on"), ("escape", "close"))

    def __init__(
        self, title: str, under: str, label: str, act: Callable[[str], str], value: str = ""
    ) -> None:
        super().__init__()
        self._title, self._under, self._label = title, under, label
        self._act, self._value = act, value

    def content(self) -> ComposeResult:
        """Title, explanation and the line."""
        yield Static(styled(self._title, "bold"), classes="title one")
        yield Static(paragraph(self._under, MUTED), classes="title")
        with Horizontal(classes="field"):
            yield Static(styled(self._label))
            yield Input(self._value, id="line", compact=True)
        yield Static("", id="trouble")

    def on_mount(self) -> None:
        """Focus the line."""
        self.query_one("#line", Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Submit with enter."""
        event.stop()
        self.run_worker(self.action_keep())

    async def keep(self) -> None:
        """Run `act`; close with its result, or show why it was refused."""
        text = self.query_one("#line", Input).value
        made = await self.desk.ask(lambda: self._act(text), self.refused)
        if made is not None:
            self.dismiss(made)
