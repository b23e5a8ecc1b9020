"""A record as text and rows: values, author and audience, links, conflicts, earlier wordings."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual.content import Content

from coach_tui.guide.day.today import title_of
from coach_tui.guide.issue.thread import came_from, led_to
from coach_tui.guide.sealed import said_in_words, values_in
from coach_tui.guide.session.exercises import exercise_status
from coach_tui.guide.session.pictures import is_worksheet, picture
from coach_tui.guide.who import who_in
from coach_tui.history.queries import history
from coach_tui.records.answers import flat, value_in_words
from coach_tui.records.dates import at, moment, short
from coach_tui.records.kind import Day, Member, Somebody, holds
from coach_tui.records.kinds import field_types, known
from coach_tui.records.text import line
from coach_tui.records.worth import VALUES
from coach_tui.tui.widgets.rows import Row
from coach_tui.tui.widgets.words import KEY, MUTED, SECTION, join, paragraph, spans, styled

if TYPE_CHECKING:
    from coach_tui.engagement import Engagement
    from coach_tui.guide.reader import Reader
    from coach_tui.records.state import Record, Value

ROOM = 24
"""The width of a picture in an aside."""
LINKS = 8
"""The most links shown in one list."""
BRIEF = 18
"""The longest status of an exercise (characters) shown in full in a list."""
_FRAME = frozenset({
    "issue", "session", "by", "links", "hidden", "prompt", "asked", "prompt_hash", "deck",
    "deck_by", "deck_sha", "experiment", "assumption", "exercise", "stage", "at", "ended", "type",
    "together", "options", "parts", "of", "agreed_coach", "agreed_learner", "commitment", "salt",
    "reported", "read_coach", "read_learner", "sent", "left_out", "marked", "own", "own_after",
})  # fmt: skip
_UNWORDED = frozenset({
    "hidden", "links", "prompt_hash", "options", "parts", "agreed_coach", "agreed_learner",
    "reported", "read_coach", "read_learner", "sent", "left_out", "marked",
})  # fmt: skip
"""Fields left out of the list of earlier values, because people cannot read them."""


def audience(engagement: "Engagement", record: "Record") -> str:
    """Who sees a record, in words."""
    return audience_words(engagement, record.audience)


def audience_words(engagement: "Engagement", name: str) -> str:
    """Who sees a record with that audience, in words: `only you …`, or `you and Leo`."""
    if name == "private":
        return "only you, only on this device"
    return who_in(engagement).everybody


def sees(engagement: "Engagement", name: str) -> str:
    """Who will see a new record with that audience: `you and Leo will see this`."""
    words = audience_words(engagement, name)
    return words if name == "private" else f"{words} will see this"


def status_of(record: "Record") -> str:
    """The status word at the right of a record in a list; may be empty."""
    if record.private:
        return "only you"
    if record.kind == "answer":
        state = record.text("state")
        return "" if state in ("", "answered") else state
    return record.text("status") if known(record.kind).opens else ""


def stands(reader: "Reader", record: "Record", *, brief: bool = False) -> str:
    """The status of an exercise today in words, or the status word of any other record; `brief`
    shortens long ones.
    """
    if record.kind != "exercise" or record.private:
        return status_of(record)
    found = exercise_status(reader, record)
    return found.state if brief and len(found.words) > BRIEF else found.words


def words_of(record: "Record") -> str:
    """The text of a record in a list."""
    if record.kind == "exercise":
        return record.text("text") or title_of(record)
    if record.kind in VALUES:
        given = said_in_words(values_in(record.kind, record.fields))
        return f"{record.kind}: {given or 'given, not open yet'}"
    return title_of(record)


def field_words(engagement: "Engagement", record: "Record", field: str, value: object) -> str:
    """A present or earlier value of a field, as text for people."""
    of = field_types(record.kind).get(field)
    if of == Day and isinstance(value, str):
        return short(value)
    if holds(of, Member, Somebody) and isinstance(value, str) and value in engagement.members:
        return engagement.name_of(value)
    return flat(value_in_words(record, value, field))


def label(record: "Record", field: str) -> str:
    """The name of a record's field for people."""
    words = field == known(record.kind).text_in and field != "note"
    return "words" if words else label_of(record.kind, field)


def label_of(kind: str, field: str) -> str:
    """The label of a kind's field, as in forms."""
    return known(kind).labels.get(field) or line(field.replace("_", " "))


def record_rows(
    reader: "Reader", record: "Record", room: int = ROOM, plain: bool = False
) -> list[Row]:
    """Everything about a record as rows; only the links can be selected. A worksheet is drawn as
    its picture, `room` cells wide, perhaps in plain characters.
    """
    engagement = reader.engagement
    words = _drawn(record, room, plain) if is_worksheet(record) else _words(record)
    rows = [_head(record), Row(words=words, gap=1)]
    rows += _fields(reader, record)
    whose = engagement.name_of(record.text("by") or record.author)
    typed = f", typed by {engagement.name_of(record.author)}" if record.text("by") else ""
    rows.append(Row(f"{whose}{typed} · {audience(engagement, record)}", tone=MUTED, gap=1))
    rows += _conflicts(reader, record)
    rows += _links(reader, record)
    return rows + _wording(engagement, record)


def _head(record: "Record") -> Row:
    then = at(record.created)
    kind = styled(line(record.kind), "bold $foreground 70%")
    return Row(glyph=known(record.kind).glyph, words=kind, right=short(f"{then:%Y-%m-%d}"))


def _drawn(record: "Record", room: int, plain: bool) -> Content:
    return Content("\n").join(spans(line) for line in picture(record, max(20, room), plain))


def _words(record: "Record") -> Content:
    if record.kind == "exercise" and record.text("text"):
        return paragraph(record.text("text"))
    field = known(record.kind).text_in
    value = record.fields.get(field)
    text = flat(value_in_words(record, value)) or record.text("text") or record.text("asked")
    return paragraph(text or "Nothing was written.")


def _fields(reader: "Reader", record: "Record") -> list[Row]:
    rows = []
    if record.kind == "answer" and record.text("asked"):
        rows.append(Row(record.text("asked"), tone="italic $foreground 70%", gap=1))
    skip = {"text" if record.kind == "exercise" else known(record.kind).text_in, *_FRAME}
    given = {f: v for f, v in record.fields.items() if f not in skip and v not in (None, "", [])}
    for number, (field, value) in enumerate(given.items()):
        name = join(styled(label(record, field), MUTED), Content("  "))
        said = stands(reader, record) if field == "status" else ""
        words = join(name, styled(said or field_words(reader.engagement, record, field, value)))
        rows.append(Row(words=words, gap=int(not number)))
    return rows


def _conflicts(reader: "Reader", record: "Record") -> list[Row]:
    rows, engagement = [], reader.engagement
    for field, choices in record.conflicts.items():
        values = "  ≠  ".join(field_words(engagement, record, field, v) for v in choices)
        name = label(record, field)
        rows.append(
            Row(
                f"{name}: {values}",
                state="≠",
                under=f"{reader.who.changed} {reader.who.all.capitalize()} are kept.",
                tone="$text-warning",
                gap=1,
            )
        )
    return rows


def _links(reader: "Reader", record: "Record") -> list[Row]:
    above, below = came_from(reader, record), led_to(reader, record)
    return _group("Comes from", above) + _group("Led to", below)


def _group(head: str, records: Iterable["Record"]) -> list[Row]:
    seen = [r for r in records if not r.hidden]
    if not seen:
        return []
    rows = [Row(head, tone=SECTION, gap=1)]
    rows += [Row(words_of(r), id=r.id, glyph=known(r.kind).glyph, most=2) for r in seen[:LINKS]]
    if len(seen) > LINKS:
        rows.append(Row(f"and {len(seen) - LINKS} more", tone=MUTED))
    return rows


def _wording(engagement: "Engagement", record: "Record") -> list[Row]:
    every = [v for v in history(record) if v.field not in _UNWORDED]
    field = known(record.kind).text_in
    words = [v for v in every if v.field == field]
    rows: list[Row] = []
    count = f"{len(words)} versions" if len(words) != 1 else "1 version"
    rows.append(Row("Wording", tone=SECTION, right=count, gap=1))
    for number, value in enumerate(words if len(words) > 1 else []):
        name = engagement.name_of(value.change.author)
        which = "Now" if value.live and number == 0 else "Also" if value.live else "Before"
        then = moment(value.change.w)
        rows.append(Row(f"{which}, {name}", tone=MUTED, right=then, gap=int(number > 0)))
        rows.append(Row(words=paragraph(_said(record, value), "" if value.live else MUTED)))
    if len(words) == 1:
        only = words[0].change
        rows.append(Row(engagement.name_of(only.author), tone=MUTED, right=moment(only.w)))
    return rows + _changes(engagement, record, [v for v in every if v.field != field])


def _said(record: "Record", value: "Value") -> str:
    return flat(value_in_words(record, value.said))


def _changes(engagement: "Engagement", record: "Record", every: list["Value"]) -> list[Row]:
    often = {v.field for v in every if sum(1 for o in every if o.field == v.field) > 1}
    found = [v for v in every if v.field in often]
    rows = [Row("Changed", tone=SECTION, right="when", gap=1)] if found else []
    for value in found:
        said = field_words(engagement, record, value.field, value.said) or "cleared"
        words = join(
            styled(f"{label(record, value.field)} ", MUTED),
            styled(said, "" if value.live else MUTED),
            styled(f"  {engagement.name_of(value.change.author)}", MUTED),
        )
        rows.append(Row(words=words, right=moment(value.change.w)))
    return rows


def key_line(*pairs: tuple[str, str]) -> Content:
    """Pairs of keys and words in one line, as in the footer."""
    shown_pairs = [join(styled(k, KEY), styled(f" {w}", MUTED)) for k, w in pairs]
    return Content("   ").join(shown_pairs)
