"""The four gates of an issue: questions on whether it belongs here at all, and the ways out if not.

A gate never deletes or locks anything. A red gate is a warning in words until it is answered
otherwise. Rows C1 and N1 to N3 of docs/method.md.
"""

from dataclasses import dataclass

from coach_tui.decks.reference import id_of
from coach_tui.guide.issue.belonging import issue_of
from coach_tui.guide.reader import Reader
from coach_tui.guide.timing import ended, ended_at
from coach_tui.records import issue as kinds
from coach_tui.records.audience import unsafe
from coach_tui.records.state import Record, values

ASKING = ("three-way-meeting", "review-experiment")
"""Decks after whose sessions the gates are asked again."""
SHUT = ("parked", "closed")
"""Statuses of an issue that is not being worked on."""


@dataclass(frozen=True, slots=True)
class WayOut:
    """A way out of a gate: its name, the kind of record that it makes (empty: none), the question
    for that record's text, and the status that it gives the issue (empty: unchanged).
    """

    name: str
    kind: str = ""
    asks: str = ""
    begins: str = ""
    """The prefix of the record's text."""
    status: str = ""

    @property
    def words(self) -> str:
        """The way out in words."""
        return kinds.Way.says["way"][self.name]


WAYS = {
    way.name: way
    for way in (
        WayOut("course", "action", "Which course, standard or person has it?",
            begins="Take the course: ", status="closed"),
        WayOut("narrow", "question", "What is still open, inside what is fixed?"),
        WayOut("renegotiate", "action", "What will you say, and who to?"),
        WayOut("park", status="parked"),
        WayOut("refer", status="closed"),
        WayOut("stop", status="closed"),
    )
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Gate:
    """One gate: the field of the issue that holds the answer, the question, the answer that makes
    the gate red, the names of its ways out, and the warning shown while it is red.
    """

    field: str
    question: str
    red: str
    ways: tuple[str, ...]
    warning: str

    @property
    def title(self) -> str:
        """The name of the gate in words."""
        return kinds.Way.says["gate"][self.field]

    @property
    def answers(self) -> dict[str, str]:
        """The possible answers: stored value to words."""
        return kinds.Issue.says[self.field]


GATES = (
    Gate(
        "safe",
        "What could it cost somebody if this were known or acted on?",
        "stop",
        ("refer", "stop"),
        "Not safe: somebody may come to harm or face retaliation, or there is a duty to report "
        "it. What is written about it from now on stays on your device; what was published stays "
        "published. No names, no dates, no account of what happened.",
    ),
    Gate(
        "sort",
        "Does a known answer exist?",
        "puzzle",
        ("course", "stop"),
        "A puzzle: a course, a standard or an expert has the answer.",
    ),
    Gate(
        "decided",
        "How much of it have others decided already?",
        "all",
        ("narrow", "renegotiate", "stop"),
        "Decided already: others have settled the result.",
    ),
    Gate(
        "sharing",
        "What may be told in other parts of the organisation?",
        "nothing",
        ("narrow", "park", "stop"),
        "Nothing of it may be told in other parts of the organisation.",
    ),
)
"""The gates in the order in which they are asked."""


@dataclass(frozen=True, slots=True)
class GateStatus:
    """The status of a gate: its answer, when that was given (ms, 0 for never), whether it is to be
    asked (again), and the record of the way out taken since it turned red, if any.
    """

    gate: Gate
    value: str
    at: int
    due: bool
    way: Record | None = None

    @property
    def red(self) -> bool:
        """Whether the answer says that the issue does not belong here as it is."""
        return self.value == self.gate.red

    @property
    def outs(self) -> str:
        """A sentence with the way out that was taken, or with those there are."""
        if self.way:
            return f"Way out taken: {WAYS[self.way.text('way')].words}."
        names = [WAYS[w].words for w in self.gate.ways]
        return f"Honest ways out: {', '.join(names[:-1])}, or {names[-1]}."


def gate_statuses(reader: Reader, issue: Record) -> list[GateStatus]:
    """The status of each gate of an issue, in the order of `GATES`."""
    asked = last_occasion(reader, issue)
    found = []
    for gate in GATES:
        value, at = issue.text(gate.field), answered_at(issue, gate.field)
        if gate.field == "safe" and unsafe(issue):
            value = gate.red
        way = _way(reader, issue, gate) if value == gate.red else None
        found.append(GateStatus(gate, value, at, value not in gate.answers or at < asked, way))
    return found


def answered_at(issue: Record, field: str) -> int:
    """When a field of an issue was last set (ms); 0 for never."""
    found = [v for v in values(issue.id, issue.changes) if v.field == field and v.live]
    return max((v.change.w for v in found if v.value is not None), default=0)


def _way(reader: Reader, issue: Record, gate: Gate) -> Record | None:
    """The last way out taken since a gate turned red; None when none was."""
    answers = [v for v in values(issue.id, issue.changes) if v.field == gate.field]
    other = max((v.change.w for v in answers if v.value != gate.red), default=0)
    taken = [
        r
        for r in reader.of_kind("way")
        if r.text("issue") == issue.id
        and r.text("gate") == gate.field
        and r.text("way") in gate.ways
        and r.created > other
    ]
    return max(taken, key=lambda r: (r.created, r.id), default=None)


def last_occasion(reader: Reader, issue: Record) -> int:
    """When the gates of an issue were last due to be asked again (ms): its latest review, or the
    latest session with a deck in `ASKING`, private ones included; 0 for never.
    """
    every = reader.everything
    reviews = [
        r.created
        for r in every.of_kind("review")
        if issue_of(reader.engagement, r.fields) == issue.id
    ]
    meetings = [
        ended_at(s)
        for s in ended(every.of_kind("session"))
        if id_of(s.text("deck")) in ASKING and s.text("issue") in ("", issue.id)
    ]
    return max([*reviews, *meetings], default=0)
