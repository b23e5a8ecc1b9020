"""Scores of an inventory: mean of statements, and the noise of a change. Row P11 of docs/method.md.

Keyed items as in public item pools (IPIP, Goldberg): a statement counts for or against one
dimension. No norms and no types: there is no reference group to compare with.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

ENOUGH = 0.8
"""The proportion of a dimension's statements that must be answered for a mean."""


@dataclass(frozen=True, slots=True)
class Item:
    """One statement: its key (+1, or -1 when agreeing counts against the dimension), the ends of
    its scale and the answer (None: not answered).
    """

    sign: int
    low: int
    high: int
    answer: float | None = None

    @property
    def value(self) -> float | None:
        """The answer as it is scored: min + max - x for a negative key. None without an answer on
        the scale.
        """
        if self.answer is None or not self.low <= self.answer <= self.high:
            return None
        return self.answer if self.sign > 0 else self.low + self.high - self.answer


@dataclass(frozen=True, slots=True)
class Score:
    """A dimension's result: how many of how many statements were answered, the mean on their own
    scale, and the mean rescaled to 0 to 100 (`points`). Both are None with too few answers.
    """

    answered: int
    items: int
    low: int = 0
    high: int = 0
    mean: float | None = None
    points: float | None = None


def score(items: Iterable[Item]) -> Score:
    """The mean of the answered statements of one dimension.

    Statements whose scale differs from the first one's count as not answered.
    """
    some = list(items)
    if not some:
        return Score(0, 0)
    low, high = some[0].low, some[0].high
    alike = [one for one in some if (one.low, one.high) == (low, high)]
    values = [one.value for one in alike if one.value is not None]
    if high <= low or not values or len(values) < ENOUGH * len(some):
        return Score(len(values), len(some), low, high)
    mean = sum(values) / len(values)
    return Score(len(values), len(some), low, high, mean, 100 * (mean - low) / (high - low))


def wobble(statements: int) -> float:
    """The standard deviation, in scale steps, of the difference of two means by chance alone,
    assuming each answer is equally likely to be one step lower, the same or one step higher
    (variance 2/3 each). 0 without statements.
    """
    return sqrt(2 * (2 / 3) / statements) if statements > 0 else 0.0
