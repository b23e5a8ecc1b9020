"""The learner's edition: a deck written again from its model, without the coach's parts.

An allow-list by construction: no code in this module writes notes, comments, private keys or the
coach's prompts.
"""

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256

from .blocks import table
from .draft import kind_of
from .front_matter import as_value
from .labels import Labels
from .model import STAGE_FLAGS, Column, Deck, Dimension, Field, Option, Prompt, Stage


def learner(deck: Deck) -> str:
    """The learner's edition as Markdown; `parse` reads it back with equal values."""
    parts = ["\n".join(["---", *_front_matter(deck), "---"])]
    parts += [f"# {deck.title}"] if deck.title else []
    parts += [f"*{deck.spoken}*"] if deck.spoken else []
    parts += [deck.intro] if deck.intro else []
    for stage in deck.stages:
        if not _of_the_coach(stage):
            parts += _stage(stage)
    return "\n\n".join(parts) + "\n"


def sha(edition: str) -> str:
    """The name of an edition: the first 32 hex digits of its SHA-256."""
    return sha256(edition.encode("utf-8", "replace")).hexdigest()[:32]


def _front_matter(deck: Deck) -> Iterator[str]:
    values = {
        "deck": str(deck.grammar or ""),
        "id": deck.id,
        "was": _list(deck.was),
        "version": deck.version,
        "lang": deck.lang,
        "kind": deck.kind,
        "approach": deck.approach,
        "purpose": deck.purpose,
        "time": "" if deck.minutes is None else f"{deck.minutes} min",
        "author": deck.author,
        "license": deck.license,
        "source": deck.source,
        "based-on": deck.based_on,
        "tags": _list(deck.tags),
        "next": deck.next,
        "translation-of": deck.translation_of,
        "rows": _list(deck.rows),
    }
    yield from (f"{key}: {as_value(value)}" for key, value in values.items() if value)
    if deck.scales:
        yield "scales:"
        yield from (f"  {scale.name}: {as_value(str(scale))}" for scale in deck.scales)


def _list(items: tuple[str, ...]) -> str:
    return f"[{', '.join(items)}]" if items else ""


def _of_the_coach(stage: Stage) -> bool:
    return stage.who == "coach" and all(prompt.who == "coach" for prompt in stage.prompts)


def _stage(stage: Stage) -> Iterator[str]:
    """The parts of a stage; the caller joins them with blank lines."""
    if stage.headed:
        yield _line("##", stage.title, _stage_labels(stage))
    if stage.text and stage.who != "coach":
        yield stage.text
    items = [_dimension(one) for one in stage.dimensions]
    items += [_prompt(one) for one in stage.prompts if one.who != "coach"]
    if items:
        yield "\n".join(items)


def _stage_labels(stage: Stage) -> Iterator[str]:
    yield f"#{stage.id}"
    if stage.minutes is not None:
        yield f"{stage.minutes} min"
    for flag in STAGE_FLAGS:
        if getattr(stage, flag):
            yield flag


def _line(mark: str, text: str, labels: Iterator[str]) -> str:
    return " ".join(part for part in (mark, text, *(f"`{label}`" for label in labels)) if part)


def _below(text: str) -> str:
    """Text indented so that it belongs to the item above."""
    return "\n".join(f"  {line}" if line else "" for line in text.split("\n"))


def _dimension(dimension: Dimension) -> str:
    lines = [_line("-", dimension.text, iter([f"={dimension.id}"]))]
    lines += [
        _line("  -", band.text, iter([f"{band.low}-{band.high}"])) for band in dimension.bands
    ]
    return "\n".join(lines)


def _prompt(prompt: Prompt) -> str:
    lines = [_line("-", prompt.text, _labels(prompt)), *_body(prompt)]
    lines += [
        _below(_line("-", one.text, _field_labels(one)) + _options(one.options, "  "))
        for one in prompt.fields
    ]
    for probe in prompt.probes:
        own = probe.prompt
        if not own:
            lines.append(_below(_line("-", probe.text, iter(()))))
        elif own.who != "coach":
            lines.append(_below("\n".join([_line("-", own.text, _labels(own)), *_body(own)])))
    return "\n".join(lines)


def _body(prompt: Prompt) -> Iterator[str]:
    """Further paragraphs, the worksheet and the options of a prompt."""
    for text in prompt.more:
        yield f"\n{_below(text)}\n"
    if prompt.columns:
        heads = [_heading(column) for column in prompt.columns]
        yield f"\n{_below(table([heads, *map(list, prompt.rows)]))}\n"
    if prompt.options:
        yield _below(_options(prompt.options, "").lstrip("\n"))


def _heading(column: Column) -> str:
    labels = [f".{column.name}"]
    if column.scale:
        labels.append(column.scale.name or str(column.scale))
    return _line("", column.text, iter(labels))


def _options(options: tuple[Option, ...], indent: str) -> str:
    lines = (_line(f"{indent}- [ ]", one.text, iter([f".{one.value}"])) for one in options)
    return "".join(f"\n{line}" for line in lines)


def _labels(prompt: Prompt) -> Iterator[str]:
    if prompt.named:
        yield f"#{prompt.id}"
    yield from (f"was #{name}" for name in prompt.was)
    yield from _reply(prompt)
    if prompt.of:
        yield f"of {prompt.of[0]}"
        yield f".{prompt.of[1]}"
    if prompt.scored:
        yield ("+" if prompt.scored[1] > 0 else "-") + prompt.scored[0]
    if prompt.who != "learner":
        yield f"@{prompt.who}"
    if prompt.private:
        yield "private"
    if prompt.core:
        yield "core"
    if prompt.shows:
        yield f"show {', '.join(prompt.shows)}"
    if prompt.minutes is not None:
        yield f"{prompt.minutes} min"
    if prompt.condition:
        yield f"when {prompt.condition}"


def _field_labels(one: Field) -> Iterator[str]:
    yield f".{one.name}"
    yield from _reply(one)


def _reply(one: Prompt | Field) -> Iterator[str]:
    """Labels for kind (when it cannot be inferred), scale, `required` and `many`."""
    shape = one if isinstance(one, Prompt) else Prompt("", "", scale=one.scale, options=one.options)
    if one.kind != kind_of("", replace(shape, kind=""), Labels()):
        yield one.kind
    if one.scale:
        yield one.scale.name or str(one.scale)
    if one.required:
        yield "required"
    if one.many:
        yield "many"
