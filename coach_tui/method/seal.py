"""Commit and reveal, so that neither of two predictions is made knowing the other. Row P10 of
docs/method.md.

First a commitment is published, which reveals nothing and fits no other value; later value and salt
are published and anybody can verify them. blake2b (RFC 7693) with 256 bits, as `b2sum -l 256`.
"""

import hashlib
import hmac

SALT = 32
"""Bytes of a salt, without which a short value could be guessed."""


def commit(value: str, salt: bytes) -> str:
    """The commitment: blake2b-256 of salt ‖ value in UTF-8, as 64 lower-case hex digits.

    The caller makes 32 random bytes of salt for each value and keeps them until they are revealed.
    `ValueError` for another length or for text that UTF-8 cannot encode (lone surrogates).
    """
    if len(salt) != SALT:
        raise ValueError(f"a salt has {SALT} bytes, not {len(salt)}")
    return hashlib.blake2b(salt + value.encode(), digest_size=32).hexdigest()


def matches(commitment: str, salt_hex: str, value: str) -> bool:
    """Whether a revealed salt (64 hex digits) and value give this commitment. Untrusted input of
    any type is accepted: False when it does not fit, never an error.
    """
    if not all(isinstance(one, str) for one in (commitment, salt_hex, value)):
        return False
    if len(salt_hex) != 2 * SALT or not commitment.isascii():
        return False
    try:
        made = commit(value, bytes.fromhex(salt_hex))
    except ValueError:
        return False
    return hmac.compare_digest(made, commitment)
