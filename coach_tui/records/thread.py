"""The learning thread: from a real issue through questions and trials to what was learned."""

from typing import ClassVar, Literal

from coach_tui.records.kind import Day, Kind, Level, Mark, Number, Percent


class Issue(Kind):
    """The real organisational problem being worked on (P1)."""

    kind: ClassVar[str] = "issue"
    glyph: ClassVar[str] = "I"
    plural: ClassVar[str] = "issues"
    joint: ClassVar[bool] = True
    opens: ClassVar[str] = "open"
    text: str = ""
    why: str = ""
    owner: str = ""
    sponsor: str = ""
    better: str = ""
    until: Day = ""
    status: Literal["open", "parked", "closed"] = "open"


class Question(Kind):
    """Something that is not known, to be found out (P6)."""

    kind: ClassVar[str] = "question"
    glyph: ClassVar[str] = "?"
    plural: ClassVar[str] = "questions"
    joint: ClassVar[bool] = True
    opens: ClassVar[str] = "open"
    text: str = ""
    status: Literal["open", "exploring", "answered", "dropped"] = "open"
    answer: str = ""
    mark: Mark | None = None
    knows: str = ""
    cares: str = ""
    finds: str = ""


class Assumption(Kind):
    """Something taken for granted, with how sure its holder is (P5)."""

    kind: ClassVar[str] = "assumption"
    glyph: ClassVar[str] = "A"
    plural: ClassVar[str] = "assumptions"
    joint: ClassVar[bool] = True
    opens: ClassVar[str] = "open"
    text: str = ""
    confidence: Percent | None = None
    importance: Level | None = None
    evidence: Level | None = None
    false: str = ""
    status: Literal["open", "testing", "held", "weakened", "dropped"] = "open"


class Experiment(Kind):
    """A controlled trial with a prediction, a limit and a stop sign (P10, C6-C8)."""

    kind: ClassVar[str] = "experiment"
    glyph: ClassVar[str] = "E"
    plural: ClassVar[str] = "experiments"
    joint: ClassVar[bool] = True
    opens: ClassVar[str] = "planned"
    text: str = ""
    action: str = ""
    where: str = ""
    prediction: str = ""
    chance: Percent | None = None
    measure: str = ""
    comparison: str = ""
    constant: str = ""
    limit: str = ""
    stop: str = ""
    reversible: str = ""
    consent: str = ""
    notice: str = ""
    review: Day = ""
    status: Literal["planned", "running", "paused", "stopped", "reviewed"] = "planned"


class Observation(Kind):
    """One thing seen or counted, of an experiment or before it."""

    kind: ClassVar[str] = "observation"
    glyph: ClassVar[str] = "o"
    plural: ClassVar[str] = "observations"
    joint: ClassVar[bool] = True
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
