"""What we use of Textual without a public name is in one module, and is still there."""

import ast
import importlib
import inspect
import pkgutil
import textwrap
from importlib.metadata import version
from pathlib import Path

import pytest

import coach_tui.tui
from coach_tui.tui import textual_private
from tests.pair import Pair
from tests.tui.on_screen import SMALL, running

ROOM = Path(coach_tui.tui.__file__).parent
THEIRS = ("textual", "rich")


def private(name: str) -> bool:
    """Whether a name is private, and not one of Python's own."""
    return name.startswith("_") and not name.endswith("__")


async def test_every_private_name_is_still_there(pair: Pair) -> None:
    async with running(pair.coach, SMALL) as (app, _):
        for owner, names in textual_private.NAMES.items():
            node = app if isinstance(app, owner) else app.screen
            for name in names:
                assert hasattr(node, name), (
                    f"Textual {version('textual')} has no {owner.__name__}.{name} any more; it "
                    f"was read in {textual_private.VERSION}. See {textual_private.__name__}."
                )


def reaches(tree: ast.AST) -> list[tuple[int, str]]:
    """Where a private name of something else than `self`, `cls` or `super()` is used."""
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Attribute) or not private(node.attr):
            continue
        own = isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")
        if not own and ast.unparse(node.value) != "super()":
            found.append((node.lineno, ast.unparse(node)))
    return found


def test_no_other_module_reaches_for_a_private_name() -> None:
    for path in sorted(ROOM.rglob("*.py")):
        if path.name != "textual_private.py":
            assert not reaches(ast.parse(path.read_text())), path
    assert reaches(ast.parse("self.app._batch_count"))


def of_textual(cls: type) -> set[str]:
    """The private names of the classes of Textual that a class of ours is made from."""
    bases = [b for b in cls.__mro__ if b.__module__.split(".")[0] in THEIRS]
    written = {name for base in bases for name in vars(base) if private(name)}
    set_up = {
        node.attr
        for base in bases
        if "__init__" in vars(base)
        for node in ast.walk(ast.parse(textwrap.dedent(inspect.getsource(base.__init__))))  # type: ignore[misc]
        if isinstance(node, ast.Attribute) and private(node.attr)
    }
    return written | set_up


def named(cls: ast.ClassDef) -> set[str]:
    """The private names that a class of ours defines, or uses of itself."""
    found = {n.name for n in cls.body if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)}
    found |= {
        node.attr
        for node in ast.walk(cls)
        if isinstance(node, ast.Attribute)
        and (ast.unparse(node.value) in ("self", "cls", "super()"))
    }
    return {name for name in found if private(name)}


@pytest.mark.parametrize(
    "module", [m.name for m in pkgutil.walk_packages(coach_tui.tui.__path__, "coach_tui.tui.")]
)
def test_no_class_of_ours_uses_or_replaces_a_private_name_of_textual(module: str) -> None:
    if module == textual_private.__name__:
        return
    here = importlib.import_module(module)
    for node in ast.walk(ast.parse(Path(str(here.__file__)).read_text())):
        cls = getattr(here, node.name, None) if isinstance(node, ast.ClassDef) else None
        if inspect.isclass(cls) and isinstance(node, ast.ClassDef):
            assert not named(node) & of_textual(cls), (module, node.name)


def test_a_sentence_at_the_edge_of_the_screen_is_said_in_one_place() -> None:
    """Textual's `notify` reads markup unless told otherwise; words of people are only words."""
    calls = [
        (path.relative_to(ROOM).as_posix(), [k.arg for k in node.keywords])
        for path in sorted(ROOM.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(".notify")
    ]
    assert calls == [("desk.py", ["timeout", "markup"])]
