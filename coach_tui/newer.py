"""Files of this device that are damaged, or that a newer version wrote.

A newer version may add fields to a JSON file: they are kept. One that changes the files so that an
older version would damage them writes a higher `FORMAT` into the file `format` of the home: then
this version reads and writes nothing there any more, but drafts.
"""

from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec

from coach_tui.disk import read_foreign
from coach_tui.records.refusal import Refused

FORMAT = 1
"""The format of the files in a home, as this version writes them."""
DAMAGED = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)
"""What decoding raises for bytes that are not the JSON of the expected type."""


class Newer(Refused):
    """A newer version has taken over the home; `short` is for the header."""

    short = "a newer version of Coach TUI uses this device's data"


def refuse_newer(home: Path) -> None:
    """Raise `Newer` when a home's files have a later format than `FORMAT`."""
    found = 0
    with suppress(OSError, ValueError):
        found = int(read_foreign(home / "format", 20) or b"0")
    if found > FORMAT:
        raise Newer(
            "A newer version of Coach TUI uses this device's data. Nothing was changed; end this "
            "one and start the newer one."
        )


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
