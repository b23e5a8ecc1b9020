"""Which issue a record belongs to when it names none itself. Imports little on purpose."""

from collections.abc import Mapping
from typing import Any

from coach_tui.engagement import Engagement

THROUGH = ("experiment", "assumption")
"""Fields through which a record belongs to the issue of another record."""
STEPS = 3
"""The longest way: review, its experiment, its assumption. A limit, because records from others
may refer to each other in a cycle.
"""


def issue_of(engagement: Engagement, fields: Mapping[str, Any]) -> str:
    """The id of the issue named in some fields, else of the issue of the experiment or assumption
    named there; empty when there is none.
    """
    for _ in range(STEPS):
        if issue := fields.get("issue"):
            return str(issue)
        over = (engagement.state.records.get(str(fields.get(f) or "")) for f in THROUGH)
        fields = next((record.fields for record in over if record), {})
    return ""


def with_issue(engagement: Engagement, said: dict[str, Any]) -> dict[str, Any]:
    """The fields of a new record with `issue` filled in from the records that it names."""
    issue = issue_of(engagement, said)
    return said | {"issue": issue} if issue else said
