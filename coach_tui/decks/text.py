"""Small helpers on text that the reader and the writer of decks must share."""

import re
import unicodedata
from collections.abc import Iterable
from hashlib import sha256

SLUG = r"[a-z][a-z0-9-]{0,47}"

_SLUG = re.compile(SLUG)
_SPACE = re.compile(r"[ \t\n\x0b\x0c\x1c-\x1f\x85\u2028\u2029]+")
# Two hyphens are enough: with the item's own they make a line across the page.
_STARTS_A_BLOCK = re.compile(
    r"(?P<digits>\d{1,9})[.)](?= |$)"
    r"|(?:#{1,6}|[-+*])(?= |$)"
    r"|>|```|~~~"
    r"|(?:- *){2,}$|(?:_ *){3,}$|(?:\* *){3,}$"
    r"|<(?![A-Za-z][A-Za-z0-9+.-]{1,31}:)"
)


def lines_of(text: str) -> list[str]:
    """The lines, whatever the line ends; never split at U+2028 and its kind.

    A byte-order mark goes; NUL and lone surrogates, which no file can hold, become U+FFFD. Other
    control characters go, too: a record holds none, and an edition must be kept as it was named.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    text = re.sub("[\x00\ud800-\udfff]", "\ufffd", text)
    text = re.sub("[\x0b\x0c\x1c-\x1f\x85]", " ", text)  # white space, as `fold` has it
    return re.sub("[\x01-\x08\x0e-\x1b\x7f-\x9f]", "", text).split("\n")


def without_comments(text: str) -> tuple[str, int | None]:
    """The text with HTML comments cut out, line breaks kept; the line of one never closed.

    What follows an unclosed comment goes too: it may be anything the author wanted hidden.
    """
    parts, at = [], 0
    while (start := text.find("<!--", at)) >= 0:
        parts.append(text[at:start])
        end = text.find("-->", start + 2)  # `<!-->` is a whole comment
        if end < 0:
            parts.append("\n" * text.count("\n", start))
            return "".join(parts), text.count("\n", 0, start) + 1
        at = end + 3
        parts.append("\n" * text.count("\n", start, at))
    kept = "".join([*parts, text[at:]])
    if "<!--" not in kept:
        return kept, None
    start = kept.find("<!--")  # what was left made a new opening
    return kept[:start] + "\n" * kept.count("\n", start), kept.count("\n", 0, start) + 1


def one_line(text: str) -> str:
    """On one line, with single spaces; no-break spaces stay as they are."""
    return _SPACE.sub(" ", text).strip()


def as_paragraph(text: str) -> str:
    """Folded, and with a backslash where it would start another block when written back."""
    text = one_line(text)
    found = _STARTS_A_BLOCK.match(text)
    if not found:
        return text
    at = len(found["digits"] or "")
    return f"{text[:at]}\\{text[at:]}"


def plain(text: str) -> str:
    """Inline Markdown without its marks, for a title bar, a list or a report."""
    text = re.sub(r"!?\[([^\[\]]*)\]\([^()\s]*\)", r"\1", text)
    text = re.sub(r"(?<![\\\w])(\*{1,3}|_{1,3})(?=\S)([^*_]+)(?<=\S)\1(?!\w)", r"\2", text)
    text = re.sub(r"(?<![`\\])`([^`]+)`(?!`)", r"\1", text)
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)


def slug_of(text: str, fallback: str = "s") -> str:
    """A slug made from words; a short hash of them when they have no Latin letters."""
    ascii_only = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", ascii_only.lower()).strip("-")
    if not words:
        return f"{fallback}-{sha256(text.encode('utf-8', 'replace')).hexdigest()[:6]}"
    return (words if words[0].isalpha() else f"{fallback}-{words}")[:48].rstrip("-")


def is_slug(text: str) -> bool:
    """Lower-case letters, digits, hyphens; a letter first; 48 characters at most."""
    return _SLUG.fullmatch(text) is not None


class Names:
    """Names already given. It counts per name, so that a thousand twins cost no more than one."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)
        self._last: dict[str, int] = {}

    def take(self, slug: str) -> str:
        """The slug, or the slug with the first free number from 2."""
        name, number = slug, self._last.get(slug, 1)
        while name in self._taken:
            number += 1
            name = f"{slug[:42]}-{number}"
        self._last[slug] = number
        self._taken.add(name)
        return name


def meant(word: str, known: Iterable[str]) -> str:
    """`; did you mean ...?` when a known word is close, else nothing."""
    known = list(known)
    if len(word) > 60 or len(known) > 200:
        return ""  # comparing takes long, and would not help
    from difflib import get_close_matches  # only a deck with a slip pays for it

    close = get_close_matches(word, known, 1, 0.7)
    return f"; did you mean `{close[0]}`?" if close else ""


def one_edit(word: str, known: str) -> bool:
    """Whether a word is the known one, or one letter more, less, other or swapped away from it."""
    start = 0
    while start < min(len(word), len(known)) and word[start] == known[start]:
        start += 1
    a, b = word[start:], known[start:]
    swapped = len(a) > 1 and a[:2] == b[1::-1] and a[2:] == b[2:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or swapped
