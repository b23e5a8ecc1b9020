"""Letting people in: the inviter's side of an invitation, step by step, each safe to repeat."""

from contextlib import suppress

from coach_tui.records.change import Change
from coach_tui.records.refusal import Refused
from coach_tui.records.text import line
from coach_tui.sync import frame, invitation, keys
from coach_tui.sync.folder import Place
from coach_tui.sync.keys import Invited, Keyring, raw
from coach_tui.sync.replica import Replica, Taken

NAME_LIMIT = 60


def member_change(
    identity: str, w: int, member: str, name: str, role: str, sign: str, box: str, used: str = ""
) -> Change:
    """The change that lets a device in."""
    said = {"member": member, "name": name, "role": role, "sign": sign, "box": box}
    if used:
        said["invitation"] = used
    return Change(identity, "member", w, said)


def invite(replica: Replica, role: str) -> str:
    """A new invitation's code; its offer lies in the folder."""
    if trouble := replica.folder.trouble():
        raise Refused(f"{trouble} No invitation was made.")
    code, identity = invitation.offer(replica.folder, replica.ring, role, replica.clock.wall())
    made = replica.ring.invitations[identity]

    def remember(ring: Keyring) -> None:
        ring.invitations[identity] = made

    replica.ring.invitations = keys.change(replica.home, replica.ring.sp, remember).invitations
    return code


def admit(replica: Replica) -> tuple[list[Taken], list[str]]:
    """Answer those who ask with an open invitation: the changes that let them in, and their
    names. Repeats the welcome until the new device is heard, then clears the files.
    """
    taken: list[Taken] = []
    names: list[str] = []
    if not replica.ring.invitations or replica.folder.place() is not Place.READY:
        return taken, names
    for identity, invited in list(replica.ring.invitations.items()):
        used = replica.trust.used().get(identity)
        with suppress(OSError):
            if used and replica.progress.of(used).newest:
                _forget(replica, identity, "used")
                continue
            more, name = _answer(replica, identity, invited, used)
            taken += more
            names += [name] if name else []
    return taken, names


def _forget(replica: Replica, identity: str, mark: str) -> None:
    invitation.clear(replica.folder, replica.ring, identity, mark)

    def drop(ring: Keyring) -> None:
        ring.invitations.pop(identity, None)

    keys.change(replica.home, replica.ring.sp, drop)


def _answer(
    replica: Replica, identity: str, invited: Invited, used: str | None
) -> tuple[list[Taken], str]:
    asked = invitation.asks(replica.folder, replica.ring, identity)
    if used:
        asked = [a for a in asked if frame.device_name(raw(a.sign)) == used]
    over = replica.clock.wall() > invited.until
    if not asked:
        if over and not used:
            _forget(replica, identity, "expired")
        return [], ""
    first = asked[0]
    if used:
        member = replica.trust.member_of(used)
        invitation.welcome(replica.folder, replica.ring, identity, first, member)
        return [], ""
    if over:
        return [], ""
    change = member_change(
        replica.new_id(), replica.clock.wall(), replica.new_id(), line(first.name)[:NAME_LIMIT],
        invited.role, first.sign, first.box, identity,
    )  # fmt: skip
    taken = replica.commit([change])
    invitation.welcome(replica.folder, replica.ring, identity, first, change.set["member"])
    return taken, change.set["name"]
