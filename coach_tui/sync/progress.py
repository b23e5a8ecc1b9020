"""How far everything has come: what is here of each device, and what arrived where."""

import msgspec

from coach_tui.sync.frame import Body, Header


class DeviceProgress(msgspec.Struct):
    """One device's frames: all up to `upto` are here, bodies included; `mark` is 8 characters of
    that frame's id; `beyond` holds later ones by number. `wall` is its latest wall clock (ms) and
    `told` how far it said it has the others' frames.
    """

    upto: int = 0
    mark: str = ""
    beyond: dict[int, str] = {}
    wall: int = 0
    told: dict[str, int] = {}

    def add(self, n: int, identity: str) -> None:
        """A complete frame is here. Of two with one number (a clone's) the lesser id is named."""
        if n > self.upto:
            self.beyond[n] = min(identity[:8], self.beyond.get(n, identity[:8]))
        elif n == self.upto:
            self.mark = min(identity[:8], self.mark)
        while self.upto + 1 in self.beyond:
            self.upto += 1
            self.mark = self.beyond.pop(self.upto)

    @property
    def newest(self) -> int:
        """The highest number that is here."""
        return max(self.beyond, default=self.upto)

    @property
    def missing(self) -> int:
        """How many earlier frames than the newest are not here."""
        return self.newest - self.upto - len(self.beyond)


class Progress:
    """The progress of every device."""

    def __init__(self, devices: dict[str, DeviceProgress] | None = None) -> None:
        self.devices = dict(devices or {})

    def of(self, device: str) -> DeviceProgress:
        """One device's progress; empty for one that was never heard of."""
        return self.devices.get(device) or DeviceProgress(beyond={}, told={})

    def take(self, head: Header, identity: str, body: Body) -> None:
        """Take note of a frame that is here whole."""
        one = self.devices.setdefault(head.device, self.of(head.device))
        one.add(head.n, identity)
        one.wall = max(one.wall, body.w)
        for other, (upto, _) in body.sn.items():
            one.told[other] = max(one.told.get(other, 0), upto)

    def sn(self, mine: str) -> dict[str, tuple[int, str]]:
        """What to tell: how far the others' frames are here."""
        return {
            device: (p.upto, p.mark)
            for device, p in sorted(self.devices.items())
            if device != mine and p.upto
        }

    def arrived(self, mine: str, at: str) -> int:
        """Up to which own number everything arrived at another device, as it said itself."""
        return self.of(at).told.get(mine, 0)

    def missing(self) -> int:
        """How many frames are known to exist and are not here."""
        return sum(p.missing for p in self.devices.values())
