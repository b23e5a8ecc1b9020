"""The rooms below the screens: imported all together, they bring no screen along."""

import ast
import pkgutil
import subprocess
import sys
from pathlib import Path

import coach_tui

ABOVE = ("coach_tui.tui", "coach_tui.demo", "coach_tui.__main__")


def modules() -> list[str]:
    """Every module of ours below the screens, and the command line, which opens them late."""
    found = pkgutil.walk_packages(coach_tui.__path__, "coach_tui.", onerror=lambda name: None)
    return [m.name for m in found if not m.name.startswith(ABOVE)]


def test_nothing_below_the_screens_loads_textual_or_rich() -> None:
    names = modules()
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
    root = Path(coach_tui.__file__).parent / "cli"
    for path in root.rglob("*.py"):
        assert len(path.read_text().splitlines()) <= 300, path


def test_a_helper_of_tests_stands_in_no_test() -> None:
    for path in Path(__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            asked = node.names if isinstance(node, ast.Import) else []
            named = [a.name for a in asked] + [getattr(node, "module", None) or ""]
            assert not [n for n in named if n.rpartition(".")[2].startswith("test_")], path
