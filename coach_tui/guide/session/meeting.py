"""The date of the next session: where it stands, how it is set, moved and called off.

There is one date. It stands in the latest session that said anything about it.
"""

import re
from dataclasses import dataclass

from coach_tui.engagement import Engagement, Plan
from coach_tui.guide import writing
from coach_tui.guide.reader import Reader
from coach_tui.guide.session.agreed import met
from coach_tui.guide.timing import began_at
from coach_tui.records.dates import at, read_day, short
from coach_tui.records.refusal import Refused
from coach_tui.records.state import Record
from coach_tui.records.text import line

OFF = "off"
_HOUR = re.compile(r"(.*?)(?:\s+|^)(?:at\s+)?([01]?\d|2[0-3])[:.]([0-5]\d)\s*$", re.S)


@dataclass(frozen=True, slots=True)
class Meeting:
    """The next session: its day and hour (both empty when it was called off), who said so last (a
    member's id, empty at a closing) and a word with it. `session` is the record that says it.
    """

    session: Record
    day: str
    time: str
    by: str
    note: str

    @property
    def words(self) -> str:
        """Day and hour: `Tue 21 Oct, 10:00`."""
        return ", ".join(one for one in (short(self.day), line(self.time)) if one)


def next_meeting(reader: Reader) -> Meeting | None:
    """The next session as it is known now; None when there is no date, or it has passed."""
    found = [
        s
        for s in reader.of_kind("session")
        if not s.text("exercise") and s.get("status") != "planned"
    ]
    found.sort(key=lambda s: (began_at(s), s.id), reverse=True)
    for place, session in enumerate(found):
        day = session.text("next_date")
        if not day and not session.text("next_by"):
            continue
        held_since = any(s.get("status") == "ended" and not s.private for s in found[:place])
        if day < reader.day and (day or held_since):
            return None
        said = (session.text(f) for f in ("next_time", "next_by", "next_note"))
        return Meeting(session, day, *said)
    return None


def read_meeting(text: str, today: int) -> tuple[str, str]:
    """A typed day, with an hour behind it or without, as ISO day and `10:00`; `Refused` when it
    cannot be read. `today` is a moment (ms).
    """
    day, hour = text.strip(), ""
    if match := _HOUR.fullmatch(day):
        day, hour = match[1].rstrip(" ,"), f"{int(match[2]):02}:{match[3]}"
    found = read_day(day, at(today).date())
    if found < at(today).date().isoformat():
        raise Refused(f"{short(found)} is over. Nothing was changed; name a day to come.")
    return found, hour


def set_date(engagement: Engagement, session: Record, text: str) -> list[Plan]:
    """Plans that set the next date in a session, as typed; an empty text clears it."""
    day, hour = read_meeting(text, engagement.wall()) if text.strip() else ("", "")
    said = {"next_date": day, "next_time": hour, "next_note": "", "next_by": ""}
    return writing.edit(engagement, session.id, said)


def move(engagement: Engagement, text: str, note: str = "") -> list[Plan]:
    """Plans that move the next date (`off` calls it off), with a word to the others. `Refused`
    before the first session has ended, as the date stands in a session.
    """
    reader = Reader(engagement)
    known, held = next_meeting(reader), met(reader)
    if known is None and not held:
        raise Refused(
            "No session has ended yet, so there is no next date to change. The closing of a "
            "session asks for it. Nothing was changed."
        )
    session = known.session if known else held[-1]
    off = text.strip().casefold() == OFF
    if off and (known is None or not known.day):
        raise Refused("There is no next date to call off. Nothing was changed.")
    day, hour = ("", "") if off else read_meeting(text, engagement.wall())
    said = {"next_date": day, "next_time": hour, "next_by": engagement.me.member}
    return writing.edit(engagement, session.id, said | {"next_note": note.strip()})
