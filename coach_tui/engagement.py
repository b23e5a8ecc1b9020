"""The interface through which the app and the command line read and change an engagement.

A change is planned (pure), saved by `keep` (writes to disk: call it on a worker thread) and applied
by `apply` (in memory, on the thread that owns the state). A partner's change is read from the
folder by `look`, which saves and applies it.
"""

import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from coach_tui.home import Home
from coach_tui.newer import DAMAGED, refuse_newer
from coach_tui.records.change import Change
from coach_tui.records.dates import in_time, rfc3339
from coach_tui.records.refusal import Refused
from coach_tui.records.state import Record, State
from coach_tui.records.text import line
from coach_tui.sync import keys
from coach_tui.sync.exchange import AT_ONCE, Exchange, Hands, News, at_once
from coach_tui.sync.folder import Folder, Place
from coach_tui.sync.keys import Keyring
from coach_tui.sync.replica import Mark, Replica, Taken
from coach_tui.sync.status import Status, status_of
from coach_tui.sync.trust import Device

if TYPE_CHECKING:
    from coach_tui.history.queries import Index

NAME_LIMIT = 60
__all__ = [
    "NAME_LIMIT",
    "Device", "Engagement", "Hands", "Keyring", "News", "Plan", "Status", "ring_of", "rings",
    "trouble_of", "wall_clock",
]  # fmt: skip


def wall_clock() -> int:
    """The time of day in milliseconds since 1970, clamped to the years 1970 to 2100."""
    return in_time(time.time_ns() // 1_000_000)


class Plan(msgspec.Struct, frozen=True):
    """Changes to be saved together; with `private` they go to the private log and are never
    published.
    """

    changes: list[Change]
    private: bool = False


class Engagement:
    """One engagement on this device. `wall` is the clock in milliseconds since 1970.

    `state`, `index` and the subscribers belong to one thread (the screen's, in the app).
    """

    def __init__(self, home: Home, ring: Keyring, wall: Callable[[], int] = wall_clock) -> None:
        self.home = home
        self.replica = Replica(home, ring, wall)
        self.exchange = Exchange(self.replica, self.apply)
        self.state = State()
        self.wall = wall
        self._index: Index | None = None
        self._subscribers: list[Callable[[set[str]], None]] = []
        self._checkpoint_at: int | None = None

    # -- opening -------------------------------------------------------------------------------

    def load(self) -> "Engagement":
        """Read the checkpoint, then what the vault has beyond it; without a usable checkpoint, all
        of it.
        """
        from coach_tui.history import store

        found = store.load(self.home.history(self.ring.sp))
        mark = _mark(found[1]) if found else None
        if found and mark and self.replica.fits(mark):
            self.state = found[0]
            self.replica.restore(mark, self.state.changes())
            self._checkpoint_at = self._vault_size()
        self.apply(self.replica.read_vault())
        return self

    def _vault_size(self) -> int:
        return self.replica.bytes_read

    def checkpoint(self) -> None:
        """Write the checkpoint (TinyDB file) if the vault has grown since it was last written."""
        at_once(self.checkpointing(AT_ONCE))

    async def checkpointing(self, on: Hands) -> None:
        """Write the checkpoint, each step on the thread that `on` provides. The door is held: the
        checkpoint says how far the vault was read, so all of that must be in the state.
        """
        async with on.door():
            self.apply(await on.vault(self.replica.read_vault))
            await on.vault(self._write_checkpoint)

    def _write_checkpoint(self) -> None:
        from coach_tui.history import store

        size = self._vault_size()
        refuse_newer(self.home.root)
        if self._checkpoint_at != size:
            store.save(self.home.history(self.ring.sp), self.state, self.replica.mark())
            self._checkpoint_at = size

    @property
    def ring(self) -> Keyring:
        """This device's keys, with the folder's path and the member's name and role."""
        return self.replica.ring

    @property
    def index(self) -> "Index":
        """Full-text search over the state; built at first use, then kept current by `apply`."""
        if self._index is None:
            from coach_tui.history.queries import Index

            self._index = Index()
            self._index.update(self.state, self.state.records)
        return self._index

    @property
    def title(self) -> str:
        """The engagement's name, cleaned for display on one line."""
        named = next(self.state.of_kind("engagement"), None)
        return line(named.text("text")) if named else line(self.ring.title)

    # -- who -----------------------------------------------------------------------------------

    @property
    def me(self) -> Device:
        """This device and its member; taken from the keys until its admission was read."""
        found = self.replica.trust.devices.get(self.replica.device)
        if found and found.member:
            return found
        return Device(
            self.replica.device, self.ring.member, self.ring.name, self.ring.role,
            keys.raw(self.ring.sign), keys.raw(self.ring.box),
        )  # fmt: skip

    @property
    def members(self) -> dict[str, Device]:
        """The members by id, each with their first device; this device's member comes first."""
        found = {self.me.member: self.me}
        for device in self.replica.trust.devices.values():
            if device.member:
                found.setdefault(device.member, device)
        return found

    @property
    def others(self) -> list[Device]:
        """All members but this device's own, each with their first device."""
        return [d for m, d in self.members.items() if m != self.me.member]

    def name_of(self, member: str) -> str:
        """A member's name for display; for an unknown id `the coach`, `the learner` or
        `somebody`.
        """
        found = self.members.get(member)
        if found:
            return line(found.name)
        return f"the {member}" if member in ("coach", "learner") else "somebody"

    def member_named(self, text: str) -> str:
        """The member's id that a name, a role or the beginning of an id means; else `Refused`."""
        wanted = text.strip().casefold()
        members = self.members.items()
        for fits in (
            lambda m, d: line(d.name).casefold() == wanted,
            lambda m, d: d.role == wanted,
            lambda m, d: bool(wanted) and m.startswith(wanted),
        ):
            found = [m for m, d in members if fits(m, d)]
            if len(found) == 1:
                return found[0]
        names = ", ".join(line(d.name) for _, d in members)
        raise Refused(f"There is no member {line(text)!r} here. There are: {names}.")

    # -- keeping -------------------------------------------------------------------------------

    def keep(self, *plans: Plan) -> list[Taken]:
        """Save plans to disk and return the stamped changes, for `apply`. Does not touch the state:
        runs on the vault's thread. `Refused` when the disk fails.
        """
        private = [c for p in plans if p.private for c in p.changes]
        public = [c for p in plans if not p.private for c in p.changes]
        try:
            # Private ones first: a published commitment depends on the salt in the private log.
            kept_back = self.replica.commit_private(private) if private else []
            taken = self.replica.commit(public) if public else []
        except OSError as error:
            raise Refused(
                f"This could not be saved: {error.strerror}. Make room or give this device's "
                "folder back its rights, then try again."
            ) from None
        return [*taken, *kept_back]

    def apply(self, taken: Iterable[Taken]) -> set[str]:
        """Fold changes into the state, then tell the subscribers; returns the ids of changed
        records. Call it on the thread that owns the state.
        """
        touched = self.state.apply(taken)
        if touched:
            if self._index is not None:
                self._index.update(self.state, touched)
            for tell in self._subscribers:
                tell(touched)
        return touched

    def subscribe(self, tell: Callable[[set[str]], None]) -> None:
        """Call `tell` with the ids of changed records, on the thread that calls `apply`."""
        self._subscribers.append(tell)

    def do(self, *plans: Plan) -> list[Record]:
        """Save and apply at once, for callers without a screen; returns the changed records."""
        taken = self.keep(*plans)
        self.apply(taken)
        return [self.state.records[i] for i in dict.fromkeys(i for i, _ in taken)]

    # -- the folder ----------------------------------------------------------------------------
    # Blocking, for callers without a screen; the app runs the same steps on its threads (`Hands`).

    def publish(self) -> str:
        """Publish what is saved; returns why that failed, in one sentence, or an empty text."""
        return at_once(self.exchange.publish(AT_ONCE))

    def invite(self, role: str) -> str:
        """Put a new invitation for a `role` into the folder and return its code."""
        return at_once(self.exchange.invite(AT_ONCE, role))

    def look(self) -> News:
        """Save and apply what is new in this home (other processes), the folder and invitations."""
        return at_once(self.exchange.look(AT_ONCE))

    def heal(self) -> int:
        """Publish own frames again that `look` found missing in the folder; returns how many."""
        return at_once(self.exchange.heal(AT_ONCE))

    def publish_all(self) -> None:
        """Publish everything again into an empty folder. `OSError` when it cannot be written to."""
        at_once(self.exchange.publish_all(AT_ONCE))

    def trouble(self) -> str:
        """Why nothing can be published now, in one sentence; an empty text when it can."""
        return at_once(self.exchange.trouble(AT_ONCE))

    def take_in(self) -> int:
        """Save and apply what is new, and acknowledge it; returns how many changes of
        others came.
        """
        self.exchange.load_cache()
        taken, _ = at_once(self.exchange.take_in(AT_ONCE))
        # Acknowledge the arrival now: a later sync would not know that these changes are new.
        self.replica.tell()
        at_once(self.exchange.save_cache(AT_ONCE))
        return self._received(taken)

    def _received(self, taken: list[Taken]) -> int:
        return sum(1 for _, c in taken if c.n and c.device != self.replica.device)

    def sync(self) -> dict[str, int]:
        """Read the folder, answer invitations, acknowledge and publish. Returns how many changes
        were `published`, `received` and are `pending` (not here yet). `Refused` when the folder
        fails.
        """
        before = self.replica.vault.head()
        self.exchange.load_cache()
        news = self.look()
        self.remember_names()
        self.replica.tell()
        trouble = self.publish()
        if not trouble and not self.heal():
            self.replica.vault.note_seen()
        at_once(self.exchange.save_cache(AT_ONCE))
        if trouble := trouble or news.trouble:
            raise Refused(f"{trouble} All is saved here and will be published when it is back.")
        after = self.replica.vault.head()
        return {
            "published": after.published - before.published,
            "received": self._received(news.taken),
            "pending": news.pending + self.replica.progress.missing(),
        }

    def remember_names(self) -> None:
        """Store the other members' names in the key file, for commands that read nothing else."""
        called = [line(d.name) for d in self.others]
        if self.ring.others != called:
            self.ring.others = called
            with suppress(OSError):
                keys.change(self.home, self.ring.sp, lambda ring: setattr(ring, "others", called))

    # -- asking --------------------------------------------------------------------------------

    def record(self, identity: str) -> Record:
        """The record whose id begins with `identity`; `Refused` when none or several do."""
        wanted = identity.strip().lower()
        found = self.state.find(wanted) if wanted else []
        if len(found) == 1:
            return self.state.records[found[0]]
        if not found:
            raise Refused(f"There is no record {line(identity)!r}. See: coach-tui list, or search.")
        some = ", ".join(found[:4]) + (" …" if len(found) > 4 else "")
        raise Refused(f"{line(identity)!r} begins {len(found)} ids: {some}. Write more of it.")

    def as_json(self, record: Record) -> dict[str, Any]:
        """A record as all machine-readable output has it; times are RFC 3339 texts in UTC."""
        said: dict[str, Any] = {
            "id": record.id,
            "kind": record.kind,
            "author": record.author,
            "author_name": self.name_of(record.author),
            "audience": record.audience,
            "created": rfc3339(record.created),
            "changed": rfc3339(self.changed_at(record)),
        }
        said |= {f: v for f, v in record.fields.items() if f not in said and v is not None}
        if record.conflicts:
            said["conflicts"] = record.conflicts
        return said

    def changed_at(self, record: Record) -> int:
        """When a record last changed, in ms since 1970; never later than now, as clocks may be
        ahead.
        """
        return min(record.changed, self.wall())

    def unpublished(self) -> int:
        """How many own changes are saved and not published, without mere acknowledgements."""
        published, mine = self.replica.vault.head().published, self.replica.device
        changes = (c for r in self.state.records.values() for c in r.changes)
        return sum(1 for c in changes if c.device == mine and c.n > published)

    def status(self) -> Status:
        """What is saved, published and arrived, frozen for other threads. Reads the vault, not the
        folder.
        """
        return status_of(self.replica)

    def new_id(self) -> str:
        """A new record id, which names this device as the creator."""
        return self.replica.new_id()

    @property
    def device(self) -> str:
        """This device's id."""
        return self.replica.device


def _mark(raw: msgspec.Raw) -> Mark | None:
    try:
        return msgspec.json.decode(raw, type=Mark)
    except DAMAGED:
        return None


def rings(home: Home) -> list[Keyring]:
    """The keys of every engagement, without damaged ones; `Refused` if the only one is damaged."""
    ids = home.engagements()
    if len(ids) == 1:
        return [ring_of(home, ids[0])]
    found = []
    for sp in ids:
        with suppress(Refused):
            found.append(ring_of(home, sp))
    return found


def ring_of(home: Home, sp: str) -> Keyring:
    """The keys of one engagement on this device; `Refused` when they are missing or damaged."""
    return keys.load(home, sp)


def trouble_of(ring: Keyring) -> tuple[str, bool]:
    """Why an engagement's folder cannot be used, in one sentence (empty when it can), and whether
    it exists and is empty, as when a drive is not mounted. May hang on the folder.
    """
    folder = Folder(Path(ring.folder), ring.sp)
    trouble = folder.trouble()
    with suppress(OSError):
        return trouble, folder.place() is Place.EMPTY
    return trouble, False
