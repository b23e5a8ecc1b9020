"""What is true of the source as a whole: who imports whom, how long, which names."""

import ast
import subprocess
import sys
from pathlib import Path

import coach_tui
from tests.source import circles, imported, modules, needs, package, tree

ABOVE = ("coach_tui.tui", "coach_tui.demo", "coach_tui.__main__")


def test_nothing_below_the_screens_loads_textual_or_rich() -> None:
    # The command line too, which opens screens late.
    names = [name for name in modules() if not name.startswith(ABOVE)]
    assert "coach_tui.engagement" in names and "coach_tui.records.state" in names
    code = (
        "import importlib, sys\n"
        f"for name in {names!r}: importlib.import_module(name)\n"
        "print(*sorted({m.partition('.')[0] for m in sys.modules}))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    roots = done.stdout.split()
    assert "coach_tui" in roots and "msgspec" in roots
    assert not {"textual", "rich"} & set(roots)


def test_every_module_is_short_enough_to_read() -> None:
    root = Path(coach_tui.__file__).parent
    for path in root.rglob("*.py"):
        most = 300 if path.parent.name == "cli" else 400
        assert len(path.read_text().splitlines()) <= most, path


VERB = "a verb of the command line: its function has its name, in the module of its topic"
RULES = "what every topic's rules offer to `guide/writing.py`: one name, one meaning"
SHARED_NAMES = {
    "answer": VERB, "begin": VERB, "check": VERB, "edit": VERB, "new": VERB, "share": VERB,
    "show": VERB,
    "brought": RULES, "completed": RULES,
    "load": "reads something whole from where it is kept: a checkpoint, a deck, a keyring",
    "read": "each reader of one part of a deck's Markdown, and of the settings",
    "run": "starts something to its end: the app, the demo, one command",
}  # fmt: skip
"""Public names that stand in more than two modules, each with the reason why that is no riddle."""


def test_a_name_means_one_thing() -> None:
    places: dict[str, set[str]] = {}
    for name in modules():
        for node in tree(name).body:
            named = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
            if named and not hidden(called := getattr(node, "name", "")):
                places.setdefault(called, set()).add(name)
    several = {n: sorted(where) for n, where in places.items() if len(where) > 2}
    assert several.keys() == SHARED_NAMES.keys(), several


def test_the_look_for_circles_finds_what_it_should() -> None:
    graph = {"a": {"b"}, "b": {"c"}, "c": {"a", "d"}, "d": {"e"}, "e": {"d"}, "f": {"a"}}
    assert sorted(map(sorted, circles(graph))) == [["a", "b", "c"], ["d", "e"]]
    # For types alone, in a function, and by a relative name: each is an import.
    assert "coach_tui.demo" in needs("coach_tui.demo_story")
    assert "coach_tui.demo_story" in needs("coach_tui.demo")
    assert "coach_tui.decks.importing.rules" in needs("coach_tui.decks.importing.reading")


def test_no_circle_of_imports_spans_more_than_one_package() -> None:
    found = circles({name: needs(name) for name in modules()})
    wide = [sorted(c) for c in found if len({package(name) for name in c}) > 1]
    assert not wide, "\n".join(f"{len(c)}: {', '.join(c)}" for c in wide)


def test_no_module_reaches_for_a_private_name_of_another() -> None:
    found = []
    for name in modules():
        bound = {bound: where for where, what, bound in imported(name) if not what} | {
            bound: f"{where}.{what}"
            for where, what, bound in imported(name)
            if f"{where}.{what}" in modules()
        }
        found += [f"{name}: {what} of {where}" for where, what, _ in imported(name) if hidden(what)]
        for node in ast.walk(tree(name)):
            if isinstance(node, ast.Attribute) and hidden(node.attr):
                whole = ast.unparse(node.value)
                if whole in bound or whole in modules():
                    found.append(f"{name}:{node.lineno}: {node.attr} of {bound.get(whole, whole)}")
    assert not found, "\n".join(found)


def hidden(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")


def test_a_helper_of_tests_stands_in_no_test() -> None:
    for path in Path(__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            asked = node.names if isinstance(node, ast.Import) else []
            named = [a.name for a in asked] + [getattr(node, "module", None) or ""]
            assert not [n for n in named if n.rpartition(".")[2].startswith("test_")], path
