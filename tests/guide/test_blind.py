"""Given blind (P10, C2): nobody sees the other's before their own, and nobody can change theirs."""

import json
from typing import Any

import pytest

from coach_tui.engagement import Engagement, Plan
from coach_tui.guide import blind, sealed
from coach_tui.guide.reader import Reader
from coach_tui.planning import plan_edit, plan_new, plan_share
from coach_tui.records.change import Change
from coach_tui.records.refusal import Refused
from tests.guide.envelopes import FIVE, given, look
from tests.pair import Pair, everything_published


def states(engagement: Engagement, about: str) -> dict[str, tuple[str, dict[str, Any]]]:
    found = blind.blind_statuses(Reader(engagement), about)
    return {engagement.name_of(m): (s.state, s.values) for m, s in found.items()}


def trial(pair: Pair) -> str:
    made = pair.coach.add("experiment", text="Ring first")
    pair.rounds()
    return made


def published(pair: Pair) -> str:
    """Every byte of everything that ever left a device, in the clear."""
    return repr(everything_published(pair.folder, pair.coach.ring()))


def test_p10_nothing_of_a_prediction_leaves_before_the_other_gave_theirs(pair: Pair) -> None:
    experiment = trial(pair)
    coach = given(pair.coach, experiment, chance="61.25", text="A secret word")
    secret = next(r for r in coach.state.of_kind("prediction") if r.audience == "private")
    salt = secret.text("salt")
    assert len(salt) == 64
    pair.rounds()
    learner = pair.learner.open()
    assert states(learner, experiment) == {"Leo": ("none", {}), "Carla": ("given", {})}
    assert states(coach, experiment) == {"Carla": ("given", {}), "Leo": ("none", {})}
    assert blind.own(Reader(coach), experiment) == {"chance": 61.25, "text": "A secret word"}
    out = published(pair)
    assert "commitment" in out
    for word in ("61.25", "secret word", salt, bytes.fromhex(salt).hex(), secret.id):
        assert word not in out

    learner = given(pair.learner, experiment, chance=40)
    assert states(look(pair.coach), experiment)["Carla"][0] == "revealed"
    learner = look(pair.learner)
    coach = look(pair.coach)
    said = {"Carla": ("revealed", {"chance": 61.25, "text": "A secret word"}),
            "Leo": ("revealed", {"chance": 40.0})}  # fmt: skip
    assert states(learner, experiment) == said and states(coach, experiment) == said
    assert not blind.due_reveals(coach) and not blind.due_reveals(learner)
    assert salt in published(pair)
    assert not any(r.audience == "private" for r in coach.state.of_kind("prediction"))


def test_c2_a_check_out_is_given_and_opened_in_the_same_way(pair: Pair) -> None:
    session = pair.coach.add("session", text="First talk", status="ended")
    pair.rounds()
    given(pair.learner, session, **FIVE)
    pair.rounds()
    assert "heard" not in published(pair)
    given(pair.coach, session, **(FIVE | {"open": 3}))
    for _ in range(2):
        learner, coach = look(pair.learner), look(pair.coach)
    found = states(coach, session)
    assert found == states(learner, session)
    assert found["Leo"] == ("revealed", FIVE)
    assert found["Carla"][1]["open"] == 3


def test_two_at_the_same_moment_open_each_other(pair: Pair) -> None:
    experiment = trial(pair)
    given(pair.coach, experiment, chance=10)
    given(pair.learner, experiment, chance=90)
    look(pair.coach)
    look(pair.learner)
    assert {s for s, _ in states(look(pair.coach), experiment).values()} == {"revealed"}


def test_one_side_never_gives_and_the_other_opens_alone(pair: Pair) -> None:
    experiment = trial(pair)
    coach = pair.coach.open()
    with pytest.raises(Refused, match="nothing to open"):
        blind.reveal_alone(coach, experiment)
    coach = given(pair.coach, experiment, chance=30)
    coach.do(*blind.reveal_alone(coach, experiment))
    with pytest.raises(Refused, match="open already"):
        blind.reveal_alone(coach, experiment)
    coach.publish()
    pair.rounds()
    learner = pair.learner.open()
    assert states(learner, experiment)["Carla"] == ("revealed", {"chance": 30.0})
    assert blind.waiting_for_me(Reader(learner))[0][0].id == experiment
    given(pair.learner, experiment, chance=35)
    learner = look(pair.learner)
    late = {
        learner.name_of(m): s.late
        for m, s in blind.blind_statuses(Reader(learner), experiment).items()
    }
    assert late == {"Leo": True, "Carla": False}
    assert (
        "other's was open"
        in blind.blind_statuses(Reader(learner), experiment)[learner.me.member].words
    )


def test_what_is_opened_and_does_not_fit_the_mark_is_never_trusted(pair: Pair) -> None:
    experiment = trial(pair)
    given(pair.learner, experiment, chance=20)
    coach = given(pair.coach, experiment, chance=50)
    mine = next(r for r in coach.state.of_kind("prediction") if r.audience != "private")
    coach.do(plan_edit(coach, mine.id, {"chance": 99, "salt": "ab" * 32}))
    coach.publish()
    pair.rounds()
    learner = pair.learner.open()
    stands = {
        learner.name_of(m): s for m, s in blind.blind_statuses(Reader(learner), experiment).items()
    }
    assert stands["Carla"].state == "mismatch" and not stands["Carla"].values
    assert "does not match" in stands["Carla"].words
    # The true value can still be opened, and stays open whatever is written over it.
    coach = look(pair.coach)
    coach.do(plan_edit(coach, mine.id, {"chance": 1}))
    coach.publish()
    pair.rounds()
    assert states(pair.learner.open(), experiment)["Carla"] == ("revealed", {"chance": 50.0})


def test_the_first_mark_counts_whatever_is_given_later(pair: Pair) -> None:
    experiment = trial(pair)
    coach = given(pair.coach, experiment, chance=50)
    with pytest.raises(Refused, match="the first one counts"):
        blind.give(coach, experiment, {"chance": 60})
    first = next(r for r in coach.state.of_kind("prediction") if r.audience != "private")
    # A second record of another device of theirs, and another mark in the first one.
    salt, me = "cd" * 32, coach.me.member
    mark = sealed.commit_of("prediction", experiment, me, {"chance": 99}, bytes.fromhex(salt))
    said = {"experiment": experiment, "commitment": mark, "chance": 99, "salt": salt}
    coach.do(plan_new(coach, "prediction", said), plan_edit(coach, first.id, said))
    coach.do(plan_edit(coach, first.id, {"hidden": True}))
    assert states(coach, experiment)["Carla"] == ("mismatch", {})
    given(pair.learner, experiment, chance=20)
    coach.publish()
    for _ in range(2):
        look(pair.coach)
        look(pair.learner)
    assert states(look(pair.learner), experiment)["Carla"] == ("revealed", {"chance": 50.0})


def test_the_others_mark_cannot_be_handed_in_as_ones_own(pair: Pair) -> None:
    experiment = trial(pair)
    given(pair.learner, experiment, chance=20)
    pair.rounds()
    coach = pair.coach.open()
    theirs = next(coach.state.of_kind("prediction"))
    copied = {"experiment": experiment, "commitment": theirs.text("commitment")}
    coach.do(plan_new(coach, "prediction", copied))
    coach.publish()
    look(pair.learner)
    pair.rounds()
    coach = pair.coach.open()
    mine = next(r for r in coach.state.of_kind("prediction") if r.author == coach.me.member)
    opened = coach.state.records[theirs.id]
    coach.do(
        plan_edit(coach, mine.id, {"chance": opened.get("chance"), "salt": opened.get("salt")})
    )
    assert states(coach, experiment)["Carla"] == ("mismatch", {})


@pytest.mark.parametrize(
    "said",
    [
        {"chance": "sixty", "salt": "00" * 32},
        {"chance": 10**400, "salt": "00" * 32},
        {"chance": [1], "salt": 5},
        {"chance": {"a": "b"}, "salt": ["x"]},
        {"chance": 60, "salt": "é" * 64},
        {"salt": "00" * 32},
    ],
)
def test_whatever_a_partner_sends_is_a_mismatch_never_an_error(
    pair: Pair, said: dict[str, Any]
) -> None:
    experiment = trial(pair)
    coach = pair.coach.open()
    frame = {"experiment": experiment, "commitment": "00" * 32}
    change = Change(coach.replica.new_id(), "prediction", coach.wall(), frame | said)
    coach.do(Plan([change]))
    coach.publish()
    pair.rounds()
    assert states(pair.learner.open(), experiment)["Carla"] == ("mismatch", {})


def test_n3_of_an_issue_that_is_not_safe_not_even_the_mark_is_published(pair: Pair) -> None:
    issue = pair.coach.add("issue", text="Who knew", safe="stop")
    experiment = pair.coach.add("experiment", audience="engagement", text="Ask", issue=issue)
    pair.rounds()
    learner = given(pair.learner, experiment, chance=80)
    assert "commitment" not in published(pair)
    assert states(learner, experiment)["Leo"] == ("given", {})
    assert blind.own(Reader(learner), experiment) == {"chance": 80.0}
    with pytest.raises(Refused, match="stays on this device"):
        blind.reveal_alone(learner, experiment)
    with pytest.raises(Refused, match="the first one counts"):
        blind.give(learner, experiment, {"chance": 70})


def test_what_can_be_given_and_when_is_said_in_sentences(pair: Pair) -> None:
    experiment = trial(pair)
    question = pair.coach.add("question", text="Why?")
    coach = pair.coach.open()
    for about, values, words in (
        (question, {"chance": 1}, "A prediction is for an experiment"),
        (experiment, {"chance": 101}, "does not fit “how likely, in per cent”"),
        (experiment, {"chance": "maybe"}, "does not fit “how likely, in per cent”"),
        (experiment, {"text": "only a word"}, "Nothing is given yet"),
        (experiment, {"heard": 3}, "has no field 'heard'"),
    ):
        with pytest.raises(Refused, match=words):
            blind.give(coach, about, values)
    coach.do(plan_edit(coach, experiment, {"outcome": "yes"}))
    with pytest.raises(Refused, match="A prediction comes before"):
        blind.give(coach, experiment, {"chance": 60})
    mine = given(pair.coach, trial(pair), chance=5)
    private = next(r for r in mine.state.of_kind("prediction") if r.audience == "private")
    with pytest.raises(Refused, match="coach-tui predict"):
        plan_share(mine, private.id)
    assert json.dumps(private.fields)


def test_a_device_without_the_value_leaves_it_to_the_one_that_has_it(pair: Pair) -> None:
    experiment = trial(pair)
    coach = given(pair.coach, experiment, chance=5)
    for record in list(coach.state.of_kind("prediction")):
        if record.audience == "private":
            del coach.state.records[record.id]
    with pytest.raises(Refused, match="another device of yours"):
        blind.reveal_alone(coach, experiment)
    assert blind.due_reveals(coach) == [] and blind.own(Reader(coach), experiment) is None
