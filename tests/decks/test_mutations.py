"""Whatever happens to a file, reading it neither raises nor points outside it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach_tui.decks import library
from coach_tui.decks.edition import learner
from coach_tui.decks.parse import parse

SOURCES = [library.source(name) for name in library.ids()]


def lines_in(text: str) -> int:
    text = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    return text.count("\n") + 1


def check(text: str) -> None:
    deck, messages = parse(text)
    assert all(1 <= message.line <= lines_in(text) for message in messages)
    assert list(messages) == sorted(messages)
    assert len({prompt.id for prompt in deck.prompts()}) == sum(1 for _ in deck.prompts())
    assert len({stage.id for stage in deck.stages}) == len(deck.stages)
    learner(deck)


LINES = st.sampled_from(sorted({line for source in SOURCES for line in source.split("\n")}))
ODD = st.text(alphabet="`#-> \n\t|[]<!*=.0x\r\u2028\ud800\x00", max_size=6) | st.text(max_size=3)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """One of our decks after some minutes of careless editing."""
    lines = draw(st.sampled_from(SOURCES)).split("\n")
    for _ in range(draw(st.integers(1, 8))):
        at = draw(st.integers(0, len(lines) - 1))
        match draw(st.sampled_from(["delete", "insert", "swap", "edit"])):
            case "delete" if len(lines) > 1:
                del lines[at]
            case "insert":
                lines.insert(at, draw(LINES))
            case "swap":
                lines[at - 1], lines[at] = lines[at], lines[at - 1]
            case _:
                cut = draw(st.integers(0, len(lines[at])))
                lines[at] = lines[at][:cut] + draw(ODD) + lines[at][cut + draw(st.integers(0, 3)) :]
    text = "\n".join(lines)
    return text[: draw(st.integers(0, len(text)))] if draw(st.booleans()) else text


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
