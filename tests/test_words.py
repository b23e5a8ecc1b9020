"""The words of the interface: one for each thing, and none that people do not say."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "coach_tui").rglob("*.py"))
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
DECKS = sorted((ROOT / "prompts").glob("*.md"))
UNSAID = re.compile(r"\b(?:whom(?:ever)?|trials?|forecast(?:s|ed|ing)?|matters?)\b", re.I)
"""Words that the interface does not use: an issue, an experiment, a prediction; and who."""
EXCEPTIONS = (
    "front matter",  # the properties at the top of a Markdown file
    "subject matter",
    "what makes it matter",  # the verb
    "what matters",
    "that matters",
    "that matter most",
    "which matters",
    "it matters",
    "this one matters",
    "does not matter",
    "doesn't matter",
    "what is the matter",  # what is wrong
    "what's the matter",
    "verification of forecasts",  # the title of a source
    r"what|who|whom|whose|which",  # the question words of English that the craft looks for
)
EXCEPT = re.compile("|".join(map(re.escape, EXCEPTIONS)), re.I)


def found(text: str) -> list[str]:
    """The unsaid words in a text, each with what stands around it."""
    text = EXCEPT.sub(" ", " ".join(text.split()))
    return [text[max(0, m.start() - 30) : m.end() + 30] for m in UNSAID.finditer(text)]


def strings(path: Path) -> Iterator[tuple[int, str]]:
    """The strings of a module that people may read, with their lines: all but its docstrings."""
    tree = ast.parse(path.read_text())
    told = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.lineno, node.value


def prose(text: str) -> str:
    """A Markdown file without code: ids and file names are no words that people read."""
    return re.sub(r"`[^`\n]*`", " ", re.sub(r"^```.*?^```", "", text, flags=re.S | re.M))


def test_no_sentence_of_the_interface_has_a_word_that_it_does_not_use() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{line}: {words}"
        for path in SOURCES
        for line, text in strings(path)
        for words in found(text)
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.name)
def test_no_page_of_the_documentation_has_one(path: Path) -> None:
    assert not found(prose(path.read_text()))


@pytest.mark.parametrize("path", DECKS, ids=lambda p: p.stem)
def test_no_deck_has_one(path: Path) -> None:
    assert not found(prose(path.read_text()))


def test_what_is_looked_for_is_found() -> None:
    assert found("Whom will you\nask?") and found("The matter is real.") and found("One trial.")
    assert found("A Forecast and a fact") and not found("what matters to me in the front\n matter")
    assert list(strings(Path(__file__))) and not found(prose("`of trial`"))
