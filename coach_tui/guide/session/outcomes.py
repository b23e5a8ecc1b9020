"""What became of questions that were passed over in a session: replied to later, or elsewhere."""

from coach_tui.guide.reader import Reader
from coach_tui.guide.session.reading import is_mark, state_of
from coach_tui.records.answers import flat, value_in_words
from coach_tui.records.state import Record

Place = tuple[str, str, str]
"""A session (its id), a prompt (its id) and the member who was asked."""


def superseded(reader: Reader) -> frozenset[str]:
    """The ids of marks (`asked`, `skipped`, `parked`) at whose prompt the same member's reply
    stands, given before or after.
    """
    return reader.once(_superseded)


def _superseded(reader: Reader) -> frozenset[str]:
    replied = {_place(r) for r in reader.records if r.text("prompt") and not is_mark(r)}
    return frozenset(
        r.id
        for r in reader.records
        if is_mark(r) and state_of(r) != "private" and _place(r) in replied
    )


def _place(record: Record) -> Place:
    who = record.text("by") or record.author
    return record.text("session"), record.text("prompt"), who


def landed(reader: Reader, mark: Record) -> str:
    """The words that stand now in the field that a passed prompt would have set, such as the
    outcome of an experiment; empty when there are none.
    """
    field = mark.text("of").rpartition(".")[2] if is_mark(mark) else ""
    for identity in mark.linked if field else ():
        record = reader.get(identity)
        if record is not None and record.get(field) not in ("", [], {}):
            return flat(value_in_words(record, record.get(field), field))
    return ""
