"""Which issue a record belongs to where it does not say so itself. Loads next to nothing."""

from collections.abc import Mapping
from typing import Any

from coach_tui.engagement import Engagement

THROUGH = ("experiment", "assumption")
"""What a record hangs on, and belongs to the same issue as."""
STEPS = 3
"""From a look back over its experiment to the assumption; foreign records may run in a ring."""


def issue_of(engagement: Engagement, fields: Mapping[str, Any]) -> str:
    """The issue that is named, else that of the experiment or assumption that is named."""
    for _ in range(STEPS):
        if issue := fields.get("issue"):
            return str(issue)
        over = (engagement.state.records.get(str(fields.get(f) or "")) for f in THROUGH)
        fields = next((record.fields for record in over if record), {})
    return ""


def with_issue(engagement: Engagement, said: dict[str, Any]) -> dict[str, Any]:
    """The fields of a new record, with the issue that goes without saying."""
    issue = issue_of(engagement, said)
    return said | {"issue": issue} if issue else said
