"""Turn what somebody wants to write into a `Plan`: checked and completed, not yet saved. Pure.

Only `guide/writing.py` plans new records and edits; other code calls that, since it adds defaults
and related records.
"""

from collections.abc import Mapping
from typing import Any

from coach_tui.engagement import Engagement, Plan
from coach_tui.records.audience import kept_back
from coach_tui.records.change import Change
from coach_tui.records.kinds import REFERENCES, fitted, known
from coach_tui.records.refusal import Refused
from coach_tui.records.state import shown_stamps
from coach_tui.records.text import typed


def plan_new(
    engagement: Engagement,
    kind: str,
    fields: dict[str, Any],
    *,
    audience: str = "",
    identity: str = "",
) -> Plan:
    """Plan a new record. `Refused` when a field does not fit its type or the kind objects.

    Without an `audience` it follows from the record's kind and references (`audience_of`); without
    an `identity` a new id is made.
    """
    said = {f: v for f, v in fitted(kind, fields).items() if v not in (None, "", [])}
    opens = known(kind).opens
    if opens and "status" not in said:
        said["status"] = opens
    if objection := known(kind).objection(said, said):
        raise Refused(objection)
    private = (audience or audience_of(engagement, kind, said)) == "private"
    said = said if private else _without_private(engagement, said)
    change = Change(identity or engagement.new_id(), kind, engagement.wall(), said)
    return Plan([change], private)


def audience_of(engagement: Engagement, kind: str, said: Mapping[str, Any]) -> str:
    """The default audience of a new record with these fields: `private` when it refers to something
    private or to an issue that is marked as not safe to be known, else the kind's own.
    """
    return "private" if kept_back(engagement.state.records, said) else known(kind).audience


def plan_edit(
    engagement: Engagement,
    identity: str,
    fields: dict[str, Any],
    over: dict[str, list[str]] | None = None,
) -> Plan:
    """Plan new values for fields of an existing record. `Refused` when it is another member's own,
    a field does not fit or the kind objects.

    `over` names, per field, the stamps of the values that the editor saw, which are replaced; a
    field without an entry replaces the values that are current now.
    """
    record = engagement.record(identity)
    if not known(record.kind).joint and record.author != engagement.me.member:
        raise Refused(
            f"This {record.kind} is {engagement.name_of(record.author)}'s own; only they "
            "change it. Nothing was changed."
        )
    private = record.audience == "private"
    said = fitted(record.kind, fields)
    if objection := known(record.kind).objection(record.fields | said, said):
        raise Refused(objection)
    said = said if private else _without_private(engagement, said)
    replaced = {f: (over or {}).get(f, shown_stamps(record, f)) for f in said}
    replaced = {f: stamps for f, stamps in replaced.items() if stamps}
    return Plan([Change(identity, record.kind, engagement.wall(), said, replaced)], private)


def plan_share(
    engagement: Engagement, identity: str, fields: Mapping[str, Any] | None = None
) -> Plan:
    """Plan the publication of a private record: its present values, without earlier wordings, and
    with `fields` in place of some. `Refused` when it is shared already or its kind is not shared
    in this way.
    """
    record = engagement.record(identity)
    if record.audience != "private":
        raise Refused("This record is shared already. Nothing was changed.")
    if known(record.kind).instead:
        raise Refused(f"{known(record.kind).instead} Nothing was shared.")
    if record.kind == "deck":
        raise Refused(
            "This is a deck with your notes in it; they stay with you. Nothing was shared. "
            "`coach-tui decks share` gives the others the deck without them."
        )
    now = record.fields | fitted(record.kind, dict(fields or {}))
    said = _without_private(engagement, {f: v for f, v in now.items() if v is not None})
    return Plan([Change(identity, record.kind, engagement.wall(), said)])


def plan_resolve(engagement: Engagement, identity: str, field: str, keep: int) -> Plan:
    """Plan which of several values set concurrently is kept; `keep` counts from 1, the newest."""
    record = engagement.record(identity)
    choices = record.conflicts.get(field)
    if not choices:
        fields = ", ".join(record.conflicts) or "none"
        raise Refused(f"{typed(field)} has one value only. Edited by two people at once: {fields}.")
    if not 1 <= keep <= len(choices):
        raise Refused(f"There are values 1 to {len(choices)} of {field}, not {keep}.")
    over = {field: shown_stamps(record, field)}
    said = {field: choices[keep - 1]}
    return Plan(
        [Change(identity, record.kind, engagement.wall(), said, over)], record.audience == "private"
    )


def _without_private(engagement: Engagement, said: dict[str, Any]) -> dict[str, Any]:
    """The fields without references to private records, so that their ids are not published."""

    def public(value: Any) -> bool:
        record = engagement.state.records.get(value) if isinstance(value, str) else None
        return record is None or record.audience != "private"

    result = {}
    for field, value in said.items():
        if field in REFERENCES and not public(value):
            continue
        result[field] = [v for v in value if public(v)] if field == "links" else value
    return result
