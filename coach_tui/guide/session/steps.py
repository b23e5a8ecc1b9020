"""The steps of a deck: its prompts in order, who answers each, and the parts of a reply. Pure."""

from dataclasses import dataclass, replace

from coach_tui.decks.fields import field_of
from coach_tui.decks.model import Column, Deck, Option, Prompt, Scale, Stage, prompt_hash
from coach_tui.records.kinds import known
from coach_tui.records.worth import ITEM_WORDS, VALUES

GROUP = ("each", "set")
"""Values of a prompt's `who` that ask each role in turn."""
TYPED = ("text", "rating", "choice", "number", "date", "worksheet", "form")
"""Prompt kinds whose reply is an `answer` record; any other kind makes a record of that kind."""


@dataclass(frozen=True, slots=True)
class Step:
    """One prompt asked of one role (`learner`, `coach` or `both`). For a probe (a follow-up with
    its own reply) `under` is the prompt that it follows.
    """

    stage: Stage
    prompt: Prompt
    role: str
    under: Prompt | None = None

    @property
    def secret(self) -> bool:
        """Whether the reply never leaves the device of the member who answers."""
        return self.prompt.private or known(self.prompt.kind).audience == "private"

    @property
    def blind(self) -> bool:
        """Whether the reply is a prediction or check-out, hidden until all have given theirs."""
        return self.prompt.kind in VALUES

    @property
    def private(self) -> bool:
        """Whether the reply must be typed by the member it asks, on their own device."""
        return self.secret or self.blind


@dataclass(frozen=True, slots=True)
class Part:
    """One input of a reply: the whole reply (`name` is empty), a form field."""

    name: str
    text: str
    kind: str
    scale: Scale | None = None
    options: tuple[Option, ...] = ()
    required: bool = False
    columns: tuple[Column, ...] = ()


def steps(deck: Deck, stage: str = "", role: str = "") -> tuple[Step, ...]:
    """The steps of a deck, or of one stage (an id).

    Stages marked `between` are homework and left out unless named. With a `role`, only the steps
    that this role answers, as for an exercise.
    """
    found = []
    for one in deck.stages:
        if one.id != stage if stage else one.between:
            continue
        for prompt in one.prompts:
            found += _of(one, prompt, None)
            for probe in prompt.probes:
                if probe.prompt:
                    found += _of(one, probe.prompt, prompt)
    return tuple(s for s in found if not role or s.role in (role, "both"))


OWN_AT = "own-question"
"""The id of the prompt that holds a question of the coach's own, added beforehand."""


def with_own(some: tuple[Step, ...], text: str, after: str) -> tuple[Step, ...]:
    """The steps with a question of the coach's own behind those of the prompt `after` (an id), or
    as the first one; unchanged when `text` is empty.
    """
    if not text.strip() or not some:
        return some
    there = [n for n, s in enumerate(some) if s.prompt.id == after]
    place = there[-1] + 1 if there else 0
    prompt = Prompt(OWN_AT, text, core=True)
    own = Step(some[max(0, place - 1)].stage, replace(prompt, hash=prompt_hash(prompt)), "learner")
    return (*some[:place], own, *some[place:])


CORE = 2
"""The minutes that a core prompt takes, said aloud and with silence."""


def has_core(some: tuple[Step, ...]) -> bool:
    """Whether some of the steps are of the deck's core."""
    return any(step.prompt.core for step in some)


def minutes_for(some: tuple[Step, ...]) -> int:
    """The minutes that the core prompts among some steps take together, on the usual way through a
    deck: `CORE` each, or what the deck gives them.
    """
    asked = [s.prompt for s in some if s.prompt.core and _usual(s.prompt)]
    return sum(p.minutes or CORE for p in asked)


def _usual(prompt: Prompt) -> bool:
    """Whether a prompt is asked unless something turns out otherwise: without a condition, or with
    one that only leaves a case out (`safe is not stop`).
    """
    tests = prompt.condition.tests if prompt.condition else ()
    return all(test.op in ("is not", "answered") for test in tests)


def core_minutes(deck: Deck) -> int:
    """The minutes of a deck's core form; 0 for a deck that has none."""
    return minutes_for(steps(deck))


def whole_minutes(deck: Deck) -> int:
    """The minutes of a whole deck; 0 when it names none."""
    return deck.minutes or sum(s.minutes or 0 for s in deck.stages)


def _of(stage: Stage, prompt: Prompt, under: Prompt | None) -> list[Step]:
    apart = prompt.who in GROUP or (prompt.who == "both" and prompt.kind in VALUES)
    roles = ("learner", "coach") if apart else (prompt.who,)
    return [Step(stage, prompt, role, under) for role in roles]


def parts(prompt: Prompt) -> tuple[Part, ...]:
    """The inputs of one reply to a prompt, in order; never empty."""
    if prompt.kind in VALUES:
        return _blind_parts(prompt)
    if prompt.fields:
        return tuple(
            Part(
                field_of(prompt.kind, f.name),
                f.text,
                _field_kind(prompt, f.name, f.kind),
                f.scale,
                f.options,
                f.required,
            )
            for f in prompt.fields
        )
    if prompt.columns:
        return (Part("", "", "worksheet", required=prompt.required, columns=prompt.columns),)
    whole = Part("", "", _typed(prompt), prompt.scale, prompt.options, prompt.required)
    if prompt.kind == "action":
        return (whole, Part("due", "By when?", "date"))
    return (whole,)


def _blind_parts(prompt: Prompt) -> tuple[Part, ...]:
    """The inputs of a blind prompt, always on the scale in which the values are stored."""
    found = tuple(
        Part(f.name, f.text, "text", None, (), f.required)
        if f.name == "text"
        else Part(f.name, f.text, "rating", _whole(prompt.kind, f.scale), (), f.required)
        for f in prompt.fields
        if f.name in VALUES[prompt.kind]
    )
    if any(p.name != "text" for p in found):
        return found
    if prompt.kind == "check":
        return tuple(Part(i, w, "rating", _whole("check", None)) for i, w in ITEM_WORDS.items())
    return (Part("", "", "rating", _whole("prediction", prompt.scale), (), prompt.required),)


def _whole(kind: str, scale: Scale | None) -> Scale:
    kept = Scale(0, 10) if kind == "check" else Scale(0, 100, "%")
    same = scale is not None and (scale.low, scale.high) == (kept.low, kept.high)
    return scale if scale and same else kept


def _typed(prompt: Prompt) -> str:
    if prompt.options:
        return "choice"
    if prompt.scale:
        return "rating"
    return prompt.kind if prompt.kind in TYPED else "text"


def _field_kind(prompt: Prompt, name: str, kind: str) -> str:
    return "date" if (prompt.kind, name) == ("experiment", "review") else kind
