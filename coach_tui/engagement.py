"""The one door: everything that the app and the command line read or change passes here.

A change is planned (pure), kept (`keep`: disk, so from a worker) and applied (`apply`: memory, on
the thread that shows it). A partner's change enters by `look` and `apply`.
"""

import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from coach_tui.home import Home
from coach_tui.records.audience import kept_back
from coach_tui.records.change import Change
from coach_tui.records.dates import rfc3339
from coach_tui.records.kinds import REFERENCES, fitted, known
from coach_tui.records.refusal import Refused
from coach_tui.records.state import Record, State, shown_stamps
from coach_tui.records.text import line, typed
from coach_tui.sync import keys
from coach_tui.sync.codec import b32
from coach_tui.sync.folder import Folder
from coach_tui.sync.keys import Keyring
from coach_tui.sync.replica import Mark, Replica, Taken
from coach_tui.sync.trust import Device

if TYPE_CHECKING:
    from coach_tui.decks.shelf import Shelf
    from coach_tui.history.queries import Index

NAME_LIMIT = 60


def wall_clock() -> int:
    """Milliseconds since 1970."""
    return time.time_ns() // 1_000_000


class Plan(msgspec.Struct, frozen=True):
    """Changes that belong together, not kept yet; private ones stay on this device."""

    changes: list[Change]
    private: bool = False


class News(msgspec.Struct, frozen=True):
    """What a look brought: changes to apply, and the names of people who were let in."""

    taken: list[Taken] = []
    admitted: list[str] = []


class Engagement:
    """One engagement on this device."""

    def __init__(self, home: Home, ring: Keyring, wall: Callable[[], int] = wall_clock) -> None:
        self.home = home
        self.replica = Replica(home, ring, wall)
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
        self.apply(self.replica.read_vault())
        self.write_checkpoint()

    def write_checkpoint(self) -> None:
        """The same for what was applied already; touches the disk, nothing on screen."""
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
    def shelf(self) -> "Shelf":
        """The decks at hand on this device: shipped, one's own, and what the others gave."""
        from coach_tui.decks.shelf import Given, Shelf

        given = (
            Given(record.text("deck"), record.text("text"), self.name_of(record.author))
            for record in self.state.of_kind("deck")
            if record.audience != "private" and record.author != self.me.member
        )
        return Shelf(self.home.decks(), given)

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

    # -- planning ------------------------------------------------------------------------------

    def plan_new(
        self, kind: str, fields: dict[str, Any], *, audience: str = "", identity: str = ""
    ) -> Plan:
        """A new record; `Refused` when a field does not fit. The kind has the default audience."""
        said = {f: v for f, v in fitted(kind, fields).items() if v not in (None, "", [])}
        opens = known(kind).opens
        if opens and "status" not in said:
            said["status"] = opens
        if objection := known(kind).objection(said, said):
            raise Refused(objection)
        private = (audience or self.audience_of(kind, said)) == "private"
        said = said if private else self._without_private(said)
        change = Change(identity or self.replica.new_id(), kind, self.wall(), said)
        return Plan([change], private)

    def audience_of(self, kind: str, said: Mapping[str, Any]) -> str:
        """Who sees a new record that says this when nobody says otherwise: only the person who
        writes it where it hangs on something private, or its issue is not safe to have known (N3).
        """
        return "private" if kept_back(self.state.records, said) else known(kind).audience

    def plan_edit(
        self, identity: str, fields: dict[str, Any], over: dict[str, list[str]] | None = None
    ) -> Plan:
        """New values of an existing record's fields.

        `over` has, per field, the stamps of what the editor saw at the start; left out, of what is
        shown now.
        """
        record = self.record(identity)
        if not known(record.kind).joint and record.author != self.me.member:
            raise Refused(
                f"This {record.kind} is {self.name_of(record.author)}'s own; only they change it. "
                "Nothing was changed."
            )
        private = record.audience == "private"
        said = fitted(record.kind, fields)
        if objection := known(record.kind).objection(record.fields | said, said):
            raise Refused(objection)
        said = said if private else self._without_private(said)
        replaced = {f: (over or {}).get(f, shown_stamps(record, f)) for f in said}
        replaced = {f: stamps for f, stamps in replaced.items() if stamps}
        return Plan([Change(identity, record.kind, self.wall(), said, replaced)], private)

    def plan_share(self, identity: str) -> Plan:
        """What a private record's author shares: the present values, and no earlier wording."""
        record = self.record(identity)
        if record.audience != "private":
            raise Refused("This record is shared already. Nothing was changed.")
        if known(record.kind).instead:
            raise Refused(f"{known(record.kind).instead} Nothing was shared.")
        if record.kind == "deck":
            raise Refused(
                "This is a deck with your notes in it; they stay with you. Nothing was shared. "
                "`coach-tui decks share` gives the others the deck without them."
            )
        said = self._without_private({f: v for f, v in record.fields.items() if v is not None})
        return Plan([Change(identity, record.kind, self.wall(), said)])

    def plan_resolve(self, identity: str, field: str, keep: int) -> Plan:
        """Of several values that were set at once, the one to keep (1 is the newest)."""
        record = self.record(identity)
        choices = record.conflicts.get(field)
        if not choices:
            fields = ", ".join(record.conflicts) or "none"
            raise Refused(
                f"{typed(field)} has one value only. Edited by two people at once: {fields}."
            )
        if not 1 <= keep <= len(choices):
            raise Refused(f"There are values 1 to {len(choices)} of {field}, not {keep}.")
        over = {field: shown_stamps(record, field)}
        said = {field: choices[keep - 1]}
        return Plan(
            [Change(identity, record.kind, self.wall(), said, over)], record.audience == "private"
        )

    def _without_private(self, said: dict[str, Any]) -> dict[str, Any]:
        def public(value: Any) -> bool:
            record = self.state.records.get(value) if isinstance(value, str) else None
            return record is None or record.audience != "private"

        result = {}
        for field, value in said.items():
            if field in REFERENCES and not public(value):
                continue
            result[field] = [v for v in value if public(v)] if field == "links" else value
        return result

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

    def publish(self) -> str:
        """Publish what is saved; the trouble in one sentence, or an empty text."""
        return self.replica.publish()

    def invite(self, role: str) -> str:
        """A new invitation's code; its offer lies in the folder."""
        from coach_tui.sync import admission

        return admission.invite(self.replica, role)

    def look(self) -> News:
        """See what came: from other processes of this home, from the folder, from invitations.

        Touches the disk; give `taken` to `apply`.
        """
        from coach_tui.sync import admission

        self.replica.reread_keys()
        taken = self.replica.read_vault() + self.replica.take_in()
        more, names = admission.admit(self.replica)
        return News(taken + more, names)

    def sync(self) -> dict[str, int]:
        """Take in, answer, tell and publish: how many changes went out, came in, are pending."""
        before = self.replica.vault.head()
        self.replica.load_folder_cache()
        news = self.look()
        self.apply(news.taken)
        self._remember_names()
        self.replica.tell()
        received = sum(1 for _, c in news.taken if c.n and c.device != self.replica.device)
        trouble = self.replica.publish()
        if not trouble and not self.replica.heal():
            self.replica.vault.note_seen()
        self.replica.save_folder_cache()
        if trouble:
            raise Refused(f"{trouble} All is saved here and will be published when it is back.")
        after = self.replica.vault.head()
        return {
            "published": after.published - before.published,
            "received": received,
            "pending": self.replica.folder.pending() + self.replica.progress.missing(),
        }

    def _remember_names(self) -> None:
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
            "changed": rfc3339(record.changed),
        }
        said |= {f: v for f, v in record.fields.items() if f not in said and v is not None}
        if record.conflicts:
            said["conflicts"] = record.conflicts
        return said

    def unpublished(self) -> int:
        """How many own changes are saved and not published."""
        head = self.replica.vault.head()
        return max(0, head.n - head.published)

    def arrived(self) -> dict[str, int]:
        """Per other member: up to which of our numbers everything is there."""
        progress, mine = self.replica.progress, self.replica.device
        return {d.member: progress.arrived(mine, d.device) for d in self.others}


def _mark(raw: msgspec.Raw) -> Mark | None:
    try:
        return msgspec.json.decode(raw, type=Mark)
    except msgspec.MsgspecError:
        return None


# -- beginning ---------------------------------------------------------------------------------


def _named(text: str, what: str) -> str:
    name = line(typed(text))
    if not name:
        raise Refused(f"{what} is missing.")
    if len(name) > NAME_LIMIT:
        raise Refused(f"{what} is longer than {NAME_LIMIT} characters. Choose a shorter one.")
    return name


def found_engagement(
    home: Home,
    folder: Path,
    *,
    name: str,
    role: str,
    title: str,
    wall: Callable[[], int] = wall_clock,
) -> Engagement:
    """Start an engagement in a shared folder: keys, marker, and the first signed changes."""
    from coach_tui.sync.admission import member_change

    name, title = _named(name, "Your name"), _named(title, "The engagement's name")
    folder = folder.absolute()
    home.apart_from(folder)
    if (folder / "v1").exists():
        raise Refused(f"{folder} holds an engagement already. To take part in it, join instead.")
    if folder.exists() and not folder.is_dir():
        raise Refused(f"{folder} is not a folder. Nothing was changed.")
    import secrets

    ring = keys.new_keyring(
        b32(secrets.token_bytes(16)), title=title, name=name, role=role, folder=folder
    )
    ring.founder = ring.sign
    ring.add_key(secrets.token_bytes(32))
    try:
        Folder(folder, ring.sp).found()
        keys.save(home, ring)
    except OSError as error:
        raise Refused(
            f"{error.filename or folder}: {error.strerror}. Nothing was started."
        ) from None
    engagement = Engagement(home, ring, wall)
    replica, now = engagement.replica, wall()
    ring.member = replica.new_id()
    keys.save(home, ring)
    engagement.do(
        Plan([
            member_change(replica.new_id(), now, ring.member, name, "coach", ring.sign, ring.box),
            Change(replica.new_id(), "epoch", now, {"key": next(iter(ring.keys))}),
            Change(replica.new_id(), "engagement", now, {"text": title}),
        ])
    )  # fmt: skip
    engagement.publish()
    return engagement


def ask_to_join(
    home: Home, folder: Path, code_text: str, name: str, wall: Callable[[], int] = wall_clock
) -> Keyring:
    """Ask to be let into the engagement of a folder, with an invitation's code."""
    from coach_tui.sync import invitation

    name, folder = _named(name, "Your name"), folder.absolute()
    home.apart_from(folder)
    code = invitation.read_code(code_text)
    offer = invitation.read_offer(folder, code, wall())
    if offer.sp in home.engagements():
        ring = keys.load(home, offer.sp)
        if ring.inside or not ring.asking:
            raise Refused("This device is in that engagement already. Nothing was changed.")
        ring.name = name
    else:
        ring = keys.new_keyring(offer.sp, title="", name=name, role=offer.role, folder=folder)
    try:
        invitation.ask(Folder(folder, ring.sp), ring, code, offer)
        keys.save(home, ring)
    except OSError as error:
        raise Refused(f"{error.filename or folder}: {error.strerror}. Nothing was asked.") from None
    return ring


def try_to_enter(home: Home, ring: Keyring, wall: Callable[[], int] = wall_clock) -> bool:
    """Look for the answer to our asking; whether we are in now. The first frame says so."""
    from coach_tui.sync import invitation

    if not ring.inside and invitation.accept(Folder(Path(ring.folder), ring.sp), ring):
        keys.save(home, ring)
        Engagement(home, ring, wall).replica.commit([])
    return ring.inside


def move_folder(home: Home, ring: Keyring, folder: Path) -> None:
    """Remember that the shared folder lies elsewhere now; it must be this engagement's."""
    from coach_tui.sync.folder import Place

    folder = folder.absolute()
    home.apart_from(folder)
    place = Folder(folder, ring.sp).place()
    if place is Place.OTHER:
        raise Refused(f"{folder} belongs to another engagement. Nothing was changed.")
    if place is Place.MISSING:
        raise Refused(f"{folder} is not there. Nothing was changed.")
    ring.folder = str(folder)
    keys.change(home, ring.sp, lambda kept: setattr(kept, "folder", str(folder)))
