"""Whatever happens to a file, reading it neither raises nor points outside it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach_tui.decks.edition import learner
from coach_tui.decks.parse import parse
from tests.decks.mutants import lines_in, mutated


def check(text: str) -> None:
    deck, messages = parse(text)
    assert all(1 <= message.line <= lines_in(text) for message in messages)
    assert list(messages) == sorted(messages)
    assert len({prompt.id for prompt in deck.prompts()}) == sum(1 for _ in deck.prompts())
    assert len({stage.id for stage in deck.stages}) == len(deck.stages)
    learner(deck)


@settings(max_examples=200, deadline=None)
@given(mutated())
def test_our_decks_after_careless_editing(text: str) -> None:
    check(text)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200) | st.text(alphabet="`#-> \n|[]<!.1)", max_size=200))
def test_any_text_at_all(text: str) -> None:
    check(text)


HOSTILE = ["[", "> ", "- ", "- a `a", "| ", "<!--", "# a #", "[ ] ", "\\", "- a\n", "`zz` ", "#"]
HOSTILE += ["#a ", "many ", "  - [ ] a\n", "`1-5` many "]


@pytest.mark.parametrize("piece", HOSTILE)
def test_sixty_four_kilobytes_of_anything_are_read(piece: str) -> None:
    check(piece * (65_000 // len(piece)))
