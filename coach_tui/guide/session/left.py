"""Sessions that were begun and not ended: how far each came, taking out an empty one, ending one
where it stands.
"""

from dataclasses import dataclass
from typing import Any

from coach_tui.engagement import Engagement, Plan
from coach_tui.guide import writing
from coach_tui.guide.reader import Reader
from coach_tui.guide.session.begin import unfinished
from coach_tui.guide.session.reading import is_mark, state_of
from coach_tui.guide.timing import began_at
from coach_tui.records.refusal import Refused
from coach_tui.records.state import Record


@dataclass(frozen=True, slots=True)
class Left:
    """An unfinished session with the number of records kept in it, private ones and questions of
    the coach's own included, and the moment (ms) of the last one, or of its beginning.
    """

    session: Record
    replies: int
    last: int

    @property
    def words(self) -> str:
        """How much was written in it."""
        if not self.replies:
            return "nothing written yet"
        return "1 reply" if self.replies == 1 else f"{self.replies} replies"


def left(reader: Reader) -> list[Left]:
    """The unfinished sessions, the latest first, without those of exercises."""
    kept: dict[str, list[Record]] = {}
    for record in reader.everything.records:
        # The mark of a private reply says that something was written on another device.
        written = not is_mark(record) or state_of(record) == "private"
        if written and record.text("session"):
            kept.setdefault(record.text("session"), []).append(record)
    found = []
    for session in unfinished(reader):
        some = kept.get(session.id, [])
        last = max(reader.moments.get(session.id, ()), default=began_at(session))
        found.append(Left(session, len(some), last))
    return found


def drop(engagement: Engagement, session: str) -> list[Plan]:
    """Plans that take an empty session out of sight, with this person's marks in it. `Refused` when
    something was written in it.
    """
    one = _one(engagement, session)
    if one.replies:
        raise Refused(
            f"It has {one.words}, so it stays; it can be ended where it stands. Nothing changed."
        )
    gone = {"hidden": True}
    marks = [
        r.id
        for r in engagement.state.of_kind("answer")
        if r.text("session") == session and r.author == engagement.me.member
    ]
    return [p for i in (session, *marks) for p in writing.edit(engagement, i, gone)]


def end_here(engagement: Engagement, session: str) -> list[Plan]:
    """Plans that end a session where it stands, as of the last thing recorded in it."""
    said: dict[str, Any] = {"status": "ended", "ended": _one(engagement, session).last}
    return writing.edit(engagement, session, said)


def _one(engagement: Engagement, session: str) -> Left:
    found = next((o for o in left(Reader(engagement)) if o.session.id == session), None)
    if found is None:
        raise Refused("This session has ended already, or is not here any more.")
    return found
