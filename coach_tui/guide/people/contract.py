"""What the pair agrees on: a text, each one's own yes to it, and when to look at it again (C2-C4).

A yes is the hash of the text that its giver saw. It counts while the text is the same, and only
when a member of that role gave it: nobody can agree for somebody else.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import blake2b
from typing import Any

import msgspec

from coach_tui.engagement import Engagement, Plan
from coach_tui.guide import writing
from coach_tui.guide.reader import Reader
from coach_tui.guide.who import who_in
from coach_tui.records.audience import issues_of, unsafe
from coach_tui.records.dates import at
from coach_tui.records.people import Contract
from coach_tui.records.refusal import Refused
from coach_tui.records.state import Record, Value, fold, values
from coach_tui.records.text import line

FIELDS = tuple(f for f in Contract.labels if not f.startswith("agreed_"))
"""The fields of the text, in order."""
ROLES = ("coach", "learner")
RENEW = 84
"""Days after which a new contract is looked at again."""
AHEAD = 14
"""Days before that from which it stands on Today."""
BACK = 60
"""Changes that are gone through at the most to find what somebody agreed to."""
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
"""A text to begin with."""
CLAUSES = {
    "rhythm": "often",
    "between-us": "between_us",
    "exceptions": "between_us",
    "stays": "between_us",
    "may-talk": "talk",
    "who-hears": "talk",
    "sponsor-sees": "sponsor_sees",
    "may-hear": "sponsor_sees",
    "part-early": "ending",
    "notes": "ending",
}
"""Prompts of decks at which one sentence was agreed, and the field that it belongs to."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that reads otherwise than what somebody agreed to."""

    field: str
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """One side's yes: `agreed`, `changed` (the text is another since) or `open`; when (ms)."""

    role: str
    name: str
    state: str
    at: int = 0
    differences: tuple[Difference, ...] = ()


def current(reader: Reader) -> Record | None:
    """The contract that counts: the latest one that is not out of sight and is more than a sentence
    agreed on in a session. A private draft counts only where nothing is shared, so that both
    devices mean the same one.
    """
    found = [r for r in reader.of_kind("contract") if not clause(r)]
    return max(found, key=lambda r: (not r.private, r.created, r.id), default=None)


def clause(record: Record) -> bool:
    """Whether a record of the kind is one sentence, from a prompt."""
    return bool(record.text("prompt")) and sum(bool(record.text(f)) for f in FIELDS) < 2


def proposal(engagement: Engagement) -> dict[str, Any]:
    """The fields of a new contract, to be changed at will: what was agreed in sessions already, so
    that it need not be asked twice, and a good text for the rest.
    """
    said: dict[str, dict[str, str]] = {}
    for record in Reader(engagement).of_kind("contract"):
        if clause(record) and record.text("prompt") in CLAUSES and not record.private:
            into = said.setdefault(CLAUSES[record.text("prompt")], {})
            into[record.text("prompt")] = line(record.text("text"))
    agreed_on = {name: " ".join(some.values()) for name, some in said.items()}
    renew = at(engagement.wall()).date() + timedelta(days=RENEW)
    return DEFAULT | agreed_on | {"renew": renew.isoformat()}


def digest(contract: Record) -> str:
    """A short hash of the whole text."""
    said = [[name, contract.text(name)] for name in FIELDS]
    return blake2b(msgspec.json.encode(said), digest_size=8).hexdigest()


def agreements(engagement: Engagement, contract: Record) -> list[Agreement]:
    """How each side stands to the text as it is now."""
    return [_agreement(engagement, contract, role) for role in ROLES]


def agreed(engagement: Engagement, contract: Record) -> bool:
    """Whether both have agreed to the text as it is."""
    return all(one.state == "agreed" for one in agreements(engagement, contract))


def due(contract: Record, day: str) -> bool:
    """Whether it is time to look at it again: from two weeks before the day that it names."""
    try:
        renew = date.fromisoformat(contract.text("renew"))
    except ValueError:
        return False
    return (renew - date.fromisoformat(day)).days <= AHEAD


def unsettled(contract: Record) -> list[str]:
    """The fields that both wrote at once: before one is chosen there is no text to agree to."""
    return [name for name in FIELDS if name in contract.conflicts]


def agree(engagement: Engagement, seen: str = "") -> list[Plan]:
    """One's own yes to the text as it is now; `seen` is the digest of what was read."""
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
    # Nobody takes back what another has given: one's own last word counts, whoever wrote after it.
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
    """Field by field, what was agreed to and what stands there now."""
    before = _text_of(contract, given)
    if before is None:
        return []
    return [
        Difference(name, before.text(name), contract.text(name))
        for name in FIELDS
        if before.text(name) != contract.text(name)
    ]


def _text_of(contract: Record, given: Value) -> Record | None:
    """The record as it was when somebody agreed to it: the one whose text has that hash."""
    stamps = [c.stamp for c in contract.changes]
    place = stamps.index(given.change.stamp)
    for end in (*range(place, max(-1, place - BACK), -1), *range(place, len(stamps))[:BACK]):
        earlier = fold(contract.id, contract.changes[: end + 1])
        if earlier is not None and digest(earlier) == given.value:
            return earlier
    return None


def before_sharing(engagement: Engagement, said: Mapping[str, Any]) -> str:
    """What was agreed about telling others, and what the gates of the issue say; shown when
    somebody is about to share a record that says this (N2, N3).
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
