"""The process-behaviour chart of single values and moving ranges, XmR (P10).

Formulas, factors and the three signals as in D. J. Wheeler, *Understanding Variation*; the flow
rates that the tests check against are from the NIST/SEMATECH e-Handbook, 6.3.2.2. Every value is
in the unit of what is measured. Places count from 1, gaps included.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import fsum, isfinite
from statistics import median as middle

from coach_tui.method.signals import Signal, find

ENOUGH = 6
"""Fewer measurements than this have no limits."""
FIRM = 17
"""Fewer than this, and the limits are provisional."""
MEAN_FACTORS = (2.66, 3.268)
"""On the mean range: from the centre to a limit, and to the upper range limit."""
MEDIAN_FACTORS = (3.145, 3.865)
"""The same on the median range."""


@dataclass(frozen=True, slots=True)
class Chart:
    """One series with the limits that it, or its baseline, draws.

    `centre`, `lower`, `upper`, `mean_range` and `range_upper` are there together or not at all.
    """

    values: tuple[float | None, ...]
    """By time; None is a gap."""
    ranges: tuple[float | None, ...]
    """As long as `values`: how far each lies from the one before; None first, at a gap, and
    where that is too far for a float."""
    centre: float | None
    """The mean."""
    lower: float | None
    upper: float | None
    mean_range: float | None
    """The mean of the moving ranges; their median where `median` is true."""
    range_upper: float | None
    """The limit of the moving ranges."""
    provisional: bool
    """There are limits, and fewer than 17 measurements that they come from."""
    count: int
    """Measurements, without gaps."""
    signals: tuple[Signal, ...]
    basis: int = 0
    """Measurements that the limits come from: those of the baseline, or all."""
    start: int = 1
    """The place of the first value in the whole series; signals count from there."""
    median: bool = False
    """The limits come from the median range."""


def xmr(
    values: Sequence[float | None],
    *,
    baseline: tuple[int, int] | None = None,
    median: bool = False,
) -> Chart:
    """The chart of a series: centre = mean, limits = centre ± 2.66 · mean range, range limit =
    3.268 · mean range; with `median` ± 3.145 and 3.865 · median range.

    With a baseline (first and last place, both in it, cut to the series) centre and limits come
    from its values alone and signals from all. What is not a finite number is a gap. There are no
    limits below six measurements, where no two stand side by side, or where they are too large for
    a float. A median range of zero beside other ranges says that the measure is too coarse for it:
    then the mean counts. Raises nothing.
    """
    return _chart([_measured(v) for v in values], 1, baseline, median)


def phases(values: Sequence[float | None], changes: Sequence[int]) -> tuple[Chart, ...]:
    """Centre and limits anew after each dated change: always one chart more than changes.

    A change is the place from which the new phase counts, cut to 1 .. length + 1; they need no
    order. A phase without a value yet is a chart without values. No range and no signal reaches
    across a change; the signals' places count through the whole series.
    """
    kept = [_measured(v) for v in values]
    cuts = [0, *sorted(min(max(c, 1), len(kept) + 1) - 1 for c in changes), len(kept)]
    return tuple(_chart(kept[a:b], a + 1, None, False) for a, b in pairwise(cuts))


def _measured(value: float | None) -> float | None:
    """The value as a float; None where it is no finite number, or too large for one."""
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
    """|x - the one before|, None at the first place and across a gap."""
    moves = [None if a is None or b is None else abs(b - a) for a, b in pairwise(values)]
    return [None, *moves] if values else []


def _mean(some: list[float]) -> float:
    try:
        return fsum(some) / len(some)
    except OverflowError:
        return sum(one / len(some) for one in some)
