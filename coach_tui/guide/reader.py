"""The history laid out for one drawing, so that nothing walks through all of it for every row."""

from functools import cached_property

from coach_tui.records.state import Record, State


class Glance:
    """What there is by kind, exercises with their rounds, sessions with their moments.

    Made anew for every drawing and thrown away with it: one that was kept would miss what comes in.
    """

    def __init__(self, state: State) -> None:
        # A list: it may be made beside the screen's thread, where changes come in meanwhile.
        self._every = list(state.records.values())

    @cached_property
    def records(self) -> list[Record]:
        """All that is not hidden, in no order."""
        return [r for r in self._every if not r.hidden]

    @cached_property
    def _kinds(self) -> dict[str, list[Record]]:
        found: dict[str, list[Record]] = {}
        for record in self.records:
            found.setdefault(record.kind, []).append(record)
        return found

    def of_kind(self, *kinds: str) -> list[Record]:
        """The records of some kinds, oldest first, as `State.of_kind` has them."""
        found = [r for kind in kinds for r in self._kinds.get(kind, ())]
        return sorted(found, key=lambda r: (r.created, r.id))

    def hidden_too(self, *kinds: str) -> list[Record]:
        """The records of some kinds, also those that were taken out of sight, oldest first."""
        found = [r for r in self._every if r.kind in kinds]
        return sorted(found, key=lambda r: (r.created, r.id))

    @cached_property
    def rounds(self) -> dict[str, list[Record]]:
        """The sessions in which each exercise was or is being done, by its id, oldest first."""
        found: dict[str, list[Record]] = {}
        for session in self.of_kind("session"):
            if exercise := session.text("exercise"):
                found.setdefault(exercise, []).append(session)
        return found

    @cached_property
    def moments(self) -> dict[str, list[int]]:
        """When (ms) something was recorded in each session, by its id; what is hidden now, too."""
        found: dict[str, list[int]] = {}
        for record in self._every:
            if session := record.text("session"):
                found.setdefault(session, []).append(record.created)
        return found
