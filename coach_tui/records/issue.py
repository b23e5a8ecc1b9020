"""Kinds for the issue and what is asked about it. Rows P1, P5-P7, P14, C1, C9 and N1-N3 of
docs/method.md.
"""

from typing import Any, ClassVar, Literal

from coach_tui.records.kind import Day, Id, Kind, Level, Mark, Percent, Somebody


class Issue(Kind):
    """The real organisational problem that is worked on."""

    kind: ClassVar[str] = "issue"
    glyph: ClassVar[str] = "I"
    plural: ClassVar[str] = "issues"
    joint: ClassVar[bool] = True
    opens: ClassVar[str] = "open"
    labels: ClassVar[dict[str, str]] = {
        "why": "what makes it matter now",
        "owner": "whose issue it is",
        "sponsor": "who wants it dealt with",
        "knows": "who knows something about it",
        "cares": "who minds",
        "can": "who has the power to change it",
        "tried": "what has been tried",
        "better": "what would count as better",
        "until": "by when",
        "pattern": "what sort of thing it is, without technical words",
        "sort": "does a known answer exist",
        "decided": "what has been decided already",
        "sharing": "what may be told outside",
        "safe": "what it could cost somebody",
    }
    says: ClassVar[dict[str, dict[str, str]]] = {
        "safe": {
            "fine": "some time, money or pride",
            "careful": "somebody could be made to pay for it if names got out",
            "stop": "harm, retaliation, or a legal duty to report it",
        },
        "sort": {
            "problem": "no: able people would go about it differently",
            "mixed": "to a part of it",
            "puzzle": "yes: a course, a standard or an expert has it",
        },
        "decided": {
            "nothing": "nothing, as far as is known",
            "frame": "the frame; there is room inside it",
            "all": "the result; it only has to be carried out",
        },
        "sharing": {
            "free": "whatever you think right",
            "some": "some of it, to some people",
            "ask": "you would have to ask",
            "nothing": "nothing at all",
        },
    }
    text: str = ""
    why: str = ""
    owner: Somebody = ""
    sponsor: str = ""
    knows: str = ""
    cares: str = ""
    can: str = ""
    tried: str = ""
    better: str = ""
    until: Day = ""
    pattern: list[str] = []
    sort: Literal["problem", "mixed", "puzzle"] | None = None
    """A gate: the answer to a `puzzle` is known to somebody, and a course may teach it."""
    decided: Literal["nothing", "frame", "all"] | None = None
    """A gate: how much others have decided already."""
    sharing: Literal["free", "some", "ask", "nothing"] | None = None
    """A gate: what may be told in other parts of the organisation."""
    safe: Literal["fine", "careful", "stop"] | None = None
    """A gate: `stop` means harm, retaliation or a legal duty to report."""
    status: Literal["open", "parked", "closed"] = "open"


class Way(Kind):
    """The way out that was chosen when an issue could not be worked on as it was."""

    kind: ClassVar[str] = "way"
    glyph: ClassVar[str] = "<"
    plural: ClassVar[str] = "ways"
    text_in: ClassVar[str] = "way"
    says: ClassVar[dict[str, dict[str, str]]] = {
        "way": {
            "course": "take the course",
            "narrow": "narrow it to what is open",
            "renegotiate": "renegotiate it",
            "park": "park it until somebody has said yes",
            "refer": "refer it to those whose task it is",
            "stop": "stop here",
        },
        "gate": {
            "safe": "safe",
            "sort": "puzzle or problem",
            "decided": "decided already",
            "sharing": "what may be told",
        },
    }
    labels: ClassVar[dict[str, str]] = {
        "way": "the way out",
        "gate": "of which gate",
        "text": "which course, what is open, what will be said",
    }
    way: Literal["course", "narrow", "renegotiate", "park", "refer", "stop"] | None = None
    gate: Literal["safe", "sort", "decided", "sharing"] | None = None
    text: str = ""

    @classmethod
    def objection(cls, fields: dict[str, Any], said: dict[str, Any]) -> str:
        """The way out must be named."""
        if not fields.get("way"):
            return "Say which way out it is (way). Nothing was changed."
        return ""


class Question(Kind):
    """Something that is not known, to be found out."""

    kind: ClassVar[str] = "question"
    glyph: ClassVar[str] = "?"
    plural: ClassVar[str] = "questions"
    joint: ClassVar[bool] = True
    opens: ClassVar[str] = "open"
    labels: ClassVar[dict[str, str]] = {
        "sort": "a puzzle has an answer somewhere",
        "mark": "how it is known",
        "said_by": "who told it",
        "knows": "who knows",
        "cares": "who cares",
        "finds": "who can find out",
        "unwelcome": "who would rather not hear it",
        "safest": "the safest way to ask",
        "became": "what became of it",
    }
    text: str = ""
    sort: Literal["problem", "puzzle"] | None = None
    status: Literal["open", "held", "exploring", "answered", "dropped"] = "open"
    """`held`: not asked yet, because somebody would rather not hear it."""
    answer: str = ""
    mark: Mark | None = None
    said_by: str = ""
    knows: str = ""
    cares: str = ""
    finds: str = ""
    unwelcome: str = ""
    safest: str = ""
    became: str = ""
    reported: Id = ""
    """The id of the session at whose opening somebody last said how it went."""


class Assumption(Kind):
    """Something taken for granted, and how sure its holder is."""

    kind: ClassVar[str] = "assumption"
    glyph: ClassVar[str] = "A"
    plural: ClassVar[str] = "assumptions"
    joint: ClassVar[bool] = True
    opens: ClassVar[str] = "open"
    labels: ClassVar[dict[str, str]] = {
        "sort": "what it is about",
        "confidence": "how sure, in per cent",
        "importance": "how much hangs on it, 1 to 5",
        "evidence": "how much speaks for it, 1 to 5",
        "false": "what I would see if it were false",
        "speaks_for": "what speaks for it",
        "against": "what speaks against it",
        "mark": "how that is known",
    }
    text: str = ""
    sort: Literal["people", "cause", "constraint", "permission", "rule"] | None = None
    confidence: Percent | None = None
    importance: Level | None = None
    evidence: Level | None = None
    false: str = ""
    speaks_for: str = ""
    against: str = ""
    mark: Mark | None = None
    status: Literal["open", "testing", "held", "weakened", "dropped"] = "open"


class Rule(Kind):
    """A written or unwritten rule of the organisation, as it was and as it is now."""

    kind: ClassVar[str] = "rule"
    glyph: ClassVar[str] = "="
    plural: ClassVar[str] = "rules"
    joint: ClassVar[bool] = True
    opens: ClassVar[str] = "open"
    labels: ClassVar[dict[str, str]] = {
        "text": "the rule as it was",
        "owner": "who set it",
        "since": "when",
        "reach": "who it is for",
        "breaks": "what would break without it",
        "now": "the rule as it is now",
    }
    text: str = ""
    owner: Somebody = ""
    since: str = ""
    reach: str = ""
    breaks: str = ""
    now: str = ""
    status: Literal["open", "testing", "kept", "changed"] = "open"


class Person(Kind):
    """Somebody who was asked, and what they said."""

    kind: ClassVar[str] = "person"
    glyph: ClassVar[str] = "@"
    plural: ClassVar[str] = "people"
    joint: ClassVar[bool] = True
    past: ClassVar[frozenset[str]] = frozenset({"date"})
    labels: ClassVar[dict[str, str]] = {
        "text": "who was asked, by their work",
        "place": "from where",
        "question": "what they were asked",
        "said": "what they said",
        "mark": "how they know",
    }
    says: ClassVar[dict[str, dict[str, str]]] = {
        "place": {"team": "in the team", "organisation": "elsewhere inside", "outside": "outside"},
    }
    text: str = ""
    place: Literal["team", "organisation", "outside"] | None = None
    question: str = ""
    said: str = ""
    date: Day = ""
    mark: Mark | None = None
