"""What goes without saying when a goal is written: each of the two rates it for themselves."""

from typing import Any

from coach_tui.engagement import Engagement
from coach_tui.guide.entry import Entry
from coach_tui.records.change import Change
from coach_tui.records.refusal import Refused
from coach_tui.records.state import Record

RATERS = {"coach": "by_coach", "learner": "by_learner"}
"""Who rates, by role, and the field of theirs."""


def completed(
    engagement: Engagement, kind: str, said: dict[str, Any], record: Record | None
) -> dict[str, Any]:
    """What is said, as it is; `Refused` where it sets somebody else's rating."""
    role = engagement.me.role
    for rater, field in RATERS.items():
        if field in said and rater != role:
            raise Refused(
                f"{field} is the {rater}'s own rating. Yours is {RATERS.get(role, 'none')}. "
                "Nothing was changed."
            )
    return said


def brought(engagement: Engagement, change: Change, private: bool) -> list[Entry]:
    """A goal brings nothing with it."""
    return []
