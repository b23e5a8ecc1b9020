"""The four gates of an issue: whether it belongs here at all, and the honest ways out (C1, N1-N3).

A gate never deletes and never locks. What is red is said in words until it is answered again.
"""

from dataclasses import dataclass

from coach_tui.decks.library import id_of
from coach_tui.engagement import Engagement, Plan
from coach_tui.guide.sessions import ended, ended_at
from coach_tui.records.refusal import Refused
from coach_tui.records.state import Record, values

ASKING = ("three-way-meeting", "review-experiment")
"""Decks after whose sessions the gates are asked again."""


@dataclass(frozen=True, slots=True)
class Way:
    """A way out: its verb, what it writes beside the issue (a record of a kind, or the issue's
    status), and what is asked for that record's words.
    """

    name: str
    words: str
    kind: str = ""
    asks: str = ""
    begins: str = ""
    """What the record's words begin with."""
    status: str = ""


WAYS = {
    way.name: way
    for way in (
        Way("course", "take the course", "action", "Which course, standard or person has it?",
            begins="Take the course: "),
        Way("narrow", "narrow it to what is open", "question",
            "What is still open, inside what is fixed?"),
        Way("renegotiate", "renegotiate it", "action", "What will you say, and to whom?"),
        Way("park", "park it until somebody has said yes", status="parked"),
        Way("refer", "refer it to those whose task it is", status="closed"),
        Way("stop", "stop here", status="closed"),
    )
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Gate:
    """One gate: the issue's field, its question, the answers in words, the red one, its ways out.

    `warning` is what stands on the thread while it is red.
    """

    field: str
    title: str
    question: str
    answers: tuple[tuple[str, str], ...]
    red: str
    ways: tuple[str, ...]
    warning: str

    def words(self, value: str) -> str:
        """An answer in words; empty for none of them."""
        return dict(self.answers).get(value, "")


GATES = (
    Gate(
        "safe",
        "safe",
        "What could it cost somebody if this were known or acted on?",
        (
            ("fine", "some time, money or pride"),
            ("careful", "somebody could be made to pay for it if names got out"),
            ("stop", "harm, retaliation, or a legal duty to report it"),
        ),
        "stop",
        ("refer", "stop"),
        "Not safe: somebody may come to harm or face retaliation, or there is a duty to report "
        "it. What is written about it from now on stays on your device; what was published stays "
        "published. No names, no dates, no account of what happened.",
    ),
    Gate(
        "sort",
        "puzzle or problem",
        "Does a known answer exist?",
        (
            ("problem", "no: able people would go about it differently"),
            ("mixed", "to a part of it"),
            ("puzzle", "yes: a course, a standard or an expert has it"),
        ),
        "puzzle",
        ("course", "stop"),
        "A puzzle: a course, a standard or an expert has the answer.",
    ),
    Gate(
        "decided",
        "decided already",
        "How much of it have others decided already?",
        (
            ("nothing", "nothing, as far as is known"),
            ("frame", "the frame; there is room inside it"),
            ("all", "the result; it only has to be carried out"),
        ),
        "all",
        ("narrow", "renegotiate", "stop"),
        "Decided already: others have settled the result.",
    ),
    Gate(
        "sharing",
        "what may be told",
        "What may be told in other parts of the organisation?",
        (
            ("free", "whatever you think right"),
            ("some", "some of it, to some people"),
            ("ask", "you would have to ask"),
            ("nothing", "nothing at all"),
        ),
        "nothing",
        ("narrow", "park", "stop"),
        "Nothing of it may be told in other parts of the organisation.",
    ),
)
"""In the order in which they are asked."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a gate stands: its answer, when that was given (ms, 0 for never), whether it is red,
    whether it should be asked again, and the way out that was taken.
    """

    gate: Gate
    value: str
    at: int
    due: bool
    way: str = ""

    @property
    def red(self) -> bool:
        """Whether the issue does not belong here as it is."""
        return self.value == self.gate.red

    @property
    def outs(self) -> str:
        """The way taken, or the honest ways out, in words."""
        if self.way:
            return f"Way out taken: {WAYS[self.way].words}."
        names = [WAYS[w].words for w in self.gate.ways]
        return f"Honest ways out: {', '.join(names[:-1])}, or {names[-1]}."


def standing(engagement: Engagement, issue: Record) -> list[Standing]:
    """How each gate of an issue stands."""
    asked = last_occasion(engagement, issue)
    found = []
    for gate in GATES:
        value, at = issue.text(gate.field), answered_at(issue, gate.field)
        way = issue.text("way")
        taken = way if value == gate.red and way in gate.ways else ""
        found.append(Standing(gate, value, at, not gate.words(value) or at < asked, taken))
    return found


def answered_at(issue: Record, field: str) -> int:
    """When a field of an issue was last set (ms); 0 for never."""
    found = [v for v in values(issue.id, issue.changes) if v.field == field and v.live]
    return max((v.change.w for v in found if v.value is not None), default=0)


def last_occasion(engagement: Engagement, issue: Record) -> int:
    """The last look back or meeting with the sponsor (ms), after which gates are asked again."""
    reviews = [r.created for r in engagement.state.of_kind("review") if r.text("issue") == issue.id]
    meetings = [
        ended_at(s)
        for s in ended(engagement.state.of_kind("session"))
        if id_of(s.text("deck")) in ASKING and s.text("issue") in ("", issue.id)
    ]
    return max([*reviews, *meetings], default=0)


def answer(engagement: Engagement, issue: Record, field: str, value: str) -> list[Plan]:
    """A gate answered, for the first time or again."""
    return [engagement.plan_edit(issue.id, {field: value})]


def take(engagement: Engagement, issue: Record, way: str, words: str = "") -> list[Plan]:
    """A way out: the issue says so, and so does the record that belongs to it."""
    chosen = WAYS[way]
    if chosen.kind and not words.strip():
        raise Refused("A word is needed; it becomes a record of its own. Nothing was changed.")
    said = {"way": way} | ({"status": chosen.status} if chosen.status else {})
    plans = [engagement.plan_edit(issue.id, said)]
    if chosen.kind:
        text = f"{chosen.begins}{words.strip()}"
        made = {"text": text, "issue": issue.id, "links": [issue.id]}
        audience = "private" if issue.audience == "private" else ""
        plans.append(engagement.plan_new(chosen.kind, made, audience=audience))
    return plans
