"""When a prompt is asked."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach_tui.decks.conditions import Reply, holds
from coach_tui.decks.labels import condition

REPLIES = {
    "sure-before": Reply("answered", 70),
    "sure-after": Reply("answered", 40.0),
    "route": Reply("answered", "ask"),
    "words": Reply("answered", "a lot"),
    "typed": Reply("answered", "8"),
    "kept": Reply("private"),
    "asked": Reply("asked", None),
    "skipped": Reply("skipped", 3),
    "parked": Reply("parked"),
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("route answered", True),
        ("kept answered", True),
        ("asked answered", False),
        ("skipped answered", False),
        ("nowhere answered", False),
        ("route empty", False),
        ("kept empty", False),
        ("parked empty", True),
        ("nowhere empty", True),
        ("route is ask", True),
        ("route is look", False),
        ("route is not look", True),
        ("nowhere is not look", False),
        ("sure-after < sure-before", True),
        ("sure-after >= sure-before", False),
        ("sure-after <= 40", True),
        ("sure-before > 69.5", True),
        ("typed >= 8", True),
        ("words > 3", False),
        ("skipped >= 3", False),
        ("kept > 0", False),
        ("sure-after < nowhere", False),
        ("sure-after < words", False),
        ("route answered and sure-after < 50", True),
        ("route answered and sure-after < 30", False),
        ("old-sure < 50", True),
    ],
)
def test_tests_hold_or_not(text: str, expected: bool) -> None:
    found = condition(text)
    assert found is not None
    assert holds(found, REPLIES, {"old-sure": "sure-after"}) is expected


def test_a_reply_given_under_the_old_id_still_counts() -> None:
    found = condition("new-name > 5")
    assert holds(found, {"old-name": Reply("answered", 6)}, {"old-name": "new-name"})


def test_no_condition_always_holds() -> None:
    assert holds(None, {})


VALUES = st.none() | st.text(max_size=8) | st.floats() | st.integers()
STATES = st.sampled_from(["answered", "asked", "skipped", "parked", "private", "?"])
REPLY = st.builds(Reply, STATES, VALUES)
TEXTS = ["a < b", "a >= 3", "a is b", "a is not b", "a answered and b empty", "b > a"]


@settings(max_examples=150)
@given(st.dictionaries(st.sampled_from("ab"), REPLY), st.sampled_from(TEXTS))
def test_any_reply_can_be_compared(replies: dict[str, Reply], text: str) -> None:
    assert holds(condition(text), replies) in (True, False)


@settings(max_examples=50)
@given(st.text(max_size=40))
def test_any_text_may_stand_after_when(text: str) -> None:
    found = condition(text)
    assert found is None or str(condition(str(found))) == str(found)
