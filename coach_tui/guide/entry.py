"""What is to be written, before it is planned: a topic's `rules` say it, `writing` plans it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from coach_tui.engagement import Engagement
from coach_tui.records.change import Change
from coach_tui.records.state import Record


@dataclass(frozen=True, slots=True)
class Entry:
    """A new record of a `kind`, or new values of the record with that `identity`."""

    said: dict[str, Any]
    kind: str = ""
    identity: str = ""
    audience: str = ""


class Rules(Protocol):
    """What a topic's `rules` module has for the kinds of that topic."""

    def completed(
        self, engagement: Engagement, kind: str, said: dict[str, Any], record: Record | None
    ) -> dict[str, Any]:
        """What is said of a record (None: a new one), with what goes without saying; `Refused`
        where it does not fit how things stand.
        """

    def brought(self, engagement: Engagement, change: Change, private: bool) -> Sequence[Entry]:
        """What a planned change brings with it."""
