"""Given blind: forecasts for an experiment (P10) and check-outs of a session (C2). Each person sees
the other's only after their own.

Giving makes two records. A private one holds the values and a salt; a public one holds a mark made
of both, which says nothing of them and fits no others. When both have given theirs, each device
opens its own: it publishes values and salt, and the other checks them against the mark.
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
from coach_tui.records.worth import Check

ITEMS = ("heard", "matter", "manner", "open", "worth")
"""What a check-out asks, 0 to 10 each."""
ABOUT = {"prediction": "experiment", "check": "session"}
"""The kinds that are given blind, each with the field that says what for."""
VALUES = {"prediction": ("chance", "text"), "check": (*ITEMS, "text")}
KIND_OF = {about: kind for kind, about in ABOUT.items()}
NAMES = {"prediction": "a prediction", "check": "a check-out"}
ITEM_WORDS = {item: Check.labels[item].removesuffix(", 0 to 10") for item in ITEMS}
"""The items as they are asked."""

State = Literal["none", "given", "revealed", "mismatch"]
WORDS: dict[State, str] = {
    "none": "nothing yet",
    "given": "given, not open yet",
    "revealed": "open",
    "mismatch": "does not match what was given first; it does not count",
}


@dataclass(frozen=True, slots=True)
class Given:
    """What counts of one person for one thing: the first mark, by the stamp of its change."""

    record: Record
    about: str
    stamp: str
    commitment: str


@dataclass(frozen=True, slots=True)
class BlindStatus:
    """How one person's stands. `values` are there only when they were opened and fit the mark."""

    member: str
    state: State = "none"
    values: dict[str, Any] = field(default_factory=dict)
    after: str = ""
    """Whose was open already when this was given, in words; then it was not blind."""

    @property
    def late(self) -> bool:
        """Whether it was given when somebody else's was open already: not blind."""
        return bool(self.after)

    @property
    def words(self) -> str:
        """The state in a few words; of an open one what was said."""
        if self.state != "revealed":
            return WORDS[self.state]
        said = said_in_words(self.values)
        return f"{said}, given when {self.after} was open" if self.after else said


def said_in_words(values: Mapping[str, Any]) -> str:
    """`60 %`, or the five items of a check-out in their order."""
    if "chance" in values:
        return f"{as_given(values['chance'])} %"
    return ", ".join(f"{i} {values[i]}" for i in ITEMS if i in values)


class Book:
    """Everything of one kind that was given. It reckons with all of it, whoever looks; only what
    one said oneself and is not open yet is kept from view.
    """

    def __init__(self, reader: Reader, kind: str) -> None:
        self.kind = kind
        self._reader = reader
        self._members = list(reader.engagement.members)
        self._me = reader.me.member
        self.given: dict[str, dict[str, Given]] = {}
        """By what it is about, then by member."""
        self._secrets: dict[str, Record] = {}
        """Our private records, by the id of the public one."""
        self._alone: dict[str, Record] = {}
        """Private ones without a public one, by what they are about."""
        # Hidden ones, too: taking it out of sight does not undo what was given.
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
        """Our private record behind our mark, when it lies on this device."""
        mine = self.given.get(about, {}).get(self._me)
        return self._secrets.get(mine.record.id) if mine else self._alone.get(about)

    def own(self, about: str) -> dict[str, Any] | None:
        """What we said ourselves, open or not; None when nothing or not on this device, or when it
        may not be seen and is not open.
        """
        record = self.secret(about)
        if record is not None and self._reader.may_see(record):
            return values_in(self.kind, record.fields)
        mine = self.given.get(about, {}).get(self._me)
        return outcome_of(mine)[1] if mine and outcome_of(mine)[0] == "revealed" else None

    def statuses(self, about: str) -> dict[str, BlindStatus]:
        """How everybody's stands, by member, oneself first."""
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
        """Whether everybody gave theirs, and ours is still to be opened and can be."""
        there = self.given.get(about, {})
        mine = there.get(self._me)
        others = [m for m in self._members if m != self._me]
        if mine is None or not others or any(m not in there for m in others):
            return False
        return outcome_of(mine)[0] != "revealed" and self.fits(about)

    def fits(self, about: str) -> bool:
        """Whether our values are here and give our mark."""
        mine, record = self.given.get(about, {}).get(self._me), self.secret(about)
        if mine is None or record is None:
            return False
        return _matches(mine, record.text("salt"), values_in(self.kind, record.fields))

    def opening(self, engagement: Engagement, about: str) -> list[Plan]:
        """Publish our values and salt; the private record has done its work."""
        record = self.secret(about)
        assert record is not None
        said = values_in(self.kind, record.fields) | {"salt": record.text("salt")}
        public = self.given[about][self._me].record.id
        hidden = writing.edit(engagement, record.id, {"hidden": True})
        return [*writing.edit(engagement, public, said), *hidden]


def _first_mark(record: Record) -> Given | None:
    """The first mark in a record, with what it was about then: later changes move neither."""
    for change in allowed(record.id, record.changes):
        about, mark = change.set.get(ABOUT[record.kind]), change.set.get("commitment")
        if isinstance(about, str) and isinstance(mark, str) and about and mark:
            return Given(record, about, change.stamp, mark)
    return None


def outcome_of(given: Given) -> tuple[State, dict[str, Any], str]:
    """What was opened, and the stamp of the change that did: any change that fits the mark."""
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
    """The values among some fields; none when they do not fit the kind."""
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
    """The mark of one person's values for one thing."""
    return commit(canonical(kind, about, member, values), salt)


def canonical(kind: str, about: str, member: str, values: Mapping[str, Any]) -> str:
    """The values as one text, the same on every device. It says whose they are and what about, so
    that nobody can hand in the other's mark as their own.
    """
    whole = {f: int(v) if isinstance(v, float) and v.is_integer() else v for f, v in values.items()}
    frame = {"kind": kind, "about": about, "by": member}
    return msgspec.json.encode(frame | {"values": whole}, order="deterministic").decode()
