"""A player without hands: it finds replies that take a branch, and plays a session to its end."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from coach_tui.decks.conditions import Reply, holds
from coach_tui.decks.model import Prompt
from coach_tui.guide.session import closing, reading, replies
from coach_tui.guide.session.reading import MARKS, Sitting
from coach_tui.guide.session.steps import Part, Step, parts
from coach_tui.records.state import Record

Value = str | int | None
"""What is replied; None passes the prompt over."""
Goal = tuple[str, str, Value]
"""A prompt's id and what should happen to it: `asked`, `skipped`, or `given` that value."""


@dataclass
class Played:
    """What came of one play, or of several together."""

    done: set[Goal] = field(default_factory=set)
    stages: set[str] = field(default_factory=set)
    secrets: dict[str, list[str]] = field(default_factory=dict)
    """By prompt, the words that were replied in private."""


def goals(sitting: Sitting) -> list[Goal]:
    """Everything that has to happen once in a deck, as far as this device can reply to it."""
    found: list[Goal] = []
    for step in sitting.steps:
        name = step.prompt.id
        found.append((name, "asked", None))
        if step.prompt.condition:
            found.append((name, "skipped", None))
        if not sitting.elsewhere(step):
            found += [(name, "given", value) for value in _all_of(step.prompt)]
    return list(dict.fromkeys(found))


def _all_of(prompt: Prompt) -> list[Value]:
    if prompt.options:
        return [one.value for one in prompt.options]
    return [*_numbers(prompt)]


def _numbers(prompt: Prompt) -> list[int]:
    """The lowest step of a scale, the middle one and the highest."""
    if prompt.scale is None:
        return []
    low, high = prompt.scale.low, prompt.scale.high
    return [low, (low + high) // 2, high]


def route(sitting: Sitting, goal: Goal) -> dict[str, Value] | None:
    """Replies to the prompts that decide about a goal; None when none of them reach it.

    Tries every combination of a few telling values for the prompts that the conditions lead back
    to, in the order of the deck, so what it finds can really be replied in that order.
    """
    name, what, value = goal
    deciding = _deciding(sitting, name)
    steps = [s for s in sitting.steps if s.prompt.id in deciding or s.prompt.id == name]

    def search(
        index: int, said: dict[str, Value], told: dict[str, Reply]
    ) -> dict[str, Value] | None:
        if index == len(steps):
            return None
        step = steps[index]
        asked = holds(step.prompt.condition, told)
        if step.prompt.id == name:
            if asked is (what == "skipped"):
                return None
            return said | ({name: value} if what == "given" else {})
        for one in _telling(sitting, step) if asked else [None]:
            reply = {step.prompt.id: Reply("skipped" if one is None else "answered", one)}
            more = {step.prompt.id: one} if asked else {}
            found = search(index + 1, said | more, told | (reply if asked else {}))
            if found is not None:
                return found
        return None

    return search(0, {}, {})


def _named_in(prompt: Prompt) -> set[str]:
    """The prompts that a condition is about."""
    tests = prompt.condition.tests if prompt.condition else ()
    compared = {t.operand for t in tests if t.op[0] in "<>" and isinstance(t.operand, str)}
    return {t.slug for t in tests} | compared


def _deciding(sitting: Sitting, name: str) -> set[str]:
    """The prompts that decide whether one is asked, however far back."""
    found: set[str] = set()
    new = {name}
    while new:
        new = {n for s in sitting.steps if s.prompt.id in new for n in _named_in(s.prompt)} - found
        found |= new
    return found


def out_of_reach(sitting: Sitting, goal: Goal) -> bool:
    """Whether a goal hangs on somebody else's private reply, which this device never has."""
    deciding = _deciding(sitting, goal[0])
    return any(sitting.elsewhere(s) for s in sitting.steps if s.prompt.id in deciding)


def _telling(sitting: Sitting, step: Step) -> list[Value]:
    """Replies that could make a difference later; to pass it over is the last resort."""
    prompt = step.prompt
    if sitting.elsewhere(step):
        return [None]
    if prompt.options or not (prompt.scale or prompt.kind == "number"):
        return [*(_all_of(prompt) or ["words"]), None]
    limits = [
        int(t.operand)
        for s in sitting.steps
        for t in (s.prompt.condition.tests if s.prompt.condition else ())
        if t.slug == prompt.id and isinstance(t.operand, float)
    ]
    near = sorted({*_numbers(prompt), *(n + d for n in limits for d in (-1, 0, 1))} or {5})
    low, high = (prompt.scale.low, prompt.scale.high) if prompt.scale else (0, 99)
    return [*(n for n in near if low <= n <= high), None]


def play(sitting: Sitting, script: dict[str, Value], wanted: set[Goal], turn: int) -> Played:
    """Go through a session to its end, with the script's replies and, where it has none, with
    values that are still wanted.
    """
    played = Played()
    door = sitting.engagement
    for _ in range(3 * len(sitting.steps) + 1):
        index = sitting.next_open()
        if index is None:
            break
        step = sitting.steps[index]
        sitting.show(step)
        played.done.add((step.prompt.id, "asked", None))
        played.stages.add(step.stage.id)
        value = _reply(step.prompt, script, wanted, turn)
        if sitting.elsewhere(step):
            door.do(*replies.mark(sitting, step, "asked"))
        elif value is None:
            door.do(*replies.mark(sitting, step, "skipped"))
        elif turn % 2 and not step.prompt.many and reading.offered(sitting, step):
            door.do(*replies.choose(sitting, step, reading.offered(sitting, step)[0]))
        else:
            played.done.add((step.prompt.id, "given", value))
            door.do(*replies.keep(sitting, step, dict(_values(sitting, step, value, turn))))
            if step.private:
                played.secrets.setdefault(step.prompt.id, []).append(_words(step.prompt, turn))
        sitting.refresh()
    assert sitting.next_open() is None, "it goes round in circles"
    door.do(*closing.passed(sitting, len(sitting.steps)))
    sitting.refresh()
    for step in sitting.steps:
        if step.prompt.condition and (step.prompt.id, "asked", None) not in played.done:
            assert any(r.text("type") == "condition" for r in sitting.at(step))
            played.done.add((step.prompt.id, "skipped", None))
    door.do(*closing.end(sitting))
    assert sitting.ended
    return played


def _reply(prompt: Prompt, script: dict[str, Value], wanted: set[Goal], turn: int) -> Value:
    if prompt.id in script:
        return script[prompt.id]
    values = _all_of(prompt)
    new = [v for v in values if (prompt.id, "given", v) in wanted]
    return new[0] if new else values[turn % len(values)] if values else "words"


def _words(prompt: Prompt, turn: int) -> str:
    return f"what I say to {prompt.id} on turn {turn}"


def _values(sitting: Sitting, step: Step, value: Value, turn: int) -> Iterator[tuple[str, Any]]:
    """A value for each part of the reply, typed as a person types it."""
    for part in parts(step.prompt):
        raw = _typed(step.prompt, part, "" if part.name else value, turn)
        yield part.name, replies.value(sitting, part, raw)


def _typed(prompt: Prompt, part: Part, value: Value, turn: int) -> str:
    if part.kind == "choice":
        return str(value or part.options[turn % len(part.options)].value)
    if part.kind == "rating" and part.scale:
        return str(value if isinstance(value, int) else part.scale.high)
    if part.kind == "number":
        return str(value if isinstance(value, int) else 5)
    if part.kind == "date":
        return "2026-12-01"
    words = _words(prompt, turn)
    return f"{words}\nand once more" if prompt.many else words


def told(sitting: Sitting, played: Played) -> list[str]:
    """What others could read of the private replies; nothing, if all is well."""
    shared = [r for r in sitting.engagement.state.records.values() if r.audience != "private"]
    found = []
    for name, texts in played.secrets.items():
        found += [f"#{name} in {r.kind}" for r in shared for t in texts if t in str(_public(r))]
        found += [
            f"#{name} as {r.kind}"
            for r in shared
            if r.text("session") == sitting.session and r.text("prompt") == name and not _bare(r)
        ]
    rated = [s for s in sitting.steps if s.prompt.of and s.prompt.id in played.secrets]
    found += [f"#{s.prompt.id} on a shared record" for s in rated if _target_is_shared(sitting, s)]
    return found


def _public(record: Record) -> list[Any]:
    return [c.set for c in record.changes if not c.private]


def _bare(record: Record) -> bool:
    mark = record.kind == "answer" and record.get("state") in MARKS
    return mark and record.get("value", None) is None


def _target_is_shared(sitting: Sitting, step: Step) -> bool:
    target = reading.target(sitting, step)
    return bool(target) and sitting.engagement.state.records[target].audience != "private"
