"""A deck as rows for reading: stages, prompts and, for a coach, notes."""

from collections.abc import Iterator
from dataclasses import replace

from textual.content import Content

from coach_tui.decks.model import Deck, Field, Option, Prompt, Scale, Stage
from coach_tui.decks.text import plain
from coach_tui.records.kinds import known
from coach_tui.tui.widgets.rows import Row
from coach_tui.tui.widgets.words import MUTED, SECTION, join, styled

ASKED = "$foreground"


def deck_rows(deck: Deck, given: str = "", *, notes: bool = False) -> list[Row]:
    """All of a deck as rows; `given` is the id of a stage that was played alone. `notes` also shows
    the conditions of prompts, which only a coach needs. May be empty.
    """
    rows = [Row(_one(deck.intro), gap=1)] if deck.intro else []
    rows += [_note(note, gap=1) for note in deck.notes]
    for stage in deck.stages:
        rows += _stage(stage, stage.id == given, notes)
    return [replace(rows[0], gap=0), *rows[1:]] if rows else []


def _stage(stage: Stage, given: bool, notes: bool) -> list[Row]:
    minutes = f"{stage.minutes} min" if stage.minutes else ""
    about = "this stage alone" if given else "between sessions" if stage.between else ""
    rows = []
    if stage.headed:
        rows.append(Row(_one(stage.title), tone=SECTION, right=minutes, under=about, gap=1))
    if stage.text:
        rows.append(Row(_one(stage.text), tone=MUTED))
    rows += [_note(note) for note in stage.notes]
    rows += [Row(_one(one.text), glyph="=") for one in stage.dimensions]
    for prompt in stage.prompts:
        rows.append(_prompt(prompt, notes))
        rows += [_prompt(p.prompt, notes) for p in prompt.probes if p.prompt]
    return rows


def _prompt(prompt: Prompt, notes: bool) -> Row:
    glyph = "/" if prompt.private else known(prompt.kind).glyph
    who = "" if prompt.who == "learner" else prompt.who
    lines = [styled(text, MUTED) for text in _below(prompt)]
    if notes:
        lines += [styled(f"only when {prompt.condition}", MUTED)] if prompt.condition else []
        lines += [_for_the_coach(note) for note in prompt.notes]
    return Row(_one(prompt.text), glyph=glyph, right=who, lines=tuple(lines), tone=ASKED, gap=1)


def _below(prompt: Prompt) -> Iterator[str]:
    """The lines below a prompt: further text, choices, form fields, worksheet and probes."""
    yield from map(_one, prompt.more)
    yield from _choices(prompt.scale, prompt.options)
    for one in prompt.fields:
        yield from _field(one)
    if prompt.columns:
        yield " | ".join(_one(c.text) for c in prompt.columns)
    yield from (" | ".join(_one(cell) for cell in row) for row in prompt.rows if any(row))
    yield from (_one(p.text) for p in prompt.probes if p.prompt is None)


def _field(one: Field) -> Iterator[str]:
    yield f"· {_one(one.text) or one.name}"
    yield from _choices(one.scale, one.options)


def _choices(scale: Scale | None, options: tuple[Option, ...]) -> Iterator[str]:
    yield from (f"{number}  {_one(o.text)}" for number, o in enumerate(options, 1))
    if scale:
        yield str(scale)


def _note(text: str, gap: int = 0) -> Row:
    return Row(words=_for_the_coach(text), gap=gap)


def _for_the_coach(text: str) -> Content:
    return join(styled("for you  ", SECTION), styled(_one(text), MUTED))


def _one(text: str) -> str:
    """A paragraph on one line, without Markdown."""
    return plain(" ".join(text.split()))
