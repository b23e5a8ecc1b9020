"""Letting people in: the inviter's side of an invitation, step by step, each safe to repeat.

`asked` and `hand_out` touch the folder; `answer`, `remember` and `forget` this device's own disk.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from coach_tui.disk import NO_FILE
from coach_tui.records.change import Change
from coach_tui.records.text import line
from coach_tui.sync import frame, invitation, keys
from coach_tui.sync.folder import Folder, Place
from coach_tui.sync.invitation import Ask
from coach_tui.sync.keys import Invited, Keyring, raw
from coach_tui.sync.replica import Replica, Taken

NAME_LIMIT = 60


class Welcomed(NamedTuple):
    """Who is handed a welcome: with which invitation, as which member."""

    invitation: str
    ask: Ask
    member: str


class Answered(NamedTuple):
    """What became of the open invitations: changes that let people in and their names, welcomes to
    hand out, and invitations that are over, each with the reason.
    """

    taken: list[Taken]
    names: list[str]
    welcomes: list[Welcomed]
    over: dict[str, str]


def member_change(
    identity: str, w: int, member: str, name: str, role: str, sign: str, box: str, used: str = ""
) -> Change:
    """The change that lets a device in."""
    said = {"member": member, "name": name, "role": role, "sign": sign, "box": box}
    if used:
        said["invitation"] = used
    return Change(identity, "member", w, said)


def remember(replica: Replica, identity: str, made: Invited) -> None:
    """Keep an invitation that was made, so that its answer is understood."""

    def add(ring: Keyring) -> None:
        ring.invitations[identity] = made

    replica.ring.invitations = keys.change(replica.home, replica.ring.sp, add).invitations


def asked(folder: Folder, ring: Keyring) -> dict[str, list[Ask]]:
    """Who asks, by open invitation; nothing where nobody could be answered."""
    if folder.place() is not Place.READY:
        return {}
    return {identity: invitation.asks(folder, ring, identity) for identity in ring.invitations}


def answer(replica: Replica, asking: dict[str, list[Ask]]) -> Answered:
    """Let in the first who asks with each open invitation. The welcome of a device that was let in
    and not heard yet is repeated; of one that was heard the invitation is over.
    """
    result = Answered([], [], [], {})
    for identity, asks in asking.items():
        invited = replica.ring.invitations.get(identity)
        if invited is None:
            continue
        used = replica.trust.used().get(identity)
        if used and replica.progress.of(used).newest:
            result.over[identity] = "used"
        elif used:
            _again(replica, result, identity, asks, used)
        elif replica.clock.wall() <= invited.until:
            _let_in(replica, result, identity, asks, invited.role)
        elif not asks:
            result.over[identity] = "expired"
    return result


def _again(replica: Replica, result: Answered, identity: str, asks: list[Ask], used: str) -> None:
    for one in asks:
        if frame.device_name(raw(one.sign)) == used:
            result.welcomes.append(Welcomed(identity, one, replica.trust.member_of(used)))
            return


def _let_in(replica: Replica, result: Answered, identity: str, asks: list[Ask], role: str) -> None:
    if not asks:
        return
    first = asks[0]
    member, name = replica.new_id(), line(first.name)[:NAME_LIMIT]
    change = member_change(
        replica.new_id(), replica.clock.wall(), member, name, role, first.sign, first.box, identity
    )
    result.taken.extend(replica.commit([change]))
    result.names.append(name)
    result.welcomes.append(Welcomed(identity, first, member))


def hand_out(folder: Folder, ring: Keyring, answered: Answered) -> None:
    """Put the welcomes into the folder, and clear away what is over. Whatever somebody put in the
    place of one file stops none of the others.
    """
    for one in answered.welcomes:
        with _in_its_place():
            invitation.welcome(folder, ring, one.invitation, one.ask, one.member)
    for identity, why in answered.over.items():
        with _in_its_place():
            invitation.clear(folder, identity, why)


@contextmanager
def _in_its_place() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno not in NO_FILE:
            raise


def forget(replica: Replica, identities: list[str]) -> None:
    """Drop invitations that are over from the keys."""
    if not identities:
        return

    def drop(ring: Keyring) -> None:
        for identity in identities:
            ring.invitations.pop(identity, None)

    drop(replica.ring)
    keys.change(replica.home, replica.ring.sp, drop)
