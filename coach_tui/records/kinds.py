"""All kinds of records. Importing this module registers them."""

from zlib import crc32

from coach_tui.records import day, experiment, issue, people, session, worth
from coach_tui.records.kind import (
    KINDS,
    REFERENCES,
    Kind,
    field_types,
    fitted,
    is_joint,
    known,
    require,
)

__all__ = [
    "KINDS",
    "REFERENCES",
    "Kind",
    "day",
    "experiment",
    "field_types",
    "fingerprint",
    "fitted",
    "is_joint",
    "issue",
    "known",
    "people",
    "require",
    "session",
    "worth",
]


FOLDING = 2
"""To be incremented when the same changes result in other records than before."""


def fingerprint() -> str:
    """A hash of everything that folding depends on: its version, the kinds, their fields and who
    may change them. A checkpoint with another fingerprint is discarded.
    """
    kinds = [[name, cls.joint, *cls.__struct_fields__] for name, cls in sorted(KINDS.items())]
    return f"{crc32(repr([FOLDING, *kinds]).encode()):08x}"
