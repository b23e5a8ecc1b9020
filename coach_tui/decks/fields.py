"""Map labels such as `.rule-before` to fields of record kinds, and check that they exist."""

from collections.abc import Iterator

from coach_tui.records.kinds import KINDS, Kind, field_types

from .model import STANDING, Deck, Message
from .text import meant

_FRAME = frozenset(Kind.__struct_fields__)


def field_of(kind: str, name: str) -> str:
    """The field name for a label: hyphens become underscores for a record kind; otherwise it is
    returned unchanged.
    """
    return name.replace("-", "_") if kind in KINDS else name


def unfit(deck: Deck) -> Iterator[Message]:
    """Report fields that the record kind does not have: such a reply could not be saved."""
    kinds = STANDING | {i: p.kind for p in deck.prompts() for i in (p.id, *p.was)}
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
