"""How good predictions were: Brier score, its parts, and calibration (P15).

G. W. Brier (1950), *Verification of forecasts expressed in terms of probability*; A. H. Murphy
(1973), *A new vector partition of the probability score*; E. B. Wilson (1927) for the interval.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import fsum, sqrt

ENOUGH = 20
"""Resolved predictions below which there is no calibration."""
Z95 = 1.959963984540054
"""Of the normal distribution 95 % lie within so many standard deviations."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """A chance from 0 to 1, and whether it came so; None while it is open, and when annulled."""

    chance: float
    came: bool | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """All resolved predictions of one chance."""

    chance: float
    count: int
    came: int
    share: float
    """How many of them came so, from 0 to 1."""
    low: float
    """The Wilson 95 % interval of the share."""
    high: float


@dataclass(frozen=True, slots=True)
class Parts:
    """Murphy's parts of a Brier score, grouped by equal chances."""

    reliability: float
    """How far chances lie from what came of them; 0 is perfect."""
    resolution: float
    """How well they tell the cases apart; more is better."""
    uncertainty: float
    """How hard the cases were: share · (1 - share) of all."""

    @property
    def brier(self) -> float:
        """Reliability - resolution + uncertainty: the Brier score."""
        return self.reliability - self.resolution + self.uncertainty


def resolved(forecasts: Iterable[Forecast]) -> list[Forecast]:
    """Those that have come out, with a chance from 0 to 1; the others do not count anywhere."""
    return [f for f in forecasts if f.came is not None and 0 <= f.chance <= 1]


def brier(forecasts: Iterable[Forecast]) -> float | None:
    """The mean of (chance - outcome)², outcome 1 or 0: 0 is perfect, 0.25 is always saying 50 %,
    1 is always wrong. None with none resolved.
    """
    some = resolved(forecasts)
    if not some:
        return None
    return fsum((f.chance - bool(f.came)) ** 2 for f in some) / len(some)


def groups(forecasts: Iterable[Forecast]) -> tuple[Group, ...]:
    """Resolved predictions by equal chance, the smallest first, however few."""
    counts: dict[float, list[int]] = {}
    for f in resolved(forecasts):
        counts.setdefault(f.chance, []).append(bool(f.came))
    return tuple(
        Group(chance, len(outs), sum(outs), sum(outs) / len(outs), *wilson(sum(outs), len(outs)))
        for chance, outs in sorted(counts.items())
    )


def calibration(forecasts: Iterable[Forecast]) -> tuple[Group, ...]:
    """The groups, from 20 resolved predictions on; none before: it would be mostly chance."""
    some = resolved(forecasts)
    return groups(some) if len(some) >= ENOUGH else ()


def parts(forecasts: Iterable[Forecast]) -> Parts | None:
    """Murphy's parts: with n of N in group k, its chance f and share o, and the share O of all,
    Σn(f - o)²/N, Σn(o - O)²/N and O(1 - O). None with none resolved.
    """
    some = groups(forecasts)
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
    """Wilson's interval of a share, from 0 to 1: where it may lie, `came` of `count` seen. With
    none seen it may lie anywhere.
    """
    if count <= 0:
        return (0.0, 1.0)
    share, more = came / count, z * z / count
    centre = (share + more / 2) / (1 + more)
    half = z * sqrt(share * (1 - share) / count + more / (4 * count)) / (1 + more)
    low = 0.0 if came <= 0 else max(0.0, centre - half)
    return low, 1.0 if came >= count else min(1.0, centre + half)


def forecasts_in_words(forecasts: Iterable[Forecast]) -> str:
    """The score in one sentence, or why there is none."""
    some = resolved(forecasts)
    value = brier(some)
    if value is None:
        return "No prediction has come out yet."
    several = "prediction has" if len(some) == 1 else "predictions have"
    said = f"{len(some)} {several} come out: Brier score {value:.2f}, 0 is perfect"
    if len(some) >= ENOUGH:
        return f"{said}."
    return f"{said}. Chances are compared with what came of them from {ENOUGH} on."
