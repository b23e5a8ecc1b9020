"""Which device belongs to which member: derived from the founder's key, in any order of frames.

A device is known when a `member` frame of a known coach's device names it. Of several frames that
name the same device, the one with the earliest stamp counts.
"""

from typing import Any

import msgspec

from coach_tui.sync.codec import unb64
from coach_tui.sync.frame import device_name

ROLES = ("coach", "learner")


class Device(msgspec.Struct, frozen=True):
    """An admitted device: its member with name and role, and its public keys (32 bytes each)."""

    device: str
    member: str
    name: str
    role: str
    sign: bytes
    box: bytes


class Naming(msgspec.Struct, frozen=True):
    """A member frame: its stamp, the device that signed it, and its fields."""

    stamp: str
    signer: str
    said: dict[str, Any]


def _device(said: dict[str, Any]) -> Device | None:
    parts = [said.get(f) for f in ("member", "name", "role", "sign", "box")]
    if not all(isinstance(p, str) and p for p in parts):
        return None
    member, name, role, sign_text, box_text = map(str, parts)
    sign, box = unb64(sign_text), unb64(box_text)
    if sign is None or box is None or len(sign) != 32 or len(box) != 32 or role not in ROLES:
        return None
    return Device(device_name(sign), member, name, role, sign, box)


class Trust:
    """The devices known so far, by id; recalculated with each member frame."""

    def __init__(self, founder: bytes) -> None:
        root = device_name(founder)
        self.devices: dict[str, Device] = {root: Device(root, "", "", "coach", founder, b"")}
        self._founder = root
        self._namings: dict[str, Naming] = {}

    def learn(self, naming: Naming) -> bool:
        """Add a member frame; returns whether the known devices changed."""
        self._namings[naming.stamp] = naming
        before = self.devices
        self.devices = self._fixpoint()
        return self.devices != before

    def _fixpoint(self) -> dict[str, Device]:
        root = self.devices[self._founder]
        known = {self._founder: Device(root.device, "", "", "coach", root.sign, b"")}
        named: set[str] = set()
        grew = True
        while grew:
            grew = False
            for _, naming in sorted(self._namings.items()):
                signer, device = known.get(naming.signer), _device(naming.said)
                if signer is None or signer.role != "coach" or device is None:
                    continue
                if device.device in named or (
                    device.device == self._founder and naming.signer != self._founder
                ):
                    continue
                if device.device == self._founder:
                    # The root of trust stays a coach, whatever its own frame says.
                    device = msgspec.structs.replace(device, role="coach")
                named.add(device.device)
                known[device.device] = device
                grew = True
        return known

    def member_of(self, device: str) -> str:
        """The member that a device belongs to; empty for an unknown one."""
        found = self.devices.get(device)
        return found.member if found else ""

    def used(self) -> dict[str, str]:
        """Invitations that have admitted a device, with that device's id."""
        result: dict[str, str] = {}
        for _, naming in sorted(self._namings.items()):
            device, code = _device(naming.said), naming.said.get("invitation")
            signer = self.devices.get(naming.signer)
            if signer is None or signer.role != "coach":
                continue
            if device and isinstance(code, str) and code:
                result.setdefault(code, device.device)
        return result
