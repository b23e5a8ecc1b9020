"""Benefit-cost ratio and return on investment. Row P16 of docs/method.md.

BCR = benefits / costs, ROI in per cent = (benefits - costs) / costs · 100, as in J. J. Phillips,
*Return on Investment in Training and Performance Improvement Programs*. All amounts are in one
currency or unit, the caller's. Lines without an amount are counted, never estimated.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import fsum, isfinite


@dataclass(frozen=True, slots=True)
class Worth:
    """Total benefits and costs, with how many lines have no amount."""

    benefits: float
    costs: float
    intangibles: int = 0
    """Benefits without an amount."""
    uncounted: int = 0
    """Costs without an amount."""

    @property
    def ratio(self) -> float | None:
        """BCR; None when costs are zero or negative, or the ratio overflows."""
        return _finite(self.benefits / self.costs) if self.costs > 0 else None

    @property
    def roi(self) -> float | None:
        """ROI in per cent; None when costs are zero or negative, or the result overflows."""
        if self.costs <= 0:
            return None
        return _finite((self.benefits - self.costs) / self.costs * 100)


def worth(benefits: Iterable[float | None], costs: Iterable[float | None]) -> Worth:
    """Add up both sides. None, or anything but a finite number, is a line without an amount: it is
    counted, not added. A negative benefit is a loss, a negative cost a saving.
    """
    gains, prices = list(benefits), list(costs)
    return Worth(_sum(gains), _sum(prices), _bare(gains), _bare(prices))


def worth_in_words(found: Worth) -> str:
    """Ratio and return in one sentence, or why there are none; then the benefits without an
    amount.
    """
    ratio, roi = found.ratio, found.roi
    if ratio is not None and roi is not None:
        said = f"{ratio:.1f} back for each 1 spent; a return of {roi:.0f} %."
    elif found.costs < 0:
        said = "The costs come to less than nothing, so there is no ratio."
    elif found.costs > 0:
        said = "The amounts are too far apart for a ratio."
    elif found.uncounted:
        said = "No cost has an amount, so there is no ratio."
    else:
        said = "No costs are recorded, so there is no ratio."
    if not found.intangibles:
        return said
    if found.intangibles == 1:
        return f"{said} One benefit has no amount and stands beside it."
    return f"{said} {found.intangibles} benefits have no amount and stand beside it."


def _amounts(lines: list[float | None]) -> list[float]:
    return [one for one in lines if one is not None and isfinite(one)]


def _sum(lines: list[float | None]) -> float:
    try:
        return fsum(_amounts(lines))
    except OverflowError:
        return sum(map(float, _amounts(lines)))


def _bare(lines: list[float | None]) -> int:
    return len(lines) - len(_amounts(lines))


def _finite(value: float) -> float | None:
    return value if isfinite(value) else None
