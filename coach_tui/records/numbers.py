"""Parse a number as people type it: `13.5`, `13,5`, `-4`, `1e3`, `60 %`. Ambiguous ones are
rejected.
"""

import math
import re

LIMIT = 1e15
"""The largest number that is stored: beyond it sums and charts are no longer exact."""
FOREIGN_LIMIT = 2.0**64
"""The largest number from another member that counts: it can be added, drawn and written out."""
_SHAPE = r"[-+]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][-+]?\d+)?"
_GROUPS = r"[-+]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d*)?"


def number_of(text: str) -> float:
    """The number in a text, without a per cent sign; `ValueError`, with a reason for the user, when
    it is none or ambiguous.
    """
    text = text.strip().replace("−", "-").removesuffix("%").rstrip()
    if re.fullmatch(_GROUPS, text):
        whole = text.replace(",", "")
        if text.count(",") == 1 and "." not in text:
            other = float(text.replace(",", "."))
            raise ValueError(f"it can be read in two ways: write {whole} or {other:g}")
        raise ValueError(f"write it without commas: {whole}")
    if not re.fullmatch(_SHAPE, text):
        raise ValueError("it is not a number")
    return within(float(text.replace(",", ".")))


def whole_number(text: str, low: int, high: int) -> int:
    """The whole number in a text; `ValueError` when it is none from `low` to `high`."""
    number = number_of(text)
    if not number.is_integer() or not low <= number <= high:
        raise ValueError(f"a whole number from {low} to {high:,} is needed")
    return int(number)


def plainly(number: float) -> int | float:
    """The number as an int if it is whole."""
    return int(number) if number.is_integer() else number


def within(number: float) -> float:
    """The number unchanged; `ValueError` when it is not a number (NaN) or too large."""
    if math.isnan(number):
        raise ValueError("it is not a number")
    if abs(number) > LIMIT:
        raise ValueError(f"it is too large, the most is {LIMIT:,.0f}")
    return number
