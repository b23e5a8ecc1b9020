"""Exercises between sessions: assign, begin and decline them, and their status on a day.

Days are ISO dates (`2026-10-14`); empty means no day.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from coach_tui.engagement import Engagement, Plan
from coach_tui.guide import writing
from coach_tui.guide.reader import Reader
from coach_tui.guide.timing import began_at, begun, ended, ended_at, ended_on
from coach_tui.planning import audience_of
from coach_tui.records.dates import day_of, due_words, short
from coach_tui.records.refusal import Refused
from coach_tui.records.state import Record
from coach_tui.records.text import line, typed


@dataclass(frozen=True, slots=True)
class When:
    """When an exercise opens: at once when all is empty, else on the day `begins`, or `days` days
    after the exercise with id `after` was done; and again `every` days after each time it is done.
    """

    begins: str = ""
    after: str = ""
    days: int = 0
    every: int = 0


NOW = When()
_FROM_EXERCISE = ("text", "deck", "deck_by", "deck_sha", "stage", "issue")
"""Fields copied from an exercise to the session in which it is done."""


@dataclass(frozen=True, slots=True)
class ExerciseStatus:
    """The status of an exercise on a day: a state, a phrase for it, and the due day if there is
    one.
    """

    state: Literal["waiting", "open", "late", "done", "declined"]
    words: str
    due: str = ""


def assign(
    engagement: Engagement,
    deck_ref: str,
    to: str,
    due: str,
    note: str = "",
    issue: str = "",
    when: When = NOW,
) -> list[Plan]:
    """Plans that give a member (`to`, an id) a deck or stage as an exercise, due on a day or empty;
    the plan of the exercise itself comes last.

    `Refused` when the days contradict each other, nothing in the deck asks that member, or the
    issue is private or marked unsafe. Reads files: call it on a worker.
    """
    # Imported here: most callers only need the status of exercises, for which no deck is read.
    from coach_tui.decks.reference import split_ref
    from coach_tui.decks.text import plain
    from coach_tui.guide.session.begin import only_issue, stage_title
    from coach_tui.guide.session.editions import deck_plans, decks_at_hand, edition_of
    from coach_tui.guide.session.steps import steps

    name, stage = split_ref(deck_ref)
    deck, _, edition = edition_of(engagement, name)
    _sensible(engagement, when, due)
    issue = issue or only_issue(Reader(engagement))
    if audience_of(engagement, "exercise", {"issue": issue}) == "private":
        raise Refused(
            "This issue is private or must not get known, so nothing about it is given to anybody. "
            "Nothing was changed."
        )
    title = stage_title(deck, stage) if stage else deck.title
    role = engagement.members[to].role if to in engagement.members else ""
    if not steps(deck, stage or "", role):
        raise Refused(f"Nothing in it asks {engagement.name_of(to)}. Nothing was given.")
    said = {
        "text": plain(title),
        **decks_at_hand(Reader(engagement)).identity(name),
        "deck_sha": edition,
        "stage": stage or "",
        "to": to,
        "due": due,
        "note": note,
        "issue": issue,
        "begins": when.begins,
        "after": when.after,
        "days": when.days or None,
        "every": when.every or None,
    }
    return [*deck_plans(engagement, name), *writing.new(engagement, "exercise", said)]


def _sensible(engagement: Engagement, when: When, due: str) -> None:
    if when.days and not when.after:
        raise Refused("So many days after what? Name the exercise that comes first.")
    if when.begins and when.after:
        raise Refused("It can open on a day, or after another exercise, not both.")
    if when.begins and due and when.begins > due:
        raise Refused("It would be due before it opens. Choose a later day for it to be due.")
    if when.after:
        other = engagement.state.records.get(when.after)
        if other is None or other.kind != "exercise":
            raise Refused("What it waits for is no exercise. See: coach-tui exercises.")


def rounds(reader: Reader, exercise: Record) -> list[Record]:
    """The sessions of an exercise, ended or not, oldest first, private ones included, so that its
    status is the same whoever looks.
    """
    return reader.everything.once(_rounds).get(exercise.id, [])


def _rounds(reader: Reader) -> dict[str, list[Record]]:
    """The sessions of every exercise, by its id, oldest first."""
    found: dict[str, list[Record]] = {}
    for session in reader.of_kind("session"):
        if exercise := session.text("exercise"):
            found.setdefault(exercise, []).append(session)
    return found


def session_of(reader: Reader, exercise: Record) -> Record | None:
    """The session of an exercise; for a repeating one the session not ended yet. None when there is
    none.
    """
    found = rounds(reader, exercise)
    if _every(exercise):
        found = [r for r in found if r.get("status") != "ended"]
    return found[0] if found else None


def begin_exercise(engagement: Engagement, exercise: Record) -> list[Plan]:
    """Plans that begin an exercise in a session of its own, and reopen it when it was declined;
    empty when it is begun already.
    """
    plans: list[Plan] = []
    if exercise.get("status") == "declined":
        plans += writing.edit(engagement, exercise.id, {"status": "open", "reason": ""})
    if not session_of(Reader(engagement), exercise):
        said = {f: exercise.get(f) for f in _FROM_EXERCISE}
        said |= {"exercise": exercise.id, "status": "running"} | begun(engagement.wall())
        plans += writing.new(engagement, "session", said)
    return plans


def decline(engagement: Engagement, exercise: Record, reason: str) -> list[Plan]:
    """Plans that decline an exercise with a reason; beginning it reopens it. `Refused` when it is
    not this person's, not open, or no reason is given.
    """
    if exercise.kind != "exercise":
        raise Refused(f"{exercise.id} is no exercise. Nothing was changed.")
    if exercise.text("to") not in ("", engagement.me.member):
        name = engagement.name_of(exercise.text("to"))
        raise Refused(f"This exercise is {name}'s; only they decline it. Nothing was changed.")
    if exercise.get("status", "open") != "open":
        raise Refused(f"This exercise is {exercise.get('status')} already. Nothing was changed.")
    if not typed(reason).strip():
        raise Refused("A word about why, for the one who gave it. Nothing was changed.")
    return writing.edit(engagement, exercise.id, {"status": "declined", "reason": reason})


def exercise_status(reader: Reader, exercise: Record) -> ExerciseStatus:
    """The status of an exercise on the reader's day, computed from records; never stored."""
    day = reader.day
    status, due = exercise.get("status", "open"), exercise.text("due")
    if status == "declined":
        reason = line(exercise.text("reason"))
        return ExerciseStatus("declined", f"declined: {reason}" if reason else "declined")
    if status == "done":
        return ExerciseStatus("done", f"done {short(done_on(reader, exercise))}")
    opens, waits = _opens(reader, exercise)
    if waits:
        return ExerciseStatus("waiting", waits)
    if opens > day:
        return ExerciseStatus("waiting", f"opens on {short(opens)}")
    due = max(due, opens) if due else opens if _every(exercise) else ""
    if not due:
        return ExerciseStatus("open", "open")
    words = due_words(due, day)
    return ExerciseStatus("late" if due < day else "open", words, due)


def _opens(reader: Reader, exercise: Record) -> tuple[str, str]:
    """The day on which an exercise opens (empty: it is open), and what it waits for, in words
    (empty: nothing).
    """
    done = ended(rounds(reader, exercise))
    if done and (every := _every(exercise)):
        return _later(ended_on(done[-1]), every), ""
    after = exercise.text("after")
    if not after:
        return exercise.text("begins"), ""
    other = reader.get(after)
    if other is None or other.hidden or other.kind != "exercise":
        return "", "waits for an exercise that is not here"
    name = line(other.text("text")) or "another exercise"
    if other.get("status") == "declined":
        return "", f"waits for “{name}”, which was declined"
    day = done_on(reader, other)
    if not day:
        return "", f"after “{name}”"
    return _later(day, _number(exercise, "days")), ""


def done_on(reader: Reader, exercise: Record) -> str:
    """The day on which an exercise was last done; empty when it never was."""
    done = ended(rounds(reader, exercise))
    if done:
        return ended_on(done[-1])
    return day_of(exercise.changed) if exercise.get("status") == "done" else ""


def done_since(reader: Reader, session: Record) -> list[Record]:
    """The exercise sessions that ended between the beginnings of the previous session and of this
    one, oldest first: each is news once, whether or not the previous session was ended.
    """
    begun = began_at(session)
    met = [
        began_at(s)
        for s in reader.everything.of_kind("session")
        if not s.text("exercise") and not s.private and s.get("status") != "planned"
    ]
    since = max((at for at in met if at < begun), default=0)
    done = ended(reader.of_kind("session"))
    return [s for s in done if s.text("exercise") and since < ended_at(s) <= begun]


def replies_in(reader: Reader, session: Record) -> list[Record]:
    """The records made in a session, oldest first, without answers that have no value."""
    found = [
        r
        for r in reader.records
        if r.text("session") == session.id
        and (r.kind != "answer" or r.get("value") not in (None, "", [], {}))
    ]
    return sorted(found, key=lambda r: (r.created, r.id))


def _number(exercise: Record, field: str) -> int:
    value: Any = exercise.get(field)
    return value if isinstance(value, int) and 0 < value <= 3650 else 0


def _every(exercise: Record) -> int:
    return _number(exercise, "every")


def _later(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
