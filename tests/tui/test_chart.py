"""The chart as text: where numbers, signals, changes and gaps stand, and that any numbers fit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content

from coach_tui.method.chart import Chart, phases, xmr
from coach_tui.tui.widgets.chart import RANGE_ROWS, assumption_grid, chart_lines, spark

FLOW = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]
BEFORE = [17.5, 19.2, 20.6, 19.4, 18.8, 21.6, 19.5, 18.6, 17, 19.8, 20.4, 19]
AFTER = [16, 15.2, 15.4, 23.6, 15, 13.6, 12.2, 13.4, 12, 13.6, 12.4, 13.7]
LABEL = "21 Jul booking by trades"
DOTS = "".join(map(chr, range(0x2801, 0x2900)))


def text(lines: list[Content]) -> list[str]:
    return [one.plain for one in lines]


def row(lines: list[Content], words: str) -> int:
    return next(n for n, one in enumerate(lines) if words in one.plain)


def inks(lines: list[Content]) -> set[str]:
    return {str(span.style) for one in lines for span in one.spans}


def test_centre_and_limits_at_the_left_in_their_order() -> None:
    lines = chart_lines([xmr(FLOW)], 58, 14)
    upper, centre, lower = (row(lines, number) for number in ("55.8", "50.8", "45.8"))
    assert upper < centre < lower
    assert all(one.startswith(("     ", "55.8 ", "50.8 ", "45.8 ")) for one in text(lines))
    assert row(lines, "upper limit") == upper - 1 and row(lines, "lower limit") == lower + 1
    assert "◆" not in "".join(text(lines))
    assert inks(lines) <= {"$primary", "$foreground 70%", "bold", ""}


def test_before_a_change_at_the_left_after_it_at_the_right() -> None:
    lines = chart_lines(phases(BEFORE + AFTER, [13]), 72, 18, unit="days", labels=[LABEL])
    shown = text(lines)
    assert shown[0].startswith("days ") and f"⠅ {LABEL}" in shown[0]
    change = shown[0].index("⠅")
    assert 25 < change < 45
    assert all(one[change] == "⠅" for one in shown)
    before, after = phases(BEFORE + AFTER, [13])
    assert before.centre is not None and after.centre is not None
    assert any(one.startswith(f"{before.centre:.1f} ") for one in shown)
    assert any(one.endswith(f" {after.centre:.1f}") for one in shown)
    # Neither a line nor a limit touches the change.
    assert all(one[change - 1] == " " and one[change + 1] == " " for one in shown)


def test_a_point_outside_is_a_diamond_with_its_number() -> None:
    lines = chart_lines(phases(BEFORE + AFTER, [13]), 58, 18)
    place = row(lines, "◆")
    assert "◆ 23.6" in lines[place].plain
    assert "bold $text-warning" in inks([lines[place]])


def test_a_run_ends_in_a_diamond_that_says_how_long_it_is() -> None:
    base = [9.0, 11.0] * 9
    lines = chart_lines([xmr([*base, 9, *[10.4] * 9, 9], baseline=(1, 18))], 72, 16)
    assert "9 in a row" in lines[row(lines, "in a row")].plain and "$text-warning" in inks(lines)
    near = chart_lines([xmr([*base, 9, 13, 13, 10, 13], baseline=(1, 18))], 72, 16)
    assert "3 of 4" in lines_text(near)


def lines_text(lines: list[Content]) -> str:
    return "\n".join(text(lines))


def test_fewer_than_six_are_dots_without_limits() -> None:
    shown = lines_text(chart_lines([xmr([4, 7, None, 5])], 58, 8))
    assert sum(char in DOTS for char in shown) == 3 and "limit" not in shown
    assert shown.splitlines()[1].startswith("7") and "\n4 " in shown
    assert sum(char in DOTS for char in lines_text(chart_lines([xmr([4])], 58, 8))) == 1
    assert lines_text(chart_lines([xmr([])], 58, 8)).strip() == ""


def test_a_gap_is_a_gap() -> None:
    whole = chart_lines([xmr([10, 30] * 5)], 60, 10, plain=False)
    broken = chart_lines([xmr([10, 30, 10, 30, None, None, 10, 30, 10, 30])], 60, 10)

    def empty(lines: list[Content]) -> int:
        kept = [one.plain[5:].ljust(60) for one in lines]
        drawn = [any(one[n] in set(DOTS) - set("⠁⠂⠄⡀⠉⠒⠤⣀⠈⠐⠠⢀") for one in kept) for n in range(50)]
        return max(len(run) for run in "".join("x" if d else " " for d in drawn).split("x"))

    assert empty(broken) > empty(whole) + 10


def test_moving_ranges_stand_below_when_asked_for() -> None:
    values = [12, 14, 11, 13, 12, 15, 13, 11, 12, 14, 25, 12, 13]
    without, lines = (chart_lines([xmr(values)], 58, 18, ranges=r) for r in (False, True))
    below = row(lines, "moving range")
    assert "moving range" not in lines_text(without)
    top = xmr(values).range_upper
    assert top is not None and any(f"{top:.1f} " in one for one in text(lines)[below:])
    assert "◆" in lines_text(lines[below:])


def test_moving_ranges_leave_the_picture_above_as_it_is() -> None:
    chart = xmr([12, 14, 11, 13, 12, 15, 13, 11, 12, 14, 25, 12, 13])
    for height in (7, 8, 12, 22):
        alone = chart_lines([chart], 58, height)
        assert text(chart_lines([chart], 58, height + RANGE_ROWS, ranges=True))[:height] == text(
            alone
        )


def test_a_signal_at_the_edge_moves_the_name_of_the_limit_and_does_not_hide_it() -> None:
    calm = [19.0, 22, 18, 21, 20, 17, 21, 19, 23, 18, 20, 22, 19, 17, 21, 20, 18, 22]
    assert "upper limit" in lines_text(chart_lines([xmr([40.0, *calm])], 58, 12))
    assert "lower limit" in lines_text(chart_lines([xmr([1.0, *calm])], 58, 12))


def test_plain_characters_for_fonts_without_braille() -> None:
    shown = lines_text(
        chart_lines(phases(BEFORE + AFTER, [13]), 58, 18, labels=[LABEL], plain=True, ranges=True)
    )
    assert shown.isascii() and "+ 23.6" in shown and "*" in shown and "-- " in shown
    assert shown.splitlines()[0].index("|") == shown.splitlines()[5].index("|")


def test_equal_values_have_one_number_and_no_names() -> None:
    shown = lines_text(chart_lines([xmr([5.0] * 9)], 58, 8))
    assert shown.count("5") == 1 and "limit" not in shown


def test_labels_are_words_of_people() -> None:
    charts = phases(BEFORE + AFTER + BEFORE, [13, 25])
    hostile = ["[bold]\x1b[31m" + "日本" * 40, "next\nline"]
    head = chart_lines(charts, 58, 12, unit="日" * 99, labels=hostile)[0]
    assert "[bold]" in head.plain and "\x1b" not in head.plain and "next line"[:6] in head.plain
    assert head.cell_length <= 58


ANY = st.floats() | st.none() | st.sampled_from([0.0, 1.0, 1e308, -1e308, 5e-324, 1e-12])


@given(
    values=st.lists(ANY, max_size=60) | st.lists(st.integers(0, 9).map(float), max_size=200),
    changes=st.lists(st.integers(-2, 80), max_size=9),
    width=st.integers(30, 90),
    height=st.integers(8, 40),
    unit=st.text(max_size=30),
    labels=st.lists(st.text(max_size=40), max_size=9),
    plain=st.booleans(),
    ranges=st.booleans(),
)
def test_any_numbers_fit_any_size(
    *,
    values: list[float | None],
    changes: list[int],
    width: int,
    height: int,
    unit: str,
    labels: list[str],
    plain: bool,
    ranges: bool,
) -> None:
    charts: tuple[Chart, ...] = phases(values, changes)
    for some in (charts, charts[:1], ()):
        lines = chart_lines(
            some, width, height, unit=unit, labels=labels, plain=plain, ranges=ranges
        )
        assert len(lines) == height
        assert max(one.cell_length for one in lines) <= width
        assert not any("\n" in one.plain for one in lines)


@pytest.mark.parametrize("size", [(0, 0), (1, 1), (7, 3), (29, 7), (30, 1)])
def test_too_small_is_cut_and_not_broken(size: tuple[int, int]) -> None:
    width, height = size
    for lines in (
        chart_lines(phases(BEFORE + AFTER, [13]), width, height, labels=[LABEL], ranges=True),
        assumption_grid([("a", 5, 1)], width, height),
    ):
        assert len(lines) == height and all(one.cell_length <= width for one in lines)


def test_a_thousand_points() -> None:
    lines = chart_lines([xmr([float(n % 7) for n in range(1000)])], 58, 14)
    assert len(lines) == 14 and any(char in DOTS for char in lines_text(lines))


def test_the_grid_names_the_corner_to_test_first() -> None:
    items = [("a", 5, 1), ("b", 4, 2), ("c", 5, 1), ("d", 2, 4), ("f", 1, 5), ("g", 5, 5)]
    lines = assumption_grid([*items, ("z", 0, 3), ("y", 3, 6)], 58, 12)
    shown = text(lines)
    assert len(lines) == 12 and max(one.cell_length for one in lines) <= 58
    assert "test first" in shown[0] and shown[1].startswith("important  ×2")
    assert shown[10].startswith("less so") and "much evidence" in shown[11]
    assert "g" in shown[1][40:] and shown[1].index("g") == shown[10].index("f")
    assert row(lines, " b ") < row(lines, " d ") and "$text-accent" in str(lines[1].spans)
    assert not set("yz") & set("".join(shown[1:10]))


def test_the_grid_in_plain_characters_and_with_foreign_marks() -> None:
    shown = lines_text(assumption_grid([("a", 5, 1), ("b", 5, 1)], 40, 9, plain=True))
    assert shown.isascii() and "x2" in shown
    for mark in ("", "日", "\x1b", "[b]", "\n"):
        lines = assumption_grid([(mark, 5, 5)], 40, 9)
        assert len(lines) == 9 and all(one.cell_length <= 40 for one in lines)
        assert "\x1b" not in lines_text(lines)


def test_a_small_line() -> None:
    rising = spark([0, 5, 10], 10, 0, 10)
    assert rising.cell_length == 10 and rising.plain[0] == "⣀" and rising.plain[-1] in "⠉⠊⠋"
    assert spark([], 5, 0, 10).plain == " " * 5
    assert " " in spark([1, 1, None, 1, 1], 20, 0, 10).plain.strip()
    assert spark([5, 5], 4, 5, 5).cell_length == 4
    plain = spark([0, 5, 10, None, 0], 20, 0, 10, plain=True).plain
    assert set(plain) == set("_-^ ") and plain.startswith("_") and plain.endswith("_")


@given(st.lists(ANY, max_size=50), st.integers(0, 30), st.floats(), st.floats())
def test_a_small_line_of_any_numbers(
    values: list[float | None], width: int, low: float, high: float
) -> None:
    assert spark(values, width, low, high).cell_length == width
    assert spark(values, width, low, high, plain=True).plain.isascii()
