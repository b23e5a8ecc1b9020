"""Make a deck from any list of questions. Pure: reading and writing files is up to the caller."""

from .found import Ask, Found, Part
from .reading import read_list
from .writing import as_deck

__all__ = ["Ask", "Found", "Part", "as_deck", "read_list"]
