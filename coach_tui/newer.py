"""JSON files that are damaged, or that a newer version wrote."""

from pathlib import Path
from typing import Any

import msgspec

DAMAGED = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)
"""What decoding raises for bytes that are not the JSON of the expected type."""


def with_unknown(path: Path, kept: msgspec.Struct) -> dict[str, Any]:
    """The fields of `kept`, with those in the file that its struct does not know. A missing or
    damaged file adds nothing.
    """
    said: dict[str, Any] = msgspec.to_builtins(kept)
    try:
        there = msgspec.json.decode(path.read_bytes())
    except (OSError, *DAMAGED):
        return said
    if not isinstance(there, dict):
        return said
    return {f: v for f, v in there.items() if f not in kept.__struct_fields__} | said
