"""What a guided session leaves: the session, its answers, and exercises between sessions."""

from typing import Annotated, Any, ClassVar, Literal

import msgspec

from coach_tui.records.kind import Day, Kind, Moment


class Session(Kind):
    """One guided sitting with a deck."""

    kind: ClassVar[str] = "session"
    glyph: ClassVar[str] = "S"
    plural: ClassVar[str] = "sessions"
    joint: ClassVar[bool] = True
    internal: ClassVar[bool] = True
    text: str = ""
    stage: str = ""
    approach: Literal["solve", "enquire", "mentor", "coach"] | None = None
    """What its deck is for (P12)."""
    at: Moment | None = None
    ended: Moment | None = None
    status: Literal["planned", "running", "ended", "left"] = "running"
    next_date: Day = ""
    exercise: str = ""
    together: bool = False
    """One screen for two people: private records stay hidden until it ends."""


class Answer(Kind):
    """A reply to a prompt that is of no kind of its own."""

    kind: ClassVar[str] = "answer"
    glyph: ClassVar[str] = "-"
    plural: ClassVar[str] = "answers"
    internal: ClassVar[bool] = True
    text_in: ClassVar[str] = "value"
    type: str = "text"
    value: Any = None
    scale: str = ""
    options: dict[str, dict[str, str]] = {}
    """What could be chosen, as it was read: by a part's name (``: the whole), then by value."""
    state: Literal["answered", "asked", "skipped", "parked", "private"] = "answered"


class Exercise(Kind):
    """Part or all of a deck that a member is asked to work through by a day."""

    kind: ClassVar[str] = "exercise"
    glyph: ClassVar[str] = "x"
    plural: ClassVar[str] = "exercises"
    joint: ClassVar[bool] = True
    text_in: ClassVar[str] = "note"
    internal: ClassVar[bool] = True
    opens: ClassVar[str] = "open"
    text: str = ""
    """The title that its reader sees."""
    stage: str = ""
    to: str = ""
    due: Day = ""
    begins: Day = ""
    """The day on which it opens, when that is not at once."""
    after: str = ""
    """The exercise that has to be done before, by id."""
    days: Annotated[int, msgspec.Meta(ge=1, le=3650)] | None = None
    """So many days after that one was done."""
    every: Annotated[int, msgspec.Meta(ge=1, le=3650)] | None = None
    """It comes again so many days after each time that it was done."""
    note: str = ""
    status: Literal["open", "done", "declined"] = "open"
    reason: str = ""
    """Why it was declined."""
