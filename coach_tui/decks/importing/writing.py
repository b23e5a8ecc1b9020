"""Write a deck from what was found in a list of questions."""

import re
from collections.abc import Container
from dataclasses import replace

from coach_tui.decks.labels import label_start
from coach_tui.decks.naming import id_from
from coach_tui.decks.text import Names, as_paragraph, one_line

from .found import Ask, Found
from .rules import code_spans

_BOX = re.compile(r"\[[ xX]\](?=\s|$)")
UNSURE = "Not taken over. Remove the marks round a line that you want, and move it to its stage."


def as_deck(found: Found, deck_id: str, chosen: Container[int]) -> str:
    """A deck with the prompts whose indexes in `found.prompts` are `chosen`; the others become
    comments at its end.

    Wordings are escaped, so that `parse` reads none of them as structure or labels.
    """
    title = found.title or deck_id.replace("-", " ").capitalize()
    lines = ["---", "deck: 1", f"id: {deck_id}"]
    if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", found.lang):
        lines.append(f"lang: {found.lang}")
    lines += ["---", "", f"# {_heading(title)}"]
    names, stage, left = Names(), None, []
    for number, ask in enumerate(found.prompts):
        name = id_from(ask.text, names)
        if number not in chosen:
            left.append((ask, name))
            continue
        if ask.stage != stage:
            stage = ask.stage
            lines += _stage(found, stage)
        lines += _prompt(ask, name)
    if left:
        lines += ["", f"<!-- {UNSURE} -->"]
    for ask, name in left:
        text = "\n".join(_prompt(replace(ask, notes=()), name))
        lines += ["", f"<!-- {text.replace('-->', '--&gt;')} -->"]
    return "\n".join(lines) + "\n"


def _stage(found: Found, number: int) -> list[str]:
    part = found.stages[number]
    if not part.title:
        return [""]
    box = f" `{part.minutes} min`" if part.minutes else ""
    return ["", f"## {_heading(part.title)}{box}", ""]


def _prompt(ask: Ask, name: str) -> list[str]:
    lines = [f"- {_item(ask.text)} `#{name}`"]
    lines += [f"  - {_item(probe)}" for probe in ask.probes]
    notes = [line for note in ask.notes for line in note.split("\n") if line.strip()]
    lines += [f"  > {_safe(note)}" for note in notes]
    return [*lines, ""] if notes else lines


def _item(text: str) -> str:
    """The words of an item, escaped so that nothing in them is structure, a box or a label."""
    text = _safe(text)
    text = f"\\{text}" if _BOX.match(text) else as_paragraph(text)
    return _without_label(text)


def _heading(text: str) -> str:
    text = _without_label(_safe(text))
    if text.endswith("#"):
        text = f"{text.rstrip('#')}\\{'#' * (len(text) - len(text.rstrip('#')))}"
    return text


def _safe(text: str) -> str:
    """The text on one line, without the opening of a comment."""
    return one_line(text).replace("<!--", "<\\!--")


def _without_label(text: str) -> str:
    """Escape a code span at the very end, which would be a label, with more backticks."""
    start = label_start(text, len(text))
    if start is None:
        return text
    spans = code_spans(text)
    if spans and spans[-1] == (start, len(text)):
        sizes = {len(run) for run in re.findall("`+", text)}
        ticks = "`" * next(size for size in range(2, len(text) + 2) if size not in sizes)
        return f"{text[:start]}{ticks}{text[start + 1 : -1]}{ticks}"
    return f"{text[:-1]}&#96;"
