"""Keys that come before a prompt was drawn, in a real terminal: a choice takes none of them."""

from pathlib import Path
from typing import Any

from coach_tui.disk import private_dir
from tests.e2e.people import Desk, Two, question
from tests.e2e.terminal import Terminal

MIXED = """---
deck: 1
id: mixed
---

# Mixed

- What is it? `#one` `@coach`
- What else? `#two` `@coach`
- Which is it? `#which` `choice` `@coach`
  - [ ] The first `.first`
  - [ ] The second `.second`
  - [ ] The third `.third`
- What now? `#now` `@coach`
"""
STATEMENTS = """---
deck: 1
id: habits
kind: inventory
scales:
  agree: 1-5 never | seldom | at times | often | always
---

# Habits

## Statements `agree`

- Aspen. `#l1` `+a` `@coach`
- Birch. `#l2` `+a` `@coach`
- Cedar. `#l3` `+a` `@coach`

## What it shows `scores`

- **A.** It. `=a`
"""


def given(desk: Desk, text: str, name: str) -> str:
    folder = private_dir(Path(desk.home) / "decks")
    (folder / f"{name}.md").write_text(text)
    return name


def stored(two: Two) -> list[Any]:
    found = two.inside()[0].open().state.of_kind("answer")
    return [r.get("value") for r in found if r.get("state") == "answered"]


def at(terminal: Terminal, words: str) -> None:
    """Wait for a question, past the page before the first one."""
    terminal.wait_until("the session", lambda s: words in s or "Since we last met" in s)
    if "Since we last met" in terminal.text:
        terminal.settle()
        terminal.press("enter")
    question(terminal, words)


def test_a_burst_fills_the_text_boxes_and_no_choice(two: Two) -> None:
    with two.coach.app("session", given(two.coach, MIXED, "mixed")) as terminal:
        at(terminal, "What is it?")
        terminal.write("abc\nxyz\n3\n12 \r2\n")
        question(terminal, "Which is it?")
        terminal.settle(0.5)
        terminal.wait_for("nothing chosen yet")
        assert stored(two) == ["abc", "xyz"]
        terminal.press("2")
        terminal.wait_for("2 chosen")
        terminal.write("\nat once\n")
        terminal.wait_gone("What now?")
        assert stored(two) == ["abc", "xyz", "second", "at once"]


def test_a_flood_of_digits_answers_the_statement_in_sight_alone(two: Two) -> None:
    with two.coach.app("session", given(two.coach, STATEMENTS, "habits")) as terminal:
        at(terminal, "Aspen.")
        terminal.settle(0.5)
        terminal.write("5\n4\n3\n2\n1\n" * 20)
        question(terminal, "Birch.")
        terminal.settle(0.5)
        question(terminal, "Birch.")
        terminal.wait_for("nothing chosen yet")
        assert stored(two) == [5]
        terminal.write("2" * 100 + "\r" * 100)
        question(terminal, "Cedar.")
        terminal.settle(0.5)
        question(terminal, "Cedar.")
        assert stored(two) == [5, 2]
