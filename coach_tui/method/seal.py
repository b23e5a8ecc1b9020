"""Commit and reveal: two predictions, neither made with the other in sight (P10).

Whoever commits publishes a mark that says nothing of the value and fits no other one; later the
value and the salt, and everybody can check. blake2b (RFC 7693) with 256 bits, as `b2sum -l 256`.
"""

import hashlib
import hmac

SALT = 32
"""Bytes of a salt; a value is short and would be guessed without."""


def commit(value: str, salt: bytes) -> str:
    """The mark: blake2b-256 over salt ‖ value in UTF-8, as 64 digits of lower-case hex.

    The salt is 32 random bytes, made by the caller for this value alone and kept until it is
    revealed. Raises ValueError for a salt of another length and for text that UTF-8 has no bytes
    for (half a surrogate pair).
    """
    if len(salt) != SALT:
        raise ValueError(f"a salt has {SALT} bytes, not {len(salt)}")
    return hashlib.blake2b(salt + value.encode(), digest_size=32).hexdigest()


def matches(commitment: str, salt_hex: str, value: str) -> bool:
    """Whether a revealed salt (64 hex digits) and value give this mark. Whatever a partner sent:
    False where it does not fit, never an error.
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
