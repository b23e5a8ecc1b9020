"""The rows of Today about the next session: its date, what is prepared, what is planned."""

from typing import TYPE_CHECKING

from coach_tui.records.text import line
from coach_tui.tui.widgets.rows import Row
from coach_tui.tui.widgets.words import MUTED, SECTION, WARNING

if TYPE_CHECKING:
    from coach_tui.guide.day.today import Today
    from coach_tui.guide.reader import Reader


def next_rows(reader: "Reader", now: "Today") -> list[Row]:
    """The next session, with the keys that prepare and move it; empty when nothing is known."""
    rows: list[Row] = []
    if now.meeting is not None:
        rows.append(_meeting(reader, now))
    if now.prepared is not None or (now.meeting is not None and now.meeting.day):
        rows.append(_prepared(reader, now))
    for session in now.planned:
        planned = "planned; only you see it until it begins"
        text = session.text("text")
        rows.append(Row(text, id=f"plan:{session.id}", glyph="S", under=planned, gap=1, most=2))
    return [Row("Next session", tone=SECTION, gap=2), *rows] if rows else []


def _meeting(reader: "Reader", now: "Today") -> Row:
    found = now.meeting
    assert found is not None
    said = _said(reader, now)
    if not found.day:
        return Row("Called off", glyph="S", tone=WARNING, under=said or "m sets a new date", gap=1)
    right = found.words
    return Row(f"With {reader.who.others}", glyph="S", right=right, under=said, gap=1)


def _said(reader: "Reader", now: "Today") -> str:
    """Who moved it or called it off, and the word with it; otherwise after which session it is."""
    found = now.meeting
    assert found is not None
    if not found.by:
        title = found.session.text("text")
        return f"after {title}" if title else ""
    name = "you" if found.by == reader.me.member else reader.engagement.name_of(found.by)
    did = f"moved by {name}" if found.day else f"by {name}"
    return f"{did}: {line(found.note)}" if found.note else did


def _prepared(reader: "Reader", now: "Today") -> Row:
    record, who = now.prepared, reader.who.others
    if record is None:
        return Row("p prepares it: three short questions, optional.", tone=MUTED, gap=1)
    if record.private:
        words = "Prepared, on this device only. p goes on with it, and sends it."
    else:
        words = f"Prepared and sent to {who}."
    return Row(words, id=f"show:{record.id}", glyph="^", tone=MUTED, gap=1)
