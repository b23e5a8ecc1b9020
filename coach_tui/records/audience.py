"""Who sees a new record when nobody says otherwise: what it hangs on decides (C2, N3)."""

from collections.abc import Iterator, Mapping
from typing import Any

from coach_tui.records.kind import REFERENCES
from coach_tui.records.state import Record


def unsafe(issue: Record | None) -> bool:
    """Whether an issue must not get known. Of two answers given at once the graver one counts,
    until it is chosen between them.
    """
    if issue is None or issue.kind != "issue":
        return False
    return "stop" in (issue.get("safe"), *issue.conflicts.get("safe", []))


def kept_back(records: Mapping[str, Record], said: Mapping[str, Any]) -> bool:
    """Whether a record that says this stays on the device: something it hangs on is private, or
    belongs to an issue that must not get known.
    """
    return any(r.private or unsafe(r) for r in _above(records, said))


def issues_of(records: Mapping[str, Record], said: Mapping[str, Any]) -> list[Record]:
    """The issues that a record which says this belongs to."""
    return [r for r in _above(records, said) if r.kind == "issue"]


def _above(records: Mapping[str, Record], said: Mapping[str, Any]) -> Iterator[Record]:
    """What a record names and links to, and what these name in turn."""
    links = said.get("links")
    ways = [*(links if isinstance(links, list) else []), *_named(said)]
    seen: set[str] = set()
    while ways:
        found = records.get(str(ways.pop()))
        if found is None or found.id in seen:
            continue
        seen.add(found.id)
        yield found
        ways += _named(found.fields)


def _named(fields: Mapping[str, Any]) -> list[str]:
    return [v for f in REFERENCES if isinstance(v := fields.get(f), str) and v]
