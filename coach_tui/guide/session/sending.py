"""Sending the summary of a session, and who has read it. What is on the page: `summary.py`."""

from coach_tui.engagement import Engagement, Plan
from coach_tui.guide import writing
from coach_tui.guide.reader import Reader
from coach_tui.guide.timing import ended_at
from coach_tui.records.refusal import Refused
from coach_tui.records.state import Record


def send(engagement: Engagement, session: Record) -> list[Plan]:
    """Plans that mark the page of a session as sent, so that the others are shown it once; who
    sends has read it. `Refused` for a private session.
    """
    if session.private:
        raise Refused("This session is private: there is no page to send. Nothing was changed.")
    now = engagement.wall()
    return writing.edit(engagement, session.id, {"sent": now, _mine(engagement): now})


def read(engagement: Engagement, session: Record) -> list[Plan]:
    """Plans that note that this person has read the page; empty when that is known."""
    if session.private or not session.get("sent", None) or session.get(_mine(engagement), None):
        return []
    return writing.edit(engagement, session.id, {_mine(engagement): engagement.wall()})


def unread(reader: Reader) -> list[Record]:
    """The sessions whose page was sent and that this person has not read, the oldest first."""
    field = _mine(reader.engagement)
    return [
        s
        for s in reader.of_kind("session")
        if s.get("sent", None) and not s.get(field, None) and not s.private
    ]


def _mine(engagement: Engagement) -> str:
    return "read_coach" if engagement.me.role == "coach" else "read_learner"


def latest(reader: Reader) -> Record:
    """The shared session that ended last; `Refused` when there was none."""
    held = [
        s
        for s in reader.of_kind("session")
        if s.get("status") == "ended" and not s.text("exercise") and not s.private
    ]
    if not held:
        raise Refused("No session has ended yet, so there is no summary.")
    return max(held, key=lambda s: (ended_at(s), s.id))
