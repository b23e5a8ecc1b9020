"""The contract (C2, C3, C4, N2): each agrees by their own change; a changed text asks again."""

import pytest

from coach_tui.guide import contracts
from coach_tui.guide.day.today import today
from coach_tui.guide.people import contract
from coach_tui.guide.reader import Reader
from coach_tui.planning import plan_edit
from coach_tui.records.kinds import field_types
from coach_tui.records.refusal import Refused
from tests.pair import DAY, Pair, Side


def begun(pair: Pair) -> str:
    """A contract from the good default, known to both."""
    identity = pair.coach.add("contract", **contract.proposal(pair.coach.open()))
    pair.rounds()
    return identity


def agree(side: Side) -> None:
    who = side.open()
    who.do(*contract.agree(who))
    who.publish()


def states(side: Side) -> list[str]:
    who = side.open()
    found = contracts.current(Reader(who))
    assert found
    return [a.state for a in contract.agreements(who, found)]


def test_a_good_default_fills_every_field_c2_c3_c4(pair: Pair) -> None:
    said = contract.proposal(pair.coach.open())
    assert set(said) == set(contracts.FIELDS) and all(said.values())
    assert set(contracts.FIELDS) < set(field_types("contract"))
    assert "not" not in said["renew"] and said["renew"] > "2026-11"


def test_each_agrees_for_themselves_and_both_devices_know(pair: Pair) -> None:
    begun(pair)
    assert states(pair.coach) == ["open", "open"]
    agree(pair.coach)
    pair.rounds()
    assert states(pair.learner) == ["agreed", "open"]
    agree(pair.learner)
    pair.rounds()
    assert states(pair.coach) == states(pair.learner) == ["agreed", "agreed"]
    with pytest.raises(Refused, match="agreed to this text already"):
        agree(pair.coach)


def test_nobody_agrees_for_the_other(pair: Pair) -> None:
    identity = begun(pair)
    who = pair.coach.open()
    forged = contract.digest(who.state.records[identity])
    pair.coach.edit(identity, agreed_learner=forged)
    pair.rounds()
    assert states(pair.coach) == states(pair.learner) == ["open", "open"]
    agree(pair.learner)
    pair.rounds()
    assert states(pair.coach) == ["open", "agreed"]


def test_a_changed_text_asks_again_and_shows_what_differs(pair: Pair) -> None:
    identity = begun(pair)
    agree(pair.coach)
    pair.rounds()
    agree(pair.learner)
    pair.rounds()
    before = pair.coach.record(identity).text("often")
    pair.learner.edit(identity, often="Every week", ending="")
    pair.rounds()
    for side in pair.sides:
        who = side.open()
        assert states(side) == ["changed", "changed"]
        one = contract.agreements(who, who.state.records[identity])[0]
        shown = {d.field: (d.before, d.now) for d in one.differences}
        assert shown == {
            "often": (before, "Every week"),
            "ending": (contract.DEFAULT["ending"], ""),
        }
    pair.learner.edit(identity, often=before, ending=contract.DEFAULT["ending"])
    pair.rounds()
    assert states(pair.coach) == ["agreed", "agreed"], "the text that both agreed to"


def test_two_wordings_at_once_are_no_text_to_agree_to(pair: Pair) -> None:
    identity = begun(pair)
    agree(pair.coach)
    pair.rounds()
    pair.coach.edit(identity, talk="To nobody")
    pair.learner.edit(identity, talk="To everybody")
    pair.rounds()
    with pytest.raises(Refused, match="Choose first"):
        agree(pair.learner)
    assert states(pair.learner) == ["changed", "open"]


def test_what_was_read_is_what_is_agreed_to(pair: Pair) -> None:
    begun(pair)
    who = pair.coach.open()
    with pytest.raises(Refused, match="changed meanwhile"):
        contract.agree(who, "0" * 16)


def test_without_a_contract_it_says_how_to_begin(pair: Pair) -> None:
    who = pair.coach.open()
    assert contracts.current(Reader(who)) is None
    with pytest.raises(Refused, match="v, then e"):
        contract.agree(who)


def test_what_was_agreed_in_sessions_is_not_asked_twice(pair: Pair) -> None:
    pair.coach.add("contract", text="Fridays at nine", prompt="rhythm", asked="How often?")
    pair.coach.add("contract", text="All of it", prompt="between-us", asked="What stays?")
    pair.coach.add("contract", text="But harm", prompt="exceptions", asked="And not?")
    who = pair.coach.open()
    assert contracts.current(Reader(who)) is None, "a sentence is no contract"
    said = contract.proposal(who)
    assert said["often"] == "Fridays at nine" and said["between_us"] == "All of it But harm"
    assert said["ending"] == contract.DEFAULT["ending"]


def test_today_asks_for_a_yes_and_for_a_fresh_look_c4(pair: Pair) -> None:
    begun(pair)

    def needs(side: Side) -> list[str]:
        return [n.text for n in today(Reader(side.open())).needs if n.record.kind == "contract"]

    assert needs(pair.learner) == ["Agree to the contract"]
    agree(pair.learner)
    pair.rounds()
    assert needs(pair.learner) == [] and needs(pair.coach) == ["Agree to the contract"]
    pair.learner.wall.forward((contract.RENEW - contract.AHEAD + 1) * DAY)
    assert needs(pair.learner) == ["Look at the contract again"]


def test_what_is_forbidden_is_shown_when_sharing_is_tried_n2(pair: Pair) -> None:
    begun(pair)
    issue = pair.learner.add("issue", text="It", sharing="nothing")
    note = pair.learner.add("note", text="Mine", issue=issue)
    who = pair.learner.open()
    words = contract.before_sharing(who, who.state.records[note].fields)
    assert "Nothing of this issue may be told" in words
    assert contract.DEFAULT["talk"][:30] in words


def test_an_experience_stands_on_today_until_its_last_part_is_there_p3(pair: Pair) -> None:
    mine = pair.learner.add("experience", text="The call", happened="He hung up")
    who = pair.learner.open()
    (need,) = [n for n in today(Reader(who)).needs if n.record.id == mine]
    assert need.text == "What will you do next?" and need.why == "The call"
    pair.learner.edit(mine, next="Ring again on Monday")
    assert not [n for n in today(Reader(pair.learner.open())).needs if n.record.id == mine]
    shared = pair.coach.add("experience", text="Mine", audience="engagement")
    pair.rounds()
    assert not [n for n in today(Reader(pair.learner.open())).needs if n.record.id == shared]


def test_nobody_takes_back_the_other_s_yes(pair: Pair) -> None:
    identity = begun(pair)
    for side in pair.sides:
        agree(side)
        pair.rounds()
    pair.coach.edit(identity, agreed_learner="abc")
    pair.rounds()
    assert states(pair.coach) == states(pair.learner) == ["agreed", "agreed"]
    pair.learner.edit(identity, agreed_learner="")
    pair.rounds()
    assert states(pair.coach) == states(pair.learner) == ["agreed", "changed"], "one's own is"


def test_a_private_draft_does_not_stand_in_for_the_shared_contract(pair: Pair) -> None:
    identity = begun(pair)
    draft = pair.learner.add("contract", text="Mine, for later", audience="private")
    agree(pair.learner)
    pair.rounds()
    assert states(pair.learner) == states(pair.coach) == ["open", "agreed"]
    who = pair.learner.open()
    who.do(plan_edit(who, identity, {"hidden": True}))
    found = contracts.current(Reader(who))
    assert found and found.id == draft
