"""A whole card of an experiment."""

from typing import Any

from coach_tui.records.dates import day_of
from tests.pair import DAY, START

WHOLE: dict[str, Any] = {
    "text": "The tenant chooses the hour", "prediction": "12 days or fewer", "chance": 60,
    "measure": "Days until it works", "limit": "Two hours a day", "stop": "Two complaints",
    "reversible": "Yes", "consent": "The planner", "notice": "The call centre",
    "review": day_of(START + 14 * DAY),
}  # fmt: skip
