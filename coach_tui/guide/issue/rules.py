"""What goes without saying when a way out of a gate is written, and what comes of it (C1, N1)."""

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
    """A new way out with the gate that it leads out of, where that was not said: the red one that
    has this way, the one answered last if there are several, and none that has a way already if
    there is another. `Refused` where no gate is red that has it.
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
    """What comes of a new way out: the issue is parked or closed, and its words become an action or
    a question.

    One that its author keeps to themselves leaves a shared issue as it is, unless the issue is not
    safe to have known: then both should see that it is closed.
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
