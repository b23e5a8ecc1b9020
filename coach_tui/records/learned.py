"""What a trial taught: a look back, the rules of the place, and who was asked about it."""

from typing import ClassVar, Literal

from coach_tui.records.kind import Day, Kind, Mark


class Review(Kind):
    """A look back at an experiment (P8, C8): what was expected, what happened, what changes."""

    kind: ClassVar[str] = "review"
    glyph: ClassVar[str] = "R"
    plural: ClassVar[str] = "reviews"
    says_enough: ClassVar[str] = "happened"
    labels: ClassVar[dict[str, str]] = {
        "text": "what I learned",
        "expected": "what I expected",
        "happened": "what happened",
        "surprised": "what surprised me",
        "saw": "what I saw myself",
        "mark": "how that is known",
        "decision": "what becomes of it",
        "loop": "what changed: the deed alone, or a rule",
        "rule_before": "the rule before",
        "rule_now": "the rule now",
        "evidence": "what speaks for the new rule",
        "next": "what I do next",
    }
    says: ClassVar[dict[str, dict[str, str]]] = {
        "decision": {
            "adopt": "adopt it as it is",
            "adapt": "adapt it and try again",
            "abandon": "abandon it",
        },
        "loop": {
            "single": "the deed changed, no rule",
            "double": "a rule changed",
            "none": "nothing changed, so far",
        },
    }
    text: str = ""
    experiment: str = ""
    expected: str = ""
    happened: str = ""
    surprised: str = ""
    saw: str = ""
    mark: Mark | None = None
    decision: Literal["adopt", "adapt", "abandon"] | None = None
    loop: Literal["single", "double", "none"] | None = None
    """`none`: nothing changed, so far."""
    rule_before: str = ""
    rule_now: str = ""
    evidence: str = ""
    next: str = ""


class Rule(Kind):
    """A rule of the place, written or not, as it was and as it is now (P7)."""

    kind: ClassVar[str] = "rule"
    glyph: ClassVar[str] = "="
    plural: ClassVar[str] = "rules"
    joint: ClassVar[bool] = True
    opens: ClassVar[str] = "open"
    labels: ClassVar[dict[str, str]] = {
        "text": "the rule as it was",
        "owner": "who set it",
        "since": "when",
        "reach": "for whom",
        "breaks": "what would break without it",
        "now": "the rule as it is now",
    }
    text: str = ""
    owner: str = ""
    since: str = ""
    reach: str = ""
    breaks: str = ""
    now: str = ""
    status: Literal["open", "testing", "kept", "changed"] = "open"


class Person(Kind):
    """Somebody who was asked, and what they said (P14)."""

    kind: ClassVar[str] = "person"
    glyph: ClassVar[str] = "@"
    plural: ClassVar[str] = "people"
    joint: ClassVar[bool] = True
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
