"""Verbs that read records: `show`, `list`, `search` and `history`."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from coach_tui.cli import output
from coach_tui.cli.call import Call
from coach_tui.cli.contract import put_standing, standing_json
from coach_tui.cli.fields import dated, is_member, pairs, typed_day
from coach_tui.cli.misuse import Misuse
from coach_tui.history import queries
from coach_tui.records.answers import flat, named, needs_question, value_in_words, with_question
from coach_tui.records.dates import day_of
from coach_tui.records.kind import Member, Somebody, holds
from coach_tui.records.kinds import KINDS, REFERENCES, Kind, field_types, known, require
from coach_tui.records.refusal import Refused
from coach_tui.records.text import line, shown
from coach_tui.records.width import cells
from coach_tui.records.worth import BLIND

if TYPE_CHECKING:
    from coach_tui.engagement import Engagement
    from coach_tui.records.state import Record, Value

LINKED = frozenset({*REFERENCES, "links"})
UNSHOWN = frozenset({
    "prompt", "prompt_hash", "deck_by", "deck_sha", "hidden", "options", "parts", "of",
    "agreed_coach", "agreed_learner",
})  # fmt: skip
"""Fields that only `--json` shows."""
ASKED = 36
"""Maximum characters of a question before its answer, as a record takes one line here."""
ABOUT = ("kind", "author", "audience")
"""What `--where` accepts for every kind besides its fields."""


def local(moment: int) -> str:
    """A moment (ms since 1970) in local time, as `2026-10-14 08:00`."""
    from coach_tui.records.dates import at

    return f"{at(moment):%Y-%m-%d %H:%M}"


def headline(record: "Record") -> str:
    """The text that stands for a record in a list, else the first field with words; not cleaned.

    An answer that is not a text comes with its question.
    """
    if needs_question(record):
        return with_question(record, ASKED)
    if record.kind in BLIND:
        from coach_tui.guide.sealed import said_in_words, values_in

        return said_in_words(values_in(record.kind, record.fields)) or "given, not open yet"
    kind = known(record.kind)
    first = named(record) if kind.text_in in kind.says else record.get(kind.text_in)
    first = first if isinstance(first, str) else shown(first)
    if record.kind == "observation" and record.get("value") != "":
        first = f"{shown(record.get('value'))}  {first}"
    if not first.strip():
        texts = (shown(v) for f, v in record.fields.items() if f not in LINKED | UNSHOWN)
        first = next((t for t in texts if t.strip()), "")
    return first


def row(record: "Record") -> list[str]:
    """A record as a row of a table: id, day, kind, mark (≠ conflict, / private) and words."""
    state = "≠" if record.conflicts else "/" if record.private else ""
    return [record.id[:10], day_of(record.created), record.kind, state, headline(record)]


def _print(call: Call, engagement: "Engagement", records: list["Record"], none: str) -> int:
    if call.json:
        output.put_json([engagement.as_json(r) for r in records])
    elif records:
        output.put(output.table(map(row, records)))
    else:
        output.say(none)
    return 0


# -- one record ----------------------------------------------------------------------------------


def show(call: Call) -> int:
    """Print one record with all its fields."""
    engagement = call.history()
    record = engagement.record(call.args.id)
    if call.json:
        output.put_json(engagement.as_json(record) | _more(engagement, record))
        return 0
    private = record.private
    output.put(f"{record.id}  {line(record.kind)}")
    output.put(
        f"by {engagement.name_of(record.author)}, {local(record.created)}; changed "
        f"{local(engagement.changed_at(record))}; {'only on this device' if private else 'shared'}"
    )
    order = list(field_types(record.kind))
    fields = [(f, v) for f, v in record.fields.items() if f not in UNSHOWN and v not in (None, "")]
    fields.sort(key=lambda item: order.index(item[0]) if item[0] in order else len(order))
    if record.hidden:
        output.put("hidden")
    output.put("")
    indent = max((cells(line(f)) for f, _ in fields), default=0) + 2
    for field, value in fields:
        output.put(_field(engagement, record, field, value, indent))
    for field, choices in record.conflicts.items():
        output.put(_conflict(engagement, record, field, choices))
    if record.kind == "contract":
        put_standing(engagement, record)
    if record.kind == "experiment":
        from coach_tui.cli.experiments import chart_text

        output.put(chart_text(engagement, record))
    return 0


def _more(engagement: "Engagement", record: "Record") -> dict[str, Any]:
    """Derived values for `--json`: an experiment's chart, a contract's agreement; else empty."""
    if record.kind == "contract":
        return {"agreement": standing_json(engagement, record)}
    if record.kind != "experiment":
        return {}
    from coach_tui.guide.experiment.board import chart_json, charted
    from coach_tui.guide.reader import Reader

    return {"chart": chart_json(charted(Reader(engagement), record))}


def _field(engagement: "Engagement", record: "Record", field: str, value: Any, indent: int) -> str:
    room = max(20, min(output.width(), output.WIDTH) - indent)
    if record.kind == "answer" and field == "value" and isinstance(value, list):
        from coach_tui.cli.worksheets import picture_text

        return f"{field}\n\n{picture_text(engagement, record, room + indent)}\n"
    said = readable(engagement, record, field, value)
    return output.fit(field, indent) + output.wrapped(said, room, indent)


def _conflict(engagement: "Engagement", record: "Record", field: str, choices: list[Any]) -> str:
    from coach_tui.guide.who import who_in

    who = who_in(engagement)
    kept = f"{who.people} changed this at once. {who.all.capitalize()} are kept."
    lines = [f"\n≠ {line(field)}: {kept}"]
    for number, value in enumerate(choices, 1):
        lines.append(f"  {number}  {line(readable(engagement, record, field, value))}")
    lines.append(f"To keep one: coach-tui resolve {record.id[:10]} {line(field)} --keep N")
    return "\n".join(lines)


def readable(engagement: "Engagement", record: "Record", field: str, value: Any) -> str:
    """A field's value for a person: with names of members, words of records and choices, local
    times.
    """
    holder = field == "author" or holds(field_types(record.kind).get(field), Member, Somebody)
    if holder and isinstance(value, str) and value in engagement.members:
        return engagement.name_of(value)
    if field in ("at", "ended") and isinstance(value, int):
        return local(value)
    if field in LINKED:
        ids = value if isinstance(value, list) else [value]
        return "\n".join(_reference(engagement, i) for i in ids)
    said = value_in_words(record, value, field)
    return flat(said) if record.kind == "answer" else shown(said)


def _reference(engagement: "Engagement", identity: Any) -> str:
    from coach_tui.guide.day.today import marked

    record = engagement.state.records.get(identity) if isinstance(identity, str) else None
    if record is None:
        return line(shown(identity))
    return f"{record.id[:10]}  {line(marked(record, headline(record)))}"


def history(call: Call) -> int:
    """Print every present or former value of a record's fields, the newest first."""
    engagement = call.history()
    record = engagement.record(call.args.id)
    found = queries.history(record)
    if call.json:
        versions = [_version(engagement, v) for v in found]
        output.put_json({"id": record.id, "kind": record.kind, "versions": versions})
        return 0
    rows = []
    for v in found:
        who = engagement.name_of(v.change.author)
        said = line(readable(engagement, record, v.field, v.said))
        rows.append([local(v.change.w), who, v.field, "" if v.live else "replaced", said])
    output.put(output.table(rows, whole=True))
    return 0


def _version(engagement: "Engagement", version: "Value") -> dict[str, Any]:
    from coach_tui.records.dates import rfc3339

    change = version.change
    return {
        "field": version.field,
        "value": version.said,
        "author": change.author,
        "author_name": engagement.name_of(change.author),
        "at": rfc3339(change.w),
        "stamp": change.stamp,
        "live": version.live,
    }


# -- several -------------------------------------------------------------------------------------


def list_kind(call: Call) -> int:
    """List the records of one kind, the oldest first, optionally only those with given values."""
    engagement = call.history()
    kind = _kind(engagement, call.args.kind)
    wanted = _wanted(engagement, kind, pairs(call.args.where))
    records = list(engagement.state.of_kind(kind, hidden="hidden" in wanted))
    found = queries.by_field(records, wanted)
    plural = known(kind).plural or f"records of the kind {line(kind)}"
    like = " like that" if wanted else ""
    return _print(call, engagement, found, f"There are no {plural}{like}.")


def _kind(engagement: "Engagement", name: str) -> str:
    """The kind with that name or plural, or one of a newer version that has records here; else
    `Refused`.
    """
    for kind, cls in KINDS.items():
        if name in (kind, cls.plural):
            return kind
    if any(r.kind == name for r in engagement.state.records.values()):
        return name
    return require(name).kind


def _wanted(engagement: "Engagement", kind: str, given: dict[str, str]) -> dict[str, str]:
    fields = [*field_types(kind), *ABOUT]
    wanted = {}
    for field, value in given.items():
        if field not in fields and known(kind) is not Kind:
            raise Refused(f"A {kind} has no field {line(field)!r}: there are {', '.join(fields)}.")
        if is_member(kind, field) and value:
            wanted[field] = engagement.member_named(value)
        elif field == "hidden":
            wanted[field] = "yes" if value in ("yes", "true", "1") else ""
        else:
            wanted[field] = value
    return dated(engagement, kind, wanted)


def search(call: Call) -> int:
    """List the records that contain all words, the latest changed first."""
    args = call.args
    words = " ".join(args.words)
    if not words.strip():
        raise Misuse("There is no word to search for.")
    engagement = call.history()
    since = _since(engagement, args.since) if args.since else 0
    kind = _kind(engagement, args.kind) if args.kind else ""
    found = queries.search(engagement.state, words, kind, since, engagement.index)
    found = [r for r in found if engagement.changed_at(r) >= since]
    return _print(call, engagement, found, "Nothing was found.")


def _since(engagement: "Engagement", text: str) -> int:
    """The beginning of a typed local day, in milliseconds since 1970; `Refused` when out of
    range.
    """
    day = typed_day(engagement, text, past=True)
    try:
        return int(datetime.fromisoformat(day).timestamp() * 1000)
    except (ValueError, OverflowError, OSError):
        raise Refused(f"{day} is too far away to search from.") from None
