"""Which contract is in force, and the single clauses that sessions leave for it. Rows C2 to C4."""

from typing import Any

from coach_tui.guide.reader import Reader
from coach_tui.records.people import Contract
from coach_tui.records.state import Record
from coach_tui.records.text import shown

FIELDS = tuple(f for f in Contract.labels if not f.startswith("agreed_"))
"""The fields that make up the text, in order."""


def current(reader: Reader) -> Record | None:
    """The contract in force: the latest visible one that is more than a single clause; None when
    there is none. A private draft counts only when no shared one exists, so that all devices agree.
    """
    found = [r for r in reader.of_kind("contract") if not clause(r)]
    return max(found, key=lambda r: (not r.private, r.created, r.id), default=None)


def clause(record: Record) -> bool:
    """Whether a contract record is only one sentence, agreed at a prompt of a session."""
    return bool(record.text("prompt")) and sum(bool(record.text(f)) for f in FIELDS) < 2


def worded(field: str, value: Any) -> str:
    """A reply as the text of a contract's field; a bare number for `horizon` is one of months."""
    if field == "horizon" and isinstance(value, int | float):
        return "About a month." if value == 1 else f"About {shown(value)} months."
    return shown(value)


def said_before(reader: Reader) -> dict[str, str]:
    """What was replied in sessions for fields of the contract before there was one: the latest
    shared reply for each field.
    """
    found: dict[str, str] = {}
    for record in reader.of_kind("answer"):
        name, _, field = record.text("of").partition(".")
        value = record.get("value", None)
        if name == "contract" and field in FIELDS and not record.private and value is not None:
            found[field] = worded(field, value)
    return found
