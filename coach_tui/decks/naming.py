"""Write ids into the text of a deck for prompts that have none."""

import re
from dataclasses import replace

from .model import Deck, Prompt, fits
from .parse import parse
from .text import Names, plain, slug_of

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
LENGTH = 32
"""Maximum number of characters of an id made from a prompt's words."""


def id_from(words: str, names: Names) -> str:
    """An unused id made from the first words of a prompt."""
    slug = slug_of(plain(words), "q")
    if len(slug) > LENGTH:
        slug = slug[: LENGTH + 1].rpartition("-")[0] or slug[:LENGTH]
    return names.take(slug)


def with_ids(text: str) -> tuple[str, dict[int, str], tuple[int, ...]]:
    """A deck's text with ids added to prompts without one; the new ids by line (from 1); and the
    lines on which none could be added.

    Only labels are added. The result is parsed again to verify that the deck is otherwise equal;
    running it twice adds nothing. `Refused` when the deck would become too long.
    """
    deck = parse(text)[0]
    wanted = _wanted(deck)
    places = {number: top.line - 1 for number, top in _tops(deck) if number in wanted}
    lines = [found[0] for found in _LINE.finditer(text)]
    first = dict(places)
    while True:
        written = _labelled(lines, places, wanted)
        fits(written)
        moved = _misplaced(deck, parse(written)[0], wanted, places)
        if not moved:
            break
        for number in moved:
            # A prompt may have several lines; the label belongs at the end of the last one.
            places[number] += 1
            if places[number] >= len(lines) or not lines[places[number]].strip():
                del places[number]
    named = {first[number] + 1: wanted[number] for number in places}
    left = tuple(sorted(first[number] + 1 for number in first if number not in places))
    return written, named, left


def _tops(deck: Deck) -> list[tuple[int, Prompt]]:
    return list(enumerate(prompt for stage in deck.stages for prompt in stage.prompts))


def _wanted(deck: Deck) -> dict[int, str]:
    taken = {name for prompt in deck.prompts() for name in (prompt.id, *prompt.was)}
    names = Names(taken | {stage.id for stage in deck.stages})
    return {n: id_from(p.text, names) for n, p in _tops(deck) if not p.named and p.text}


def _labelled(lines: list[str], places: dict[int, int], names: dict[int, str]) -> str:
    result = list(lines)
    for number, place in places.items():
        words = result[place].rstrip("\r\n \t")
        result[place] = f"{words} `#{names[number]}`{result[place][len(words) :]}"
    return "".join(result)


def _misplaced(
    deck: Deck, written: Deck, names: dict[int, str], places: dict[int, int]
) -> list[int]:
    """The prompts whose label was not understood in its place, or that changed because of it."""
    found = dict(_tops(written))
    wrong = []
    for number, before in _tops(deck):
        after = found.get(number)
        expected = replace(before, id=names[number]) if number in places else before
        if number in places and after != expected:
            wrong.append(number)
    if not wrong and len(found) != len(_tops(deck)):
        return list(places)
    return wrong
