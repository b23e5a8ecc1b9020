"""Verbs that write records: `add`, `set`, `share` and `resolve`."""

import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from coach_tui.cli import output
from coach_tui.cli.call import Call
from coach_tui.cli.fields import LINKS, dated, named_issue, pairs, refers, resolved, split
from coach_tui.cli.misuse import Misuse
from coach_tui.cli.words import asked_text
from coach_tui.guide import writing
from coach_tui.planning import audience_of, plan_resolve, plan_share
from coach_tui.records.audience import kept_back
from coach_tui.records.dates import at
from coach_tui.records.kinds import REFERENCES, fitted, known, require
from coach_tui.records.numbers import whole_number
from coach_tui.records.refusal import Refused
from coach_tui.records.text import line, shown

if TYPE_CHECKING:
    from coach_tui.engagement import Engagement, Plan
    from coach_tui.guide.who import Who
    from coach_tui.records.state import Record

AS_ASKED = frozenset({"type", "scale", "options", "parts", "of"})
"""Fields of an answer that say what was asked."""
BY_HAND = frozenset({"engagement", "session", "answer", "exercise"})
"""Internal kinds that people may change with `set`; the other internal ones hold keys."""


def add(call: Call) -> int:
    """Save a new record. The records are loaded only if it refers to one."""
    args = call.args
    kind = require(args.kind)
    fields = pairs(args.set)
    if named := named_issue(args.issue):
        fields["issue"] = named
    _not_a_yes(kind.kind, fields)
    engagement = call.engagement() if refers(kind.kind, fields) else call.closed()
    said: dict[str, Any] = dated(engagement, kind.kind, resolved(engagement, kind.kind, fields))
    fitted(kind.kind, said)
    audience = args.audience or audience_of(engagement, kind.kind, said)
    private = audience == "private"
    asks = kind.text_in not in fields and kind.says_enough not in fields
    if args.text is not None or args.file is not None or asks:
        if kind.text_in in fields:
            raise Misuse(f"{kind.text_in} is given twice.")
        heading = f"{kind.glyph} {kind.kind} · {_readers(engagement, private)}"
        said |= _words(engagement, kind.kind, asked_text(args.text, args.file, heading), said)
    plans = writing.new(engagement, kind.kind, said, audience=args.audience or "")
    if args.audience == "engagement" and kept_back(engagement.state.records, said):
        from coach_tui.guide.people.contract import before_sharing

        if words := before_sharing(engagement, said):
            output.say(words)
    code = kept(call, engagement, plans[0], also=plans[1:])
    written = plans[0].changes[0].set
    if any(said.get(f) and written.get(f) != said[f] for f in (*REFERENCES, LINKS)):
        output.say("A link to a private record was left out.")
    return code


def _words(engagement: "Engagement", kind: str, text: str, said: dict[str, Any]) -> dict[str, Any]:
    """The fields that a text fills. For an observation, a leading day and number are split off, as
    in the app.
    """
    if kind != "observation" or "value" in said:
        return {known(kind).text_in: text}
    from coach_tui.guide.experiment.observing import read_observation

    found = read_observation(text, at(engagement.wall()).date())
    date = said.get("date") or found.day
    return {"value": found.value, "text": found.text, "date": date}


def _not_a_yes(kind: str, fields: Iterable[str]) -> None:
    """Refuse to set agreement to the contract as a field: each member gives it for the text they
    see.
    """
    if kind == "contract" and any(f.startswith("agreed_") for f in fields):
        raise Refused("A yes to the contract is given with: coach-tui agree. Nothing was changed.")


def _not_the_question(kind: str, fields: Iterable[str]) -> None:
    """Refuse to change what a reply was asked for: its value is read and checked by it."""
    if kind == "answer" and (found := sorted(AS_ASKED & set(fields))):
        raise Refused(
            f"What was asked ({', '.join(found)}) is not changed by hand; the reply is: value=… "
            "Nothing was changed."
        )


def _readers(engagement: "Engagement", private: bool) -> str:
    if private:
        return "only you, only on this device"
    who = others(engagement)
    return f"{who.everybody if who.names else called(who)} will see this"


def others(engagement: "Engagement") -> "Who":
    """The other members, with names from the key file when the records were not loaded."""
    from coach_tui.guide.who import by_name, who_in

    return who_in(engagement) if engagement.others else by_name(engagement.ring.others)


def called(who: "Who", nobody: str = "everybody in the engagement") -> str:
    """The other members by name; `nobody` when no names are known."""
    return who.others if who.names else nobody


def kept(call: Call, engagement: "Engagement", *plans: "Plan", also: "Sequence[Plan]" = ()) -> int:
    """Save plans, print the ids (or records) at once, then publish and say so; returns exit code 0.

    Records of `also` are saved but not printed. A missing folder is no failure: what is saved is
    published later.
    """
    wanted = {change.id for plan in plans for change in plan.changes}
    for record in engagement.do(*plans, *also):
        if record.id not in wanted:
            continue
        if call.json:
            output.put_json(engagement.as_json(record))
        else:
            output.put(record.id)
    say_kept(engagement, all(p.private for p in plans))
    return 0


def say_kept(engagement: "Engagement", private: bool) -> None:
    """Publish what was saved, unless it is private, and say who has it."""
    if private:
        output.say("Kept on this device only.")
    elif trouble := published(engagement):
        output.say(line(f"Saved, not published: {trouble[:1].lower()}{trouble[1:]}"))
    else:
        output.say(f"Shared with {called(others(engagement), 'the members of the engagement')}.")


def published(engagement: "Engagement") -> str:
    """Publish what is saved; returns why that failed, in one sentence, or an empty text."""
    try:
        return engagement.publish()
    except OSError as error:
        return f"the shared folder cannot be reached ({error.strerror})."


def edit(call: Call) -> int:
    """Change fields of a record, replacing the values that were current when the command began."""
    args = call.args
    engagement = call.engagement()
    record = engagement.record(args.id)
    if known(record.kind).instead:
        raise Refused(known(record.kind).instead)
    if known(record.kind).internal and record.kind not in BY_HAND:
        raise Refused(
            f"A record of the kind {line(record.kind)} is made by the program; it is not changed "
            "by hand."
        )
    given = split(args.fields)
    _not_a_yes(record.kind, given)
    _not_the_question(record.kind, given)
    values = _values(call, record, given)
    values = dated(engagement, record.kind, values)
    plans = writing.edit(engagement, record.id, resolved(engagement, record.kind, values))
    return kept(call, engagement, plans[0], also=plans[1:])


def _values(call: Call, record: "Record", given: dict[str, str | None]) -> dict[str, str]:
    """The new values; at most one is read from a file, standard input or the terminal."""
    file = call.args.file
    open_fields = [f for f, v in given.items() if v is None or v == "-"]
    if len(open_fields) > 1:
        raise Misuse("Only one field can be asked for or read at a time.")
    if file is not None and (not open_fields or given[open_fields[0]] == "-"):
        raise Misuse("--file needs one FIELD without a value.")
    values = {f: v for f, v in given.items() if v is not None}
    for field in open_fields:
        fitted(record.kind, {field: None})
        heading = f"{line(field)} of the {line(record.kind)} {record.id}"
        values[field] = asked_text(given[field], file, heading)
    return values


def share(call: Call) -> int:
    """Share a private record after showing it and asking, since that cannot be undone."""
    from coach_tui.guide.people.contract import before_sharing

    engagement = call.engagement()
    record = engagement.record(call.args.id)
    plan = plan_share(engagement, record.id)
    who = others(engagement)
    if words := before_sharing(engagement, record.fields):
        output.say(words)
    for field, value in plan.changes[0].set.items():
        output.say(f"{line(field)}: {shown(value)}")
    if not call.args.yes and not agrees(who):
        output.say("Kept private.")
        return 0
    return kept(call, engagement, plan)


def agrees(who: "Who") -> bool:
    """Whether the person at the terminal answers `share`; `Misuse` without a terminal."""
    if not sys.stdin.isatty():
        raise Misuse(
            f"Sharing with {called(who)} cannot be taken back. Nothing was shared; "
            "to share without being asked: --yes"
        )
    output.say(
        f"Share with {called(who)}? What you wrote becomes visible to {who.all}. There is no way "
        "back except erasure.\nshare or keep private:"
    )
    try:
        return input().strip().casefold() in ("share", "s")
    except EOFError:
        return False


def resolve(call: Call) -> int:
    """Keep one of several values that were set concurrently."""
    args = call.args
    try:
        which = whole_number(args.keep, 1, 1_000)
    except ValueError as error:
        raise Misuse(f"--keep {line(args.keep)[:40]!r} does not fit: {error}.") from None
    engagement = call.engagement()
    record = engagement.record(args.id)
    return kept(call, engagement, plan_resolve(engagement, record.id, args.field, which))
