"""The quality of predictions: Brier score, its decomposition, and calibration. Row P15 of
docs/method.md.

Sources: G. W. Brier (1950), *Verification of forecasts expressed in terms of probability*; A. H.
Murphy (1973), *A new vector partition of the probability score*; E. B. Wilson (1927) for the
interval.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import fsum, sqrt

ENOUGH = 20
"""Resolved predictions from which on calibration is shown."""
Z95 = 1.959963984540054
"""The 0.975 quantile of the standard normal distribution, for intervals of 95 %."""


@dataclass(frozen=True, slots=True)
class Prediction:
    """A predicted probability from 0 to 1, and whether the event happened; `came` is None while
    that is open, and when the prediction was annulled.
    """

    chance: float
    came: bool | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """All resolved predictions with the same probability."""

    chance: float
    count: int
    came: int
    share: float
    """The proportion of them whose event happened, from 0 to 1."""
    low: float
    """Lower end of the Wilson 95 % interval of `share`; `high` is its upper end."""
    high: float


@dataclass(frozen=True, slots=True)
class Parts:
    """Murphy's decomposition of a Brier score, grouped by equal probabilities."""

    reliability: float
    """How far the probabilities lie from the observed proportions; 0 is perfect."""
    resolution: float
    """How well the predictions distinguish cases; higher is better."""
    uncertainty: float
    """How unpredictable the events were: share · (1 - share) over all predictions."""

    @property
    def brier(self) -> float:
        """Reliability - resolution + uncertainty: the Brier score."""
        return self.reliability - self.resolution + self.uncertainty


def resolved(predictions: Iterable[Prediction]) -> list[Prediction]:
    """The predictions with a known outcome and a probability from 0 to 1; nothing else is
    scored.
    """
    return [p for p in predictions if p.came is not None and 0 <= p.chance <= 1]


def brier(predictions: Iterable[Prediction]) -> float | None:
    """The mean of (chance - outcome)², outcome 1 or 0: 0 is perfect, 0.25 is always 50 %, 1 is
    always wrong. None when no prediction is resolved.
    """
    some = resolved(predictions)
    if not some:
        return None
    return fsum((p.chance - bool(p.came)) ** 2 for p in some) / len(some)


def groups(predictions: Iterable[Prediction]) -> tuple[Group, ...]:
    """Resolved predictions grouped by equal probability, in ascending order."""
    counts: dict[float, list[int]] = {}
    for p in resolved(predictions):
        counts.setdefault(p.chance, []).append(bool(p.came))
    return tuple(
        Group(chance, len(outs), sum(outs), sum(outs) / len(outs), *wilson(sum(outs), len(outs)))
        for chance, outs in sorted(counts.items())
    )


def calibration(predictions: Iterable[Prediction]) -> tuple[Group, ...]:
    """The groups when at least 20 predictions are resolved, else an empty tuple."""
    some = resolved(predictions)
    return groups(some) if len(some) >= ENOUGH else ()


def parts(predictions: Iterable[Prediction]) -> Parts | None:
    """Murphy's decomposition. With n of N predictions in group k, its chance f and share o, and the
    share O of all: Σn(f - o)²/N, Σn(o - O)²/N and O(1 - O). None when no prediction is resolved.
    """
    some = groups(predictions)
    total = sum(g.count for g in some)
    if not total:
        return None
    share = sum(g.came for g in some) / total
    return Parts(
        fsum(g.count * (g.chance - g.share) ** 2 for g in some) / total,
        fsum(g.count * (g.share - share) ** 2 for g in some) / total,
        share * (1 - share),
    )


def wilson(came: int, count: int, z: float = Z95) -> tuple[float, float]:
    """Wilson's score interval of a proportion, as (low, high) from 0 to 1, for `came` of `count`;
    (0, 1) when `count` is 0. `z` is the normal quantile.
    """
    if count <= 0:
        return (0.0, 1.0)
    share, more = came / count, z * z / count
    centre = (share + more / 2) / (1 + more)
    half = z * sqrt(share * (1 - share) / count + more / (4 * count)) / (1 + more)
    low = 0.0 if came <= 0 else max(0.0, centre - half)
    return low, 1.0 if came >= count else min(1.0, centre + half)


def brier_in_words(predictions: Iterable[Prediction]) -> str:
    """The Brier score in one sentence, or why there is none."""
    some = resolved(predictions)
    value = brier(some)
    if value is None:
        return "No prediction has come out yet."
    several = "prediction has" if len(some) == 1 else "predictions have"
    said = f"{len(some)} {several} come out: Brier score {value:.2f}, 0 is perfect"
    if len(some) >= ENOUGH:
        return f"{said}."
    return f"{said}. Chances are compared with what came of them from {ENOUGH} on."
