"""Operations on blind predictions and check-outs: give one, open it, list what is still to give.

Each person sees the others' values only after giving their own. How the values are stored and
checked is in `guide/sealed.py`. `about` is the id, or a unique start of the id, of the experiment
or session that the values are given for. Rows P10, C2 and N3 of docs/method.md.
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
    """Each member's status for an experiment or session, by member id, this person's first.

    `Refused` when `about` is neither.
    """
    record = reader.engagement.record(about)
    return Book(reader, _kind_for(record)).statuses(record.id)


def own(reader: Reader, about: str) -> dict[str, Any] | None:
    """The values this person gave for an experiment or session; None when they gave none, the
    values are not on this device, or they may not be shown. `Refused` when `about` is neither.
    """
    record = reader.engagement.record(about)
    return Book(reader, _kind_for(record)).own(record.id)


def give(
    engagement: Engagement,
    about: str,
    values: Mapping[str, Any],
    asked: Mapping[str, Any] | None = None,
) -> list[Plan]:
    """Plans that give this person's values: `chance` (per cent) for an experiment, the five items
    for a session. `asked` holds the fields of the prompt at which they were given, if any; they are
    stored in the public record.

    For an issue marked unsafe nothing is published, not even the commitment. `Refused` when
    nothing was given, a value does not fit, or it is too late.
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
    """Whether values given for this experiment or session are never shown to others, because it is
    private or its issue is private or marked unsafe.
    """
    return kept_back(engagement.state.records, {"links": [record.id]})


def why_not(reader: Reader, about: str) -> str:
    """Why this person cannot give values for an experiment or session; empty when they can."""
    record = reader.engagement.record(about)
    kind = _kind_for(record)
    book = Book(reader, kind)
    if reader.me.member in book.given.get(record.id, {}) or book.secret(record.id):
        return f"You gave {NAMES[kind]} for this already; the first one counts."
    return _objection(record, reader.who)


def due_reveals(engagement: Engagement) -> list[Plan]:
    """Plans that publish this person's values wherever all members have given theirs by now."""
    plans = []
    reader = Reader(engagement)
    for kind in ABOUT:
        book = Book(reader, kind)
        for about in book.given:
            if book.due(about):
                plans += book.opening(engagement, about)
    return plans


def reveal_alone(engagement: Engagement, about: str) -> list[Plan]:
    """Plans that publish this person's values without waiting for the other members.

    `Refused` when there is nothing to open, it is open already, or the values are on another
    device.
    """
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
    """What others have given and this person still can: the experiment or session, the kind to give
    (`prediction` or `check`), and the ids of the members who gave theirs.
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
    """Why nobody can give values for this record (any more); empty when they can."""
    if record.kind == "experiment" and record.get("outcome") in ("yes", "no", "annulled"):
        return "It is known how this came out. A prediction comes before. Nothing was changed."
    if record.kind == "experiment" and record.get("status") == "reviewed":
        return "This experiment was looked back on. A prediction comes before. Nothing was changed."
    if record.kind == "session" and record.text("exercise"):
        return f"An exercise has no check-out; a session of {who.all} has. Nothing was changed."
    return ""
