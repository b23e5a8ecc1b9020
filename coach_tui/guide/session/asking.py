"""What a coach asks and tells of their own accord, beside the deck (P2)."""

from dataclasses import dataclass

from coach_tui.engagement import Engagement, Plan
from coach_tui.guide import writing
from coach_tui.guide.reader import Reader
from coach_tui.method.craft import closed, findings
from coach_tui.records.state import Record
from coach_tui.records.text import typed

OWN = "own"
"""The type of an answer whose question was the coach's own."""
INCOMPLETE = ("Q10",)
"""What every question lacks until it is typed to its end."""


def hint(text: str) -> str:
    """What the craft of asking says about a question that is being typed; empty when nothing."""
    found = [one.text for one in findings(text[:2000]) if one.code not in INCOMPLETE]
    return ", ".join(found[:2])


def own_question(
    engagement: Engagement, session: str, issue: str, text: str, reply: str = ""
) -> list[Plan]:
    """A question of the coach's own with what was said to it, as one record: an answer whose
    question stands in it, marked as asked as long as there is no reply.
    """
    learner = next((d.member for d in engagement.others if d.role == "learner"), "learner")
    said = {"asked": typed(text).strip(), "session": session, "issue": issue, "type": OWN}
    if engagement.me.role == "coach":
        said["by"] = learner
    said["state"] = "answered" if reply.strip() else "asked"
    return writing.new(engagement, "answer", said | {"value": reply.strip() or None})


@dataclass(frozen=True, slots=True)
class Mix:
    """What was asked and told in a session: prompts of the deck, own questions, advice."""

    deck: int = 0
    opened: int = 0
    closed: int = 0
    told: int = 0

    @property
    def words(self) -> str:
        """The mix in one plain sentence, without a verdict."""
        own = self.opened + self.closed
        parts = [f"{_count(self.deck, 'question')} from the deck"]
        if own:
            parts.append(f"{own} of your own ({self.opened} open, {self.closed} closed)")
        else:
            parts.append("none of your own")
        told = f"told: {_count(self.told, 'piece')} of advice" if self.told else "no advice"
        return f"Asked: {', '.join(parts)}; {told}."


def mix(reader: Reader, session: Record) -> Mix:
    """The mix of a session, from what is recorded in it."""
    prompts: set[str] = set()
    count = {"opened": 0, "closed": 0, "told": 0}
    for record in reader.records:
        if record.text("session") != session.id:
            continue
        if record.kind == "advice":
            count["told"] += 1
        elif record.text("prompt"):
            passed = record.kind == "answer" and record.get("state") in ("skipped", "parked")
            prompts |= set() if passed else {record.text("prompt")}
        elif record.kind == "answer" and record.text("type") == OWN:
            count["closed" if closed(record.text("asked")) else "opened"] += 1
    return Mix(len(prompts), **count)


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
