"""The files and cryptography of invitations: offer, request (`Ask`) and welcome.

A code of 20 characters is handed over in person or by phone; the folder holds no secret, and the
inviting device decides. The code's hash gives an id, under which files are exchanged through the
folder, and a key for their MACs. Functions with a `Folder` raise `OSError` when it fails.
"""

import hashlib
import hmac
import secrets
from pathlib import Path

import msgspec
import nacl.bindings as sodium
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

from coach_tui import disk
from coach_tui.newer import DAMAGED
from coach_tui.records.refusal import Refused
from coach_tui.records.text import line
from coach_tui.sync.codec import CROCKFORD, b32, b64, unb64
from coach_tui.sync.folder import Folder
from coach_tui.sync.frame import device_name
from coach_tui.sync.keys import Asking, Invited, Keyring, raw

DAYS = 7
"""How long an invitation is valid, by the inviter's clock."""
LIMIT = 64 * 1024
NAME_LIMIT = 60


class Code(msgspec.Struct, frozen=True):
    """A valid code: the invitation's id and its MAC key."""

    id: str
    mac: bytes


class Offer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The inviting device's keys, the role offered and the end of validity (ms); public,
    authenticated by a MAC.
    """

    sp: str
    sign: str
    box: str
    role: str
    until: int


class Ask(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A request to be admitted, sealed to the inviter; `sig` is by the new device."""

    sign: str
    box: str
    name: str
    sig: str


class Welcome(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What admits the new device, sealed to it: the founder's key, the engagement's keys
    and name.
    """

    sp: str
    title: str
    founder: str
    keys: dict[str, str]
    member: str


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An invitation file: data, and a MAC or signature that authenticates it."""

    v: int
    data: str
    proof: str


def new_code() -> str:
    """A new code: 19 random characters and a check character, in five groups of four."""
    body = "".join(secrets.choice(CROCKFORD) for _ in range(19))
    code = body + CROCKFORD[_check(body)]
    return "-".join(code[i : i + 4] for i in range(0, 20, 4)).upper()


def _check(body: str) -> int:
    """A weighted sum over GF(32): it detects any single wrong character and any transposition of
    two.
    """
    total = 0
    for place, char in enumerate(body):
        value = CROCKFORD.index(char)
        for _ in range(place + 1):
            value = value << 1 ^ (0b100101 if value & 16 else 0)
        total ^= value
    return total


def read_code(text: str) -> Code:
    """Parse a typed code, with any grouping; `Refused` when it is mistyped."""
    code = "".join(c for c in text.lower() if c.isalnum())
    code = code.translate(str.maketrans("oil", "011"))
    if len(code) != 20 or any(c not in CROCKFORD for c in code):
        raise Refused("An invitation has 20 letters and digits. This one has not; look again.")
    if CROCKFORD[_check(code[:19])] != code[19]:
        raise Refused("This invitation is mistyped: one of its characters does not fit the others.")
    key = hashlib.blake2b(code.encode("ascii"), person=b"ctui-invite").digest()
    return Code(b32(key[:10]), key[32:])


def _mac(key: bytes, what: str, data: bytes) -> bytes:
    prefix = f"coach-tui {what} 1\n".encode()
    return hashlib.blake2b(prefix + data, key=key, digest_size=32).digest()


def _path(folder: Folder, name: str) -> Path:
    return folder.v1 / "invitations" / name


def _write(path: Path, data: bytes, proof: bytes) -> None:
    path.parent.mkdir(exist_ok=True)
    disk.replace(path, msgspec.json.encode(_File(1, b64(data), b64(proof))), mode=0o644)


def _read(path: Path) -> tuple[bytes, bytes] | None:
    content = disk.read_foreign(path, LIMIT)
    try:
        file = msgspec.json.decode(content or b"", type=_File)
    except DAMAGED:
        return None
    data, proof = unb64(file.data), unb64(file.proof)
    return (data, proof) if file.v == 1 and data and proof else None


def offer(folder: Folder, ring: Keyring, role: str, now: int) -> tuple[str, str]:
    """Write an offer; returns the code to hand over and the invitation's id. `now` in milliseconds.

    The invitation is added to `ring.invitations`; the caller saves the keyring.
    """
    text = new_code()
    code = read_code(text)
    until = now + DAYS * 86_400_000
    ring.invitations[code.id] = Invited(b64(code.mac), role, until)
    write_offer(folder, ring, code.id)
    return text, code.id


def write_offer(folder: Folder, ring: Keyring, invitation: str) -> None:
    """Write the offer of an open invitation (again)."""
    invited = ring.invitations[invitation]
    data = msgspec.json.encode(Offer(ring.sp, ring.sign, ring.box, invited.role, invited.until))
    _write(_path(folder, f"{invitation}.offer"), data, _mac(raw(invited.mac), "offer", data))


def read_offer(folder_path: Path, code: Code, now: int) -> Offer:
    """The offer that a code belongs to; `Refused` when it is missing, expired, used or altered.
    `now` in milliseconds.
    """
    folder = Folder(folder_path, "")
    if not folder.path.is_dir():
        raise Refused(f"The shared folder is not there: {folder_path}. Nothing was changed.")
    if not folder.v1.is_dir():
        raise Refused(
            f"{folder_path} is no engagement's folder, or its content has not arrived yet. "
            "Wait until the coach's files are there, then join again."
        )
    directory = folder.v1 / "invitations"
    read = _read(directory / f"{code.id}.offer")
    if read is None and (directory / f"{code.id}.expired").exists():
        raise Refused("This invitation has expired. Ask for a new one.")
    if read is None and (directory / f"{code.id}.used").exists():
        raise Refused("This invitation was used already. Ask for a new one.")
    if read is None:
        raise Refused(
            "This invitation is not in the folder. It is for another folder, or it has not been "
            "brought here yet: then wait a little and join again."
        )
    data, proof = read
    if not hmac.compare_digest(proof, _mac(code.mac, "offer", data)):
        raise Refused("The offer in the folder was altered. Ask for a new invitation.")
    found = msgspec.json.decode(data, type=Offer)
    if now > found.until:
        raise Refused("This invitation has expired. Ask for a new one.")
    return found


def _asking_bytes(sp: str, invitation: str, sign: str, box: str, name: str) -> bytes:
    return b"coach-tui ask 1\n" + msgspec.json.encode([sp, invitation, sign, box, name])


def ask(folder: Folder, ring: Keyring, code: Code, found: Offer) -> None:
    """Write a request to be admitted; the caller saves the keyring, which records it."""
    sig = sodium.crypto_sign(
        _asking_bytes(ring.sp, code.id, ring.sign, ring.box, ring.name), raw(ring.sign_secret)
    )[:64]
    plain = msgspec.json.encode(Ask(ring.sign, ring.box, ring.name, b64(sig)))
    sealed = SealedBox(PublicKey(raw(found.box))).encrypt(plain)
    ring.asking = Asking(code.id, found.sign, found.box)
    path = _path(folder, f"{code.id}-{ring.device}.ask")
    _write(path, sealed, _mac(code.mac, "ask", sealed))


def asks(folder: Folder, ring: Keyring, invitation: str) -> list[Ask]:
    """The valid requests for one of our invitations, sorted by file name."""
    invited = ring.invitations[invitation]
    good = []
    for path in sorted((folder.v1 / "invitations").glob(f"{invitation}-*.ask")):
        read = _read(path)
        if read is None or not hmac.compare_digest(read[1], _mac(raw(invited.mac), "ask", read[0])):
            continue
        try:
            plain = SealedBox(PrivateKey(raw(ring.box_secret))).decrypt(read[0])
            found = msgspec.json.decode(plain, type=Ask)
            sign, sig = unb64(found.sign) or b"", unb64(found.sig) or b""
            said = _asking_bytes(ring.sp, invitation, found.sign, found.box, found.name)
            sodium.crypto_sign_open(sig + said, sign)
        except (CryptoError, ValueError, TypeError, *DAMAGED):
            continue
        if len(unb64(found.box) or b"") == 32 and line(found.name):
            good.append(found)
    return good


def welcome(folder: Folder, ring: Keyring, invitation: str, asked: Ask, member: str) -> None:
    """Write a welcome for a new device: the keys, sealed to it and signed by this device. Can be
    repeated.
    """
    device = device_name(raw(asked.sign))
    path = _path(folder, f"{invitation}-{device}.in")
    if _signed(_read(path), raw(ring.sign)):
        return
    plain = msgspec.json.encode(Welcome(ring.sp, ring.title, ring.founder, ring.keys, member))
    sealed = SealedBox(PublicKey(raw(asked.box))).encrypt(plain)
    _write(path, sealed, sodium.crypto_sign(_WELCOME + sealed, raw(ring.sign_secret))[:64])


_WELCOME = b"coach-tui welcome 1\n"


def _signed(read: tuple[bytes, bytes] | None, sign_key: bytes) -> bool:
    """Whether an intact welcome is there; a damaged one is written again."""
    try:
        return bool(read and sodium.crypto_sign_open(read[1] + _WELCOME + read[0], sign_key))
    except (CryptoError, ValueError):
        return False


def accept(folder: Folder, ring: Keyring) -> bool:
    """Read this device's welcome into the keyring; whether it is admitted now. False when there is
    none or it is invalid; the caller saves the keyring.
    """
    asking = ring.asking
    read = _read(_path(folder, f"{asking.invitation}-{ring.device}.in")) if asking else None
    if asking is None or read is None:
        return False
    if not _signed(read, raw(asking.inviter_sign)):
        return False
    try:
        plain = SealedBox(PrivateKey(raw(ring.box_secret))).decrypt(read[0])
        found = msgspec.json.decode(plain, type=Welcome)
    except (CryptoError, ValueError, *DAMAGED):
        return False
    given = [found.founder, *found.keys.values()]
    if found.sp != ring.sp or not found.keys or any(len(unb64(k) or b"") != 32 for k in given):
        return False
    for text in found.keys.values():
        ring.add_key(raw(text))
    ring.founder, ring.member, ring.title = found.founder, found.member, line(found.title)
    ring.asking = None
    return True


def clear(folder: Folder, invitation: str, why: str = "used") -> None:
    """Remove the files of an invitation that was used or has expired.

    An empty file stays that says which, for somebody who tries the code again.
    """
    disk.replace(_path(folder, f"{invitation}.{why}"), b"", mode=0o644)
    for ending in (".offer", "-*.ask", "-*.in"):
        for path in (folder.v1 / "invitations").glob(f"{invitation}{ending}"):
            path.unlink(missing_ok=True)
