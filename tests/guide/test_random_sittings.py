"""Random keys at random speed against the pure replies: nothing is stored that nobody gave."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach_tui.decks import library
from coach_tui.tui.session.choosing import Alternative, Choosing
from coach_tui.tui.widgets.early import GRACE
from tests.pair import Pair, copied
from tests.sittings import Count, sit

KEYS = st.sampled_from([*"123456789", "j", "k", "space", "enter", "ctrl+s", "ctrl+j", "x"])


@given(st.data())
def test_no_key_before_the_drawing_chooses_or_stores(data: st.DataObject) -> None:
    count = data.draw(st.integers(1, 9))
    options = tuple(Alternative(f"v{n}", f"{n}", "words") for n in range(1, count + 1))
    drawn = data.draw(st.floats(0, 5))
    choosing = Choosing(options, at_once=data.draw(st.booleans()), since=drawn)
    times = sorted(data.draw(st.lists(st.floats(0, 10), max_size=30)))
    valid: list[str] = []
    for time in times:
        key = data.draw(KEYS)
        before = choosing.chosen
        keep = choosing.press(key, key if len(key) == 1 else None, time)
        early = time < drawn + GRACE
        assert not early or (not keep and choosing.chosen == before == "")
        valid += [] if early else [key]
        if choosing.chosen != before:
            assert key == choosing.chosen[1:] or key == "space"
    digits = {f"v{key}" for key in valid if key.isdigit()}
    assert choosing.chosen in digits | {""} or ({"space"} & set(valid) and {"j", "k"} & set(valid))


@pytest.mark.parametrize("deck", library.ids())
def test_what_a_sitting_stores_was_chosen_or_typed(pair: Pair, deck: str) -> None:
    count = Count()
    for number, side in enumerate(pair.sides):
        sit(side.open(), deck, Random(f"{deck} {number}"), count)
    assert count.wrong == []


@given(st.sampled_from(library.ids()), st.integers(0, 2**32))
def test_and_so_does_any_other(
    template: Pair, tmp_path_factory: pytest.TempPathFactory, deck: str, seed: int
) -> None:
    count = Count()
    sit(copied(template, tmp_path_factory.mktemp("sit")).coach.open(), deck, Random(seed), count)
    assert count.wrong == []
