"""Leaving and ending a session: steps passed over, time taken, the date of the next session."""

from typing import Any

from coach_tui.engagement import Plan
from coach_tui.guide import timing, writing
from coach_tui.guide.contracts import clause
from coach_tui.guide.session.reading import Sitting, is_mark, state_of
from coach_tui.guide.session.replies import unasked
from coach_tui.guide.session.steps import minutes_for, whole_minutes


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
    said = {"status": "left"} | timing.pausing(sitting.record, sitting.engagement.wall())
    return writing.edit(sitting.engagement, sitting.session, said)


def stop_clock(sitting: Sitting) -> list[Plan]:
    """Plans that stop a session's clock."""
    engagement = sitting.engagement
    said = timing.pausing(sitting.record, engagement.wall())
    return writing.edit(engagement, sitting.session, said) if said else []


def go_on(sitting: Sitting) -> list[Plan]:
    """Plans that let a session go on that was paused or left. The clock of one that this device
    began and nobody left, as after a crash, is put right.
    """
    engagement, record = sitting.engagement, sitting.record
    ours = record.id.endswith(engagement.device[:6])
    last = max([record.created, *(r.changed for r in sitting.recorded())]) if ours else 0
    said: dict[str, Any] = {} if sitting.ended else timing.resuming(record, engagement.wall(), last)
    if record.get("status") == "left":
        said["status"] = "running"
    return writing.edit(engagement, sitting.session, said) if said else []


def end(sitting: Sitting, next_date: str = "") -> list[Plan]:
    """Plans that end a session and, when it was an exercise that does not repeat, mark that done.
    A session in which nothing happened is hidden, so that it counts nowhere.

    `next_date` is an ISO date or empty.
    """
    engagement = sitting.engagement
    said: dict[str, Any] = {"status": "ended", "ended": engagement.wall()}
    sitting.refresh()  # What was kept since counts, or a session with replies would be hidden.
    if not next_date and empty(sitting):
        said["hidden"] = True
    if next_date:
        said["next_date"] = next_date
    plans = writing.edit(engagement, sitting.session, said)
    exercise = engagement.state.records.get(sitting.exercise)
    if exercise and not exercise.get("every"):
        plans += writing.edit(engagement, exercise.id, {"status": "done"})
    return plans


def empty(sitting: Sitting) -> bool:
    """Whether nothing happened in a session: nothing was asked or written, no promise was spoken
    of, and no next date was set.
    """
    record, records = sitting.record, sitting.engagement.state.records.values()
    if sitting.exercise or record.text("next_date") or record.text("next_by"):
        return False
    asked = any(not is_mark(r) or state_of(r) not in ("skipped",) for r in sitting.recorded())
    return not asked and not any(r.text("reported") == record.id for r in list(records))


def elsewhere(sitting: Sitting) -> dict[str, int]:
    """How many private prompts still wait for a member on their own device, by member id."""
    found: dict[str, int] = {}
    for step in sitting.steps:
        reply = sitting.reply(step) if sitting.elsewhere(step) else None
        if reply is not None and reply.state in ("asked", "private"):
            who = sitting.answers(step)
            found[who] = found.get(who, 0) + 1
    return found


def not_asked(sitting: Sitting) -> int:
    """How many prompts of the session's form were not asked."""
    replies = sitting.replies()
    return sum(1 for step in sitting.steps if sitting.open(step, replies))


def clauses(sitting: Sitting) -> int:
    """How many sentences for the contract were agreed in this session."""
    return sum(1 for r in sitting.kept() if r.kind == "contract" and clause(r) and not r.private)


def spent(sitting: Sitting) -> int:
    """How long the session has taken by now (ms), without breaks."""
    moments = (r.created for r in sitting.recorded())
    return timing.spent(sitting.record, moments, sitting.engagement.wall())


def minutes(sitting: Sitting) -> int:
    """The planned minutes of the deck, its core or a stage; 0 when the deck names none."""
    if sitting.form == "core":
        return minutes_for(sitting.steps)
    if stage := sitting.record.text("stage"):
        found = sitting.deck.stage(stage)
        return (found.minutes or 0) if found else 0
    return whole_minutes(sitting.deck)
