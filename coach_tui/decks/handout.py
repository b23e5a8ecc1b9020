"""The learner's handout: a deck to read and write on, as Markdown or as an HTML page to print.

An allow-list by construction: no code in this module writes notes, the coach's prompts or private
prompts. It has no labels and ids, since it is for people.
"""

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path

from coach_tui.records.kinds import known
from coach_tui.records.text import clean
from coach_tui.records.worth import BLIND

from .blocks import table
from .edition import learner
from .files import write_new
from .model import Column, Deck, Field, Prompt, Scale, Stage
from .parse import parse
from .text import plain

ROWS = 4
"""Minimum number of rows of a worksheet, empty ones included."""
UNSEEN = "Each writes this down without the other seeing it; both are opened together."
ALONE = "What is written here stays with whoever writes it."
_LINE = "___"
"""A line to write on: a thematic break in Markdown."""
_LANG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_STYLE = """
@page { margin: 2cm }
body { font: 11pt/1.5 Georgia, serif; max-width: 42em; margin: 2em auto; padding: 0 1em }
h1, h2 { font-family: sans-serif; line-height: 1.2; break-after: avoid }
li { break-inside: avoid; margin: .8em 0 }
hr { border: 0; border-bottom: 1px solid #999; margin: 2.2em 0 0 }
table { border-collapse: collapse; width: 100%; margin: .8em 0 }
th, td { border: 1px solid #999; text-align: left; padding: .3em .5em; height: 2.2em }
footer { margin-top: 3em; font-size: 9pt; color: #555 }
"""


def markdown(deck: Deck) -> str:
    """The handout as Markdown."""
    # From the learner's edition, so that nothing it leaves out can appear here by oversight.
    deck = parse(learner(deck))[0]
    parts = [f"# {deck.title}"] if deck.title else []
    parts += [deck.intro] if deck.intro else []
    number = 0
    for stage in deck.stages:
        asked = [p for p in stage.prompts if _shown(p)]
        if stage.scores or (stage.prompts and not asked):
            continue
        parts += _head(stage)
        for prompt in asked:
            number += 1
            parts.append(_item(number, prompt))
    about = [deck.author, deck.license, deck.based_on]
    parts += ["---", " · ".join(one for one in about if one)] if any(about) else []
    return clean("\n\n".join(parts)) + "\n"


def page(deck: Deck) -> str:
    """The handout as one self-contained HTML page: no script, nothing remote."""
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    reader.disable(["image", "link", "autolink", "html_inline", "html_block", "reference"])
    lang = deck.lang if _LANG.fullmatch(deck.lang) else "en"
    return (
        f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{escape(clean(plain(deck.title)))}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"{reader.render(markdown(deck))}</body>\n</html>\n"
    )


def _shown(prompt: Prompt) -> bool:
    return prompt.who != "coach" and not prompt.private


def _head(stage: Stage) -> Iterator[str]:
    if stage.headed:
        minutes = f" ({stage.minutes} min)" if stage.minutes else ""
        yield f"## {stage.title}{minutes}"
    if stage.text:
        yield stage.text


def _item(number: int, prompt: Prompt) -> str:
    mark = f"{number}. "
    blocks = [_question(prompt), *_body(prompt)]
    pad = " " * len(mark)
    lines = [
        f"{pad}{line}" if line else "" for block in blocks for line in (*block.split("\n"), "")
    ]
    return (mark + "\n".join(lines).strip()).rstrip()


def _question(prompt: Prompt) -> str:
    return f"{prompt.text} *(if it applies)*" if prompt.condition else prompt.text


def _body(prompt: Prompt) -> Iterator[str]:
    """The blocks of a question, with space for the reply."""
    yield from prompt.more
    yield from _readers(prompt)
    if probes := [f"- {probe.text}" for probe in prompt.probes if probe.prompt is None]:
        yield "\n".join(probes)
    yield from _reply(prompt)
    for probe in prompt.probes:
        own = probe.prompt
        if own is not None and _shown(own):
            yield _question(own)
            yield from own.more
            yield from _readers(own)
            yield from _reply(own)


def _readers(prompt: Prompt) -> Iterator[str]:
    """Who can read the reply, unless everybody can at once."""
    if prompt.kind in BLIND:
        yield f"*{UNSEEN}*"
    elif known(prompt.kind).audience == "private":
        yield f"*{ALONE}*"


def _reply(prompt: Prompt) -> Iterator[str]:
    if prompt.columns:
        heads = [_heading(column) for column in prompt.columns]
        given = [list(row) for row in prompt.rows]
        empty = [[""] * len(heads)] * max(0, ROWS - len(given))
        yield table([heads, *given, *empty])
    elif prompt.fields:
        for one in prompt.fields:
            yield one.text
            yield from _blank(one)
    else:
        yield from _blank(prompt)


def _heading(column: Column) -> str:
    """A column's heading, with the ends of its scale."""
    ends = f" ({column.scale.low} to {column.scale.high})" if column.scale else ""
    return f"{column.text}{ends}"


def _blank(one: Prompt | Field) -> Iterator[str]:
    """Boxes to tick, a scale to circle, or a line to write on."""
    if one.options:
        yield "\n".join(f"- ☐ {option.text}" for option in one.options)
    elif one.scale:
        yield _steps(one.scale)
    else:
        yield _LINE


def _steps(scale: Scale) -> str:
    """A scale: every step with its label when there are labels, else the ends and the numbers
    between.
    """
    if scale.labels:
        return "\n".join(f"- ☐ {n} {word}" for n, word in enumerate(scale.labels, scale.low))
    low, high = scale.ends
    if scale.high - scale.low <= 10:
        numbers = "  ".join(str(n) for n in range(scale.low, scale.high + 1))
    else:
        numbers = f"{scale.low} … {scale.high}"
    return " – ".join(one for one in (low, f"{numbers} {scale.unit}".strip(), high) if one)


def write(deck: Deck, path: Path) -> None:
    """Write the handout into a new file: HTML for `.html` or `.htm`, else Markdown. `Refused` when
    the file exists or cannot be written.
    """
    write_new(path, page(deck) if path.suffix.lower() in (".html", ".htm") else markdown(deck))
