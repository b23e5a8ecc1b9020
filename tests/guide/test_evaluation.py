"""What it has been worth (P15, P16, C4, C5): put together from what is recorded, by each apart."""

import pytest

from coach_tui.guide import blind, writing
from coach_tui.guide.experiment.board import group
from coach_tui.guide.issue.thread import thread
from coach_tui.guide.reader import Reader
from coach_tui.guide.session import begin
from coach_tui.guide.worth import goals
from coach_tui.guide.worth.checkouts import checkouts, question_for_coach, unanswered
from coach_tui.guide.worth.evaluation import (
    amount,
    amount_words,
    evaluate,
    length,
    spent_in_words,
)
from coach_tui.method import worth
from coach_tui.planning import plan_edit, plan_new
from coach_tui.records.change import Change
from coach_tui.records.dates import day_of
from coach_tui.records.refusal import Refused
from tests.guide.envelopes import FIVE, given, look
from tests.guide.goals import goal, rated
from tests.pair import DAY, Pair

MINUTE = 60_000


# -- goals (P15) -----------------------------------------------------------------------------------


def test_p15_t_of_the_published_example_and_each_rater_apart(pair: Pair) -> None:
    for level, weight in zip((-2, 0, -1, 2, 0, 1), (3, 5, 1, 4, 2, 6), strict=True):
        rated(pair.learner, goal(pair.learner, weight), level)
    found = evaluate(Reader(pair.learner.open())).goals
    assert goals.t(found, "learner") == pytest.approx(55.0, abs=0.05)
    assert goals.t(found, "coach") is None
    assert goals.attainment_in_words(found, "coach") == "No goal is rated yet."


def test_p15_below_two_goals_and_without_weights_there_is_a_sentence_and_no_t(pair: Pair) -> None:
    first = goal(pair.learner)
    assert (
        goals.attainment_in_words(evaluate(Reader(pair.learner.open())).goals, "learner")
        == "No goal is rated yet."
    )
    rated(pair.learner, first, 1)
    found = evaluate(Reader(pair.learner.open())).goals
    assert goals.t(found, "learner") is None
    assert "counted from two on" in goals.attainment_in_words(found, "learner")
    rated(pair.learner, goal(pair.learner, 0), 1)
    pair.learner.edit(first, weight=0)
    found = evaluate(Reader(pair.learner.open())).goals
    assert goals.attainment_in_words(found, "learner").startswith("No rated goal has a weight")


def test_p15_every_rating_stays_and_the_first_is_shown_beside_the_last(pair: Pair) -> None:
    ids = [goal(pair.learner), goal(pair.learner)]
    for level in (-2, -1, 1):
        for identity in ids:
            rated(pair.learner, identity, level)
        pair.learner.wall.forward(20 * DAY)
    pair.rounds()
    rated(pair.coach, ids[0], 0)
    found = evaluate(Reader(pair.coach.open())).goals
    one = found[0]
    assert [r.level for r in one.ratings["learner"]] == [-2, -1, 1]
    assert [r.level for r in one.ratings["coach"]] == [0]
    first, now = goals.t(found, "learner", first=True), goals.t(found, "learner")
    assert first is not None and now is not None and first < 50 < now
    assert f"At first it was {first:.1f}" in goals.attainment_in_words(found, "learner")
    pair.learner.edit(ids[0], by_learner=None)
    assert goals.ratings(pair.learner.record(ids[0]), "learner") == ()


def test_p15_each_rates_as_themselves_and_only_after_what_is_expected(pair: Pair) -> None:
    bare = pair.coach.add("goal", text="Bare")
    coach = pair.coach.open()
    with pytest.raises(Refused, match="as expected"):
        goals.plan_rating(coach, bare, 1)
    whole = goal(pair.coach)
    ready = pair.coach.open()
    (plan,) = goals.plan_rating(ready, whole, 1)
    (change,) = plan.changes
    assert change.set == {"by_coach": 1}
    with pytest.raises(Refused, match="learner's own"):
        writing.edit(ready, whole, {"by_learner": "1"})
    assert writing.edit(ready, whole, {"by_coach": "1"})


# -- predictions (P10) -----------------------------------------------------------------------------


def test_p10_brier_of_the_published_example_for_each_person(pair: Pair) -> None:
    outcomes = ("no", "yes", "yes", "no")
    for chance, outcome in zip((10, 90, 80, 30), outcomes, strict=True):
        made = pair.coach.add("experiment", text=f"{chance}", chance=50)
        pair.rounds()
        given(pair.coach, made, chance=chance)
        given(pair.learner, made, chance=100 - chance)
        look(pair.coach)
        look(pair.learner)
        pair.coach.edit(made, outcome=outcome)
    unclear = pair.coach.add("experiment", text="Nobody counted", chance=70)
    given(pair.coach, unclear, chance=70)
    pair.coach.edit(unclear, outcome="annulled", outcome_why="The planner left")
    pair.rounds()
    engagement = look(pair.learner)
    found = evaluate(Reader(engagement))
    by = {p.who: p for p in found.predictions}
    coach, learner = engagement.others[0].member, engagement.me.member
    assert by[coach].brier == pytest.approx(0.0375) and by[coach].n == 4
    assert by[learner].brier == pytest.approx((0.81 + 0.81 + 0.64 + 0.49) / 4)
    assert by["card"].brier == 0.25
    # Both of each experiment count together; the card only where nobody gave theirs blind.
    assert found.all_predictions.n == 8
    assert [(r.text("text"), why) for r, why in found.annulled] == [
        ("Nobody counted", "The planner left")
    ]
    assert by[coach].calibration == ()


def test_without_blind_ones_the_cards_count_and_calibration_begins_at_twenty(pair: Pair) -> None:
    coach = pair.coach.open()
    frame = {"text": "x", "chance": 60}
    coach.do(plan_new(coach, "experiment", frame | {"outcome": "yes"}))
    assert not evaluate(Reader(coach)).all_predictions.predictions, (
        "nothing that was said afterwards"
    )
    for n in range(20):
        (trial,) = coach.do(plan_new(coach, "experiment", frame))
        coach.do(plan_edit(coach, trial.id, {"outcome": "yes" if n % 2 else "no"}))
        found = evaluate(Reader(coach)).all_predictions
        assert bool(found.calibration) == (n == 19)
    (group,) = found.calibration
    assert (group.count, group.came) == (20, 10) and group.low < 0.5 < group.high


def test_a_prediction_that_is_not_open_counts_on_neither_device(pair: Pair) -> None:
    made = pair.coach.add("experiment", text="x", chance=80)
    given(pair.coach, made, chance=10)
    pair.coach.edit(made, outcome="yes")
    pair.rounds()
    for side in pair.sides:
        found = evaluate(Reader(side.open()))
        assert found.all_predictions.brier == pytest.approx(0.04), "what stands on the card"
        assert [p.n for p in found.predictions if p.who not in ("", "card")] == [0, 0]


def test_what_hangs_on_an_experiment_counts_for_its_issue(pair: Pair) -> None:
    issue = pair.coach.add("issue", text="It")
    held = pair.coach.add("assumption", text="They mind", issue=issue)
    trial = pair.coach.add("experiment", text="x", assumption=held)
    pair.coach.add("review", text="So", experiment=trial, loop="double")
    found = evaluate(Reader(pair.coach.open()), issue)
    assert found.double == 1 and found.experiments == {"planned": 1}


# -- experiments, questions, loops (P6, P8) --------------------------------------------------------


def test_experiments_by_status_with_those_to_review_derived(pair: Pair) -> None:
    coach = pair.coach.open()

    def trial(status: str, review: str) -> str:
        said = {
            "text": status, "prediction": "p", "chance": 5, "measure": "m", "limit": "l",
            "stop": "s", "reversible": "r", "consent": "c", "notice": "n", "review": review,
            "not_ok": "x", "stopped_why": "w",
        }  # fmt: skip
        made = coach.do(plan_new(coach, "experiment", said | {"status": "planned"}))[0].id
        coach.do(plan_edit(coach, made, {"status": status}))
        return made

    trial("planned", "2020-01-01")
    trial("running", "2090-01-01")
    trial("running", "2020-01-01")
    trial("paused", "2020-01-01")
    stopped, reviewed = trial("stopped", "2020-01-01"), trial("reviewed", "2020-01-01")
    assert evaluate(Reader(coach)).experiments == {
        "planned": 1, "running": 1, "paused": 1, "to review": 2, "reviewed": 1,
    }  # fmt: skip
    coach.do(plan_new(coach, "review", {"text": "r", "experiment": stopped, "loop": "double"}))
    coach.do(plan_new(coach, "review", {"text": "r", "experiment": reviewed, "loop": "single"}))
    day = day_of(coach.wall())
    named = {group(r, day) for r in coach.state.of_kind("experiment")}
    assert named - {"done"} == set(evaluate(Reader(coach)).experiments) - {"reviewed"}, (
        "as on the board"
    )
    found = evaluate(Reader(coach))
    assert (found.single, found.double) == (1, 1)


def test_p6_questions_by_status_and_opened_and_closed_by_month(pair: Pair) -> None:
    ids = [pair.coach.add("question", text=f"Why {n}?") for n in range(3)]
    pair.coach.wall.forward(70 * DAY)
    pair.coach.edit(ids[0], status="answered")
    pair.coach.edit(ids[1], status="exploring")
    found = evaluate(Reader(pair.coach.open()))
    assert found.questions == {"open": 1, "exploring": 1, "answered": 1}
    months = found.months
    assert (months[0].opened, months[0].closed) == (3, 0)
    assert (months[-1].opened, months[-1].closed) == (0, 1)
    assert len(months) == 3 and months[1].opened == months[1].closed == 0


# -- the ledger and time (P16, C5) -----------------------------------------------------------------


def test_p16_two_parties_amounts_words_and_what_stands_beside(pair: Pair) -> None:
    add = pair.learner.add
    add("value", text="Fewer visits", party="organisation", amount=5940, mark="observed")
    add("value", text="The planner", party="organisation", side="cost", amount=2200)
    add("value", text="I say so", party="learner")
    engagement = pair.learner.open()
    found = evaluate(Reader(engagement))
    learner, organisation = found.ledgers
    assert organisation.worth.ratio == pytest.approx(2.7)
    assert organisation.worth.roi == pytest.approx(170)
    assert learner.worth.ratio is None and learner.worth.intangibles == 1
    assert [amount_words(r) for r in organisation.lines] == ["5,940", "cost 2,200"]
    assert [amount_words(r) for r in learner.lines] == ["in words"]
    add("value", text="Whose?", amount=1)
    assert [one.party for one in evaluate(Reader(pair.learner.open())).ledgers] == [
        "learner", "organisation", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cost", "words"),
    [(None, "No costs are recorded"), (0, "No costs are recorded"), (-5, "less than nothing")],
)
def test_p16_no_zero_and_negative_costs_in_words(pair: Pair, cost: int | None, words: str) -> None:
    pair.coach.add("value", text="b", party="learner", amount=10)
    if cost is not None:
        pair.coach.add("value", text="c", party="learner", side="cost", amount=cost)
    assert words in worth.worth_in_words(evaluate(Reader(pair.coach.open())).worth)


def test_c5_time_is_counted_from_sessions_without_breaks_and_alike_on_both_sides(
    pair: Pair,
) -> None:
    session = pair.coach.add("session", text="Talk", at=pair.coach.wall.ms)
    for minutes in (10, 15, 300, 5):
        pair.coach.wall.forward(minutes * MINUTE)
        pair.coach.add("insight", text="x", session=session)
    pair.coach.wall.forward(10 * MINUTE)
    pair.coach.add("note", text="mine", session=session)
    exercise = pair.coach.add("exercise", text="Alone", to="x")
    sitting = pair.coach.add("session", text="Alone", exercise=exercise, at=pair.coach.wall.ms)
    pair.coach.wall.forward(8 * MINUTE)
    pair.coach.add("insight", text="y", session=sitting)
    pair.rounds()
    given(pair.coach, session, **FIVE)
    pair.rounds()
    for side in pair.sides:
        found = evaluate(Reader(side.open())).spent
        assert (found.sessions, found.together, found.exercises, found.alone) == (1, 30, 1, 8)
        assert found.minutes == 68
        assert "30 min in 1 session, of each of you; 8 min in 1 exercise" in spent_in_words(found)
    assert [length(m) for m in (0, 59, 60, 135)] == ["0 min", "59 min", "1 h", "2 h 15 min"]
    assert [amount(v) for v in (0, 12.5, 1e15, -1234)] == ["0", "12.50", "1e+15", "-1,234"]


def test_one_issue_alone_can_be_evaluated(pair: Pair) -> None:
    issue = pair.coach.add("issue", text="One")
    goal(pair.coach, issue=issue)
    goal(pair.coach)
    pair.coach.add("value", text="v", party="learner", amount=1, issue=issue)
    pair.coach.add("question", text="Elsewhere?")
    found = evaluate(Reader(pair.coach.open()), issue)
    assert len(found.goals) == 1 and not found.questions and found.worth.benefits == 1


def test_numbers_of_a_partner_that_no_float_holds_do_no_harm(pair: Pair) -> None:
    from coach_tui.engagement import Plan

    coach = pair.coach.open()
    huge = 10**400
    for kind, said in (
        ("experiment", {"text": "x", "chance": huge, "outcome": "yes"}),
        ("value", {"text": "x", "amount": huge, "party": ["a"], "side": 5}),
        ("goal", {"text": 5, "weight": huge, "by_coach": huge, "by_learner": True}),
        ("question", {"text": "x", "status": {"a": 1}}),
    ):
        coach.do(Plan([Change(coach.replica.new_id(), kind, coach.wall(), said)]))
    found = evaluate(Reader(coach))
    assert found.all_predictions.n == 0 and found.worth.intangibles == 1
    assert found.goals[0].weight == 1.0 and not any(found.goals[0].ratings.values())


# -- check-outs (C2) -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("scores", "words"),
    [
        (dict.fromkeys(FIVE, 10), "all tens"),
        (FIVE | {"open": 3}, "I could say what was hard to say"),
        (FIVE, ""),
        ({"heard": 10}, ""),
    ],
)
def test_c2_all_tens_and_low_ones_make_the_coach_ask_quietly(
    pair: Pair, scores: dict[str, int], words: str
) -> None:
    session = pair.coach.add("session", text="Talk", status="ended")
    pair.rounds()
    given(pair.learner, session, **scores)
    pair.rounds()
    coach = pair.coach.open()
    assert question_for_coach(Reader(coach), checkouts(Reader(coach))) == ""
    given(pair.coach, session, **dict.fromkeys(FIVE, 10))
    for _ in range(2):
        coach, learner = look(pair.coach), look(pair.learner)
    asked = question_for_coach(Reader(coach), checkouts(Reader(coach)))
    assert (words in asked) if words else asked == ""
    assert question_for_coach(Reader(learner), checkouts(Reader(learner))) == ""


def test_c2_the_latest_session_without_ones_own_is_offered(pair: Pair) -> None:
    first = pair.coach.add("session", text="First", status="ended")
    second = pair.coach.add("session", text="Second", status="ended")
    pair.coach.add("session", text="Alone", exercise="x", status="ended")
    engagement = given(pair.coach, second, **FIVE)
    me = engagement.me.member
    found = unanswered(checkouts(Reader(engagement)), me)
    assert found is not None and found.session.id == first
    engagement.do(*blind.give(engagement, first, FIVE))
    assert unanswered(checkouts(Reader(engagement)), me) is None
    with pytest.raises(Refused, match="An exercise has no check-out"):
        blind.give(engagement, next(r.id for r in engagement.state.of_kind("session")
                                    if r.text("exercise")), FIVE)  # fmt: skip


def test_p12_the_mix_of_approaches_is_counted_from_sessions(pair: Pair) -> None:
    engagement = pair.coach.open()
    for deck in ("coach", "enquire", "enquire", "mentor"):
        made = engagement.do(*begin.start(engagement, deck))
        session = next(r for r in made if r.kind == "session")
        if deck != "mentor":
            engagement.do(plan_edit(engagement, session.id, {"status": "ended"}))
    engagement.publish()
    pair.rounds()
    for side in pair.sides:
        assert evaluate(Reader(side.open())).approaches == {"enquire": 2, "coach": 1}


def test_p7_a_rule_keeps_how_it_was_beside_how_it_is(pair: Pair) -> None:
    """P7: who set it, when, for whom, what would break; as it was, and as it is now."""
    issue = pair.learner.add("issue", text="Repairs")
    said = {"owner": "The board", "since": "2019", "reach": "all estates", "breaks": "the vans"}
    rule = pair.learner.add("rule", text="Five days, in writing", issue=issue, **said)
    pair.rounds()
    pair.coach.edit(rule, now="Five days until it works", status="changed")
    pair.rounds()
    for side in pair.sides:
        record = side.record(rule)
        assert record.text("text") == "Five days, in writing"
        assert record.text("now") == "Five days until it works"
        shown = [k.record.id for k in thread(Reader(side.open()), side.record(issue)).links]
        assert rule in shown
