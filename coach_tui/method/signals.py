"""The three signals of a process-behaviour chart by D. J. Wheeler. Row P10 of docs/method.md.

A gap ends a run: values on both sides of it are not consecutive.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

RUN = 8
"""Consecutive values on one side of the centre that are a signal."""
SAME = 1e-12
"""Relative tolerance, as a share of the largest number: rounding must not put a point beyond a
limit."""

Values = Sequence[float | None]


@dataclass(frozen=True, slots=True)
class Signal:
    """A departure from usual variation: the rule and the first and last place, counted from 1.

    Rule 1: one point outside the limits, on chart "x" (values) or "mr" (moving ranges, at the later
    of the two places). Rule 2: a run of eight or more on one side of the centre. Rule 3: three of
    four consecutive values nearer to the same limit than to the centre, from the first to the last
    of those three; overlapping hits are one signal.
    """

    rule: int
    first: int
    last: int
    chart: str = "x"


def find(
    values: Values,
    ranges: Values,
    limits: tuple[float, float, float],
    range_upper: float,
    start: int = 1,
) -> tuple[Signal, ...]:
    """All signals, sorted by place, then by rule. `limits` are (lower, centre, upper); `start` is
    the place of the first value.
    """
    lower, centre, upper = limits
    slack = SAME * max(map(abs, (*limits, *(v for v in values if v is not None))), default=0.0)
    found = [
        Signal(1, n, n, "x")
        for n, v in enumerate(values, start)
        if v is not None and (v > upper + slack or v < lower - slack)
    ]
    found += [
        Signal(1, n, n, "mr")
        for n, r in enumerate(ranges, start)
        if r is not None and r > range_upper + slack
    ]
    half = (upper - centre) / 2
    for sign in (1, -1):
        out = [None if v is None else sign * (v - centre) for v in values]
        found += _rows([v is not None and v > slack for v in out], start)
        if half > slack:
            found += _near([None if v is None else v > half + slack for v in out], start)
    return tuple(sorted(found, key=lambda s: (s.first, s.rule, s.chart, s.last)))


def _rows(beyond: list[bool], start: int) -> list[Signal]:
    """Rule 2 for one side of the centre; `beyond` says for each value whether it lies on
    that side.
    """
    found, place = [], start
    for there, group in groupby(beyond):
        length = len(list(group))
        if there and length >= RUN:
            found.append(Signal(2, place, place + length - 1))
        place += length
    return found


def _near(near: list[bool | None], start: int) -> list[Signal]:
    """Rule 3 for one limit; `near` says for each value whether it is nearer to that limit than to
    the centre, None at a gap.
    """
    found: list[Signal] = []
    reach = -1
    for n in range(len(near) - 3):
        four = near[n : n + 4]
        hits = [n + k for k, one in enumerate(four) if one]
        if len(hits) < 3 or None in four:
            continue
        first = found.pop().first if hits[0] <= reach else hits[0] + start
        reach = hits[-1]
        found.append(Signal(3, first, reach + start))
    return found
