"""What it was worth: benefits and costs as a ratio and a return (P16).

BCR = benefits / costs, ROI in per cent = (benefits - costs) / costs · 100, as in J. J. Phillips,
*Return on Investment in Training and Performance Improvement Programs*. Amounts are in one
currency or unit, the caller's. What has no amount stands beside, never inside.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import fsum, isfinite


@dataclass(frozen=True, slots=True)
class Worth:
    """Both sides of a ledger."""

    benefits: float
    costs: float
    intangibles: int = 0
    """Benefits in words, without an amount."""
    uncounted: int = 0
    """Costs in words, without an amount."""

    @property
    def ratio(self) -> float | None:
        """Benefits / costs (BCR); None where costs are zero or negative."""
        return _finite(self.benefits / self.costs) if self.costs > 0 else None

    @property
    def roi(self) -> float | None:
        """(Benefits - costs) / costs in per cent (ROI); None where costs are zero or negative."""
        if self.costs <= 0:
            return None
        return _finite((self.benefits - self.costs) / self.costs * 100)


def worth(benefits: Iterable[float | None], costs: Iterable[float | None]) -> Worth:
    """Add up both sides. None, or what is not a finite number, is a line in words: counted, not
    added. A negative benefit is a loss, a negative cost a saving.
    """
    gains, prices = list(benefits), list(costs)
    return Worth(_sum(gains), _sum(prices), _bare(gains), _bare(prices))


def worth_in_words(found: Worth) -> str:
    """The ratio and the return in one sentence, or why there is none; then what stands beside."""
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
