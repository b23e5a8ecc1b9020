"""All kinds: importing this module registers them."""

from coach_tui.records import journal, pair, sitting, thread
from coach_tui.records.kind import KINDS, Kind, field_types, fitted, is_joint, known, require

__all__ = [
    "KINDS",
    "Kind",
    "field_types",
    "fitted",
    "is_joint",
    "journal",
    "known",
    "pair",
    "require",
    "sitting",
    "thread",
]
