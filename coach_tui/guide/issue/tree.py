"""The tree of an issue's records: which record came of which, drawn as a trunk with side branches.

A record's parent is the one its author linked, else one from the same session, else the latest
earlier one in time. Pure.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from coach_tui.guide.reader import Reader
from coach_tui.records.state import Record

CHAIN = (
    "issue", "question", "assumption", "experiment", "observation", "review", "insight", "rule",
    "value",
)  # fmt: skip
"""The kinds in the tree, in causal order."""
RANK = {kind: number for number, kind in enumerate(CHAIN)}
HOW = {
    "question": "asked",
    "assumption": "takes for granted",
    "experiment": "tried",
    "observation": "seen",
    "review": "looked back",
    "insight": "changed",
    "rule": "changed",
    "value": "was worth",
    "person": "told",
    "action": "agreed",
    "experience": "lived through",
    "advice": "advised",
    "note": "noted",
    "goal": "aimed at",
    "way": "way out",
}
"""By kind, the word shown beside a record for how it came from its parent."""
FOUND = RANK["observation"]
"""The rank from which on records can be the parent of a new question."""
TYPED = {"observation": "experiment", "review": "experiment", "experiment": "assumption"}
"""By kind, the field that names its parent."""


@dataclass(frozen=True, slots=True)
class Link:
    """One entry of the tree: a record, its parent's id, and how the parent is known.

    `by` is `link`, `session` or `time`. `depth` counts the side branches from the trunk. `branch`
    says that this entry begins a side branch, `goes_on` that it has children, `other` that it is
    not on the main thread. Observations of one experiment share an entry: `folded` has them all,
    `record` is the latest.
    """

    record: Record
    parent: str = ""
    by: str = "time"
    depth: int = 0
    branch: bool = False
    goes_on: bool = False
    other: bool = False
    folded: tuple[Record, ...] = ()

    @property
    def how(self) -> str:
        """The word for how this record came from its parent."""
        return HOW.get(self.record.kind, "kept")


Touched = dict[str, list[tuple[int, str]]]
"""By session id, (time in ms, record id) of what was written or chosen in it."""


def touched(reader: Reader, records: Iterable[Record]) -> Touched:
    """What was written or chosen, and when, in the sessions of some records. A choice counts for an
    older record that was linked as a reply.
    """
    found: Touched = {}
    sessions = {r.text("session") for r in records} - {""}
    for record in records:
        if record.text("session"):
            found.setdefault(record.text("session"), []).append((record.created, record.id))
    for answer in reader.everything.of_kind("answer"):
        if answer.text("session") in sessions:
            some = [(answer.created, i) for i in answer.linked]
            found.setdefault(answer.text("session"), []).extend(some)
    return found


@dataclass(slots=True)
class Tree:
    """The parents of an issue's records. `records` must be oldest first and of kinds in `CHAIN`."""

    issue: Record
    records: list[Record]
    touched: Touched
    parents: dict[str, tuple[str, str]] = field(default_factory=dict)
    """By record id: the parent's id, and how it is known (`Link.by`). Folded records are absent."""
    folds: dict[str, tuple[Record, ...]] = field(default_factory=dict)
    """By the id of the latest, the observations that share an entry."""

    def __post_init__(self) -> None:
        by_id = {r.id: r for r in self.records}
        latest: dict[int, Record] = {}
        for record in self.records:
            self.parents[record.id] = self._parent(record, by_id, latest)
            latest[RANK[record.kind]] = record
        self._fold(by_id)
        self._after_reviews(by_id)
        self._without_rings()

    def _parent(
        self, record: Record, by_id: dict[str, Record], latest: dict[int, Record]
    ) -> tuple[str, str]:
        rank = RANK[record.kind]
        typed = record.text(TYPED.get(record.kind, ""))
        if typed in by_id and typed != record.id:
            return typed, "link"
        named = [by_id[i] for i in record.linked if i in by_id and i != record.id]
        if named:
            # Of several, the closest one that comes earlier in causal order.
            best = max(named, key=lambda r: (RANK[r.kind] <= rank, RANK[r.kind], r.created))
            return best.id, "link"
        if found := self._in_session(record, by_id):
            return found, "session"
        if record.kind == "question":
            return self.issue.id, "time"
        before = [r for n, r in latest.items() if n < rank]
        last = max(before, key=lambda r: (r.created, r.id), default=self.issue)
        return last.id, "time"

    def _in_session(self, record: Record, by_id: dict[str, Record]) -> str:
        rank = RANK[record.kind]
        some = [
            (RANK[by_id[i].kind], when, i)
            for when, i in self.touched.get(record.text("session"), [])
            if i in by_id and i != record.id and when <= record.created
        ]
        fits = [s for s in some if (s[0] >= FOUND if record.kind == "question" else s[0] < rank)]
        return max(fits)[2] if fits else ""

    def _below(self) -> dict[str, list[str]]:
        below: dict[str, list[str]] = {}
        for identity, (above, _) in self.parents.items():
            below.setdefault(above, []).append(identity)
        return below

    def _move(self, identity: str, above: str) -> None:
        self.parents[identity] = (above, self.parents[identity][1])

    def _fold(self, by_id: dict[str, Record]) -> None:
        """Merge the observations under one parent into one entry, and move what came after them
        under it.
        """
        place: dict[str, str] = {}
        for below in self._below().values():
            some = [by_id[i] for i in below if by_id[i].kind == "observation"]
            if not some:
                continue
            last = some[-1].id
            self.folds[last] = tuple(some)
            place |= {record.id: last for record in some}
            for identity in below:
                record = by_id[identity]
                if RANK[record.kind] > FOUND and some[0].created <= record.created:
                    self._move(identity, last)
        for identity, last in place.items():
            if identity != last:
                del self.parents[identity]
        for identity, (above, _) in self.parents.items():
            self._move(identity, place.get(above, above))

    def _after_reviews(self, by_id: dict[str, Record]) -> None:
        """Move what was learned in or after a review under that review."""
        for below in self._below().values():
            reviews = [by_id[i] for i in below if by_id[i].kind == "review"]
            for identity in below if reviews else ():
                other, by = by_id[identity], self.parents[identity][1]
                if by == "link" or RANK[other.kind] <= RANK["review"]:
                    continue
                session = other.text("session")
                fits = [
                    r
                    for r in reviews
                    if other.created >= r.created or (session and session == r.text("session"))
                ]
                if fits:
                    self._move(identity, fits[-1].id)

    def _without_rings(self) -> None:
        """Break cycles of links: the record that closes a cycle becomes a child of the issue."""
        safe = {self.issue.id}
        for start in self.parents:
            path: dict[str, None] = {}
            here = start
            while here not in safe and here in self.parents and here not in path:
                path[here] = None
                here = self.parents[here][0]
            if here not in safe:
                self.parents[next(reversed(path))] = (self.issue.id, "time")
            safe.update(path)

    def walk(self) -> Iterator[Link]:
        """All entries in drawing order: the issue, the branch that came furthest (the longest among
        equals), then the others. At each fork the trunk comes last, so that it is a straight line.
        """
        by_id = {self.issue.id: self.issue} | {r.id: r for r in self.records}
        children: dict[str, list[str]] = {}
        for identity in sorted(self.parents, key=lambda i: (by_id[i].created, i)):
            children.setdefault(self.parents[identity][0], []).append(identity)
        weight = self._weights(children)

        def heavy(identity: str) -> tuple[int, int, int, str]:
            record = by_id[identity]
            return weight[identity], RANK[record.kind], record.created, identity

        def link(identity: str, depth: int, branch: bool, other: bool) -> Link:
            parent, by = self.parents.get(identity, ("", "link"))
            below = bool(children.get(identity))
            folded = self.folds.get(identity, ())
            return Link(by_id[identity], parent, by, depth, branch, below, other, folded)

        def go(identity: str, depth: int, branch: bool, other: bool) -> Iterator[Link]:
            # A loop along the trunk: only side branches recurse, and each has at most half the
            # records, so that the depth stays logarithmic.
            while True:
                yield link(identity, depth, branch, other)
                below = children.get(identity, [])
                if not below:
                    return
                trunk = max(below, key=heavy)
                for side in below:
                    if side != trunk:
                        yield from go(side, depth + 1, True, other)
                identity, branch = trunk, False

        roots = children.get(self.issue.id, [])
        reach = self._reach(by_id)
        trunk = max(roots, key=lambda i: (reach[i], *heavy(i)), default="")
        yield link(self.issue.id, 0, False, False)
        for root in sorted(roots, key=lambda i: i != trunk):
            yield from go(root, 0, False, root != trunk)

    def _reach(self, by_id: dict[str, Record]) -> dict[str, int]:
        """By record id, the highest rank reached in the subtree that begins there."""
        found = {i: RANK[record.kind] for i, record in by_id.items()}
        for start in self.parents:
            here, far = start, found[start]
            while (above := self.parents.get(here, ("", ""))[0]) in found and found[above] < far:
                found[above], here = far, above
        return found

    def _weights(self, children: dict[str, list[str]]) -> dict[str, int]:
        order = [self.issue.id]
        for identity in order:
            order += children.get(identity, [])
        weight = dict.fromkeys(order, 1)
        for identity in reversed(order[1:]):
            weight[self.parents[identity][0]] += weight[identity]
        return weight
