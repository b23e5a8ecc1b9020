"""Checks that need a whole deck: references, scores, times and forms."""

from collections import Counter
from collections.abc import Iterable, Iterator

from coach_tui.records.worth import BLIND, Check, Prediction

from .blocks import Block
from .fields import unfit
from .front_matter import FrontMatter
from .model import SEATS, STANDING, Deck, Field, Message, Prompt, Stage, Test
from .pictures import picture_of
from .text import meant

CARD_FIELDS = (
    *("action", "chance", "consent", "limit", "measure"),
    *("notice", "prediction", "review", "reversible", "stop"),
)
FEWEST_STATEMENTS = 3
MOST_CORE = 10
"""How many prompts a deck's short form should have at most; a shorter deck needs none."""
ITEMS = tuple(Check.labels)
"""The items that a check-out can have."""


def check(deck: Deck, front: FrontMatter) -> Iterator[Message]:
    """All findings about a parsed deck; nothing when it is in order."""
    yield from _whole(deck, front)
    yield from _unused(deck, front)
    yield from _conditions(deck)
    yield from _scores(deck)
    yield from unfit(deck)
    yield from _refused(deck)
    yield from _core(deck, front)
    yield from _for_a_set(deck)
    for stage in deck.stages:
        if not (stage.prompts or stage.dimensions or stage.text):
            yield Message(stage.line, "I402", "info", "nothing is asked in this stage")
    for prompt in deck.prompts():
        yield from _prompt(prompt)


def swallowed(tree: Iterable[Block], lines: list[str]) -> Iterator[Message]:
    """Report lines without `>` that Markdown joins to a block quote above (lazy continuation)."""
    what = "swallowed by the note above, so the learner never sees it: put a blank line between"
    for top in tree:
        inside = (b for quote in top.walk() if quote.kind == "quote" for b in quote.walk())
        for block in inside:
            numbers = range(block.line + 1, block.end if block.kind == "paragraph" else 0)
            for number in numbers:
                if not lines[number].lstrip().startswith(">"):
                    yield Message(number + 1, "W301", "warning", what)
                    break


def _whole(deck: Deck, front: FrontMatter) -> Iterator[Message]:
    if not deck.title:
        yield Message(1, "E401", "error", "no title: begin with a line such as `# My deck`")
    line = front.lines.get("time", 1)
    boxes = [stage.minutes or 0 for stage in deck.stages]
    at_home = sum(stage.minutes or 0 for stage in deck.stages if stage.between)
    if deck.minutes is not None and any(boxes) and not _fits(deck, sum(boxes), at_home):
        what = f"the stages add up to {sum(boxes) - at_home} min, the deck says {deck.minutes} min"
        yield Message(line, "W414", "warning", what)
    strict = deck.grammar and front.values.get("kind", "session") == "session"
    if strict and deck.stages and not any(stage.checkout for stage in deck.stages):
        line = front.lines.get("kind") or front.lines["deck"]
        yield Message(line, "I415", "info", "no stage has the label `checkout`")


def _unused(deck: Deck, front: FrontMatter) -> Iterator[Message]:
    prompts = list(deck.prompts())
    scales = [p.scale for p in prompts] + [f.scale for p in prompts for f in p.fields]
    scales += [c.scale for p in prompts for c in p.columns]
    used = {scale.name for scale in scales if scale}
    for scale in deck.scales:
        if scale.name not in used:
            what = f"the scale `{scale.name}` is not used"
            yield Message(front.scales[scale.name][1], "W109", "warning", what)


def _fits(deck: Deck, total: int, at_home: int) -> bool:
    """Whether the deck's minutes agree with the sum of its stages, with or without homework; stages
    without a time may fill the rest.
    """
    if deck.minutes in (total, total - at_home):
        return True
    open_stages = any(
        stage.minutes is None and not stage.between and not stage.scores for stage in deck.stages
    )
    return open_stages and total - at_home < (deck.minutes or 0)


def _prompt(prompt: Prompt) -> Iterator[Message]:
    yield from _answerable(prompt)
    if prompt.kind == "worksheet" and not prompt.columns:
        what = "a worksheet needs a table below: headings first, then rows"
        yield Message(prompt.line, "W211", "warning", what)
    yield from _drawn(prompt)
    if prompt.kind == "form" and not prompt.fields:
        what = "a form needs indented lines below that end in a label such as `.name`"
        yield Message(prompt.line, "W212", "warning", what)
    for one in prompt.fields:
        yield from _answerable(one)
    yield from _blind(prompt)
    if prompt.kind == "experiment" and prompt.fields:
        there = {one.name for one in prompt.fields}
        for name in CARD_FIELDS:
            if name not in there:
                what = f"the experiment card has no field `.{name}`"
                yield Message(prompt.line, "W407", "warning", what)


def _drawn(prompt: Prompt) -> Iterator[Message]:
    """Report a worksheet whose names ask for a picture, and that lacks a scale to draw it by."""
    for one in prompt.columns:
        if one.name in picture_of(c.name for c in prompt.columns).by and one.scale is None:
            what = f"`.{one.name}` is drawn by its number: give it a scale such as `1-5`"
            yield Message(prompt.line, "W214", "warning", what)


def _blind(prompt: Prompt) -> Iterator[Message]:
    """Blind replies are compared between people, so they have one form: a chance in per cent, or
    the items of a check-out.
    """
    if prompt.kind == "prediction":
        asked: Prompt | Field = next((f for f in prompt.fields if f.name == "chance"), prompt)
        if not asked.scale or (asked.scale.low, asked.scale.high) != (0, 100):
            what = "a prediction is a chance: give it the scale `0-100 %`"
            yield Message(asked.line, "W418", "warning", what)
    for one in prompt.fields if prompt.kind == "check" else ():
        if one.name not in (*ITEMS, "text"):
            names = ", ".join(f"`.{item}`" for item in ITEMS)
            what = f"a check-out has no item `.{one.name}`, so it is not asked; there are {names}"
            yield Message(one.line, "W418", "warning", what)


def _refused(deck: Deck) -> Iterator[Message]:
    """Report blind prompts that a player would refuse: a prediction needs an experiment earlier in
    the deck, a check-out needs a session.
    """
    session: list[Prompt] = []
    for stage in deck.stages:
        before = [] if stage.between else session
        for prompt in _asked(stage):
            if prompt.kind == Check.kind and (stage.between or deck.kind == "exercise"):
                what = "a check-out is of a session: as an exercise it cannot be given"
                yield Message(prompt.line, "W420", "warning", what)
            if prompt.kind == Prediction.kind and all(p.kind != "experiment" for p in before):
                what = "no `experiment` is asked for before it, so there is none to predict"
                yield Message(prompt.line, "W420", "warning", what)
            before.append(prompt)


def _core(deck: Deck, front: FrontMatter) -> Iterator[Message]:
    """Report a short form that could not be played, or that makes no difference."""
    prompts = list(deck.prompts())
    known = _by_name(prompts)
    for prompt in prompts:
        tests = prompt.condition.tests if prompt.core and prompt.condition else ()
        names = dict.fromkeys(slug for test in tests for slug in _named_in(test))
        for slug in (s for s in names if s in known and not known[s].core):
            what = f"a `core` prompt hangs on #{slug}, which is not `core`: it would never be asked"
            yield Message(prompt.condition.line if prompt.condition else 0, "E422", "error", what)
    strict = deck.grammar and front.values.get("kind", "session") == "session"
    spoken = [p.core for s in deck.stages for p in s.prompts if not (s.between or p.scored)]
    if strict and len(spoken) > MOST_CORE and all(spoken) is any(spoken):
        which = "every" if spoken[0] else "no"
        what = f"{which} prompt has the label `core`; give it to the {MOST_CORE} that matter most"
        yield Message(front.lines.get("deck", 1), "I423", "info", what)


def _for_a_set(deck: Deck) -> Iterator[Message]:
    """Report what only a set of several people can play, which is not possible yet."""
    marks = [(s.line, "turn") for s in deck.stages if s.turn]
    marks += [(p.line, f"@{p.who}") for p in deck.prompts() if p.who in SEATS]
    for line, label in marks:
        what = f"`{label}` is for a set of several people; it is kept, but cannot be played yet"
        yield Message(line, "I424", "info", what)


def _asked(stage: Stage) -> Iterator[Prompt]:
    for prompt in stage.prompts:
        yield prompt
        yield from (probe.prompt for probe in prompt.probes if probe.prompt)


def _answerable(one: Prompt | Field) -> Iterator[Message]:
    if one.kind == "rating" and not one.scale:
        what = "a rating without a scale: add one such as `0-10 never … always`"
        yield Message(one.line, "E405", "error", what)
    if one.kind == "choice" and not one.options:
        what = "a choice needs options: indented lines that begin with `- [ ]`"
        yield Message(one.line, "E406", "error", what)


def _scores(deck: Deck) -> Iterator[Message]:
    declared = {one.id: one for stage in deck.stages for one in stage.dimensions}
    count: Counter[str] = Counter()
    for prompt in deck.prompts():
        if not prompt.scored:
            continue
        name = prompt.scored[0]
        count[name] += 1
        if name not in declared:
            hint = meant(name, declared)
            what = f"`{name}` is scored, but no stage with the label `scores` declares `={name}`"
            yield Message(prompt.line, "E412", "error", what + hint)
    for name, dimension in declared.items():
        if count[name] < FEWEST_STATEMENTS:
            what = f"`={name}` rests on {count[name]} statements; {FEWEST_STATEMENTS} are the least"
            yield Message(dimension.line, "W413", "warning", what)
    for stage in deck.stages:
        yield from _without_key(stage)
        for prompt in stage.prompts if stage.scores else ():
            what = "a prompt in a stage labelled `scores`: dimensions stand there, as in `=name`"
            yield Message(prompt.line, "W416", "warning", what)


def _without_key(stage: Stage) -> Iterator[Message]:
    """Report a rating without a key among scored ratings of the same scale: probably forgotten."""
    scales = {prompt.scale for prompt in stage.prompts if prompt.scored}
    for prompt in stage.prompts:
        if prompt.kind == "rating" and not prompt.scored and prompt.scale in scales:
            what = "a statement without a key such as `+name`: it counts for nothing"
            yield Message(prompt.line, "W408", "warning", what)


def _conditions(deck: Deck) -> Iterator[Message]:
    known = _by_name(deck.prompts())
    earlier: dict[str, Prompt] = {}
    for prompt in deck.prompts():
        for test in prompt.condition.tests if prompt.condition else ():
            line = prompt.condition.line if prompt.condition else prompt.line
            for slug in _named_in(test):
                yield from _reference(slug, "the condition names", line, earlier, known)
            if hidden := [s for s in _named_in(test) if s in known and known[s].kind in BLIND]:
                yield from _compared(test, hidden[0], line)
                continue
            yield from _option(test, line, known)
            yield from _range(test, line, known)
        if prompt.of and prompt.of[0] not in STANDING:
            yield from _reference(prompt.of[0], "`of` names", prompt.line, earlier, known)
        earlier |= _by_name([prompt])


def _by_name(prompts: Iterable[Prompt]) -> dict[str, Prompt]:
    """Prompts by their current id, and by their former ids where no current id is the same."""
    prompts = list(prompts)
    old = {name: prompt for prompt in prompts for name in prompt.was}
    return old | {prompt.id: prompt for prompt in prompts}


def _named_in(test: Test) -> Iterator[str]:
    yield test.slug
    if test.op not in ("is", "is not") and isinstance(test.operand, str):
        yield test.operand


def _reference(
    slug: str, who: str, line: int, earlier: dict[str, Prompt], known: dict[str, Prompt]
) -> Iterator[Message]:
    if slug in earlier:
        return
    what = f"{who} #{slug}, which is asked only later"
    if slug not in known:
        hint = meant(slug, known) or _nameless(earlier)
        what = f"{who} #{slug}, which is not in this deck{hint}"
    yield Message(line, "E410", "error", what)


def _nameless(earlier: dict[str, Prompt]) -> str:
    """A hint at the only earlier prompt without an id; empty when there are none or several."""
    nameless = [prompt for prompt in earlier.values() if not prompt.named]
    if len(nameless) != 1:
        return ""
    return f"; is it the prompt on line {nameless[0].line}, which has no id yet?"


def _option(test: Test, line: int, known: dict[str, Prompt]) -> Iterator[Message]:
    asked = known.get(test.slug)
    values = [option.value for option in asked.options] if asked else []
    if not asked or test.op not in ("is", "is not") or test.operand in values:
        return
    what = f"#{test.slug} has no option `.{test.operand}`{meant(str(test.operand), values)}"
    if asked.scale and not values:
        example = f"{test.slug} < {(asked.scale.low + asked.scale.high + 1) // 2}"
        what = f"#{test.slug} is a rating: compare it with a number, as in `{example}`"
    yield Message(line, "E411", "error", what)


def _compared(test: Test, slug: str, line: int) -> Iterator[Message]:
    """Report a condition on the value of a blind reply, which conditions cannot see."""
    if test.op not in ("answered", "empty"):
        what = f"`{test}` never holds: what #{slug} gets is given blind; ask `{slug} answered`"
        yield Message(line, "W419", "warning", what)


def _range(test: Test, line: int, known: dict[str, Prompt]) -> Iterator[Message]:
    """Report a comparison that has the same result for every step of the scale."""
    scale = known[test.slug].scale if test.slug in known else None
    if not scale or not isinstance(test.operand, float):
        return
    low, high, number = scale.low, scale.high, test.operand
    outcomes = {
        "<": (low < number, high < number),
        "<=": (low <= number, high <= number),
        ">": (low > number, high > number),
        ">=": (low >= number, high >= number),
    }[test.op]
    if outcomes[0] is outcomes[1]:
        how = "always holds once it is answered" if outcomes[0] else "never holds"
        what = f"`{test}` {how}: #{test.slug} runs from {low} to {high}"
        yield Message(line, "W213", "warning", what)
