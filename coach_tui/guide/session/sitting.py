"""One session under way: what was replied so far, and the changes that a reply means.

Nothing here is kept in memory as a truth of its own. Where one is follows from what has been
replied, so a session that was left goes on at the same place, on either device.
"""

from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any

from coach_tui.decks.conditions import Reply, holds
from coach_tui.decks.fields import field_of
from coach_tui.decks.model import Deck
from coach_tui.decks.text import plain
from coach_tui.engagement import Engagement, Plan
from coach_tui.guide import writing
from coach_tui.guide.blind import give, stays
from coach_tui.guide.experiment.rules import review_of
from coach_tui.guide.sealed import Book
from coach_tui.guide.session.steps import TYPED, Part, Step, parts, steps
from coach_tui.guide.session.values import value_of
from coach_tui.guide.timing import spent
from coach_tui.records.audience import kept_back
from coach_tui.records.dates import at
from coach_tui.records.kinds import KINDS, known
from coach_tui.records.refusal import Refused
from coach_tui.records.state import Record, shown_stamps
from coach_tui.records.text import clean, shown, typed

MARKS = ("asked", "skipped", "parked", "private")
"""States of an answer without words of its own; `private` says that they are on another device."""
CLOSED = ("answered", "dropped", "done", "reviewed", "stopped")
"""Statuses of records that are not offered again."""
TAG = 60
"""Characters up to which a reply can be the name of a pattern."""


@dataclass(slots=True)
class Sitting:
    """A session's record, the deck it is played from and the steps through it."""

    engagement: Engagement
    session: str
    deck: Deck
    steps: tuple[Step, ...] = ()
    exercise: str = ""
    _seen: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    _ours: dict[str, list[Record]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        record = self.record
        self.exercise = record.text("exercise")
        role = self.engagement.me.role if self.exercise else ""
        if not self.steps:
            self.steps = steps(self.deck, record.text("stage"), role)
        self.refresh()

    @property
    def record(self) -> Record:
        """The session's record as it is now."""
        return self.engagement.state.records[self.session]

    @property
    def issue(self) -> str:
        """The issue that is worked on: the session's, or the one that was written down in it."""
        ours = (r.id for some in self._ours.values() for r in some if r.kind == "issue")
        return self.record.text("issue") or next(ours, "")

    @property
    def ended(self) -> bool:
        """Whether the session was closed."""
        return bool(self.record.get("status") == "ended")

    def refresh(self) -> None:
        """Look again at what was recorded in this session."""
        self._ours = {}
        # A list: it is opened beside the screen's thread, where changes may come in meanwhile.
        for record in list(self.engagement.state.records.values()):
            # A check-out is about the session, not said in it.
            ours = record.text("session") == self.session and record.kind != "check"
            if ours and not record.hidden:
                self._ours.setdefault(record.text("prompt"), []).append(record)
        for some in self._ours.values():
            some.sort(key=lambda r: (r.created, r.id))

    # -- who -----------------------------------------------------------------------------------

    def answers(self, step: Step) -> str:
        """The id of the member who answers a step; the role, as long as nobody has it."""
        me = self.engagement.me
        if step.role in ("both", me.role):
            return me.member
        for device in self.engagement.others:
            if device.role == step.role:
                return device.member
        return step.role

    def mine(self, step: Step) -> bool:
        """Whether the person at this device answers the step."""
        return self.answers(step) == self.engagement.me.member

    def elsewhere(self, step: Step) -> bool:
        """Whether the step is private to somebody who is not at this device of their own."""
        return step.private and not self.mine(step)

    # -- what is here --------------------------------------------------------------------------

    def show(self, step: Step) -> None:
        """Note what is shown at a step now: an edit that begins here replaces that and no more."""
        self._seen = {
            r.id: {f: shown_stamps(r, f) for f in r.fields} for r in self.replies_at(step)
        }

    def _edit(self, record: Record, said: dict[str, Any]) -> list[Plan]:
        seen = self._seen.get(record.id)
        over = None if seen is None else {f: seen.get(f, []) for f in said}
        return writing.edit(self.engagement, record.id, said, over)

    def at(self, step: Step) -> list[Record]:
        """What was recorded at a step, oldest first."""
        names = {step.prompt.id, *step.prompt.was}
        found = [r for n in names for r in self._ours.get(n, [])]
        who = self.answers(step)
        if step.role != step.prompt.who:
            found = [r for r in found if (r.text("by") or r.author) == who]
        if step.blind:
            found = [r for r in found if r.kind != step.prompt.kind] + self._given(step, who)
        return found

    def _given(self, step: Step, who: str) -> list[Record]:
        """What a person gave blind for what a step asks about, here or elsewhere."""
        book, about = Book(self.engagement, step.prompt.kind), self.about(step)
        mine = book.given.get(about, {}).get(who)
        kept = book.secret(about) if who == self.engagement.me.member else None
        return [mine.record] if mine else [kept] if kept else []

    def replies_at(self, step: Step) -> list[Record]:
        """The records with words at a step: no mere marks."""
        return [r for r in self.at(step) if not _mark(r)]

    def captured(self) -> list[Record]:
        """What was recorded in this session beside the prompts."""
        return list(self._ours.get("", []))

    def kept(self) -> list[Record]:
        """Everything with words in this session, oldest first."""
        found = [r for some in self._ours.values() for r in some if not _mark(r)]
        return sorted(found, key=lambda r: (r.created, r.id))

    def parked(self) -> list[Step]:
        """The steps that were parked and have no reply since."""
        return [s for s in self.steps if self.reply(s) == Reply("parked")]

    def reply(self, step: Step) -> Reply | None:
        """What became of a step; None while nothing did."""
        found = self.at(step)
        real = [r for r in found if not _mark(r)]
        if real:
            last = real[-1]
            if step.blind and last.kind == step.prompt.kind:
                return Reply("answered")
            if last.kind == "answer":
                return Reply(_state(last), _plain(last.get("value", None)))
            if last.kind == "question" and step.prompt.kind != "question":
                return Reply("asked")
            return Reply("answered", last.text(known(last.kind).text_in))
        states = [_state(r) for r in found]
        if "private" in states:
            return Reply("private")
        return Reply(states[-1]) if states else None

    def replies(self) -> dict[str, Reply]:
        """What became of each prompt so far."""
        found = {s.prompt.id: self.reply(s) for s in self.steps}
        return {i: r for i, r in found.items() if r is not None}

    def open(self, step: Step, replies: dict[str, Reply]) -> bool:
        """Whether a step is still to be asked."""
        if not holds(step.prompt.condition, replies, self._aliases()):
            return False
        found = self.at(step)
        if step.prompt.fields and not step.blind and any(not _mark(r) for r in found):
            return bool(self.missing(step))
        return all(r.text("type") == "condition" for r in found)

    def _aliases(self) -> dict[str, str]:
        return {old: s.prompt.id for s in self.steps for old in s.prompt.was}

    def next_open(self, start: int = 0) -> int | None:
        """The first step from `start` on that is still to be asked; None when there is none."""
        replies = self.replies()
        for index in range(start, len(self.steps)):
            if self.open(self.steps[index], replies):
                return index
        return None

    def missing(self, step: Step) -> list[Part]:
        """The required parts of a form that have no value yet."""
        have = self.values_at(step)
        return [p for p in parts(step.prompt) if p.required and have.get(p.name) in (None, "")]

    def values_at(self, step: Step) -> dict[str, Any]:
        """The values of a form as far as they are given, by field."""
        real = self.replies_at(step)
        if not real or step.blind:
            return {}
        last = real[-1]
        if last.kind != "answer":
            return last.fields
        value = last.get("value", None)
        return value if isinstance(value, dict) else {}

    def rows_at(self, step: Step) -> list[dict[str, str]]:
        """The rows of a worksheet that were kept."""
        real = self.replies_at(step)
        value = real[-1].get("value", None) if real else None
        rows = value if isinstance(value, list) else []
        return [{k: shown(v) for k, v in r.items()} for r in rows if isinstance(r, dict)]

    def offered(self, step: Step) -> list[Record]:
        """Open records of the prompt's kind that could be chosen instead of writing a new one."""
        kind = step.prompt.kind
        if kind not in ("assumption", "question", "experiment", "action") or step.private:
            return []
        issues = (self.record.text("issue"), self.issue)
        here = {r.id for r in self.at(step)} | {i for r in self.at(step) for i in _links(r)}
        found = [
            r
            for r in self.engagement.state.of_kind(kind)
            if r.get("status") not in CLOSED
            and r.text("issue") in issues
            and r.audience != "private"
            and r.id not in here
        ]
        return found[::-1]

    def target(self, step: Step) -> str:
        """The record that an `of` step rates: the one made or chosen at the prompt it names."""
        if step.prompt.of is None:
            return ""
        for other in self.steps:
            if other.prompt.id == step.prompt.of[0] or step.prompt.of[0] in other.prompt.was:
                return self._made_at(other)
        return ""

    def _made_at(self, step: Step) -> str:
        """The record that was made or chosen at a step, the latest."""
        for record in reversed(self.replies_at(step)):
            if record.kind != "answer":
                return record.id
            if linked := [i for i in _links(record) if i in self.engagement.state.records]:
                return linked[0]
        return ""

    def about(self, step: Step) -> str:
        """What is given blind at a step is about: this session, or the experiment made or chosen
        last before it.
        """
        if step.prompt.kind == "check":
            return self.session
        return self._tried_before(step)

    def _tried_before(self, step: Step) -> str:
        before = list(takewhile(lambda s: s != step, self.steps))
        for other in reversed(before):
            if other.prompt.kind == "experiment" and (found := self._made_at(other)):
                kind = self.engagement.state.records[found].kind
                return found if kind == "experiment" else ""
        return ""

    # -- time ----------------------------------------------------------------------------------

    def spent(self) -> int:
        """Milliseconds that the session took so far, up to the last record; breaks left out."""
        return spent(self.record, (r.created for some in self._ours.values() for r in some))

    @property
    def minutes(self) -> int:
        """The minutes that the deck, or its stage, is meant to take; 0 when nobody said."""
        if stage := self.record.text("stage"):
            found = self.deck.stage(stage)
            return (found.minutes or 0) if found else 0
        return self.deck.minutes or sum(s.minutes or 0 for s in self.deck.stages)

    # -- replying ------------------------------------------------------------------------------

    def _block(self, step: Step) -> dict[str, Any]:
        record, who = self.record, self.answers(step)
        said = {
            "issue": self.issue,
            "session": self.session,
            "prompt": step.prompt.id,
            "asked": clean(step.prompt.text),
            "prompt_hash": step.prompt.hash,
            "deck": self.deck.id,
            "deck_sha": record.text("deck_sha"),
        }
        if who != self.engagement.me.member:
            said["by"] = who
        return said

    def _answer(self, step: Step, said: dict[str, Any], audience: str = "") -> list[Plan]:
        audience = audience or ("private" if self.sealed else "engagement")
        said = {"type": _type(step), "state": "answered", **said}
        if step.prompt.scale:
            said["scale"] = str(step.prompt.scale)
        if "value" in said:
            said |= _options(step)
        return writing.new(self.engagement, "answer", self._block(step) | said, audience=audience)

    def mark(self, step: Step, state: str) -> list[Plan]:
        """Pass a step: `asked` (nothing written), `skipped` or `parked`."""
        said: dict[str, Any] = {"state": state, "type": _type(step)}
        if self.elsewhere(step):
            said["type"] = "private"
            if step.blind and (about := self.about(step)):
                said["links"] = [about]
        return self._answer(step, said, self._passing(step))

    def _passing(self, step: Step) -> str:
        """Who may know that a step was passed: of the coach's private ones not even the wording."""
        own = step.secret and self.mine(step) and self.engagement.me.role == "coach"
        return "private" if own or self.sealed else "engagement"

    def dont_know(self, step: Step) -> list[Plan]:
        """Admit that it is not known (P6): the prompt becomes an open question."""
        text = {"text": clean(step.prompt.text)}
        own = step.secret and self.mine(step)
        audience = "private" if own or self.sealed else "engagement"
        return writing.new(self.engagement, "question", self._block(step) | text, audience=audience)

    def choose(self, step: Step, chosen: Record) -> list[Plan]:
        """Link a record that is there already instead of writing it twice."""
        text = chosen.text(known(chosen.kind).text_in)
        said = {"type": chosen.kind, "value": text, "links": [chosen.id]}
        return self._answer(step, said)

    def keep(self, step: Step, values: dict[str, Any]) -> list[Plan]:
        """The changes that a reply means. `values` has a value for each part, by its name.

        A private reply stays on this device; what its learner shares is the mark that it is given.
        """
        if self.elsewhere(step):
            raise Refused("This one is private to the person who answers it, on their own device.")
        prompt = step.prompt
        if step.blind:
            return self._give(step, values)
        if prompt.columns:
            plans = self._worksheet(step, values)
        elif prompt.fields:
            plans = self._form(step, values)
        elif prompt.of:
            plans = self._rate(step, values[""])
        elif _makes_record(prompt.kind):
            plans = self._records(step, values)
        else:
            plans = self._reply(step, values[""])
        shared = any(_state(r) == "private" for r in self.at(step))
        own = step.private or self._of_private(step)
        if own and self.engagement.me.role == "learner" and not shared:
            plans += self._answer(step, {"state": "private"})
        return plans

    def _give(self, step: Step, values: dict[str, Any]) -> list[Plan]:
        """Give blind; where it was asked stands beside the mark, unless that is not to be known."""
        about = self.about(step)
        if not about:
            raise Refused(
                "There is no experiment in this session yet. Write or choose one at its prompt "
                "before this one, or skip this and give it for another on the Value page."
            )
        hushed = self._passing(step) == "private" or self.record.audience == "private"
        said = {n or "chance": v for n, v in values.items()}
        return give(self.engagement, about, said, {} if hushed else self._block(step))

    def keep_as(self, step: Step, kind: str, text: str) -> list[Plan]:
        """A reply as another kind of record than the prompt asks for."""
        said = self._block(step) | {known(kind).text_in: text}
        return writing.new(self.engagement, kind, said, audience=self._audience(step))

    def _audience(self, step: Step) -> str:
        return "private" if self.kept_back(step) else "engagement"

    def kept_back(self, step: Step) -> bool:
        """Whether a reply stays on this device: the prompt is private, or its issue not safe, or
        what it is about.
        """
        return step.private or self.sealed or self._of_private(step)

    def _of_private(self, step: Step) -> bool:
        target = self.engagement.state.records.get(self.target(step))
        return target is not None and target.audience == "private"

    def opens(self, step: Step) -> bool:
        """Whether what is given blind at a step is open to the other when they gave theirs."""
        about = self.engagement.state.records.get(self.about(step)) if step.blind else None
        kept = about is not None and stays(self.engagement, about)
        return step.blind and not self.sealed and not kept

    @property
    def sealed(self) -> bool:
        """Whether the session is private, or its issue private or one that must not get known (N3):
        then nothing is shared.
        """
        if self.record.audience == "private":
            return True
        return kept_back(self.engagement.state.records, {"issue": self.issue})

    def _editable(self, step: Step, kind: str) -> Record | None:
        """The reply that a new wording replaces: the same kind, and ours to change."""
        me = self.engagement.me.member
        for record in reversed(self.replies_at(step)):
            if record.kind == kind and (known(kind).joint or record.author == me):
                return record
        return None

    def _reply(self, step: Step, value: Any) -> list[Plan]:
        earlier = self._editable(step, "answer")
        if earlier and (earlier.audience == "private") == self.kept_back(step):
            return self._again(step, earlier, value)
        return self._answer(step, {"value": value}, self._audience(step))

    def _again(self, step: Step, earlier: Record, value: Any) -> list[Plan]:
        """Another value of an answer; with what could be chosen where that was not kept yet."""
        options = {} if earlier.get("options") else _options(step)
        return self._edit(earlier, {"value": value, "state": "answered", **options})

    def _records(self, step: Step, values: dict[str, Any]) -> list[Plan]:
        kind = step.prompt.kind
        field_name = known(kind).text_in
        more = {n: v for n, v in values.items() if n and v not in (None, "")}
        if step.prompt.many:
            lines = [one.strip() for one in typed(values[""]).split("\n") if one.strip()]
            return [plan for one in lines for plan in self._new(step, {field_name: one})]
        said = {field_name: values[""], **more}
        if earlier := self._editable(step, kind):
            return self._edit(earlier, said)
        return self._new(step, said)

    def _new(self, step: Step, said: dict[str, Any]) -> list[Plan]:
        """A record of the prompt's kind; a look back is at the experiment chosen before it."""
        kind, whole = step.prompt.kind, self._block(step)
        if kind == "review" and (found := self._tried_before(step)):
            whole |= review_of(self.engagement, self.engagement.state.records[found])
        audience = "private" if self.kept_back(step) else ""
        return writing.new(self.engagement, kind, whole | said, audience=audience)

    def _form(self, step: Step, values: dict[str, Any]) -> list[Plan]:
        given = {n: v for n, v in values.items() if v not in (None, "")}
        kind = step.prompt.kind if _makes_record(step.prompt.kind) else "answer"
        earlier = self._editable(step, kind)
        if kind == "answer":
            value = self.values_at(step) | given
            if earlier:
                return self._again(step, earlier, value)
            return self._answer(step, {"value": value}, self._audience(step))
        if earlier:
            return self._edit(earlier, given)
        name, enough = known(kind).text_in, known(kind).says_enough
        if name not in given and enough not in given:
            given[name] = next((str(v) for v in given.values()), "")
        if kind == "issue":
            given = self._said_before() | given
        return self._new(step, given)

    def _said_before(self) -> dict[str, Any]:
        """What was replied before an issue was written down and belongs to it: the gate that comes
        first (N3), what was tried, and what it is like elsewhere (P9). Nothing is asked twice.
        """
        found: dict[str, Any] = {}
        for step in self.steps:
            reply = self.reply(step)
            if reply is None or reply.state != "answered" or self.kept_back(step):
                continue
            text = str(reply.value or "").strip()
            if step.prompt.id == "safe" and text in ("fine", "careful"):
                found["safe"] = text
            elif step.prompt.id == "tried" and text:
                found["tried"] = text
            elif step.prompt.id == "pattern" and 0 < len(text) <= TAG:
                found["pattern"] = [t.strip() for t in text.split(",") if t.strip()]
        return found

    def _worksheet(self, step: Step, values: dict[str, Any]) -> list[Plan]:
        rows = [*self.rows_at(step), {n: v for n, v in values.items() if v}]
        earlier = self._editable(step, "answer")
        if earlier and (earlier.audience == "private") == self.kept_back(step):
            return self._edit(earlier, {"value": rows, "state": "answered"})
        return self._answer(step, {"value": rows}, self._audience(step))

    def _rate(self, step: Step, value: Any) -> list[Plan]:
        target, plans = self.target(step), list[Plan]()
        said: dict[str, Any] = {"value": value}
        if target and step.prompt.of:
            kind = self.engagement.state.records[target].kind
            field = field_of(kind, step.prompt.of[1])
            plans += writing.edit(self.engagement, target, {field: value})
            said["links"] = [target]
        return [*plans, *self._answer(step, said, self._audience(step))]

    def passed(self, upto: int) -> list[Plan]:
        """Marks for the steps before `upto` whose condition did not hold: recorded as skipped."""
        replies = self.replies()
        return [
            plan
            for s in self.steps[:upto]
            if s.prompt.condition
            and not self.at(s)
            and not holds(s.prompt.condition, replies, self._aliases())
            for plan in self._answer(s, {"state": "skipped", "type": "condition"}, self._passing(s))
        ]

    def capture(self, kind: str, text: str, audience: str = "") -> list[Plan]:
        """A sentence that fits no prompt, kept with the session."""
        said = {known(kind).text_in: text, "session": self.session}
        said["issue"] = self.issue
        return writing.new(self.engagement, kind, said, audience=audience)

    # -- closing -------------------------------------------------------------------------------

    def leave(self) -> list[Plan]:
        """Leave for now; nothing is lost and it goes on where it was."""
        return writing.edit(self.engagement, self.session, {"status": "left"})

    def end(self, next_date: str = "") -> list[Plan]:
        """Close the session, and the exercise that it was."""
        said: dict[str, Any] = {"status": "ended", "ended": self.engagement.wall()}
        if next_date:
            said["next_date"] = next_date
        plans = writing.edit(self.engagement, self.session, said)
        exercise = self.engagement.state.records.get(self.exercise)
        if exercise and not exercise.get("every"):
            plans += writing.edit(self.engagement, self.exercise, {"status": "done"})
        return plans

    def value(self, part: Part, raw: str) -> str | int | float:
        """What was typed for a part as its value; `Refused` when it does not fit."""
        today = at(self.engagement.wall()).date()
        return value_of(part, raw, today)


def _makes_record(kind: str) -> bool:
    """Whether a prompt of the kind makes such a record: no deck can make members or keys."""
    return kind in KINDS and kind not in TYPED and not KINDS[kind].internal


def _mark(record: Record) -> bool:
    own = record.text("type") == "own"
    return record.kind == "answer" and not own and _state(record) in MARKS


def _state(record: Record) -> str:
    state = record.get("state", "answered") if record.kind == "answer" else "answered"
    return state if isinstance(state, str) else "answered"


def _type(step: Step) -> str:
    return parts(step.prompt)[0].kind if step.prompt.kind in TYPED else step.prompt.kind


def _options(step: Step) -> dict[str, Any]:
    """What can be chosen at a step, as it is read: with it an answer can be understood when the
    deck is another one, or gone. All of it, so that a later choice finds its words as well.
    """
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


def _plain(value: Any) -> str | float | int | None:
    if isinstance(value, str | int | float):
        return value
    return None if value in (None, [], {}) else "given"


def _links(record: Record) -> list[str]:
    links = record.get("links", [])
    return [i for i in links if isinstance(i, str)] if isinstance(links, list) else []
