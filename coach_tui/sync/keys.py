"""A keyring: what this device holds of one engagement, in one file that only its owner reads."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import nacl.bindings as sodium

from coach_tui.disk import locked, replace
from coach_tui.home import Home
from coach_tui.newer import with_unknown
from coach_tui.records.refusal import Refused
from coach_tui.sync.codec import b64, unb64
from coach_tui.sync.frame import device_name, key_name


class Invited(msgspec.Struct):
    """An invitation of ours that is open: the key of its macs, its role and its end (ms)."""

    mac: str
    role: str
    until: int


class Asking(msgspec.Struct):
    """We asked to be let in: with which invitation, and the keys of the device that invited."""

    invitation: str
    inviter_sign: str
    inviter_box: str


class Keyring(msgspec.Struct):
    """Keys and places of one engagement on this device; byte strings as base64url.

    `sp` is the engagement's id; `founder` the founding device's public signing key, the root of
    trust; `member` whose device this is; `keys` the engagement keys by name; `others` how
    the other members are called, for commands that read nothing else. Without `founder` we have
    not been let in yet.
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
        """This device's name in the engagement."""
        return device_name(raw(self.sign))

    @property
    def inside(self) -> bool:
        """Whether this device has been let in."""
        return bool(self.founder)

    def key(self, name: str) -> bytes | None:
        """An engagement key by its name."""
        return unb64(self.keys[name]) if name in self.keys else None

    def add_key(self, key: bytes) -> None:
        """Hold one more engagement key."""
        self.keys[key_name(key)] = b64(key)


def raw(text: str) -> bytes:
    """Bytes of our own keyring; a damaged one is refused with a sentence."""
    data = unb64(text)
    if data is None:
        raise Refused("The keys of this engagement are damaged. Restore them from a backup.")
    return data


def new_keyring(sp: str, *, title: str, name: str, role: str, folder: Path) -> Keyring:
    """Fresh device keys for one engagement."""
    sign, secret = sodium.crypto_sign_keypair()
    box, box_secret = sodium.crypto_box_keypair()
    return Keyring(
        sp, title, name, role, str(folder), b64(secret), b64(sign), b64(box_secret), b64(box)
    )


def copied(ring: Keyring) -> Keyring:
    """The keyring as it stands now, for another thread."""
    return msgspec.structs.replace(ring, keys=dict(ring.keys), invitations=dict(ring.invitations))


def save(home: Home, ring: Keyring) -> None:
    """Keep the keyring durably."""
    home.prepare(ring.sp)
    path = home.keyring(ring.sp)
    replace(path, msgspec.json.format(msgspec.json.encode(with_unknown(path, ring))))


def load(home: Home, sp: str) -> Keyring:
    """The keyring of an engagement."""
    path = home.keyring(sp)
    try:
        return msgspec.json.decode(path.read_bytes(), type=Keyring)
    except FileNotFoundError:
        raise Refused(f"This device knows no engagement {sp}.") from None
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError) as error:
        why = f" ({error.strerror})" if isinstance(error, OSError) else ""
        raise Refused(
            f"The keys of this engagement cannot be read{why}: {path}. Nothing was changed; "
            "give the file its rights back, or restore it from a backup."
        ) from None


def change(home: Home, sp: str, edit: Callable[[Keyring], None]) -> Keyring:
    """Change a keyring as it stands on the disk now: other processes of this home may have too."""
    home.prepare(sp)
    with locked(home.keyring(sp).with_suffix(".lock")):
        ring = load(home, sp)
        edit(ring)
        save(home, ring)
    return ring
