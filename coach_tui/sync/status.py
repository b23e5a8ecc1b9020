"""How far everything has come, as one frozen picture for other threads."""

import msgspec

from coach_tui.sync.replica import Replica


class DeviceStatus(msgspec.Struct, frozen=True):
    """One device: whose and as what, how many frames of it are known, when it was last heard of
    (ms), and up to which of our numbers everything has arrived there.
    """

    device: str
    member: str
    role: str
    changes: int
    heard: int
    arrived: int
    here: bool


class Status(msgspec.Struct, frozen=True):
    """What is saved and published, by our own numbers, and each device that was let in. `last` is
    the number of our last change; `missing` counts frames that are known of and not here.
    """

    saved: int = 0
    published: int = 0
    last: int = 0
    missing: int = 0
    invited: int = 0
    devices: tuple[DeviceStatus, ...] = ()


def status_of(replica: Replica) -> Status:
    """Take the picture. Touches this device's disk."""
    head, progress, mine = replica.vault.head(), replica.progress, replica.device
    devices = []
    for one in replica.trust.devices.values():
        if one.member:
            here, there = one.device == mine, progress.of(one.device)
            changes = head.n if here else there.newest
            arrived = head.n if here else progress.arrived(mine, one.device)
            devices.append(
                DeviceStatus(one.device, one.member, one.role, changes, there.wall, arrived, here)
            )
    return Status(
        head.n, head.published, replica.last_change, progress.missing(),
        len(replica.ring.invitations), tuple(devices),
    )  # fmt: skip
