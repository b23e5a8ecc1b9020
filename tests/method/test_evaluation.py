"""Goals, predictions and worth against published figures and sums by hand (P15, P16)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach_tui.method import goals, predictions, worth
from coach_tui.method.predictions import Prediction

PUBLISHED = list(zip([-2.0, 0, -1, 2, 0, 1], [3, 5, 1, 4, 2, 6], strict=True))


def test_goals_against_the_published_figures() -> None:
    assert goals.attainment(PUBLISHED) == pytest.approx(55.0, abs=0.05)
    assert goals.t_score([(1, 1)]) == pytest.approx(60.0)
    assert goals.t_score([(1, 1)] * 5) == pytest.approx(65.1, abs=0.05)
    assert goals.goals_in_words(PUBLISHED) == "T 55.0; 50 is as expected."


def test_no_t_below_two_goals_or_without_weights() -> None:
    assert goals.attainment([]) is goals.attainment([(1, 1)]) is None
    assert goals.attainment([(1, 0), (2, 0)]) is None
    assert goals.attainment([(1, 3), (2, 0)]) is goals.attainment([(1, 3), (None, 2)]) is None
    assert goals.attainment([(1, 3), (7, 2)]) is goals.attainment([(1, 3), (0, -2)]) is None
    assert goals.goals_in_words([]) == goals.goals_in_words([(None, 2)]) == "No goal is rated yet."
    assert goals.goals_in_words([(1, 0), (2, 0)]) == "No rated goal has a weight, so there is no T."
    assert (
        goals.goals_in_words([(1, 1)])
        == "One goal is rated and weighted. T is counted from two on."
    )


LEVELS = st.lists(
    st.tuples(st.integers(-2, 2).map(float), st.integers(1, 9)), min_size=2, max_size=9
)


@given(LEVELS, st.sampled_from([0.1, 3.0, 1e200, 1e-200]))
def test_only_the_ratios_of_weights_count(some: list[tuple[float, int]], by: float) -> None:
    there = goals.attainment(some)
    assert there == pytest.approx(goals.attainment([(x, w * by) for x, w in some]))
    assert goals.attainment([(0, w) for _, w in some]) == 50
    assert there is not None
    assert goals.attainment([(-x, w) for x, w in some]) == pytest.approx(100 - there)


def test_predictions_against_the_published_figure() -> None:
    some = [
        Prediction(0.1, False),
        Prediction(0.9, True),
        Prediction(0.8, True),
        Prediction(0.3, False),
    ]
    assert predictions.brier(some) == pytest.approx(0.0375)
    annulled = [Prediction(0.9), Prediction(1.7, True), Prediction(float("nan"), True)]
    assert predictions.brier([*some, *annulled]) == pytest.approx(0.0375)
    assert predictions.brier_in_words(some).startswith(
        "4 predictions have come out: Brier score 0.04, "
    )


def test_nothing_is_scored_before_something_has_come_out() -> None:
    open_ones = [Prediction(0.5), Prediction(0.9)]
    assert predictions.brier(open_ones) is None and predictions.parts(open_ones) is None
    assert predictions.brier([]) is None and predictions.calibration([]) == ()
    assert predictions.brier_in_words(open_ones) == "No prediction has come out yet."


def test_calibration_from_twenty_on() -> None:
    some = [Prediction(0.8, n < 7) for n in range(10)] + [Prediction(0.3, n < 4) for n in range(9)]
    assert predictions.calibration([*some, Prediction(0.3)]) == ()
    found = predictions.calibration([*some, Prediction(0.3, True)])
    assert [(g.chance, g.count, g.came, g.share) for g in found] == [
        (0.3, 10, 5, 0.5),
        (0.8, 10, 7, 0.7),
    ]
    assert all(g.low < g.share < g.high for g in found)
    assert "from 20 on" in predictions.brier_in_words(some)
    assert "from 20 on" not in predictions.brier_in_words([*some, Prediction(0.3, True)])


@pytest.mark.parametrize(
    ("came", "count", "low", "high"),
    # R. G. Newcombe (1998), Two-sided confidence intervals for the single proportion, table I.
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_against_the_published_intervals(
    came: int, count: int, low: float, high: float
) -> None:
    assert predictions.wilson(came, count) == pytest.approx((low, high), abs=5e-5)
    turned = predictions.wilson(count - came, count)
    assert turned == pytest.approx((1 - high, 1 - low), abs=5e-5)
    assert predictions.wilson(0, 0) == (0, 1)


SOME = st.lists(
    st.builds(Prediction, st.integers(0, 100).map(lambda n: n / 100), st.booleans()),
    min_size=1,
    max_size=60,
)


@given(SOME)
def test_the_parts_make_up_the_score(some: list[Prediction]) -> None:
    parts = predictions.parts(some)
    assert parts is not None
    assert parts.brier == pytest.approx(predictions.brier(some), abs=1e-12)
    assert min(parts.reliability, parts.resolution, parts.uncertainty) >= 0
    assert sum(g.count for g in predictions.groups(some)) == len(some)


def test_worth_against_the_published_figure() -> None:
    # J. J. Phillips: benefits 321,600, costs 38,233 -> 8.4 : 1, 741 %
    found = worth.worth([321_600], [38_233])
    assert found.ratio == pytest.approx(8.4, abs=0.05) and found.roi == pytest.approx(741, abs=0.5)
    assert worth.worth_in_words(found) == "8.4 back for each 1 spent; a return of 741 %."


def test_intangibles_stand_beside() -> None:
    found = worth.worth([500, None, None, float("nan")], [200, 50, None])
    assert (found.benefits, found.costs, found.intangibles, found.uncounted) == (500, 250, 3, 1)
    assert found.ratio == 2 and found.roi == 100
    assert worth.worth_in_words(found).endswith("3 benefits have no amount and stand beside it.")
    assert "One benefit has" in worth.worth_in_words(worth.worth([None], [1]))


@pytest.mark.parametrize(
    ("costs", "words"),
    [
        ([], "No costs are recorded, so there is no ratio."),
        ([0, 0.0], "No costs are recorded, so there is no ratio."),
        ([None], "No cost has an amount, so there is no ratio."),
        ([10, -30], "The costs come to less than nothing, so there is no ratio."),
    ],
)
def test_without_costs_above_zero_no_ratio_but_a_reason(
    costs: list[float | None], words: str
) -> None:
    found = worth.worth([500], costs)
    assert found.ratio is found.roi is None and worth.worth_in_words(found) == words


def test_amounts_beyond_all_measure() -> None:
    assert worth.worth_in_words(worth.worth([1e308, 1e308], [1])).startswith(
        "The amounts are too far"
    )
    assert worth.worth([1e308], [1e-308]).ratio is None
