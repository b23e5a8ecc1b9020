"""Giving blind, and opening: what the app and the command line do (P10, C2).

Each person sees the other's forecast or check-out only after their own. How it is kept: `sealed`.
"""

import secrets
from collections.abc import Mapping
from typing import Any

from coach_tui.engagement import Engagement, Plan
from coach_tui.guide import writing
from coach_tui.guide.reader import Reader
from coach_tui.guide.sealed import ABOUT, KIND_OF, NAMES, BlindStatus, Book, commit_of, outcome_of
from coach_tui.guide.who import Who
from coach_tui.method.seal import SALT
from coach_tui.records.audience import kept_back
from coach_tui.records.kinds import fitted
from coach_tui.records.refusal import Refused
from coach_tui.records.state import Record
from coach_tui.records.text import line


def blind_statuses(reader: Reader, about: str) -> dict[str, BlindStatus]:
    """How everybody's stands for an experiment or a session, by member, oneself first."""
    record = reader.engagement.record(about)
    return Book(reader, _kind_for(record)).statuses(record.id)


def own(reader: Reader, about: str) -> dict[str, Any] | None:
    """What this person said for an experiment or a session, when it lies on this device and may
    be seen.
    """
    record = reader.engagement.record(about)
    return Book(reader, _kind_for(record)).own(record.id)


def give(
    engagement: Engagement,
    about: str,
    values: Mapping[str, Any],
    asked: Mapping[str, Any] | None = None,
) -> list[Plan]:
    """Give one's own for an experiment (`chance`) or a session (the five items). `asked` is
    where it was asked, in a session; it stands beside the mark.

    Of an issue that is not safe to have known nothing is published, not even the mark (N3).
    """
    record = engagement.record(about)
    kind = _kind_for(record)
    if objection := why_not(Reader(engagement), about):
        raise Refused(objection)
    said = {f: v for f, v in fitted(kind, dict(values)).items() if v not in (None, "")}
    if not any(f != "text" for f in said):
        raise Refused("Nothing is given yet.")
    me = engagement.me.member
    frame: dict[str, Any] = {ABOUT[kind]: record.id, "issue": record.text("issue")}
    if stays(engagement, record):
        return writing.new(engagement, kind, {**(asked or {}), **frame, **said}, audience="private")
    public, salt = engagement.new_id(), secrets.token_bytes(SALT)
    mark = commit_of(kind, record.id, me, said, salt)
    own = frame | said | {"salt": salt.hex(), "links": [public]}
    shared = {**(asked or {}), **frame, "commitment": mark}
    return [
        *writing.new(engagement, kind, own, audience="private"),
        *writing.new(engagement, kind, shared, identity=public, audience="engagement"),
    ]


def stays(engagement: Engagement, record: Record) -> bool:
    """Whether what is given for an experiment or a session is never opened to anybody: it is
    private itself, or its issue not safe to have known (N3).
    """
    return kept_back(engagement.state.records, {"links": [record.id]})


def why_not(reader: Reader, about: str) -> str:
    """Why this person cannot give theirs for an experiment or a session; empty when they can."""
    record = reader.engagement.record(about)
    kind = _kind_for(record)
    book = Book(reader, kind)
    if reader.me.member in book.given.get(record.id, {}) or book.secret(record.id):
        return f"You gave {NAMES[kind]} for this already; the first one counts."
    return _objection(record, reader.who)


def due_reveals(engagement: Engagement) -> list[Plan]:
    """The plans that open our own of everything that all have given by now."""
    plans = []
    reader = Reader(engagement)
    for kind in ABOUT:
        book = Book(reader, kind)
        for about in book.given:
            if book.due(about):
                plans += book.opening(engagement, about)
    return plans


def reveal_alone(engagement: Engagement, about: str) -> list[Plan]:
    """Open our own without waiting for everybody: for when somebody never gives theirs."""
    record = engagement.record(about)
    kind = _kind_for(record)
    book, me = Book(Reader(engagement), kind), engagement.me.member
    mine = book.given.get(record.id, {}).get(me)
    if mine is None:
        kept = book.secret(record.id) is not None
        raise Refused(
            "It stays on this device: nothing of this issue is shared."
            if kept
            else f"You gave no {kind} for this yet, so there is nothing to open."
        )
    if outcome_of(mine)[0] == "revealed":
        raise Refused("Yours is open already. Nothing was changed.")
    if not book.fits(record.id):
        raise Refused("What you gave lies on another device of yours; it can be opened there.")
    return book.opening(engagement, record.id)


def waiting_for_me(reader: Reader) -> list[tuple[Record, str, list[str]]]:
    """What others have given and this person has not: the experiment or session, of which kind it
    is, and the members who gave theirs. For Today.
    """
    me, found = reader.me.member, []
    for kind in ABOUT:
        book = Book(reader, kind)
        for about, by_member in book.given.items():
            record = reader.get(about)
            given = me in by_member or book.secret(about) is not None
            if record is None or given or record.hidden or _objection(record, reader.who):
                continue
            found.append((record, kind, list(by_member)))
    return found


def _kind_for(record: Record) -> str:
    if record.kind not in KIND_OF:
        raise Refused(
            f"{record.id} is of the kind {line(record.kind)}. A prediction is for an experiment, a "
            "check-out for a session. Nothing was changed."
        )
    return KIND_OF[record.kind]


def _objection(record: Record, who: Who) -> str:
    """Why nothing can be given any more, or at all."""
    if record.kind == "experiment" and record.get("outcome") in ("yes", "no", "annulled"):
        return "It is known how this came out. A prediction comes before. Nothing was changed."
    if record.kind == "experiment" and record.get("status") == "reviewed":
        return "This experiment was looked back on. A prediction comes before. Nothing was changed."
    if record.kind == "session" and record.text("exercise"):
        return f"An exercise has no check-out; a session of {who.all} has. Nothing was changed."
    return ""
