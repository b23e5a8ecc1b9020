"""`docs/architecture.md` follows the calls from a key to the partner's screen, and back: each step
that it names is there, and leads to the next one.
"""

import ast
import re
from itertools import pairwise
from pathlib import Path

import coach_tui

ROOT = Path(coach_tui.__file__).parent
PAGE = ROOT.parent / "docs" / "architecture.md"
STEP = re.compile(r"^(\d+)\. `([\w/]+\.py)` `([\w.]+)`")


def ways() -> list[list[tuple[str, str]]]:
    """The lists of the page: file and name, step by step."""
    found: list[list[tuple[str, str]]] = []
    for row in PAGE.read_text().splitlines():
        if step := STEP.match(row):
            if step[1] == "1":
                found.append([])
            found[-1].append((step[2], step[3]))
    return found


def body(file: str, name: str) -> ast.AST:
    """What stands under a name in a file: decorators, arguments and all."""
    node: ast.AST = ast.parse((ROOT / file).read_text())
    for part in name.split("."):
        inside = [n for n in ast.walk(node) if getattr(n, "name", None) == part]
        assert inside, f"{file} has no {name}"
        node = inside[0]
    return node


def named(node: ast.AST) -> set[str]:
    """Every name that is used in a piece of code, attributes among them."""
    names = {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}
    return names | {n.attr for n in ast.walk(node) if isinstance(n, ast.Attribute)}


def messages(node: ast.AST) -> set[str]:
    """The messages that a piece of code posts or waits for, by their capital letter."""
    return {n for n in named(node) if n[:1].isupper()}


def test_the_page_has_both_ways_round() -> None:
    assert len(ways()) >= 8 and all(len(way) >= 3 for way in ways())


def test_each_step_leads_to_the_next() -> None:
    for way in ways():
        for (file, name), (onward, following) in pairwise(way):
            here, there = body(file, name), body(onward, following)
            handed = messages(here) & messages(there) & {"Kept"}
            leads = following.rpartition(".")[2] in named(here)
            assert leads or handed, f"{file} {name} does not lead to {onward} {following}"
