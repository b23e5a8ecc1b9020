"""Who may see a record is decided in one place, `guide/reader.py`; nobody else reads an audience to
decide what is shown.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import coach_tui
from coach_tui.guide.reader import Reader
from tests.pair import Pair

ROOT = Path(coach_tui.__file__).parent
RULE = "guide/reader.py"
ELSEWHERE = {
    "guide/session/steps.py": "whether a prompt's kind is private by default: who will see a reply",
    "cli/writing.py": "whom the person at the terminal asked for: who will see what is written",
}
"""Where an audience is read for something new, each with its reason."""


def sources() -> Iterator[tuple[str, ast.Module]]:
    for room in ("guide", "tui", "cli"):
        for path in sorted((ROOT / room).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text())


def named(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == name


def compares_an_audience(node: ast.AST) -> bool:
    """`record.audience == "private"`, with any literal or several, on either side."""
    if not isinstance(node, ast.Compare):
        return False
    sides = [node.left, *node.comparators]
    literal = any(isinstance(part, ast.Constant) for side in sides for part in ast.walk(side))
    return literal and any(named(side, "audience") for side in sides)


def decides_for_two(node: ast.AST) -> bool:
    """What is private, and whether two look, in one condition."""
    if not isinstance(node, ast.BoolOp | ast.IfExp):
        return False
    parts = list(ast.walk(node))
    record = any(named(p, "private") and not ast.unparse(p).endswith("step.private") for p in parts)
    return record and any(named(part, "together") for part in parts)


def test_nobody_but_the_reader_compares_an_audience_to_decide_what_is_shown() -> None:
    found = {
        f"{name}:{getattr(node, 'lineno', 0)}"
        for name, tree in sources()
        for node in ast.walk(tree)
        if name != RULE and name not in ELSEWHERE and compares_an_audience(node)
    }
    assert not found, "ask the reader: may_see, or of_kind, records and get, which heed it"


def test_what_is_private_and_whether_two_look_meet_in_the_rule_alone() -> None:
    found = {name for name, tree in sources() for node in ast.walk(tree) if decides_for_two(node)}
    assert found == {RULE}


def test_these_would_be_found() -> None:
    compared = ('r.audience == "private"', '"private" != r.audience', 'r.audience in ("private",)')
    for text in compared:
        assert compares_an_audience(ast.parse(text, mode="eval").body), text
    assert not compares_an_audience(ast.parse("a.audience == b.audience", mode="eval").body)
    assert decides_for_two(ast.parse("not (desk.together and r.private)", mode="eval").body.operand)  # type: ignore[attr-defined]


def test_a_reader_for_two_has_nothing_private_and_everything_has_it_all(pair: Pair) -> None:
    shared = pair.learner.add("insight", text="Ours")
    private = pair.learner.add("insight", text="Mine", audience="private")
    hidden = pair.learner.add("insight", text="Gone", audience="private", hidden=True)
    alone, two = (Reader(pair.learner.open(), together=t) for t in (False, True))
    assert [r.id for r in alone.of_kind("insight")] == [shared, private]
    assert [r.id for r in two.of_kind("insight")] == [shared]
    assert [r.id for r in two.hidden_too("insight")] == [shared]
    assert [r.id for r in two.records if r.kind == "insight"] == [shared]
    assert (two.get(shared), two.get(private), two.get(hidden)) == (alone.get(shared), None, None)
    whole = two.everything
    assert {r.id for r in whole.hidden_too("insight")} == {shared, private, hidden}
    assert whole.get(private) is not None and whole.everything is whole
    assert alone.everything is alone and whole.day == two.day
