"""The box to write in that all others of ours are made of."""

from textual.geometry import Region
from textual.strip import Strip
from textual.widgets import TextArea


class TextBox(TextArea):
    """A TextArea that may be drawn for a moment after it was removed.

    A removed widget stays in the screen's picture until the next layout. Textual has taken its
    styles away by then, and its TextArea raises a KeyError when it is drawn without them.
    """

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines that are in view; blank ones once the box is no part of a screen any more."""
        if self.parent is None:
            return [Strip.blank(crop.width)] * crop.height
        return super().render_lines(crop)
