"""Scoring an inventory (P11): means of statements, and how much of a change is chance.

Keyed items as in public item pools (IPIP, Goldberg): a statement counts for one dimension, or
against it. No norms, no types: there is no data to compare anybody with.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

ENOUGH = 0.8
"""The share of a dimension's statements that has to be answered."""


@dataclass(frozen=True, slots=True)
class Item:
    """One statement: its key (+1, or -1 where agreeing counts the other way), its scale's two ends
    and the answer, None when there is none.
    """

    sign: int
    low: int
    high: int
    answer: float | None = None

    @property
    def value(self) -> float | None:
        """The answer as it counts: reversed to min + max - x where the key is negative."""
        if self.answer is None or not self.low <= self.answer <= self.high:
            return None
        return self.answer if self.sign > 0 else self.low + self.high - self.answer


@dataclass(frozen=True, slots=True)
class Score:
    """A dimension's result: the mean on the statements' own scale, the same from 0 to 100, how many
    of how many were answered. Without enough answers there is no mean.
    """

    answered: int
    items: int
    low: int = 0
    high: int = 0
    mean: float | None = None
    points: float | None = None


def score(items: Iterable[Item]) -> Score:
    """The mean of the answered statements of one dimension.

    Statements on another scale than the first are not counted: a mean over two scales says nothing.
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
    """How far, in steps of the scale, the difference of two means moves by chance alone: one
    standard deviation when each answer falls a step higher, the same or a step lower, each as
    likely (variance 2/3 an answer, twice, over so many statements).
    """
    return sqrt(2 * (2 / 3) / statements) if statements > 0 else 0.0
