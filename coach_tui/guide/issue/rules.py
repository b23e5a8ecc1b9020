"""Rules for a new way out of a gate (kind `way`): its default gate, and the records that follow.

Rows C1 and N1 of docs/method.md.
"""

from typing import Any

from coach_tui.engagement import Engagement
from coach_tui.guide.entry import Entry
from coach_tui.guide.issue.gates import WAYS, gate_statuses
from coach_tui.guide.reader import Reader
from coach_tui.records.audience import unsafe
from coach_tui.records.change import Change
from coach_tui.records.refusal import Refused
from coach_tui.records.state import Record


def completed(
    engagement: Engagement, kind: str, said: dict[str, Any], record: Record | None
) -> dict[str, Any]:
    """The fields of a new way out, with `gate` filled in: the red gate that offers this way,
    preferring one with no way out yet, then the one answered last.

    `Refused` when no red gate of the issue offers the way.
    """
    if record is not None:
        return said
    issue = engagement.state.records.get(str(said.get("issue") or ""))
    if issue is None or issue.kind != "issue":
        raise Refused("Say of which issue it is a way out (issue). Nothing was changed.")
    way, named = str(said.get("way") or ""), str(said.get("gate") or "")
    red = [s for s in gate_statuses(Reader(engagement), issue) if s.red]
    fits = [s for s in red if way in s.gate.ways and named in ("", s.gate.field)]
    if fits:
        return said | {"gate": max(fits, key=lambda s: (s.way is None, s.at)).gate.field}
    offered = ", ".join(f"{w} ({s.gate.field})" for s in red for w in s.gate.ways)
    there = f"There are: {offered}" if offered else "No gate of this issue is red"
    raise Refused(f"{there}. Nothing was changed.")


def brought(engagement: Engagement, change: Change, private: bool) -> list[Entry]:
    """What follows from a new way out: the issue is parked or closed, and the text becomes an
    action or a question. Empty for an edit.

    A private way out does not change the status of a shared issue, except of an unsafe one: there
    everybody should see that it is closed.
    """
    said = change.set
    chosen = WAYS.get(str(said.get("way") or ""))
    issue = engagement.state.records.get(str(said.get("issue") or ""))
    if change.id in engagement.state.records or chosen is None or issue is None:
        return []
    found = []
    kept_back = private and not issue.private and not unsafe(issue)
    if chosen.status and issue.get("status") != chosen.status and not kept_back:
        found.append(Entry({"status": chosen.status}, identity=issue.id))
    if chosen.kind and (words := str(said.get("text") or "").strip()):
        made = {"text": f"{chosen.begins}{words}", "issue": issue.id, "links": [change.id]}
        found.append(Entry(made, chosen.kind, audience="private" if private else ""))
    return found
