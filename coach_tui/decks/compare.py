"""Compare a translated deck with its original."""

from collections.abc import Iterator, Mapping

from .model import Deck, Message, Prompt, Scale
from .text import meant


def translation(deck: Deck, line: int, others: Mapping[str, Deck]) -> Iterator[Message]:
    """What differs from the deck that `translation-of` names; `line` is the line of that key.

    Compared are ids, kinds, ends of scales, values of options, fields and conditions: what a
    translation must keep.
    """
    name, _, version = deck.translation_of.partition("@")
    original = others.get(name)
    if original is None:
        what = f"the original `{name}` is not at hand, so nothing was compared"
        yield Message(line, "I501", "info", what + meant(name, others))
        return
    if version != original.version:
        what = f"translated from version {version or '(none)'}; the original is {original.version}"
        yield Message(line, "W502", "warning", what)
    mine = {prompt.id: prompt for prompt in deck.prompts() if prompt.named}
    theirs = {prompt.id: prompt for prompt in original.prompts() if prompt.named}
    for slug in theirs:
        if slug not in mine:
            yield Message(line, "W503", "warning", f"the original's #{slug} is not translated")
    for slug, prompt in mine.items():
        if slug not in theirs:
            what = f"the original has no #{slug}{meant(slug, theirs)}"
            yield Message(prompt.line, "W504", "warning", what)
            continue
        for what in _differences(prompt, theirs[slug]):
            yield Message(prompt.line, "W505", "warning", f"#{slug}: {what}")


def _differences(mine: Prompt, theirs: Prompt) -> Iterator[str]:
    if mine.kind != theirs.kind:
        yield f"its kind is {mine.kind}, in the original {theirs.kind}"
    if _span(mine.scale) != _span(theirs.scale):
        yield "its scale has other ends than the original's"
    if [o.value for o in mine.options] != [o.value for o in theirs.options]:
        yield "its options have other values than the original's"
    if [f.name for f in mine.fields] != [f.name for f in theirs.fields]:
        yield "its fields have other names than the original's"
    if str(mine.condition or "") != str(theirs.condition or ""):
        yield "its condition is another than the original's"


def _span(scale: Scale | None) -> tuple[int, int] | None:
    return (scale.low, scale.high) if scale else None
