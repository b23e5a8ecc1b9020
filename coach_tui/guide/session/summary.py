"""The page that all keep of a session, made from its shared records only. Pure.

Every device derives the same text from the same records: nothing private, nothing hidden and
nothing given blind is read, names and days are those of the records, and nobody is *you*.
"""

import re
from dataclasses import dataclass

from coach_tui.engagement import Engagement
from coach_tui.guide.reader import Reader
from coach_tui.guide.session.agreed import ORDER, agreed_in, owner, taken_away
from coach_tui.guide.session.exercises import replies_in
from coach_tui.guide.session.opening import line_of, said_of
from coach_tui.guide.timing import spent
from coach_tui.guide.who import listed
from coach_tui.records.answers import named
from coach_tui.records.dates import day_of, long, short
from coach_tui.records.refusal import Refused
from coach_tui.records.state import Record
from coach_tui.records.text import line


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the page: words, and below them who, by when or how it went."""

    words: str
    under: str = ""
    by: str = ""
    """By when, or the status, apart from `under`."""


@dataclass(frozen=True, slots=True)
class Summary:
    """The page: where and when, what was agreed, what became of earlier promises, what each takes
    away, and the next date. Empty parts are not shown.
    """

    title: str
    deck: str
    day: str
    minutes: int
    people: str
    agreed: tuple[Item, ...]
    became: tuple[Item, ...]
    taken: tuple[Item, ...]
    following: str

    @property
    def when(self) -> str:
        """Day, people and minutes in one line."""
        there = f"{_long(self.day)} {self.day[:4]}"
        length = f", {self.minutes} min" if self.minutes else ""
        return f"{there}{length}. {self.people}."


def summary(engagement: Engagement, session: Record) -> Summary:
    """The page of a session. `Refused` for a private one and for an exercise: nobody shares it."""
    if session.kind != "session" or session.text("exercise"):
        raise Refused("Only a session has a summary. See: coach-tui list sessions.")
    if session.private:
        raise Refused("This session is private, so there is no page that others could read.")
    reader = _shared(engagement)
    return Summary(
        title=line(engagement.title),
        deck=line(session.text("text")),
        day=_day(session),
        minutes=_minutes(reader, session),
        people=_people(engagement),
        agreed=tuple(_agreed(engagement, r) for r in agreed_in(reader, session)),
        became=tuple(_became(engagement, r, session) for r in _reported(reader, session)),
        taken=tuple(
            Item(line(r.text("text")), under=engagement.name_of(member))
            for member, r in sorted(taken_away(reader, session).items(), key=lambda p: p[1].id)
        ),
        following=_following(session),
    )


def _shared(engagement: Engagement) -> Reader:
    """A reader of shared records only, which is why two devices read the same."""
    return Reader(engagement, together=True)


def _day(session: Record) -> str:
    return session.text("day") or day_of(session.created)


def _minutes(reader: Reader, session: Record) -> int:
    """The length without breaks, from shared records: private ones are on one device only."""
    moments = [r.created for r in reader.hidden_too(*_kinds(reader)) if _in(r, session)]
    end = session.get("ended", None)
    moments += [end] if isinstance(end, int) else []
    return spent(session, moments) // 60_000


def _kinds(reader: Reader) -> set[str]:
    return {r.kind for r in reader.records}


def _in(record: Record, session: Record) -> bool:
    return record.text("session") == session.id and record.kind not in ("check", "prediction")


def _people(engagement: Engagement) -> str:
    found = sorted(engagement.members.items(), key=lambda m: (m[1].role == "coach", m[0]))
    return listed([engagement.name_of(member) for member, _ in found])


def _agreed(engagement: Engagement, record: Record) -> Item:
    name = owner(engagement, record)
    words = line(record.text("text") or named(record))
    if record.kind == "question":
        return Item(words, name, "open" if record.get("status") == "open" else _status(record))
    due = record.text("due")
    by = f"by {short(due)}" if due else _status(record)
    return Item(words, name, "" if by == "open" else by)


def _status(record: Record) -> str:
    return line(str(record.get("status")))


def _reported(reader: Reader, session: Record) -> list[Record]:
    found = [r for r in reader.of_kind(*ORDER) if said_of(r, session)]
    return sorted(found, key=lambda r: (ORDER.index(r.kind), r.created, r.id))


def _became(engagement: Engagement, record: Record, session: Record) -> Item:
    how = said_of(record, session)
    due = record.text("due")
    if how == "not yet" and due and record.kind != "question":
        how = f"not yet, by {short(due)}"
    said = line(line_of(record))
    who = owner(engagement, record)
    words = line(record.text("text") or named(record))
    return Item(words, ": ".join(one for one in (who, said) if one), how)


def _following(session: Record) -> str:
    if day := session.text("next_date"):
        hour = line(session.text("next_time"))
        return f"{_long(day)}{f', {hour}' if hour else ''}"
    return "called off" if session.text("next_by") else ""


def _long(day: str) -> str:
    try:
        return long(day)
    except ValueError:
        return line(day)


# -- as Markdown -----------------------------------------------------------------------------------

_ALWAYS = re.compile(r"([\\`*_\[\]<>#&|~^$=])")
_LEAD = re.compile(r"^(\d{1,9}(?=[.)])|)([-+.):]?)")
_ADDRESS = re.compile(r"(?i)(://|@|\bwww\.|\bmailto:|\bxmpp:)")


def escaped(text: str) -> str:
    """Anybody's words as one line of plain Markdown text: no heading, list, link, HTML, emphasis
    or control sequence can come of them.
    """
    kept = _ALWAYS.sub(r"\\\1", line(text))
    kept = _ADDRESS.sub(lambda m: _apart(m[1]), kept)
    first = _LEAD.match(kept)
    if first and first[2]:
        kept = f"{first[1]}\\{first[2]}{kept[first.end() :]}"
    return kept


def _apart(found: str) -> str:
    """An address with its telling sign escaped, so that no reader makes a link of it."""
    return re.sub(r"([:@.])", r"\\\1", found)


def markdown(page: Summary) -> str:
    """The page as Markdown, with everybody's words escaped; ends with a line break."""
    parts = [f"# What we agreed: {escaped(page.title)}", escaped(page.when)]
    parts += [escaped(page.deck)] if page.deck else []
    parts += _section("Taken on", page.agreed)
    parts += _section("What became of it", page.became)
    if page.taken:
        parts.append("## To take away")
        parts += [f"> {escaped(i.words)}\n>\n> {escaped(i.under)}" for i in page.taken]
    if page.following:
        parts += ["## Next", escaped(page.following)]
    parts.append("Nothing private is on this page.")
    return "\n\n".join(parts) + "\n"


def _section(head: str, items: tuple[Item, ...]) -> list[str]:
    if not items:
        return []
    lines = []
    for item in items:
        under = ", ".join(escaped(one) for one in (item.under, item.by) if one)
        lines.append(f"- {escaped(item.words)}" + (f"  \n  {under}" if under else ""))
    return [f"## {head}", "\n".join(lines)]


def private_beside(reader: Reader, session: Record) -> int:
    """How many private records of a session stay out of its page on this device."""
    return sum(1 for r in replies_in(reader, session) if r.private)
