"""The verb `agree`, and what `show` says about who has agreed to the contract."""

from typing import TYPE_CHECKING, Any

from coach_tui.cli import output
from coach_tui.cli.call import Call
from coach_tui.records.refusal import Refused
from coach_tui.records.text import line

if TYPE_CHECKING:
    from coach_tui.engagement import Engagement
    from coach_tui.guide.people.contract import Agreement
    from coach_tui.records.state import Record

WORDS = {
    "agreed": "agreed to this text",
    "changed": "agreed to another text; to be agreed again",
    "open": "has not agreed yet",
}


def agree(call: Call) -> int:
    """Agree to the contract as it is now, or begin one from a template."""
    from coach_tui.cli.writing import kept
    from coach_tui.guide import writing
    from coach_tui.guide.contracts import current
    from coach_tui.guide.people.contract import agree as plans
    from coach_tui.guide.people.contract import proposal
    from coach_tui.guide.reader import Reader

    engagement = call.engagement()
    there = current(Reader(engagement))
    if call.args.new:
        if there is not None:
            raise Refused(f"There is a contract already: {there.id}. Nothing was changed.")
        return kept(call, engagement, *writing.new(engagement, "contract", proposal(engagement)))
    if there is None:
        raise Refused("There is no contract yet. To begin one from a good text: agree --new")
    if there.private:
        raise Refused(f"Only you can see the contract. Share it first: coach-tui share {there.id}")
    return kept(call, engagement, *plans(engagement))


def standing_json(engagement: "Engagement", record: "Record") -> dict[str, Any]:
    """Who has agreed, as JSON values: by role, the state and what differs."""
    from coach_tui.guide.people.contract import agreements

    return {
        one.role: {
            "state": one.state,
            "differs": {d.field: {"before": d.before, "now": d.now} for d in one.differences},
        }
        for one in agreements(engagement, record)
    }


def put_standing(engagement: "Engagement", record: "Record") -> None:
    """Print who has agreed and what differs."""
    from coach_tui.guide.people.contract import agreements

    output.put("")
    for one in agreements(engagement, record):
        output.put(_line(one))
        for change in one.differences:
            output.put(f"  {line(change.field)}")
            output.put(f"    before  {line(change.before)}")
            output.put(f"    now     {line(change.now)}")


def _line(one: "Agreement") -> str:
    return f"{one.name} {WORDS[one.state]}."
