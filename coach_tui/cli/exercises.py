"""Verbs for exercises: `assign`, `exercises`, `answer` and `decline`."""

import sys
from typing import TYPE_CHECKING, Any

from coach_tui.cli import output
from coach_tui.cli.call import Call
from coach_tui.cli.fields import named_issue, typed_day
from coach_tui.cli.writing import kept, say_kept
from coach_tui.guide.session import closing, reading, replies
from coach_tui.records.dates import at
from coach_tui.records.refusal import Refused
from coach_tui.records.text import line
from coach_tui.records.width import cells

if TYPE_CHECKING:
    from coach_tui.guide.session.reading import Sitting
    from coach_tui.guide.session.steps import Part, Step

STANDING = 40
"""Maximum columns of an exercise's status in the list; `show` and `--json` have all of it."""


def assign(call: Call) -> int:
    """Assign a deck, or a stage of it, to a member: at once or later, once or repeatedly."""
    from coach_tui.guide.session.exercises import When
    from coach_tui.guide.session.exercises import assign as plan_exercise

    args = call.args
    engagement = call.engagement()
    member = engagement.member_named(args.to)
    named = named_issue(args.issue)
    issue = engagement.record(named).id if named else ""
    after = engagement.record(args.after).id if args.after else ""
    begins, due = (typed_day(engagement, d) if d else "" for d in (args.begins, args.due))
    when = When(begins, after, _days(args.days), _days(args.every))
    plans = plan_exercise(engagement, args.deck, member, due, args.note or "", issue, when)
    # The last plan is the exercise itself, the others are the deck's text that it needs.
    engagement.do(*plans[:-1])
    return kept(call, engagement, plans[-1])


def _days(given: str | None) -> int:
    """A typed number of days; 0 when none was given."""
    from coach_tui.guide.session.values import days_of

    return days_of(given) if given is not None else 0


def exercises(call: Call) -> int:
    """List the exercises with their assignee and status, the oldest first."""
    from coach_tui.decks.text import plain
    from coach_tui.guide.reader import Reader
    from coach_tui.guide.session.exercises import exercise_status

    engagement = call.history()
    reader = Reader(engagement)
    found = [(r, exercise_status(reader, r)) for r in reader.of_kind("exercise")]
    if call.json:
        stands = ({"standing": s.state, "words": s.words} for _, s in found)
        output.put_json(
            [engagement.as_json(r) | more for (r, _), more in zip(found, stands, strict=True)]
        )
    elif found:
        output.put(
            output.table(
                [
                    [
                        r.id[:10],
                        _brief(s.words),
                        engagement.name_of(r.text("to")),
                        plain(r.text("text")),
                    ]
                    for r, s in found
                ]
            )
        )
    else:
        output.say("No exercise was given yet.")
    return 0


def _brief(words: str) -> str:
    """A status cut to its column, so that a long reason does not push other columns off the
    screen.
    """
    return output.fit(words, STANDING).rstrip() if cells(words) > STANDING else words


def decline(call: Call) -> int:
    """Decline an exercise, with a reason."""
    from coach_tui.cli.words import asked_text
    from coach_tui.guide.session.exercises import decline as plan_decline

    args = call.args
    engagement = call.engagement()
    exercise = engagement.record(args.exercise)
    plan_decline(engagement, exercise, "possible at all?")
    reason = asked_text(
        args.reason, None, f"Why not? {engagement.name_of(exercise.author)} sees this"
    )
    return kept(call, engagement, *plan_decline(engagement, exercise, reason))


def answer(call: Call) -> int:
    """Reply to a prompt of an exercise; without `--prompt` to the next open one."""
    from coach_tui.cli.words import asked_text
    from coach_tui.guide.reader import Reader
    from coach_tui.guide.session.begin import sitting
    from coach_tui.guide.session.exercises import begin_exercise, session_of

    args = call.args
    engagement = call.engagement()
    exercise = engagement.record(args.exercise)
    if exercise.kind != "exercise":
        raise Refused(
            f"{exercise.id} is no exercise but a record of the kind {line(exercise.kind)}."
        )
    if plans := begin_exercise(engagement, exercise):
        engagement.do(*plans)
    session = session_of(Reader(engagement), exercise)
    assert session is not None
    under_way = sitting(engagement, session)
    step = _step(under_way, args.prompt)
    if (
        args.text is None
        and args.file is None
        and sys.stdin.isatty()
        and _open_parts(under_way, step)
    ):
        _each_part(call, under_way, step)
    else:
        said = asked_text(args.text, args.file, _heading(under_way, step))
        commas = (args.file or "").lower().endswith(".csv")
        kept(call, engagement, *_plans(under_way, step, said, commas=commas))
    _go_on(under_way)
    return 0


def _each_part(call: Call, under_way: "Sitting", step: "Step") -> None:
    """Ask at the terminal for each part of a form that has no value, in turn; each is saved at
    once, and an empty one stays open. `Refused` when nothing was written.
    """
    from coach_tui.cli.words import asked

    engagement, plans = under_way.engagement, []
    for part in _open_parts(under_way, step):
        while text := asked(_heading(under_way, step, part)).strip():
            try:
                value = replies.value(under_way, part, text)
            except Refused as refused:
                output.say(str(refused))
                continue
            plans += (made := replies.keep(under_way, step, {part.name: value}))
            engagement.do(*made)
            under_way.refresh()
            break
    if not plans:
        raise Refused("There is no text. Nothing was saved.")
    for identity in dict.fromkeys(c.id for p in plans for c in p.changes):
        record = engagement.state.records[identity]
        output.put_json(engagement.as_json(record)) if call.json else output.put(identity)
    say_kept(engagement, all(p.private for p in plans))


def _open_parts(under_way: "Sitting", step: "Step") -> "list[Part]":
    """The parts of a form without a value; empty for any other prompt."""
    from coach_tui.guide.session.steps import parts

    if not step.prompt.fields or step.blind:
        return []
    have = under_way.values_at(step)
    return [p for p in parts(step.prompt) if have.get(p.name) in (None, "")]


def _step(under_way: "Sitting", prompt: str | None) -> "Step":
    if prompt is None:
        index = under_way.next_open()
        if index is None:
            raise Refused("Every prompt of this exercise has a reply. Name one with --prompt.")
        return under_way.steps[index]
    for step in under_way.steps:
        if prompt in (step.prompt.id, *step.prompt.was):
            return step
    ids = ", ".join(s.prompt.id for s in under_way.steps)
    raise Refused(f"The exercise has no prompt {line(prompt)!r}. There are: {ids}.")


def _heading(under_way: "Sitting", step: "Step", part: "Part | None" = None) -> str:
    from coach_tui.guide.who import who_in

    alone, who = reading.kept_back(under_way, step), who_in(under_way.engagement)
    where = "only you, only on this device" if alone else f"{who.all} of you will see this"
    if reading.opens(under_way, step):
        where = f"{who.the_other('sees', 'see')} it only after their own"
    if step.prompt.columns:
        names = ", ".join(c.name for c in step.prompt.columns)
        where += f"; one row to a line, tabs between {names}"
    return f"{_words(under_way, step, part)}  ({where})"


def _words(under_way: "Sitting", step: "Step", part: "Part | None" = None) -> str:
    """A prompt's words as plain text, without Markdown; for a form also those of a part (by default
    the first without a value), with its place: `3 of 13`.
    """
    from coach_tui.decks.text import plain
    from coach_tui.guide.session.steps import parts

    words = line(plain(step.prompt.text))
    part = part or next(iter(_open_parts(under_way, step)), None)
    if part is None:
        return words
    names = [p.name for p in parts(step.prompt)]
    place = f"{names.index(part.name) + 1} of {len(names)}"
    return f"{words} · {line(plain(part.text)) or part.name}  ({place})"


def _plans(under_way: "Sitting", step: "Step", said: str, *, commas: bool) -> list[Any]:
    """The changes for a reply. A form takes `name: value` lines; a text without names goes into its
    first open part. A worksheet is read as a whole, with `commas` from a table divided by those.
    """
    if step.prompt.columns:
        from coach_tui.guide.session.worksheet import read

        return replies.keep(under_way, step, {"": read(step.prompt.columns, said, commas=commas)})
    from coach_tui.guide.session.steps import parts
    from coach_tui.guide.session.values import values_of

    names = {p.name: p for p in parts(step.prompt)}
    today = at(under_way.engagement.wall()).date()
    if "" in names:
        return replies.keep(under_way, step, {"": replies.value(under_way, names[""], said)})
    have = under_way.values_at(step)
    values: dict[str, Any] = {**values_of(names.values(), said, have, today)}
    return replies.keep(under_way, step, values)


def _go_on(under_way: "Sitting") -> None:
    """Say what the next prompt is; after the last one end the exercise and publish."""
    under_way.refresh()
    index = under_way.next_open()
    if index is not None:
        following = under_way.steps[index]
        output.say(f"Next: {_words(under_way, following)}  #{following.prompt.id}")
        return
    if not under_way.ended:
        under_way.engagement.do(*closing.end(under_way))
        under_way.engagement.publish()
        output.say("That was the last prompt: the exercise is done.")
