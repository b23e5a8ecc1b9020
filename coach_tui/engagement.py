"""The one door: everything that the app and the command line read or change passes here.

A change is planned (pure), kept (`keep`: disk, so from a worker) and applied (`apply`: memory, on
the thread that shows it). A partner's change enters by `look`, which applies it too.
"""

import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from coach_tui.home import Home
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
    """Milliseconds since 1970; a clock beyond the edges of time stands at the edge."""
    return in_time(time.time_ns() // 1_000_000)


class Plan(msgspec.Struct, frozen=True):
    """Changes that belong together, not kept yet; private ones stay on this device."""

    changes: list[Change]
    private: bool = False


class Engagement:
    """One engagement on this device."""

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
        """Read everything: the checkpoint, then the vault beyond it."""
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
        """Bring the TinyDB file up to date, if anything came since it was written."""
        at_once(self.checkpointing(AT_ONCE))

    async def checkpointing(self, on: Hands) -> None:
        """Bring the TinyDB file up to date, a step at a time. It says how far the vault was read,
        so what was read must be in the state: nobody takes anything in meanwhile.
        """
        async with on.door():
            self.apply(await on.vault(self.replica.read_vault))
            await on.vault(self._write_checkpoint)

    def _write_checkpoint(self) -> None:
        from coach_tui.history import store

        size = self._vault_size()
        if self._checkpoint_at != size:
            store.save(self.home.history(self.ring.sp), self.state, self.replica.mark())
            self._checkpoint_at = size

    @property
    def ring(self) -> Keyring:
        """This device's keys and places."""
        return self.replica.ring

    @property
    def index(self) -> "Index":
        """Full-text search over the state; made at the first question, then kept up to date."""
        if self._index is None:
            from coach_tui.history.queries import Index

            self._index = Index()
            self._index.update(self.state, self.state.records)
        return self._index

    @property
    def title(self) -> str:
        """The engagement's name."""
        named = next(self.state.of_kind("engagement"), None)
        return line(named.text("text")) if named else line(self.ring.title)

    # -- who -----------------------------------------------------------------------------------

    @property
    def me(self) -> Device:
        """This device, and whose it is."""
        found = self.replica.trust.devices.get(self.replica.device)
        if found and found.member:
            return found
        return Device(
            self.replica.device, self.ring.member, self.ring.name, self.ring.role,
            keys.raw(self.ring.sign), keys.raw(self.ring.box),
        )  # fmt: skip

    @property
    def members(self) -> dict[str, Device]:
        """The members by id, each with their first device, oneself first."""
        found = {self.me.member: self.me}
        for device in self.replica.trust.devices.values():
            if device.member:
                found.setdefault(device.member, device)
        return found

    @property
    def others(self) -> list[Device]:
        """Everybody else."""
        return [d for m, d in self.members.items() if m != self.me.member]

    def name_of(self, member: str) -> str:
        """A member's name, fit to show."""
        found = self.members.get(member)
        if found:
            return line(found.name)
        return f"the {member}" if member in ("coach", "learner") else "somebody"

    def member_named(self, text: str) -> str:
        """The id of the member whom a name, a role or the beginning of an id means."""
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
        """Save plans durably; give the result to `apply`. Touches the disk, nothing on screen."""
        private = [c for p in plans if p.private for c in p.changes]
        public = [c for p in plans if not p.private for c in p.changes]
        try:
            # Private ones first: a mark that is published leans on what stays here.
            kept_back = self.replica.commit_private(private) if private else []
            taken = self.replica.commit(public) if public else []
        except OSError as error:
            raise Refused(
                f"This could not be saved: {error.strerror}. Make room or give this device's "
                "folder back its rights, then try again."
            ) from None
        return [*taken, *kept_back]

    def apply(self, taken: Iterable[Taken]) -> set[str]:
        """Take changes into the state and tell the subscribers; which records are different."""
        touched = self.state.apply(taken)
        if touched:
            if self._index is not None:
                self._index.update(self.state, touched)
            for tell in self._subscribers:
                tell(touched)
        return touched

    def subscribe(self, tell: Callable[[set[str]], None]) -> None:
        """Be told the ids of the records that became different."""
        self._subscribers.append(tell)

    def do(self, *plans: Plan) -> list[Record]:
        """Keep and apply at once, for those who do not show a screen; the records."""
        taken = self.keep(*plans)
        self.apply(taken)
        return [self.state.records[i] for i in dict.fromkeys(i for i, _ in taken)]

    # -- the folder ----------------------------------------------------------------------------
    # For those who have no screen to keep alive; the app does the same steps with its own hands.

    def publish(self) -> str:
        """Publish what is saved; the trouble in one sentence, or an empty text."""
        return at_once(self.exchange.publish(AT_ONCE))

    def invite(self, role: str) -> str:
        """A new invitation's code; its offer lies in the folder."""
        return at_once(self.exchange.invite(AT_ONCE, role))

    def look(self) -> News:
        """See what came, keep and apply it: from other processes of this home, from the folder,
        from invitations.
        """
        return at_once(self.exchange.look(AT_ONCE))

    def heal(self) -> int:
        """Publish own frames again that the folder has lost; how many. After a look."""
        return at_once(self.exchange.heal(AT_ONCE))

    def publish_all(self) -> None:
        """Publish everything anew into an empty folder; `OSError` where it cannot be written to."""
        at_once(self.exchange.publish_all(AT_ONCE))

    def trouble(self) -> str:
        """Why nothing can be published now, in one sentence; empty when it can."""
        return at_once(self.exchange.trouble(AT_ONCE))

    def take_in(self) -> int:
        """Take in what came and say that it arrived: how many changes, for a single command."""
        self.exchange.load_cache()
        taken, _ = at_once(self.exchange.take_in(AT_ONCE))
        # That it arrived must be said by somebody; the next sync would not know that it is new.
        self.replica.tell()
        at_once(self.exchange.save_cache(AT_ONCE))
        return self._received(taken)

    def _received(self, taken: list[Taken]) -> int:
        return sum(1 for _, c in taken if c.n and c.device != self.replica.device)

    def sync(self) -> dict[str, int]:
        """Take in, answer, tell and publish: how many changes went out, came in, are pending."""
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
        """Note in the keys how the others are called, for commands that read nothing else."""
        called = [line(d.name) for d in self.others]
        if self.ring.others != called:
            self.ring.others = called
            with suppress(OSError):
                keys.change(self.home, self.ring.sp, lambda ring: setattr(ring, "others", called))

    # -- asking --------------------------------------------------------------------------------

    def record(self, identity: str) -> Record:
        """The record whose id begins so; `Refused` when there is none, or more than one."""
        wanted = identity.strip().lower()
        found = self.state.find(wanted) if wanted else []
        if len(found) == 1:
            return self.state.records[found[0]]
        if not found:
            raise Refused(f"There is no record {line(identity)!r}. See: coach-tui list, or search.")
        some = ", ".join(found[:4]) + (" …" if len(found) > 4 else "")
        raise Refused(f"{line(identity)!r} begins {len(found)} ids: {some}. Write more of it.")

    def as_json(self, record: Record) -> dict[str, Any]:
        """A record as every machine-readable output has it."""
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
        """When a record last changed (ms): what a clock that is ahead has dated later than now has
        arrived by now.
        """
        return min(record.changed, self.wall())

    def unpublished(self) -> int:
        """How many own changes are saved and not published; what only tells of arrivals is not
        counted.
        """
        published, mine = self.replica.vault.head().published, self.replica.device
        changes = (c for r in self.state.records.values() for c in r.changes)
        return sum(1 for c in changes if c.device == mine and c.n > published)

    def status(self) -> Status:
        """How far everything has come. Touches this device's disk, not the folder."""
        return status_of(self.replica)

    def new_id(self) -> str:
        """A fresh id for a record that is made here."""
        return self.replica.new_id()

    @property
    def device(self) -> str:
        """This device's name."""
        return self.replica.device


def _mark(raw: msgspec.Raw) -> Mark | None:
    try:
        return msgspec.json.decode(raw, type=Mark)
    except msgspec.MsgspecError:
        return None


def rings(home: Home) -> list[Keyring]:
    """The engagements of this device; damaged ones only make themselves unusable."""
    ids = home.engagements()
    if len(ids) == 1:
        return [ring_of(home, ids[0])]
    found = []
    for sp in ids:
        with suppress(Refused):
            found.append(ring_of(home, sp))
    return found


def ring_of(home: Home, sp: str) -> Keyring:
    """The keys and places of one engagement on this device."""
    return keys.load(home, sp)


def trouble_of(ring: Keyring) -> tuple[str, bool]:
    """Why nothing can be exchanged through an engagement's folder now, in one sentence, empty when
    it can; and whether the folder is there and empty: not mounted, or new.
    """
    folder = Folder(Path(ring.folder), ring.sp)
    trouble = folder.trouble()
    with suppress(OSError):
        return trouble, folder.place() is Place.EMPTY
    return trouble, False
