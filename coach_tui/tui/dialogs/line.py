"""The dialog for a few words about something: a text box whose text is a draft until it is kept."""

from collections.abc import Callable

from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Static

from coach_tui.engagement import Plan
from coach_tui.tui.dialogs.base import Dialog
from coach_tui.tui.dialogs.draftbox import DraftBox
from coach_tui.tui.widgets.words import MUTED, styled

LOW = 20
"""Lines of the terminal below which the explanation is left out and the box is smaller."""


class LineScreen(Dialog[str]):
    """Asks for a few words and stores what `plan` makes of them; returns the words, or None when
    closed. `key` names the draft, `text` is what was said before.
    """

    BINDINGS = [Binding("ctrl+j,ctrl+s", "keep", show=False, priority=True)]
    KEYS = (("ctrl+j", "keep"), ("escape", "close"))

    def __init__(
        self,
        title: str,
        under: str,
        key: str,
        plan: Callable[[str], list[Plan]],
        text: str = "",
        audience: tuple[str, str, str] = ("", "", ""),
    ) -> None:
        """`audience` is the heading of the box: a glyph, a word, and who will see it."""
        super().__init__()
        self._title, self._under, self._key = title, under, key
        self._plan, self._text, self._audience = plan, text, audience

    def content(self) -> ComposeResult:
        """Title, explanation and the box."""
        yield Static(styled(self._title, "bold"), classes="title question")
        low = self.app.size.height < LOW
        if self._under and not low:
            yield Static(styled(self._under, MUTED), classes="title")
        box = DraftBox(self.desk.drafts, self._key, self._text, at_end=True)
        box.audience(*self._audience)
        box.styles.height = 3 if low else 5
        yield box
        yield Static("", id="trouble")

    def on_mount(self) -> None:
        """Focus the box."""
        self.query_one(DraftBox).focus()

    async def save_draft(self) -> str:
        """Write the draft now."""
        return await self.query_one(DraftBox).save()

    async def keep(self) -> None:
        """Store the words and close; when that is refused, they stay in the box."""
        box = self.query_one(DraftBox)
        if await self.desk.keep(lambda: self._plan(box.text), self.refused) is None:
            return
        box.done()
        self.dismiss(box.text)
