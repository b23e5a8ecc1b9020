"""A frozen copy of what is saved, published and arrived, which other threads may read."""

import msgspec

from coach_tui.sync.replica import Replica


class DeviceStatus(msgspec.Struct, frozen=True):
    """One device with its member and role: its number of known frames (`changes`), its latest wall
    clock (`heard`, ms), up to which of our frame numbers it acknowledged (`arrived`), and whether
    it is this device (`here`).
    """

    device: str
    member: str
    role: str
    changes: int
    heard: int
    arrived: int
    here: bool


class Status(msgspec.Struct, frozen=True):
    """Up to which of our frame numbers all is saved and published, the number of our last change
    (`last`), frames that are known but not here (`missing`), open invitations, and every admitted
    device.
    """

    saved: int = 0
    published: int = 0
    last: int = 0
    missing: int = 0
    invited: int = 0
    devices: tuple[DeviceStatus, ...] = ()


def status_of(replica: Replica) -> Status:
    """Take a snapshot. Reads this device's disk: call it on the vault's thread."""
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
