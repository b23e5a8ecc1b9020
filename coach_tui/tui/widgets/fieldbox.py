"""A box for one field of a form: a line high while it is short, higher as its words wrap."""

from textual import events
from textual.binding import Binding
from textual.widgets import TextArea


class FieldBox(TextArea):
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
