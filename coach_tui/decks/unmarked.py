"""Find labels without backticks: bare words at the end of a line that can only be labels."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from .labels import before_spaces, is_label, label_start
from .model import FLAGS, WHO, Scale
from .text import SLUG

_MOST = 16
"""Maximum number of pieces looked at, more than any line has labels."""
_SIGN = re.compile(rf"@(?:{'|'.join(WHO)})|#{SLUG}")
_NAME = re.compile(rf"\.{SLUG}")
_BOX = re.compile(r"\s*\[[ xX]?\]")
# Separate dots are a range or a blank, not the end of a sentence: `few … many`.
_ENDED = re.compile(r"(?:[?.!？！。؟՞]|(?<!\s)…)[*_\"'”’»)\]]*$")
_GOES_ON = re.compile(r"(?:\b(?:vs|cf|approx|etc|e\.g|i\.e)\.|(?<!\S)\.{2,})$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Run:
    """Labels without backticks at the end of a text, each with the number of line breaks before it.
    `start` is the offset of the run of labels they belong to; `id` says whether one of them is an
    id.
    """

    words: tuple[tuple[str, int], ...]
    start: int
    id: bool


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    start: int
    marked: bool


def unmarked(content: str, scales: Mapping[str, Scale], name: bool) -> Run | None:
    """The run of labels that ends an inline text, if some of them lack backticks; else None.

    `name` says whether the line may be an option or a field.
    """
    pieces = list(islice(_pieces(content, scales), _MOST))[::-1]
    words = content[: pieces[0].start].rstrip() if pieces else ""
    bare = [n for n in range(len(pieces)) if _is_bare(n, pieces, words, name)]
    if not bare or not any(map(str.isalnum, _BOX.sub("", words, count=1))):
        return None
    # Earlier pieces may be words of the sentence: the run begins where only labels follow.
    first = bare[0]
    while first and pieces[first - 1].marked:
        first -= 1
    lost = any(piece.text.startswith("#") for piece in pieces[first : bare[-1] + 1])
    found = tuple((pieces[n].text, content.count("\n", 0, pieces[n].start)) for n in bare)
    return Run(found, pieces[first].start, lost)


def _pieces(content: str, scales: Mapping[str, Scale]) -> Iterator[_Piece]:
    """Code spans and words that may be labels, from the end of the text to the first other word."""
    end, bare = before_spaces(content, len(content)), False
    while end:
        start = label_start(content, end)
        if start is not None:
            text = content[start + 1 : end - 1].strip()
            # Before a bare word, a code span counts only if it is a label itself.
            if bare and not is_label(text, scales):
                return
            yield _Piece(text, start, True)
        else:
            start = max(content.rfind(space, 0, end) for space in " \t\n") + 1
            text, bare = content[start:end], True
            if not (text in FLAGS or _SIGN.fullmatch(text) or _NAME.fullmatch(text)):
                return
            yield _Piece(text, start, False)
        end = before_spaces(content, start)


def _is_bare(at: int, pieces: list[_Piece], words: str, name: bool) -> bool:
    """Whether a piece is a label without backticks, rather than a word of the sentence."""
    word = pieces[at].text
    if pieces[at].marked or _SIGN.fullmatch(word):
        return not pieces[at].marked
    if _NAME.fullmatch(word):
        return name or any(piece.text.startswith("of ") for piece in pieces)
    if any(piece.marked or piece.text not in FLAGS for piece in pieces[:at]):
        return True
    if _ENDED.search(words) and not _GOES_ON.search(words):
        return True
    # Headings end without punctuation; these two are not English words in one word.
    return word in ("checkin", "checkout") and at + 1 < len(pieces) and not _article(words)


def _article(words: str) -> bool:
    return words.rpartition(" ")[2].lower() in ("a", "the", "at", "of", "and", "our", "before")
