"""How the lines of the player are shared out where the screen is short. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wants:
    """The lines that each part would fill: the question, of that what introduces it and may
    scroll, the box at its least and its best, the remarks under it, the note, and the next
    question, each with the blank lines around it.
    """

    question: int
    intro: int
    box: int
    roomy: int
    said: int
    note: int
    then: int


@dataclass(frozen=True, slots=True)
class Share:
    """The lines that each part gets; 0 for the note or the next question: not shown."""

    question: int
    box: int
    note: int
    then: int


def share(wants: Wants, lines: int) -> Share:
    """Share out lines: the air in the box goes first, then what introduces the question is to be
    scrolled, then the note goes, then the next question. The question itself scrolls only after
    that, and a long box only when five lines of question are left.
    """
    question, box, note, then = wants.question, wants.roomy, wants.note, wants.then
    over = wants.question + box + wants.said + note + then - lines
    spare = min(max(0, over), box - wants.box)
    box, over = box - spare, over - spare
    scrolled = min(max(0, over), wants.intro)
    question, over = question - scrolled, over - scrolled
    if over > 0:
        rest = max(0, note - over)
        note, over = (rest, 0) if rest > 1 else (0, over - note)  # a blank line is part of it
    if over > 0:
        then, over = 0, over - then
    left = lines - wants.said - note - then
    least = min(question, 5)
    box = max(3, min(box, left - least))
    return Share(max(1, min(wants.question, left - box)), box, note, then)
