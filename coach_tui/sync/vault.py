"""The vault: this device's copy of all frames, one log for each device, and the private log.

Complete lines are saved. Own frames are appended under a lock and fsynced; frames of others were
verified before. `head.json` is only a cache: it is checked against the log, extended from there,
and rebuilt when it is wrong. For the vault's thread; functions raise `OSError` when the disk fails.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec

from coach_tui import disk
from coach_tui.home import Home
from coach_tui.newer import DAMAGED, refuse_newer
from coach_tui.records.change import Change, stamp
from coach_tui.sync import frame
from coach_tui.sync.clock import Clock
from coach_tui.sync.frame import Body, Frame
from coach_tui.sync.keys import Keyring, raw

OWN = "own.jsonl"
TAIL = 512
BEHIND = 4
"""Lines that may be missing in `head.json` before it is written again."""


class Head(msgspec.Struct):
    """The end of `own.jsonl`: last frame number, id and tick, offsets (bytes) where the last line
    begins (`last`) and ends (`size`), the number up to which all is published, and the last
    acknowledgement sent (`sn`).
    """

    n: int = 0
    id: str = ""
    clock: str = ""
    last: int = 0
    size: int = 0
    published: int = 0
    sn: dict[str, tuple[int, str]] = {}


class PrivateLine(msgspec.Struct, frozen=True, gc=False):
    """One line of the private log: a change and its tick."""

    h: str
    change: Change


def _private_stamp(line: bytes, clock: str) -> str:
    return stamp(clock, frame.digest(line.rstrip(b"\n")))


def _read_on(head: Head, lines: list[bytes]) -> Head:
    for line in lines:
        head.last, head.size = head.size, head.size + len(line)
        if (found := frame.parse(line)) is not None:
            head.n, head.id = max(head.n, found.header.n), found.id
            head.clock = max(head.clock, found.header.clock)
    return head


class Vault:
    """One engagement's files on this device, outside the shared folder."""

    def __init__(self, home: Home, ring: Keyring, clock: Clock) -> None:
        self.dir = home.vault(ring.sp)
        self.own = self.dir / OWN
        """The log of this device's own frames."""
        self.private_path = home.private(ring.sp)
        self._home = home.root
        self._lock = self.dir / "lock"
        self._head = self.dir / "head.json"
        self._ring = ring
        self._device = ring.device
        self._secret = raw(ring.sign_secret)
        self._clock = clock

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Hold the lock of the vault. `Newer` when a newer version has taken over this home."""
        with disk.locked(self._lock):
            refuse_newer(self._home)
            yield

    def files(self) -> list[Path]:
        """The logs of frames: this device's own, and copies of the others'."""
        return sorted(p for p in self.dir.glob("*.jsonl") if p.name[0] != "~")

    def ends(self) -> dict[str, int]:
        """The present size in bytes of each log by file name, with the private log as `private`."""
        sizes = {p.name: disk.size_of(p) for p in self.files()}
        return sizes | {"private": disk.size_of(self.private_path)}

    def tail(self, name: str, at: int) -> str:
        """A hash of the bytes before offset `at` in a log; empty when the file is shorter.

        It detects a vault that was restored from a backup and grew to the same size again.
        """
        path = self.private_path if name == "private" else self.dir / name
        length = min(at, TAIL)
        with suppress(OSError, ValueError, OverflowError):
            if at == 0:
                return "-"
            with path.open("rb") as file:
                file.seek(at - length)
                data = file.read(length)
            return frame.digest(data)[:16] if len(data) == length else ""
        return ""

    def head(self) -> Head:
        """The end of the own log, from the cache when that still fits the log."""
        return self._head_and_behind()[0]

    def _head_and_behind(self) -> tuple[Head, int]:
        with suppress(OSError, ValueError, OverflowError, *DAMAGED):
            head = msgspec.json.decode(self._head.read_bytes(), type=Head)
            lines = disk.read_from(self.own, head.last).splitlines(keepends=True)
            found = frame.parse(lines[0]) if head.size and lines else None
            n, identity = (found.header.n, found.id) if found else (0, "")
            named, later = (lines[:1], lines[1:]) if head.size else ([], lines)
            whole = head.last + sum(map(len, named)) == head.size
            if whole and head.id == identity and head.n >= n:
                return _read_on(head, later), len(later)
        return self._recount(), BEHIND

    def _recount(self) -> Head:
        head = _read_on(Head(), disk.read_from(self.own).splitlines(keepends=True))
        for one in self.clones_frames():
            head.n = max(head.n, one.header.n)
        return head

    def _keep_head(self, head: Head) -> None:
        with suppress(OSError):
            disk.replace(self._head, msgspec.json.encode(head), durable=False)

    def commit(
        self, changes: list[Change], key: bytes, sn: dict[str, tuple[int, str]] | None
    ) -> list[tuple[Frame, Body]]:
        """Sign own frames and append them in one write; they are saved durably when this returns.

        The last frame carries the acknowledgement `sn`; None repeats the last one sent. Without
        changes, one frame is made that only acknowledges.
        """
        with self._writing():
            head, behind = self._head_and_behind()
            self._clock.see(head.clock)
            bodies = [Body(c.id, c.kind, c.w, c.set, c.over) for c in changes]
            bodies = bodies or [Body(w=self._clock.wall())]
            told = head.sn if sn is None else sn
            bodies[-1] = msgspec.structs.replace(bodies[-1], sn=told)
            frames = []
            n, before = head.n, head.id
            for body in bodies:
                n += 1
                made = frame.build(
                    body,
                    sp=self._ring.sp,
                    device=self._device,
                    n=n,
                    before=before,
                    clock=self._clock.now(),
                    key=key,
                    secret=self._secret,
                )
                before = made.id
                frames.append(made)
            data = b"".join(f.line for f in frames)
            disk.append(self.own, data, at=head.size)
            if behind + len(frames) >= BEHIND or told != head.sn:
                last = head.size + len(data) - len(frames[-1].line)
                size = head.size + len(data)
                self._keep_head(Head(n, before, self._clock.last, last, size, head.published, told))
        return list(zip(frames, bodies, strict=True))

    def commit_private(self, changes: list[Change]) -> list[tuple[str, Change]]:
        """Append changes to the private log; returns them with their stamps."""
        with self._writing():
            head = self.head()
            self._clock.see(head.clock)
            kept = []
            data = b""
            for change in changes:
                clock = self._clock.now()
                line = msgspec.json.encode(PrivateLine(clock, change)) + b"\n"
                kept.append((_private_stamp(line, clock), change))
                data += line
            disk.append(self.private_path, data, at=disk.whole_size(self.private_path))
            head.clock = self._clock.last
            self._keep_head(head)
        return kept

    def note_published(self, upto: int) -> None:
        """Store the number up to which all own frames are in the folder."""
        with self._writing():
            head = self.head()
            # A publication that finishes late must not lower the number.
            if upto > head.published:
                head.published = upto
                self._keep_head(head)

    def note_seen(self) -> None:
        """Store the latest tick seen, so that the stamps of the next process come after it."""
        with self._writing():
            head = self.head()
            if self._clock.last > head.clock:
                head.clock = self._clock.last
                self._keep_head(head)

    def take(self, frames: Iterable[Frame]) -> None:
        """Append verified frames of other devices to their logs."""
        by_device: dict[str, list[Frame]] = {}
        for one in frames:
            by_device.setdefault(one.header.device, []).append(one)
        with self._writing():
            for device, some in by_device.items():
                path = self.dir / f"{device}.jsonl"
                data = b"".join(f.line for f in some)
                disk.append(path, data, at=disk.whole_size(path))

    def frames_of(self, path: Path) -> list[Frame]:
        """All frames of one log."""
        parsed = map(frame.parse, disk.read_from(path).splitlines(keepends=True))
        return [f for f in parsed if f is not None]

    def own_frames(self) -> list[Frame]:
        """All own frames, the oldest first."""
        return self.frames_of(self.own)

    @property
    def clones(self) -> Path:
        """The log of frames that were signed by this device's key but not written by this home: by
        a clone, or before a backup was restored.
        """
        return self.dir / f"{self._device}.jsonl"

    def clones_frames(self) -> list[Frame]:
        """All frames in the log `clones`."""
        return self.frames_of(self.clones)

    def own_frames_after(self, n: int, head: Head) -> list[Frame]:
        """Own frames with a number above `n`. If that is only the last one, only its line
        is read.
        """
        if n == head.n - 1:
            last = frame.parse(disk.read_from(self.own, head.last))
            return [last] if last else []
        return [f for f in self.own_frames() if f.header.n > n]

    def read_private(self, offset: int = 0) -> tuple[list[tuple[str, Change]], int]:
        """Private changes with their stamps from an offset (bytes) on, and the offset after
        them.
        """
        data = disk.read_from(self.private_path, offset)
        found = []
        for line in data.splitlines(keepends=True):
            with suppress(*DAMAGED):
                read = msgspec.json.decode(line, type=PrivateLine)
                found.append((_private_stamp(line, read.h), read.change))
        return found, offset + len(data)
