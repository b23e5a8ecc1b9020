"""The encodings of the file format, each with a single canonical form."""

import base64
import binascii

CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"


def b32(data: bytes) -> str:
    """Lower-case base32 without padding, for ids, devices, hashes and file names."""
    return base64.b32encode(data).decode().rstrip("=").lower()


def b64(data: bytes) -> str:
    """base64url without padding, for signatures, keys and sealed bytes."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def unb64(text: str | bytes) -> bytes | None:
    """Decode canonical base64url without padding; None for any other text."""
    raw = text.encode("ascii", "replace") if isinstance(text, str) else text
    try:
        data = base64.urlsafe_b64decode(raw + b"=" * (-len(raw) % 4))
    except (ValueError, binascii.Error):
        return None
    return data if base64.urlsafe_b64encode(data).rstrip(b"=") == raw else None
