"""The chain of an issue (P1): what hangs on what, open ends, sources (P14, P17), patterns (P9)."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach_tui.engagement import Engagement
from coach_tui.guide.issue.overview import look_alikes, questions, sources, weighed
from coach_tui.guide.issue.questions import Month
from coach_tui.guide.issue.summary import details, link_text, numbers_of, open_end
from coach_tui.guide.issue.thread import Thread, came_from, issues, led_to, thread
from coach_tui.guide.reader import Reader
from coach_tui.planning import plan_edit, plan_new
from coach_tui.records.change import Change
from coach_tui.records.kinds import KINDS
from tests.pair import DAY, Pair, copied


def add(who: Engagement, kind: str, text: str = "", **fields: Any) -> str:
    """A new record, a second after the one before; its id."""
    who.wall.ms += 1000  # type: ignore[attr-defined]
    return who.do(plan_new(who, kind, {"text": text, **fields}))[0].id


def chain_of(who: Engagement, issue: str) -> Thread:
    return thread(Reader(who), who.state.records[issue])


def told(found: Thread) -> list[tuple[str, str, str]]:
    """Every place: its word, its words, and those of the place before."""
    names = {link.record.id: link_text(link) for link in found.links}
    return [(k.how, link_text(k), names.get(k.parent, "")) for k in found.links[1:]]


@pytest.fixture
def who(pair: Pair) -> Engagement:
    return pair.learner.open()


def test_from_an_issue_to_its_worth_it_is_one_chain_p1(who: Engagement) -> None:
    issue = add(who, "issue", "Late", why="Promised in 5")
    asked = add(who, "question", "Why?", issue=issue)
    belief = add(who, "assumption", "They say no", issue=issue, links=[asked])
    trial = add(who, "experiment", "Ask", issue=issue, assumption=belief)
    for value in (19, 18, 13):
        add(who, "observation", value=value, issue=issue, experiment=trial)
    back = add(who, "review", "Faster", issue=issue, experiment=trial)
    seen = add(who, "insight", "It was us", issue=issue, links=[trial, belief])
    rule = add(who, "rule", "Old", now="They choose", issue=issue, links=[seen])
    add(who, "value", "Fewer visits", issue=issue, links=[rule])
    found = chain_of(who, issue)
    assert told(found) == [
        ("asked", "Why?", "Promised in 5"),
        ("takes for granted", "They say no", "Why?"),
        ("tried", "Ask", "They say no"),
        ("seen", "19 → 13 in 3 counts", "Ask"),
        ("looked back", "Faster", "19 → 13 in 3 counts"),
        ("changed", "It was us", "19 → 13 in 3 counts"),
        ("changed", "They choose", "It was us"),
        ("was worth", "Fewer visits", "They choose"),
    ]
    assert [k.depth for k in found.links] == [0, 0, 0, 0, 0, 1, 0, 0, 0]
    assert found.after(belief) == trial and found.before(trial) == belief
    assert (
        found.after(issue) == asked and found.before(issue) == "" and found.before(asked) == issue
    )
    assert len(found.links[4].folded) == 3 and numbers_of(found.links[4]) == [19, 18, 13]
    assert [r.id for r in came_from(Reader(who), who.state.records[seen])][:2] == [trial, belief]
    assert [r.kind for r in led_to(Reader(who), who.state.records[trial])] == [
        *["observation"] * 3, "review", "insight",
    ]  # fmt: skip
    assert led_to(Reader(who), who.state.records[belief])[0].id == trial
    assert found.before(back) == found.links[4].record.id


def test_without_a_link_the_session_tells_then_time_p1(who: Engagement) -> None:
    issue = add(who, "issue", "Late")
    old = add(who, "assumption", "Old belief", issue=issue)
    (session,) = who.do(plan_new(who, "session", {"issue": issue, "text": "Plan"}))
    block = {"issue": issue, "session": session.id}
    chosen = {"type": "assumption", "value": "Old belief", "links": [old]}
    add(who, "assumption", "Newer belief", issue=issue)
    who.do(plan_new(who, "answer", block | chosen))
    trial = add(who, "experiment", "Try", **block)
    later = add(who, "insight", "Aha", issue=issue)
    found = chain_of(who, issue)
    by = {k.record.id: (k.parent, k.by) for k in found.links}
    assert by[trial] == (old, "session"), "what was chosen in the session, not the latest"
    assert by[later] == (trial, "time")
    assert by[old] == (issue, "time")


def test_a_question_raised_by_a_review_hangs_on_what_was_found(who: Engagement) -> None:
    issue = add(who, "issue", "Late")
    trial = add(who, "experiment", "Try", issue=issue)
    (session,) = who.do(plan_new(who, "session", {"issue": issue, "text": "Back"}))
    block = {"issue": issue, "session": session.id}
    add(who, "question", "Asked early in it?", **block)
    seen = add(who, "observation", "Fewer", experiment=trial, **block)
    nxt = add(who, "question", "And now?", **block)
    found = chain_of(who, issue)
    assert found.before(nxt) == seen and found.before(seen) == trial


def test_the_session_of_the_brief_belongs_to_the_issue_it_made_p1(who: Engagement) -> None:
    (session,) = who.do(plan_new(who, "session", {"text": "Brief"}))
    issue = add(who, "issue", "Late", session=session.id)
    asked = add(who, "question", "First one?", session=session.id)
    add(who, "question", "Of nothing")
    other = add(who, "issue", "Other")
    trial = add(who, "experiment", "Try", issue=other)
    loose = add(who, "observation", value=3, experiment=trial)
    assert [k.record.id for k in chain_of(who, issue).links] == [issue, asked]
    assert chain_of(who, other).at(loose)


def test_open_ends_are_questions_p5_p6_c8(who: Engagement) -> None:
    issue = add(who, "issue", "Late")
    untested = add(who, "assumption", "Nobody minds", issue=issue)
    tested = add(who, "assumption", "They say no", issue=issue)
    trial = add(who, "experiment", "Ask", issue=issue, assumption=tested, status="stopped",
                stopped_why="Rain")  # fmt: skip
    asked = add(who, "question", "Why?", issue=issue)
    known = add(who, "question", "Who?", issue=issue, finds="The planner")
    held = add(who, "question", "What does he earn?", issue=issue, status="held",
               unwelcome="The head", safest="Alone")  # fmt: skip

    def still(identity: str) -> str:
        found = chain_of(who, issue)
        link = found.at(identity)
        assert link
        return open_end(found, link)

    assert still(untested) == "What would test it?" and still(tested) == ""
    assert still(asked) == "Who can find out?" and still(known) == still(held) == ""
    assert still(trial) == "What did it teach?"
    link = chain_of(who, issue).at(held)
    assert link and details(link) == [
        "held, not asked yet: The head would rather not hear it", "safest way: Alone",
    ]  # fmt: skip
    add(who, "review", "Much", issue=issue, experiment=trial)
    assert still(trial) == ""


def test_confidence_keeps_its_whole_way_p5(who: Engagement) -> None:
    issue = add(who, "issue", "Late")
    belief = add(who, "assumption", "They say no", issue=issue, confidence=80)
    for value in (60, 35):
        who.do(plan_edit(who, belief, {"confidence": value}))
    link = chain_of(who, issue).at(belief)
    assert link and details(link) == ["80 % sure, then 35 %"]


def test_the_spread_of_sources_names_what_is_missing_p14_p17(who: Engagement) -> None:
    issue = add(who, "issue", "Late")
    for place in ("team", "team", "outside"):
        add(who, "person", "Somebody", place=place, issue=issue, mark="told")
    add(who, "observation", "Seen", issue=issue, mark="observed")
    spread = sources(chain_of(who, issue))
    assert spread.places == {"team": 2, "organisation": 0, "outside": 1}
    assert spread.marks == {"observed": 1, "told": 3, "guessed": 0}
    assert spread.words[0] == "asked: team 2, organisation 0, outside 1"


def test_issues_of_one_pattern_are_alike_whatever_the_trade_p9(who: Engagement) -> None:
    one = add(who, "issue", "Late repairs", pattern=["Hand-over", "permission"])
    two = add(who, "issue", "Empty flats", pattern=["hand-over"])
    add(who, "issue", "Parking", pattern=["targets"])
    both = add(who, "issue", "Wards", pattern=["permission", "hand-over"])
    found = look_alikes(Reader(who), who.state.records[one])
    assert [(r.id, shared) for r, shared in found] == [
        (both, ["permission", "hand-over"]), (two, ["hand-over"]),
    ]  # fmt: skip


def test_questions_open_and_close_by_month_p6_c9(who: Engagement) -> None:
    issue = add(who, "issue", "Late")
    ids = [add(who, "question", f"{n}?", issue=issue) for n in range(3)]
    add(who, "question", "Held?", issue=issue, status="held")
    who.wall.ms += 31 * DAY  # type: ignore[attr-defined]
    who.do(plan_edit(who, ids[0], {"status": "answered", "answer": "So"}))
    found = questions(Reader(who), chain_of(who, issue))
    assert found.months == (Month("2026-09", 4, 0), Month("2026-10", 0, 1))
    assert found.waiting == [4, 3]
    assert found.words == "4 asked: 2 open, 1 held, 1 answered"


def test_what_to_test_first_comes_first_p5(who: Engagement) -> None:
    issue = add(who, "issue", "Late")
    add(who, "assumption", "Known", issue=issue, importance=5, evidence=5)
    first = add(who, "assumption", "Heavy", issue=issue, importance=5, evidence=1)
    bare = add(who, "assumption", "Not weighed", issue=issue)
    add(who, "assumption", "Gone", issue=issue, importance=5, evidence=1, status="dropped")
    whole, rest = weighed(chain_of(who, issue))
    assert whole[0].id == first and len(whole) == 2
    assert [r.id for r in rest] == [bare]


def test_both_devices_see_the_same_chain_without_what_is_private(pair: Pair) -> None:
    learner = pair.learner.open()
    issue = add(learner, "issue", "Late")
    add(learner, "note", "Afraid", issue=issue)
    trial = add(learner, "experiment", "Try", issue=issue)
    add(learner, "review", "Good", issue=issue, experiment=trial)
    learner.publish()
    pair.rounds()
    ours, theirs = (chain_of(s.open(), issue) for s in (pair.learner, pair.coach))
    assert told(ours) == told(theirs)
    assert len(ours.beside) == 1 and not theirs.beside
    shared = thread(Reader(pair.learner.open(), together=True), learner.state.records[issue])
    assert not shared.beside


def test_open_issues_come_first(who: Engagement) -> None:
    parked = add(who, "issue", "Parked", status="parked")
    live = add(who, "issue", "Live")
    assert [r.id for r in issues(Reader(who))] == [live, parked]


KIND = st.sampled_from([k for k, cls in KINDS.items() if not cls.internal and k != "issue"])


@given(st.lists(st.tuples(KIND, st.integers(0, 14), st.integers(0, 14)), max_size=14))
def test_every_record_stands_once_whatever_is_linked(
    template: Pair, tmp_path_factory: pytest.TempPathFactory, some: list[tuple[str, int, int]]
) -> None:
    who = _engagement(template, tmp_path_factory)
    ids = [who.replica.new_id() for _ in range(len(some) + 1)]
    changes = [Change(ids[0], "issue", 1, {"text": "Late"})]
    for number, (kind, link, other) in enumerate(some, 1):
        said: dict[str, Any] = {"text": str(number), "issue": ids[0]}
        # Links may lead forward, to itself and in rings.
        said["links"] = [ids[link % len(ids)]]
        said["experiment"] = said["assumption"] = ids[other % len(ids)]
        changes.append(Change(ids[number], kind, 2 + number % 3, said))
    who.apply(who.replica.commit(changes))
    found = chain_of(who, ids[0])
    stand = [r.id for k in found.links for r in (k.folded or (k.record,))]
    stand += [r.id for r in found.beside]
    wanted = [i for i in ids if who.state.records[i].kind != "contract"]
    assert sorted(stand) == sorted(wanted)
    places = {k.record.id for k in found.links}
    assert all(k.parent in places for k in found.links[1:])
    who.state.records = {i: r for i, r in who.state.records.items() if i not in ids}


_MADE: dict[str, Engagement] = {}


def _engagement(template: Pair, factory: pytest.TempPathFactory) -> Engagement:
    if "one" not in _MADE:
        _MADE["one"] = copied(template, factory.mktemp("rings")).learner.open()
    return _MADE["one"]


def test_a_long_chain_of_links_is_no_trouble(who: Engagement) -> None:
    issue = add(who, "issue", "Late")
    ids = [who.replica.new_id() for _ in range(3000)]
    changes = [
        Change(i, "insight", n, {"text": str(n), "issue": issue, "links": ids[n - 1 : n]})
        for n, i in enumerate(ids)
    ]
    who.apply(who.replica.commit(changes))
    assert len(chain_of(who, issue).links) == 3001


def test_the_thread_that_came_furthest_is_the_trunk_p1(who: Engagement) -> None:
    issue = add(who, "issue", "Late")
    asked = add(who, "question", "Why?", issue=issue)
    above = add(who, "question", "Who counts the days?", issue=issue)
    for number in range(6):
        above = add(who, "insight", f"Number {number}", issue=issue, links=[above])
    add(who, "value", "Fewer visits", issue=issue, links=[asked])
    first = [link for link in chain_of(who, issue).links[1:] if not link.other]
    assert [link_text(link) for link in first] == ["Why?", "Fewer visits"]
