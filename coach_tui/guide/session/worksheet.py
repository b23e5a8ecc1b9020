"""A worksheet's values: cells as they are typed, and the rows of a stored answer. Pure.

A stored row has an entry for each cell that is not empty, by the column's name. A field of forces
is typed as two lists, each force with a strength of its own, and stored as one row for each force.
"""

import csv
import io
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from itertools import zip_longest
from typing import Any

import msgspec

from coach_tui.decks.model import Column
from coach_tui.decks.pictures import FORCES, picture_of
from coach_tui.decks.text import plain
from coach_tui.guide.session.steps import Part
from coach_tui.guide.session.values import value_of
from coach_tui.records.refusal import Refused
from coach_tui.records.text import FIELD_LIMIT, line, shown, typed

MOST = 200
"""The most rows of a worksheet."""
PUSHES, PUSH, HOLDS, HOLD = range(4)
"""The cells of a row in a field of forces: what pushes, how strong, what holds, how strong."""
COLUMNS = "columns"
"""The entry of an answer's `options` in which the headings of a worksheet are stored."""

Cells = list[list[str]]
"""The texts of all cells, row by row."""
Rows = list[dict[str, Any]]
"""The rows of a stored worksheet, each by column name."""


def lanes(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """The column of each cell in a row, in the order in which they are filled."""
    if picture_of(c.name for c in columns) is not FORCES:
        return columns
    by = {c.name: c for c in columns}
    return by["pushes"], by["strength"], by["holds"], by["strength"]


def head(column: Column) -> str:
    """A column's heading without Markdown; its name where it has none."""
    return line(plain(column.text)) or column.name


def wrong(column: Column, text: str) -> str:
    """Why a text does not fit its column, in a few words such as `1 to 5.`; empty when it fits."""
    if column.scale is None or not text.strip():
        return ""
    try:
        _number(column, text)
    except Refused:
        return f"{column.scale.low} to {column.scale.high}."
    return ""


def _number(column: Column, text: str) -> Any:
    # The day does not matter: a rating is no date.
    return value_of(Part(column.name, "", "rating", column.scale), text, date.min)


# -- to and from stored rows -----------------------------------------------------------------------


def stored(columns: tuple[Column, ...], cells: Iterable[list[str]]) -> Rows:
    """The rows to store: numbers as numbers, without empty cells and without empty rows at the end.
    `Refused` for the first cell that does not fit, for too many rows and beyond 64 KiB.
    """
    some = [[typed(text).strip() for text in row] for row in cells]
    while some and not any(some[-1]):
        some.pop()
    if len(some) > MOST:
        raise Refused(f"A worksheet has at most {MOST} rows; this has {len(some):,}.")
    across = lanes(columns)
    for number, row in enumerate(some, 1):
        for column, text in zip(across, row, strict=False):
            if what := wrong(column, text):
                raise Refused(f"Row {number}, {head(column)}: {what}")
    rows = _forces(across, some) if across != columns else [_row(across, row) for row in some]
    if len(msgspec.json.encode(rows)) > FIELD_LIMIT:
        raise Refused("The worksheet is longer than 64 KiB. Make some cells shorter.")
    return rows


def _row(columns: Iterable[Column], texts: Iterable[str]) -> dict[str, Any]:
    pairs = zip(columns, texts, strict=False)
    return {c.name: _number(c, t) if c.scale else t for c, t in pairs if t}


def _forces(across: tuple[Column, ...], some: Cells) -> Rows:
    rows = []
    for row in some:
        texts = [*row, *[""] * len(across)][: len(across)]
        if any(texts[:HOLDS]):
            rows.append(_row(across[:HOLDS], texts[:HOLDS]))
        if any(texts[HOLDS:]):
            # Without words the name must stay, because it says on which side the strength is.
            rows.append({"holds": ""} | _row(across[HOLDS:], texts[HOLDS:]))
    return rows


def cells(columns: tuple[Column, ...], rows: Iterable[Any]) -> Cells:
    """Stored rows as cells. Whatever is no row, as in a foreign value, is left out."""
    found = [row for row in rows if isinstance(row, dict)]
    across = lanes(columns)
    if across == columns:
        return [[shown(row.get(c.name)) for c in columns] for row in found]
    pushing, holding = sides(found)
    empty = ("", "")
    return [[*p, *h] for p, h in zip_longest(pushing, holding, fillvalue=empty)]


def sides(rows: Iterable[dict[str, Any]]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """What pushes and what holds in the stored rows of a field of forces: words and strength. A row
    that has both, as it could be written once, counts on both sides.
    """
    pushing, holding = [], []
    for row in rows:
        strength = shown(row.get("strength"))
        push, hold = shown(row.get("pushes")), shown(row.get("holds"))
        if hold or ("holds" in row and not push):
            holding.append((hold, strength))
        if push or (strength and "holds" not in row):
            pushing.append((push, strength))
    return pushing, holding


def headings(columns: Iterable[Column]) -> dict[str, str]:
    """The headings by name, stored with an answer so that it can be read without the deck."""
    return {c.name: head(c) for c in columns}


# -- text as a table -------------------------------------------------------------------------------


def tabular(text: str, *, commas: bool = False) -> Cells | None:
    """The cells of a text that is divided by tabs, or by commas as in a table; None when it is
    neither. `commas` takes every comma as a division, which otherwise may belong to a sentence.
    `Refused` when it has too many rows.
    """
    text = typed(text).strip("\n")
    if "\t" in text:
        return _split(text, "\t")
    if "," not in text or not (commas or _looks_divided(text)):
        return None
    return _split(text, ",")


def _looks_divided(text: str) -> bool:
    """Whether commas divide a text: as many in each line, and none with a blank behind it."""
    try:
        rows = _split(text, ",")
    except Refused:
        return True
    sizes = {len(row) for row in rows}
    if len(sizes) != 1 or min(sizes) < 2 or (len(rows) == 1 and min(sizes) < 3):
        return False
    return not any(cell.startswith(" ") for row in rows for cell in row)


def _split(text: str, mark: str) -> Cells:
    found: Cells = []
    try:
        for row in csv.reader(io.StringIO(text), delimiter=mark):
            if len(found) == MOST:
                raise Refused(
                    f"This has {text.count(chr(10)) + 1:,} rows; a worksheet has at most {MOST}."
                )
            found.append(row)
    except csv.Error:
        raise Refused("This cannot be divided into cells.") from None
    return found


def read(columns: tuple[Column, ...], text: str, *, commas: bool = False) -> Rows:
    """The rows to store from a whole worksheet as text: a table divided by tabs or commas, with or
    without a line of headings; else `name: value` lines, where an empty line ends a row; else a
    row for each line, in the first column. `Refused` when it does not fit.
    """
    first = text.strip("\n").split("\n", 1)[0]
    named = _by_heading(columns, first.split(","))
    table = tabular(text, commas=commas or named is not None)
    if table is None:
        pairs = _pairs(columns, text)
        return stored(columns, pairs or [[one] for one in typed(text).split("\n")])
    order = _by_heading(columns, table[0])
    if order is not None:
        # By the columns' names each line is a stored row, whatever it is drawn as.
        rows = [_in_order(columns, order, row) for row in table[1:]]
        return stored(columns, cells(columns, _named(columns, rows)))
    if any(len(row) > len(lanes(columns)) for row in table):
        names = ", ".join(c.name for c in lanes(columns))
        raise Refused(f"There are more cells in a row than columns. The columns are {names}.")
    return stored(columns, table)


def _by_heading(columns: tuple[Column, ...], row: list[str]) -> list[str] | None:
    """The names of the columns that a line of headings gives, in its order; None for any other
    line.
    """
    known = {head(c).casefold(): c.name for c in columns} | {c.name: c.name for c in columns}
    found = [known.get(line(text).casefold(), "") for text in row]
    return found if len(found) > 1 and all(found) and len(set(found)) == len(found) else None


def _in_order(columns: tuple[Column, ...], order: list[str], row: list[str]) -> list[str]:
    by = dict(zip(order, row, strict=False))
    return [by.get(c.name, "") for c in columns]


def _named(columns: tuple[Column, ...], rows: Cells) -> Rows:
    """Texts by column name, without the empty ones."""
    return [
        {c.name: text.strip() for c, text in zip(columns, row, strict=True) if text.strip()}
        for row in rows
    ]


def _pairs(columns: tuple[Column, ...], text: str) -> Cells:
    """The cells of `name: value` lines; empty when the text has other lines."""
    names = {c.name for c in columns}
    rows: list[dict[str, str]] = [{}]
    for one in typed(text).split("\n"):
        name, colon, value = one.partition(":")
        if not one.strip():
            rows.append({})
        elif not colon or name.strip() not in names:
            return []
        else:
            rows[-1][name.strip()] = value.strip()
    return cells(columns, [row for row in rows if row])


# -- while it is filled ----------------------------------------------------------------------------


class SheetDraft(msgspec.Struct, frozen=True):
    """A worksheet that is being filled: its cells, the cell at hand, and by record id the stamps of
    the values that were shown when it was begun, which it will replace.
    """

    cells: Cells
    at: tuple[int, int] = (0, 0)
    over: dict[str, list[str]] = {}


def packed(draft: SheetDraft) -> str:
    """Encode a worksheet as the text of a draft; empty when all its cells are."""
    if not any(any(row) for row in draft.cells) and not draft.over:
        return ""
    return msgspec.json.encode(draft).decode()


def unpacked(text: str, across: int) -> SheetDraft | None:
    """Decode what `packed` encoded, each row with `across` cells; None when it cannot be read."""
    with suppress(msgspec.MsgspecError, UnicodeError):
        found = msgspec.json.decode(text, type=SheetDraft)
        rows = [[*row, *[""] * across][:across] for row in found.cells[:MOST]]
        return SheetDraft(rows, found.at, found.over)
    return None
