"""Rules for writing a goal: coach and learner each set only their own rating."""

from typing import Any

from coach_tui.engagement import Engagement
from coach_tui.guide.entry import Entry
from coach_tui.records.change import Change
from coach_tui.records.refusal import Refused
from coach_tui.records.state import Record

RATERS = {"coach": "by_coach", "learner": "by_learner"}
"""The roles that rate goals, each with the field of its rating."""


def completed(
    engagement: Engagement, kind: str, said: dict[str, Any], record: Record | None
) -> dict[str, Any]:
    """The fields unchanged; `Refused` when they set the other role's rating."""
    role = engagement.me.role
    for rater, field in RATERS.items():
        if field in said and rater != role:
            raise Refused(
                f"{field} is the {rater}'s own rating. Yours is {RATERS.get(role, 'none')}. "
                "Nothing was changed."
            )
    return said


def brought(engagement: Engagement, change: Change, private: bool) -> list[Entry]:
    """No further records follow from a goal."""
    return []
