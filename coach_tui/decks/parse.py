"""Parse the Markdown text of a deck.

`parse` never raises, whatever the text; the lines in its messages exist in the file.
"""

import re
from dataclasses import replace

from . import blocks, check, header
from .front_matter import read as read_front_matter
from .identity import identify
from .model import MAX_BYTES, Deck, Message, Scale, too_long
from .stages import StageReader
from .text import lines_of, without_comments

_EMPHASIS = re.compile(r"\*([^\s*\\`](?:[^\n*\\`]*[^\s*\\`])?)\*")


def parse(text: str) -> tuple[Deck, tuple[Message, ...]]:
    """A deck and the findings about it, sorted. With a finding of severity `error` it should not be
    played.
    """
    if size := too_long(text):
        what = f"the file has {size} KiB; a deck may have {MAX_BYTES // 1024}: split it"
        return Deck(), (Message(1, "E100", "error", what),)
    lines = lines_of(text)
    deck, messages = _read(lines)
    return deck, _in_order(messages, _last_line(lines))


def _read(lines: list[str]) -> tuple[Deck, list[Message]]:
    messages: list[Message] = []
    body, unclosed = without_comments("\n".join(lines))
    if unclosed:
        what = "this comment is never closed, so all that follows is left out: end it with `-->`"
        messages.append(Message(unclosed, "E305", "error", what))
    lines = body.split("\n")
    front = read_front_matter(lines)
    messages += front.messages
    deck, scales = header.read(front, messages)
    lines[: front.end] = [""] * front.end  # blanked, so that line numbers stay right
    tree = blocks.read(lines)
    reader = StageReader(lines, scales, messages)
    reader.read(tree)
    deck = _assemble(deck, reader, scales, messages)
    messages += check.swallowed(tree, lines)
    messages += check.check(deck, front)
    return deck, messages


def _assemble(
    deck: Deck, reader: StageReader, scales: dict[str, Scale], messages: list[Message]
) -> Deck:
    title = reader.title or deck.title
    spoken, intro = _spoken(reader.intro) if title else ("", reader.intro)
    return replace(
        deck,
        title=title,
        spoken=spoken,
        scales=tuple(scales.values()),
        intro="\n\n".join(intro),
        notes=tuple(reader.notes),
        stages=identify(reader.stages, messages),
    )


def _spoken(intro: list[str]) -> tuple[str, list[str]]:
    """The spoken line, a first paragraph that is wholly in emphasis (`*Shall we begin?*`), and the
    rest of the introduction.
    """
    found = _EMPHASIS.fullmatch(intro[0]) if intro else None
    return (found[1], intro[1:]) if found else ("", intro)


def _last_line(lines: list[str]) -> int:
    """The number of the last line; a final line break does not begin another one."""
    return max(1, len(lines) - (not lines[-1]))


def _in_order(messages: list[Message], last: int) -> tuple[Message, ...]:
    """Messages sorted, without duplicates, with every line inside the file."""
    inside = {
        Message(min(max(m.line, 1), last), m.code, m.severity, m.text): None for m in messages
    }
    return tuple(sorted(inside))
