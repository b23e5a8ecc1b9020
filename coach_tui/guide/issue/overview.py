"""Statistics on a whole issue: sources, questions by month, shared patterns, what to test first.

Rows P5, P6, P9, P14, P17 and C9 of docs/method.md.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from coach_tui.guide.issue.questions import Month, by_month
from coach_tui.guide.issue.thread import Thread, issues
from coach_tui.guide.reader import Reader
from coach_tui.records.issue import Person
from coach_tui.records.kind import Mark
from coach_tui.records.state import Record
from coach_tui.records.text import line, searchable

MARKS: tuple[str, ...] = Mark.__args__  # type: ignore[attr-defined]
PLACES = Person.says["place"]
MONTHS = 12
"""The most months in the small chart of questions."""


@dataclass(frozen=True, slots=True)
class Sources:
    """How many people were asked, by where they work, and how many records are marked as seen,
    heard or supposed.
    """

    places: dict[str, int]
    marks: dict[str, int]

    @property
    def words(self) -> list[str]:
        """Up to two short lines; none when nobody was asked and nothing is marked."""
        asked = ", ".join(f"{place} {n}" for place, n in self.places.items())
        known = ", ".join(f"{mark} {n}" for mark, n in self.marks.items())
        lines = [f"asked: {asked}"] if any(self.places.values()) else []
        return [*lines, f"known: {known}"] if any(self.marks.values()) else lines


def sources(found: Thread) -> Sources:
    """Count the sources of an issue's thread."""
    people = Counter(r.text("place") for r in found.beside if r.kind == "person")
    every = [r for link in found.links for r in (link.folded or (link.record,))]
    marks = Counter(r.text("mark") for r in (*every, *found.beside))
    return Sources({p: people[p] for p in PLACES}, {m: marks[m] for m in MARKS})


@dataclass(frozen=True, slots=True)
class Questions:
    """Counts of an issue's questions by status, and of those opened and closed by month."""

    states: dict[str, int]
    months: tuple[Month, ...]

    @property
    def words(self) -> str:
        """How many questions there are and with which status, as a phrase."""
        said = [f"{n} {s}" for s, n in self.states.items() if n]
        count = sum(self.states.values())
        return f"{count} asked: {', '.join(said)}" if count else "No one has asked a question yet."

    @property
    def waiting(self) -> list[int]:
        """The number of open questions at the end of each month."""
        level, found = 0, []
        for one in self.months:
            level += one.opened - one.closed
            found.append(level)
        return found


def questions(reader: Reader, found: Thread) -> Questions:
    """Count the questions of an issue's thread, up to the reader's day."""
    every = found.of_kind("question")
    order = ("open", "held", "exploring", "answered", "dropped")
    states = Counter(r.text("status") or "open" for r in every)
    return Questions({s: states[s] for s in order}, by_month(every, reader.day[:7], MONTHS))


def tags(record: Record) -> list[str]:
    """The pattern names of an issue, by which similar issues are found."""
    given = record.get("pattern", [])
    some = given if isinstance(given, list) else []
    return [line(t) for t in some if isinstance(t, str) and t.strip()]


def shared_tags(own: Iterable[str], others: Iterable[str]) -> list[str]:
    """The pattern names in `others` that are also in `own`, ignoring case, spaces and hyphens:
    `Hand-over` is `handover`.
    """
    known = {_bare(tag) for tag in own}
    return list({_bare(tag): tag for tag in others if _bare(tag) in known}.values())


def _bare(tag: str) -> str:
    folded = searchable(tag)
    bare = "".join(c for c in folded if unicodedata.category(c) not in ("Pd", "Zs"))
    return bare or folded


def look_alikes(reader: Reader, issue: Record) -> list[tuple[Record, list[str]]]:
    """Other issues of this engagement that share patterns, each with those shared, most first."""
    own = tags(issue)
    found: list[tuple[Record, list[str]]] = []
    for other in issues(reader):
        shared = shared_tags(own, tags(other))
        if other.id != issue.id and shared:
            found.append((other, shared))
    return sorted(found, key=lambda pair: (-len(pair[1]), pair[0].created))


def weighed(found: Thread) -> tuple[list[Record], list[Record]]:
    """The assumptions with both importance and evidence, those to test first leading (important,
    with little evidence); and the assumptions without.
    """
    every = [r for r in found.of_kind("assumption") if r.text("status") != "dropped"]
    whole = [r for r in every if all(_level(r, f) for f in ("importance", "evidence"))]
    whole.sort(key=lambda r: (_level(r, "evidence") - _level(r, "importance"), r.created))
    return whole, [r for r in every if r not in whole]


def _level(record: Record, name: str) -> int:
    value = record.get(name, 0)
    return value if isinstance(value, int) and 1 <= value <= 5 else 0
