"""The process-behaviour chart: published figures, edges, each rule, what never changes (P10)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach_tui.method.chart import Chart, phases, xmr
from coach_tui.method.figures import as_given, figure
from coach_tui.method.saying import chart_in_words
from coach_tui.method.signals import Signal
from tests.method.series import CALM, FLOW

BASE = (1, 18)


def rules(chart: Chart, rule: int) -> list[Signal]:
    return [s for s in chart.signals if s.rule == rule]


def test_the_published_flow_rates() -> None:
    chart = xmr(FLOW)
    assert chart.centre == pytest.approx(50.81)
    assert chart.lower == pytest.approx(45.8151, abs=5e-5)
    assert chart.upper == pytest.approx(55.8049, abs=5e-5)
    # The ranges 2.0 2.3 1.4 3.5 3.4 1.4 0.2 1.2 1.5 add up to 16.9.
    assert chart.mean_range == pytest.approx(16.9 / 9)
    assert chart.range_upper == pytest.approx(3.268 * 16.9 / 9)
    assert chart.ranges[0] is None and chart.ranges[1] == pytest.approx(2.0)
    assert (chart.count, chart.basis, chart.provisional, chart.signals) == (10, 10, True, ())


def test_the_median_form_draws_from_the_median_range() -> None:
    chart = xmr(FLOW, median=True)
    assert chart.median and chart.mean_range == pytest.approx(1.5)
    assert chart.centre == pytest.approx(50.81)
    assert chart.upper == pytest.approx(50.81 + 3.145 * 1.5)
    assert chart.range_upper == pytest.approx(3.865 * 1.5)


def test_a_median_range_of_zero_beside_others_gives_way_to_the_mean() -> None:
    coarse = xmr([5, 5, 5, 5, 5, 6, 5, 5], median=True)
    assert not coarse.median and coarse.mean_range == pytest.approx(2 / 7)
    assert xmr([5] * 8, median=True).median


@pytest.mark.parametrize(
    ("count", "limits", "provisional"),
    [
        *[(0, False, False), (1, False, False), (5, False, False)],
        *[(6, True, True), (16, True, True), (17, True, False)],
    ],
)
def test_from_six_on_limits_from_seventeen_on_firm(
    count: int, limits: bool, provisional: bool
) -> None:
    chart = xmr(CALM[:count])
    drawn = [chart.centre, chart.lower, chart.upper, chart.mean_range, chart.range_upper]
    assert all((one is not None) == limits for one in drawn)
    assert chart.provisional == provisional and chart.count == count
    assert len(chart.values) == len(chart.ranges) == count


def test_fewer_than_six_say_nothing_however_wild() -> None:
    assert xmr([1, 1, 1, 1, 10**6]).signals == ()


@pytest.mark.parametrize("value", [0.0, 5.0, 0.1, 1 / 49, -3.3, 1e300, 1e-300, 5e-324])
@pytest.mark.parametrize("count", [6, 9, 17, 49])
def test_equal_values_have_limits_on_the_centre_and_no_signal(value: float, count: int) -> None:
    for chart in (xmr([value] * count), xmr([value] * count, median=True)):
        assert chart.lower == chart.centre == chart.upper == pytest.approx(value)
        assert chart.signals == () and chart.range_upper == 0


def test_no_range_crosses_a_gap_and_a_gap_ends_a_run() -> None:
    chart = xmr([3, 5, None, 4, 6, 5, 7])
    assert chart.ranges == (None, 2, None, None, 2, 1, 2)
    assert chart.count == 6 and chart.mean_range == 1.75
    high = [*CALM, *[10.5] * 4, None, *[10.5] * 4]
    assert rules(xmr(high, baseline=BASE), 2) == []
    near = [*CALM, 13.5, 13.5, None, 13.5, 10]
    assert rules(xmr(near, baseline=BASE), 3) == []
    assert rules(xmr([*CALM, None, 13.5, 13.5, 13.5], baseline=BASE), 3) == []


def test_where_no_two_stand_side_by_side_there_are_no_limits() -> None:
    chart = xmr([1, None, 2, None, 3, None, 4, None, 5, None, 6])
    assert chart.count == 6 and chart.centre is None and not chart.provisional
    assert chart_in_words(chart).startswith("No two measurements stand side by side.")


def test_numbers_that_are_none_are_gaps() -> None:
    chart = xmr([float("nan"), 1, float("inf"), 10**400, 2])
    assert chart.values == (None, 1, None, None, 2) and chart.count == 2
    assert xmr([-1.7e308, 1.7e308] * 4).centre is None
    assert xmr([-1.7e308, 1.7e308]).ranges == (None, None)
    assert chart_in_words(xmr([-1.7e308, 1.7e308] * 4)).startswith("No limits can be drawn")
    assert xmr([1.7e308] * 8).signals == ()


def test_rule_1_one_point_outside_on_either_chart() -> None:
    chart = xmr([*CALM, 30], baseline=BASE)
    assert rules(chart, 1) == [Signal(1, 19, 19, "mr"), Signal(1, 19, 19, "x")]
    low = xmr([*CALM, -9], baseline=BASE)
    assert Signal(1, 19, 19, "x") in low.signals
    # 8 to 15 is within the limits of values, but a longer step than usual.
    step = xmr([*CALM[:13], 15.2, *CALM[13:]], baseline=(1, 13))
    assert rules(step, 1) == [Signal(1, 14, 14, "mr")]


def test_rule_1_on_the_limit_is_not_outside() -> None:
    chart = xmr(CALM)
    assert chart.upper is not None and chart.lower is not None
    assert rules(xmr([*CALM, chart.upper, chart.lower], baseline=BASE), 1) == [
        Signal(1, 20, 20, "mr")
    ]


def test_rule_2_eight_in_a_row_on_one_side() -> None:
    base = [9.0, 11.0] * 9
    seven, eight = [10.2] * 7, [10.2] * 8
    assert rules(xmr([*base, 9, *seven, 9], baseline=BASE), 2) == []
    assert rules(xmr([*base, 9, *eight, 9], baseline=BASE), 2) == [Signal(2, 20, 27)]
    assert rules(xmr([*base, 11, *[9.9] * 11], baseline=BASE), 2) == [Signal(2, 20, 30)]


def test_rule_2_a_point_on_the_line_ends_the_run() -> None:
    base = [9.0, 11.0] * 9
    on = xmr([*base, 9, *[10.2] * 5, 10, *[10.2] * 5], baseline=BASE)
    assert on.centre == 10 and rules(on, 2) == []
    # 0.1 added up is not quite 0.1 a time: the line is met all the same.
    rounded = [0.1, 0.3] * 5
    assert rules(xmr([*rounded, 0.1, *[0.25] * 6, 0.1 + 0.1, 0.25], baseline=(1, 10)), 2) == []


def test_rule_3_three_of_four_nearer_the_same_limit() -> None:
    base = [9.0, 11.0] * 9  # centre 10, limits 10 ± 5.32: from 12.66 on nearer the limit
    for row, found in (
        ([13, 13, 10, 13, 10], [Signal(3, 19, 22)]),
        ([13, 10, 13, 13, 9], [Signal(3, 19, 22)]),
        ([9, 13, 13, 13], [Signal(3, 20, 22)]),
        ([7, 7, 7, 7, 7], [Signal(3, 19, 23)]),
        ([13, 7, 13, 7, 13], []),
        ([13, 13, 7, 7], []),
        ([12.6, 12.6, 12.6, 12.6], []),
        ([13, 13, 9, 9, 13], []),
        ([13, 13, 13, 9, 9, 9, 13, 13, 13], [Signal(3, 19, 21), Signal(3, 25, 27)]),
    ):
        assert rules(xmr([*base, *row], baseline=BASE), 3) == found, row


def test_limits_from_the_baseline_signals_over_all() -> None:
    later = [*FLOW, *[60.0] * 3]
    frozen, free = xmr(later, baseline=(1, 10)), xmr(later)
    assert frozen.centre == pytest.approx(50.81) and free.centre != frozen.centre
    assert frozen.basis == 10 and frozen.count == 13 and frozen.provisional
    assert [s.first for s in rules(frozen, 1) if s.chart == "x"] == [11, 12, 13]
    # Ranges of the baseline alone: neither the step into it nor the one out.
    assert xmr(later, baseline=(2, 10)).mean_range == pytest.approx(14.9 / 8)
    assert xmr(FLOW, baseline=(3, 7)).centre is None
    assert xmr(FLOW, baseline=(-4, 99)).centre == xmr(FLOW).centre
    assert xmr(FLOW, baseline=(9, 2)).basis == 0


def test_each_phase_has_its_own_centre_and_limits() -> None:
    before, after = phases([*FLOW, *[v - 20 for v in FLOW]], [11])
    assert after.centre == pytest.approx(30.81) and before.centre == pytest.approx(50.81)
    assert after.ranges[0] is None and after.start == 11
    wild = phases([*[0.0] * 6, *CALM, 40], [7])[1]
    assert Signal(1, 25, 25, "x") in wild.signals


def test_always_one_phase_more_than_changes() -> None:
    assert [len(c.values) for c in phases(FLOW, [])] == [10]
    assert [len(c.values) for c in phases(FLOW, [11, -3, 4, 4, 99])] == [0, 3, 0, 7, 0, 0]
    assert [c.values for c in phases([], [1])] == [(), ()]


def test_in_words() -> None:
    assert chart_in_words(xmr([]), "") == "No measurement yet. Limits are drawn from six on."
    assert chart_in_words(xmr([4]), "") == "One measurement. Limits are drawn from six on."
    assert chart_in_words(xmr([4, 5]), "") == "Two measurements. Limits are drawn from six on."
    assert chart_in_words(xmr(FLOW), "l/s") == (
        "Nothing but the usual ups and downs between 45.8 and 55.8 l/s; "
        "provisional until there are 17 measurements."
    )
    # 182 / 18 = 10.11; the ranges add up to 36, 2.66 · 36 / 17 = 5.63
    assert (
        chart_in_words(xmr(CALM), "") == "Nothing but the usual ups and downs between 4.5 and 15.7."
    )
    assert chart_in_words(xmr([5] * 20), "days") == "All 20 measurements are 5 days."
    assert chart_in_words(xmr(FLOW, baseline=(1, 1)), "") == (
        "The baseline holds one measurement. Limits are drawn from six on."
    )


def test_signals_in_words_by_their_rule() -> None:
    assert chart_in_words(xmr([*CALM, 23.6], baseline=BASE), "days") == (
        "Out of the ordinary: point 19 (23.6 days) lies above the upper limit; "
        "the step to point 19 is larger than usual."
    )
    base = [9.0, 11.0] * 9
    assert chart_in_words(xmr([*base, 11, *[9.9] * 9], baseline=BASE), "") == (
        "Out of the ordinary: points 20 to 28 lie in a row below the centre."
    )
    assert chart_in_words(xmr([*base, 13, 13, 13], baseline=BASE), "") == (
        "Out of the ordinary: points 19 to 21 lie mostly nearer the upper limit than the centre."
    )
    many = chart_in_words(xmr([*base, *[13] * 9, 40, *[7] * 9, -40], baseline=BASE), "")
    assert many.endswith("; and 4 more.") and "point 28 (40)" in many


def test_numbers_as_they_are_read() -> None:
    assert [as_given(v) for v in (24.0, 23.6, 0.1 + 0.2, -0.0)] == ["24", "23.6", "0.3", "0"]
    assert figure(45.8151, 9.99) == "45.8" and figure(1234.5, 900) == "1234"
    assert figure(-0.001, 10) == "0.0" and figure(0.5, 0) == "0.5"
    assert figure(1e300, 1e299) == "1e+300" and figure(2e-9, 1e-9) == "2e-09"


STEPS = st.integers(-1000, 1000).map(lambda n: n / 4)
SERIES = st.lists(STEPS | st.none(), max_size=40)


@given(SERIES, st.integers(-1000, 1000))
def test_shifting_the_values_shifts_the_limits(values: list[float | None], by: int) -> None:
    there = xmr(values)
    moved = xmr([None if v is None else v + by for v in values])
    assert moved.ranges == there.ranges and moved.signals == there.signals
    assert moved.mean_range == there.mean_range
    if there.centre is None or there.upper is None:
        assert moved.centre is None and moved.upper is None
    else:
        assert moved.centre == pytest.approx(there.centre + by)
        assert moved.upper == pytest.approx(there.upper + by)


@given(SERIES, st.sampled_from([0.25, 2.0, 1024.0, -1.0]), st.booleans())
def test_scaling_the_values_scales_the_limits(
    values: list[float | None], by: float, median: bool
) -> None:
    there = xmr(values, median=median)
    scaled = xmr([None if v is None else v * by for v in values], median=median)
    assert scaled.signals == there.signals
    if there.centre is not None and there.upper is not None and there.lower is not None:
        edges = sorted((there.lower * by, there.upper * by))
        assert [scaled.lower, scaled.upper] == pytest.approx(edges)
        assert scaled.centre == pytest.approx(there.centre * by)


@given(st.lists(st.floats() | st.none(), max_size=40), st.lists(st.integers(-2, 50), max_size=4))
def test_any_numbers_give_a_chart_and_a_sentence(
    values: list[float | None], changes: list[int]
) -> None:
    some = [*phases(values, changes), xmr(values, median=True), xmr(values, baseline=(2, 9))]
    for chart in some:
        assert chart_in_words(chart, "days").endswith(".")
        for s in chart.signals:
            assert chart.start <= s.first <= s.last < chart.start + len(chart.values)
    assert sum(len(c.values) for c in some[:-2]) == len(values)


@given(st.lists(st.sampled_from([0.0, 1.0, 2.0, 3.0, 12.0, None]), min_size=30, max_size=90))
def test_backwards_the_same_values_are_out_of_the_ordinary(values: list[float | None]) -> None:
    # Rule 1 apart from ranges and rule 2 do not mind the direction of time.
    there, back = xmr(values), xmr(values[::-1])
    for rule in (1, 2):
        seen = [s for s in rules(there, rule) if s.chart == "x"]
        turned = [(len(values) + 1 - s.last, len(values) + 1 - s.first) for s in seen][::-1]
        assert turned == [(s.first, s.last) for s in rules(back, rule) if s.chart == "x"]
