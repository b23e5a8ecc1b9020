"""Give every stage and prompt of a deck a unique id."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from .draft import finish
from .model import Message, Probe, Prompt, Stage
from .stages import StageDraft
from .text import Names, plain, slug_of

_NO_ID = (
    "no id: reword it, and old answers are lost to view; add `#a-name`, "
    "or let `coach-tui decks write-ids FILE` do it"
)


def identify(drafts: list[StageDraft], messages: list[Message]) -> tuple[Stage, ...]:
    """The finished stages. Duplicate and missing ids are reported in `messages`."""
    names = _stage_ids(drafts, messages)
    seen: dict[str, int] = {}
    prompts = [list(_settled(stage, seen, messages)) for stage in drafts]
    _name_the_nameless(prompts)
    return tuple(_stage(*parts) for parts in zip(drafts, names, prompts, strict=True))


def _stage(draft: StageDraft, name: str, prompts: list[Prompt]) -> Stage:
    flags = draft.labels.flags
    return Stage(
        id=name,
        title=draft.title,
        headed=draft.heading,
        text="\n\n".join(draft.text),
        who=draft.labels.who,
        minutes=draft.labels.minutes,
        checkin="checkin" in flags,
        checkout="checkout" in flags,
        scores="scores" in flags,
        between="between" in flags,
        turn="turn" in flags,
        prompts=tuple(prompts),
        dimensions=tuple(draft.dimensions.values()),
        notes=tuple(draft.notes),
        line=draft.line,
    )


def _stage_ids(drafts: list[StageDraft], messages: list[Message]) -> list[str]:
    """An id for each stage: those given by labels first, so that none derived from a title takes
    one.
    """
    given: dict[str, int] = {}
    for number, draft in enumerate(drafts):
        name = draft.labels.id
        if name and name in given:
            _twice(f"stage id `#{name}`", draft.line, drafts[given[name]].line, messages)
        elif name:
            given[name] = number
    names, taken = Names(given), {number: name for name, number in given.items()}
    for number, draft in enumerate(drafts):
        if number not in taken:
            slug = slug_of(plain(draft.title), "stage") if draft.heading else "start"
            taken[number] = names.take(slug)
    return [taken[number] for number in range(len(drafts))]


def _twice(what: str, line: int, first: int, messages: list[Message]) -> None:
    messages.append(Message(line, "E403", "error", f"{what} is used on line {first} already"))


def _settled(draft: StageDraft, seen: dict[str, int], messages: list[Message]) -> Iterator[Prompt]:
    """A stage's prompts, without those that have neither an id nor words to ask."""
    scores = "scores" in draft.labels.flags  # in such a stage only items with an id are prompts
    for one in draft.prompts:
        prompt = finish(one, draft.labels)
        if not (prompt.id or one.labels.misnamed):  # a bad id has its message already
            messages.append(Message(prompt.line, "W404", "warning", _NO_ID))
        prompt = _settle(prompt, seen, messages)
        if prompt.id or (prompt.text and not scores):
            yield prompt


def _settle(prompt: Prompt, seen: dict[str, int], messages: list[Message]) -> Prompt:
    """The prompt with its probes, each without an id that is already in use."""
    if prompt.id in seen:
        _twice(f"id `#{prompt.id}`", prompt.line, seen[prompt.id], messages)
        prompt = replace(prompt, id="")
    elif prompt.id:
        seen[prompt.id] = prompt.line
    return replace(prompt, probes=tuple(_probes(prompt, seen, messages)))


def _probes(prompt: Prompt, seen: dict[str, int], messages: list[Message]) -> Iterator[Probe]:
    for probe in prompt.probes:
        own = probe.prompt
        if not own or own.id not in seen:
            if own:
                seen[own.id] = own.line
            yield probe
            continue
        _twice(f"id `#{own.id}`", own.line, seen[own.id], messages)
        if own.who != "coach" and not own.private and probe.text:
            yield replace(probe, prompt=None)


def _name_the_nameless(stages: list[list[Prompt]]) -> None:
    """Give prompts without an id `~hash`, numbered when equal; the coach's last, since the
    learner's edition does not have them and must get the same ids.
    """
    alike: Counter[str] = Counter()
    for coach in (False, True):
        for prompts in stages:
            for number, prompt in enumerate(prompts):
                if prompt.id or (prompt.who == "coach") is not coach:
                    continue
                alike[prompt.hash] += 1
                twin = f".{alike[prompt.hash]}" if alike[prompt.hash] > 1 else ""
                prompts[number] = replace(prompt, id=f"~{prompt.hash}{twin}")
