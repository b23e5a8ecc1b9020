"""The default audience of a new record, by what it refers to. Rows C2 and N3 of docs/method.md."""

from collections.abc import Iterator, Mapping
from typing import Any

from coach_tui.records.kind import REFERENCES
from coach_tui.records.state import Record


def unsafe(issue: Record | None) -> bool:
    """Whether an issue is marked as one that must not become known. Of concurrent values the more
    serious one counts until one is chosen.
    """
    if issue is None or issue.kind != "issue":
        return False
    return "stop" in (issue.get("safe"), *issue.conflicts.get("safe", []))


def kept_back(records: Mapping[str, Record], said: Mapping[str, Any]) -> bool:
    """Whether a record with these fields is private by default: it refers, directly or not, to
    something private or to an unsafe issue.
    """
    return any(r.private or unsafe(r) for r in _above(records, said))


def issues_of(records: Mapping[str, Record], said: Mapping[str, Any]) -> list[Record]:
    """The issues that a record with these fields refers to, directly or not."""
    return [r for r in _above(records, said) if r.kind == "issue"]


def _above(records: Mapping[str, Record], said: Mapping[str, Any]) -> Iterator[Record]:
    """The records that these fields refer to or link to, and those that these refer to in turn."""
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
