"""Small screens over a page: help, capture, a record with its history, a yes or no."""

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from coach_tui.tui.commands import of_page
from coach_tui.tui.widgets.words import join, styled


class Dialog(ModalScreen[str]):
    """A box over the page; `escape` or `q` closes it."""

    BINDINGS = [("escape,q,ctrl+q", "leave", "close")]

    def action_leave(self) -> None:
        """Close without doing anything."""
        self.dismiss("")


class HelpScreen(Dialog):
    """What the keys do on a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self._page = page

    def compose(self) -> ComposeResult:
        """One row a command."""
        with Vertical(classes="dialog"):
            yield Static(styled("Keys", "bold"))
            with VerticalScroll():
                for c in of_page(self._page):
                    key = (c.shown_key or c.keys).replace(",", " ").replace("slash", "/")
                    yield Static(join(styled(f"{key:<18}"), styled(c.help)))


class RecordScreen(Dialog):
    """A record with every value that it has or had."""

    def __init__(self, identity: str) -> None:
        super().__init__()
        self._identity = identity


class CaptureScreen(Dialog):
    """A thought that fits no prompt."""
