"""Experiments as they stand and what one does with them (P8, P10, P17, C6-C8)."""

from datetime import date
from typing import Any

import pytest

from coach_tui.engagement import Engagement, Plan
from coach_tui.guide import writing
from coach_tui.guide.day.today import today
from coach_tui.guide.experiment import actions as trials
from coach_tui.guide.experiment.board import (
    board,
    chart_json,
    charted,
    group,
    missing,
    observations,
    predictions,
    status_words,
    unsaid,
)
from coach_tui.guide.experiment.observing import TypedObservation, read_observation
from coach_tui.guide.experiment.rules import before_review
from coach_tui.guide.reader import Reader
from coach_tui.planning import plan_edit, plan_new
from coach_tui.records.change import Change
from coach_tui.records.dates import day_of
from coach_tui.records.experiment import NEEDED
from coach_tui.records.refusal import Refused
from coach_tui.records.state import Record
from tests.guide.trial_cards import WHOLE
from tests.method.series import FLOW
from tests.pair import DAY, START, Pair

TODAY = day_of(START)


class Trial:
    """An experiment on the learner's device, and how it stands now."""

    def __init__(self, pair: Pair, **fields: Any) -> None:
        self.pair, self.wall = pair, pair.learner.wall
        self.id = pair.learner.add("experiment", **fields)
        self.engagement: Engagement = pair.learner.open()

    @property
    def record(self) -> Record:
        return self.engagement.state.records[self.id]

    @property
    def today(self) -> str:
        return day_of(self.engagement.wall())

    def do(self, plans: list[Plan]) -> None:
        self.engagement.do(*plans)

    def see(self, *lines: str) -> None:
        for line in lines:
            self.do(trials.observe(self.engagement, self.record, line))

    def needs(self) -> list[tuple[str, str]]:
        return [(n.text, n.why) for n in today(Reader(self.engagement)).needs]


# -- one line --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("13.5 a note", TypedObservation(13.5, "a note")),
        ("13.5", TypedObservation(13.5)),
        ("13,5", TypedObservation(13.5)),
        ("-3 below", TypedObservation(-3, "below")),
        ("−3", TypedObservation(-3)),
        ("60 % were in", TypedObservation(60, "were in")),
        ("2026-10-14 13.5 two away", TypedObservation(13.5, "two away", "2026-10-14")),
        ("2026-10-14 nobody counted", TypedObservation(None, "nobody counted", "2026-10-14")),
        ("2026-10-14", TypedObservation(None, "", "2026-10-14")),
        ("friday 13.5 two away", TypedObservation(13.5, "two away", "2026-09-18")),
        ("Yesterday -3", TypedObservation(-3, "", "2026-09-21")),
        ("14 Oct 13.5", TypedObservation(13.5, "", "2025-10-14")),
        ("14 September 2025 13.5", TypedObservation(13.5, "", "2025-09-14")),
        ("today - the van broke down", TypedObservation(None, "the van broke down", "2026-09-22")),
        ("Today nobody came", TypedObservation(None, "Today nobody came")),
        ("holiday 3 of us", TypedObservation(None, "holiday 3 of us")),
        ("14 Oct 2025", TypedObservation(14, "Oct 2025")),
        ("14 trades", TypedObservation(14, "trades")),
        ("-", TypedObservation()),
        ("- the van broke down", TypedObservation(None, "the van broke down")),
        ("- 12.5.6", TypedObservation(None, "12.5.6")),
        ("3rd visit", TypedObservation(None, "3rd visit")),
        ("5-10 vans", TypedObservation(None, "5-10 vans")),
        ("13.5, two away", TypedObservation(13.5, "two away")),
        ("[@click=app.quit]x[/]", TypedObservation(None, "[@click=app.quit]x[/]")),
    ],
)
def test_an_observation_is_one_line(line: str, found: TypedObservation) -> None:
    assert read_observation(line, date(2026, 9, 22)) == found


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("1,250", "write 1250 or 1.25"),
        ("-1,250 lost", "write -1250 or -1.25"),
        ("1,250,000", "without commas: 1250000"),
        ("12.5.6", "not a number"),
        ("2026-10-14 12.5.6 away", "not a number"),
        ("2026-02-30 13.5", "not a date"),
        ("31 feb 13.5", "not a date"),
        ("1e400", "too large"),
        ("9" * 400, "too large"),
    ],
)
def test_a_slip_in_a_number_is_no_gap(line: str, says: str) -> None:
    with pytest.raises(Refused, match=says):
        read_observation(line, date(2026, 9, 22))


def test_a_day_that_the_calendar_lacks_is_refused(pair: Pair) -> None:
    trial = Trial(pair, text="x")
    with pytest.raises(Refused, match="not a date"):
        trial.see("2026-02-30 4")
    with pytest.raises(Refused, match="Nothing is written"):
        trial.see("  ")


# -- the chart -------------------------------------------------------------------------------------


def test_observations_go_by_day_then_by_entry_and_without_a_day_by_when_they_were_kept(
    pair: Pair,
) -> None:
    trial = Trial(pair, text="x")
    trial.see("2026-09-30 3", "2026-09-01 1", "2026-09-30 4", "2")
    undated = plan_new(trial.engagement, "observation", {"experiment": trial.id, "value": 2.5})
    trial.do([undated])
    values = [one.value for one in observations(Reader(trial.engagement), trial.id)]
    assert TODAY < "2026-09-30" and values == [1, 2, 2.5, 3, 4]


def test_the_published_flow_rates_through_observations_p10(pair: Pair) -> None:
    trial = Trial(pair, text="Flow")
    trial.see(*map(str, FLOW))
    found = chart_json(charted(Reader(trial.engagement), trial.record))
    assert found["centre"] == pytest.approx(50.81)
    assert found["lower"] == pytest.approx(45.8151, abs=5e-5)
    assert found["upper"] == pytest.approx(55.8049, abs=5e-5)
    assert found["provisional"] and found["signals"] == [] and found["held"] is None
    assert [p["count"] for p in found["phases"]] == [10]


def test_a_gap_has_no_moving_range_and_keeps_its_place(pair: Pair) -> None:
    trial = Trial(pair, text="x")
    trial.see("5", "6", "- closed", "90", "5", "6", "5", "6", "5")
    chart = charted(Reader(trial.engagement), trial.record).last
    assert chart.values[2] is None and chart.ranges[2] is None and chart.ranges[3] is None
    assert chart.count == 8


def test_what_was_counted_on_the_day_before_it_was_begun_is_before_it_p13(pair: Pair) -> None:
    trial = Trial(pair, **WHOLE)
    trial.see("19", "21")
    trial.do(trials.begin(trial.engagement, trial.record))
    trial.see("12", "2026-08-01 20")
    found = charted(Reader(trial.engagement), trial.record)
    assert [[one.value for one in found.seen], [c.count for c in found.phases]] == [
        [20, 19, 21, 12], [3, 1],
    ]  # fmt: skip
    pair.rounds()
    there = pair.coach.open()
    assert chart_json(charted(Reader(there), there.state.records[trial.id])) == chart_json(found)


def test_what_was_counted_before_it_began_is_a_phase_of_its_own_p13(pair: Pair) -> None:
    trial = Trial(pair, **WHOLE, unit="days", began="2026-09-15")
    trial.see(*[f"2026-09-{n:02} {19 + n % 2}" for n in range(1, 9)])
    alone = charted(Reader(trial.engagement), trial.record)
    assert not alone.began and len(alone.phases) == 1 and alone.last.centre == 19.5
    trial.see(*[f"2026-09-{n:02} {13 + n % 2}" for n in range(15, 22)])
    found = charted(Reader(trial.engagement), trial.record)
    assert found.began == "2026-09-15" and [c.count for c in found.phases] == [8, 7]
    assert found.last.start == 9 and found.last.centre == pytest.approx(13 + 4 / 7)
    before, since, held = found.sentences()
    assert before.startswith("Before Tue 15 Sep: nothing but the usual ups and downs between")
    assert since.startswith("Since Tue 15 Sep: nothing but the usual") and "days" in since
    assert held == (
        "Held against the time before: points 9, 10, 11, 12 and 3 more lie below the lower limit."
    )
    said = chart_json(found)
    assert said["centre"] == found.last.centre and said["signals"] == []
    assert [p["start"] for p in said["phases"]] == [1, 9]
    assert {"rule": 1, "from": 9, "to": 9, "chart": "x"} in said["held"]["signals"]


def test_a_short_time_before_says_so_and_holds_nothing_against_it(pair: Pair) -> None:
    trial = Trial(pair, **WHOLE, began="2026-09-15")
    trial.see("2026-09-01 19", "2026-09-02 20", "2026-09-16 13")
    found = charted(Reader(trial.engagement), trial.record)
    assert found.held is None and found.sentences() == [
        "Before Tue 15 Sep: two measurements. Limits are drawn from six on.",
        "Since Tue 15 Sep: one measurement. Limits are drawn from six on.",
    ]
    assert chart_json(found)["centre"] is None


def test_foreign_values_are_gaps_and_nothing_breaks(pair: Pair) -> None:
    trial = Trial(pair, text="x", began="2026-09-15")
    odd: list[Any] = ["7", True, [1], {"a": 1}, 1e308, 10**18, None]
    changes = [
        Change(trial.engagement.replica.new_id(), "observation", trial.engagement.wall(),
               {"experiment": trial.id, "value": value, "date": value, "text": value})
        for value in odd
    ]  # fmt: skip
    trial.do([Plan(changes)])
    assert charted(Reader(trial.engagement), trial.record).count == 1
    assert charted(Reader(trial.engagement), trial.record).sentences()


# -- how it stands ---------------------------------------------------------------------------------


def test_it_begins_only_as_a_whole_and_what_lacks_is_named_p10_c6_c8(pair: Pair) -> None:
    trial = Trial(pair, text="Ring first")
    assert missing(trial.record) == list(NEEDED.values())
    with pytest.raises(Refused, match="Missing: a prediction, its chance"):
        trial.do(trials.begin(trial.engagement, trial.record))
    whole = plan_edit(trial.engagement, trial.id, WHOLE)
    trial.do([whole])
    assert missing(trial.record) == []
    trial.do(trials.begin(trial.engagement, trial.record))
    assert trial.record.text("status") == "running"
    assert trial.record.text("began") == TODAY
    with pytest.raises(Refused, match="It runs already"):
        trials.begin(trial.engagement, trial.record)


def test_a_first_day_that_was_written_down_stays_when_it_is_past(pair: Pair) -> None:
    for written, began in (("2026-09-01", "2026-09-01"), ("2030-01-01", TODAY)):
        trial = Trial(pair, **WHOLE, began=written)
        trial.do(trials.begin(trial.engagement, trial.record))
        assert trial.record.text("began") == began


def test_to_review_is_derived_from_its_day_for_running_and_stopped_ones(pair: Pair) -> None:
    trial = Trial(pair, **WHOLE)
    due = trial.record.text("review")
    assert group(trial.record, due) == "planned"
    trial.do(trials.begin(trial.engagement, trial.record))
    assert status_words(trial.record, TODAY) == "running since Mon 21 Sep, look back Mon 5 Oct"
    assert trial.needs() == []
    assert (
        group(trial.record, due) == "to review" and status_words(trial.record, due) == "to review"
    )
    trial.do(trials.stop(trial.engagement, trial.record, "Two complaints in one day"))
    assert group(trial.record, TODAY) == "done"
    assert status_words(trial.record, TODAY).startswith("stopped early")
    assert status_words(trial.record, "2026-10-09") == "stopped early, to review since Mon 5 Oct"
    trial.wall.forward(15 * DAY)
    assert trial.needs() == [("Look back: The tenant chooses the hour", "12 days or fewer")]
    assert board(Reader(trial.engagement, trial.today))[0][0] == "to review"
    assert trial.record.text("status") == "stopped"


def test_not_ok_pauses_it_asks_for_a_talk_and_deletes_nothing_c7(pair: Pair) -> None:
    trial = Trial(pair, **WHOLE)
    trial.do(trials.begin(trial.engagement, trial.record))
    with pytest.raises(Refused, match="not all right"):
        trials.pause(trial.engagement, trial.record, "  ")
    trial.do(trials.pause(trial.engagement, trial.record, "Nobody asked us", "the steward"))
    (talk,) = trial.engagement.state.of_kind("action")
    assert talk.text("text") == "Talk about “The tenant chooses the hour”: Nobody asked us"
    assert talk.get("status") == "open" and talk.get("links") == [trial.id]
    assert trial.record.text("not_ok_by") == "the steward" and not trial.record.hidden
    waiting = ("Paused, not all right: The tenant chooses the hour", "the steward: Nobody asked us")
    assert waiting in trial.needs()
    with pytest.raises(Refused, match="It is paused"):
        trials.pause(trial.engagement, trial.record, "Again")
    trial.do(trials.begin(trial.engagement, trial.record))
    assert trial.record.text("status") == "running" and waiting not in trial.needs()
    assert trial.record.text("not_ok") == "Nobody asked us"


def test_somebody_may_mind_before_it_has_begun(pair: Pair) -> None:
    trial = Trial(pair, text="Ring first")
    trial.do(trials.pause(trial.engagement, trial.record, "The head would mind"))
    assert trial.record.text("not_ok_by") == "Leo"
    trial.do(trials.go_on(trial.engagement, trial.record))
    assert trial.record.text("status") == "planned"


def test_an_early_stop_has_its_reason(pair: Pair) -> None:
    trial = Trial(pair, **WHOLE)
    with pytest.raises(Refused, match="It has not begun"):
        trials.stop(trial.engagement, trial.record, "why")
    trial.do(trials.begin(trial.engagement, trial.record))
    with pytest.raises(Refused, match="Say why"):
        trials.stop(trial.engagement, trial.record, "")
    trial.do(trials.stop(trial.engagement, trial.record, "The sign came"))
    assert trial.record.text("stopped_why") == "The sign came"


def test_a_private_experiment_keeps_what_hangs_on_it_private(pair: Pair) -> None:
    made = pair.learner.add("experiment", audience="private", **WHOLE)
    engagement = pair.learner.open()
    engagement.do(*trials.begin(engagement, engagement.state.records[made]))
    for act, words in ((trials.observe, "4"), (trials.pause, "I mind"), (trials.stop, "Enough")):
        engagement.do(*act(engagement, engagement.state.records[made], words))
    kinds = {r.kind: r for r in engagement.state.of_kind("observation", "action")}
    assert {r.audience for r in kinds.values()} == {"private"} and len(kinds) == 2
    assert kinds["observation"].text("experiment") == made


# -- looking back ----------------------------------------------------------------------------------


def test_a_review_closes_it_and_moves_what_was_assumed_p8_c8(pair: Pair) -> None:
    belief = pair.learner.add("assumption", text="They would say no", confidence=70)
    trial = Trial(pair, **WHOLE, assumption=belief)
    with pytest.raises(Refused, match="nothing to look back at"):
        before_review(trial.engagement, trial.record)
    trial.do(trials.begin(trial.engagement, trial.record))
    given = before_review(trial.engagement, trial.record)
    assert given["expected"] == "12 days or fewer" and given["links"] == [belief]
    said = given | {"text": "Ask first", "next": "Ask on two estates", "loop": "double",
                    "rule_before": "The planner decides"}  # fmt: skip
    review = writing.new(trial.engagement, "review", said)
    identity = review[0].changes[0].id
    trial.do(review)
    assert trial.record.text("status") == "reviewed"
    assert not list(trial.engagement.state.of_kind("rule")), "the rule now is not said yet"
    for _ in range(2):
        trial.do(writing.edit(trial.engagement, identity, {"rule_now": "The tenant decides"}))
    state = trial.engagement.state
    for kind, words in (("insight", "Ask first"), ("action", "Ask on two estates")):
        (made,) = state.of_kind(kind)
        assert made.text("text") == words and made.get("links") == [identity]
    (rule,) = state.of_kind("rule")
    assert (rule.text("text"), rule.text("now")) == ("The planner decides", "The tenant decides")
    for value, why in (("yes", ""), ("annulled", "Nobody counted")):
        trial.do(trials.outcome(trial.engagement, trial.record, value, why))
        assert trial.record.text("outcome") == value
    with pytest.raises(Refused, match="Say why"):
        trials.outcome(trial.engagement, trial.record, "annulled")
    for text, sure, status in (
        ("10", 10, "weakened"), ("25 %", 25, "held"), ("0 dropped", 0, "dropped"),
    ):  # fmt: skip
        trial.do(trials.believe(trial.engagement, trial.record, text))
        now = trial.engagement.state.records[belief]
        assert (now.get("confidence"), now.get("status")) == (sure, status)
    for text in ("", "110", "ten", "10 perhaps"):
        with pytest.raises(Refused, match="not understood"):
            trials.believe(trial.engagement, trial.record, text)


def test_without_an_assumption_nothing_is_moved(pair: Pair) -> None:
    trial = Trial(pair, **WHOLE)
    with pytest.raises(Refused, match="no assumption"):
        trials.believe(trial.engagement, trial.record, "10")


def test_a_double_loop_asks_for_the_rule_until_it_is_there(pair: Pair) -> None:
    trial = Trial(pair, **WHOLE)

    def lacks(**fields: Any) -> str:
        return unsaid(trial.engagement.do(plan_new(trial.engagement, "review", fields))[0])

    assert lacks(text="x", loop="single") == ""
    assert lacks(text="x", loop="double") == "the rule before and the rule now"
    assert lacks(text="x", loop="double", rule_before="a") == "the rule now"
    assert lacks(text="x", loop="double", rule_before="a", rule_now="b") == ""


def test_a_prediction_is_only_given_until_it_is_revealed(pair: Pair) -> None:
    trial = Trial(pair, **WHOLE)
    said: list[dict[str, Any]] = [
        {"experiment": trial.id, "commitment": "00"},
        {"experiment": trial.id, "commitment": "00", "chance": 40},
    ]
    trial.do([plan_new(trial.engagement, "prediction", one) for one in said])
    hidden = plan_new(trial.engagement, "prediction", {"experiment": trial.id, "chance": 99},
                                       audience="private")  # fmt: skip
    trial.do([hidden])
    assert predictions(Reader(trial.engagement), trial.record) == [("Leo", None), ("Leo", 40)]
