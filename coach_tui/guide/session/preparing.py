"""What somebody writes down before a meeting: three short prompts, private until they are sent."""

from coach_tui.engagement import Engagement, Plan
from coach_tui.guide import writing
from coach_tui.guide.reader import Reader
from coach_tui.guide.session.agreed import met
from coach_tui.guide.timing import ended_at
from coach_tui.planning import plan_share
from coach_tui.records.refusal import Refused
from coach_tui.records.session import Preparation
from coach_tui.records.state import Record

PROMPTS = Preparation.labels
"""The three prompts, by the field that holds the reply."""


def sent_since(reader: Reader, last: Record | None, session: Record | None = None) -> list[Record]:
    """What was prepared and sent since a session ended (None: ever), the latest of each author; for
    a `session` that is over, only what had come by its end.
    """
    found: dict[str, Record] = {}
    for record in reader.of_kind("preparation"):
        late = session is not None and session.get("status") == "ended"
        late = late and session is not None and _sent_at(record) > ended_at(session)
        fresh = last is None or _sent_at(record) > ended_at(last)
        if not record.private and fresh and not late:
            found[record.author] = record
    return list(found.values())


def mine(reader: Reader) -> Record | None:
    """This person's preparation for the next meeting, sent or not; None when nothing was written
    since the last one.
    """
    held = met(reader.everything)
    since = ended_at(held[-1]) if held else 0
    me = reader.me.member
    found = [
        r
        for r in reader.of_kind("preparation")
        if r.author == me and (r.changed if r.private else _sent_at(r)) > since
    ]
    return found[-1] if found else None


def keep_prepared(engagement: Engagement, said: dict[str, str]) -> list[Plan]:
    """Plans that keep what is prepared, private; changed values of what was begun before. What was
    sent already is changed where it is. `Refused` when nothing is written.
    """
    there = mine(Reader(engagement))
    given = {f: words.strip() for f, words in said.items()}
    if there is not None:
        given = {f: words for f, words in given.items() if words != there.text(f)}
        return writing.edit(engagement, there.id, given) if given else []
    if not any(given.values()):
        raise Refused("Nothing is written. Nothing was saved.")
    return writing.new(engagement, "preparation", given)


def send(engagement: Engagement) -> list[Plan]:
    """Plans that share what was prepared. `Refused` when nothing is, or it is sent already."""
    there = mine(Reader(engagement))
    if there is None:
        raise Refused("Nothing is prepared yet. Nothing was sent.")
    if not there.private:
        raise Refused("It is sent already. What you change in it arrives by itself.")
    return [plan_share(engagement, there.id)]


def _sent_at(record: Record) -> int:
    """When a preparation was shared (ms); the record's own change where it is private."""
    return next((c.w for c in record.changes if c.n), record.changed)
