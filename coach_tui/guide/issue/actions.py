"""What one does at the gates of an issue, as plans: answer one, take a way out of one (C1, N1)."""

from coach_tui.engagement import Engagement, Plan
from coach_tui.guide import writing
from coach_tui.guide.issue.gates import WAYS
from coach_tui.records.refusal import Refused
from coach_tui.records.state import Record


def answer(engagement: Engagement, issue: Record, field: str, value: str) -> list[Plan]:
    """A gate answered, for the first time or again."""
    return writing.edit(engagement, issue.id, {field: value})


def take(engagement: Engagement, issue: Record, gate: str, way: str, words: str = "") -> list[Plan]:
    """A way out of a gate, as a record, and what comes of it."""
    if WAYS[way].kind and not words.strip():
        raise Refused("A word is needed; it becomes a record of its own. Nothing was changed.")
    said = {"way": way, "gate": gate, "text": words.strip(), "issue": issue.id}
    return writing.new(engagement, "way", said)
