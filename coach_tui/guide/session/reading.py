"""One session in progress: its steps, the replies so far, and which step is next. Reads only.

The position is not stored; it follows from the replies, so a session that was left continues at
the same place on any device. Writing replies is in `session/replies.py`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any

from coach_tui.decks.conditions import Reply, holds
from coach_tui.decks.model import STANDING, Deck
from coach_tui.engagement import Engagement
from coach_tui.guide.blind import stays
from coach_tui.guide.contracts import current as contract_in
from coach_tui.guide.reader import Reader
from coach_tui.guide.sealed import Book
from coach_tui.guide.session.steps import Part, Step, has_core, parts, steps, with_own
from coach_tui.records.audience import kept_back as hangs_on_kept_back
from coach_tui.records.kinds import known
from coach_tui.records.state import Record, shown_stamps
from coach_tui.records.text import shown

MARKS = ("asked", "skipped", "parked", "private")
"""States of an answer that holds no reply; `private` says that the reply is on another device."""
CLOSED = ("answered", "dropped", "done", "reviewed", "stopped")
"""Statuses of records that are not offered as a choice any more."""


@dataclass(slots=True)
class Sitting:
    """A session (its record's id), its deck, its steps and an index of the records made at them.

    The index is a snapshot: call `refresh` after records changed.
    """

    engagement: Engagement
    session: str
    deck: Deck
    steps: tuple[Step, ...] = ()
    exercise: str = ""
    seen: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    """By record id and field, the stamps of the values shown with the current step: an edit
    replaces those only, so that a value that arrived meanwhile becomes a conflict and is not lost.
    """
    _ours: dict[str, dict[str, Record]] = field(default_factory=dict)
    """The records of this session, by prompt id (empty: beside the prompts), then by record id."""
    _prompt_of: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        record = self.record
        self.exercise = record.text("exercise")
        role = self.engagement.me.role if self.exercise else ""
        if not self.steps:
            found = steps(self.deck, record.text("stage"), role)
            self.steps = with_own(found, record.text("own"), record.text("own_after"))
        self.refresh()

    @property
    def record(self) -> Record:
        """The session's record as it is now."""
        return self.engagement.state.records[self.session]

    @property
    def issue(self) -> str:
        """The id of the session's issue, else of the first issue recorded in it; may be empty."""
        ours = (r.id for r in self.recorded() if r.kind == "issue")
        return self.record.text("issue") or next(ours, "")

    @property
    def ended(self) -> bool:
        """Whether the session has ended."""
        return bool(self.record.get("status") == "ended")

    @property
    def marked(self) -> list[str]:
        """The ids of the prompts that were marked beforehand as not to be missed."""
        return listed(self.record, "marked")

    @property
    def form(self) -> str:
        """`core` when only the core prompts of the deck are asked, else `whole`."""
        return "core" if self.record.get("form") == "core" and has_core(self.steps) else "whole"

    @property
    def sealed(self) -> bool:
        """Whether nothing of this session is shared: it is private, or its issue is private or
        marked unsafe.
        """
        if self.record.private:
            return True
        return hangs_on_kept_back(self.engagement.state.records, {"issue": self.issue})

    def refresh(self, ids: Iterable[str] | None = None) -> None:
        """Update the index for the records with these ids; for all records when `ids` is None."""
        records = self.engagement.state.records
        if ids is None:
            self._ours, self._prompt_of = {}, {}
            # A copy: on a worker thread the dict may change while it is iterated.
            ids = list(records)
        for identity in ids:
            if (before := self._prompt_of.pop(identity, None)) is not None:
                del self._ours[before][identity]
            record = records.get(identity)
            # A check-out names the session it rates; it is not a reply in it.
            ours = record and record.text("session") == self.session and record.kind != "check"
            if record and ours and not record.hidden:
                prompt = self._prompt_of[identity] = record.text("prompt")
                self._ours.setdefault(prompt, {})[identity] = record

    # -- who -----------------------------------------------------------------------------------

    def answers(self, step: Step) -> str:
        """The id of the member who answers a step; the role's name while nobody has that role."""
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
        """Whether a step must be answered in private by a member on another device."""
        return step.private and not self.mine(step)

    # -- what is here --------------------------------------------------------------------------

    def show(self, step: Step) -> None:
        """Remember in `seen` the values shown at a step; call it whenever a step is drawn anew."""
        self.seen = {r.id: {f: shown_stamps(r, f) for f in r.fields} for r in self.replies_at(step)}

    def recorded(self, *prompts: str) -> list[Record]:
        """The records made at some prompts (ids), oldest first; of the whole session when none is
        given.
        """
        found = [r for p in set(prompts or self._ours) for r in self._ours.get(p, {}).values()]
        return sorted(found, key=lambda r: (r.created, r.id))

    def at(self, step: Step) -> list[Record]:
        """The records made at a step, marks included, oldest first."""
        found = self.recorded(step.prompt.id, *step.prompt.was)
        who = self.answers(step)
        if step.role != step.prompt.who:
            found = [r for r in found if (r.text("by") or r.author) == who]
        if step.blind:
            found = [r for r in found if r.kind != step.prompt.kind] + _given(self, step, who)
        return found

    def replies_at(self, step: Step) -> list[Record]:
        """The replies at a step, oldest first: its records without marks such as `skipped`."""
        return [r for r in self.at(step) if not is_mark(r)]

    def captured(self) -> list[Record]:
        """The records made in this session without a prompt, oldest first."""
        return self.recorded("")

    def kept(self) -> list[Record]:
        """All records of this session without marks, oldest first."""
        return [r for r in self.recorded() if not is_mark(r)]

    def reply(self, step: Step) -> Reply | None:
        """The outcome of a step as conditions of decks see it; None while there is none."""
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
        """The outcome of each prompt so far, by prompt id; prompts without one are absent."""
        found = {s.prompt.id: self.reply(s) for s in self.steps}
        return {i: r for i, r in found.items() if r is not None}

    def values_at(self, step: Step) -> dict[str, Any]:
        """The values given so far at a form step, by field name; always empty for a blind step."""
        real = self.replies_at(step)
        if not real or step.blind:
            return {}
        last = real[-1]
        if last.kind != "answer":
            return last.fields
        value = last.get("value", None)
        return value if isinstance(value, dict) else {}

    def rows_at(self, step: Step) -> list[dict[str, str]]:
        """The stored rows of a worksheet step, each by column name, as text."""
        real = self.replies_at(step)
        value = real[-1].get("value", None) if real else None
        rows = value if isinstance(value, list) else []
        return [{k: shown(v) for k, v in r.items()} for r in rows if isinstance(r, dict)]

    # -- where it goes on ----------------------------------------------------------------------

    def in_play(self, step: Step) -> bool:
        """Whether the form of this session contains a step: in the core form only core prompts, and
        never what was left out beforehand.
        """
        if step.prompt.id in listed(self.record, "left_out"):
            return False
        return step.prompt.core or self.form == "whole"

    def asks(self, step: Step, replies: dict[str, Reply]) -> bool:
        """Whether the condition of a step holds; one without a condition is always asked."""
        aliases = {old: s.prompt.id for s in self.steps for old in s.prompt.was}
        return holds(step.prompt.condition, replies, aliases)

    def open(self, step: Step, replies: dict[str, Reply]) -> bool:
        """Whether a step is still to be asked: it is in play, its condition holds, and it has no
        complete reply.
        """
        if not self.in_play(step) or not self.asks(step, replies):
            return False
        found = self.at(step)
        if step.prompt.fields and not step.blind and any(not is_mark(r) for r in found):
            return bool(missing(self, step))
        return all(r.text("type") == "condition" for r in found)

    def next_open(self, start: int = 0) -> int | None:
        """The index of the first open step from `start` on; None when there is none."""
        replies = self.replies()
        for index in range(start, len(self.steps)):
            if self.open(self.steps[index], replies):
                return index
        return None


# -- what is here at a step ------------------------------------------------------------------------


def missing(sitting: Sitting, step: Step) -> list[Part]:
    """The required parts of a form step that have no value yet."""
    have = sitting.values_at(step)
    return [p for p in parts(step.prompt) if p.required and have.get(p.name) in (None, "")]


def parked(sitting: Sitting) -> list[Step]:
    """The parked steps that have no reply yet."""
    return [s for s in sitting.steps if sitting.reply(s) == Reply("parked")]


def offered(sitting: Sitting, step: Step) -> list[Record]:
    """Existing open records that can be linked as the reply to a step, the latest first."""
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
    """The id of the record that a step with `of` changes: the one made or chosen at the prompt
    named there, or the session's issue or the contract in force. Empty when there is none.
    """
    if step.prompt.of is None:
        return ""
    name = step.prompt.of[0]
    for other in sitting.steps:
        if name in (other.prompt.id, *other.prompt.was):
            return _made_at(sitting, other)
    if name not in STANDING:
        return ""
    contract = None if name == "issue" else contract_in(Reader(sitting.engagement))
    return sitting.issue if name == "issue" else contract.id if contract else ""


def about(sitting: Sitting, step: Step) -> str:
    """The id that a blind step is given for: this session for a check-out, else the last experiment
    made or chosen before it. Empty when there is none.
    """
    return sitting.session if step.prompt.kind == "check" else tried_before(sitting, step)


def tried_before(sitting: Sitting, step: Step) -> str:
    """The id of the last experiment made or chosen before a step; empty when there is none."""
    before = list(takewhile(lambda s: s != step, sitting.steps))
    for other in reversed(before):
        if other.prompt.kind == "experiment" and (found := _made_at(sitting, other)):
            kind = sitting.engagement.state.records[found].kind
            return found if kind == "experiment" else ""
    return ""


def _made_at(sitting: Sitting, step: Step) -> str:
    """The id of the latest record made or chosen at a step; empty when there is none."""
    for record in reversed(sitting.replies_at(step)):
        if record.kind != "answer":
            return record.id
        if found := [i for i in record.linked if i in sitting.engagement.state.records]:
            return found[0]
    return ""


def _given(sitting: Sitting, step: Step, who: str) -> list[Record]:
    """The record of what member `who` gave blind for a step, in this session or outside it; a list
    of at most one.
    """
    book, what = Book(Reader(sitting.engagement), step.prompt.kind), about(sitting, step)
    theirs = book.given.get(what, {}).get(who)
    kept = book.secret(what) if who == sitting.engagement.me.member else None
    return [theirs.record] if theirs else [kept] if kept else []


# -- who may see it --------------------------------------------------------------------------------


def kept_back(sitting: Sitting, step: Step) -> bool:
    """Whether a reply stays on this device: the prompt, the session, its issue or the record that
    the step rates is private, or the issue is marked unsafe.
    """
    return step.private or sitting.sealed or of_private(sitting, step)


def of_private(sitting: Sitting, step: Step) -> bool:
    """Whether a step rates a record that is private."""
    found = sitting.engagement.state.records.get(target(sitting, step))
    return found is not None and found.private


def opens(sitting: Sitting, step: Step) -> bool:
    """Whether values given blind at a step will be opened once all have given theirs."""
    if not step.blind or sitting.sealed:
        return False
    what = sitting.engagement.state.records.get(about(sitting, step))
    return what is None or not stays(sitting.engagement, what)


# -- single records --------------------------------------------------------------------------------


def listed(record: Record, field: str) -> list[str]:
    """The texts in a field that holds a list; anything else there is ignored."""
    found = record.fields.get(field)
    return [i for i in found if isinstance(i, str)] if isinstance(found, list) else []


def is_mark(record: Record) -> bool:
    """Whether a record is a mark (`skipped`, `parked` …): an answer that holds no reply."""
    own = record.text("type") == "own"
    return record.kind == "answer" and not own and state_of(record) in MARKS


def state_of(record: Record) -> str:
    """The `state` of an answer record; `answered` for every other kind."""
    state = record.get("state", "answered") if record.kind == "answer" else "answered"
    return state if isinstance(state, str) else "answered"


def _plain(value: Any) -> str | float | int | None:
    if isinstance(value, str | int | float):
        return value
    return None if value in (None, [], {}) else "given"
