"""Agreeing to the contract and reading the chain of an issue without a screen (P1, C3, N1)."""

from coach_tui.guide.people.contract import DEFAULT
from coach_tui.planning import plan_new
from tests.cli.conftest import Two
from tests.guide.other_engagements import footprint, ward


def test_a_contract_is_agreed_to_by_each_on_their_own_device_c3(two: Two) -> None:
    assert "agree --new" in two.coach.refused("agree")
    made = two.coach("add", "contract", DEFAULT["text"], "--set", "often=Every second week").word
    two.rounds()
    assert two.coach("agree").word == made
    two.rounds()
    shown = two.learner("show", made).out
    assert "Carla agreed to this text." in shown and "Leo has not agreed yet." in shown
    two.learner("agree")
    two.rounds()
    two.learner("set", made, "often=Every week")
    two.rounds()
    shown = two.coach("show", made).out
    assert "to be agreed again" in shown
    assert "before  Every second week" in shown and "now     Every week" in shown
    found = two.coach("show", made, "--json").json["agreement"]
    assert {role: one["state"] for role, one in found.items()} == {
        "coach": "changed", "learner": "changed",
    }  # fmt: skip
    assert found["coach"]["differs"] == {"often": {"before": "Every second week",
                                                   "now": "Every week"}}  # fmt: skip
    assert len(two.coach("agree", "--json").json["agreed_coach"]) == 16


def test_a_contract_begins_from_the_good_text_and_its_day_is_said_c4(two: Two) -> None:
    made = two.coach("agree", "--new").word
    assert two.coach("show", made, "--json").json["ending"] == DEFAULT["ending"]
    assert made in two.coach.refused("agree", "--new")
    assert "looked at again" not in two.coach("status").err
    two.coach("set", made, "renew=+3")
    assert "looked at again" in two.coach("status").err


def test_what_was_chosen_is_shown_in_words_and_kept_as_a_name_c1_n3(two: Two) -> None:
    issue = two.learner("add", "issue", "Late", "--set", "safe=careful").word
    shown = two.learner("show", issue)
    assert "somebody could be made to pay for it" in shown.out and "careful" not in shown.out
    assert two.learner("show", issue, "--json").json["safe"] == "careful"
    made = two.learner("add", "review", "So", "--set", "loop=none", "--set", "decision=adapt").word
    shown = two.learner("show", made)
    assert "nothing changed, so far" in shown.out and "adapt it and try again" in shown.out


def test_the_chain_of_an_issue_is_read_p1_p9_p14_n1(two: Two) -> None:
    assert "There is no issue yet" in two.learner("thread").err
    issue = two.learner("add", "issue", "Late", "--set", "pattern=hand-over").word
    asked = two.learner("add", "question", "Why?", "--issue", issue).word
    belief = two.learner("add", "assumption", "No", "--issue", issue, "--set",
                         f"links={asked}").word  # fmt: skip
    two.learner("set", issue, "decided=all")
    two.learner("add", "way", "narrow", "--issue", issue)
    other = two.learner("add", "issue", "Flats", "--set", "pattern=hand-over").word
    two.learner("add", "person", "A planner", "--set", "place=team", "--issue", issue)
    out = two.learner("thread", issue).out
    assert "Decided already" in out and "Way out taken: narrow it" in out
    assert "takes for granted" in out and "What would test it?" in out
    assert "asked: team 1, organisation 0, outside 0" in out and "alike:" in out
    found = two.learner("thread", issue, "--json").json
    assert [(k["id"], k["how"], k["from"], k["by"]) for k in found["chain"]] == [
        (asked, "asked", issue, "time"),
        (belief, "takes for granted", asked, "link"),
    ]
    assert found["alike"] == [{"id": other, "shared": ["hand-over"]}]
    gate = next(g for g in found["gates"] if g["gate"] == "decided")
    assert gate == {"gate": "decided", "value": "all", "red": True, "due": False, "way": "narrow"}
    assert "not issue" in two.learner.refused("thread", asked)
    two.learner("add", "way", "stop", "--issue", issue)
    out = two.learner("thread", issue).out
    assert "It is closed." in out and "Way out taken: stop here." in out


def test_what_is_alike_in_another_engagement_is_named_with_it_p9(two: Two) -> None:
    other = ward(two.pair.coach)
    issue = two.coach("add", "-E", "Wing B", "issue", "Late", "--set", "pattern=hand-over").word
    near = two.coach("add", "-E", "Wing B", "issue", "Flats", "--set", "pattern=handover").word
    before = footprint(other)
    out = two.coach("thread", "-E", "Wing B", issue).out
    assert f"alike: {near[:10]}  Flats (handover)" in out
    assert "alike in Ward 7: " in out and "Letters wait (Handover; open)" in out
    assert "learned there: Nobody owned the last step" in out
    own, theirs = two.coach("thread", "-E", "Wing B", issue, "--json").json["alike"]
    assert own == {"id": near, "shared": ["handover"]}
    assert theirs | {"id": ""} == {
        "id": "", "shared": ["Handover"], "engagement": "Ward 7", "text": "Letters wait",
        "status": "open", "private": False, "learned": "Nobody owned the last step",
    }  # fmt: skip
    assert footprint(other) == before
    who = two.pair.coach.open()
    who.do(plan_new(who, "session", {"text": "Now", "together": True, "status": "running"}))
    assert "Ward 7" not in two.coach("thread", "-E", "Wing B", issue).out


def test_what_was_agreed_is_said_before_something_is_shared_n2(two: Two) -> None:
    issue = two.learner("add", "issue", "Late", "--set", "sharing=nothing").word
    note = two.learner("add", "note", "Mine", "--issue", issue).word
    assert "Nothing of this issue may be told" in two.learner("share", note, "--yes").err
