"""The checkpoint: all records in one TinyDB file, which can be deleted and is then rebuilt.

Table `records` has one document for each record with all its changes; table `meta` says how far the
vault was read. Rows and keys are sorted, so that a rebuilt file is equal byte for byte. TinyDB
writes in place, which is not safe in a crash; the storage here replaces the file atomically.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any
from zlib import crc32

import msgspec

from coach_tui.disk import replace
from coach_tui.newer import DAMAGED
from coach_tui.records.change import Stamped
from coach_tui.records.kinds import fingerprint
from coach_tui.records.state import Record, State

VERSION = 1
"""The version of the file's layout; a file of another version is rebuilt from the vault."""


class Meta(msgspec.Struct):
    """The metadata of the checkpoint: its version, the fingerprint of the folding rules, checksum
    and size (bytes) of the table `records` at the end of the file, how far the vault was read
    (`mark`, opaque here), and changes of records whose creating change has not arrived (`held`).
    """

    version: int
    rules: str
    sum: int
    size: int
    mark: msgspec.Raw
    held: dict[str, list[Stamped]] = {}


class _File(msgspec.Struct):
    records: dict[str, Record]
    meta: dict[str, Meta]


_FILE = msgspec.json.Decoder(_File)
_BEFORE, _AFTER = b',"records":', b"}"
"""The bytes before and after the table `records` in a file with sorted keys."""


def _sum(records: bytes | memoryview) -> int:
    # Detects damage, not manipulation: whoever can write the file can write the checksum, too.
    return crc32(records)


def _whole(data: bytes, meta: Meta) -> bool:
    """Whether the file ends with an undamaged table `records`."""
    end = len(data) - len(_AFTER)
    begin = end - meta.size
    if meta.size < 0 or not data.endswith(_BEFORE, 0, max(begin, 0)):
        return False
    return _sum(memoryview(data)[begin:end]) == meta.sum


def load(path: Path) -> tuple[State, msgspec.Raw] | None:
    """State and mark of a checkpoint; None when it is missing, damaged or of another version."""
    try:
        data = path.read_bytes()
        file = _FILE.decode(data)
        meta = file.meta["1"]
        if (meta.version, meta.rules) != (VERSION, fingerprint()) or not _whole(data, meta):
            return None
        return State(file.records.values(), meta.held), meta.mark
    except (OSError, KeyError, *DAMAGED):
        return None


def save(path: Path, state: State, mark: Any) -> None:
    """Write the checkpoint atomically. `OSError` when that fails."""
    from tinydb import TinyDB
    from tinydb.middlewares import CachingMiddleware
    from tinydb.storages import Storage

    class AtomicJSON(Storage):
        """UTF-8 JSON, replaced as a whole."""

        def read(self) -> dict[str, dict[str, Any]] | None:
            return None

        def write(self, data: dict[str, dict[str, Any]]) -> None:
            records = msgspec.json.encode(data["records"], order="deterministic")
            data["meta"]["1"] |= {"sum": _sum(records), "size": len(records)}
            whole = {"meta": data["meta"], "records": msgspec.Raw(records)}
            replace(path, msgspec.json.encode(whole, order="deterministic"))

    meta = {"version": VERSION, "rules": fingerprint(), "mark": mark, "held": state.held}
    cached = CachingMiddleware(AtomicJSON)  # type: ignore[no-untyped-call]
    with TinyDB(storage=cached) as db:
        db.table("records").insert_multiple(_documents(state))
        db.table("meta").insert(msgspec.to_builtins(meta, str_keys=True))


def _documents(state: State) -> Iterable[dict[str, Any]]:
    for _, record in sorted(state.records.items()):
        yield msgspec.to_builtins(record)
