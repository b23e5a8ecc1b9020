"""A mark of what was predicted: it fits its value alone, and foreign input never breaks it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach_tui.method.seal import commit, matches

SALT = bytes(range(32))
MARK = "c4d16d79b881f37af16d50f817b6f4b65ad7eb7447fbdebceb50fd426f84b92b"


def test_the_mark_as_b2sum_makes_it() -> None:
    # printf '…70 %%' | b2sum -l 256, with the bytes 00 to 1f before
    assert commit("70 %", SALT) == MARK
    assert matches(MARK, SALT.hex(), "70 %") and matches(MARK, SALT.hex().upper(), "70 %")


def test_another_value_salt_or_mark_does_not_fit() -> None:
    assert not matches(MARK, SALT.hex(), "71 %")
    assert not matches(MARK, bytes(32).hex(), "70 %")
    assert not matches(MARK[:-1] + "0", SALT.hex(), "70 %")
    assert not matches(MARK[:-1], SALT.hex(), "70 %")
    # Moving a byte between salt and value gives the same bytes, and no fit.
    assert not matches(MARK, SALT[:-1].hex(), "\x1f70 %")


def test_a_salt_has_32_bytes() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        commit("70", b"short")


FOREIGN: st.SearchStrategy[Any] = st.one_of(
    st.text(), st.none(), st.integers(), st.binary(), st.just(SALT.hex()), st.just("\ud800")
)


@given(FOREIGN, FOREIGN, FOREIGN)
def test_foreign_input_is_no_match_and_no_error(mark: Any, salt: Any, value: Any) -> None:
    assert matches(mark, salt, value) is False
    assert matches(mark, SALT.hex(), value) is False
    assert matches(MARK, " ".join([SALT.hex()[:62], "1"]), "70 %") is False


@given(st.text(st.characters(exclude_categories=["Cs"])), st.binary(min_size=32, max_size=32))
def test_what_was_committed_matches(value: str, salt: bytes) -> None:
    assert matches(commit(value, salt), salt.hex(), value)
