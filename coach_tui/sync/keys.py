"""The keyring: this device's keys for one engagement, in a file that only its owner can read."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import nacl.bindings as sodium

from coach_tui.disk import locked, replace
from coach_tui.home import Home
from coach_tui.newer import DAMAGED, with_unknown
from coach_tui.records.refusal import Refused
from coach_tui.sync.codec import b64, unb64
from coach_tui.sync.frame import device_name, key_name


class Invited(msgspec.Struct):
    """An open invitation of ours: its MAC key, role and end of validity (ms)."""

    mac: str
    role: str
    until: int


class Asking(msgspec.Struct):
    """Our own pending request: the invitation, and the public keys of the inviting device."""

    invitation: str
    inviter_sign: str
    inviter_box: str


class Keyring(msgspec.Struct):
    """Keys and settings of one engagement on this device; bytes as base64url.

    `sp` is the engagement's id; `founder` the founding device's public signing key, the root of
    trust, empty before admission; `member` the member this device belongs to; `keys` the engagement
    keys by name; `folder` the shared folder's path; `others` the other members' names, for commands
    that read nothing else.
    """

    sp: str
    title: str
    name: str
    role: str
    folder: str
    sign_secret: str
    sign: str
    box_secret: str
    box: str
    founder: str = ""
    member: str = ""
    keys: dict[str, str] = {}
    invitations: dict[str, Invited] = {}
    asking: Asking | None = None
    others: list[str] = []

    @property
    def device(self) -> str:
        """This device's id in the engagement."""
        return device_name(raw(self.sign))

    @property
    def inside(self) -> bool:
        """Whether this device has been admitted."""
        return bool(self.founder)

    def key(self, name: str) -> bytes | None:
        """The engagement key with this name; None when we do not have it."""
        return unb64(self.keys[name]) if name in self.keys else None

    def add_key(self, key: bytes) -> None:
        """Add an engagement key."""
        self.keys[key_name(key)] = b64(key)


def raw(text: str) -> bytes:
    """Decode bytes of our own keyring; `Refused` when they are damaged."""
    data = unb64(text)
    if data is None:
        raise Refused("The keys of this engagement are damaged. Restore them from a backup.")
    return data


def new_keyring(sp: str, *, title: str, name: str, role: str, folder: Path) -> Keyring:
    """A keyring with new device keys for one engagement."""
    sign, secret = sodium.crypto_sign_keypair()
    box, box_secret = sodium.crypto_box_keypair()
    return Keyring(
        sp, title, name, role, str(folder), b64(secret), b64(sign), b64(box_secret), b64(box)
    )


def copied(ring: Keyring) -> Keyring:
    """A copy of the keyring for another thread."""
    return msgspec.structs.replace(ring, keys=dict(ring.keys), invitations=dict(ring.invitations))


def save(home: Home, ring: Keyring) -> None:
    """Write the keyring durably. `OSError` when that fails."""
    home.prepare(ring.sp)
    path = home.keyring(ring.sp)
    replace(path, msgspec.json.format(msgspec.json.encode(with_unknown(path, ring))))


def load(home: Home, sp: str) -> Keyring:
    """Read the keyring of an engagement; `Refused` when it is missing, unreadable or damaged."""
    path = home.keyring(sp)
    try:
        return msgspec.json.decode(path.read_bytes(), type=Keyring)
    except FileNotFoundError:
        raise Refused(f"This device knows no engagement {sp}.") from None
    except (OSError, *DAMAGED) as error:
        why = f" ({error.strerror})" if isinstance(error, OSError) else ""
        raise Refused(
            f"The keys of this engagement cannot be read{why}: {path}. Nothing was changed; "
            "give the file its rights back, or restore it from a backup."
        ) from None


def change(home: Home, sp: str, edit: Callable[[Keyring], None]) -> Keyring:
    """Load the keyring from disk, edit and save it under a lock, as other processes may change it
    too; returns the new one.
    """
    home.prepare(sp)
    with locked(home.keyring(sp).with_suffix(".lock")):
        ring = load(home, sp)
        edit(ring)
        save(home, ring)
    return ring
