"""Numbers as they are read: as somebody gave them, or computed (P10)."""

from math import floor, isfinite, log10


def figure(value: float, spread: float) -> str:
    """A computed number with as many decimals as the spread of its chart calls for: two or three
    figures of it can be told apart. Without a spread as it is.
    """
    if not (spread > 0 and isfinite(spread)):
        return as_given(value)
    decimals = max(0, 1 - floor(log10(spread / 4) if spread >= 1e-300 else -300))
    text = f"{value:.{min(decimals, 6)}f}"
    if decimals > 6 or len(text) > 9:
        text = f"{value:.3g}"
    return text.lstrip("-") if not text.strip("-0.") else text


def as_given(value: float) -> str:
    """A measured number as somebody wrote it: `24`, `23.6`."""
    return f"{value + 0.0:.7g}"
