"""What a new record hangs on decides who sees it (C2, N3)."""

from typing import Any

import pytest

from tests.pair import Pair


def seen(pair: Pair, kind: str, **said: Any) -> str:
    made = pair.coach.add(kind, text="The boss is bullying", **said)
    return pair.coach.record(made).audience


@pytest.mark.parametrize("private", ["issue", "experiment", "assumption"])
def test_what_hangs_on_something_private_is_private_and_keeps_its_place(
    pair: Pair, private: str
) -> None:
    above = pair.coach.add(private, text="Mine", audience="private")
    made = pair.coach.add("observation", text="Seen", links=[above])
    assert pair.coach.record(made).audience == "private"
    if private != "assumption":
        made = pair.coach.add("observation", text="Seen", **{private: above})
        record = pair.coach.record(made)
        assert (record.audience, record.text(private)) == ("private", above)
    else:
        trial = pair.coach.add("experiment", text="Ask", assumption=above)
        assert seen(pair, "observation", experiment=trial) == "private", "two steps below"
    pair.rounds()
    assert not list(pair.learner.open().state.of_kind("observation"))


def test_an_unsafe_issue_keeps_back_what_names_only_its_experiment_n3(pair: Pair) -> None:
    issue = pair.coach.add("issue", text="Late")
    belief = pair.coach.add("assumption", text="They say no", issue=issue)
    trial = pair.coach.add("experiment", text="Ask", assumption=belief)
    assert seen(pair, "observation", experiment=trial) == "engagement"
    pair.coach.edit(issue, safe="stop")
    for said in ({"experiment": trial}, {"assumption": belief}, {"links": [issue]}):
        kind = "experiment" if "assumption" in said else "observation"
        assert seen(pair, kind, **said) == "private"
    assert seen(pair, "observation") == "engagement", "what belongs to no issue"


def test_of_two_answers_at_once_the_graver_counts_n3(pair: Pair) -> None:
    from coach_tui.guide.issue.gates import gate_statuses
    from coach_tui.guide.reader import Reader

    issue = pair.coach.add("issue", text="Late")
    pair.rounds()
    pair.coach.edit(issue, safe="stop")
    pair.learner.edit(issue, safe="fine")
    pair.rounds()
    for side in pair.sides:
        who = side.open()
        assert who.state.records[issue].conflicts["safe"]
        found = gate_statuses(Reader(who), who.state.records[issue])
        safe = next(s for s in found if s.gate.field == "safe")
        assert safe.red
        made = side.add("insight", text="Harmful", issue=issue)
        assert side.record(made).audience == "private"
