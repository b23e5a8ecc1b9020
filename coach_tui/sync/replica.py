"""One engagement's local replica: it verifies, decrypts and saves frames and turns them into
changes.

Callers see stamped changes; keys, frames and vault files are not used above this module.
"""

import os
from collections.abc import Callable, Iterable
from contextlib import suppress

import msgspec

from coach_tui import disk
from coach_tui.home import Home
from coach_tui.newer import DAMAGED, refuse_newer
from coach_tui.records.change import Change, Stamped, stamp
from coach_tui.records.refusal import Refused
from coach_tui.sync import frame, keys
from coach_tui.sync.clock import Clock
from coach_tui.sync.codec import b32
from coach_tui.sync.folder import Judged, Read, Seen
from coach_tui.sync.frame import Body, Frame
from coach_tui.sync.keys import Keyring, raw
from coach_tui.sync.progress import DeviceProgress, Progress
from coach_tui.sync.trust import Naming, Trust
from coach_tui.sync.vault import OWN, Vault

Taken = tuple[str, Stamped]
"""A record's id, and a change to it."""
TELLING = frozenset({"epoch", "member"})
"""Kinds of changes that the replica itself uses: which key to write with, and who takes part."""


class Mark(msgspec.Struct):
    """How far the vault was read when a checkpoint was written: bytes per file, a hash of the bytes
    before each end, progress per device, and stamps of frames without a change.
    """

    bytes: dict[str, int] = {}
    tails: dict[str, str] = {}
    devices: dict[str, DeviceProgress] = {}
    silent: list[str] = []


class Batch(msgspec.Struct, frozen=True):
    """Own frames to publish; once they are, all frames up to number `upto` are published."""

    frames: list[Frame]
    upto: int


class _FolderCache(msgspec.Struct):
    path: str
    vault: dict[str, int]
    tails: dict[str, str]
    seen: msgspec.Raw


class Replica:
    """Vault, trust and progress of one engagement on this device. Never accesses the folder.

    For the vault's thread. `Refused` in the constructor when this device is not admitted yet.
    """

    def __init__(self, home: Home, ring: Keyring, wall: Callable[[], int]) -> None:
        if not ring.inside:
            raise Refused(
                "You have not been let in yet. The coach's device answers at its next sync; "
                "then run: coach-tui sync"
            )
        self.home = home
        self.ring = ring
        self.device = ring.device
        self.clock = Clock(wall)
        self.vault = Vault(home, ring, self.clock)
        self.trust = Trust(raw(ring.founder))
        self.progress = Progress()
        self.key_names: dict[str, str] = {}
        """Names of keys to write with, by the stamp of the `epoch` change that says so."""
        self.unreadable = 0
        self._changes: dict[str, int] = {}
        self._keys_at = 0
        self._known: set[str] = set()
        self._silent: set[str] = set()
        self._bytes: dict[str, int] = {}

    def reread_keys(self) -> None:
        """Adopt what another process of this home changed in the keyring: invitations, names,
        folder path.
        """
        with suppress(OSError, Refused):
            changed = self.home.keyring(self.ring.sp).stat().st_mtime_ns
            if changed == self._keys_at:
                return
            self._keys_at = changed
            kept = keys.load(self.home, self.ring.sp)
            self.ring.invitations, self.ring.others = kept.invitations, kept.others
            self.ring.folder = kept.folder

    # -- reading -------------------------------------------------------------------------------

    def restore(self, mark: Mark, changes: Iterable[Stamped]) -> None:
        """Start from a checkpoint: how far it had read, and its changes."""
        self._bytes = dict(mark.bytes)
        self.progress = Progress(mark.devices)
        self._silent = set(mark.silent)
        self._known.update(mark.silent)
        for stamped in mark.silent:
            self.clock.see(stamped[:13])
        know, counts, seen = self._known.add, self._changes, self.clock.seen
        # Opening an engagement waits for this loop, so most changes cost no function call.
        for change in changes:
            stamped = change.stamp
            know(stamped)
            if stamped > seen:
                self.clock.see(stamped[:13])
                seen = self.clock.seen
            if change.n > counts.get(change.device, 0):
                counts[change.device] = change.n
            if change.kind in TELLING:
                self._note(change.kind, stamped, change.device, change.set)

    def mark(self) -> Mark:
        """How far the vault has been read."""
        tails = {name: self.vault.tail(name, at) for name, at in self._bytes.items()}
        return Mark(dict(self._bytes), tails, self.progress.devices, sorted(self._silent))

    @property
    def bytes_read(self) -> int:
        """How many bytes of the vault have been read, in all files together."""
        return sum(self._bytes.values())

    def fits(self, mark: Mark) -> bool:
        """Whether the vault still has all that a checkpoint has read; one restored from a backup
        may not.
        """
        return self._holds(mark.bytes, mark.tails)

    def _holds(self, sizes: dict[str, int], tails: dict[str, str]) -> bool:
        return all(
            at >= 0 and self.vault.tail(name, at) == tails.get(name) for name, at in sizes.items()
        )

    def read_vault(self) -> list[Taken]:
        """The changes saved since the last call, by this process or another one."""
        found: dict[str, tuple[Frame, Body]] = {}
        for path in self.vault.files():
            data = disk.read_from(path, self._bytes.get(path.name, 0))
            self._bytes[path.name] = self._bytes.get(path.name, 0) + len(data)
            for text in data.splitlines(keepends=True):
                one = frame.parse(text)
                stamped = stamp(one.header.clock, one.id) if one else ""
                if one and stamped not in self._known and stamped not in found:
                    found[stamped] = one, self._open(one)
        taken = self._take(list(found.values()))
        kept, self._bytes["private"] = self.vault.read_private(self._bytes.get("private", 0))
        return taken + [self._take_private(s, c) for s, c in kept if s not in self._known]

    def _open(self, one: Frame) -> Body:
        key = self.ring.key(one.header.key)
        body = frame.opened(one, key) if key else None
        if body is None:
            self.unreadable += 1
        return body or Body()

    def _note(self, kind: str, stamped: str, device: str, said: dict[str, object]) -> bool:
        if kind == "epoch" and isinstance(name := said.get("key"), str):
            self.key_names[stamped] = name
        return kind == "member" and self.trust.learn(Naming(stamped, device, said))

    def _take(self, frames: list[tuple[Frame, Body]]) -> list[Taken]:
        taken = []
        heard = {d: self._author(d) for d in self.progress.devices}
        for one, body in frames:
            self._note(body.kind, stamp(one.header.clock, one.id), one.header.device, body.set)
        for one, body in frames:
            head = one.header
            stamped = stamp(head.clock, one.id)
            self._known.add(stamped)
            self.clock.see(head.clock)
            self.progress.take(head, one.id, body)
            change = body.change
            if change is None:
                self._silent.add(stamped)
                continue
            self._count(head.device, head.n)
            author = self._author(head.device)
            taken.append((change.id, _stamped(stamped, author, head.device, head.n, change)))
        moved = {d for d, author in heard.items() if author != self._author(d)}
        return taken + (self._again(moved) if moved else [])

    def _again(self, devices: set[str]) -> list[Taken]:
        """The changes of devices whose member has become known only now, with that author."""
        taken = []
        for path in self.vault.files():
            for text in disk.read_from(path).splitlines(keepends=True):
                one = frame.parse(text)
                if one is None or one.header.device not in devices:
                    continue
                head, stamped = one.header, stamp(one.header.clock, one.id)
                change = self._open(one).change if stamped in self._known else None
                if change is not None:
                    whose = self._author(head.device)
                    taken.append((change.id, _stamped(stamped, whose, head.device, head.n, change)))
        if self.device in devices:
            taken += [self._take_private(s, c) for s, c in self.vault.read_private()[0]]
        return taken

    def _take_private(self, stamped: str, change: Change) -> Taken:
        self._known.add(stamped)
        self.clock.see(stamped[:13])
        return change.id, _stamped(stamped, self._author(self.device), self.device, 0, change)

    def _count(self, device: str, n: int) -> None:
        self._changes[device] = max(self._changes.get(device, 0), n)

    @property
    def last_change(self) -> int:
        """The highest own frame number that holds a change, which the others should acknowledge."""
        return self._changes.get(self.device, 0)

    def _author(self, device: str) -> str:
        return self.trust.member_of(device) or (self.ring.member if device == self.device else "")

    # -- writing -------------------------------------------------------------------------------

    def new_id(self) -> str:
        """A new record id: 10 random characters, and 6 of this device's id, which name the
        creator.
        """
        return b32(os.urandom(7))[:10] + self.device[:6]

    def write_key(self) -> bytes:
        """The engagement key to write with: that of the newest epoch whose key we have."""
        for _, name in sorted(self.key_names.items(), reverse=True):
            if key := self.ring.key(name):
                return key
        return raw(next(reversed(self.ring.keys.values())))

    def commit(self, changes: list[Change]) -> list[Taken]:
        """Sign changes and save them durably in one write; none makes a frame that only
        acknowledges.
        """
        sn = self.progress.sn(self.device) or None
        return self._take(self.vault.commit(changes, self.write_key(), sn))

    def commit_private(self, changes: list[Change]) -> list[Taken]:
        """Save changes durably in the private log, which is never published."""
        return [self._take_private(s, c) for s, c in self.vault.commit_private(changes)]

    # -- the folder ----------------------------------------------------------------------------

    def waiting(self) -> Batch:
        """Own frames that are saved and not published."""
        head = self.vault.head()
        if head.published >= head.n:
            return Batch([], head.n)
        return Batch(self.vault.own_frames_after(head.published, head), head.n)

    def lost(self, present: set[str]) -> Batch:
        """Own frames that are not in the folder; `present` are the first 16 characters of those
        that are.
        """
        head = self.vault.head()
        if len(present) >= head.n and not self.vault.clones.exists():
            return Batch([], head.n)
        mine = self.vault.own_frames() + self.vault.clones_frames()
        return Batch([f for f in mine if f.id[:16] not in present], head.n)

    def logs(self) -> list[tuple[bool, list[Frame]]]:
        """All frames of the vault by log, each with whether it is our own log."""
        return [(path.name == OWN, self.vault.frames_of(path)) for path in self.vault.files()]

    def take_in(self, read: list[Read]) -> tuple[list[Taken], list[Judged], bool]:
        """Verify frames from the folder and save them in the vault. Returns the changes in them,
        what was made of each file, and whether a device was admitted, so that unverified frames may
        now verify.
        """
        # Another process of this home may have saved the same frames in the meantime.
        taken = self.read_vault()
        devices = self.trust.devices
        while more := self._verified(read):
            before = self.trust.devices
            self.vault.take(f for f, _ in more)
            taken += self._take(more)
            if self.trust.devices == before:
                break
        return taken, [self._judged(one) for one in read], self.trust.devices != devices

    def _judged(self, one: Read) -> Judged:
        own = [f.id[:16] for f in one.frames if self._is_own(f)]
        unknown = [f for f in one.frames if stamp(f.header.clock, f.id) not in self._known]
        return Judged(one.name, own, one.junk + len(unknown))

    def _is_own(self, one: Frame) -> bool:
        mine = one.header.device == self.device and one.body is not None
        return mine and frame.genuine(one, raw(self.ring.sign))

    def _verified(self, read: list[Read]) -> list[tuple[Frame, Body]]:
        found: dict[str, tuple[Frame, Body]] = {}
        for one in (f for r in read for f in r.frames):
            stamped = stamp(one.header.clock, one.id)
            device = self.trust.devices.get(one.header.device)
            if stamped in self._known or stamped in found or device is None:
                continue
            if one.body is None or self.ring.key(one.header.key) is None:
                continue
            if frame.genuine(one, device.sign):
                found[stamped] = one, self._open(one)
        return list(found.values())

    def tell(self) -> bool:
        """Save an acknowledgement of what arrived, unless an own frame has acknowledged it already;
        returns whether one was saved.
        """
        told = self.vault.head().sn
        for device, n in self._changes.items():
            here = min(n, self.progress.of(device).upto)
            if device != self.device and here > told.get(device, (0, ""))[0]:
                self.commit([])
                return True
        return False

    # -- the cache of what is in the folder ----------------------------------------------------

    def cached_folder(self) -> dict[str, Seen] | None:
        """What an earlier process found in the folder; None when there is no cache, or vault or
        path changed since.
        """
        with suppress(OSError, *DAMAGED):
            data = (self.vault.dir / "folder.json").read_bytes()
            cache = msgspec.json.decode(data, type=_FolderCache)
            if cache.path == self.ring.folder and self._holds(cache.vault, cache.tails):
                return msgspec.json.decode(cache.seen, type=dict[str, Seen])
        return None

    def cache_folder(self, seen: msgspec.Raw) -> None:
        """Store what was found in the folder, for the next process; failing to is ignored."""
        refuse_newer(self.home.root)
        sizes = self.vault.ends()
        tails = {name: self.vault.tail(name, at) for name, at in sizes.items()}
        with suppress(OSError):
            data = msgspec.json.encode(_FolderCache(self.ring.folder, sizes, tails, seen))
            disk.replace(self.vault.dir / "folder.json", data, durable=False)


def _stamped(stamped: str, author: str, device: str, n: int, change: Change) -> Stamped:
    return Stamped(stamped, author, device, n, change.kind, change.w, change.set, change.over)
