"""What needs this person's attention today: tasks, agreements, news. Pure; nothing is stored."""

from dataclasses import dataclass

from coach_tui.guide import contracts
from coach_tui.guide.experiment.board import waiting
from coach_tui.guide.people import contract
from coach_tui.guide.reader import Reader
from coach_tui.guide.sealed import Book
from coach_tui.guide.session.agreed import agreed_in, met
from coach_tui.guide.session.exercises import exercise_status
from coach_tui.guide.session.meeting import Meeting, next_meeting
from coach_tui.guide.session.planning import planned
from coach_tui.guide.session.preparing import mine
from coach_tui.guide.session.sending import unread
from coach_tui.guide.timing import ended_at
from coach_tui.guide.who import by_name
from coach_tui.history.queries import MACHINERY, newest_first
from coach_tui.records.answers import named, needs_question, with_question
from coach_tui.records.dates import day_of, short
from coach_tui.records.state import Record
from coach_tui.records.worth import VALUES


@dataclass(frozen=True, slots=True)
class Need:
    """Something to do: the record to open, a text, a reason, and the due day (ISO date or
    empty).
    """

    record: Record
    text: str
    why: str
    due: str = ""
    blind: bool = False
    """A prediction or check-out is to be given."""
    both: bool = False
    """The record has a conflict (edited at once on two devices): choose a value."""


@dataclass(frozen=True, slots=True)
class Today:
    """The content of the Today page: what to do, what was last agreed on and when that session
    ended (ms, 0 for none), news, the next session, what this person prepared for it, and the
    sessions planned beforehand.
    """

    day: str
    needs: list[Need]
    agreed: list[Record]
    agreed_at: int
    news: list[Record]
    meeting: Meeting | None
    prepared: Record | None
    planned: list[Record]
    issue: Record | None


def today(reader: Reader, seen: int = 0) -> Today:
    """Build the content of Today; `seen` (ms) is when this person last looked."""
    held = met(reader)
    last = next((s for s in reversed(held) if agreed_in(reader, s)), None)
    return Today(
        reader.day,
        reader.once(needs),
        agreed_in(reader, last) if last else [],
        ended_at(last) if last else 0,
        news(reader, seen),
        next_meeting(reader),
        mine(reader),
        planned(reader),
        min(reader.of_kind("issue"), key=lambda r: r.get("status", "open") != "open", default=None),
    )


def needs(reader: Reader) -> list[Need]:
    """What this person has to do on the reader's day, by due day; what has no due day comes
    last.
    """
    engagement, me = reader.engagement, reader.me
    found: list[Need] = []
    for record in reader.of_kind("exercise"):
        stands = exercise_status(reader, record)
        if stands.state in ("open", "late") and record.text("to") in ("", me.member):
            why = record.text("note") or f"from {engagement.name_of(record.author)}"
            found.append(Need(record, record.text("text"), why, stands.due))
    for record in reader.of_kind("action"):
        mine = record.text("owner") in ("", me.member, me.name)
        if record.get("status", "open") == "open" and mine and _learners(reader, record):
            found.append(Need(record, record.text("text"), "agreed", record.text("due")))
    for record, why, since in waiting(reader):
        what = "Look back" if since else "Paused, not all right"
        found.append(Need(record, f"{what}: {record.text('text')}", why, since))
    found += _unread(reader)
    found += _private_prompts(reader)
    found += _without_next(reader)
    found += _contract(reader)
    found += _blind(reader)
    found += _both(reader)
    return sorted(found, key=lambda n: (n.due or "9999", n.record.created, n.record.id))


def _unread(reader: Reader) -> list[Need]:
    """The summaries that others sent and that this person has not opened."""
    found = []
    for session in unread(reader):
        why = f"the summary of {short(session.text('day') or day_of(session.created))}"
        found.append(Need(session, f"Read what you agreed: {session.text('text')}", why))
    return found


def _learners(reader: Reader, record: Record) -> bool:
    """Whether an action without an owner is this person's: theirs who said it (`by`), else the
    author's. True when it has an owner.
    """
    if record.text("owner"):
        return True
    return (record.text("by") or record.author) in (reader.me.member, reader.me.role)


def _private_prompts(reader: Reader) -> list[Need]:
    """Private prompts passed on in a session that this person still has to answer on this device.

    Private answers count as given even where they may not be shown.
    """
    me, role = reader.me.member, reader.me.role
    waiting: dict[tuple[str, str], Record] = {}
    given: set[tuple[str, str]] = set()
    for record in reader.everything.of_kind("answer", *VALUES):
        key = (record.text("session"), record.text("prompt"))
        if record.text("type") == "private" and record.text("by") in (me, role):
            waiting[key] = record
        elif record.author == me and record.get("state") != "asked":
            given.add(key)
    books = [Book(reader, kind) for kind in VALUES] if waiting else []
    for key, record in waiting.items():
        links = record.get("links", [])
        about = links[0] if isinstance(links, list) and links else ""
        if any(me in b.given.get(about, {}) or b.secret(about) for b in books):
            given.add(key)
    return [
        Need(r, r.text("asked"), "private: on your own device")
        for key, r in waiting.items()
        if key not in given and reader.may_see(r)
    ]


def _without_next(reader: Reader) -> list[Need]:
    """This person's experiences whose field `next` is still empty."""
    me = reader.me
    return [
        Need(r, "What will you do next?", title_of(r) if r.text("text") else r.text("happened"))
        for r in reader.of_kind("experience")
        if (r.text("by") or r.author) in (me.member, me.role)
        and r.author == me.member
        and not r.text("next").strip()
    ]


def _blind(reader: Reader) -> list[Need]:
    """Predictions and check-outs that others have given and this person has not."""
    from coach_tui.guide.blind import waiting_for_me

    asked = {"prediction": "Give your prediction", "check": "Check out of"}
    found = []
    for about, kind, members in waiting_for_me(reader):
        who = by_name([reader.engagement.name_of(m) for m in members])
        why = f"{who.named('has', 'have')} given theirs"
        found.append(Need(about, f"{asked[kind]}: {title_of(about)}", why, blind=True))
    return found


def _both(reader: Reader) -> list[Need]:
    """Records with conflicts; all values are kept until one is chosen."""
    why = f"{reader.who.changed} {reader.who.all.capitalize()} are kept."
    return [
        Need(r, f"Choose: {title_of(r)}", why, both=True)
        for r in reader.records
        if r.conflicts and r.kind not in MACHINERY
    ]


def _contract(reader: Reader) -> list[Need]:
    """The contract, when this person has not agreed to its text, or it is due for renewal."""
    record = contracts.current(reader)
    if record is None or record.private:
        return []
    words = record.text("text")
    agreements = contract.agreements(reader.engagement, record)
    mine = [a for a in agreements if a.role == reader.me.role]
    for one in mine:
        if one.state != "agreed":
            again = " again: it was changed" if one.state == "changed" else ""
            return [Need(record, f"Agree to the contract{again}", words)]
    renew = record.text("renew")
    if not contract.due(record, reader.day):
        return []
    return [Need(record, "Look at the contract again", words, renew)]


def news(reader: Reader, seen: int) -> list[Record]:
    """Records that others added or changed after `seen` (ms), newest first."""
    me = reader.me.member
    found = [
        r
        for r in reader.records
        if r.kind not in MACHINERY
        and any(c.n and c.author != me and c.w > seen for c in r.changes)
        and (r.kind != "answer" or r.get("state", "answered") == "answered")
    ]
    return newest_first(found)


def title_of(record: Record) -> str:
    """The text for a record in a list; an answer that is not text comes with its question."""
    if needs_question(record):
        return with_question(record)
    return marked(record, named(record) or record.text("asked") or record.kind)


def marked(record: Record, words: str) -> str:
    """Prefix the text of an advice record with `advice:`, for places that do not show the kind."""
    return f"advice: {words}" if record.kind == "advice" else words
