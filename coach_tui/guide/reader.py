"""What can be seen now, laid out once: the read model that pages, dialogs and verbs ask.

One reader is made for a drawing, or for a command, and handed on to whatever reads for it. It has
the one rule of who may see a record, today's date, whose device this is, and who the others are.
"""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from coach_tui.guide.who import Who, who_in
from coach_tui.records.dates import day_of
from coach_tui.records.state import Record

if TYPE_CHECKING:
    from coach_tui.engagement import Device, Engagement

T = TypeVar("T")


class Reader:
    """The records that may be seen, by kind, with what is asked of them again and again.

    `day` is today (`2026-10-14`) when none is given. `together` says that two people look at this
    screen: then nothing private may be seen. Nothing is read before it is asked for, and what was
    read stays as it is: after a change a new reader is needed.
    """

    def __init__(self, engagement: "Engagement", day: str = "", *, together: bool = False) -> None:
        self.engagement = engagement
        self.day = day or day_of(engagement.wall())
        self.together = together
        self._whole: Reader | None = None
        self._made: dict[Callable[[Reader], Any], Any] = {}

    # -- who -----------------------------------------------------------------------------------

    def may_see(self, record: Record) -> bool:
        """Whether a record may be seen by everybody who looks at this screen: the one rule."""
        return not (self.together and record.private)

    @cached_property
    def everything(self) -> "Reader":
        """A reader that may see every record, over the same layout: for what has to reckon with
        all of it, such as whether something was given already. Never for what is shown.
        """
        if not self.together:
            return self
        found = Reader(self.engagement, self.day)
        found._whole = self
        return found

    @property
    def me(self) -> "Device":
        """The person at this device."""
        return self.engagement.me

    @property
    def who(self) -> Who:
        """Who the others are, in words that fit however many there are."""
        return who_in(self.engagement)

    # -- records -------------------------------------------------------------------------------

    @cached_property
    def _every(self) -> list[Record]:
        if self._whole is not None:
            return self._whole._every
        # A list: it may be made beside the screen's thread, where changes come in meanwhile.
        return list(self.engagement.state.records.values())

    def get(self, identity: str) -> Record | None:
        """The record of that id, also one that was taken out of sight; None where there is none
        that may be seen.
        """
        found = self.engagement.state.records.get(identity)
        return found if found is not None and self.may_see(found) else None

    @cached_property
    def records(self) -> list[Record]:
        """All that may be seen and is not hidden, in no order."""
        return [r for r in self._every if not r.hidden and self.may_see(r)]

    @cached_property
    def _kinds(self) -> dict[str, list[Record]]:
        found: dict[str, list[Record]] = {}
        for record in self.records:
            found.setdefault(record.kind, []).append(record)
        return found

    def of_kind(self, *kinds: str) -> list[Record]:
        """The records of some kinds, oldest first (by the author's clock, then by id)."""
        return _oldest_first([r for kind in kinds for r in self._kinds.get(kind, ())])

    def hidden_too(self, *kinds: str) -> list[Record]:
        """The records of some kinds, also those that were taken out of sight, oldest first."""
        return _oldest_first([r for r in self._every if r.kind in kinds and self.may_see(r)])

    @cached_property
    def moments(self) -> dict[str, list[int]]:
        """When (ms) something was recorded in each session, by its id. It holds nobody's words, so
        what is private or hidden counts, too: a session took as long for whoever looks.
        """
        found: dict[str, list[int]] = {}
        for record in self._every:
            if session := record.text("session"):
                found.setdefault(session, []).append(record.created)
        return found

    def once(self, make: Callable[["Reader"], T]) -> T:
        """What a function makes of this reader: made at the first question, then kept with it.

        For tables that many rows of one drawing ask; the function is its own key.
        """
        if make not in self._made:
            self._made[make] = make(self)
        made: T = self._made[make]
        return made


def _oldest_first(records: list[Record]) -> list[Record]:
    return sorted(records, key=lambda r: (r.created, r.id))
