"""Text that is only text: the one way in which people's words become something to draw."""

from textual.content import Content

from coach_tui.records.text import clean, line, searchable

MUTED = "$foreground 70%"
SECTION = "bold $foreground 70%"
"""The head of a group."""
KEY = "bold $text-accent"
"""Glyphs of kinds, and names of keys."""
HIT = "bold underline"
WARNING = "bold $text-warning"


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


def hits(text: str, words: str) -> list[tuple[int, int]]:
    """Where the words of a search stand in a text, case and accents folded as the search does."""
    folded, places = "", []
    for place, char in enumerate(text):
        more = searchable(char)
        folded += more
        places += [place] * len(more)
    found = []
    for word in searchable(words).split():
        start = folded.find(word)
        while start >= 0:
            found.append((places[start], places[start + len(word) - 1] + 1))
            start = folded.find(word, start + len(word))
    return sorted(found)


def marked(text: str, words: str, style: str = "", room: int = 150) -> Content:
    """One line of anybody's words, the hits of a search underlined.

    Of a long text the part round the first hit, with `…` where something was left out.
    """
    kept = line(text[: 8 * 1024])
    found = hits(kept, words)
    if not found and len(text) > 8 * 1024:
        kept = line(text)
        found = hits(kept, words)
    if len(kept) > room:
        first = max(0, (found[0][0] if found else 0) - room // 4)
        cut = kept[first : first + room]
        lead = "… " if first else ""
        kept = lead + cut.strip() + (" …" if first + room < len(kept) else "")
        found = hits(kept, words)
    content = Content.styled(kept, style)
    for start, end in found:
        content = content.stylize(HIT, start, end)
    return content


def bar(done: float, width: int) -> Content:
    """A share as a line: what is done, and what is left."""
    full = round(min(1.0, max(0.0, done)) * width)
    if done < 1.0:
        full = min(full, width - 1)
    rest = Content.styled("─" * (width - full), "$foreground 30%")
    return join(Content.styled("━" * full, "$primary"), rest)
