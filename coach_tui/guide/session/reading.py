"""One session under way: what was replied so far.

Nothing here is kept in memory as a truth of its own. Where one is follows from what has been
replied, so a session that was left goes on at the same place, on either device.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any

from coach_tui.decks.conditions import Reply, holds
from coach_tui.decks.model import Deck
from coach_tui.engagement import Engagement
from coach_tui.guide.blind import stays
from coach_tui.guide.reader import Reader
from coach_tui.guide.sealed import Book
from coach_tui.guide.session.steps import Part, Step, parts, steps
from coach_tui.records.audience import kept_back as hangs_on_kept_back
from coach_tui.records.kinds import known
from coach_tui.records.state import Record, shown_stamps
from coach_tui.records.text import shown

MARKS = ("asked", "skipped", "parked", "private")
"""States of an answer without words of its own; `private` says that they are on another device."""
CLOSED = ("answered", "dropped", "done", "reviewed", "stopped")
"""Statuses of records that are not offered again."""


@dataclass(slots=True)
class Sitting:
    """A session's record, the deck it is played from, the steps through it and what was recorded
    at them. Once something was kept, `refresh` takes it in.
    """

    engagement: Engagement
    session: str
    deck: Deck
    steps: tuple[Step, ...] = ()
    exercise: str = ""
    seen: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    """By record and field the stamps of what was shown when the step was: an edit that begins here
    replaces that and no more.
    """
    _ours: dict[str, dict[str, Record]] = field(default_factory=dict)
    """What was recorded in this session, by prompt and id."""
    _prompt_of: dict[str, str] = field(default_factory=dict)

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
        ours = (r.id for r in self.recorded() if r.kind == "issue")
        return self.record.text("issue") or next(ours, "")

    @property
    def ended(self) -> bool:
        """Whether the session was closed."""
        return bool(self.record.get("status") == "ended")

    @property
    def sealed(self) -> bool:
        """Whether the session is private, or its issue private or one that must not get known (N3):
        then nothing is shared.
        """
        if self.record.private:
            return True
        return hangs_on_kept_back(self.engagement.state.records, {"issue": self.issue})

    def refresh(self, ids: Iterable[str] | None = None) -> None:
        """Look again at what was recorded in this session: at some records that changed, else at
        all there are.
        """
        records = self.engagement.state.records
        if ids is None:
            self._ours, self._prompt_of = {}, {}
            # A list: it is opened beside the screen's thread, where changes may come in meanwhile.
            ids = list(records)
        for identity in ids:
            if (before := self._prompt_of.pop(identity, None)) is not None:
                del self._ours[before][identity]
            record = records.get(identity)
            # A check-out is about the session, not said in it.
            ours = record and record.text("session") == self.session and record.kind != "check"
            if record and ours and not record.hidden:
                prompt = self._prompt_of[identity] = record.text("prompt")
                self._ours.setdefault(prompt, {})[identity] = record

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
        """Note what is shown at a step now."""
        self.seen = {r.id: {f: shown_stamps(r, f) for f in r.fields} for r in self.replies_at(step)}

    def recorded(self, *prompts: str) -> list[Record]:
        """What was recorded at some prompts, else in the whole session, oldest first."""
        found = [r for p in set(prompts or self._ours) for r in self._ours.get(p, {}).values()]
        return sorted(found, key=lambda r: (r.created, r.id))

    def at(self, step: Step) -> list[Record]:
        """What was recorded at a step, oldest first."""
        found = self.recorded(step.prompt.id, *step.prompt.was)
        who = self.answers(step)
        if step.role != step.prompt.who:
            found = [r for r in found if (r.text("by") or r.author) == who]
        if step.blind:
            found = [r for r in found if r.kind != step.prompt.kind] + _given(self, step, who)
        return found

    def replies_at(self, step: Step) -> list[Record]:
        """The records with words at a step: no mere marks."""
        return [r for r in self.at(step) if not is_mark(r)]

    def captured(self) -> list[Record]:
        """What was recorded in this session beside the prompts."""
        return self.recorded("")

    def kept(self) -> list[Record]:
        """Everything with words in this session, oldest first."""
        return [r for r in self.recorded() if not is_mark(r)]

    def reply(self, step: Step) -> Reply | None:
        """What became of a step; None while nothing did."""
        found = self.at(step)
        real = [r for r in found if not is_mark(r)]
        if real:
            last = real[-1]
            if step.blind and last.kind == step.prompt.kind:
                return Reply("answered")
            if last.kind == "answer":
                return Reply(state_of(last), _plain(last.get("value", None)))
            if last.kind == "question" and step.prompt.kind != "question":
                return Reply("asked")
            return Reply("answered", last.text(known(last.kind).text_in))
        states = [state_of(r) for r in found]
        if "private" in states:
            return Reply("private")
        return Reply(states[-1]) if states else None

    def replies(self) -> dict[str, Reply]:
        """What became of each prompt so far."""
        found = {s.prompt.id: self.reply(s) for s in self.steps}
        return {i: r for i, r in found.items() if r is not None}

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

    # -- where it goes on ----------------------------------------------------------------------

    def asks(self, step: Step, replies: dict[str, Reply]) -> bool:
        """Whether the condition of a step holds, so that it is asked at all."""
        aliases = {old: s.prompt.id for s in self.steps for old in s.prompt.was}
        return holds(step.prompt.condition, replies, aliases)

    def open(self, step: Step, replies: dict[str, Reply]) -> bool:
        """Whether a step is still to be asked."""
        if not self.asks(step, replies):
            return False
        found = self.at(step)
        if step.prompt.fields and not step.blind and any(not is_mark(r) for r in found):
            return bool(missing(self, step))
        return all(r.text("type") == "condition" for r in found)

    def next_open(self, start: int = 0) -> int | None:
        """The first step from `start` on that is still to be asked; None when there is none."""
        replies = self.replies()
        for index in range(start, len(self.steps)):
            if self.open(self.steps[index], replies):
                return index
        return None


# -- what is here at a step ------------------------------------------------------------------------


def missing(sitting: Sitting, step: Step) -> list[Part]:
    """The required parts of a form that have no value yet."""
    have = sitting.values_at(step)
    return [p for p in parts(step.prompt) if p.required and have.get(p.name) in (None, "")]


def parked(sitting: Sitting) -> list[Step]:
    """The steps that were parked and have no reply since."""
    return [s for s in sitting.steps if sitting.reply(s) == Reply("parked")]


def offered(sitting: Sitting, step: Step) -> list[Record]:
    """Open records of the prompt's kind that could be chosen instead of writing a new one."""
    kind = step.prompt.kind
    if kind not in ("assumption", "question", "experiment", "action") or step.private:
        return []
    issues = (sitting.record.text("issue"), sitting.issue)
    there = sitting.at(step)
    here = {r.id for r in there} | {i for r in there for i in r.linked}
    found = [
        r
        for r in sitting.engagement.state.of_kind(kind)
        if r.get("status") not in CLOSED
        and r.text("issue") in issues
        and not r.private
        and r.id not in here
    ]
    return found[::-1]


def target(sitting: Sitting, step: Step) -> str:
    """The record that an `of` step rates: the one made or chosen at the prompt it names."""
    if step.prompt.of is None:
        return ""
    for other in sitting.steps:
        if other.prompt.id == step.prompt.of[0] or step.prompt.of[0] in other.prompt.was:
            return _made_at(sitting, other)
    return ""


def about(sitting: Sitting, step: Step) -> str:
    """What is given blind at a step is about: this session, or the experiment made or chosen last
    before it.
    """
    return sitting.session if step.prompt.kind == "check" else tried_before(sitting, step)


def tried_before(sitting: Sitting, step: Step) -> str:
    """The experiment made or chosen last before a step; empty where there is none."""
    before = list(takewhile(lambda s: s != step, sitting.steps))
    for other in reversed(before):
        if other.prompt.kind == "experiment" and (found := _made_at(sitting, other)):
            kind = sitting.engagement.state.records[found].kind
            return found if kind == "experiment" else ""
    return ""


def _made_at(sitting: Sitting, step: Step) -> str:
    """The record that was made or chosen at a step, the latest."""
    for record in reversed(sitting.replies_at(step)):
        if record.kind != "answer":
            return record.id
        if found := [i for i in record.linked if i in sitting.engagement.state.records]:
            return found[0]
    return ""


def _given(sitting: Sitting, step: Step, who: str) -> list[Record]:
    """What a person gave blind for what a step asks about, here or elsewhere."""
    book, what = Book(Reader(sitting.engagement), step.prompt.kind), about(sitting, step)
    theirs = book.given.get(what, {}).get(who)
    kept = book.secret(what) if who == sitting.engagement.me.member else None
    return [theirs.record] if theirs else [kept] if kept else []


# -- who may see it --------------------------------------------------------------------------------


def kept_back(sitting: Sitting, step: Step) -> bool:
    """Whether a reply stays on this device: the prompt is private, or its issue not safe, or what
    it is about.
    """
    return step.private or sitting.sealed or of_private(sitting, step)


def of_private(sitting: Sitting, step: Step) -> bool:
    """Whether a step rates a record that is private."""
    found = sitting.engagement.state.records.get(target(sitting, step))
    return found is not None and found.private


def opens(sitting: Sitting, step: Step) -> bool:
    """Whether what is given blind at a step is open to the other when they gave theirs."""
    if not step.blind or sitting.sealed:
        return False
    what = sitting.engagement.state.records.get(about(sitting, step))
    return what is None or not stays(sitting.engagement, what)


# -- single records --------------------------------------------------------------------------------


def is_mark(record: Record) -> bool:
    """Whether a record only says what became of a step, without words of its own."""
    own = record.text("type") == "own"
    return record.kind == "answer" and not own and state_of(record) in MARKS


def state_of(record: Record) -> str:
    """The state of an answer; every other record is one that was answered."""
    state = record.get("state", "answered") if record.kind == "answer" else "answered"
    return state if isinstance(state, str) else "answered"


def _plain(value: Any) -> str | float | int | None:
    if isinstance(value, str | int | float):
        return value
    return None if value in (None, [], {}) else "given"
