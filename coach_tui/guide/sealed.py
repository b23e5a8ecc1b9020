"""Commit-and-reveal storage of blind predictions (experiments) and check-outs (sessions).

Giving makes two records. A private one holds the values and a salt; a public one holds a
commitment, a hash over salt and values. When all members have given theirs, each device publishes
its own values and salt, and the others check them against the commitment. The operations on top are
in `guide/blind.py`. Rows P10 and C2 of docs/method.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import msgspec

from coach_tui.engagement import Engagement, Plan
from coach_tui.guide import writing
from coach_tui.guide.reader import Reader
from coach_tui.method.figures import as_given
from coach_tui.method.seal import commit, matches
from coach_tui.records.kinds import fitted
from coach_tui.records.refusal import Refused
from coach_tui.records.state import Record, allowed
from coach_tui.records.worth import ITEMS, VALUES

ABOUT = {"prediction": "experiment", "check": "session"}
"""The kinds given blind, each with the kind it is given for, which is also the name of the field
that holds the id.
"""
KIND_OF = {about: kind for kind, about in ABOUT.items()}
NAMES = {"prediction": "a prediction", "check": "a check-out"}

State = Literal["none", "given", "revealed", "mismatch"]
WORDS: dict[State, str] = {
    "none": "nothing yet",
    "given": "given, not open yet",
    "revealed": "open",
    "mismatch": "does not match what was given first; it does not count",
}


@dataclass(frozen=True, slots=True)
class Given:
    """One member's first commitment for one experiment or session; later ones do not count.

    `about` is its id, `stamp` that of the change with the commitment.
    """

    record: Record
    about: str
    stamp: str
    commitment: str


@dataclass(frozen=True, slots=True)
class BlindStatus:
    """The status of one member's values. `values` is empty unless they were opened and match the
    commitment.
    """

    member: str
    state: State = "none"
    values: dict[str, Any] = field(default_factory=dict)
    after: str = ""
    """Whose values were open already when these were given, in words; empty when it was blind."""

    @property
    def late(self) -> bool:
        """Whether it was given after somebody else's was open, so not blind."""
        return bool(self.after)

    @property
    def words(self) -> str:
        """The state in a few words; the values themselves once they are open."""
        if self.state != "revealed":
            return WORDS[self.state]
        said = said_in_words(self.values)
        return f"{said}, given when {self.after} was open" if self.after else said


def said_in_words(values: Mapping[str, Any]) -> str:
    """A prediction as `60 %`, a check-out as `heard 7, focus 8, …`."""
    if "chance" in values:
        return f"{as_given(values['chance'])} %"
    return ", ".join(f"{i} {values[i]}" for i in ITEMS if i in values)


class Book:
    """Everything given of one kind (`prediction` or `check`), across all experiments or sessions.

    It counts records that the reader may not show; only `own` depends on who looks.
    """

    def __init__(self, reader: Reader, kind: str) -> None:
        self.kind = kind
        self._reader = reader
        self._members = list(reader.engagement.members)
        self._me = reader.me.member
        self.given: dict[str, dict[str, Given]] = {}
        """First commitments, by the id of the experiment or session, then by member id."""
        self._secrets: dict[str, Record] = {}
        """This person's private records, by the id of the public record."""
        self._alone: dict[str, Record] = {}
        """Private records without a public one, by the id of the experiment or session."""
        # Hidden records count too: hiding one does not undo that it was given.
        for record in reader.everything.hidden_too(kind):
            if record.private:
                self._take_private(record)
            elif found := _first_mark(record):
                mine = self.given.setdefault(found.about, {})
                if record.author not in mine or found.stamp < mine[record.author].stamp:
                    mine[record.author] = found

    def _take_private(self, record: Record) -> None:
        links = record.get("links", [])
        for link in links if isinstance(links, list) else []:
            self._secrets[link] = record
        if not links and not record.hidden:
            self._alone.setdefault(record.text(ABOUT[self.kind]), record)

    def secret(self, about: str) -> Record | None:
        """This person's private record with values and salt; None when it is not on this device."""
        mine = self.given.get(about, {}).get(self._me)
        return self._secrets.get(mine.record.id) if mine else self._alone.get(about)

    def own(self, about: str) -> dict[str, Any] | None:
        """This person's values, opened or not; None when none were given, they are not on this
        device, or they are not open and the reader may not show them.
        """
        record = self.secret(about)
        if record is not None and self._reader.may_see(record):
            return values_in(self.kind, record.fields)
        mine = self.given.get(about, {}).get(self._me)
        return outcome_of(mine)[1] if mine and outcome_of(mine)[0] == "revealed" else None

    def statuses(self, about: str) -> dict[str, BlindStatus]:
        """The status of every member, by member id, this person's first."""
        there = self.given.get(about, {})
        opened = {member: outcome_of(one) for member, one in there.items()}
        found = {}
        for member in dict.fromkeys([*self._members, *there]):
            if member not in there:
                alone = member == self._me and about in self._alone
                found[member] = BlindStatus(member, "given" if alone else "none")
                continue
            state, values, _ = opened[member]
            others = [stamp for m, (_, _, stamp) in opened.items() if m != member and stamp]
            late = any(stamp < there[member].stamp for stamp in others)
            found[member] = BlindStatus(
                member, state, values, self._reader.who.whose if late else ""
            )
        return found

    def due(self, about: str) -> bool:
        """Whether all members have given theirs and this person's can now be opened."""
        there = self.given.get(about, {})
        mine = there.get(self._me)
        others = [m for m in self._members if m != self._me]
        if mine is None or not others or any(m not in there for m in others):
            return False
        return outcome_of(mine)[0] != "revealed" and self.fits(about)

    def fits(self, about: str) -> bool:
        """Whether this person's values are on this device and match the commitment."""
        mine, record = self.given.get(about, {}).get(self._me), self.secret(about)
        if mine is None or record is None:
            return False
        return _matches(mine, record.text("salt"), values_in(self.kind, record.fields))

    def opening(self, engagement: Engagement, about: str) -> list[Plan]:
        """Plans that publish this person's values and salt and hide the private record. Call it
        only where `fits` is true.
        """
        record = self.secret(about)
        assert record is not None
        said = values_in(self.kind, record.fields) | {"salt": record.text("salt")}
        public = self.given[about][self._me].record.id
        hidden = writing.edit(engagement, record.id, {"hidden": True})
        return [*writing.edit(engagement, public, said), *hidden]


def _first_mark(record: Record) -> Given | None:
    """The first commitment in a record's changes, with the id it was for; later changes to either
    field are ignored. None when there is none.
    """
    for change in allowed(record.id, record.changes):
        about, mark = change.set.get(ABOUT[record.kind]), change.set.get("commitment")
        if isinstance(about, str) and isinstance(mark, str) and about and mark:
            return Given(record, about, change.stamp, mark)
    return None


def outcome_of(given: Given) -> tuple[State, dict[str, Any], str]:
    """The state, the opened values, and the stamp of the change that opened them: the first change
    whose values match the commitment. For a mismatch the stamp is that of the first attempt.
    """
    tried = ""
    kind = given.record.kind
    for change in allowed(given.record.id, given.record.changes):
        said = {f: change.set[f] for f in (*VALUES[kind], "salt") if change.set.get(f) is not None}
        if not said:
            continue
        tried = tried or change.stamp
        values = values_in(kind, said)
        if _matches(given, said.get("salt", ""), values):
            return "revealed", values, change.stamp
    return ("mismatch", {}, tried) if tried else ("given", {}, "")


def values_in(kind: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The secret values among a record's fields; empty when one does not fit the kind."""
    some = {f: fields[f] for f in VALUES[kind] if fields.get(f) not in (None, "")}
    try:
        return fitted(kind, some)
    except Refused:
        return {}


def _matches(given: Given, salt: Any, values: dict[str, Any]) -> bool:
    if not values or not isinstance(salt, str):
        return False
    record = given.record
    return matches(
        given.commitment, salt, canonical(record.kind, given.about, record.author, values)
    )


def commit_of(kind: str, about: str, member: str, values: Mapping[str, Any], salt: bytes) -> str:
    """The commitment (a hash) to one member's values for one experiment or session."""
    return commit(canonical(kind, about, member, values), salt)


def canonical(kind: str, about: str, member: str, values: Mapping[str, Any]) -> str:
    """The values as canonical JSON, identical on every device. It includes the member and what the
    values are for, so that nobody can copy another's commitment.
    """
    whole = {f: int(v) if isinstance(v, float) and v.is_integer() else v for f, v in values.items()}
    frame = {"kind": kind, "about": about, "by": member}
    return msgspec.json.encode(frame | {"values": whole}, order="deterministic").decode()
