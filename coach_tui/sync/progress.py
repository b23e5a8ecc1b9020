"""Which frames are here of each device, and which of ours have arrived at others."""

import msgspec

from coach_tui.sync.frame import Body, Header


class DeviceProgress(msgspec.Struct):
    """One device's frames: all up to number `upto` are here with their bodies; `mark` is 8
    characters of that frame's id; `beyond` has later ones by number. `wall` is its latest wall
    clock (ms); `told` is per device the number up to which it acknowledged frames.
    """

    upto: int = 0
    mark: str = ""
    beyond: dict[int, str] = {}
    wall: int = 0
    told: dict[str, int] = {}

    def add(self, n: int, identity: str) -> None:
        """A complete frame has arrived. When two have the same number (a cloned device), the
        smaller id is used.
        """
        if n > self.upto:
            self.beyond[n] = min(identity[:8], self.beyond.get(n, identity[:8]))
        elif n == self.upto:
            self.mark = min(identity[:8], self.mark)
        while self.upto + 1 in self.beyond:
            self.upto += 1
            self.mark = self.beyond.pop(self.upto)

    @property
    def newest(self) -> int:
        """The highest frame number here."""
        return max(self.beyond, default=self.upto)

    @property
    def missing(self) -> int:
        """How many frames before the newest are not here."""
        return self.newest - self.upto - len(self.beyond)


class Progress:
    """The progress of every device."""

    def __init__(self, devices: dict[str, DeviceProgress] | None = None) -> None:
        self.devices = dict(devices or {})

    def of(self, device: str) -> DeviceProgress:
        """One device's progress; an empty one for an unknown device."""
        return self.devices.get(device) or DeviceProgress(beyond={}, told={})

    def take(self, head: Header, identity: str, body: Body) -> None:
        """Count a complete frame and the acknowledgements in it."""
        one = self.devices.setdefault(head.device, self.of(head.device))
        one.add(head.n, identity)
        one.wall = max(one.wall, body.w)
        for other, (upto, _) in body.sn.items():
            one.told[other] = max(one.told.get(other, 0), upto)

    def sn(self, mine: str) -> dict[str, tuple[int, str]]:
        """The acknowledgement to send: per other device, up to which frame all are here."""
        return {
            device: (p.upto, p.mark)
            for device, p in sorted(self.devices.items())
            if device != mine and p.upto
        }

    def arrived(self, mine: str, at: str) -> int:
        """Up to which own number device `at` has acknowledged our frames."""
        return self.of(at).told.get(mine, 0)

    def missing(self) -> int:
        """How many frames are known to exist but are not here."""
        return sum(p.missing for p in self.devices.values())
