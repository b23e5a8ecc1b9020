"""What a record brings with it, whoever writes it: a form, a deck, or the command line.

`completed` comes before a change is planned, `follows` after it; both are kept together with it.
"""

from typing import Any

from coach_tui.engagement import Engagement, Plan
from coach_tui.guide.experiment.actions import NOW, before_review, looked_back, talk
from coach_tui.guide.experiment.board import observations, status
from coach_tui.guide.issue.belonging import with_issue
from coach_tui.guide.issue.gates import of_which, taken
from coach_tui.records.change import Change
from coach_tui.records.dates import day_of
from coach_tui.records.experiment import blank
from coach_tui.records.refusal import Refused
from coach_tui.records.state import Record
from coach_tui.records.text import line


def completed(
    engagement: Engagement, kind: str, said: dict[str, Any], record: Record | None = None
) -> dict[str, Any]:
    """What is said of a record, with what that goes without saying: the issue of what it hangs on,
    the day on which an experiment began (P10), the gate that a way leads out of (C1).
    """
    if record is None:
        said = with_issue(engagement, said)
    if kind == "way" and record is None:
        return of_which(engagement, said)
    if kind == "experiment":
        return _stands(engagement, said, record)
    trial = engagement.state.records.get(str(said.get("experiment") or ""))
    # In a session the talk goes on, whatever the board says.
    if kind == "review" and record is None and trial and not said.get("session"):
        before_review(engagement, trial)
    return said


def _stands(engagement: Engagement, said: dict[str, Any], record: Record | None) -> dict[str, Any]:
    """What is said of how an experiment stands, as the app asks for it (P10, C7)."""
    today, begun = day_of(engagement.wall()), record.text("began") if record else ""
    now, status_now = said.get("status"), status(record) if record else ""
    began = str(said.get("began") or "")
    if began > today:
        raise Refused(f"{began} has not come yet: it cannot have begun then. Nothing was changed.")
    moved = record is not None and "began" in said and begun not in ("", began)
    if record and moved and observations(engagement, record.id) and blank(said, "began_why"):
        raise Refused(
            "What was counted is held against what came before its first day, so that day is moved "
            "only with a reason: why its first day is another one (began_why). Nothing was changed."
        )
    if now == "running":
        if status_now in ("stopped", "reviewed"):
            raise Refused(f"{NOW[status_now]} Nothing was changed.")
        return said if began or begun else said | {"began": today}
    if now == "paused":
        # The reason of an earlier pause is not the reason of this one.
        return {"not_ok": "", "not_ok_by": line(engagement.me.name)} | said
    return said


def follows(engagement: Engagement, *plans: Plan) -> list[Plan]:
    """What planned changes bring with them: a talk about what is not all right (C7), the insight,
    the next step and the rule of a review (P7, P8), what a way out does to its issue (N1).
    """
    return [more for plan in plans for change in plan.changes
            for more in _of(engagement, change, plan.private)]  # fmt: skip


def _of(engagement: Engagement, change: Change, private: bool) -> list[Plan]:
    record = engagement.state.records.get(change.id)
    said = (record.fields if record else {}) | change.set
    if change.kind == "way" and record is None:
        return taken(engagement, change.id, said, private)
    if change.kind == "review":
        return looked_back(engagement, change.id, said, private)
    paused = change.kind == "experiment" and change.set.get("status") == "paused"
    if paused and not (record and record.get("status") == "paused"):
        return [talk(engagement, change.id, said, private)]
    return []
