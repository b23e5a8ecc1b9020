"""Any list of questions in, a strict deck out. Pure but for `files`."""

from .found import Ask, Found, Part
from .reading import read_list
from .writing import as_deck

__all__ = ["Ask", "Found", "Part", "as_deck", "read_list"]
