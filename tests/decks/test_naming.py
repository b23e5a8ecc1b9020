"""Ids written into a deck: labels at the ends of lines, and no other byte."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach_tui.decks import library
from coach_tui.decks.model import Deck
from coach_tui.decks.naming import with_ids
from coach_tui.decks.parse import parse
from tests.decks import reach

LABEL = re.compile(r" `#[a-z][a-z0-9-]{0,47}`")
PIECES = st.sampled_from([
    "- What next?", "- What next? `#next`", "- What is\n  it really?", "1. Why?\n   - a probe?",
    "## Stage `5 min`", "> a note", "- `code` at the end `code`.", "* [ ] Boxed?  ", "- a\\",
    "- Which?\n  - [ ] One `.one`\n  - [ ] Two", "- Fill in\n\n  | a | b |\n  |---|---|\n  | x | |",
    "<!-- gone -->", "- seen <!-- gone -->", "- glued\nto it", "-     code", "---", "- -", "",
    "- Twice `#same`", "text", "## Scores `scores`", "- **One.** About it. `=one`", "- `optional`",
    "- what? `was #old`", "- \u202e[/] \x1b]0;x\x07?", "\t- tab?", "- ?", "- ß ’ 日本?", "```",
    "- x `",
])  # fmt: skip
"""What a deck may be made of, the awkward parts of it above all."""


def without_names(deck: Deck) -> Deck:
    """The deck with the same id on every prompt of a stage."""
    stages = [replace(s, prompts=tuple(replace(p, id="") for p in s.prompts)) for s in deck.stages]
    return replace(deck, stages=tuple(stages))


@pytest.mark.parametrize("name", library.ids())
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_shipped_deck_that_lost_its_ids_gets_one_for_each_prompt(name: str, ends: str) -> None:
    bare = re.sub(r"(?m)^(- .*?) `#[a-z0-9-]+`", r"\1", library.source(name))
    bare = re.sub(r" `when [^`]*`| `of [^`]*` `\.[a-z]+`", "", bare).replace("\n", ends)
    text, named, left = with_ids(bare)
    assert left == ()
    assert all(p.named for stage in parse(text)[0].stages for p in stage.prompts)
    assert without_names(parse(text)[0]) == without_names(parse(bare)[0])
    lines = text.split(ends)
    assert all(f" `#{identity}`" in lines[n - 1] + lines[n] for n, identity in named.items())


@given(st.lists(PIECES, max_size=14), st.sampled_from(["\n", "\r\n", "\r"]))
def test_nothing_but_labels_is_added_and_a_second_time_nothing(parts: list[str], end: str) -> None:
    text = end.join(parts).replace("\n", end)
    written, named, left = with_ids(text)
    assert LABEL.sub("", written) == LABEL.sub("", text)
    assert len(LABEL.findall(written)) == len(LABEL.findall(text)) + len(named)
    assert without_names(parse(written)[0]) == without_names(parse(text)[0])
    assert with_ids(written) == (written, {}, left)
    assert len(set(named.values())) == len(named)


@pytest.mark.parametrize("path", reach.lists(), ids=lambda p: p.stem)
def test_real_lists_keep_every_other_byte(path: Path) -> None:
    text = path.read_bytes().decode()
    written, named, _ = with_ids(text)
    assert LABEL.sub("", written) == text
    assert all(name for name in named.values())
