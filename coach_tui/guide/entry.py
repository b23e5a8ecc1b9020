"""The interface between `guide/writing.py` and the `rules` module of each topic.

Rules fill in defaults and return further records to write, as `Entry`; `writing` plans them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from coach_tui.engagement import Engagement
from coach_tui.records.change import Change
from coach_tui.records.state import Record


@dataclass(frozen=True, slots=True)
class Entry:
    """Field values to write: as a new record of `kind`, or into the record with id `identity`.

    `audience` is `private`, `engagement`, or empty for the default. Exactly one of `kind` and
    `identity` is set.
    """

    said: dict[str, Any]
    kind: str = ""
    identity: str = ""
    audience: str = ""


class Rules(Protocol):
    """The functions that a topic's `rules` module must define."""

    def completed(
        self, engagement: Engagement, kind: str, said: dict[str, Any], record: Record | None
    ) -> dict[str, Any]:
        """The given field values with defaults derived from other fields and records.

        `record` is the record to be edited, None for a new one. `Refused` when the values are not
        allowed in the present state.
        """

    def brought(self, engagement: Engagement, change: Change, private: bool) -> Sequence[Entry]:
        """Further records to write because of a planned change; empty when there are none."""
