"""Plans for what a person does at the gates of an issue: answer a gate, take a way out of it.

Rows C1 and N1 of docs/method.md.
"""

from coach_tui.engagement import Engagement, Plan
from coach_tui.guide import writing
from coach_tui.guide.issue.gates import WAYS
from coach_tui.records.refusal import Refused
from coach_tui.records.state import Record


def answer(engagement: Engagement, issue: Record, field: str, value: str) -> list[Plan]:
    """Plans that answer a gate, for the first time or again; `field` is the gate's field."""
    return writing.edit(engagement, issue.id, {field: value})


def take(engagement: Engagement, issue: Record, gate: str, way: str, words: str = "") -> list[Plan]:
    """Plans that take a way out of a gate: the way's record, and what follows from it.

    `Refused` when the way needs words and there are none, or no red gate offers it.
    """
    if WAYS[way].kind and not words.strip():
        raise Refused("A word is needed; it becomes a record of its own. Nothing was changed.")
    said = {"way": way, "gate": gate, "text": words.strip(), "issue": issue.id}
    return writing.new(engagement, "way", said)
