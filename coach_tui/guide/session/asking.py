"""The coach's own questions and advice in a session, besides the prompts of the deck.

Row P2 of docs/method.md.
"""

from dataclasses import dataclass

from coach_tui.engagement import Engagement, Plan
from coach_tui.guide import writing
from coach_tui.guide.reader import Reader
from coach_tui.method.craft import closed, findings
from coach_tui.records.state import Record
from coach_tui.records.text import typed

OWN = "own"
"""The `type` of an answer record whose question came from the coach, not from a deck."""
INCOMPLETE = ("Q10",)
"""Codes of findings that apply to every question that is not typed to its end yet."""


def hint(text: str) -> str:
    """Up to two remarks on the style of a question being typed; empty when there are none."""
    found = [one.text for one in findings(text[:2000]) if one.code not in INCOMPLETE]
    return ", ".join(found[:2])


def own_question(
    engagement: Engagement, session: str, issue: str, text: str, reply: str = ""
) -> list[Plan]:
    """Plans for one answer record with the coach's question in `asked` and the reply in `value`;
    without a reply its state is `asked`.
    """
    learner = next((d.member for d in engagement.others if d.role == "learner"), "learner")
    said = {"asked": typed(text).strip(), "session": session, "issue": issue, "type": OWN}
    if engagement.me.role == "coach":
        said["by"] = learner
    said["state"] = "answered" if reply.strip() else "asked"
    return writing.new(engagement, "answer", said | {"value": reply.strip() or None})


@dataclass(frozen=True, slots=True)
class Mix:
    """Counts for a session: what the coach typed themselves (open and closed questions, pieces of
    advice), and apart from that the prompts the deck asked.
    """

    deck: int = 0
    opened: int = 0
    closed: int = 0
    told: int = 0

    @property
    def words(self) -> str:
        """The counts in two sentences, without a judgement; the coach's own come first."""
        own = self.opened + self.closed
        asked = f"{_count(own, 'question')} ({self.opened} open, {self.closed} closed)"
        told = _count(self.told, "piece") + " of advice" if self.told else "no advice"
        deck = _count(self.deck, "question") if self.deck else "none"
        return f"Of your own: {asked if own else 'no question'}, {told}. From the deck: {deck}."


def mix(reader: Reader, session: Record) -> Mix:
    """Count what the coach asked and told in a session in their own words, and apart from that what
    the deck asked.
    """
    members = reader.engagement.members
    prompts: set[str] = set()
    count = {"opened": 0, "closed": 0, "told": 0}
    for record in reader.records:
        if record.text("session") != session.id:
            continue
        passed = record.kind == "answer" and record.get("state") in ("skipped", "parked")
        if record.text("prompt") and not passed:
            prompts.add(record.text("prompt"))
        if record.author not in members or members[record.author].role != "coach":
            continue
        if record.kind == "advice":
            count["told"] += 1
        elif record.kind == "answer" and record.text("type") == OWN:
            count["closed" if closed(record.text("asked")) else "opened"] += 1
    return Mix(len(prompts), **count)


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
