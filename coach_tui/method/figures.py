"""Format numbers as text: measured ones as typed, calculated ones rounded. Row P10 of
docs/method.md.
"""

from math import floor, isfinite, log10


def figure(value: float, spread: float) -> str:
    """Format a calculated number with decimals that fit the spread of its chart, so that two or
    three digits are significant. With a spread of zero it is formatted as it is.
    """
    if not (spread > 0 and isfinite(spread)):
        return as_given(value)
    decimals = max(0, 1 - floor(log10(spread / 4) if spread >= 1e-300 else -300))
    text = f"{value:.{min(decimals, 6)}f}"
    if decimals > 6 or len(text) > 9:
        text = f"{value:.3g}"
    return text.lstrip("-") if not text.strip("-0.") else text


def as_given(value: float) -> str:
    """Format a measured number as it was typed: `24`, `23.6`."""
    return f"{value + 0.0:.7g}"
