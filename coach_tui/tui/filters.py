"""Nothing that people wrote may act on the terminal: the last gate before it is drawn."""

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from coach_tui.records.text import clean


def fit(text: str) -> str:
    """The text without the characters that `clean` would change: they are no cell wide, so what
    is drawn keeps its width.
    """
    return "".join(c for c in text if c >= " " and clean(c) == c)


class CleanFilter(LineFilter):
    """Drops what could act from every text drawn, whichever widget it comes from."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments, their texts and links fit to show."""
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
