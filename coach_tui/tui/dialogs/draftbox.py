"""A box to write in whose text outlives a crash: a draft on this device, never sent by itself."""

from textual.content import Content
from textual.message import Message
from textual.timer import Timer

from coach_tui.guide.drafts import Drafts, Latest, Typed, packed, unpacked
from coach_tui.tui.desk import desk_of
from coach_tui.tui.widgets.textbox import TextBox
from coach_tui.tui.widgets.words import MUTED, join, styled

WORDS = "words"
"""The name of the only field of a box's draft."""
SOON = 0.8
"""Seconds after a key until what was typed is on the disk, however much follows it."""


def heading(glyph: str, kind: str, words: str) -> Content:
    """What will come of the words in a box, and who will see it: for its top border."""
    return join(
        styled(glyph, "bold $text-accent"),
        styled(f" {kind}", "bold"),
        styled(f" · {words}", MUTED),
    )


class DraftBox(TextBox):
    """A box with a draft that belongs to one place (`key`); it begins with that draft.

    `over` has the stamps of what an edit replaces. A draft remembers those of the time when it was
    begun, so that a change which came meanwhile stays beside it.
    """

    class Older(Message):
        """The draft was begun before what stands there now."""

    DEFAULT_CSS = """
    DraftBox { height: 8; border-title-color: $foreground; border-subtitle-color: $foreground 70%; }
    """

    def __init__(
        self, drafts: Drafts, key: str, text: str = "", over: list[str] | None = None
    ) -> None:
        super().__init__(
            text, soft_wrap=True, show_line_numbers=False, tab_behavior="focus", id="box"
        )
        self._draft = Latest(drafts, key)
        self._original = self.text
        self.over = over or []
        self._timer: Timer | None = None
        self._done = False

    def audience(self, glyph: str, kind: str, words: str) -> None:
        """Say in the top border what it will be and who will see it."""
        self.border_title = heading(glyph, kind, words)

    def done(self) -> None:
        """It was kept: there is no draft any more once the box is gone."""
        self._done = True

    async def on_mount(self) -> None:
        """Begin with the draft. Keys that come meanwhile wait for it."""
        kept = await desk_of(self.app).beside(self._draft.find)
        if found := unpacked(kept).get(WORDS):
            self.text = found.text
            if found.over != self.over:
                self.over = found.over
                self.post_message(self.Older())

    def on_text_area_changed(self) -> None:
        """Write it down soon."""
        if self._timer is None:
            self._timer = self.set_timer(SOON, lambda: self.run_worker(self._save()))

    async def _save(self) -> None:
        self._timer = None
        unsaid = self._done or self.text == self._original
        self._draft.text = "" if unsaid else packed({WORDS: Typed(self.text, self.over)})
        await desk_of(self.app).beside(self._draft.write)

    async def on_unmount(self) -> None:
        """Closed without keeping: the last second of typing, too."""
        await self._save()
