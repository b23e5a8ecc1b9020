"""Fold a set of changes into records: a multi-value register for each field (a CRDT).

A field keeps every value that no permitted change has replaced. The same set of changes gives the
same records, in any order and with any repetition.
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
"""The number of characters at the end of a record's id that are the first of its creator's device
id."""
_ID = re.compile("[a-z2-7]{16}")


class Record(msgspec.Struct, gc=False):
    """One record as it is now, derived from `changes`.

    `fields` has the newest value of each field; `conflicts` all concurrent values of a field, the
    newest first. `created` and `changed` are milliseconds since 1970 by the clocks of whoever made
    the first and the newest change.
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
        """A field's value; the default when it was never set or was cleared."""
        value = self.fields.get(field)
        return default if value is None else value

    def text(self, field: str) -> str:
        """A field's value if it is a text, else an empty text: foreign values may be of any
        type.
        """
        value = self.fields.get(field)
        return value if isinstance(value, str) else ""

    def number(self, field: str) -> float | None:
        """A field's value if it is a number, else None."""
        value = self.fields.get(field)
        return value if isinstance(value, int | float) and not isinstance(value, bool) else None

    @property
    def linked(self) -> list[str]:
        """The ids in `links`; anything there that is no text is ignored."""
        found = self.fields.get("links")
        return [i for i in found if isinstance(i, str)] if isinstance(found, list) else []

    @property
    def hidden(self) -> bool:
        """Whether the record was hidden by its members."""
        return self.fields.get("hidden") is True

    @property
    def private(self) -> bool:
        """Whether the record is only on its author's device."""
        return self.audience == "private"


class Value(msgspec.Struct, frozen=True):
    """One present (`live`) or former value of a field, with the change that set it. `value` is the
    bounded form of `said`: None for a number or day that cannot be used.
    """

    field: str
    value: Any
    change: Stamped
    live: bool

    @property
    def said(self) -> Any:
        """The value exactly as the change set it."""
        return self.change.set[self.field]


def _key(value: Any) -> bytes:
    return msgspec.json.encode(value, order="deterministic")


def allowed(identity: str, changes: Iterable[Stamped]) -> list[Stamped]:
    """The changes that count, by ascending stamp; empty while the creating change has not arrived.

    The creating change is the first by the device that the id names; the record's kind and author
    are its. For a record that was shared, earlier private changes are left out; for one that is
    still private, everybody else's.
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
    """Every present or former value of all fields, the oldest first.

    In a field that this version does not know, only the record's author may set or replace values.
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
    """The record that the changes add up to; None while the creating change has not arrived."""
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
    """The stamps of a field's present values, which an edit replaces."""
    return [
        v.change.stamp for v in values(record.id, record.changes) if v.live and v.field == field
    ]


class State:
    """All records of one engagement, as far as their changes have arrived.

    Owned by the thread that applies changes; `of_kind` may also be called from others.
    """

    def __init__(
        self, records: Iterable[Record] = (), held: dict[str, list[Stamped]] | None = None
    ) -> None:
        self.records: dict[str, Record] = {r.id: r for r in records}
        self.held: dict[str, list[Stamped]] = dict(held or {})
        """Changes of records whose creating change has not arrived, by the record's id."""

    def apply(self, changes: Iterable[tuple[str, Stamped]]) -> set[str]:
        """Add changes, each with its record's id; returns the ids of records that changed.

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
            # The member of a device may become known after its changes have arrived.
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
        """All changes, in no particular order."""
        for record in self.records.values():
            yield from record.changes
        for waiting in self.held.values():
            yield from waiting

    def of_kind(self, *kinds: str, hidden: bool = False) -> Iterator[Record]:
        """The records of some kinds, the oldest first (by the author's clock, then by id).

        May be called from another thread while changes are applied: hence the copy of the list.
        """
        found = [
            r for r in list(self.records.values()) if r.kind in kinds and (hidden or not r.hidden)
        ]
        return iter(sorted(found, key=lambda r: (r.created, r.id)))

    def find(self, beginning: str) -> list[str]:
        """The ids that begin with a text; only the id itself when one is equal to it."""
        if beginning in self.records:
            return [beginning]
        return sorted(i for i in self.records if i.startswith(beginning))
