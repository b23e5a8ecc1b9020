"""Interpret the front matter: the deck's properties and scales."""

from . import labels, slips
from .front_matter import FrontMatter
from .model import (
    APPROACHES,
    DECK_KINDS,
    FLAGS,
    GRAMMAR,
    PURPOSES,
    RECORD_KINDS,
    REPLY_KINDS,
    Deck,
    Message,
    Scale,
    Severity,
)
from .text import is_slug, meant


def read(front: FrontMatter, messages: list[Message]) -> tuple[Deck, dict[str, Scale]]:
    """A deck without its stages, and its scales by name. Findings are appended to `messages`."""
    values, scales = front.values, _scales(front, messages)
    deck = Deck(
        id=_id(front, messages),
        was=_was(front, messages),
        title=labels.heading_text(values.get("title", "")),
        grammar=_grammar(front, messages),
        version=values.get("version", ""),
        lang=values.get("lang", ""),
        kind=_one_of(front, "kind", DECK_KINDS, messages) or "session",
        approach=_one_of(front, "approach", APPROACHES, messages),
        purpose=_one_of(front, "purpose", PURPOSES, messages),
        minutes=_minutes(front, messages),
        author=values.get("author", ""),
        license=values.get("license", ""),
        source=values.get("source", ""),
        based_on=values.get("based-on", ""),
        tags=front.items("tags"),
        next=values.get("next", ""),
        translation_of=values.get("translation-of", ""),
        rows=front.items("rows"),
    )
    return deck, scales


def _say(front: FrontMatter, key: str, code: str, text: str, out: list[Message]) -> None:
    severity: Severity = "error" if code[0] == "E" else "warning"
    out.append(Message(front.lines.get(key, 1), code, severity, text))


def _grammar(front: FrontMatter, out: list[Message]) -> int:
    value = front.values.get("deck")
    if value is None:
        return 0
    if not (value.isascii() and value.isdigit() and 0 < int(value[:5]) < 10_000):
        _say(front, "deck", "E108", f"`deck: {value}`: the grammar's number, as in `deck: 1`", out)
        return GRAMMAR
    if int(value) > GRAMMAR:
        text = f"written for grammar {value}; this version knows {GRAMMAR} and plays what it can"
        _say(front, "deck", "W107", text, out)
    return int(value)


def _id(front: FrontMatter, out: list[Message]) -> str:
    value = front.values.get("id", "")
    if is_slug(value):
        return value
    if "id" in front.values:
        text = f"id `{value}`: a lower-case letter, then letters, digits and hyphens (48 at most)"
        _say(front, "id", "E105", text, out)
    elif "deck" in front.values:
        _say(front, "deck", "E105", "the deck has no id: add one, as in `id: my-first-deck`", out)
    return ""


def _was(front: FrontMatter, out: list[Message]) -> tuple[str, ...]:
    """The former ids, without duplicates; one that is no id is reported."""
    for name in (names := front.items("was")):
        if not is_slug(name):
            text = f"former id `{name}`: a lower-case letter, then letters, digits and hyphens"
            _say(front, "was", "E105", text, out)
    return tuple(dict.fromkeys(n for n in names if is_slug(n)))


def _one_of(front: FrontMatter, key: str, known: tuple[str, ...], out: list[Message]) -> str:
    value = front.values.get(key, "")
    if not value or value in known:
        return value
    hint = meant(value, known) or f"; known: {', '.join(known)}"
    _say(front, key, "E106", f"{key} `{value}` is not known{hint}", out)
    return ""


def _minutes(front: FrontMatter, out: list[Message]) -> int | None:
    value = front.values.get("time", "")
    found = labels.minutes(value)
    if value and found is None:
        _say(front, "time", "E108", f"`time: {value}`: minutes or hours, as in `time: 45 min`", out)
    return found


def _scales(front: FrontMatter, out: list[Message]) -> dict[str, Scale]:
    result = {}
    for name, (value, line) in front.scales.items():
        taken = name in RECORD_KINDS or name in REPLY_KINDS or name in FLAGS
        found = labels.scale(value, name)
        if taken or not is_slug(name):
            text = f"scale `{name}`: the name is a label of its own; choose another"
            if not taken:
                text = f"scale `{name}`: lower-case letters, digits and hyphens only"
            out.append(Message(line, "E108", "error", text))
        elif not found:
            hint = (
                slips.as_scale(value) or ": two whole numbers first, as in `1-5 never | … | always`"
            )
            text = f"scale `{name}`{hint}"
            out.append(Message(line, "E108", "error", text))
        elif scale := labels.mended(found, line, str(found), out):
            result[name] = scale
    return result
