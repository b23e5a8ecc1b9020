"""Kinds that a guided session leaves: sessions, answers, exercises. Row P12 of docs/method.md."""

from typing import Annotated, Any, ClassVar, Literal

import msgspec

from coach_tui.records.kind import Day, Kind, Moment


class Session(Kind):
    """One guided session with a deck; `at` and `ended` are its beginning and end."""

    kind: ClassVar[str] = "session"
    glyph: ClassVar[str] = "S"
    plural: ClassVar[str] = "sessions"
    joint: ClassVar[bool] = True
    internal: ClassVar[bool] = True
    text: str = ""
    stage: str = ""
    approach: Literal["solve", "enquire", "mentor", "coach"] | None = None
    """The deck's purpose."""
    at: Moment | None = None
    ended: Moment | None = None
    status: Literal["planned", "running", "ended", "left"] = "running"
    next_date: Day = ""
    form: Literal["whole", "core"] = "whole"
    """Whether all prompts of the deck are asked, or only its core."""
    exercise: str = ""
    together: bool = False
    """Whether two people use one screen: private records are hidden until it ends."""


class Answer(Kind):
    """A reply to a prompt that has no record kind of its own."""

    kind: ClassVar[str] = "answer"
    glyph: ClassVar[str] = "-"
    plural: ClassVar[str] = "answers"
    internal: ClassVar[bool] = True
    text_in: ClassVar[str] = "value"
    type: str = "text"
    value: Any = None
    scale: str = ""
    options: dict[str, dict[str, str]] = {}
    """The options as they were shown: by part of a form (empty for a whole reply), then by
    value."""
    parts: dict[str, str] = {}
    """What each part of a form asks for, by its name: `text`, `choice`, `number`, `date`, or a
    scale as it is written."""
    of: str = ""
    """The field that it is meant for, such as `contract.renew`; the record is the linked one, if
    there was one."""
    state: Literal["answered", "asked", "skipped", "parked", "private"] = "answered"


class Exercise(Kind):
    """A deck, or a stage of it, that a member is asked to work through by a day."""

    kind: ClassVar[str] = "exercise"
    glyph: ClassVar[str] = "x"
    plural: ClassVar[str] = "exercises"
    joint: ClassVar[bool] = True
    text_in: ClassVar[str] = "note"
    internal: ClassVar[bool] = True
    opens: ClassVar[str] = "open"
    text: str = ""
    """The title that the assigned member sees."""
    stage: str = ""
    to: str = ""
    due: Day = ""
    begins: Day = ""
    """The day on which it opens; empty: at once."""
    after: str = ""
    """The id of the exercise that must be done before."""
    days: Annotated[int, msgspec.Meta(ge=1, le=3650)] | None = None
    """Days between the end of the exercise in `after` and the opening of this one."""
    every: Annotated[int, msgspec.Meta(ge=1, le=3650)] | None = None
    """The exercise opens again so many days after each time it was done."""
    note: str = ""
    status: Literal["open", "done", "declined"] = "open"
    reason: str = ""
    """Why it was declined."""
