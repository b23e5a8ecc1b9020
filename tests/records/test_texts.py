"""Whatever is typed, pasted or received: nothing in it can act, and nothing else is lost."""

import unicodedata
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from coach_tui.records.text import clean, line, searchable, shown, typed

CONTROLS = [chr(i) for i in (*range(0x20), *range(0x7F, 0xA0)) if chr(i) not in "\n\t"]
BIDI = [chr(i) for i in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))]
INVISIBLE = ["\u200b", "\ufeff", *(chr(i) for i in range(0xE0000, 0xE0080))]
SURROGATES = ["\ud800", "\udbff", "\udc00", "\udfff"]
KEPT = [
    "\u200c",
    "\u200d",
    "\u200e",
    "\u200f",
    "\n",
    "\t",
    "\u0301",
    "é",
    "ש",
    "👩‍🔧",
    "[/",
    "[@click=x]",
]

hostile = st.lists(
    st.one_of(
        st.sampled_from([*CONTROLS, *BIDI, *INVISIBLE, *SURROGATES, *KEPT]),
        st.characters(),
        st.characters(categories=["Cs", "Cc", "Cf", "Mn", "Zl", "Zp"]),
        st.sampled_from(["\x1b]52;c;aGk=\x07", "\x1b[31m", "\r\n", "\r", "\u2028"]),
    )
).map("".join)
values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | hostile,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner, max_size=3)
    ),
    max_leaves=8,
)


def harmless(text: str) -> bool:
    return not any(c in text for c in (*CONTROLS, *BIDI, *INVISIBLE)) and not any(
        "\ud800" <= c <= "\udfff" for c in text
    )


def storable(value: Any) -> Any:
    """The value without lone surrogates, which no JSON that reaches us can hold."""
    if isinstance(value, str):
        return typed(value)
    if isinstance(value, list):
        return [storable(v) for v in value]
    if isinstance(value, dict):
        return {k: storable(v) for k, v in value.items()}
    return value


@given(hostile)
def test_clean_lets_nothing_act(text: str) -> None:
    done = clean(text)
    assert harmless(done)
    assert clean(done) == done
    done.encode()


def test_each_character_that_could_act_is_met_wherever_it_stands() -> None:
    for char in (*CONTROLS, *BIDI, *SURROGATES):
        assert clean(char) == clean(f"a{char}")[1:] == "\ufffd"
        assert line(f"a{char}b") == "a\ufffdb" or char.isspace()
    for char in INVISIBLE:
        assert clean(char) == clean(f"a{char}")[1:] == ""
    for char in (*CONTROLS, *SURROGATES):
        assert typed(f"a{char}b") == ("a\nb" if char == "\r" else "ab")


@pytest.mark.parametrize("kept", KEPT)
def test_clean_keeps_joiners_marks_and_markup(kept: str) -> None:
    assert clean(f"a{kept}b") == f"a{kept}b"


@pytest.mark.parametrize("acting", [*CONTROLS, *BIDI, *SURROGATES])
def test_clean_shows_that_something_stood_there(acting: str) -> None:
    assert clean(f"a{acting}b") == "a\ufffdb"


@given(hostile)
def test_clean_changes_nothing_but_what_it_must(text: str) -> None:
    innocent = [c for c in text if clean(c) == c]
    assert [c for c in clean(text) if c != "\ufffd"] == [c for c in innocent if c != "\ufffd"]


@given(hostile)
def test_line_is_one_line(text: str) -> None:
    done = line(text)
    assert harmless(done)
    assert len(done.splitlines()) <= 1
    assert "\t" not in done
    assert done == done.strip()
    assert line(done) == done


@given(hostile)
def test_typed_drops_controls_and_keeps_the_rest(text: str) -> None:
    done = typed(text)
    assert not any(c in done for c in CONTROLS)
    done.encode()
    assert typed(done) == done
    kept = [c for c in text if c not in CONTROLS and not "\ud800" <= c <= "\udfff" and c != "\n"]
    assert [c for c in done if c != "\n"] == kept


def test_typed_ends_lines_with_a_newline() -> None:
    assert typed("a\r\nb\rc\nd\ud800\u202ee") == "a\nb\nc\nd\u202ee"


@given(hostile)
@example("㎑")
@example("ͺ")
@example("İstanbul")
@example("ß ſ ﬁ Å Σς")
def test_fold_is_settled_after_once(text: str) -> None:
    done = searchable(text)
    assert searchable(done) == done
    assert not any(unicodedata.combining(c) for c in done)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_fold_does_not_see_case_or_how_accents_are_written(text: str) -> None:
    assert searchable(unicodedata.normalize("NFD", text)) == searchable(
        unicodedata.normalize("NFC", text)
    )
    assert searchable(text.casefold()) == searchable(text)


def test_fold_finds_without_accents() -> None:
    assert searchable("Ünal") == searchable("unal") == "unal"
    assert searchable("5 ㎑") == searchable("5 khz")


@given(values)
def test_shown_takes_any_value(value: Any) -> None:
    assert harmless(shown(storable(value)))


def test_shown_writes_values_as_people_do() -> None:
    assert [shown(v) for v in (None, True, False, 70.0, 0.5, 3, ["a", 1.0])] == [
        "", "yes", "no", "70", "0.5", "3", "a, 1",
    ]  # fmt: skip
