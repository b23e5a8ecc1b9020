"""Sittings with random keys at random speed: `python -m tests.sittings N` plays N of them against
the pure replies, with every deck in turn, and prints how many keys and replies there were.

A sitting has a clock of its own. Keys come whenever they come; a prompt is drawn some time after
the reply before it was stored. What is stored is compared with a second account, kept here: the
keys that were pressed after a prompt had been drawn.
"""

import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from coach_tui.decks import library
from coach_tui.engagement import Engagement
from coach_tui.guide.session import begin, replies
from coach_tui.guide.session.reading import Sitting, is_mark
from coach_tui.guide.session.steps import Part, Step, parts
from coach_tui.records.kinds import known
from coach_tui.records.refusal import Refused
from coach_tui.records.text import shown
from coach_tui.tui.session.choosing import Choosing
from coach_tui.tui.session.drawing import options
from coach_tui.tui.widgets.early import GRACE, KEEP_KEYS
from tests.pair import Pair, copied, met

PACES = (0.0, 0.002, 0.05, 0.12, 0.4, 1.5)
"""Seconds between two keys: held down, a burst, fast and slow typing, thinking."""
AT_CHOICE = (*"123456789012345j k kxs ", "enter", "ctrl+s", "ctrl+j")
AT_TEXT = (*"abc 123 07.-/", "enter", "backspace", "ctrl+s", "ctrl+s", "ctrl+s", "ctrl+j")
MOST = 400
"""The most keys of a sitting."""


@dataclass
class Count:
    """What happened in some sittings."""

    tally: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    """What was stored and neither chosen nor typed."""


@dataclass
class Hands:
    """Somebody who presses random keys, at a clock that only they turn."""

    random: Random
    now: float = 0.0
    left: int = MOST
    pace: float = 0.0

    def keys(self, some: tuple[str, ...]) -> Iterator[tuple[str, float]]:
        """Keys with the times at which they are pressed."""
        while self.left:
            self.left -= 1
            if self.random.random() < 0.1:
                self.pace = self.random.choice(PACES)
            self.now += self.pace * self.random.random()
            yield self.random.choice(some), self.now


def sit(engagement: Engagement, deck: str, random: Random, count: Count) -> Sitting | None:
    """One sitting with a deck, until it is over or the hands are tired."""
    try:
        made = engagement.do(*begin.start(engagement, deck))
    except Refused:
        return None  # for the other member alone, or for a set
    sitting = begin.sitting(engagement, next(r for r in made if r.kind == "session"))
    hands = Hands(random)
    while hands.left and (index := sitting.next_open()) is not None:
        step = sitting.steps[index]
        before = {r.id for r in sitting.recorded()}
        given = _answer(sitting, step, hands, count)
        sitting.refresh()
        _compare(sitting, step, before, given, count)
    count.tally["sittings"] += 1
    count.tally["keys"] += MOST - hands.left
    return sitting


def _answer(sitting: Sitting, step: Step, hands: Hands, count: Count) -> dict[str, Any]:
    """Answer all parts of a step with keys; the values that were chosen or typed, by part."""
    given: dict[str, Any] = {}
    if sitting.elsewhere(step) or step.prompt.columns:
        sitting.engagement.do(*replies.mark(sitting, step, "asked"))
        return given
    account: dict[str, Any] = {}
    for part in parts(step.prompt):
        drawn = hands.now + hands.random.choice((0.0, 0.01, 0.2, 1.0))
        chosen = options(part)
        value = (_choose if chosen else _type)(sitting, step, part, hands, drawn, account, count)
        if value not in (None, ""):
            given[part.name] = value
    try:
        plans = replies.keep(sitting, step, given) if given else []
    except (Refused, KeyError):
        plans = []  # no experiment to give it for, or only half of what it needs
    sitting.engagement.do(*(plans or replies.mark(sitting, step, "asked")))
    return account


def _choose(
    sitting: Sitting,
    step: Step,
    part: Part,
    hands: Hands,
    drawn: float,
    account: dict[str, Any],
    count: Count,
) -> Any:
    """Press keys at a choice until one stores it."""
    at_once = step.prompt.scored is not None
    choosing = Choosing(options(part), at_once=at_once, since=drawn)
    numbers = {o.number: o.value for o in options(part)}
    seen: list[str] = []
    for key, pressed in hands.keys(AT_CHOICE):
        count.tally["at choices"] += 1
        count.tally["too early"] += pressed < drawn + GRACE
        if pressed >= drawn + GRACE:
            seen.append(key)
        name = "space" if key == " " else key
        keep = choosing.press(name, key if len(key) == 1 else None, pressed)
        if keep and (choosing.chosen or not at_once):
            break
    else:
        return None
    if not any(k in (*numbers, " ", "enter", *KEEP_KEYS) for k in seen):
        count.wrong.append(f"{step.prompt.id}: stored by a key before it was drawn")
    value: Any = choosing.chosen if part.options or not choosing.chosen else int(choosing.chosen)
    digits = [numbers[k] for k in seen if k in numbers]
    if choosing.chosen:
        count.tally["chosen"] += 1
        moved = " " in seen and any(k in "jk" for k in seen)
        if not digits and not moved:
            count.wrong.append(f"{step.prompt.id}: {value!r} was not chosen")
        if not moved and digits and digits[-1] != choosing.chosen:
            count.wrong.append(f"{step.prompt.id}: {value!r} is not the last one chosen")
        account[part.name] = value
    return value


def _type(
    sitting: Sitting,
    step: Step,
    part: Part,
    hands: Hands,
    drawn: float,
    account: dict[str, Any],
    count: Count,
) -> Any:
    """Type into the box until something is stored; text may be typed ahead of the drawing."""
    box = ""
    for key, _ in hands.keys(AT_TEXT):
        if key == "backspace":
            box = box[:-1]
        elif key not in KEEP_KEYS:
            box += "\n" if key == "enter" else key
        elif not box.strip():
            return None
        else:
            try:
                value = replies.value(sitting, part, box)
            except Refused:
                count.tally["refused"] += 1
                continue
            count.tally["typed"] += 1
            account[part.name] = value
            return value
    return None


def _compare(
    sitting: Sitting, step: Step, before: set[str], given: dict[str, Any], count: Count
) -> None:
    """Every value that a step stored was chosen or typed at it."""
    for record in sitting.recorded(step.prompt.id):
        if record.id in before:
            continue
        if record.kind != "answer":
            count.tally["records"] += 1
            main = shown(record.get(known(record.kind).text_in, ""))
            if main and not any(main in shown(one) for one in given.values()):
                count.wrong.append(f"{step.prompt.id}: {record.kind} {main!r}, given {given}")
            continue
        value = record.get("value", None)
        count.tally["marks" if is_mark(record) else "replies"] += 1
        found = value if isinstance(value, dict) else {} if value is None else {"": value}
        for name, one in found.items():
            if name not in given or given[name] != one:
                count.wrong.append(f"{step.prompt.id}{name}: {one!r} stored, given {given}")


def main(many: int) -> int:
    """Play so many sittings, on both devices; 1 when something was stored that nobody gave."""
    count, began = Count(), time.monotonic()
    with tempfile.TemporaryDirectory() as place:
        template = met(Path(place) / "template")
        decks = library.ids()
        for number in range(many):
            if number % 50 == 0:
                pair = copied(template, Path(place) / f"pair-{number}")
                sides = [side.open() for side in pair.sides]
            deck = decks[number % len(decks)]
            sit(sides[number // len(decks) % 2], deck, Random(number), count)
    took = time.monotonic() - began
    print(f"{took:.0f} s: " + ", ".join(f"{n:,} {what}" for what, n in count.tally.items()))
    print(f"stored and neither chosen nor typed: {len(count.wrong)}")
    print(*count.wrong[:20], sep="\n")
    return 1 if count.wrong else 0


def fresh(template: Pair, place: Path) -> Engagement:
    """The coach's device of a pair that has written nothing."""
    return copied(template, place).coach.open()


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000))
