"""Kinds that a guided session leaves: sessions, answers, exercises. Row P12 of docs/method.md."""

from typing import Annotated, Any, ClassVar, Literal

import msgspec

from coach_tui.records.kind import Audience, Day, Id, Kind, Member, Moment


class Session(Kind):
    """One guided session with a deck; `at` and `ended` are its beginning and end."""

    kind: ClassVar[str] = "session"
    glyph: ClassVar[str] = "S"
    plural: ClassVar[str] = "sessions"
    joint: ClassVar[bool] = True
    internal: ClassVar[bool] = True
    text: str = ""
    stage: Id = ""
    approach: Literal["solve", "enquire", "mentor", "coach"] | None = None
    """The deck's purpose."""
    at: Moment | None = None
    ended: Moment | None = None
    status: Literal["planned", "running", "ended", "left"] = "running"
    day: Day = ""
    """The day on which it began, by the calendar of whoever began it."""
    paused: Moment | None = None
    """Since when it stands still: it was paused, or left."""
    breaks: Annotated[int, msgspec.Meta(ge=0)] | None = None
    """How long it stood still before (ms); None for a session begun before breaks were recorded."""
    next_date: Day = ""
    next_time: str = ""
    """The hour of the next session, such as `10:00`."""
    next_by: Member = ""
    """Who last set, moved or called off the next date (a member's id). With it and without
    `next_date`, the next session is called off."""
    next_note: str = ""
    """A word with that."""
    sent: Moment | None = None
    """When the summary was sent."""
    read_coach: Moment | None = None
    read_learner: Moment | None = None
    left_out: list[Id] = []
    """Ids of the prompts that were left out beforehand."""
    marked: list[Id] = []
    """Ids of the prompts that were marked beforehand as not to be missed."""
    own: str = ""
    """A question of the coach's own, added beforehand."""
    own_after: Id = ""
    """The id of the prompt after which it is asked; empty: as the first one."""
    form: Literal["whole", "core"] = "whole"
    """Whether all prompts of the deck are asked, or only its core."""
    exercise: Id = ""
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
    of: Id = ""
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
    stage: Id = ""
    to: Member = ""
    due: Day = ""
    begins: Day = ""
    """The day on which it opens; empty: at once."""
    after: Id = ""
    """The id of the exercise that must be done before."""
    days: Annotated[int, msgspec.Meta(ge=1, le=3650)] | None = None
    """Days between the end of the exercise in `after` and the opening of this one."""
    every: Annotated[int, msgspec.Meta(ge=1, le=3650)] | None = None
    """The exercise opens again so many days after each time it was done."""
    note: str = ""
    status: Literal["open", "done", "declined"] = "open"
    reason: str = ""
    """Why it was declined."""
    became: str = ""
    reported: Id = ""
    """The id of the session at whose opening somebody last said how it went."""


class Preparation(Kind):
    """What somebody writes down before a meeting; private until it is sent."""

    kind: ClassVar[str] = "preparation"
    glyph: ClassVar[str] = "^"
    plural: ClassVar[str] = "preparations"
    audience: ClassVar[Audience] = "private"
    text_in: ClassVar[str] = "moved"
    labels: ClassVar[dict[str, str]] = {
        "moved": "What has moved?",
        "mind": "What is on your mind?",
        "leave": "What do you want to leave with?",
    }
    moved: str = ""
    mind: str = ""
    leave: str = ""
