"""A box to write in whose text outlives a crash: a draft on this device, never sent by itself."""

from typing import TYPE_CHECKING, cast

from textual.content import Content
from textual.timer import Timer
from textual.widgets import TextArea

from coach_tui.guide.drafts import Drafts, Latest
from coach_tui.tui.widgets.words import MUTED, join, styled

if TYPE_CHECKING:
    from coach_tui.tui.app import CoachApp

SOON = 0.8
"""Seconds after a key until what was typed is on the disk, however much follows it."""


def heading(glyph: str, kind: str, words: str) -> Content:
    """What will come of the words in a box, and who will see it: for its top border."""
    return join(
        styled(glyph, "bold $text-accent"),
        styled(f" {kind}", "bold"),
        styled(f" · {words}", MUTED),
    )


class DraftBox(TextArea):
    """A TextArea with a draft that belongs to one place (`key`); it begins with that draft."""

    DEFAULT_CSS = """
    DraftBox { height: 8; border-title-color: $foreground; border-subtitle-color: $foreground 70%; }
    """

    def __init__(self, drafts: Drafts, key: str, text: str = "") -> None:
        super().__init__(
            text, soft_wrap=True, show_line_numbers=False, tab_behavior="focus", id="box"
        )
        self._draft = Latest(drafts, key)
        self._original = self.text
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
        if found := await cast("CoachApp", self.app).aside_disk(self._draft.find):
            self.text = found

    def on_text_area_changed(self) -> None:
        """Write it down soon."""
        if self._timer is None:
            self._timer = self.set_timer(SOON, lambda: self.run_worker(self._save()))

    async def _save(self) -> None:
        self._timer = None
        unsaid = self._done or self.text == self._original
        self._draft.text = "" if unsaid else self.text
        await cast("CoachApp", self.app).aside_disk(self._draft.write)

    async def on_unmount(self) -> None:
        """Closed without keeping: the last second of typing, too."""
        await self._save()
