"""The source as a whole: its modules, what each imports at any depth, and the circles in that."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import coach_tui

ROOT = Path(coach_tui.__file__).parent


@cache
def modules() -> dict[str, Path]:
    """Every module of the program by its name; a package by the name of the package."""
    found = {}
    for path in sorted(ROOT.rglob("*.py")):
        parts = path.relative_to(ROOT.parent).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


@cache
def tree(name: str) -> ast.Module:
    """A module, parsed."""
    return ast.parse(modules()[name].read_text())


def package(name: str) -> str:
    """The package in which a module stands."""
    return name if modules()[name].name == "__init__.py" else name.rpartition(".")[0]


def imported(name: str) -> Iterator[tuple[str, str, str]]:
    """Each import of a module, in functions and for types alone too: from where, what, as what."""
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Import):
            for one in node.names:
                yield one.name, "", one.asname or one.name.partition(".")[0]
        elif isinstance(node, ast.ImportFrom):
            # Each dot after the first is a package further out.
            here = package(name).split(".")
            near = ".".join(here[: len(here) + 1 - node.level]) if node.level else ""
            where = ".".join(part for part in (near, node.module) if part)
            for one in node.names:
                yield where, one.name, one.asname or one.name


def needs(name: str) -> set[str]:
    """The modules of ours that a module imports."""
    found = set()
    for where, what, _ in imported(name):
        whole = f"{where}.{what}"
        found.add(whole if whole in modules() else where)
    return (found & modules().keys()) - {name}


def circles(graph: dict[str, set[str]]) -> list[set[str]]:
    """The strongly connected components of more than one module (Tarjan)."""
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: list[set[str]] = []

    def visit(one: str) -> None:
        order[one] = low[one] = len(order)
        stack.append(one)
        for other in sorted(graph[one]):
            if other not in order:
                visit(other)
            if other in stack:
                low[one] = min(low[one], low[other])
        if low[one] == order[one]:
            place = stack.index(one)
            found.append(set(stack[place:]))
            del stack[place:]

    for one in sorted(graph):
        if one not in order:
            visit(one)
    return [circle for circle in found if len(circle) > 1]
