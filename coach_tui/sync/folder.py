"""The shared folder: a publication of the vault that anybody may change, never the master copy.

Nothing is written unless the marker is there, since a share that is not mounted looks like an empty
directory. Files are only created, never changed, under names that every file system and
synchronisation program can handle. Everything is read as untrusted bytes: identified by content,
never by name; only regular files of limited size.
"""

import errno
import os
import stat
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import NamedTuple

import msgspec

from coach_tui import disk
from coach_tui.records.refusal import Refused
from coach_tui.sync import frame
from coach_tui.sync.frame import Frame

SEGMENT_LIMIT = 1024 * 1024
FILE_LIMIT = 2 * SEGMENT_LIMIT
"""Bytes; a larger file is none of ours."""
FILES_PER_LOOK = 4096
BYTES_PER_LOOK = 64 * SEGMENT_LIMIT
"""Limits of one look (with `FILES_PER_LOOK`); the rest is read in the next one."""
GONE = frozenset({errno.ENOENT})
FAILURES = 3
"""Files that cannot be read after which a look is given up: the folder fails."""
YOUNG = 3.0
"""Seconds in which a file may change without another size or time stamp (FAT: 2 s)."""

README = """\
This folder belongs to Coach TUI.

Two people who work together share their session files through it. Everything in v1/ is sealed:
whoever carries this folder sees sizes and dates, and no words.

Do not edit, rename or tidy up what is in here. To leave, stop sharing the folder; each of you
keeps a copy of everything on their own device.

engagement {sp}
"""


class Place(Enum):
    """What is at the path of the shared folder; OTHER is another engagement's folder."""

    READY = "ready"
    MISSING = "missing"
    EMPTY = "empty"
    OTHER = "other"
    READ_ONLY = "read-only"


class Seen(msgspec.Struct):
    """What is known of one file: size (bytes), modification time (ns), ids of our own frames in it
    (first 16 characters), lines that did not verify (`pending`), when to read it again and how long
    that waits (seconds). A file that was `young` when read may have changed without another time
    stamp.
    """

    size: int
    mtime: int
    own: list[str] = []
    pending: int = 0
    again: float = 0.0
    wait: float = 0.0
    young: bool = False


def _listed(directory: Path, forgiven: frozenset[int]) -> list[os.DirEntry[str]]:
    """The entries of a directory, sorted; empty for a `forgiven` error. Any other `OSError` means
    that the folder fails, and its files must not count as deleted.
    """
    try:
        with os.scandir(directory) as found:
            return sorted(found, key=lambda e: e.name)
    except OSError as error:
        if error.errno in forgiven:
            return []
        raise


def _info(entry: os.DirEntry[str]) -> os.stat_result | None:
    try:
        return entry.stat(follow_symlinks=False)
    except OSError as error:
        if error.errno in disk.NO_FILE:
            return None
        raise


def _young(info: os.stat_result, now: float) -> bool:
    return abs(now - info.st_mtime) < YOUNG


class Read(NamedTuple):
    """The content of one file: frames of this engagement, and how many other lines."""

    name: str
    frames: list[Frame]
    junk: int


class Found(NamedTuple):
    """The files read in a look, and why there are no more, in one sentence (empty when all is
    well).
    """

    files: list[Read] = []
    trouble: str = ""


class Judged(NamedTuple):
    """What was made of one file: the ids (first 16 characters) of our own frames in it, and how
    many of its lines did not verify.
    """

    name: str
    own: list[str]
    pending: int


class Folder:
    """One engagement's shared folder. For the folder's thread only: any call may hang, and raises
    `OSError` unless it says otherwise.
    """

    def __init__(self, path: Path, sp: str) -> None:
        self.path = path
        self.sp = sp
        self.v1 = path / "v1"
        self.seen: dict[str, Seen] = {}
        self.complete = False
        """Whether the last look read all files."""
        self._failed: list[OSError] = []

    def place(self) -> Place:
        """What is at the folder's path: this engagement's folder or something else."""
        try:
            if not stat.S_ISDIR(self.path.stat().st_mode):
                return Place.MISSING
        except (FileNotFoundError, NotADirectoryError):
            return Place.MISSING
        marker = disk.read_foreign(self.path / "README.txt", 64 * 1024)
        if marker is None or not marker.strip():
            return Place.EMPTY
        if self.sp.encode() in marker.split():
            return Place.READY if os.access(self.path, os.W_OK) else Place.READ_ONLY
        return Place.OTHER

    def trouble(self) -> str:
        """Why nothing can be published here, in one sentence; empty when it can. Raises nothing."""
        try:
            place = self.place()
        except OSError as error:
            return self.failing(error)
        return {
            Place.READY: "",
            Place.MISSING: f"The shared folder is not there: {self.path}.",
            Place.EMPTY: f"The shared folder is empty or not mounted: {self.path}.",
            Place.OTHER: f"The shared folder is not this engagement's: {self.path}.",
            Place.READ_ONLY: f"The shared folder cannot be written to: {self.path}.",
        }[place]

    def failing(self, error: OSError) -> str:
        """The sentence for an `OSError` of the folder."""
        why = error.strerror or type(error).__name__
        return f"The shared folder does not work ({why}): {self.path}."

    def found(self) -> None:
        """Make this engagement's folder here: write the marker, and attributes that keep git from
        changing line ends. `Refused` when it belongs to another engagement.
        """
        self.path.mkdir(parents=True, exist_ok=True)
        if self.place() is Place.OTHER:
            raise Refused(f"{self.path} belongs to another engagement. Nothing was written there.")
        self.v1.mkdir(exist_ok=True)
        if not (self.path / ".gitattributes").exists():
            disk.replace(self.path / ".gitattributes", b"* -text\n", mode=0o644)
        disk.replace(self.path / "README.txt", README.format(sp=self.sp).encode(), mode=0o644)

    def publish(self, frames: list[Frame]) -> int:
        """Write frames of one device as segment files; returns how many files."""
        count = 0
        batch: list[Frame] = []
        size = 0
        for one in frames:
            if batch and size + len(one.line) > SEGMENT_LIMIT:
                count += self._write(batch)
                batch, size = [], 0
            batch.append(one)
            size += len(one.line)
        return count + (self._write(batch) if batch else 0)

    def _write(self, frames: list[Frame]) -> int:
        data = b"".join(f.line for f in frames)
        first, last = frames[0].header.n, frames[-1].header.n
        directory = self.v1 / frames[0].header.device
        if not directory.is_dir():
            directory.mkdir(parents=True, exist_ok=True)
            disk.sync_dir(directory.parent)
        path = directory / f"{first}-{last}-{frame.digest(data)[:16]}.seg"
        disk.replace(path, data, mode=0o644)
        return 1

    def _entries(self) -> Iterator[tuple[str, Path, os.stat_result]]:
        above = len(os.fsencode(self.v1)) + 1  # slicing is faster than relpath for each file
        stack = [(self.v1, True)]
        while stack:
            directory, deeper = stack.pop()
            for entry in _listed(directory, disk.NO_FILE if not deeper else GONE):
                if entry.name.startswith(("~", ".syncthing.")):
                    continue
                if (info := _info(entry)) is None:
                    continue
                if stat.S_ISDIR(info.st_mode):
                    if deeper and entry.name != "invitations":
                        stack.append((Path(entry.path), False))
                elif stat.S_ISREG(info.st_mode) and info.st_size <= FILE_LIMIT:
                    relative = os.fsencode(entry.path)[above:]
                    yield relative.decode("utf-8", "backslashreplace"), Path(entry.path), info

    def read(self, now: float) -> Found:
        """Read files that are new or changed since the last look; `now` in seconds since 1970.
        Empty when this is not our folder. Raises nothing.

        A file counts as new until `judge` is called for it. A file that cannot be read does not
        stop the others from being read.
        """
        files: list[Read] = []
        self._failed = []
        try:
            if self.place() in (Place.READY, Place.READ_ONLY):
                files += (self._parsed(name, lines) for name, lines in self._changed(now))
        except OSError as error:
            self._failed.append(error)
        return Found(files, self.failing(self._failed[0]) if self._failed else "")

    def _parsed(self, name: str, lines: list[bytes]) -> Read:
        mine = b'{"v":1,"sp":"' + self.sp.encode() + b'"'
        parsed = [frame.parse(text) for text in lines if text.startswith(mine)]
        frames = [f for f in parsed if f is not None]
        return Read(name, frames, sum(1 for text in lines if text.strip()) - len(frames))

    def _changed(self, now: float) -> Iterator[tuple[str, list[bytes]]]:
        present = set()
        due: list[tuple[float, str, Path, os.stat_result]] = []
        for name, path, info in self._entries():
            present.add(name)
            if (since := self._due(name, info, now)) is not None:
                due.append((since, name, path, info))
        for name in self.seen.keys() - present:
            del self.seen[name]
        read = size = 0
        self.complete = True
        # New files first, then those waiting longest, so that junk delays nothing.
        for since, name, path, info in sorted(due, key=lambda d: d[:2]):
            if read >= FILES_PER_LOOK or size >= BYTES_PER_LOOK:
                self.complete = since >= 0
                break
            try:
                data = disk.read_foreign(path, FILE_LIMIT)
            except OSError as error:
                self._failed.append(error)
                self.complete = False
                if len(self._failed) >= FAILURES:
                    break
                continue
            if data is None:
                continue
            read += 1
            size += len(data)
            wait = min(60.0, self.seen[name].wait * 2) if since >= 0 else 1.0
            self.seen[name] = Seen(
                info.st_size, info.st_mtime_ns, pending=1, again=now + wait, wait=wait,
                young=_young(info, now),
            )  # fmt: skip
            yield name, data.split(b"\n")

    def _due(self, name: str, info: os.stat_result, now: float) -> float | None:
        """When to read a file: None when not now; -1 when it is new or changed; else the time since
        which it waits.
        """
        known = self.seen.get(name)
        if known is None or (known.size, known.mtime) != (info.st_size, info.st_mtime_ns):
            return -1.0
        if known.young and not _young(info, now):
            return 0.0
        # A clock that was set back must not make a file wait longer than `wait`.
        if known.pending and not 0 < known.again - now <= known.wait:
            return max(known.again, 0.0)
        return None

    def retry(self) -> None:
        """Read files with unverified lines again at the next look, as after a device was
        admitted.
        """
        for one in self.seen.values():
            if one.pending:
                one.again = 0.0

    def judge(self, judged: list[Judged]) -> None:
        """Store what was made of the files that were read."""
        for one in judged:
            if one.name in self.seen:
                self.seen[one.name].own = one.own
                self.seen[one.name].pending = one.pending

    def known(self) -> msgspec.Raw:
        """What is known of all files, as JSON."""
        return msgspec.Raw(msgspec.json.encode(self.seen))

    def own_present(self) -> set[str] | None:
        """The own frames in the folder (first 16 characters of their ids); None when the last look
        was incomplete or the folder cannot be written to.
        """
        if not self.complete or self.place() is not Place.READY:
            return None
        return {i for s in self.seen.values() for i in s.own}

    def pending(self) -> int:
        """How many lines could not be verified so far."""
        return sum(s.pending for s in self.seen.values())
