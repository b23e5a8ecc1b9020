"""Files that a newer version may have written: an older one that writes one keeps the rest."""

from pathlib import Path
from typing import Any

import msgspec


def with_unknown(path: Path, kept: msgspec.Struct) -> dict[str, Any]:
    """What is to be written to a file: a struct, and beside its fields those that stand in the file
    and that this version does not know.
    """
    said: dict[str, Any] = msgspec.to_builtins(kept)
    try:
        there = msgspec.json.decode(path.read_bytes())
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return said
    if not isinstance(there, dict):
        return said
    return {f: v for f, v in there.items() if f not in kept.__struct_fields__} | said
