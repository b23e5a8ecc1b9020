"""Text that is only text: the one way in which people's words become something to draw."""

from textual.content import Content

from coach_tui.records.text import clean, line

MUTED = "$foreground 70%"


def styled(text: str, style: str = "") -> Content:
    """One line of anybody's words in a style; nothing in it is markup."""
    kept = line(text)
    lead = len(text) - len(text.lstrip(" "))
    trail = len(text) - len(text.rstrip(" ")) if kept else 0
    return Content.styled(" " * lead + kept + " " * trail, style)


def paragraph(text: str, style: str = "") -> Content:
    """Anybody's words with their line ends."""
    return Content.styled(clean(text).replace("\t", "    "), style)


def join(*parts: Content) -> Content:
    """Parts one after the other."""
    return Content("").join(parts)


def fill(left: Content, right: Content, width: int) -> Content:
    """Left and right at the edges of a row; the left gives way, with an ellipsis."""
    room = max(0, width - right.cell_length - (2 if right.cell_length else 0))
    if left.cell_length > room:
        left = left.truncate(room, ellipsis=True)
    space = max(0, width - left.cell_length - right.cell_length)
    return join(left, Content(" " * space), right)


def wrapped(text: Content, width: int, indent: Content, under: int) -> list[Content]:
    """Lines of at most `width` cells; the first begins with `indent`, the others under the text."""
    lines = text.wrap(max(8, width - under)) or [Content("")]
    pad = Content(" " * under)
    return [join(indent if n == 0 else pad, one) for n, one in enumerate(lines)]
