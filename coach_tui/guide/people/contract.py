"""The contract between coach and learner: its text, each side's agreement, and when to renew it.

An agreement is the hash of the text that was read. It counts while the text is unchanged, and only
when a member with that role gave it: nobody can agree for somebody else. Rows C2 to C4, N2 and N3
of docs/method.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import blake2b
from typing import Any

import msgspec

from coach_tui.engagement import Engagement, Plan
from coach_tui.guide import writing
from coach_tui.guide.contracts import FIELDS, clause, current, said_before
from coach_tui.guide.reader import Reader
from coach_tui.guide.who import who_in
from coach_tui.records.audience import issues_of, unsafe
from coach_tui.records.dates import at
from coach_tui.records.people import Contract
from coach_tui.records.refusal import Refused
from coach_tui.records.state import Record, Value, fold, values
from coach_tui.records.text import line

ROLES = ("coach", "learner")
RENEW = 84
"""Days after which a new contract is due for renewal."""
AHEAD = 14
"""How many days before the renewal the Today page shows it."""
BACK = 60
"""The most changes searched, in each direction, for the text that somebody agreed to."""
DEFAULT = {
    "text": "One real issue of the learner's, and how the learner goes about it.",
    "often": "Every second week, an hour; a few minutes of work in between.",
    "horizon": "Three months. First signs are questions answered and things tried; results, if "
    "any, come late.",
    "between_us": "What is said here, mistakes above all. The exceptions are harm and the law.",
    "talk": "The learner talks about the issue wherever they like; the coach to nobody about the "
    "learner.",
    "sponsor_sees": "The issue, what was tried and what it was worth; only what the learner has "
    "released, and read before.",
    "ending": "With a last session that looks back. Either may end earlier, in a talk, without "
    "having to say why.",
}
"""The text of a new contract, by field."""
CLAUSES = {
    "rhythm": "often",
    "between-us": "between_us",
    "exceptions": "between_us",
    "stays": "between_us",
    "mistakes": "between_us",
    "may-talk": "talk",
    "who-hears": "talk",
    "can-stop": "talk",
    "sponsor-sees": "sponsor_sees",
    "may-hear": "sponsor_sees",
    "wont-ask": "sponsor_sees",
    "part-early": "ending",
    "notes": "ending",
}
"""Ids of deck prompts at which one sentence is agreed, each with the field that it belongs to."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A field whose text differs from the one that somebody agreed to."""

    field: str
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """One role's agreement: `agreed`, `changed` (the text has changed since) or `open` (never
    agreed); `at` is when it was given (ms, 0 for never).
    """

    role: str
    name: str
    state: str
    at: int = 0
    differences: tuple[Difference, ...] = ()


def proposal(engagement: Engagement) -> dict[str, Any]:
    """The fields of a new contract, for editing: clauses agreed in sessions, the default text for
    the rest, and the renewal day. Every reply to a prompt with `of contract` counts as a clause.
    """
    reader = Reader(engagement)
    said: dict[str, dict[str, str]] = {}
    for record in reader.of_kind("contract"):
        if clause(record) and record.text("prompt") in CLAUSES and not record.private:
            into = said.setdefault(CLAUSES[record.text("prompt")], {})
            into[record.text("prompt")] = line(record.text("text"))
    agreed_on = {name: " ".join(some.values()) for name, some in said.items()}
    renew = at(engagement.wall()).date() + timedelta(days=RENEW)
    return DEFAULT | agreed_on | {"renew": renew.isoformat()} | said_before(reader)


def digest(contract: Record) -> str:
    """A hash of the whole text, as 16 hex digits."""
    said = [[name, contract.text(name)] for name in FIELDS]
    return blake2b(msgspec.json.encode(said), digest_size=8).hexdigest()


def agreements(engagement: Engagement, contract: Record) -> list[Agreement]:
    """The agreement of each role to the present text."""
    return [_agreement(engagement, contract, role) for role in ROLES]


def agreed(engagement: Engagement, contract: Record) -> bool:
    """Whether both roles have agreed to the present text."""
    return all(one.state == "agreed" for one in agreements(engagement, contract))


def due(contract: Record, day: str) -> bool:
    """Whether a contract is due for renewal on a day, or within `AHEAD` days of it."""
    try:
        renew = date.fromisoformat(contract.text("renew"))
    except ValueError:
        return False
    return (renew - date.fromisoformat(day)).days <= AHEAD


def unsettled(contract: Record) -> list[str]:
    """The fields in conflict (edited at once on two devices); nobody can agree until none is."""
    return [name for name in FIELDS if name in contract.conflicts]


def agree(engagement: Engagement, seen: str = "") -> list[Plan]:
    """Plans for this person's agreement to the present text; `seen` is the digest of the text that
    was shown (empty: not checked).

    `Refused` when there is no shared contract, it has conflicts, it changed after it was shown, or
    this person has agreed already.
    """
    contract, role = current(Reader(engagement)), engagement.me.role
    if contract is None:
        raise Refused("There is no contract yet. Thread has a text to begin with: v, then e.")
    if contract.private:
        raise Refused("Only you can see this contract. Share it first. Nothing was changed.")
    if names := unsettled(contract):
        said = ", ".join(Contract.labels.get(n, n) for n in names)
        several = who_in(engagement).several.capitalize()
        raise Refused(f"{several} of you changed this at once: {said}. Choose first, then agree.")
    if seen and seen != digest(contract):
        raise Refused("It was changed meanwhile. Read it again, then agree.")
    if _agreement(engagement, contract, role).state == "agreed":
        raise Refused("You have agreed to this text already. Nothing was changed.")
    return writing.edit(engagement, contract.id, {f"agreed_{role}": digest(contract)})


def _agreement(engagement: Engagement, contract: Record, role: str) -> Agreement:
    named = [m for m, d in engagement.members.items() if d.role == role]
    name = engagement.name_of(named[0]) if named else f"the {role}"
    field = f"agreed_{role}"
    own = [
        v
        for v in values(contract.id, contract.changes)
        if v.field == field and _role(engagement, v) == role
    ]
    given = [v for v in own if v.value]
    # Only values written by members with that role count, so nobody can revoke another's agreement.
    if own and own[-1].value == digest(contract) and not unsettled(contract):
        return Agreement(role, name, "agreed", own[-1].change.w)
    if not given:
        return Agreement(role, name, "open")
    last = given[-1]
    return Agreement(role, name, "changed", last.change.w, tuple(_differences(contract, last)))


def _role(engagement: Engagement, value: Value) -> str:
    found = engagement.members.get(value.change.author)
    return found.role if found else ""


def _differences(contract: Record, given: Value) -> list[Difference]:
    """The fields that differ from the text that was agreed to; empty when that is not found."""
    before = _text_of(contract, given)
    if before is None:
        return []
    return [
        Difference(name, before.text(name), contract.text(name))
        for name in FIELDS
        if before.text(name) != contract.text(name)
    ]


def _text_of(contract: Record, given: Value) -> Record | None:
    """The record as it was when somebody agreed to it, found by its digest; None if not found."""
    stamps = [c.stamp for c in contract.changes]
    place = stamps.index(given.change.stamp)
    for end in (*range(place, max(-1, place - BACK), -1), *range(place, len(stamps))[:BACK]):
        earlier = fold(contract.id, contract.changes[: end + 1])
        if earlier is not None and digest(earlier) == given.value:
            return earlier
    return None


def before_sharing(engagement: Engagement, said: Mapping[str, Any]) -> str:
    """Warnings to show before a record with these fields is shared, from the gates of its issue and
    the contract; empty when there are none.
    """
    issues = issues_of(engagement.state.records, said)
    found = []
    if any(unsafe(issue) for issue in issues):
        found.append(
            "This issue is not safe to have known: somebody may come to harm, or has to report it. "
            "What is shared stays shared."
        )
    if any(issue.text("sharing") == "nothing" for issue in issues):
        found.append("Nothing of this issue may be told in other parts of the organisation.")
    elif any(issue.text("sharing") == "ask" for issue in issues):
        found.append("You would have to ask before telling it in other parts of the organisation.")
    contract = current(Reader(engagement))
    if contract is not None and contract.text("talk"):
        found.append(f"Your contract says who may talk to whom: {line(contract.text('talk'))}")
    return " ".join(found)
