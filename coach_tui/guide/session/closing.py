"""Leaving and ending a session: steps passed over, time taken, the date of the next session."""

from typing import Any

from coach_tui.engagement import Plan
from coach_tui.guide import timing, writing
from coach_tui.guide.session.reading import Sitting
from coach_tui.guide.session.replies import unasked
from coach_tui.guide.session.steps import minutes_for, whole_minutes
from coach_tui.records.dates import at, read_day


def passed(sitting: Sitting, upto: int) -> list[Plan]:
    """Plans that record as skipped the steps before index `upto` whose condition did not hold."""
    replies = sitting.replies()
    return [
        plan
        for step in sitting.steps[:upto]
        if step.prompt.condition and sitting.in_play(step)
        if not sitting.at(step) and not sitting.asks(step, replies)
        for plan in unasked(sitting, step)
    ]


def leave(sitting: Sitting) -> list[Plan]:
    """Plans that leave a session, to be continued later."""
    return writing.edit(sitting.engagement, sitting.session, {"status": "left"})


def end(sitting: Sitting, next_date: str = "") -> list[Plan]:
    """Plans that end a session and, when it was an exercise that does not repeat, mark that done.

    `next_date` is an ISO date or empty.
    """
    engagement = sitting.engagement
    said: dict[str, Any] = {"status": "ended", "ended": engagement.wall()}
    if next_date:
        said["next_date"] = next_date
    plans = writing.edit(engagement, sitting.session, said)
    exercise = engagement.state.records.get(sitting.exercise)
    if exercise and not exercise.get("every"):
        plans += writing.edit(engagement, exercise.id, {"status": "done"})
    return plans


def next_day(sitting: Sitting, raw: str) -> str:
    """A typed day as an ISO date; `Refused` when it cannot be read."""
    return read_day(raw, at(sitting.engagement.wall()).date())


def spent(sitting: Sitting) -> int:
    """How long the session took up to its last record (ms), without breaks."""
    return timing.spent(sitting.record, (r.created for r in sitting.recorded()))


def minutes(sitting: Sitting) -> int:
    """The planned minutes of the deck, its core or a stage; 0 when the deck names none."""
    if sitting.form == "core":
        return minutes_for(sitting.steps)
    if stage := sitting.record.text("stage"):
        found = sitting.deck.stage(stage)
        return (found.minutes or 0) if found else 0
    return whole_minutes(sitting.deck)
