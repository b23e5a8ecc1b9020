"""Everything there is to say about a deck as its author sees it: the file itself, its wording,
and how it stands beside the other decks at hand.
"""

from collections.abc import Iterator, Mapping

from coach_tui.method.craft import findings

from .compare import translation
from .edition import learner
from .front_matter import read as read_front_matter
from .model import MAX_BYTES, Deck, Message, Prompt, too_long
from .parse import parse
from .text import lines_of, meant, plain


def lint(text: str, others: Mapping[str, Deck]) -> tuple[Deck, tuple[Message, ...]]:
    """The deck, and its messages in order. `others` are decks by id that it may refer to.

    Never raises; names only lines that the file has.
    """
    deck, messages = parse(text)
    lines = read_front_matter(lines_of(text)).lines
    more = [*_plain_list(lines), *_craft(deck), *_edition(deck), *_beside(deck, lines, others)]
    return deck, tuple(sorted({*messages, *more}))


def _plain_list(lines: Mapping[str, int]) -> Iterator[Message]:
    """Where no grammar is named, the file is played all the same, so its author may not notice."""
    if "deck" not in lines:
        what = "no `deck: 1` at the top: it is read as a plain list"
        what += "; `coach-tui decks import` makes a deck of it"
        yield Message(1, "I101", "info", what)


def _edition(deck: Deck) -> Iterator[Message]:
    """What a stage says of all its prompts, each says for itself in the edition that travels: a
    file that fits may become one that does not.
    """
    if size := too_long(learner(deck)):
        what = f"the learner's edition would have {size} KiB; a deck may have {MAX_BYTES // 1024}"
        what += ": put fewer labels on stages, or make two decks of it"
        yield Message(1, "W417", "warning", what)


def _beside(deck: Deck, lines: Mapping[str, int], others: Mapping[str, Deck]) -> Iterator[Message]:
    if deck.next and deck.next not in others and deck.next != deck.id:
        what = f"`next` names `{deck.next}`, which is not at hand{meant(deck.next, others)}"
        yield Message(lines.get("next", 1), "W110", "warning", what)
    if deck.id in others and others[deck.id] != deck:
        what = f"another deck at hand has the id `{deck.id}`, too"
        yield Message(lines.get("id", 1), "W111", "warning", what)
    if deck.translation_of:
        yield from translation(deck, lines.get("translation-of", 1), others)


def _craft(deck: Deck) -> Iterator[Message]:
    """Hints on the wording (rules for English only), as advice that a label can silence."""
    if not deck.grammar or deck.lang.partition("-")[0].lower() not in ("", "en"):
        return
    for stage in deck.stages:
        for prompt in stage.prompts if not stage.scores else ():
            if _worded(prompt):
                yield from _hints(prompt.text, prompt.line, prompt.quiet)
            for probe in prompt.probes:
                if probe.prompt is None or _worded(probe.prompt):
                    yield from _hints(probe.text, probe.line, probe.quiet)


def _worded(prompt: Prompt) -> bool:
    """Whether the words alone ask: no statement to rate, no list to choose from, no form."""
    shaped = prompt.scale or prompt.options or prompt.fields or prompt.columns or prompt.scored
    return not shaped and prompt.kind not in ("number", "date", "choice", "rating")


def _hints(text: str, line: int, quiet: frozenset[str]) -> Iterator[Message]:
    if "*" in quiet:
        return
    for one in findings(plain(text)):
        if one.code not in quiet:
            yield Message(line, one.code, "info", f"{one.text} (quiet with `x-ok`)")
