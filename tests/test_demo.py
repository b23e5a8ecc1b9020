"""The demo is made through the same door as real use, and both sides of it agree."""

from pathlib import Path

from coach_tui.demo import COACH, LEARNER, furnish
from coach_tui.guide.contracts import current
from coach_tui.guide.day.today import today
from coach_tui.guide.experiment.board import board, charted
from coach_tui.guide.issue.thread import issues, thread
from coach_tui.guide.issue.tree import CHAIN
from coach_tui.guide.people.contract import agreed
from coach_tui.guide.reader import Reader
from coach_tui.guide.worth.evaluation import evaluate
from coach_tui.history.queries import counts
from tests.pair import same


def test_three_months_are_on_both_devices_and_private_words_on_one(tmp_path: Path) -> None:
    pair = furnish(tmp_path)
    assert same(pair.coach, pair.learner)
    learner = counts(pair.learner.state.records.values())
    assert learner["session"] == 9 and learner["observation"] >= 8 and learner["assumption"] >= 5
    spread = [r.created for r in pair.learner.state.records.values()]
    assert max(spread) - min(spread) > 80 * 86_400_000
    private = [r.text("text") for r in pair.learner.state.of_kind("note")]
    assert private and not list(pair.coach.state.of_kind("note"))
    log = next(pair.learner.state.of_kind("experience"))
    assert log.private and log.id not in pair.coach.state.records
    own = [s for s in pair.coach.state.of_kind("session") if s.private]
    assert [s.text("deck") for s in own] == ["supervision"]
    assert own[0].id not in pair.learner.state.records
    assert {d.name for d in pair.learner.members.values()} == {COACH, LEARNER}


def test_the_learner_has_something_due_and_the_next_session_is_ahead(tmp_path: Path) -> None:
    pair = furnish(tmp_path)
    page = today(Reader(pair.learner))
    assert [n.due for n in page.needs if n.record.kind == "exercise"]
    assert page.meeting is not None and page.meeting.day > page.day
    assert page.agreed


def test_its_trial_has_a_time_before_and_after_and_the_board_has_more_than_one(
    tmp_path: Path,
) -> None:
    pair = furnish(tmp_path)
    for one in (pair.coach, pair.learner):
        groups = board(Reader(one))
        assert [name for name, _ in groups] == ["paused", "planned", "done"]
        found = charted(Reader(one), groups[-1][1][0])
        assert [round(c.centre or 0, 1) for c in found.phases] == [19.2, 13.5]
        assert [len(c.signals) for c in found.phases] == [2, 0]
        assert found.sentences()[-1].startswith("Held against the time before: points 13, 14")


def test_its_issue_is_one_chain_from_a_question_to_its_worth_p1(tmp_path: Path) -> None:
    pair = furnish(tmp_path)
    chains = []
    for who in (pair.coach, pair.learner):
        found = thread(Reader(who), issues(Reader(who))[0])
        chains.append([(k.record.id, k.parent) for k in found.links if not k.record.private])
        chain = [k.record.kind for k in found.links if not k.other]
        assert set(CHAIN) <= set(chain)
        contract = current(Reader(who))
        assert contract is not None and agreed(who, contract)
    assert chains[0] == chains[1]


def test_goals_value_and_what_was_given_blind_are_alive_on_both_devices(tmp_path: Path) -> None:
    pair = furnish(tmp_path)
    for one in (pair.coach, pair.learner):
        found = evaluate(Reader(one))
        assert [len(g.ratings[role]) for g in found.goals for role in g.ratings] == [2, 2, 2, 2]
        assert [len(ledger.lines) for ledger in found.ledgers] == [1, 4]
        people = [p for p in found.predictions if p.who in one.members]
        assert len(people) == 2 and all(p.n == 1 and p.brier for p in people)
        assert (
            sum(all(s.state == "revealed" for s in c.statuses.values()) for c in found.checkouts)
            == 3
        )
    assert evaluate(Reader(pair.coach)).spent == evaluate(Reader(pair.learner)).spent


def test_it_begins_with_a_contract_and_gates_and_closes_questions_c3_n1_p6(tmp_path: Path) -> None:
    pair = furnish(tmp_path)
    held = [s for s in pair.learner.state.of_kind("session") if not s.text("exercise")]
    assert [s.text("deck") for s in held[:2]] == ["first-session", "issue-brief"]
    issue = next(pair.learner.state.of_kind("issue"))
    asked = [issue.text(gate) for gate in ("safe", "sort", "decided", "sharing")]
    assert asked == ["fine", "problem", "frame", "some"]
    closed = [q for q in pair.coach.state.of_kind("question") if q.get("status") == "answered"]
    assert len(closed) == 2 and all(q.text("answer") and q.text("said_by") for q in closed)
