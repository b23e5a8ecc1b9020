"""A set of changes becomes records: a multi-value register per field, the same in any order.

A field keeps every value that no allowed change took the place of. However the changes are
shuffled, repeated or bundled on their way, the same set of them gives the same records.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from coach_tui.records.change import Stamped
from coach_tui.records.foreign import bounded
from coach_tui.records.kinds import is_joint, known

DEVICE_PART = 6
"""An id ends with this many first characters of the device that created the record."""
_ID = re.compile("[a-z2-7]{16}")


class Record(msgspec.Struct, gc=False):
    """One record as it stands: derived from `changes`, which hold everything that was ever said.

    `fields` has the newest value of each field; `conflicts`, newest first, every value of a field
    that two people set at once; `created` and `changed` are milliseconds of the clocks of those who
    made the first change and the newest.
    """

    id: str
    kind: str
    author: str
    audience: str
    created: int
    changed: int
    fields: dict[str, Any]
    conflicts: dict[str, list[Any]]
    changes: list[Stamped]

    def get(self, field: str, default: Any = "") -> Any:
        """A field's value, or the default when it was never set or was cleared."""
        value = self.fields.get(field)
        return default if value is None else value

    def text(self, field: str) -> str:
        """A field's value if it is a text, else an empty one: foreign values are not trusted."""
        value = self.fields.get(field)
        return value if isinstance(value, str) else ""

    def number(self, field: str) -> float | None:
        """A field's value if it is a number, else None."""
        value = self.fields.get(field)
        return value if isinstance(value, int | float) and not isinstance(value, bool) else None

    @property
    def linked(self) -> list[str]:
        """The ids that it links to; whatever else a foreign version wrote there is left out."""
        found = self.fields.get("links")
        return [i for i in found if isinstance(i, str)] if isinstance(found, list) else []

    @property
    def hidden(self) -> bool:
        """Whether its people took it out of sight."""
        return self.fields.get("hidden") is True

    @property
    def private(self) -> bool:
        """Whether it stays on its author's device."""
        return self.audience == "private"


class Value(msgspec.Struct, frozen=True):
    """One value that a field has or had, with the change that set it. `value` is what counts of
    what was `said`: None for a number or a day that is none.
    """

    field: str
    value: Any
    change: Stamped
    live: bool

    @property
    def said(self) -> Any:
        """What the change set, whatever it is."""
        return self.change.set[self.field]


def _key(value: Any) -> bytes:
    return msgspec.json.encode(value, order="deterministic")


def allowed(identity: str, changes: Iterable[Stamped]) -> list[Stamped]:
    """The changes that count, oldest stamp first: empty while the creation has not come.

    The creation is the first change by the device that the id names. Its kind and its author's
    member stay. Of a record that its maker shared, the private wording before is left out; of one
    that is private still, whatever others say of it.
    """
    if not _ID.fullmatch(identity):
        return []
    part = identity[-DEVICE_PART:]
    ordered = sorted(changes, key=lambda c: c.stamp)
    shared = any(c.n and c.device[:DEVICE_PART] == part for c in ordered)
    ordered = [c for c in ordered if shared != c.private]
    birth = next((c for c in ordered if c.device[:DEVICE_PART] == part), None)
    if birth is None:
        return []
    joint = is_joint(birth.kind)
    return [c for c in ordered if c.kind == birth.kind and (joint or c.author == birth.author)]


def _birth(identity: str, counted: list[Stamped]) -> Stamped:
    return next(c for c in counted if c.device[:DEVICE_PART] == identity[-DEVICE_PART:])


def values(identity: str, changes: Iterable[Stamped]) -> list[Value]:
    """Every value that any field has or had, oldest first, each marked live or replaced.

    A field that this version does not know is its record's author's own: what anybody else says of
    it neither counts nor takes the place of anything.
    """
    counted = allowed(identity, changes)
    if not counted:
        return []
    birth = _birth(identity, counted)
    fields = known(birth.kind).__struct_fields__
    said = [
        (change, field)
        for change in counted
        for field in change.set
        if field in fields or change.author == birth.author
    ]
    gone = {(field, s) for change, field in said for s in change.over.get(field, ())}
    return [
        Value(
            field,
            bounded(birth.kind, field, change.set[field]),
            change,
            (field, change.stamp) not in gone,
        )
        for change, field in said
    ]


def fold(identity: str, changes: list[Stamped]) -> Record | None:
    """The record that the changes add up to; None while its creation has not come."""
    counted = allowed(identity, changes)
    if not counted:
        return None
    live: dict[str, list[Any]] = defaultdict(list)
    for value in values(identity, changes):
        if value.live:
            live[value.field].append(value.value)
    birth = _birth(identity, counted)
    fields = {f: vs[-1] for f, vs in sorted(live.items())}
    conflicts = {}
    for field in fields:
        if len(live[field]) > 1:
            distinct = {_key(v): v for v in reversed(live[field])}
            if len(distinct) > 1:
                conflicts[field] = list(distinct.values())
    return Record(
        id=identity,
        kind=birth.kind,
        author=birth.author,
        audience="engagement" if birth.n else "private",
        created=birth.w,
        changed=counted[-1].w,
        fields=fields,
        conflicts=conflicts,
        changes=sorted(changes, key=lambda c: c.stamp),
    )


def shown_stamps(record: Record, field: str) -> list[str]:
    """The stamps that a person sees when they look at a field now: what an edit replaces."""
    return [
        v.change.stamp for v in values(record.id, record.changes) if v.live and v.field == field
    ]


class State:
    """All records of one engagement, as far as their changes have come."""

    def __init__(
        self, records: Iterable[Record] = (), held: dict[str, list[Stamped]] | None = None
    ) -> None:
        self.records: dict[str, Record] = {r.id: r for r in records}
        self.held: dict[str, list[Stamped]] = dict(held or {})
        """Changes of records whose creation has not come, by the record's id."""

    def apply(self, changes: Iterable[tuple[str, Stamped]]) -> set[str]:
        """Take in changes, each with its record's id; the ids of the records that are different.

        A change that is here already has no effect.
        """
        new: dict[str, list[Stamped]] = defaultdict(list)
        for identity, change in changes:
            new[identity].append(change)
        touched = set()
        for identity, more in new.items():
            if self._add(identity, more):
                touched.add(identity)
        return touched

    def _add(self, identity: str, more: list[Stamped]) -> bool:
        record = self.records.get(identity)
        before = record.changes if record else self.held.get(identity, [])
        by_stamp = {c.stamp: c for c in before}
        new = False
        for change in more:
            had = by_stamp.get(change.stamp)
            # Whose device it was may be learned after what it said.
            if had is None or had.author != change.author:
                by_stamp[change.stamp] = change
                new = True
        if not new:
            return False
        changes = list(by_stamp.values())
        folded = fold(identity, changes)
        if folded is None:
            self.held[identity] = sorted(changes, key=lambda c: c.stamp)
            return False
        self.held.pop(identity, None)
        self.records[identity] = folded
        return True

    def changes(self) -> Iterator[Stamped]:
        """Every change that came, in no order."""
        for record in self.records.values():
            yield from record.changes
        for waiting in self.held.values():
            yield from waiting

    def of_kind(self, *kinds: str, hidden: bool = False) -> Iterator[Record]:
        """The records of some kinds, oldest first (by the author's clock, then by id).

        May be asked beside the screen's thread while changes come in there: hence the list.
        """
        found = [
            r for r in list(self.records.values()) if r.kind in kinds and (hidden or not r.hidden)
        ]
        return iter(sorted(found, key=lambda r: (r.created, r.id)))

    def find(self, beginning: str) -> list[str]:
        """The ids that begin so; one that is exactly so comes alone."""
        if beginning in self.records:
            return [beginning]
        return sorted(i for i in self.records if i.startswith(beginning))
