"""Who sees what, who may change what, and what happens when two do so at once."""

from typing import Any

import pytest

from coach_tui.history import queries
from coach_tui.planning import plan_edit, plan_resolve, plan_share
from coach_tui.records.change import Change
from coach_tui.records.refusal import Refused
from coach_tui.records.state import shown_stamps
from coach_tui.sync import keys
from tests.pair import Pair, Side, everything_published, same


def published_changes(pair: Pair, identity: str) -> list[dict[str, Any]]:
    return [
        body.set
        for _, body in everything_published(pair.folder, pair.learner.ring())
        if body.id == identity
    ]


def forged(side: Side, identity: str, kind: str, said: dict[str, Any]) -> None:
    """A change that the program would never make, by a member who writes their own program."""
    engagement = side.open()
    over = {}
    if identity in engagement.state.records:
        record = engagement.state.records[identity]
        over = {f: shown_stamps(record, f) for f in said}
    engagement.replica.commit([Change(identity, kind, 1, said, over)])
    engagement.publish()


def test_sharing_publishes_the_present_values_and_no_earlier_wording(pair: Pair) -> None:
    note = pair.coach.add("note", text="first wording", links=["kept"])
    pair.coach.edit(note, text="second wording")
    pair.rounds()
    assert note not in pair.learner.open().state.records
    coach = pair.coach.open()
    coach.do(plan_share(coach, note))
    coach.publish()
    pair.rounds()
    assert published_changes(pair, note) == [{"text": "second wording", "links": ["kept"]}]
    for side in pair.sides:
        record = side.record(note)
        assert record.audience == "engagement"
        assert record.fields == {"text": "second wording", "links": ["kept"]}
        assert record.author == coach.me.member
    assert same(pair.coach.open(), pair.learner.open())
    bodies = everything_published(pair.folder, pair.coach.ring())
    assert not [b for _, b in bodies if "first" in str(b.set)]
    with pytest.raises(Refused, match="shared already"):
        plan_share(coach, note)


def test_what_is_written_after_sharing_is_shared(pair: Pair) -> None:
    note = pair.coach.add("note", text="wording")
    coach = pair.coach.open()
    coach.do(plan_share(coach, note))
    coach.do(plan_edit(coach, note, {"text": "later wording"}))
    coach.publish()
    pair.rounds()
    assert pair.learner.record(note).text("text") == "later wording"
    assert pair.learner.record(note).conflicts == {}
    assert same(pair.coach.open(), pair.learner.open())


def test_the_audience_is_the_kind_s_unless_it_is_said(pair: Pair) -> None:
    made = {
        (kind, audience): pair.coach.add(kind, audience=audience, text="x")
        for kind in ("note", "experience", "insight", "issue")
        for audience in ("", "private", "engagement")
    }
    pair.rounds()
    theirs = pair.learner.open().state.records
    for (kind, audience), identity in made.items():
        shared = audience == "engagement" or (not audience and kind in ("insight", "issue"))
        assert (identity in theirs) == shared
        assert pair.coach.record(identity).audience == ("engagement" if shared else "private")


def test_links_from_shared_to_private_records_are_dropped(pair: Pair) -> None:
    private = pair.coach.add("issue", audience="private", text="mine")
    public = pair.coach.add("issue", text="ours")
    links = [private, public, "elsewhere"]
    said = {"text": "a", "issue": private, "links": links}
    new = pair.coach.add("assumption", audience="engagement", **said)
    assert pair.coach.record(new).fields == {
        "text": "a", "status": "open", "links": [public, "elsewhere"],
    }  # fmt: skip
    pair.coach.edit(new, links=[private], issue=private)
    assert pair.coach.record(new).fields["links"] == []
    assert "issue" not in pair.coach.record(new).fields
    note = pair.coach.add("note", text="n", issue=private, links=links)
    assert pair.coach.record(note).fields["links"] == links
    coach = pair.coach.open()
    coach.do(plan_share(coach, note))
    coach.publish()
    pair.rounds()
    assert published_changes(pair, note) == [{"text": "n", "links": [public, "elsewhere"]}]
    assert not [b for _, b in everything_published(pair.folder, pair.coach.ring())
                if private in str((b.id, b.set))]  # fmt: skip


def test_own_kinds_are_changed_by_their_author_only(pair: Pair) -> None:
    insight = pair.coach.add("insight", text="mine")
    pair.rounds()
    learner = pair.learner.open()
    with pytest.raises(Refused, match=r"Carla's own; only they change it\. Nothing was changed"):
        plan_edit(learner, insight, {"text": "yours"})
    pair.coach.edit(insight, text="mine, changed")
    pair.rounds()
    assert pair.learner.record(insight).text("text") == "mine, changed"


@pytest.mark.parametrize("kind", ["insight", "advice", "answer", "prophecy", "snapshot"])
def test_a_forged_edit_of_an_own_record_is_ignored_on_both_sides(pair: Pair, kind: str) -> None:
    coach = pair.coach.open()
    identity = coach.new_id()
    coach.replica.commit([Change(identity, kind, 1, {"text": "mine", "value": "mine"})])
    coach.publish()
    pair.rounds()
    forged(pair.learner, identity, kind, {"text": "forged", "hidden": True})
    pair.rounds()
    for side in pair.sides:
        record = side.record(identity)
        assert record.fields == {"text": "mine", "value": "mine"}
        assert record.conflicts == {}
        assert len(record.changes) == 2
    assert same(pair.coach.open(), pair.learner.open())


def test_a_forged_creation_in_another_s_name_is_held_on_both_sides(pair: Pair) -> None:
    identity = "aaaaaaaaaa" + pair.coach.ring().device[:6]
    forged(pair.learner, identity, "issue", {"text": "forged"})
    pair.rounds()
    for side in pair.sides:
        state = side.open().state
        assert identity not in state.records
        assert len(state.held[identity]) == 1


def test_a_forged_change_of_a_private_record_does_not_touch_it(pair: Pair) -> None:
    note = pair.coach.add("note", text="mine")
    forged(pair.learner, note, "note", {"text": "forged"})
    pair.rounds()
    record = pair.coach.record(note)
    assert (record.text("text"), record.audience) == ("mine", "private")


def test_a_forged_membership_lets_nobody_in(pair: Pair) -> None:
    stranger = keys.new_keyring(
        pair.coach.sp, title="", name="Mallory", role="coach", folder=pair.folder
    )
    forged(
        pair.learner, pair.learner.open().replica.new_id(), "member",
        {"member": "m", "name": "Mallory", "role": "coach", "sign": stranger.sign,
         "box": stranger.box, "device": stranger.device},
    )  # fmt: skip
    pair.rounds()
    for side in pair.sides:
        assert stranger.device not in side.open().replica.trust.devices
        assert len(side.open().members) == 2


def test_edits_at_once_are_kept_on_both_sides_and_resolved_by_one(pair: Pair) -> None:
    issue = pair.coach.add("issue", text="before", why="stays")
    pair.rounds()
    pair.coach.edit(issue, text="the coach's")
    pair.learner.edit(issue, text="the learner's")
    pair.rounds()
    for side in pair.sides:
        record = side.record(issue)
        assert sorted(record.conflicts["text"]) == ["the coach's", "the learner's"]
        assert record.fields["text"] == record.conflicts["text"][0]
        assert side.open().as_json(record)["conflicts"] == record.conflicts
    learner = pair.learner.open()
    choices = learner.state.records[issue].conflicts["text"]
    with pytest.raises(Refused, match="values 1 to 2 of text, not 3"):
        plan_resolve(learner, issue, "text", 3)
    with pytest.raises(
        Refused, match=r"why has one value only\. Edited by two people at once: text"
    ):
        plan_resolve(learner, issue, "why", 1)
    learner.do(plan_resolve(learner, issue, "text", 2))
    learner.publish()
    pair.rounds()
    for side in pair.sides:
        record = side.record(issue)
        assert (record.text("text"), record.conflicts) == (choices[1], {})
        assert record.text("why") == "stays"
    assert same(pair.coach.open(), pair.learner.open())


def test_edits_of_different_fields_at_once_are_no_conflict(pair: Pair) -> None:
    issue = pair.coach.add("issue", text="before", why="before")
    pair.rounds()
    pair.coach.edit(issue, text="after")
    pair.learner.edit(issue, why="after")
    pair.rounds()
    for side in pair.sides:
        record = side.record(issue)
        assert (record.text("text"), record.text("why"), record.conflicts) == ("after", "after", {})


def test_a_form_that_was_open_does_not_replace_what_came_meanwhile(pair: Pair) -> None:
    issue = pair.coach.add("issue", text="before")
    pair.rounds()
    app = pair.coach.open()
    shown_at_start = {"text": shown_stamps(app.record(issue), "text")}
    pair.learner.edit(issue, text="meanwhile")
    pair.coach.wall.forward()
    app.sync()
    assert app.record(issue).text("text") == "meanwhile"
    app.do(plan_edit(app, issue, {"text": "typed for ten minutes"}, shown_at_start))
    app.publish()
    pair.rounds()
    for side in pair.sides:
        assert sorted(side.record(issue).conflicts["text"]) == [
            "meanwhile", "typed for ten minutes",
        ]  # fmt: skip


def test_clearing_a_field_is_an_edit_like_others(pair: Pair) -> None:
    issue = pair.coach.add("issue", text="x", until="2026-10-14")
    pair.rounds()
    pair.learner.edit(issue, until="")
    pair.rounds()
    for side in pair.sides:
        record = side.record(issue)
        assert record.get("until") == ""
        assert "until" not in side.open().as_json(record)


def test_a_hidden_record_comes_back(pair: Pair) -> None:
    issue = pair.coach.add("issue", text="slip")
    pair.coach.edit(issue, hidden="true")
    pair.rounds()
    assert list(pair.learner.open().state.of_kind("issue")) == []
    assert [r.id for r in pair.learner.open().state.of_kind("issue", hidden=True)] == [issue]
    pair.coach.edit(issue, hidden="false")
    pair.rounds()
    assert [r.id for r in pair.learner.open().state.of_kind("issue")] == [issue]


def test_an_assumption_keeps_how_sure_its_holder_was_p5(pair: Pair) -> None:
    """P5: the register of assumptions, with a history of confidence, on both sides."""
    said = {"text": "They read it", "importance": "4", "evidence": "2", "false": "No replies"}
    one = pair.learner.add("assumption", confidence="80", **said)
    pair.rounds()
    pair.coach.edit(one, confidence="35", status="weakened")
    pair.rounds()
    for side in pair.sides:
        record = side.record(one)
        told = [v.value for v in queries.history(record) if v.field == "confidence"]
        assert told == [35.0, 80.0]
        assert record.get("status") == "weakened"
        assert (record.get("importance"), record.get("evidence")) == (4, 2)


def test_mistakes_are_private_until_their_author_shares_them_c2(pair: Pair) -> None:
    """C2: an experience is its author's alone by default, and nobody else's to share."""
    one = pair.learner.add("experience", happened="I forgot", meaning="m", conclusion="c", next="n")
    pair.rounds()
    assert one not in pair.coach.open().state.records
    with pytest.raises(Refused, match="There is no record"):
        plan_share(pair.coach.open(), one)
    learner = pair.learner.open()
    learner.do(plan_share(learner, one))
    learner.publish()
    pair.rounds()
    assert pair.coach.record(one).text("happened") == "I forgot"
    with pytest.raises(Refused, match="Leo's own"):
        plan_edit(pair.coach.open(), one, {"happened": "you forgot"})
