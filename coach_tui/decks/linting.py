"""All findings about a deck for its author: parsing, wording, and relations to other decks."""

from collections.abc import Iterator, Mapping

from coach_tui.method.craft import findings

from .compare import translation
from .edition import learner
from .front_matter import read as read_front_matter
from .model import MAX_BYTES, Deck, Message, Prompt, too_long
from .parse import parse
from .text import lines_of, meant, plain


def lint(text: str, others: Mapping[str, Deck]) -> tuple[Deck, tuple[Message, ...]]:
    """The deck and its findings, sorted. `others` are decks by id that it may refer to.

    Never raises. The lines in findings exist in the file.
    """
    deck, messages = parse(text)
    lines = read_front_matter(lines_of(text)).lines
    more = [*_plain_list(lines), *_craft(deck), *_edition(deck), *_beside(deck, lines, others)]
    return deck, tuple(sorted({*messages, *more}))


def _plain_list(lines: Mapping[str, int]) -> Iterator[Message]:
    """Report a file that names no grammar: it is read as a plain list, which its author may not
    notice.
    """
    if "deck" not in lines:
        what = "no `deck: 1` at the top: it is read as a plain list"
        what += "; `coach-tui decks import` makes a deck of it"
        yield Message(1, "I101", "info", what)


def _edition(deck: Deck) -> Iterator[Message]:
    """Report a learner's edition that is too long: it repeats a stage's labels on every prompt, so
    it may exceed the limit when the deck does not.
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
    """Hints on the wording of questions, for decks in English; an `x-ok` label silences them."""
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
    """Whether a prompt asks by its words alone: no scale, options, form, table or key."""
    shaped = prompt.scale or prompt.options or prompt.fields or prompt.columns or prompt.scored
    return not shaped and prompt.kind not in ("number", "date", "choice", "rating")


def _hints(text: str, line: int, quiet: frozenset[str]) -> Iterator[Message]:
    if "*" in quiet:
        return
    for one in findings(plain(text)):
        if one.code not in quiet:
            yield Message(line, one.code, "info", f"{one.text} (quiet with `x-ok`)")
