"""Parse `FIELD=VALUE` arguments, and resolve names and shortened ids in them."""

from typing import TYPE_CHECKING, Any

from coach_tui.cli.misuse import Misuse
from coach_tui.records.dates import at, read_day
from coach_tui.records.kind import Member, field_types, holds, with_days
from coach_tui.records.kinds import REFERENCES
from coach_tui.records.refusal import Refused
from coach_tui.records.text import line

if TYPE_CHECKING:
    from coach_tui.engagement import Engagement

LINKS = "links"
"""The field with ids of records of any kind."""
"""Fields with a member's id."""


def split(texts: list[str]) -> dict[str, str | None]:
    """`FIELD=VALUE` texts as a dictionary; None for a field without `=`. `Misuse` when one is
    malformed or repeated.
    """
    found: dict[str, str | None] = {}
    for text in texts:
        field, sign, value = text.partition("=")
        if not field:
            raise Misuse(f"{line(text)!r} is not FIELD=VALUE.")
        if field in found:
            raise Misuse(f"{line(field)} is given twice.")
        found[field] = value if sign else None
    return found


def pairs(texts: list[str]) -> dict[str, str]:
    """`FIELD=VALUE` texts as a dictionary; `Misuse` when one has no value."""
    found = split(texts)
    for field, value in found.items():
        if value is None:
            raise Misuse(f"{line(field)!r} is not FIELD=VALUE.")
    return {f: v for f, v in found.items() if v is not None}


def refers(kind: str, fields: dict[str, Any]) -> bool:
    """Whether some field refers to a record or a member, so that the records must be loaded."""
    given = [f for f, v in fields.items() if v]
    return any(f in REFERENCES or f == LINKS or is_member(kind, f) for f in given)


def is_member(kind: str, field: str) -> bool:
    """Whether a field of a kind holds a member's id."""
    return field == "author" or holds(field_types(kind).get(field), Member)


def named_issue(text: str | None) -> str:
    """The text of `--issue`, empty when it was not given; `Misuse` when it was given empty."""
    if text is not None and not text.strip():
        raise Misuse("--issue needs an issue's id. See: coach-tui list issues.")
    return text or ""


def resolved(engagement: "Engagement", kind: str, fields: dict[str, Any]) -> dict[str, Any]:
    """The fields with complete ids instead of shortened ids and members' names. `Refused` when one
    does not exist.
    """
    return {f: _whole(engagement, kind, f, v) if v else v for f, v in fields.items()}


def dated(engagement: "Engagement", kind: str, fields: dict[str, Any]) -> dict[str, Any]:
    """The fields with typed days (`friday`, `14 Oct`, `+7`) converted to ISO."""
    return with_days(kind, fields, at(engagement.wall()).date())


def typed_day(engagement: "Engagement", text: str, *, past: bool = False) -> str:
    """A typed day in ISO form; with `past`, weekdays mean the last one."""
    return read_day(text, at(engagement.wall()).date(), past=past)


def _whole(engagement: "Engagement", kind: str, field: str, value: str) -> Any:
    if is_member(kind, field):
        return engagement.member_named(value)
    if field == LINKS:
        return [engagement.record(v).id for v in value.split(",") if v.strip()]
    if field not in REFERENCES:
        return value
    record = engagement.record(value)
    if record.kind != REFERENCES[field]:
        raise Refused(
            f"{record.id} is of the kind {line(record.kind)}, not {REFERENCES[field]}. "
            "Nothing was changed."
        )
    return record.id
