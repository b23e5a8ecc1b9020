"""The thread of one issue: its records in causal order, from questions over experiments to worth.

Pure. How the order is worked out is in `issue/tree.py`.
"""

from dataclasses import dataclass

from coach_tui.guide.issue.tree import CHAIN, HOW, RANK, TYPED, Link, Tree, touched
from coach_tui.guide.reader import Reader
from coach_tui.history.queries import MACHINERY
from coach_tui.records.kinds import KINDS
from coach_tui.records.state import Record

REFERS = ("experiment", "assumption", "exercise")
"""Fields that hold the id of another record of the work (not of a session or issue)."""


@dataclass(frozen=True, slots=True)
class Thread:
    """The entries of an issue in reading order; `beside` has its records of kinds outside the
    chain.
    """

    issue: Record
    links: tuple[Link, ...]
    beside: tuple[Record, ...]
    tests: frozenset[str] = frozenset()
    """Ids of the assumptions that some experiment tests."""
    reviewed: frozenset[str] = frozenset()
    """Ids of the experiments that have a review."""

    def at(self, identity: str) -> Link | None:
        """The entry that shows a record, also a folded observation; None when there is none."""
        for link in self.links:
            if link.record.id == identity or any(r.id == identity for r in link.folded):
                return link
        return None

    def before(self, identity: str) -> str:
        """The id of the record that led to this one; empty at the issue and for unknown ids."""
        found = self.at(identity)
        return found.parent if found else ""

    def after(self, identity: str) -> str:
        """The id of the record that came of this one, on the trunk if possible; empty at the
        end.
        """
        found = self.at(identity)
        if found is None:
            return ""
        children = [one for one in self.links if one.parent == found.record.id]
        trunk = [one for one in children if not one.branch]
        return (trunk or children or [Link(found.record)])[0].record.id if children else ""

    def kinds(self) -> list[str]:
        """The kinds of records in the thread besides the issue, those of the chain first."""
        found = {r.kind for link in self.links for r in (link.record, *link.folded)}
        found |= {r.kind for r in self.beside}
        order = [*CHAIN, *HOW]
        return sorted(found - {"issue"}, key=lambda k: order.index(k) if k in order else len(order))

    def of_kind(self, kind: str) -> list[Record]:
        """All records of a kind in the thread, oldest first."""
        every = [r for link in self.links for r in (link.folded or (link.record,))]
        found = [r for r in (*every, *self.beside) if r.kind == kind]
        return sorted(found, key=lambda r: (r.created, r.id))


def issues(reader: Reader) -> list[Record]:
    """All visible issues, open ones first, each group oldest first."""
    return sorted(reader.of_kind("issue"), key=lambda r: r.get("status", "open") != "open")


def thread(reader: Reader, issue: Record) -> Thread:
    """Build the thread of an issue."""
    records = members(reader, issue)
    chained = [r for r in records if r.kind in RANK]
    beside = tuple(r for r in records if r.kind not in RANK)
    tree = Tree(issue, chained, touched(reader, records))
    tests = {r.text("assumption") for r in chained if r.kind == "experiment"}
    tests |= {i for r in chained if r.kind == "experiment" for i in r.linked}
    for one in chained:
        parent = tree.parents.get(one.id)
        if one.kind == "experiment" and parent and parent[1] != "time":
            tests.add(parent[0])
    reviewed = {r.text("experiment") for r in chained if r.kind == "review"}
    reviewed |= {i for r in chained if r.kind == "review" for i in r.linked}
    return Thread(issue, tuple(tree.walk()), beside, frozenset(tests), frozenset(reviewed))


def members(reader: Reader, issue: Record) -> list[Record]:
    """The records of an issue, oldest first: those that name it, those that name no issue but were
    made in the session in which it was written, and those of its assumptions and experiments.
    """
    kinds = [k for k, cls in KINDS.items() if not cls.internal and k not in ("issue", "contract")]
    made_in = issue.text("session")
    found: dict[str, Record] = {}
    loose: list[Record] = []
    for record in reader.of_kind(*kinds):
        named = record.text("issue")
        here = not named and made_in and record.text("session") == made_in
        if named == issue.id or here:
            found[record.id] = record
        elif not named and record.kind in TYPED:
            loose.append(record)
    for record in sorted(loose, key=lambda r: RANK[r.kind]):
        if record.text(TYPED[record.kind]) in found:
            found[record.id] = record
    return sorted(found.values(), key=lambda r: (r.created, r.id))


def came_from(reader: Reader, record: Record) -> list[Record]:
    """The records that led to a record: those it links to, and those its fields name."""
    up = record.linked
    for name in (*REFERS, "session", "issue"):
        up += [record.text(name)] if record.text(name) else []
    found = (reader.get(i) for i in dict.fromkeys(up) if i != record.id)
    return [one for one in found if one is not None]


def led_to(reader: Reader, record: Record) -> list[Record]:
    """The records that link to a record or name it in a field, oldest first."""
    found = reader.once(_followers).get(record.id, [])
    return sorted(found, key=lambda r: (r.created, r.id))


def _followers(reader: Reader) -> dict[str, list[Record]]:
    """By record id, the records that link to it or name it in a field."""
    found: dict[str, list[Record]] = {}
    for record in reader.records:
        if record.kind not in MACHINERY:
            for above in {*record.linked, *(record.text(f) for f in REFERS)} - {"", record.id}:
                found.setdefault(above, []).append(record)
    return found
