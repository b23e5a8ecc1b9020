"""Kinds for daily work: notes, experiences, insights, advice, actions. Rows P2 and P3 of
docs/method.md.
"""

from typing import ClassVar, Literal

from coach_tui.records.kind import Audience, Day, Id, Kind, Somebody


class Note(Kind):
    """A note to oneself; private until its author shares it."""

    kind: ClassVar[str] = "note"
    glyph: ClassVar[str] = "·"
    plural: ClassVar[str] = "notes"
    audience: ClassVar[Audience] = "private"
    text: str = ""


class Experience(Kind):
    """An event, what it meant, the conclusion and the next step."""

    kind: ClassVar[str] = "experience"
    glyph: ClassVar[str] = "~"
    plural: ClassVar[str] = "experiences"
    says_enough: ClassVar[str] = "happened"
    audience: ClassVar[Audience] = "private"
    text: str = ""
    happened: str = ""
    meaning: str = ""
    conclusion: str = ""
    next: str = ""


class Insight(Kind):
    """Something understood."""

    kind: ClassVar[str] = "insight"
    glyph: ClassVar[str] = "!"
    plural: ClassVar[str] = "insights"
    text: str = ""


class Advice(Kind):
    """Advice, which is allowed and marked as advice."""

    kind: ClassVar[str] = "advice"
    glyph: ClassVar[str] = '"'
    plural: ClassVar[str] = "advice"
    text: str = ""


class Action(Kind):
    """Something that somebody will do by a day."""

    kind: ClassVar[str] = "action"
    glyph: ClassVar[str] = ">"
    plural: ClassVar[str] = "actions"
    joint: ClassVar[bool] = True
    opens: ClassVar[str] = "open"
    labels: ClassVar[dict[str, str]] = {
        "owner": "who",
        "due": "by when",
        "became": "what became of it",
    }
    text: str = ""
    owner: Somebody = ""
    due: Day = ""
    status: Literal["open", "done", "dropped"] = "open"
    became: str = ""
    reported: Id = ""
    """The id of the session at whose opening somebody last said how it went."""
