"""The base class of all multi-line text boxes."""

from textual.geometry import Region
from textual.strip import Strip
from textual.widgets import TextArea


class TextBox(TextArea):
    """A `TextArea` that does not fail when it is drawn after its removal.

    A removed widget is drawn until the next layout, but without its component styles, for which
    Textual's `TextArea` raises `KeyError`.
    """

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines in view; blank lines once the box has been removed."""
        if self.parent is None:
            return [Strip.blank(crop.width)] * crop.height
        return super().render_lines(crop)
