"""Scores of an inventory against sums worked out by hand (P11)."""

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach_tui.method.inventory import Item, Score, score, wobble


def likert(*answers: float | None, minus: tuple[int, ...] = ()) -> list[Item]:
    return [Item(-1 if n in minus else 1, 1, 5, a) for n, a in enumerate(answers)]


def test_a_mean_of_the_answers_on_their_own_scale_and_from_0_to_100_p11() -> None:
    # (4 + 5 + 3 + 4 + (1 + 5 - 2)) / 5 = 20 / 5
    found = score(likert(4, 5, 3, 4, 2, minus=(4,)))
    assert found == Score(5, 5, 1, 5, 4.0, 75.0)


def test_four_fifths_have_to_be_answered() -> None:
    assert score(likert(4, 4, 4, 4, None)).mean == 4.0
    few = score(likert(4, 4, 4, None, None))
    assert (few.mean, few.points, few.answered, few.items) == (None, None, 3, 5)
    assert score([]) == Score(0, 0)


def test_answers_outside_the_scale_or_on_another_one_do_not_count() -> None:
    assert score(likert(4, 4, 4, 4, 9)).answered == 4
    mixed = [*likert(4, 4, 4, 4), Item(1, 0, 10, 10)]
    assert score(mixed).mean == 4.0 and score(mixed).items == 5
    assert score([Item(1, 3, 3, 3)]).mean is None


def test_what_moves_by_chance() -> None:
    # Five statements: the square root of (2/3 + 2/3) / 5
    assert wobble(5) == pytest.approx(sqrt(4 / 15)) and wobble(5) == pytest.approx(0.516, abs=0.001)
    assert wobble(0) == 0


ANSWERS = st.lists(st.integers(1, 5) | st.none(), min_size=1, max_size=9)


@given(ANSWERS, st.lists(st.booleans(), min_size=9, max_size=9))
def test_scores_stay_on_the_scale_and_turn_round_with_their_keys(
    answers: list[int | None], keys: list[bool]
) -> None:
    there = [Item(1 if k else -1, 1, 5, a) for a, k in zip(answers, keys, strict=False)]
    back = [Item(-one.sign, 1, 5, one.answer) for one in there]
    found, turned = score(there), score(back)
    assert found.answered == turned.answered <= found.items
    if found.mean is not None and turned.mean is not None and found.points is not None:
        assert 1 <= found.mean <= 5 and 0 <= found.points <= 100
        assert found.mean + turned.mean == pytest.approx(6)
