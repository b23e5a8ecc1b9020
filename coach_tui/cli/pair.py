"""Verbs about the engagement and its folder: `engagements`, `members`, `status`, `folder`,
`sync`.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from coach_tui.cli import output
from coach_tui.cli.call import Call, keep_checkpoint
from coach_tui.cli.words import folder_of
from coach_tui.records.refusal import Refused
from coach_tui.records.text import line

if TYPE_CHECKING:
    from coach_tui.engagement import Engagement, Keyring

WAITING = (
    "Asked to be let in, not answered yet. The coach's device answers at its next sync; "
    "then run: coach-tui sync"
)


def engagements(call: Call) -> int:
    """List the engagements on this device."""
    rings = call.rings()
    if call.json:
        output.put_json([_engagement_json(r) for r in rings])
        return 0
    if not rings:
        output.say("This device knows no engagement yet.")
        return 0
    output.put(
        output.table(
            [
                r.sp[:10],
                line(r.title) if r.inside else "(not let in yet)",
                f"as {line(r.name)}",
                output.path_text(r.folder),
            ]
            for r in rings
        )
    )
    return 0


def _engagement_json(ring: "Keyring") -> dict[str, Any]:
    return {
        "engagement": ring.sp,
        "title": line(ring.title),
        "name": line(ring.name),
        "role": ring.role,
        "folder": output.path_text(ring.folder),
        "inside": ring.inside,
    }


def members(call: Call) -> int:
    """List the members, oneself first."""
    engagement = call.engagement()
    mine, found = engagement.me.member, engagement.members
    if call.json:
        output.put_json(
            [
                {
                    "member": m,
                    "name": line(d.name),
                    "role": d.role,
                    "device": d.device,
                    "me": m == mine,
                }
                for m, d in found.items()
            ]
        )
        return 0
    rows = ([line(d.name), d.role, "you" if m == mine else ""] for m, d in found.items())
    output.put(output.table(rows))
    if len(found) == 1:
        output.say("Nobody else has been let in yet.")
    return 0


def status(call: Call) -> int:
    """Take in what is new and print what arrived, what is unpublished, conflicts and open
    exercises.
    """
    ring = call.ring()
    from coach_tui.guide.contracts import current
    from coach_tui.guide.people.contract import due
    from coach_tui.guide.reader import Reader
    from coach_tui.guide.session.exercises import exercise_status

    if not call.enter(ring):
        output.say(WAITING)
        if call.json:
            output.put_json(_status_json(ring.sp, "", ring.role))
        return 0
    engagement = call.closed().load()
    received = _came(engagement)
    me = engagement.me
    waiting = engagement.unpublished()
    reader = Reader(engagement)
    open_to_me = [
        r
        for r in reader.of_kind("exercise")
        if r.get("to") == me.member and exercise_status(reader, r).state in ("open", "late")
    ]
    conflicts = sum(1 for r in reader.records if r.conflicts)
    if call.json:
        counts = (waiting, received, conflicts, len(open_to_me))
        output.put_json(_status_json(ring.sp, me.member, me.role, counts))
        return 0
    rows = [
        ["engagement", f"{engagement.title}, as {line(me.name)} ({me.role})"],
        ["came now", _count(received, "change")],
        ["not published", _count(waiting, "change")],
        [f"edited by {reader.who.several}", _count(conflicts, "record")],
        ["exercises for you", str(len(open_to_me))],
    ]
    output.put(output.table(rows))
    contract = current(reader)
    if contract is not None and due(contract, reader.day):
        output.say(
            f"The contract is to be looked at again by {line(contract.text('renew'))}: "
            f"coach-tui show {contract.id}"
        )
    if trouble := engagement.trouble():
        output.say(trouble)
    return 0


def _came(engagement: "Engagement") -> int:
    """Take in what is new; returns how many changes arrived, 0 after saying so when the disk fails,
    as the rest of the status can still be shown.
    """
    try:
        return engagement.take_in()
    except OSError as error:
        output.say(
            f"What came could not be kept here: {error.strerror}. It waits in the folder and is "
            "taken in when there is room."
        )
        return 0


def _status_json(
    sp: str, member: str, role: str, counts: tuple[int, int, int, int] = (0, 0, 0, 0)
) -> dict[str, Any]:
    names = ("unpublished", "received", "conflicts", "exercises_due")
    who = {"engagement": sp, "member": member, "role": role}
    return who | dict(zip(names, counts, strict=True))


def _count(number: int, what: str) -> str:
    return f"{number} {what}" + ("" if number == 1 else "s")


def folder(call: Call) -> int:
    """Print the shared folder's path and its trouble, or store a new path."""
    from coach_tui.engagement import trouble_of
    from coach_tui.joining import move_folder

    ring = call.ring()
    if call.args.folder is not None:
        move_folder(call.home, ring, folder_of(call.args.folder))
    trouble, empty = trouble_of(ring)
    path = output.path_text(ring.folder)
    if call.json:
        output.put_json({"engagement": ring.sp, "folder": path, "trouble": trouble})
    else:
        output.put(line(path))
    if trouble:
        output.say(line(trouble))
    if empty:
        output.say("To publish everything anew into it: coach-tui sync --here")
    return 0


def sync(call: Call) -> int:
    """Exchange with the folder in both directions, reveal blind values that are due, and print
    counts.
    """
    engagement = call.closed().load()
    if call.args.here:
        _publish_here(call, engagement)
    before = {r.id for r in engagement.state.of_kind("member")}
    try:
        counts = engagement.sync()
        counts["published"] += _opened(engagement)
    finally:
        keep_checkpoint(engagement)
    for record in engagement.state.of_kind("member"):
        if record.id not in before and record.author == engagement.me.member:
            output.say(f"{line(record.text('name'))} is in now.")
    if call.json:
        output.put_json(counts)
        return 0
    output.put(f"{counts['published']} published, {counts['received']} received.")
    if counts["pending"]:
        output.say(
            f"{counts['pending']} more cannot be read yet: what they belong to has not arrived."
        )
    return 0


def _opened(engagement: "Engagement") -> int:
    """Reveal blind values that everybody has given; returns how many changes were published for
    that.
    """
    from coach_tui.guide.blind import due_reveals
    from coach_tui.guide.who import who_in

    if not (plans := due_reveals(engagement)):
        return 0
    engagement.do(*plans)
    opened = sum(not p.private for p in plans)
    output.say(f"{who_in(engagement).all.capitalize()} of you gave theirs; yours is open now.")
    return 0 if engagement.publish() else opened


def _publish_here(call: Call, engagement: "Engagement") -> None:
    from coach_tui.engagement import trouble_of

    call.home.apart_from(Path(engagement.ring.folder))
    trouble, empty = trouble_of(engagement.ring)
    if trouble and not empty:
        raise Refused(f"{trouble} Nothing was written there.")
    try:
        engagement.publish_all()
    except OSError as error:
        raise Refused(
            f"The shared folder cannot be written to ({error.strerror}): {engagement.ring.folder}. "
            "All is saved here; try again when there is room."
        ) from None
