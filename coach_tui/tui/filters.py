"""A Textual line filter that removes control characters, so that no text can act on the
terminal.
"""

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from coach_tui.records.text import clean


def fit(text: str) -> str:
    """The text without control and other unsafe characters. Those have no width, so the drawn line
    keeps its width.
    """
    return "".join(c for c in text if c >= " " and clean(c) == c)


class CleanFilter(LineFilter):
    """Removes unsafe characters from all text and links drawn, by whichever widget."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments with unsafe characters removed from texts and links."""
        result = []
        for segment in segments:
            text, style, control = segment
            link = style.link if style else None
            if text.isprintable() and (link is None or link.isprintable()):
                result.append(segment)
                continue
            if style is not None and link:
                style = style.update_link(fit(link))
            result.append(Segment(fit(text), style, control))
        return result
