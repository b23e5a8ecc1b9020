"""The process-behaviour chart of individual values and moving ranges, XmR. Row P10 of
docs/method.md.

Formulas, factors and the three signals as in D. J. Wheeler, *Understanding Variation*; the tests
check against the flow rates of the NIST/SEMATECH e-Handbook, 6.3.2.2. All values are in the unit of
the measurement. Places (positions in the series) count from 1, gaps included.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import fsum, isfinite
from statistics import median as middle

from coach_tui.method.signals import Signal, find

ENOUGH = 6
"""Measurements from which on limits are calculated."""
FIRM = 17
"""Measurements from which on limits are no longer provisional."""
MEAN_FACTORS = (2.66, 3.268)
"""Multiples of the mean range: distance from the centre to a limit, and the upper range limit."""
MEDIAN_FACTORS = (3.145, 3.865)
"""Multiples of the median range: distance from the centre to a limit, and the upper range limit."""


@dataclass(frozen=True, slots=True)
class Chart:
    """One series with its limits.

    `centre`, `lower`, `upper`, `mean_range` and `range_upper` are either all numbers or all None.
    """

    values: tuple[float | None, ...]
    """In order of time; None is a gap."""
    ranges: tuple[float | None, ...]
    """One for each value: its absolute difference from the value before; None for the first value,
    beside a gap, and where the difference is too large for a float."""
    centre: float | None
    """The mean of the values."""
    lower: float | None
    upper: float | None
    mean_range: float | None
    """The mean of the moving ranges; their median when `median` is true."""
    range_upper: float | None
    """The upper limit of the moving ranges."""
    provisional: bool
    """Whether there are limits, calculated from fewer than 17 measurements."""
    count: int
    """The number of measurements; gaps are not counted."""
    signals: tuple[Signal, ...]
    basis: int = 0
    """The number of measurements that the limits are calculated from: the baseline's, or all."""
    start: int = 1
    """The place of the first value in the whole series; the places in `signals` count
    through that."""
    median: bool = False
    """Whether the limits are calculated from the median range."""


def xmr(
    values: Sequence[float | None],
    *,
    baseline: tuple[int, int] | None = None,
    median: bool = False,
) -> Chart:
    """The chart of a series. Centre = mean; limits = centre ± 2.66 · mean range; range limit =
    3.268 · mean range. With `median`: ± 3.145 and 3.865 · median range.

    `baseline` (first and last place, inclusive, clipped to the series): centre and limits come from
    these values alone, signals from all. Anything but a finite number is a gap. There are no limits
    below six measurements, where no two are adjacent, or where they overflow a float. If the median
    range is zero while other ranges are not, the measure is too coarse for it and the mean range is
    used. Raises nothing.
    """
    return _chart([_measured(v) for v in values], 1, baseline, median)


def phases(values: Sequence[float | None], changes: Sequence[int]) -> tuple[Chart, ...]:
    """Charts with a new centre and new limits after each change: one chart more than `changes`.

    A change is the place at which a new phase begins, in any order, clipped to 1 .. length + 1. A
    phase without values is a chart without values. No range and no signal spans a change; the
    places of signals count through the whole series.
    """
    kept = [_measured(v) for v in values]
    cuts = [0, *sorted(min(max(c, 1), len(kept) + 1) - 1 for c in changes), len(kept)]
    return tuple(_chart(kept[a:b], a + 1, None, False) for a, b in pairwise(cuts))


def _measured(value: float | None) -> float | None:
    """The value as a float; None when it is not a finite number or too large for a float."""
    try:
        return float(value) if value is not None and isfinite(value) else None
    except OverflowError:
        return None


def _chart(
    values: list[float | None], start: int, baseline: tuple[int, int] | None, median: bool
) -> Chart:
    ranges = _ranges(values)
    first, last = baseline or (1, len(values))
    first = max(1, first)
    some = [v for v in values[first - 1 : max(0, last)] if v is not None]
    moves = [r for r in ranges[first : max(0, last)] if r is not None]
    count = sum(v is not None for v in values)
    bare = Chart(
        *(tuple(values), tuple(map(_measured, ranges)), None, None, None, None, None),
        *(False, count, (), len(some), start),
    )
    if len(some) < ENOUGH or not moves:
        return bare
    median = median and (middle(moves) > 0 or not any(moves))
    wide, high = MEDIAN_FACTORS if median else MEAN_FACTORS
    usual = middle(moves) if median else _mean(moves)
    centre = _mean(some)
    lower, upper, top = centre - wide * usual, centre + wide * usual, high * usual
    if not all(map(isfinite, (lower, upper, top))):
        return bare
    return Chart(
        *(bare.values, bare.ranges, centre, lower, upper, usual, top),
        *(len(some) < FIRM, count, find(values, ranges, (lower, centre, upper), top, start)),
        *(len(some), start, median),
    )


def _ranges(values: list[float | None]) -> list[float | None]:
    """|x - previous x|; None at the first place and beside a gap."""
    moves = [None if a is None or b is None else abs(b - a) for a, b in pairwise(values)]
    return [None, *moves] if values else []


def _mean(some: list[float]) -> float:
    try:
        return fsum(some) / len(some)
    except OverflowError:
        return sum(one / len(some) for one in some)
