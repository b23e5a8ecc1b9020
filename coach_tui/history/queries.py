"""Queries over records: filter, search, timeline and versions. Pure."""

from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple, get_origin

import msgspec

from coach_tui.records.answers import flat, value_in_words
from coach_tui.records.dates import day_of
from coach_tui.records.kind import Id, Member, Moment, field_types, holds
from coach_tui.records.state import Record, State, Value, values
from coach_tui.records.text import searchable, shown

MACHINERY = frozenset({"member", "epoch", "snapshot", "deck", "erasure", "engagement"})
"""Kinds without words about the work; left out of timeline, search and counts."""
_Row = tuple[int, str, str]
"""(-changed, id, words): the time of the last change (ms since 1970) is negative, so that the
latest sorts first."""


class Sitting(msgspec.Struct, frozen=True):
    """One group on the timeline: a session with its records, or the records of a day without a
    session.
    """

    day: str
    session: Record | None
    records: list[Record]


def by_field(records: Iterable[Record], wanted: dict[str, str]) -> list[Record]:
    """The records whose fields have the wanted values as text; ids may be shortened."""
    return [r for r in records if all(_matches(r, f, v) for f, v in wanted.items())]


def _matches(record: Record, field: str, wanted: str) -> bool:
    own = field in ("kind", "author", "audience")
    have: Any = getattr(record, field) if own else record.get(field)
    if isinstance(have, list):
        return wanted in have
    if field in ("issue", "session", "experiment", "to", "author", "by") and wanted:
        return shown(have).startswith(wanted)
    return searchable(shown(have)) == searchable(wanted)


@cache
def _for_programs(kind: str) -> frozenset[str]:
    """The fields of a kind without words: what only the program reads."""

    def wordless(of: Any) -> bool:
        return holds(of, bool, Id, Member, Moment) or get_origin(of) is dict

    return frozenset(f for f, of in field_types(kind).items() if wordless(of))


def search_text(record: Record) -> str:
    """Everything written in a record, folded for searching."""
    left_out = _for_programs(record.kind)
    found = [shown(v) for f, v in record.fields.items() if f not in left_out]
    value = record.fields.get("value")
    # A choice is found by the words of the chosen option, not by those of the others.
    if (words := value_in_words(record, value)) != value:
        found.append(flat(words))
    return searchable("\n".join(found))


class _Found(NamedTuple):
    """The last search, for the next keystroke: the index's version (`turn`), all rows in order, the
    words searched for, and the rows found.
    """

    turn: int
    every: list[_Row]
    words: list[str]
    rows: list[_Row]


class Index:
    """Full-text search: every word must occur, anywhere within a word.

    `find` may run on another thread than `update`: the last search is one immutable value, marked
    with the version of the index it belongs to.
    """

    def __init__(self) -> None:
        self._rows: dict[str, _Row] = {}
        self._turn = 0
        self._last = _Found(-1, [], [], [])

    def update(self, state: State, ids: Iterable[str]) -> None:
        """Index changed records again."""
        for identity in ids:
            record = state.records[identity]
            if record.kind in MACHINERY or record.hidden:
                self._rows.pop(identity, None)
            else:
                self._rows[identity] = -record.changed, identity, search_text(record)
        self._turn += 1

    def find(self, words: str) -> list[str]:
        """The ids of the records that contain all words, the latest changed first; empty without
        words.

        When the words extend those of the last search, only its results are searched.
        """
        wanted, turn, last = searchable(words).split(), self._turn, self._last
        if not wanted:
            return []
        every = last.every if last.turn == turn else sorted(self._rows.values())
        narrower = last.turn == turn and all(any(w in n for n in wanted) for w in last.words)
        rows = last.rows if narrower and last.words else every
        for word in wanted:
            rows = [row for row in rows if word in row[2]]
        self._last = _Found(turn, every, wanted, rows)
        return [identity for _, identity, _ in rows]


def search(
    state: State, words: str, kind: str = "", since: int = 0, index: Index | None = None
) -> list[Record]:
    """The records that contain all words, the latest changed first, changed at or after `since` (ms
    since 1970). Without an `index`, one is built.
    """
    if index is None:
        index = Index()
        index.update(state, state.records)
    found = [state.records[i] for i in index.find(words)]
    if kind or since:
        found = [r for r in found if (not kind or r.kind == kind) and r.changed >= since]
    return found


def newest_first(records: Iterable[Record]) -> list[Record]:
    """Sorted by the last change, the latest first."""
    return sorted(records, key=lambda r: (-r.changed, r.id))


def counts(records: Iterable[Record]) -> dict[str, int]:
    """The number of records of each kind, the most frequent first."""
    counted = Counter(r.kind for r in records if r.kind not in MACHINERY and not r.hidden)
    return dict(sorted(counted.items(), key=lambda item: (-item[1], item[0])))


def timeline(state: State, records: Iterable[Record]) -> list[Sitting]:
    """Records grouped by session, and by day if they belong to none; the latest group first."""
    groups: dict[tuple[str, str], list[Record]] = {}
    for record in records:
        if record.kind in MACHINERY or record.hidden:
            continue
        session = record.id if record.kind == "session" else record.text("session")
        of = state.records.get(session)
        sat = of is not None and of.kind == "session" and not of.hidden
        key = ("", session) if sat else (day_of(record.created), "")
        groups.setdefault(key, []).append(record)
    sittings = []
    for (day, session), some in groups.items():
        of = state.records.get(session) if session else None
        inside = sorted((r for r in some if r is not of), key=lambda r: (r.created, r.id))
        sittings.append(Sitting(day or day_of(of.created if of else 0), of, inside))
    return sorted(sittings, key=_place, reverse=True)


def _place(sitting: Sitting) -> tuple[str, int, str]:
    of = sitting.session
    return (sitting.day, of.created, of.id) if of else (sitting.day, 0, "")


def history(record: Record) -> list[Value]:
    """Every present or former value of a record's fields, the newest first."""
    return sorted(
        values(record.id, record.changes), key=lambda v: (v.change.stamp, v.field), reverse=True
    )
