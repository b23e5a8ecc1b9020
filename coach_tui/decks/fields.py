"""Which field of a record a label such as `.rule-before` means, and whether there is one."""

from collections.abc import Iterator

from coach_tui.records.kinds import KINDS, Kind, field_types

from .model import Deck, Message
from .text import meant

_FRAME = frozenset(Kind.__struct_fields__)


def field_of(kind: str, name: str) -> str:
    """The field of a kind that a label names: hyphens stand for underscores. A reply that makes no
    record keeps the name as it is.
    """
    return name.replace("-", "_") if kind in KINDS else name


def unfit(deck: Deck) -> Iterator[Message]:
    """Fields that a record of the kind cannot have: the reply could not be kept."""
    kinds = {i: p.kind for p in deck.prompts() for i in (p.id, *p.was)}
    for prompt in deck.prompts():
        for one in prompt.fields:
            yield from _unknown(prompt.kind, one.name, one.line)
        if prompt.of:
            yield from _unknown(kinds.get(prompt.of[0], ""), prompt.of[1], prompt.line)


def _unknown(kind: str, name: str, line: int) -> Iterator[Message]:
    if kind not in KINDS or KINDS[kind].internal:
        return
    names = [f.replace("_", "-") for f in field_types(kind) if f not in _FRAME]
    if name not in names:
        what = f"the kind {kind} has no field `.{name}`{meant(name, names)}"
        yield Message(line, "E421", "error", f"{what}; there are {', '.join(names)}")
