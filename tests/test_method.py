"""`docs/method.md`: where each row of the method is done, and which tests prove it.

Made from the tests themselves, which name the rows they prove: `python -m tests.test_method`.
"""

import ast
import re
from collections import defaultdict
from pathlib import Path

from coach_tui.cli.table import VERBS
from coach_tui.records.kinds import KINDS
from coach_tui.tui.commands import PAGES, TITLES
from tests.decks.method_rows import ROWS

TESTS = Path(__file__).parent
PAGE = TESTS.parent / "docs" / "method.md"
BEGIN, END = "<!-- rows -->\n", "<!-- end of rows -->\n"
NAMED = re.compile(r"(?:\b|_)([PCN]\d{1,2})(?=\b|_)", re.I)
SHOWN = 2
"""Tests at the most that stand in the table; the others name the row in their files."""
PLACES: dict[str, tuple[str, str]] = {
    "P1": ("thread", "add issue"),
    "P2": ("session", "decks check"),
    "P3": ("today", "add experience"),
    "P4": ("people", "members"),
    "P5": ("thread", "add assumption"),
    "P6": ("thread", "add question"),
    "P7": ("thread", "add rule"),
    "P8": ("experiments", "evaluate"),
    "P9": ("thread", "set"),
    "P10": ("experiments", "add experiment"),
    "P11": ("profile", "profile"),
    "P12": ("decks", "decks list"),
    "P13": ("experiments", "session"),
    "P14": ("thread", "add person"),
    "P15": ("value", "evaluate"),
    "P16": ("value", "add value"),
    "P17": ("thread", "add observation"),
    "C1": ("thread", "set"),
    "C2": ("value", "check"),
    "C3": ("path", "path"),
    "C4": ("thread", "agree"),
    "C5": ("value", "evaluate"),
    "C6": ("experiments", "add experiment"),
    "C7": ("experiments", "set"),
    "C8": ("experiments", "add review"),
    "C9": ("thread", "add question"),
    "C10": ("value", "evaluate"),
    "N1": ("thread", "set"),
    "N2": ("thread", "set"),
    "N3": ("thread", "set"),
}
"""The page and the command by which a row is done."""
LATER = {
    "P4": "two for now; sets of up to eight come later",
    "P9": "pattern cards that leave the engagement come later",
    "P14": "sheets to send out come later",
    "P16": "the sponsor's report comes later",
}


def proofs() -> dict[str, list[str]]:
    """Per row the tests that name it, in their names, docstrings or comments' place."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(TESTS.rglob("test_*.py")):
        if path == Path(__file__):
            continue
        tree = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
                and node.name[:5] == "test_"
            ):
                said = f"{node.name} {ast.get_docstring(node) or ''}"
                for row in dict.fromkeys(r.upper() for r in NAMED.findall(said)):
                    name = f"{path.relative_to(TESTS).as_posix()}::{node.name}"
                    found[row].append(name)
    return found


def table() -> str:
    """A line a row: title, page, command, tests; what comes later stands with it."""
    lines = ["| Row | What it is about | Page | Command | Proved by |", "|---|---|---|---|---|"]
    named = proofs()
    for row, title in ROWS.items():
        page, verb = PLACES[row]
        later = f" ({LATER[row]})" if row in LATER else ""
        tests = "<br>".join(f"`{name}`" for name in named[row][:SHOWN])
        more = len(named[row]) - SHOWN
        tests += f"<br>and {more} more" if more > 0 else ""
        lines.append(f"| {row} | {title}{later} | {TITLES[page]} | `{verb}` | {tests} |")
    return "\n" + "\n".join(lines) + "\n\n"


def page_with(block: str) -> str:
    before, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
    return f"{before}{BEGIN}{block}{END}{rest.partition(END)[2]}"


def test_the_page_says_what_the_tests_say() -> None:
    assert PAGE.read_text("utf-8") == page_with(table()), "run: python -m tests.test_method"


def test_no_row_is_without_a_page_a_command_and_a_test() -> None:
    named = proofs()
    verbs = {v.name for v in VERBS}
    for row in ROWS:
        page, verb = PLACES[row]
        first, _, kind = verb.partition(" ")
        assert page in PAGES, row
        assert verb in verbs or (first == "add" and "add" in verbs and kind in KINDS), row
        assert named[row], f"no test names {row}"


if __name__ == "__main__":
    PAGE.write_text(page_with(table()), "utf-8")
