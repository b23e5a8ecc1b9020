"""What fits a field, and what is said of what does not."""

from typing import Any, get_args

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach_tui.records.experiment import NEEDED
from coach_tui.records.kind import KINDS, Kind, field_types, is_text, known, require
from coach_tui.records.kinds import fitted, is_joint
from coach_tui.records.refusal import Refused
from coach_tui.records.text import FIELD_LIMIT

ADDABLE = sorted(k for k, cls in KINDS.items() if not cls.internal)


@pytest.mark.parametrize("kind", [k for k in ADDABLE if known(k).text_in not in known(k).says])
def test_every_kind_takes_a_text_where_it_says(kind: str) -> None:
    into = known(kind).text_in
    assert fitted(kind, {into: "Ü\r\nb\x1b"}) == {into: "Ü\nb"}


@pytest.mark.parametrize("kind", [k for k in ADDABLE if known(k).says])
def test_what_is_said_for_a_choice_is_said_for_each_that_there_is(kind: str) -> None:
    types = field_types(kind)
    for field, words in known(kind).says.items():
        choices = {c for o in get_args(types[field]) for c in get_args(o)}
        assert set(words) == choices and len(set(words.values())) == len(words)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_field_of_every_kind_can_be_cleared(kind: str) -> None:
    types = field_types(kind)
    cleared = fitted(kind, dict.fromkeys(types, ""))
    assert cleared == {f: "" if is_text(of) else None for f, of in types.items()}
    assert fitted(kind, dict.fromkeys(types)) == dict.fromkeys(types)


@pytest.mark.parametrize("kind", sorted(KINDS))
@settings(max_examples=15)
@given(value=st.one_of(st.text(), st.integers(), st.floats(), st.lists(st.text()), st.booleans()))
def test_any_value_is_stored_plainly_or_refused(kind: str, value: Any) -> None:
    for field in field_types(kind):
        try:
            stored = fitted(kind, {field: value})
        except Refused as refusal:
            assert len(str(refusal)) < 1000
            continue
        assert msgspec.json.decode(msgspec.json.encode(stored)) == stored


def test_audience_and_authority_are_the_table_s() -> None:
    private = {k for k, cls in KINDS.items() if cls.audience == "private"}
    joint = {k for k, cls in KINDS.items() if cls.joint}
    assert private == {"note", "experience", "deck", "preparation"}
    assert joint == {
        "issue", "session", "question", "assumption", "experiment", "observation", "action",
        "exercise", "engagement", "rule", "person", "goal", "value", "contract",
    }  # fmt: skip
    assert not is_joint("from-a-newer-version")


@pytest.mark.parametrize(
    ("kind", "field", "value", "stored"),
    [
        ("assumption", "confidence", "70", 70.0),
        ("assumption", "confidence", 0, 0.0),
        ("assumption", "confidence", "100", 100.0),
        ("assumption", "confidence", "62,5 %", 62.5),
        ("assumption", "importance", "5", 5),
        ("assumption", "importance", " 5,0 ", 5),
        ("goal", "by_coach", "−1", -1),
        ("check", "heard", "7.0", 7),
        ("observation", "value", "-2.5", -2.5),
        ("observation", "value", "1,5", 1.5),
        ("observation", "value", "0,125", 0.125),
        ("observation", "value", "1e3", 1000.0),
        ("action", "due", "2028-02-29", "2028-02-29"),
        ("action", "status", "done", "done"),
        ("note", "hidden", "true", True),
        ("note", "hidden", "no", False),
        ("note", "links", "a,,b", ["a", "b"]),
        ("note", "links", ["a\x1b"], ["a"]),
        ("answer", "value", {"then": ("a\ud800", 1)}, {"then": ["a", 1]}),
        ("answer", "value", "12", "12"),
    ],
)
def test_texts_become_the_field_s_type(kind: str, field: str, value: Any, stored: Any) -> None:
    done = fitted(kind, {field: value})[field]
    assert (done, type(done)) == (stored, type(stored))


@pytest.mark.parametrize(
    ("kind", "field", "value", "says"),
    [
        (
            "assumption",
            "confidence",
            "101",
            "per cent”: a number from 0 to 100 is needed",
        ),
        (
            "assumption",
            "confidence",
            "-1",
            "per cent”: a number from 0 to 100 is needed",
        ),
        (
            "assumption",
            "confidence",
            "nan",
            "per cent”: a number from 0 to 100 is needed",
        ),
        (
            "assumption",
            "importance",
            "0",
            "hangs on it, 1 to 5”: a whole number from 1 to 5",
        ),
        (
            "assumption",
            "importance",
            "6",
            "hangs on it, 1 to 5”: a whole number from 1 to 5",
        ),
        ("assumption", "evidence", "2.5", "“how much speaks for it, 1 to 5”: a whole number"),
        ("assumption", "importance", "5_0", "a whole number from 1 to 5"),
        ("observation", "value", "nan", "value of observation"),
        ("observation", "value", "inf", "value of observation"),
        ("observation", "value", float("-inf"), "value of observation"),
        ("observation", "value", "1e400", "value of observation: it is too large"),
        ("observation", "value", 1e308, "value of observation: it is too large"),
        ("value", "amount", "1e16", "it is too large, the most is 1,000,000,000,000,000"),
        ("observation", "value", "1,250", "two ways: write 1250 or 1.25"),
        ("observation", "value", "1,250,000.5", "without commas: 1250000.5"),
        ("observation", "value", "many", "value of observation: a number is needed"),
        ("note", "hidden", "perhaps", "hidden of note: yes or no is needed"),
        ("observation", "mark", "guess", "“how it is known” is one of observed, told, guessed"),
        ("action", "due", "2026-02-30", "is not a date: write “by when” as 2026-10-14"),
        ("action", "due", "2026-2-3", "is not a date"),
        ("action", "due", "20261014", "is not a date"),
        ("action", "due", "2026-10-14\n", "is not a date"),
        ("action", "due", "٢٠٢٦-١٠-١٤", "is not a date"),
        ("action", "due", "0000-01-01", "is not a date"),
        ("action", "status", "finished", "status of action is one of open, done, dropped"),
        ("note", "text", 5, "text of note"),
        ("answer", "value", object(), "value of answer"),
    ],
)
def test_what_does_not_fit_is_refused(kind: str, field: str, value: Any, says: str) -> None:
    with pytest.raises(Refused, match=says):
        fitted(kind, {field: value})


def test_an_unknown_field_comes_with_a_suggestion() -> None:
    with pytest.raises(Refused, match=r"no field 'confidance'; did you mean confidence\?"):
        fitted("assumption", {"confidance": "3"})
    with pytest.raises(Refused, match=r"no field 'zzz': there are text, "):
        fitted("note", {"zzz": "3"})
    with pytest.raises(Refused) as refusal:
        fitted("note", {"te\x1b[31mxt": "3"})
    assert "\x1b" not in str(refusal.value)


def test_an_unknown_kind_comes_with_a_suggestion() -> None:
    with pytest.raises(Refused, match=r"no kind 'assumtion'; did you mean assumption\?"):
        require("assumtion")
    for internal in sorted(KINDS.keys() - set(ADDABLE)):
        words = "given blind.*coach-tui" if KINDS[internal].instead else "There is no kind"
        with pytest.raises(Refused, match=words):
            require(internal)
    assert [require(k).kind for k in ADDABLE] == ADDABLE


def test_a_field_holds_64_kib_and_not_a_byte_more() -> None:
    assert fitted("note", {"text": "ü" * (FIELD_LIMIT // 2)})
    with pytest.raises(Refused, match=r"longer than 64 KiB\. Nothing was changed"):
        fitted("note", {"text": "ü" * (FIELD_LIMIT // 2) + "a"})
    with pytest.raises(Refused, match="longer than 64 KiB"):
        fitted("note", {"links": ["abcdefgh"] * 10_000})
    with pytest.raises(Refused, match="longer than 64 KiB"):
        fitted("answer", {"value": {"then": "a" * FIELD_LIMIT}})


def test_a_kind_of_a_newer_version_has_the_fields_of_all() -> None:
    assert known("prophecy") is Kind
    assert fitted("prophecy", {"hidden": "true"}) == {"hidden": True}


RUNS = dict.fromkeys(NEEDED, "x") | {"status": "running"}


@pytest.mark.parametrize(
    ("kind", "stands", "said", "says"),
    [
        (
            "experiment",
            RUNS | {"status": "planned", "limit": " "},
            {"status": "running"},
            "a limit",
        ),
        ("experiment", RUNS, {"limit": ""}, "It is running and needs a limit"),
        ("experiment", RUNS, {"stop": " \n"}, "It is running and needs a stop sign"),
        ("experiment", RUNS, {"status": "paused", "not_ok": " "}, "not_ok"),
        ("experiment", RUNS, {"status": "stopped", "stopped_why": " "}, "stopped_why"),
        ("experiment", {}, {"outcome": "annulled", "outcome_why": " "}, "outcome_why"),
        ("experiment", {"outcome": "annulled"}, {"outcome_why": ""}, "outcome_why"),
        ("experiment", {"outcome": "no"}, {"chance": 5.0}, "empty the outcome first"),
        ("experiment", {"outcome": "no"}, {"prediction": "No"}, "empty the outcome first"),
        ("goal", {}, {"expected": " ", "more": "x"}, "Write first"),
        ("goal", {"expected": "x", "more": "y"}, {"expected": ""}, "lean on"),
        ("goal", {"expected": "x", "by_coach": 0}, {"expected": " "}, "lean on"),
    ],
)
def test_what_must_not_be_changed_so(kind: str, stands: Any, said: Any, says: str) -> None:
    assert says in known(kind).objection(stands | said, said)


@pytest.mark.parametrize(
    ("kind", "stands", "said"),
    [
        ("experiment", RUNS, {"limit": "Another"}),
        ("experiment", RUNS | {"status": "planned"}, {"limit": ""}),
        ("experiment", {"outcome": "no"}, {"outcome": None}),
        ("goal", {"expected": "x"}, {"expected": ""}),
    ],
)
def test_what_may_be_changed(kind: str, stands: Any, said: Any) -> None:
    assert known(kind).objection(stands | said, said) == ""
