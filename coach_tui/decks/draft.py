"""A prompt while it is parsed (`Draft`), and its conversion into a `Prompt`."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from .labels import Labels
from .model import (
    Column,
    Condition,
    Field,
    Option,
    Probe,
    Prompt,
    Scale,
    Test,
    prompt_hash,
)
from .text import Names, slug_of


@dataclass(slots=True, eq=False)
class Draft:
    """A prompt, probe or field while it is parsed: its text and labels, and what is nested below
    it.
    """

    text: str
    labels: Labels
    line: int
    more: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    options: dict[str, Option] = field(default_factory=dict)
    fields: dict[str, "Draft"] = field(default_factory=dict)
    probes: list["Draft"] = field(default_factory=list)
    columns: tuple[Column, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    names: Names = field(default_factory=Names)
    said: dict[str, int] = field(default_factory=dict)
    """The line of each option, by its folded words, to report repeated ones."""

    def value_for(self, text: str) -> str:
        """A stored value for an option without a name, made from its words and unique in this
        prompt.
        """
        return self.names.take(slug_of(text, "o"))


def columns(cells: Iterable[tuple[str, str, Scale | None]]) -> tuple[Column, ...]:
    """Columns from (heading, name, scale); missing names are derived, and all are made unique."""
    names = Names()
    return tuple(Column(names.take(n or slug_of(t, "c")), t, scale) for t, n, scale in cells)


def finish(draft: Draft, stage: Labels) -> Prompt:
    """The prompt, with defaults from the stage's labels. Uniqueness of ids is checked by
    `identity`.
    """
    probes = tuple(_probe(probe, draft, stage) for probe in draft.probes)
    fields = tuple(_field(one) for one in draft.fields.values())
    prompt = _prompt(draft, stage, fields)
    return replace(prompt, probes=probes)


def kind_of(own: str, prompt: Prompt, stage: Labels) -> str:
    """A prompt's kind: the label's; else by what it contains; else the stage's; else `text`."""
    if own and own != "answer":
        return own
    below = ("form", prompt.fields), ("choice", prompt.options), ("worksheet", prompt.columns)
    for kind, parts in (*below, ("rating", prompt.scale)):
        if parts:
            return kind
    if stage.kind and stage.kind != "answer":
        return stage.kind
    return "rating" if stage.scale else "text"


def _prompt(draft: Draft, stage: Labels, fields: tuple[Field, ...] = ()) -> Prompt:
    labels, flags = draft.labels, draft.labels.flags
    prompt = Prompt(
        id=labels.id,
        text=draft.text,
        who=labels.who or stage.who or "learner",
        was=labels.was,
        required="required" in flags or ("required" in stage.flags and "optional" not in flags),
        private="private" in flags | stage.flags,
        many="many" in flags | stage.flags,
        core="core" in flags | stage.flags,
        shows=labels.show or stage.show,
        scale=labels.scale,
        options=tuple(draft.options.values()),
        fields=fields,
        columns=draft.columns,
        rows=draft.rows,
        more=tuple(draft.more),
        notes=tuple(draft.notes),
        condition=_both(stage.condition, labels.condition),
        of=(labels.of, labels.name) if labels.of and labels.name else None,
        scored=labels.score,
        minutes=labels.minutes,
        line=draft.line,
        quiet=labels.quiet,
    )
    kind = kind_of(labels.kind, prompt, stage)
    scale: Scale | None = prompt.scale or (stage.scale if kind == "rating" else None)
    prompt = replace(prompt, kind=kind, scale=scale)
    return replace(prompt, hash=prompt_hash(prompt))


def _probe(draft: Draft, head: Draft, stage: Labels) -> Probe:
    """A probe with an id becomes a prompt of its own, with audience and condition no wider than
    those of the prompt above it.
    """
    if not draft.labels.id:
        return Probe(draft.text, None, draft.line, draft.labels.quiet)
    above = head.labels
    inherited = Labels(
        who=above.who or stage.who,
        condition=_both(stage.condition, above.condition),
        flags=frozenset({"private"} & (above.flags | stage.flags)),
    )
    return Probe(draft.text, _prompt(draft, inherited), draft.line, draft.labels.quiet)


def _field(draft: Draft) -> Field:
    prompt = _prompt(draft, Labels())
    return Field(
        name=draft.labels.name,
        text=draft.text,
        kind=prompt.kind,
        scale=prompt.scale,
        options=prompt.options,
        required=prompt.required,
        many=prompt.many,
        line=draft.line,
    )


def _both(first: Condition | None, second: Condition | None) -> Condition | None:
    if not first or not second:
        return second or first
    tests: dict[Test, None] = dict.fromkeys(first.tests + second.tests)
    return Condition(tuple(tests), second.line)
