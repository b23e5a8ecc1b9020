"""Text helpers shared by the code that parses decks and the code that writes them."""

import re
import unicodedata
from collections.abc import Iterable
from hashlib import sha256

SLUG = r"[a-z][a-z0-9-]{0,47}"

_SLUG = re.compile(SLUG)
_SPACE = re.compile(r"[ \t\n\x0b\x0c\x1c-\x1f\x85\u2028\u2029]+")
# Two hyphens are enough: after an item's own hyphen they make a thematic break.
_STARTS_A_BLOCK = re.compile(
    r"(?P<digits>\d{1,9})[.)](?= |$)"
    r"|(?:#{1,6}|[-+*])(?= |$)"
    r"|>|```|~~~"
    r"|(?:- *){2,}$|(?:_ *){3,}$|(?:\* *){3,}$"
    r"|<(?![A-Za-z][A-Za-z0-9+.-]{1,31}:)"
)


def lines_of(text: str) -> list[str]:
    """Split a text into lines at LF, CRLF and CR; never at U+2028 and similar characters.

    A byte-order mark is removed. NUL and lone surrogates, which no file can hold, become U+FFFD.
    Other control characters become spaces or are removed, as in records, so that the hash of an
    edition stays the same.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    text = re.sub("[\x00\ud800-\udfff]", "\ufffd", text)
    text = re.sub("[\x0b\x0c\x1c-\x1f\x85]", " ", text)  # white space, as `fold` has it
    return re.sub("[\x01-\x08\x0e-\x1b\x7f-\x9f]", "", text).split("\n")


def without_comments(text: str) -> tuple[str, int | None]:
    """The text without HTML comments, line breaks kept, and the line (from 1) of an unclosed
    comment.

    After an unclosed comment everything is removed: it may be what the author wanted to hide.
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
    start = kept.find("<!--")  # removing comments joined the parts of a new opening
    return kept[:start] + "\n" * kept.count("\n", start), kept.count("\n", 0, start) + 1


def one_line(text: str) -> str:
    """The text on one line with single spaces; no-break spaces are kept."""
    return _SPACE.sub(" ", text).strip()


def as_paragraph(text: str) -> str:
    """The text on one line, escaped with a backslash where it would begin another kind of block."""
    text = one_line(text)
    found = _STARTS_A_BLOCK.match(text)
    if not found:
        return text
    at = len(found["digits"] or "")
    return f"{text[:at]}\\{text[at:]}"


def plain(text: str) -> str:
    """Inline Markdown without its markup, for title bars, lists and reports."""
    text = re.sub(r"!?\[([^\[\]]*)\]\([^()\s]*\)", r"\1", text)
    text = re.sub(r"(?<![\\\w])(\*{1,3}|_{1,3})(?=\S)([^*_]+)(?<=\S)\1(?!\w)", r"\2", text)
    text = re.sub(r"(?<![`\\])`([^`]+)`(?!`)", r"\1", text)
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)


def slug_of(text: str, fallback: str = "s") -> str:
    """A slug made from words; with a short hash when they have no Latin letters."""
    ascii_only = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", ascii_only.lower()).strip("-")
    if not words:
        return f"{fallback}-{sha256(text.encode('utf-8', 'replace')).hexdigest()[:6]}"
    return (words if words[0].isalpha() else f"{fallback}-{words}")[:48].rstrip("-")


def is_slug(text: str) -> bool:
    """Whether a text has only lower-case letters, digits and hyphens, begins with a letter and has
    at most 48 characters.
    """
    return _SLUG.fullmatch(text) is not None


class Names:
    """Makes names unique. Counts per name, so that a thousand equal names do not take quadratic
    time.
    """

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)
        self._last: dict[str, int] = {}

    def take(self, slug: str) -> str:
        """The slug if it is unused, else the slug with the first unused number from 2."""
        name, number = slug, self._last.get(slug, 1)
        while name in self._taken:
            number += 1
            name = f"{slug[:42]}-{number}"
        self._last[slug] = number
        self._taken.add(name)
        return name


def meant(word: str, known: Iterable[str]) -> str:
    """`; did you mean …?` when a known word is similar, else an empty text."""
    known = list(known)
    if len(word) > 60 or len(known) > 200:
        return ""  # comparing would take long and hardly help
    from difflib import get_close_matches  # imported only when there is a mistake

    close = get_close_matches(word, known, 1, 0.7)
    return f"; did you mean `{close[0]}`?" if close else ""


def one_edit(word: str, known: str) -> bool:
    """Whether two words are equal or differ by one inserted, deleted, replaced or swapped
    letter.
    """
    start = 0
    while start < min(len(word), len(known)) and word[start] == known[start]:
        start += 1
    a, b = word[start:], known[start:]
    swapped = len(a) > 1 and a[:2] == b[1::-1] and a[2:] == b[2:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or swapped
