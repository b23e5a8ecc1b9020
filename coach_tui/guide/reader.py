"""The read model that pages, dialogs and commands query: the records visible now, by kind.

A `Reader` is made for one drawing or one command and passed to every function that reads for it.
It holds the only rule about who may see a record, today's date, and who the members are.
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
    """The visible records, with cached lookups over them.

    `day` is an ISO date (`2026-10-14`), today by default. `together` means that two people look at
    this screen, so private records are left out. Lookups are lazy and cached: after a change, make
    a new reader. Worker threads may use it beside the event loop: its caches are filled, never
    changed.
    """

    def __init__(self, engagement: "Engagement", day: str = "", *, together: bool = False) -> None:
        self.engagement = engagement
        self.day = day or day_of(engagement.wall())
        self.together = together
        self._whole: Reader | None = None
        self._made: dict[Callable[[Reader], Any], Any] = {}

    # -- who -----------------------------------------------------------------------------------

    def may_see(self, record: Record) -> bool:
        """Whether a record may be shown to everybody who looks at this screen."""
        return not (self.together and record.private)

    @cached_property
    def everything(self) -> "Reader":
        """A reader without the limits of `together`, for calculations that need every record (has
        this been answered already?). Never show a record that was found through it.
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
        """The other members, for sentences that name them."""
        return who_in(self.engagement)

    # -- records -------------------------------------------------------------------------------

    @cached_property
    def _every(self) -> list[Record]:
        if self._whole is not None:
            return self._whole._every
        # A copy: on a worker thread the dict may change while it is iterated.
        return list(self.engagement.state.records.values())

    def get(self, identity: str) -> Record | None:
        """The record with that id, also a hidden one; None when there is none or it may not be
        seen.
        """
        found = self.engagement.state.records.get(identity)
        return found if found is not None and self.may_see(found) else None

    @cached_property
    def records(self) -> list[Record]:
        """All records that may be seen and are not hidden, in no particular order."""
        return [r for r in self._every if not r.hidden and self.may_see(r)]

    @cached_property
    def _kinds(self) -> dict[str, list[Record]]:
        found: dict[str, list[Record]] = {}
        for record in self.records:
            found.setdefault(record.kind, []).append(record)
        return found

    def of_kind(self, *kinds: str) -> list[Record]:
        """The visible records of some kinds, oldest first (by the author's clock, then by id)."""
        return _oldest_first([r for kind in kinds for r in self._kinds.get(kind, ())])

    def hidden_too(self, *kinds: str) -> list[Record]:
        """The records of some kinds that may be seen, hidden ones included, oldest first."""
        return _oldest_first([r for r in self._every if r.kind in kinds and self.may_see(r)])

    @cached_property
    def moments(self) -> dict[str, list[int]]:
        """By session id, the times (ms since the epoch) at which something was recorded in it.

        Private and hidden records count too, so that a session's length is the same for all.
        """
        found: dict[str, list[int]] = {}
        for record in self._every:
            if session := record.text("session"):
                found.setdefault(session, []).append(record.created)
        return found

    def once(self, make: Callable[["Reader"], T]) -> T:
        """The result of `make(self)`, computed once for this reader; `make` itself is the cache
        key, so pass a module-level function, never a lambda.
        """
        if make not in self._made:
            self._made[make] = make(self)
        made: T = self._made[make]
        return made


def _oldest_first(records: list[Record]) -> list[Record]:
    return sorted(records, key=lambda r: (r.created, r.id))
