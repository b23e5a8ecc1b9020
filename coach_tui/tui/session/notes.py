"""The coach's notes beside a question: those of the deck, of the stage and of the prompt."""

import re

from textual.content import Content

from coach_tui.decks.text import plain
from coach_tui.guide.session.reading import Sitting
from coach_tui.guide.session.steps import Step
from coach_tui.tui.widgets.words import KEY, MUTED, SECTION, fill, join, styled

HEAD = "For you"
LINES = 3
"""The most lines of a note below the box."""
_END = re.compile(r"(?<=[.!?])\s+")


def notes(sitting: Sitting, step: Step | None) -> list[str]:
    """The notes on a step, in order: the deck's before the first question, the stage's when it
    begins, the prompt's own. None for anybody but the coach.
    """
    if sitting.engagement.me.role != "coach" or step is None:
        return []
    asked = [s for s in sitting.steps if sitting.in_play(s)] or list(sitting.steps)
    found: list[str] = []
    if step is asked[0] and not sitting.record.text("stage"):
        found += sitting.deck.notes
    if next((s for s in asked if s.stage.id == step.stage.id), step) is step:
        found += step.stage.notes
    found += step.prompt.notes
    return [plain(" ".join(text.split())) for text in found]


def aside(texts: list[str], open_: bool, width: int = 0, most: int = 0) -> Content:
    """The notes with a heading, in at most `most` lines of a width in cells (0: all of them); the
    key that opens them unless `open_`.
    """
    if not texts:
        return Content("")
    head = styled(HEAD, SECTION)
    if not open_:
        return join(Content("\n"), head, Content("\n\n"), styled("closed: ctrl+g", MUTED))
    body = Content("\n\n").join([styled(text) for text in texts])
    if most and len(body.wrap(width)) > most - 3:
        lines = strip(texts, width, max(LINES, most - 1))
        return join(Content("\n"), Content("\n").join(lines))
    return join(Content("\n"), head, Content("\n\n"), body)


def keyed(words: str, key: str) -> Content:
    """Words about something that is one key away, with the key."""
    return join(styled(f"{words}: ", MUTED), styled(key, KEY))


def strip(texts: list[str], width: int, most: int = LINES) -> list[Content]:
    """The beginning of the notes in at most `most` lines, cut at a sentence, with the key that
    shows the rest. Each note gets a sentence before another gets its second.
    """
    sentences = [_END.split(text) for text in texts]
    taken = [0] * len(sentences)
    shown = _lines(sentences, taken, width)
    for turn in range(max((len(s) for s in sentences), default=0)):
        for place, some in enumerate(sentences):
            if turn != taken[place] or turn >= len(some):
                continue
            more = [n + (p == place) for p, n in enumerate(taken)]
            lines = _lines(sentences, more, width)
            if len(lines) <= most:
                taken, shown = more, lines
            elif not any(taken):
                return _cut(lines, width, most)
    return shown if any(taken) else []


def _lines(sentences: list[list[str]], taken: list[int], width: int) -> list[Content]:
    """The taken sentences wrapped, with the hint at the end when there are more."""
    words = " ".join(" ".join(s[:n]) for s, n in zip(sentences, taken, strict=True) if n)
    lines = join(styled(f"{HEAD}  ", SECTION), styled(words, MUTED)).wrap(width)
    if [len(s) for s in sentences] == taken:
        return lines
    hint = join(styled("ctrl+g", KEY), styled(" all of it", MUTED))
    if lines[-1].cell_length + hint.cell_length + 2 > width:
        lines.append(Content(""))
    return [*lines[:-1], fill(lines[-1], hint, width)]


def _cut(lines: list[Content], width: int, most: int) -> list[Content]:
    """The first lines of a sentence that is too long for them."""
    hint = join(styled("… ", MUTED), styled("ctrl+g", KEY), styled(" all of it", MUTED))
    last = lines[most - 1].rstrip()
    return [*lines[: most - 1], fill(last[: width - hint.cell_length - 1], hint, width)]
