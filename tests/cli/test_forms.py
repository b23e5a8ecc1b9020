"""A form of an exercise is asked for field by field in the deck's words, with its place."""

from pathlib import Path

import pytest

from coach_tui.disk import private_dir
from tests.cli.conftest import Two
from tests.cli.terminal import end, start

DECK = """---
deck: 1
id: card
---
# A card

## What

- **What will you try?** `#card` `experiment`
  - Where, and *how* long? `.where` `required`
  - What do you expect? `.prediction` `required`
  - What is the most it may cost? `.limit` `required`
- And after that? `#after`
"""


@pytest.fixture
def exercise(two: Two) -> str:
    """An exercise of the learner's that begins with a form of three fields."""
    place: Path = private_dir(two.pair.coach.home.decks())
    (place / "card.md").write_text(DECK)
    given = two.coach("assign", "card", "--to", "Leo").word
    two.rounds()
    return given


def test_what_comes_next_is_said_in_the_words_of_its_field_p10(two: Two, exercise: str) -> None:
    following = (
        "Next: What will you try? · What do you expect?  (2 of 3)  #card",
        "Next: What will you try? · What is the most it may cost?  (3 of 3)  #card",
        "Next: And after that?  #after",
    )
    for text, words in zip(("At the desk", "Less waiting", "A morning"), following, strict=True):
        assert words in two.learner("answer", exercise, text).err.splitlines()
    (card,) = two.learner("list", "experiment", "--json").json
    assert [card[f] for f in ("where", "prediction", "limit")] == [
        "At the desk", "Less waiting", "A morning",
    ]  # fmt: skip
    assert card["asked"] == "What will you try?"


def test_lines_begin_with_a_name_and_go_on_below_it(two: Two, exercise: str) -> None:
    said = "where: At the desk\nand beside it\nprediction: Less waiting"
    two.learner("answer", exercise, said)
    (card,) = two.learner("list", "experiment", "--json").json
    assert card["where"] == "At the desk\nand beside it" and card["prediction"] == "Less waiting"
    said = two.learner.refused("answer", exercise, "limt: A morning\nwhere: Here")
    assert "Begin with the name of a field: where, prediction, limit" in said


def test_a_terminal_is_asked_for_each_field_in_turn_p10(two: Two, exercise: str) -> None:
    child = start(two.learner, "answer", exercise)
    for words, text in (
        (r"Where, and how long\?  \(1 of 3\)", "At the desk"),
        (r"What do you expect\?  \(2 of 3\)", ""),
        (r"What is the most it may cost\?  \(3 of 3\)", "A morning"),
    ):
        child.expect(words)
        child.expect("ends it")
        if text:
            child.sendline(text)
        child.send("\r")
    child.expect("Shared with Carla")
    child.expect(r"Next: What will you try\? · What do you expect\?")
    assert end(child) == 0
    (card,) = two.learner("list", "experiment", "--json").json
    assert (card["where"], card["limit"]) == ("At the desk", "A morning")
    assert "prediction" not in card
