"""Four gates, asked at a date and again; red ones have honest ways out (C1, N1, N2, N3)."""

import pytest

from coach_tui.engagement import Engagement
from coach_tui.guide.issue import actions, gates
from coach_tui.guide.reader import Reader
from coach_tui.guide.session import begin, replies
from coach_tui.planning import plan_new
from coach_tui.records.kinds import field_types
from coach_tui.records.refusal import Refused
from coach_tui.records.state import Record
from tests.pair import Pair


def stand(who: Engagement, issue: str) -> dict[str, gates.GateStatus]:
    return {s.gate.field: s for s in gates.gate_statuses(Reader(who), who.state.records[issue])}


def say(who: Engagement, issue: str, **answers: str) -> None:
    for field, value in answers.items():
        who.do(*actions.answer(who, who.state.records[issue], field, value))


def take(who: Engagement, issue: str, gate: str, way: str, words: str = "") -> list[Record]:
    return who.do(*actions.take(who, who.state.records[issue], gate, way, words))


def way_of(who: Engagement, issue: str, gate: str) -> str:
    found = stand(who, issue)[gate].way
    return found.text("way") if found else ""


def test_every_answer_and_way_is_one_that_the_issue_can_hold() -> None:
    types = {f: str(of) for f, of in field_types("issue").items()}
    types |= {f: str(of) for f, of in field_types("way").items() if f in ("way", "gate")}
    for gate in gates.GATES:
        assert gate.red in gate.answers and len(gate.ways) >= 2
        assert all(f"'{value}'" in types[gate.field] for value in gate.answers)
        assert set(gate.ways) <= set(gates.WAYS) and f"'{gate.field}'" in types["gate"]
    assert all(f"'{way}'" in types["way"] for way in gates.WAYS)
    assert {w for g in gates.GATES for w in g.ways} == set(gates.WAYS)


def test_a_red_gate_stands_until_it_is_answered_again_n1(pair: Pair) -> None:
    issue = pair.learner.add("issue", text="A new form")
    who = pair.learner.open()
    assert all(s.due and not s.at and not s.red for s in stand(who, issue).values())
    say(who, issue, decided="all")
    one = stand(who, issue)["decided"]
    assert one.red and not one.due and "narrow it" in one.outs and one.outs.startswith("Honest")
    made = take(who, issue, "decided", "narrow", "How is it handed out?")
    assert [r.kind for r in made] == ["way", "question"] and made[1].text("issue") == issue
    one = stand(who, issue)["decided"]
    assert one.red and one.outs == "Way out taken: narrow it to what is open."
    say(who, issue, decided="frame")
    assert not stand(who, issue)["decided"].red
    say(who, issue, decided="all")
    assert not stand(who, issue)["decided"].way, "red anew: the way of then is not the way of now"


def test_each_gate_has_its_own_way_n1_n2(pair: Pair) -> None:
    issue = pair.learner.add("issue", text="A new form")
    who = pair.learner.open()
    say(who, issue, decided="all", sharing="nothing")
    take(who, issue, "decided", "renegotiate", "Ask the board")
    take(who, issue, "sharing", "narrow", "What is inside?")
    assert way_of(who, issue, "decided") == "renegotiate"
    assert way_of(who, issue, "sharing") == "narrow"


@pytest.mark.parametrize(
    ("field", "value", "way", "words", "kind", "status"),
    [
        ("sort", "puzzle", "course", "Lean basics", "action", "closed"),
        ("decided", "all", "renegotiate", "Ask the board for a month", "action", "open"),
        ("sharing", "nothing", "narrow", "What can we see from here?", "question", "open"),
        ("sharing", "nothing", "park", "", "", "parked"),
        ("safe", "stop", "refer", "", "", "closed"),
        ("safe", "stop", "stop", "", "", "closed"),
    ],
)
def test_each_way_out_writes_what_belongs_to_it_c1_n1_n2_n3(
    pair: Pair, field: str, value: str, way: str, words: str, kind: str, status: str
) -> None:
    issue = pair.coach.add("issue", text="It")
    who = pair.coach.open()
    say(who, issue, **{field: value})
    made = take(who, issue, field, way, words)
    assert who.state.records[issue].text("status") == status
    assert [r.kind for r in made if r.id != issue] == ["way", *([kind] if kind else [])]
    if kind:
        (child,) = (r for r in made if r.kind == kind)
        assert words in child.text("text") and child.get("links") == [made[0].id]
    if way == "course":
        assert child.text("text") == "Take the course: Lean basics"
    assert way_of(who, issue, field) == way
    pair.rounds()
    other = pair.learner.open()
    assert other.state.records[issue].text("status") == status
    kept_here = field == "safe"
    assert way_of(other, issue, field) == ("" if kept_here else way), "of what is unsafe nothing"


def test_a_way_that_needs_words_asks_for_them(pair: Pair) -> None:
    issue = pair.coach.add("issue", text="It")
    who = pair.coach.open()
    with pytest.raises(Refused, match="A word is needed"):
        take(who, issue, "decided", "narrow", "  ")
    assert not list(who.state.of_kind("way"))


def test_they_are_asked_again_after_a_review_and_a_meeting_of_three(pair: Pair) -> None:
    issue = pair.learner.add("issue", text="It")
    who = pair.learner.open()
    every = {"safe": "fine", "sort": "problem", "decided": "frame", "sharing": "free"}
    say(who, issue, **every)
    assert not any(s.due for s in stand(who, issue).values())
    who.do(plan_new(who, "review", {"text": "Well", "issue": issue}))
    assert all(s.due for s in stand(who, issue).values())
    say(who, issue, **every)
    assert not any(s.due for s in stand(who, issue).values()), "the same answer counts, too"
    said = {"deck": "three-way-meeting", "status": "ended", "ended": who.wall(), "issue": issue}
    who.do(plan_new(who, "session", said))
    assert all(s.due for s in stand(who, issue).values())
    other = who.do(plan_new(who, "issue", {"text": "Other", **every}))[0].id
    who.do(plan_new(who, "review", {"text": "Of the first", "issue": issue}))
    assert not any(s.due for s in stand(who, other).values())


def test_the_brief_sets_the_gates_so_that_nothing_is_asked_twice_c1_n1_n2_n3_p9(pair: Pair) -> None:
    who = pair.coach.open()
    made = who.do(*begin.start(who, "issue-brief"))
    sitting = begin.sitting(who, next(r for r in made if r.kind == "session"))
    given = {
        "safe": "careful", "sort": "problem", "decided": "all", "way-out": "renegotiate",
        "may-share": "nothing", "verdict": "open", "who-knows": "The planner",
        "tried": "More vans", "pattern": "a hand-over nobody owns, two targets",
    }  # fmt: skip
    while (index := sitting.next_open()) is not None:
        step = sitting.steps[index]
        if step.prompt.id == "brief":
            values = {"text": "Repairs take 19 days", "better": "Ten"}
        elif step.prompt.id in given:
            values = {"": given[step.prompt.id]}
        else:
            who.do(*replies.mark(sitting, step, "asked"))
            sitting.refresh()
            continue
        who.do(*replies.keep(sitting, step, values))
        sitting.refresh()
    (issue,) = who.state.of_kind("issue")
    fields = ("safe", "sort", "decided", "sharing", "knows", "status")
    said = ["careful", "problem", "all", "nothing", "The planner", "open"]
    assert [issue.text(f) for f in fields] == said
    assert issue.text("tried") == "More vans"
    assert issue.get("pattern") == ["a hand-over nobody owns", "two targets"]
    found = stand(who, issue.id)
    assert found["decided"].red and way_of(who, issue.id, "decided") == "renegotiate"
    assert found["sharing"].red and not found["sharing"].way
    assert not any(s.due for s in found.values())
