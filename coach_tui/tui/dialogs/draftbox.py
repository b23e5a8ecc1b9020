"""A text box that saves its text as a draft on this device, so that it survives a crash."""

from textual.content import Content
from textual.message import Message
from textual.timer import Timer

from coach_tui.guide.drafts import Drafts, Latest, Typed, packed, unpacked
from coach_tui.tui.desk import desk_of
from coach_tui.tui.widgets.textbox import TextBox
from coach_tui.tui.widgets.words import MUTED, join, styled

WORDS = "words"
"""The field name under which the text is stored in the draft."""
SOON = 0.8
"""Seconds from the first unsaved key until the draft is saved, however fast one types."""


def heading(glyph: str, kind: str, words: str) -> Content:
    """The title of a box: the kind of the record, and who will see it."""
    return join(
        styled(glyph, "bold $text-accent"),
        styled(f" {kind}", "bold"),
        styled(f" · {words}", MUTED),
    )


class DraftBox(TextBox):
    """A text box with a draft, stored under `key` and shown when the box is mounted.

    With `at_end` one goes on writing behind the text.

    `over` has the stamps of the values that an edit replaces. A draft keeps those from when it was
    begun, so that a change received later becomes a conflict and is not overwritten.
    """

    class Older(Message):
        """The restored draft was begun on an older value than the present one."""

    DEFAULT_CSS = """
    DraftBox { height: 8; border-title-color: $foreground; border-subtitle-color: $foreground 70%; }
    """

    def __init__(
        self,
        drafts: Drafts,
        key: str,
        text: str = "",
        over: list[str] | None = None,
        *,
        at_end: bool = False,
    ) -> None:
        super().__init__(
            text, soft_wrap=True, show_line_numbers=False, tab_behavior="focus", id="box"
        )
        self._draft = Latest(drafts, key)
        self._at_end = at_end
        self._original = self.text
        self._unknown: dict[str, Typed] = {}
        """Fields of the draft that only a newer version has; they stay in it."""
        self.over = over or []
        self._timer: Timer | None = None
        self._done = False

    def audience(self, glyph: str, kind: str, words: str) -> None:
        """Show in the title the kind of the record and who will see it."""
        self.border_title = heading(glyph, kind, words)

    def done(self) -> None:
        """The text was stored: remove the draft when the box is unmounted."""
        self._done = True

    async def on_mount(self) -> None:
        """Restore the draft. Textual handles keys only after this has returned."""
        kept = await desk_of(self.app).beside(self._draft.find)
        self._restore(kept)
        if self._at_end:
            self.move_cursor(self.document.end)

    def _restore(self, kept: str) -> None:
        self._unknown = unpacked(kept)
        if found := self._unknown.pop(WORDS, None):
            self.text = found.text
            if found.over != self.over:
                self.over = found.over
                self.post_message(self.Older())

    def on_text_area_changed(self) -> None:
        """Save the draft after `SOON` seconds."""
        if self._timer is None:
            self._timer = self.set_timer(SOON, lambda: self.run_worker(self.save()))

    async def save(self) -> str:
        """Save the draft now. Returns the reason when that fails, else an empty string."""
        self._timer = None
        changed = self.text != self._original
        typed = {WORDS: Typed(self.text, self.over)} if changed else {}
        self._draft.text = "" if self._done else packed(self._unknown | typed)
        return await desk_of(self.app).beside(self._draft.write)

    async def on_unmount(self) -> None:
        """Save or remove the draft when the box is closed before the timer has run."""
        await self.save()
