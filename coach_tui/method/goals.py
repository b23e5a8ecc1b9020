"""Goal attainment: levels from -2 to +2 combined into one number, T. Row P15 of docs/method.md.

Source: T. J. Kiresuk and R. E. Sherman (1968), *Goal attainment scaling*. T is 50 when all goals
are as expected. It compares one person's goals over time, not people: T also depends on the number
of goals.
"""

from collections.abc import Iterable
from math import fsum, sqrt

RHO = 0.3
"""The correlation between goals that Kiresuk and Sherman assume."""
LEVELS = (-2, 2)
"""Lowest and highest level: much less and much more than expected."""
FEWEST = 2
"""Goals from which on T is given; for a single goal its level says everything."""

Goal = tuple[float | None, float]
"""(level, weight); the level is None while the goal is not rated."""


def t_score(goals: Iterable[Goal], rho: float = RHO) -> float | None:
    """T = 50 + 10 · Σwx / √((1 - ρ) · Σw² + ρ · (Σw)²), for any number of goals.

    Goals whose level is not in -2..2 or whose weight is not above zero are ignored; None when none
    is left. Only ratios of weights matter. `rho` is in 0..1.
    """
    some = _counted(goals)
    if not some:
        return None
    most = max(w for _, w in some)
    shares = [(x, w / most) for x, w in some]
    total = fsum(w for _, w in shares)
    squares = fsum(w * w for _, w in shares)
    return 50 + 10 * fsum(w * x for x, w in shares) / sqrt((1 - rho) * squares + rho * total**2)


def attainment(goals: Iterable[Goal], rho: float = RHO) -> float | None:
    """`t_score`, or None when fewer than two goals count: T as it is shown."""
    some = list(goals)
    return t_score(some, rho) if len(_counted(some)) >= FEWEST else None


def goals_in_words(goals: Iterable[Goal]) -> str:
    """T in one sentence, or why there is none."""
    some = list(goals)
    value = attainment(some)
    if value is not None:
        return f"T {value:.1f}; 50 is as expected."
    rated = [w for x, w in some if x is not None]
    if not rated:
        return "No goal is rated yet."
    if not any(w > 0 for w in rated):
        return "No rated goal has a weight, so there is no T."
    return "One goal is rated and weighted. T is counted from two on."


def _counted(goals: Iterable[Goal]) -> list[tuple[float, float]]:
    low, high = LEVELS
    return [(x, w) for x, w in goals if x is not None and low <= x <= high and 0 < w < float("inf")]
