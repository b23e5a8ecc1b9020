"""The learning thread: from a real issue through questions and trials to what was learned."""

from typing import Any, ClassVar, Literal

from coach_tui.records.kind import Day, Kind, Level, Mark, Number, Percent


class Issue(Kind):
    """The real organisational problem being worked on (P1)."""

    kind: ClassVar[str] = "issue"
    glyph: ClassVar[str] = "I"
    plural: ClassVar[str] = "issues"
    joint: ClassVar[bool] = True
    opens: ClassVar[str] = "open"
    labels: ClassVar[dict[str, str]] = {
        "why": "what makes it matter now",
        "owner": "whose matter it is",
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
    owner: str = ""
    sponsor: str = ""
    knows: str = ""
    cares: str = ""
    can: str = ""
    tried: str = ""
    better: str = ""
    until: Day = ""
    pattern: list[str] = []
    sort: Literal["problem", "mixed", "puzzle"] | None = None
    """Gate C1: of a puzzle somebody has the answer, and a course may teach it."""
    decided: Literal["nothing", "frame", "all"] | None = None
    """Gate N1: how much of it others have decided."""
    sharing: Literal["free", "some", "ask", "nothing"] | None = None
    """Gate N2: what may be told in other parts of the organisation."""
    safe: Literal["fine", "careful", "stop"] | None = None
    """Gate N3: `stop` is harm, retaliation or a duty to report."""
    status: Literal["open", "parked", "closed"] = "open"


class Way(Kind):
    """The way out that was taken when an issue did not belong here as it was (C1, N1-N3)."""

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
        """It says which way it is."""
        if not fields.get("way"):
            return "Say which way out it is (way). Nothing was changed."
        return ""


class Question(Kind):
    """Something that is not known, to be found out (P6)."""

    kind: ClassVar[str] = "question"
    glyph: ClassVar[str] = "?"
    plural: ClassVar[str] = "questions"
    joint: ClassVar[bool] = True
    opens: ClassVar[str] = "open"
    labels: ClassVar[dict[str, str]] = {
        "sort": "a puzzle has an answer somewhere",
        "mark": "how it is known",
        "knows": "who knows",
        "cares": "who cares",
        "finds": "who can find out",
        "unwelcome": "who would rather not hear it",
        "safest": "the safest way to ask",
    }
    text: str = ""
    sort: Literal["problem", "puzzle"] | None = None
    status: Literal["open", "held", "exploring", "answered", "dropped"] = "open"
    """`held`: not asked yet, since somebody would rather not hear it (C9)."""
    answer: str = ""
    mark: Mark | None = None
    knows: str = ""
    cares: str = ""
    finds: str = ""
    unwelcome: str = ""
    safest: str = ""


class Assumption(Kind):
    """Something taken for granted, with how sure its holder is (P5)."""

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


class Experiment(Kind):
    """A controlled trial with a prediction, a limit and a stop sign (P10, C6-C8)."""

    kind: ClassVar[str] = "experiment"
    glyph: ClassVar[str] = "E"
    plural: ClassVar[str] = "experiments"
    joint: ClassVar[bool] = True
    opens: ClassVar[str] = "planned"
    labels: ClassVar[dict[str, str]] = {
        "assumption": "what it tests",
        "action": "what I will do",
        "where": "where, with whom, how long",
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
    assumption: str = ""
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
    """A baseline is frozen; it is drawn again only with a reason."""
    review: Day = ""
    not_ok: str = ""
    not_ok_by: str = ""
    stopped_why: str = ""
    outcome: Literal["yes", "no", "annulled"] | None = None
    outcome_why: str = ""
    status: Literal["planned", "running", "paused", "stopped", "reviewed"] = "planned"

    @classmethod
    def objection(cls, fields: dict[str, Any], said: dict[str, Any]) -> str:
        """It begins and goes on only as a whole, pauses only with what is not all right, is stopped
        early and its forecast annulled only with a reason. What was forecast stays once it is known
        how that came out.
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
                "It is known how this came out, so what was forecast stays. To change it, empty "
                "the outcome first. Nothing was changed."
            )
        return ""


def blank(fields: dict[str, Any], field: str) -> bool:
    """Whether a field says nothing; spaces are nothing."""
    value = fields.get(field)
    return value is None or not str(value).strip()


def lacking(fields: dict[str, Any]) -> list[str]:
    """What an experiment lacks before it can begin, in words."""
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
"""What an experiment needs before it begins (P10, C6-C8)."""


class Observation(Kind):
    """One thing seen or counted, of an experiment or before it."""

    kind: ClassVar[str] = "observation"
    glyph: ClassVar[str] = "o"
    plural: ClassVar[str] = "observations"
    joint: ClassVar[bool] = True
    says_enough: ClassVar[str] = "value"
    labels: ClassVar[dict[str, str]] = {"mark": "how it is known", "text": "a note with it"}
    text: str = ""
    experiment: str = ""
    value: Number | None = None
    date: Day = ""
    mark: Mark | None = None


class Action(Kind):
    """Something that somebody will do by a day."""

    kind: ClassVar[str] = "action"
    glyph: ClassVar[str] = ">"
    plural: ClassVar[str] = "actions"
    joint: ClassVar[bool] = True
    opens: ClassVar[str] = "open"
    text: str = ""
    owner: str = ""
    due: Day = ""
    status: Literal["open", "done", "dropped"] = "open"
