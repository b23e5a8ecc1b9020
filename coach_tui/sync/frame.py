"""A frame: one line that carries a change, with a sealed body and a signed header.

    {"v":1,"sp":…,"d":…,"n":…,"p":…,"h":…,"k":…,"bh":…,"sig":…,"b":…}

What follows `sig` is not signed, so the whole line is matched by one regular expression and never
given to a JSON parser: a repeated key, another order or another spelling is not a frame. A frame's
id is the hash of the signed bytes. The signed hash `bh` authenticates the body, which is decrypted
with the key named `k`.
"""

import hashlib
import re
from functools import lru_cache
from typing import Any

import msgspec
import nacl.bindings as sodium
from nacl.exceptions import CryptoError

from coach_tui.newer import DAMAGED
from coach_tui.records.change import Change
from coach_tui.records.dates import in_time
from coach_tui.records.refusal import Refused
from coach_tui.sync.codec import b32, b64, unb64

LINE_LIMIT = 256 * 1024
PAD = 256
LAST_NUMBER = 10**15 - 1
"""The highest number of a frame."""
DEPTH = 16
"""Maximum nesting of a field's value; deeper ones would be made to exhaust the reader."""
SIGNED = b"coach-tui frame 1\n"

_LINE = re.compile(
    rb'(\{"v":1,"sp":"([a-z2-7]{26})","d":"([a-z2-7]{16})","n":([1-9][0-9]{0,14}),'
    rb'"p":(?:null|"([a-z2-7]{52})"),"h":"([0-7][0-9a-hjkmnp-tv-z]{12})","k":"([a-z2-7]{8})",'
    rb'"bh":"([a-z2-7]{52})")'
    rb',"sig":"([A-Za-z0-9_-]{86})","b":(?:null|"([A-Za-z0-9_-]+)")\}'
)


class Header(msgspec.Struct, frozen=True, gc=False):
    """The signed part of a frame: engagement, device, number, id of the device's frame before
    (empty for the first), clock, key name and hash of the body.
    """

    sp: str
    device: str
    n: int
    before: str
    clock: str
    key: str
    body_hash: str


class Frame(msgspec.Struct, frozen=True, gc=False):
    """A line in the form of a frame; not to be trusted before `genuine` is true.

    `body` is None when it is missing, misspelt, or does not match the hash in the header.
    """

    header: Header
    id: str
    signed: bytes
    signature: bytes
    body: bytes | None
    line: bytes


class Body(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """The sealed part of a frame: a change (none when it only acknowledges), and `sn`: per other
    device the number up to which this device has all its frames, and 8 characters of that frame's
    id.
    """

    id: str = ""
    kind: str = ""
    w: int = 0
    set: dict[str, Any] = {}
    over: dict[str, list[str]] = {}
    sn: dict[str, tuple[int, str]] = {}

    @property
    def change(self) -> Change | None:
        """The change to a record; None if there is none."""
        return Change(self.id, self.kind, self.w, self.set, self.over) if self.id else None


def digest(data: bytes) -> str:
    """blake2b-256 in base32, 52 characters."""
    return b32(hashlib.blake2b(data, digest_size=32).digest())


@lru_cache(64)
def key_name(key: bytes) -> str:
    """The name of an engagement key: 8 characters of its hash."""
    return digest(key)[:8]


@lru_cache(64)
def device_name(sign_key: bytes) -> str:
    """The id of a device: 16 characters of the hash of its public signing key."""
    return digest(sign_key)[:16]


def _aad(sp: str, device: str, n: int, key: str) -> bytes:
    return f"coach-tui body 1|{sp}|{device}|{n}|{key}".encode("ascii")


def build(
    body: Body, *, sp: str, device: str, n: int, before: str, clock: str, key: bytes, secret: bytes
) -> Frame:
    """Seal and sign one change. `key` is the engagement key, `secret` the device's Ed25519 secret
    key (64 bytes). `Refused` when the line would be too long.
    """
    plain = msgspec.json.encode(body)
    plain += b" " * (-len(plain) % PAD)
    name = key_name(key)
    nonce = sodium.randombytes(24)
    sealed = nonce + sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(
        plain, _aad(sp, device, n, name), nonce, key
    )
    previous, body_hash = f'"{before}"' if before else "null", digest(sealed)
    header = (
        f'{{"v":1,"sp":"{sp}","d":"{device}","n":{n},"p":{previous},"h":"{clock}",'
        f'"k":"{name}","bh":"{body_hash}"'
    ).encode("ascii")
    signed = SIGNED + header + b"}"
    signature = sodium.crypto_sign(signed, secret)[:64]
    line = header + f',"sig":"{b64(signature)}","b":"{b64(sealed)}"}}\n'.encode("ascii")
    if len(line) > LINE_LIMIT:
        raise Refused(
            "This is more than one record can hold. Nothing was saved; put it into several records."
        )
    assert _LINE.fullmatch(line, 0, len(line) - 1)
    said = Header(sp, device, n, before, clock, name, body_hash)
    return Frame(said, digest(signed), signed, signature, sealed, line)


def parse(line: bytes) -> Frame | None:
    """The frame in a line, with or without line end; None for anything else. Nothing is
    verified.
    """
    if len(line) > LINE_LIMIT:
        return None
    line = line.removesuffix(b"\n").removesuffix(b"\r")
    match = _LINE.fullmatch(line)
    if match is None:
        return None
    signature = unb64(match[9])
    if signature is None:
        return None
    signed = SIGNED + match[1] + b"}"
    text = [(g or b"").decode("ascii") for g in match.groups()]
    header = Header(text[1], text[2], int(text[3]), text[4], text[5], text[6], text[7])
    body = unb64(match[10]) if match[10] else None
    if body is not None and digest(body) != header.body_hash:
        body = None
    return Frame(header, digest(signed), signed, signature, body, line + b"\n")


def genuine(frame: Frame, sign_key: bytes) -> bool:
    """Whether the frame was signed with this public key, and names the device that the key belongs
    to.
    """
    try:
        sodium.crypto_sign_open(frame.signature + frame.signed, sign_key)
    except (CryptoError, ValueError, TypeError):
        return False
    return frame.header.device == device_name(sign_key)


def opened(frame: Frame, key: bytes) -> Body | None:
    """The decrypted body; None when it is missing, cannot be decrypted or is not a valid body."""
    head = frame.header
    if frame.body is None or len(frame.body) < 40:
        return None
    aad = _aad(head.sp, head.device, head.n, head.key)
    try:
        plain = sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(
            frame.body[24:], aad, frame.body[:24], key
        )
        body = _BODY.decode(plain)
    except (CryptoError, *DAMAGED):
        return None
    return _bounded(body) if _flat(body.set, DEPTH + 1) else None


def _bounded(body: Body) -> Body:
    """The body with its time and frame numbers clamped; field values are bounded where they are
    read.
    """
    told = {d: (min(max(n, 0), LAST_NUMBER), mark) for d, (n, mark) in body.sn.items()}
    w = in_time(body.w)
    if (w, told) == (body.w, body.sn):
        return body
    return msgspec.structs.replace(body, w=w, sn=told)


def _flat(value: Any, levels: int) -> bool:
    if isinstance(value, dict):
        return levels > 0 and all(_flat(v, levels - 1) for v in value.values())
    if isinstance(value, list):
        return levels > 0 and all(_flat(v, levels - 1) for v in value)
    return True


_BODY = msgspec.json.Decoder(Body)
