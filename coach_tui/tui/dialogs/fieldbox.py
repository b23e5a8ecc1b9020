"""Input boxes for one field of a form: a single line, and text that wraps."""

from collections.abc import Sequence

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.suggester import SuggestFromList
from textual.widgets import Input

from coach_tui.tui.widgets.textbox import TextBox


class LineBox(Input):
    """A single line for a day, a number or a choice. Enter and tab complete a choice when only one
    begins with the typed text.
    """

    def __init__(self, field: str, text: str = "", choices: Sequence[str] = ()) -> None:
        suggester = SuggestFromList(choices, case_sensitive=False) if choices else None
        super().__init__(text, id=f"field-{field}", compact=True, suggester=suggester)
        self._choices, self._hint = choices, ""

    def hint(self, words: str) -> None:
        """Set the placeholder that says what fits."""
        self._hint = words
        self.on_resize()

    def on_resize(self) -> None:
        """Shorten the placeholder to the box, with an ellipsis."""
        room = self.scrollable_content_region.width
        fits = Content(self._hint).truncate(room, ellipsis=True).plain if room else self._hint
        self.placeholder = fits

    def on_key(self, event: events.Key) -> None:
        """Complete a choice before enter or tab moves to the next field."""
        begun = self.value.strip().casefold()
        if event.key in ("enter", "tab") and begun and self.value not in self._choices:
            found = [c for c in self._choices if c.casefold().startswith(begun)]
            if len(found) == 1:
                self.value = found[0]


class FieldBox(TextBox):
    """Plain text of any length. The box grows up to the height in the stylesheet, then scrolls.

    Enter moves to the next field, except in the form's main box (`words`).
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
        """Move to the next field with enter."""
        if event.key == "enter" and not self._words:
            event.stop()
            event.prevent_default()
            self.screen.focus_next()

    def action_new_line(self) -> None:
        """Insert a line break."""
        self.replace("\n", *self.selection)

    def on_focus(self) -> None:
        """Put the cursor at the end of a text of one line; a longer one is shown from its start."""
        if self.wrapped_document.height == 1:
            self.move_cursor(self.document.end)

    def on_resize(self) -> None:
        """Keep the box visible while it grows."""
        if self.has_focus:
            self.scroll_visible(animate=False)
