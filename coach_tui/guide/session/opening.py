"""The opening of a session: what was promised, what is due, what came in, what was prepared.

What is said there changes those records themselves: their status, their day, and a line on what
became of them.
"""

from dataclasses import dataclass
from typing import Any

from coach_tui.decks.model import Deck
from coach_tui.engagement import Engagement, Plan
from coach_tui.guide import writing
from coach_tui.guide.experiment.board import waiting
from coach_tui.guide.reader import Reader
from coach_tui.guide.session.agreed import ORDER, before, met
from coach_tui.guide.session.begin import only_coach
from coach_tui.guide.session.exercises import done_since, exercise_status
from coach_tui.guide.session.preparing import sent_since
from coach_tui.guide.session.reading import Sitting
from coach_tui.guide.timing import ended_at
from coach_tui.records.dates import at, read_day
from coach_tui.records.refusal import Refused
from coach_tui.records.state import Record

DONE, NOT_YET, DROPPED = "done", "not yet", "dropped"
HOW = (DONE, NOT_YET, DROPPED)
"""What can be said of a promise, in the order of the keys 1 to 3."""
STATUS = {
    "action": {DONE: "done", NOT_YET: "open", DROPPED: "dropped"},
    "exercise": {DONE: "done", NOT_YET: "open", DROPPED: "declined"},
    "question": {DONE: "answered", NOT_YET: "open", DROPPED: "dropped"},
}
"""The status that each of them gives to a record, by kind."""
QUESTIONS = 6
"""The most questions of earlier sessions that are shown; the others stand in the thread."""


@dataclass(frozen=True, slots=True)
class Promise:
    """Something promised, and what was said of it so far (empty, or one of `HOW`)."""

    record: Record
    how: str


@dataclass(frozen=True, slots=True)
class Due:
    """An experiment to look back at or paused: what was expected, or why; its day or empty."""

    record: Record
    words: str
    day: str


@dataclass(frozen=True, slots=True)
class Opening:
    """What stands at the beginning of a session. `last` is the session before, None for the first;
    `more` counts open questions that are not listed; `came` are the sessions of exercises.
    """

    last: Record | None
    promised: tuple[Promise, ...]
    more: int
    due: tuple[Due, ...]
    came: tuple[Record, ...]
    prepared: tuple[Record, ...]


def has_opening(deck: Deck, session: Record) -> bool:
    """Whether a session opens with what was promised: not an exercise, not an inventory, and not a
    deck that somebody plays alone.
    """
    alone = deck.purpose == "alone" or only_coach(deck)
    return deck.kind == "session" and not alone and not session.text("exercise")


def still_opening(sitting: Sitting) -> bool:
    """Whether a session is still at its opening: no prompt of it has been answered or passed."""
    record = sitting.record
    if record.get("status") not in ("running", "left") or not has_opening(sitting.deck, record):
        return False
    return all(not sitting.at(step) for step in sitting.steps)


def opening(reader: Reader, session: Record) -> Opening:
    """What stands at the beginning of a session."""
    last = before(reader, session)
    since = ended_at(last) if last else 0
    promised = [p for r in _agreed_before(reader, session) if (p := _promise(reader, r, session,
                since))]  # fmt: skip
    questions = [p for p in promised if p.record.kind == "question"]
    # The latest questions are shown; those already spoken of stay in sight.
    cut = {p.record.id for p in questions[:-QUESTIONS] if not p.how}
    return Opening(
        last,
        tuple(p for p in promised if p.record.id not in cut),
        len(cut),
        tuple(Due(*one) for one in waiting(reader)),
        tuple(done_since(reader, session)),
        tuple(sent_since(reader, last, session)),
    )


def _agreed_before(reader: Reader, session: Record) -> list[Record]:
    """Actions, exercises and questions of earlier sessions, by kind, then oldest first."""
    earlier = {s.id for s in met(reader) if s.id != session.id}
    found = [
        r
        for r in reader.of_kind(*ORDER)
        if r.created < session.created
        and (r.kind == "exercise" or r.text("session") in earlier)
        and (session.private or not r.private)
    ]
    return sorted(found, key=lambda r: ORDER.index(r.kind))


def _promise(reader: Reader, record: Record, session: Record, since: int) -> Promise | None:
    """The promise that a record is now; None when it was settled before the last session ended,
    or waits for something else, or its replies have come in.
    """
    how = said_of(record, session)
    if how:
        return Promise(record, how)
    if record.kind == "exercise":
        state = exercise_status(reader, record).state
        return Promise(record, "") if state in ("open", "late") else None
    settled = _settled(record)
    if settled and record.changed <= since:
        return None
    return Promise(record, settled)


def said_of(record: Record, session: Record) -> str:
    """What was said of a record at the opening of a session; empty when nothing was."""
    if record.text("reported") != session.id:
        return ""
    return next((h for h, s in STATUS[record.kind].items() if s == record.get("status")), "")


def _settled(record: Record) -> str:
    how = next((h for h, s in STATUS[record.kind].items() if s == record.get("status")), NOT_YET)
    return "" if how == NOT_YET else how


def line_of(record: Record) -> str:
    """The line on what became of a promise; of an exercise that was dropped the reason, of an
    answered question the answer.
    """
    return record.text(_line_field(record, str(record.get("status"))))


def report(
    engagement: Engagement,
    session: Record,
    record: Record,
    how: str = "",
    words: str = "",
    day: str = "",
) -> list[Plan]:
    """Plans that keep what is said of a promise in a session: how it went, a line, a new day; what
    is left empty stays as it is. `Refused` when an exercise is dropped without a reason.
    """
    said: dict[str, Any] = {"reported": session.id}
    if how:
        said["status"] = STATUS[record.kind][how]
    if words.strip():
        said[_line_field(record, str(said.get("status", record.get("status"))))] = words.strip()
    if day.strip():
        said["due"] = read_day(day, at(engagement.wall()).date())
    if said.get("status") == "declined" and not (words.strip() or record.text("reason")):
        raise Refused("A word about why it is dropped. Nothing was changed.")
    return writing.edit(engagement, record.id, said)


def _line_field(record: Record, status: str) -> str:
    if record.kind == "exercise" and status == "declined":
        return "reason"
    return "answer" if record.kind == "question" and status == "answered" else "became"
