"""The table of what serves what in `docs/decks.md` is made from the decks' own `rows:`.

`python -m tests.decks.test_rows` writes it anew.
"""

import re
from pathlib import Path

from coach_tui.decks import library
from tests.decks.method_rows import ROWS

PAGE = Path(__file__).parents[2] / "docs" / "decks.md"
BEGIN, END = "<!-- rows -->\n", "<!-- end of rows -->\n"
UNSERVED = {"P4": "no deck: sets of several learners come later"}


def served() -> dict[str, list[str]]:
    """Per row the decks that name it, by id."""
    decks = [library.load(name) for name in library.ids()]
    return {row: [deck.id for deck in decks if row in deck.rows] for row in ROWS}


def table() -> str:
    """The rows with a title each and the decks that serve them."""
    lines = ["| Row | What it is about | Decks |", "|---|---|---|"]
    for row, decks in served().items():
        names = ", ".join(f"`{name}`" for name in decks) or UNSERVED.get(row, "")
        lines.append(f"| {row} | {ROWS[row]} | {names} |")
    return "\n" + "\n".join(lines) + "\n\n"


def page_with(block: str) -> str:
    before, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
    return f"{before}{BEGIN}{block}{END}{rest.partition(END)[2]}"


def test_the_page_says_what_the_decks_say() -> None:
    assert PAGE.read_text("utf-8") == page_with(table()), "run: python -m tests.decks.test_rows"


def test_every_row_is_served_or_says_why_not() -> None:
    empty = {row for row, decks in served().items() if not decks}
    assert empty == set(UNSERVED)


def test_decks_name_only_rows_there_are() -> None:
    for name in library.ids():
        rows = library.load(name).rows
        assert set(rows) <= set(ROWS), name
        assert all(re.fullmatch(r"[PCN][1-9]\d?", row) for row in rows)


if __name__ == "__main__":
    PAGE.write_text(page_with(table()), "utf-8")
