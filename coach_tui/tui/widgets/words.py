"""Conversion of untrusted text to Textual `Content`: no markup, no control characters."""

from collections.abc import Iterable

from textual.content import Content

from coach_tui.records.text import clean, line, searchable

MUTED = "$foreground 70%"
SECTION = "bold $foreground 70%"
"""The style of headings in lists."""
KEY = "bold $text-accent"
"""The style of glyphs and of names of keys."""
HIT = "bold underline"
TONES = {"head": SECTION, "muted": MUTED, "push": "$primary", "hold": "$foreground"}
"""Styles by what a text in a picture means."""
WARNING = "bold $text-warning"


def styled(text: str, style: str = "") -> Content:
    """Any text on one line in a style; outer spaces are kept, markup is not interpreted."""
    kept = line(text)
    lead = len(text) - len(text.lstrip(" "))
    trail = len(text) - len(text.rstrip(" ")) if kept else 0
    return Content.styled(" " * lead + kept + " " * trail, style)


def paragraph(text: str, style: str = "") -> Content:
    """Any text with its line breaks in a style; markup is not interpreted."""
    return Content.styled(clean(text).replace("\t", "    "), style)


def spans(line: Iterable[tuple[str, str]]) -> Content:
    """A line of a picture: texts with what each means (`head`, `muted`, `push`, `hold`)."""
    return join(*(Content.styled(text, TONES.get(means, "")) for text, means in line))


def join(*parts: Content) -> Content:
    """The parts concatenated."""
    return Content("").join(parts)


def fill(left: Content, right: Content, width: int) -> Content:
    """A line of `width` cells with texts at both edges; the left one is shortened if needed."""
    room = max(0, width - right.cell_length - (2 if right.cell_length else 0))
    if left.cell_length > room:
        left = left.truncate(room, ellipsis=True)
    space = max(0, width - left.cell_length - right.cell_length)
    return join(left, Content(" " * space), right)


def wrapped(text: Content, width: int, indent: Content, under: int) -> list[Content]:
    """Lines of at most `width` cells: the first begins with `indent`, the others with `under` blank
    cells.
    """
    lines = text.wrap(max(8, width - under)) or [Content("")]
    pad = Content(" " * under)
    return [join(indent if n == 0 else pad, one) for n, one in enumerate(lines)]


def hits(text: str, words: str) -> list[tuple[int, int]]:
    """(start, end) of each searched word in a text, ignoring case and accents like the search."""
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
    """Any text on one line with the searched words underlined; of a text longer than `room`
    characters the part around the first hit, with `…` for what was left out.
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
    """A progress bar of `width` cells for a share from 0 to 1; full only at 1."""
    full = round(min(1.0, max(0.0, done)) * width)
    if done < 1.0:
        full = min(full, width - 1)
    rest = Content.styled("─" * (width - full), "$foreground 30%")
    return join(Content.styled("━" * full, "$primary"), rest)
