"""What a record brings with it, whoever writes it: a form, a deck, or the command line.

`completed` comes before a change is planned, `follows` after it; both are kept together with it.
"""

from typing import Any

from coach_tui.engagement import Engagement, Plan
from coach_tui.guide.belongs import with_issue
from coach_tui.guide.dates import day_of
from coach_tui.guide.gates import of_which, taken
from coach_tui.guide.trials import looked_back, talk
from coach_tui.records.change import Change
from coach_tui.records.state import Record


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
    begins = kind == "experiment" and said.get("status") == "running"
    if begins and not (said.get("began") or (record and record.text("began"))):
        return said | {"began": day_of(engagement.wall())}
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
    if change.kind == "experiment" and record and change.set.get("status") == "paused":
        return [talk(engagement, record, str(said.get("not_ok") or ""))] * (
            record.get("status") != "paused"
        )
    return []
