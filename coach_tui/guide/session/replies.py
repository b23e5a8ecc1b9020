"""Plans for a reply in a session: which record a step makes, or which earlier one it changes.

Nothing is stored here; the caller stores all returned plans together. What was replied before and
who may see it is read through `session/reading.py`. Rows P6, P9 and N3 of docs/method.md.
"""

from typing import Any

from coach_tui.decks.fields import field_of
from coach_tui.decks.model import STANDING
from coach_tui.decks.text import plain
from coach_tui.engagement import Plan
from coach_tui.guide import writing
from coach_tui.guide.blind import give
from coach_tui.guide.contracts import worded
from coach_tui.guide.experiment.rules import review_of
from coach_tui.guide.session import worksheet
from coach_tui.guide.session.reading import (
    Sitting,
    about,
    kept_back,
    of_private,
    state_of,
    target,
    tried_before,
)
from coach_tui.guide.session.steps import TYPED, Part, Step, parts
from coach_tui.guide.session.values import value_of
from coach_tui.records.dates import at
from coach_tui.records.kinds import KINDS, field_types, known
from coach_tui.records.refusal import Refused
from coach_tui.records.state import Record
from coach_tui.records.text import clean, typed

TAG = 60
"""The longest reply (characters) that is taken as a list of pattern names."""

Values = dict[str, Any]
"""The values given for the parts of a step, by part name (empty name: the whole reply)."""


def value(sitting: Sitting, part: Part, raw: str) -> Any:
    """The value of the text typed for a part; `Refused` when it does not fit."""
    if part.columns:
        return worksheet.read(part.columns, raw)
    return value_of(part, raw, at(sitting.engagement.wall()).date())


# -- a reply ---------------------------------------------------------------------------------------


def keep(sitting: Sitting, step: Step, values: Values) -> list[Plan]:
    """Plans that store a reply in the form that the prompt asks for.

    A private reply stays on this device; a learner also shares a mark saying that there is one.
    `Refused` when the step must be answered on another device, or a blind step has no experiment.
    """
    if sitting.elsewhere(step):
        raise Refused("This one is private to the person who answers it, on their own device.")
    if step.blind:
        return _blind(sitting, step, values)
    plans = _by_prompt(sitting, step, values)
    told = any(state_of(r) == "private" for r in sitting.at(step))
    own = step.private or of_private(sitting, step)
    if own and sitting.engagement.me.role == "learner" and not told:
        plans += _answer(sitting, step, {"state": "private"})
    return plans


def _by_prompt(sitting: Sitting, step: Step, values: Values) -> list[Plan]:
    prompt = step.prompt
    if prompt.columns:
        return _plain_answer(sitting, step, values[""])
    if prompt.fields:
        return _form(sitting, step, values)
    if prompt.of:
        return _rating(sitting, step, values[""])
    if _makes_record(prompt.kind):
        return _record(sitting, step, values)
    return _plain_answer(sitting, step, values[""])


def keep_as(sitting: Sitting, step: Step, kind: str, text: str) -> list[Plan]:
    """Plans that store a reply as a record of another kind than the prompt asks for."""
    said = _frame(sitting, step) | {known(kind).text_in: text}
    return writing.new(sitting.engagement, kind, said, audience=_audience(sitting, step))


def choose(sitting: Sitting, step: Step, chosen: Record) -> list[Plan]:
    """Plans for an answer that links to an existing record instead of making a new one."""
    text = chosen.text(known(chosen.kind).text_in)
    said = {"type": chosen.kind, "value": text, "links": [chosen.id]}
    return _answer(sitting, step, said)


# -- no reply --------------------------------------------------------------------------------------


def mark(sitting: Sitting, step: Step, state: str) -> list[Plan]:
    """Plans that mark a step without a reply: `asked` (nothing typed), `skipped` or `parked`."""
    said: dict[str, Any] = {"state": state, "type": _type(step)}
    if sitting.elsewhere(step):
        said["type"] = "private"
        if step.blind and (what := about(sitting, step)):
            said["links"] = [what]
    elif step.prompt.of and (rated := target(sitting, step)):
        kind = sitting.engagement.state.records[rated].kind
        said |= {"links": [rated], "of": f"{kind}.{_field(sitting, step, rated)}"}
    return _answer(sitting, step, said, _passing(sitting, step))


def unasked(sitting: Sitting, step: Step) -> list[Plan]:
    """Plans that record a step as skipped because its condition did not hold."""
    said = {"state": "skipped", "type": "condition"}
    return _answer(sitting, step, said, _passing(sitting, step))


def dont_know(sitting: Sitting, step: Step) -> list[Plan]:
    """Plans that turn a prompt nobody can answer into an open question record."""
    said = _frame(sitting, step) | {"text": clean(plain(step.prompt.text))}
    own = step.secret and sitting.mine(step)
    audience = "private" if own or sitting.sealed else "engagement"
    return writing.new(sitting.engagement, "question", said, audience=audience)


# -- as an answer ----------------------------------------------------------------------------------


def _answer(sitting: Sitting, step: Step, said: dict[str, Any], audience: str = "") -> list[Plan]:
    audience = audience or ("private" if sitting.sealed else "engagement")
    said = _frame(sitting, step) | {"type": _type(step), "state": "answered"} | said
    if step.prompt.scale:
        said["scale"] = str(step.prompt.scale)
    if "value" in said or (said["state"] == "asked" and not step.private):
        said |= _options(step) | _fits(step)
    return writing.new(sitting.engagement, "answer", said, audience=audience)


def _plain_answer(sitting: Sitting, step: Step, given: Any) -> list[Plan]:
    earlier = _editable(sitting, step, "answer")
    if earlier and _stays_as_seen(sitting, step, earlier):
        return _again(sitting, step, earlier, given)
    return _answer(sitting, step, {"value": given}, _audience(sitting, step))


def _again(sitting: Sitting, step: Step, earlier: Record, given: Any) -> list[Plan]:
    """Replace the value of an answer; also store the prompt's options if the answer lacks them."""
    options = {} if earlier.get("options") or earlier.get("parts") else _options(step) | _fits(step)
    return _edit(sitting, earlier, {"value": given, "state": "answered", **options})


def _rating(sitting: Sitting, step: Step, given: Any) -> list[Plan]:
    """Set the rated field of the record that a step with `of` rates, and record the answer."""
    engagement, rated = sitting.engagement, target(sitting, step)
    said: dict[str, Any] = {"value": given}
    plans: list[Plan] = []
    if rated and step.prompt.of:
        kind, field = engagement.state.records[rated].kind, _field(sitting, step, rated)
        words = worded(field, given) if kind == "contract" else given
        if field_types(kind)[field] == list[str]:
            words = _added(engagement.state.records[rated].get(field, []), str(given))
        plans = writing.edit(engagement, rated, {field: words})
        said |= {"links": [rated], "of": f"{kind}.{field}"}
    elif step.prompt.of and step.prompt.of[0] in STANDING:
        name, field = step.prompt.of
        said["of"] = f"{name}.{field_of(STANDING[name], field)}"
    return [*plans, *_answer(sitting, step, said, _audience(sitting, step))]


def _field(sitting: Sitting, step: Step, rated: str) -> str:
    """The field that a step with `of` sets in the record with the id `rated`."""
    assert step.prompt.of is not None
    return field_of(sitting.engagement.state.records[rated].kind, step.prompt.of[1])


def _added(have: Any, given: str) -> list[str]:
    """A list of names with those in the text given (with commas) at its end."""
    names = have if isinstance(have, list) else []
    return list(dict.fromkeys([*names, *(n.strip() for n in given.split(",") if n.strip())]))


# -- as a record of its own ------------------------------------------------------------------------


def _record(sitting: Sitting, step: Step, values: Values) -> list[Plan]:
    kind = step.prompt.kind
    into = known(kind).text_in
    if step.prompt.many:
        lines = [one.strip() for one in typed(values[""]).split("\n") if one.strip()]
        return [plan for one in lines for plan in _new(sitting, step, {into: one})]
    said = {into: values[""]} | {n: v for n, v in values.items() if n and v not in (None, "")}
    if earlier := _editable(sitting, step, kind):
        return _edit(sitting, earlier, said)
    return _new(sitting, step, said)


def _form(sitting: Sitting, step: Step, values: Values) -> list[Plan]:
    given = {n: v for n, v in values.items() if v not in (None, "")}
    kind = step.prompt.kind if _makes_record(step.prompt.kind) else "answer"
    earlier = _editable(sitting, step, kind)
    if kind == "answer":
        whole = sitting.values_at(step) | given
        if earlier:
            return _again(sitting, step, earlier, whole)
        return _answer(sitting, step, {"value": whole}, _audience(sitting, step))
    if earlier:
        return _edit(sitting, earlier, given)
    into, enough = known(kind).text_in, known(kind).says_enough
    if into not in given and enough not in given:
        given[into] = next((str(v) for v in given.values()), "")
    return _new(sitting, step, _said_before(sitting) | given if kind == "issue" else given)


def _new(sitting: Sitting, step: Step, said: dict[str, Any]) -> list[Plan]:
    """A new record of the prompt's kind; a review is of the last experiment before this step."""
    kind, whole = step.prompt.kind, _frame(sitting, step)
    if kind == "review" and (found := tried_before(sitting, step)):
        whole |= review_of(sitting.engagement, sitting.engagement.state.records[found])
    audience = "private" if kept_back(sitting, step) else ""
    return writing.new(sitting.engagement, kind, whole | said, audience=audience)


def _said_before(sitting: Sitting) -> dict[str, Any]:
    """Fields of a new issue taken from earlier replies in this session, so that nothing is asked
    twice: whether it is safe, what was tried, and its patterns.
    """
    found: dict[str, Any] = {}
    for step in sitting.steps:
        reply = sitting.reply(step)
        if reply is None or reply.state != "answered" or kept_back(sitting, step):
            continue
        text = str(reply.value or "").strip()
        if step.prompt.id == "safe" and text in ("fine", "careful"):
            found["safe"] = text
        elif step.prompt.id == "tried" and text:
            found["tried"] = text
        elif step.prompt.id == "pattern" and 0 < len(text) <= TAG:
            found["pattern"] = [t.strip() for t in text.split(",") if t.strip()]
    return found


def _blind(sitting: Sitting, step: Step, values: Values) -> list[Plan]:
    """Give a blind reply. The prompt's fields are stored in the public record, unless nobody else
    may know that the prompt was asked.
    """
    what = about(sitting, step)
    if not what:
        raise Refused(
            "There is no experiment in this session yet. Write or choose one at its prompt "
            "before this one, or skip this and give it for another on the Value page."
        )
    hushed = _passing(sitting, step) == "private" or sitting.record.private
    said = {n or "chance": v for n, v in values.items()}
    return give(sitting.engagement, what, said, {} if hushed else _frame(sitting, step))


# -- what they share -------------------------------------------------------------------------------


def _frame(sitting: Sitting, step: Step) -> dict[str, Any]:
    """The fields that say in which session, at which prompt and of whom something was asked."""
    who = sitting.answers(step)
    said = {
        "issue": sitting.issue,
        "session": sitting.session,
        "prompt": step.prompt.id,
        "asked": clean(plain(step.prompt.text)),
        "prompt_hash": step.prompt.hash,
        "deck": sitting.deck.id,
        "deck_sha": sitting.record.text("deck_sha"),
    }
    return said if who == sitting.engagement.me.member else said | {"by": who}


def _audience(sitting: Sitting, step: Step) -> str:
    return "private" if kept_back(sitting, step) else "engagement"


def _passing(sitting: Sitting, step: Step) -> str:
    """The audience of a mark for a step: private for the coach's own private prompts, whose very
    wording is private.
    """
    own = step.secret and sitting.mine(step) and sitting.engagement.me.role == "coach"
    return "private" if own or sitting.sealed else "engagement"


def _edit(sitting: Sitting, record: Record, said: dict[str, Any]) -> list[Plan]:
    """New values of a reply, replacing only the values that were shown with its step."""
    seen = sitting.seen.get(record.id)
    over = None if seen is None else {f: seen.get(f, []) for f in said}
    return writing.edit(sitting.engagement, record.id, said, over)


def _editable(sitting: Sitting, step: Step, kind: str) -> Record | None:
    """The latest reply of a kind at a step that this person may change; None when there is none."""
    me = sitting.engagement.me.member
    for record in reversed(sitting.replies_at(step)):
        if record.kind == kind and (known(kind).joint or record.author == me):
            return record
    return None


def _stays_as_seen(sitting: Sitting, step: Step, earlier: Record) -> bool:
    """Whether an edited reply keeps the audience of the earlier one."""
    return earlier.private == kept_back(sitting, step)


def _makes_record(kind: str) -> bool:
    """Whether a prompt of this kind makes a record of it; decks cannot make internal kinds."""
    return kind in KINDS and kind not in TYPED and not KINDS[kind].internal


def _type(step: Step) -> str:
    prompt = step.prompt
    if prompt.kind not in TYPED:
        return prompt.kind
    if prompt.fields:
        return "form"
    return "worksheet" if prompt.columns else parts(prompt)[0].kind


def _fits(step: Step) -> dict[str, Any]:
    """What each part of a form asks for, stored with the answer so that an edit elsewhere can be
    checked without the deck.
    """
    if not step.prompt.fields:
        return {}
    every = parts(step.prompt)
    return {
        "parts": {p.name: str(p.scale) if p.kind == "rating" else p.kind for p in every if p.name}
    }


def _options(step: Step) -> dict[str, Any]:
    """The wording of all choices at a step, by part name and value, and the headings of a
    worksheet, stored with the answer so that it can be read without the deck. Empty when there are
    none.
    """
    if step.prompt.columns:
        return {"options": {worksheet.COLUMNS: worksheet.headings(step.prompt.columns)}}
    found: dict[str, dict[str, str]] = {}
    for part in parts(step.prompt):
        if not part.name and part.scale:
            continue  # kept as `scale`
        words = {o.value: plain(o.text) for o in part.options}
        if not words and part.scale:
            labels = enumerate(part.scale.labels, part.scale.low)
            words = {str(number): label for number, label in labels}
        if words:
            found[part.name] = words
    return {"options": found} if found else {}
