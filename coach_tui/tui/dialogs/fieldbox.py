"""Boxes for one field of a form: words that wrap as they grow, and what fits on a line."""

from collections.abc import Sequence

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.suggester import SuggestFromList
from textual.widgets import Input

from coach_tui.tui.widgets.textbox import TextBox


class LineBox(Input):
    """A day, a number, one of some choices. Enter and tab finish a choice of which there is only
    one that begins as it was typed.
    """

    def __init__(self, field: str, text: str = "", choices: Sequence[str] = ()) -> None:
        suggester = SuggestFromList(choices, case_sensitive=False) if choices else None
        super().__init__(text, id=f"field-{field}", compact=True, suggester=suggester)
        self._choices, self._hint = choices, ""

    def hint(self, words: str) -> None:
        """Say what fits, where nothing is typed yet."""
        self._hint = words
        self.on_resize()

    def on_resize(self) -> None:
        """The hint is cut where the box ends, so that one sees it is."""
        room = self.scrollable_content_region.width
        fits = Content(self._hint).truncate(room, ellipsis=True).plain if room else self._hint
        self.placeholder = fits

    def on_key(self, event: events.Key) -> None:
        """Finish a choice before the key goes on to the next field."""
        begun = self.value.strip().casefold()
        if event.key in ("enter", "tab") and begun and self.value not in self._choices:
            found = [c for c in self._choices if c.casefold().startswith(begun)]
            if len(found) == 1:
                self.value = found[0]


class FieldBox(TextBox):
    """Plain text of any length. How high it grows is said in the style; then it scrolls.

    Enter goes on to the next field, unless it is the form's main box (`words`).
    """

    BINDINGS = [Binding("ctrl+n,alt+enter,shift+enter", "new_line", show=False)]

    def __init__(self, field: str, text: str, *, words: bool = False) -> None:
        super().__init__(
            text,
            id=f"field-{field}",
            classes="words" if words else "",
            soft_wrap=True,
            show_line_numbers=False,
            tab_behavior="focus",
            compact=not words,
            highlight_cursor_line=words,
        )
        self._words = words

    def on_key(self, event: events.Key) -> None:
        """Enter goes on."""
        if event.key == "enter" and not self._words:
            event.stop()
            event.prevent_default()
            self.screen.focus_next()

    def action_new_line(self) -> None:
        """A line end where the cursor is."""
        self.replace("\n", *self.selection)

    def on_focus(self) -> None:
        """Go on writing behind a short text; a long one is read from its head."""
        if self.wrapped_document.height == 1:
            self.move_cursor(self.document.end)

    def on_resize(self) -> None:
        """Stay in sight while it grows."""
        if self.has_focus:
            self.scroll_visible(animate=False)
