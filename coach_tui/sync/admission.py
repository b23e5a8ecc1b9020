"""Admit people: the inviter's side of an invitation. Every step can be repeated safely.

`asked` and `hand_out` access the folder (run them on its thread); `answer`, `remember` and `forget`
access this device's disk (on the vault's thread).
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
    """A welcome to write: for which invitation, which request and which new member."""

    invitation: str
    ask: Ask
    member: str


class Answered(NamedTuple):
    """The outcome for the open invitations: changes that admit people, their names, welcomes to
    write, and closed invitations with the reason (`used` or `expired`).
    """

    taken: list[Taken]
    names: list[str]
    welcomes: list[Welcomed]
    over: dict[str, str]


def member_change(
    identity: str, w: int, member: str, name: str, role: str, sign: str, box: str, used: str = ""
) -> Change:
    """The change that admits a device. `w` is the time in milliseconds since 1970; `used` the
    invitation's id, empty for the founder.
    """
    said = {"member": member, "name": name, "role": role, "sign": sign, "box": box}
    if used:
        said["invitation"] = used
    return Change(identity, "member", w, said)


def remember(replica: Replica, identity: str, made: Invited) -> None:
    """Store a new invitation in the keyring, so that requests for it can be read."""

    def add(ring: Keyring) -> None:
        ring.invitations[identity] = made

    replica.ring.invitations = keys.change(replica.home, replica.ring.sp, add).invitations


def asked(folder: Folder, ring: Keyring) -> dict[str, list[Ask]]:
    """The valid requests by open invitation; empty when the folder cannot be used. `OSError` when
    it fails.
    """
    if folder.place() is not Place.READY:
        return {}
    return {identity: invitation.asks(folder, ring, identity) for identity in ring.invitations}


def answer(replica: Replica, asking: dict[str, list[Ask]]) -> Answered:
    """Admit the first request of each open invitation.

    The welcome is repeated until the admitted device has been heard from; then the invitation is
    closed.
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
    """Write welcomes into the folder and remove closed invitations. A file that cannot be replaced
    does not stop the others; `OSError` when the folder itself fails.
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
    """Remove closed invitations from the keyring."""
    if not identities:
        return

    def drop(ring: Keyring) -> None:
        for identity in identities:
            ring.invitations.pop(identity, None)

    drop(replica.ring)
    keys.change(replica.home, replica.ring.sp, drop)
