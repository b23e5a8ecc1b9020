"""Kinds for experiments: the card, observations and the review. Rows P8, P10 and C6-C8 of
docs/method.md.
"""

from typing import Any, ClassVar, Literal

from coach_tui.records.kind import Day, Id, Kind, Mark, Number, Percent


class Experiment(Kind):
    """A controlled experiment with a prediction, a limit and a stop sign."""

    kind: ClassVar[str] = "experiment"
    glyph: ClassVar[str] = "E"
    plural: ClassVar[str] = "experiments"
    joint: ClassVar[bool] = True
    opens: ClassVar[str] = "planned"
    past: ClassVar[frozenset[str]] = frozenset({"began"})
    labels: ClassVar[dict[str, str]] = {
        "assumption": "what it tests",
        "action": "what I will do",
        "where": "where, who with, how long",
        "prediction": "what I expect to see",
        "chance": "how likely, in per cent",
        "measure": "what is counted",
        "unit": "in what it is counted",
        "comparison": "what it is held against",
        "constant": "what stays as it is",
        "limit": "the most it may cost",
        "stop": "the sign to stop at",
        "reversible": "can it be undone",
        "consent": "who must agree",
        "notice": "who will notice",
        "began": "the day it began",
        "began_why": "why its first day is another one",
        "review": "the day to look back",
        "not_ok": "what somebody finds not all right",
        "not_ok_by": "who does",
        "stopped_why": "why it was stopped early",
        "outcome": "did the prediction come true",
        "outcome_why": "why that cannot be said",
    }
    says: ClassVar[dict[str, dict[str, str]]] = {
        "outcome": {
            "yes": "it came true",
            "no": "it did not come true",
            "annulled": "it cannot be said",
        },
    }
    text: str = ""
    assumption: Id = ""
    action: str = ""
    where: str = ""
    prediction: str = ""
    chance: Percent | None = None
    measure: str = ""
    unit: str = ""
    comparison: str = ""
    constant: str = ""
    limit: str = ""
    stop: str = ""
    reversible: str = ""
    consent: str = ""
    notice: str = ""
    began: Day = ""
    began_why: str = ""
    """Why the beginning was moved: the baseline is fixed, and changes only with a reason."""
    review: Day = ""
    not_ok: str = ""
    not_ok_by: str = ""
    stopped_why: str = ""
    outcome: Literal["yes", "no", "annulled"] | None = None
    outcome_why: str = ""
    status: Literal["planned", "running", "paused", "stopped", "reviewed"] = "planned"

    @classmethod
    def objection(cls, fields: dict[str, Any], said: dict[str, Any]) -> str:
        """It begins, and runs or is paused, only with all needed fields; pausing needs an objection
        (`not_ok`), stopping early and annulling the prediction need a reason. The prediction cannot
        be changed once its outcome is known.
        """
        status, outcome = fields.get("status"), fields.get("outcome")
        lacks = lacking(fields)
        if said.get("status") == "running" and lacks:
            return f"It cannot begin yet. Missing: {', '.join(lacks)}. Nothing was changed."
        emptied = [word for f, word in NEEDED.items() if f in said and blank(fields, f)]
        if status in ("running", "paused") and emptied:
            return f"It is {status} and needs {', '.join(emptied)}. Nothing was changed."
        if status == "paused" and {"status", "not_ok"} & said.keys() and blank(fields, "not_ok"):
            return "Say what is not all right (not_ok) when you pause it. Nothing was changed."
        reasons = {"status", "stopped_why"} & said.keys()
        if status == "stopped" and reasons and blank(fields, "stopped_why"):
            return "Say why it is stopped (stopped_why). Nothing was changed."
        reasons = {"outcome", "outcome_why"} & said.keys()
        if outcome == "annulled" and reasons and blank(fields, "outcome_why"):
            return "Say why that cannot be said (outcome_why). Nothing was changed."
        if outcome and "outcome" not in said and {"prediction", "chance"} & said.keys():
            return (
                "It is known how this came out, so what was predicted stays. To change it, empty "
                "the outcome first. Nothing was changed."
            )
        return ""


def blank(fields: dict[str, Any], field: str) -> bool:
    """Whether a field is missing, empty or only spaces."""
    value = fields.get(field)
    return value is None or not str(value).strip()


def lacking(fields: dict[str, Any]) -> list[str]:
    """What an experiment lacks before it can begin, in words; empty when it can."""
    return [word for field, word in NEEDED.items() if blank(fields, field)]


NEEDED = {
    "prediction": "a prediction",
    "chance": "its chance in per cent",
    "measure": "a measure",
    "limit": "a limit",
    "stop": "a stop sign",
    "reversible": "whether it can be undone",
    "consent": "who must agree",
    "notice": "who will notice",
    "review": "a day to look back",
}
"""The fields that an experiment needs before it begins, with words for them."""


class Observation(Kind):
    """One observation or measurement, of an experiment or before it."""

    kind: ClassVar[str] = "observation"
    glyph: ClassVar[str] = "o"
    plural: ClassVar[str] = "observations"
    joint: ClassVar[bool] = True
    says_enough: ClassVar[str] = "value"
    past: ClassVar[frozenset[str]] = frozenset({"date"})
    labels: ClassVar[dict[str, str]] = {"mark": "how it is known", "text": "a note with it"}
    text: str = ""
    experiment: Id = ""
    value: Number | None = None
    date: Day = ""
    mark: Mark | None = None


class Review(Kind):
    """A look back at an experiment: what was expected, what happened, what changes."""

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
    experiment: Id = ""
    expected: str = ""
    happened: str = ""
    surprised: str = ""
    saw: str = ""
    mark: Mark | None = None
    decision: Literal["adopt", "adapt", "abandon"] | None = None
    loop: Literal["single", "double", "none"] | None = None
    """`none`: nothing has changed so far."""
    rule_before: str = ""
    rule_now: str = ""
    evidence: str = ""
    next: str = ""
