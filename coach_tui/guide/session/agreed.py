"""What a session agreed on, and what each takes away from it. Pure; nothing is stored here."""

from coach_tui.engagement import Engagement, Plan
from coach_tui.guide import writing
from coach_tui.guide.reader import Reader
from coach_tui.guide.timing import began_at, ended, ended_at
from coach_tui.records.state import Record

ORDER = ("action", "exercise", "question")
"""The kinds that are agreed on, in the order in which they are read back."""
TAKE_AWAY = "What do you take away?"
"""The question of the closing that each answers in one line."""
TAKEN_AT = "take-away"
"""The id of a deck prompt whose reply counts as such a line, so that it is not asked twice."""


def met(reader: Reader) -> list[Record]:
    """The sessions that took place, in the order in which they ended; exercises are none."""
    return [s for s in ended(reader.of_kind("session")) if not s.text("exercise")]


def before(reader: Reader, session: Record) -> Record | None:
    """The last session that had ended when another one began; None for the first."""
    start = began_at(session)
    found = [s for s in met(reader) if s.id != session.id and ended_at(s) <= start]
    return found[-1] if found else None


def agreed_in(reader: Reader, session: Record) -> list[Record]:
    """The actions, exercises and questions of a session, by kind, then by due day; private ones
    only of a session that is private itself.
    """
    start, end = session.created, ended_at(session)
    running = session.get("status") != "ended"
    found = []
    for record in reader.of_kind(*ORDER):
        later = record.created > end and not running
        given = record.kind == "exercise" and start <= record.created and not later
        if record.private and not session.private:
            continue
        if record.text("session") == session.id or (given and not session.text("exercise")):
            found.append(record)
    return sorted(found, key=lambda r: (ORDER.index(r.kind), r.text("due") or "9", r.created, r.id))


def owner(engagement: Engagement, record: Record) -> str:
    """The name of who took it on; empty when nobody was named. What was written at a prompt is of
    whoever answered it.
    """
    if record.kind == "exercise":
        return engagement.name_of(record.text("to")) if record.text("to") else ""
    named = record.text("owner") or record.text("by")
    if not named and record.text("prompt"):
        named = record.author
    member = named in engagement.members or named in ("coach", "learner")
    return engagement.name_of(named) if member else named


def abandoned(reader: Reader, session: Record) -> list[Record]:
    """The experiments begun in a session whose card lacks something that it needs."""
    # Imported here: only this needs the fields of an experiment.
    from coach_tui.records.experiment import lacking

    return [
        r
        for r in reader.of_kind("experiment")
        if r.text("session") == session.id
        and r.get("status") == "planned"
        and lacking(r.fields)
        and (session.private or not r.private)
    ]


def taken_away(reader: Reader, session: Record) -> dict[str, Record]:
    """The latest line that each member takes away from a session, by member id."""
    found: dict[str, Record] = {}
    for record in reader.of_kind("insight"):
        asked = record.text("prompt") == TAKEN_AT or record.text("asked") == TAKE_AWAY
        kept = record.private and not session.private
        if asked and not kept and record.text("session") == session.id:
            found[_member(reader.engagement, record)] = record
    return found


def take_away(engagement: Engagement, session: Record, member: str, text: str) -> list[Plan]:
    """Plans that keep a member's line, in place of an earlier one by the same hand; an empty text
    takes that one out of sight.
    """
    earlier = taken_away(Reader(engagement), session).get(member)
    mine = earlier is not None and earlier.author == engagement.me.member
    if earlier is not None and mine:
        said = {"text": text.strip()} if text.strip() else {"hidden": True}
        return writing.edit(engagement, earlier.id, said)
    if not text.strip():
        return []
    said = {"text": text.strip(), "asked": TAKE_AWAY, "session": session.id}
    said |= {"issue": session.text("issue")}
    if member != engagement.me.member:
        said["by"] = member
    audience = "private" if session.private else ""
    return writing.new(engagement, "insight", said, audience=audience)


def _member(engagement: Engagement, record: Record) -> str:
    by = record.text("by")
    for member, device in engagement.members.items():
        if by and by in (member, device.role):
            return member
    return by or record.author
