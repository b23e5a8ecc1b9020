"""A box to write in whose text outlives a crash: a draft on this device, never sent by itself."""

from contextlib import suppress
from typing import TYPE_CHECKING, cast

from textual.timer import Timer
from textual.widgets import TextArea

from coach_tui.guide.drafts import Draft, Drafts
from coach_tui.tui.widgets.words import MUTED, join, styled

if TYPE_CHECKING:
    from coach_tui.tui.app import CoachApp

SOON = 0.8
"""Seconds after a key until what was typed is on the disk, however much follows it."""


class DraftBox(TextArea):
    """A TextArea with a draft that belongs to one place (`key`); it begins with that draft."""

    DEFAULT_CSS = """
    DraftBox { height: 8; border-title-color: $foreground; border-subtitle-color: $foreground 70%; }
    """

    def __init__(self, drafts: Drafts, key: str, text: str = "") -> None:
        super().__init__(soft_wrap=True, show_line_numbers=False, tab_behavior="focus", id="box")
        self._drafts, self._key, self._original = drafts, key, text
        self._timer: Timer | None = None
        self._done = False
        self.text = drafts.find("", key, "") or text

    def audience(self, glyph: str, kind: str, words: str) -> None:
        """Say in the top border what it will be and who will see it."""
        self.border_title = join(
            styled(glyph, "bold $text-accent"),
            styled(f" {kind}", "bold"),
            styled(f" · {words}", MUTED),
        )

    def done(self) -> None:
        """It was kept: there is no draft any more."""
        self._done = True
        with suppress(OSError):
            self._drafts.keep(self._draft(""))

    def _draft(self, text: str) -> Draft:
        return Draft("", self._key, "", text)

    def on_text_area_changed(self) -> None:
        """Write it down soon."""
        if self._timer is None:
            self._timer = self.set_timer(SOON, lambda: self.run_worker(self._save()))

    async def _save(self) -> None:
        self._timer = None
        if not self._done:
            with suppress(OSError):
                text = self.text if self.text != self._original else ""
                await cast("CoachApp", self.app).disk(self._drafts.keep, self._draft(text))

    def on_unmount(self) -> None:
        """Closed without keeping: the last second of typing, too."""
        if not self._done:
            with suppress(OSError):
                text = self.text if self.text != self._original else ""
                self._drafts.keep(self._draft(text))
