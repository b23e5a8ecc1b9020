"""What is going to be kept, planned: pure, from what somebody says to changes that can be kept.

`guide/writing.py` is the way to write a record: it adds what goes without saying and what a record
brings with it, and is alone in planning new records and edits.
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
    """A new record; `Refused` when a field does not fit. The kind has the default audience."""
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
    """Who sees a new record that says this when nobody says otherwise: only the person who
    writes it where it hangs on something private, or its issue is not safe to have known (N3).
    """
    return "private" if kept_back(engagement.state.records, said) else known(kind).audience


def plan_edit(
    engagement: Engagement,
    identity: str,
    fields: dict[str, Any],
    over: dict[str, list[str]] | None = None,
) -> Plan:
    """New values of an existing record's fields.

    `over` has, per field, the stamps of what the editor saw at the start; left out, of what is
    shown now.
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


def plan_share(engagement: Engagement, identity: str) -> Plan:
    """What a private record's author shares: the present values, and no earlier wording."""
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
    said = _without_private(engagement, {f: v for f, v in record.fields.items() if v is not None})
    return Plan([Change(identity, record.kind, engagement.wall(), said)])


def plan_resolve(engagement: Engagement, identity: str, field: str, keep: int) -> Plan:
    """Of several values that were set at once, the one to keep (1 is the newest)."""
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
    def public(value: Any) -> bool:
        record = engagement.state.records.get(value) if isinstance(value, str) else None
        return record is None or record.audience != "private"

    result = {}
    for field, value in said.items():
        if field in REFERENCES and not public(value):
            continue
        result[field] = [v for v in value if public(v)] if field == "links" else value
    return result
