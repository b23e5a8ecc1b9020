"""Leaving and ending a session: what was passed, the minutes it took, the date of the next one."""

from typing import Any

from coach_tui.engagement import Plan
from coach_tui.guide import timing, writing
from coach_tui.guide.session.reading import Sitting
from coach_tui.guide.session.replies import unasked
from coach_tui.records.dates import at, read_day


def passed(sitting: Sitting, upto: int) -> list[Plan]:
    """Marks for the steps before `upto` whose condition did not hold: recorded as skipped."""
    replies = sitting.replies()
    return [
        plan
        for step in sitting.steps[:upto]
        if step.prompt.condition and not sitting.at(step) and not sitting.asks(step, replies)
        for plan in unasked(sitting, step)
    ]


def leave(sitting: Sitting) -> list[Plan]:
    """Leave for now; nothing is lost and it goes on where it was."""
    return writing.edit(sitting.engagement, sitting.session, {"status": "left"})


def end(sitting: Sitting, next_date: str = "") -> list[Plan]:
    """Close the session, and the exercise that it was."""
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
    """The day that was typed for the next session."""
    return read_day(raw, at(sitting.engagement.wall()).date())


def spent(sitting: Sitting) -> int:
    """Milliseconds that the session took so far, up to the last record; breaks left out."""
    return timing.spent(sitting.record, (r.created for r in sitting.recorded()))


def minutes(sitting: Sitting) -> int:
    """The minutes that the deck, or its stage, is meant to take; 0 when nobody said."""
    if stage := sitting.record.text("stage"):
        found = sitting.deck.stage(stage)
        return (found.minutes or 0) if found else 0
    return sitting.deck.minutes or sum(s.minutes or 0 for s in sitting.deck.stages)
