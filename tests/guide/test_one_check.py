"""A value is checked alike wherever it is typed, and what came from elsewhere is shown as it is."""

from typing import Any

import pytest

from coach_tui.cli.reading import headline
from coach_tui.disk import private_dir
from coach_tui.guide import writing
from coach_tui.guide.reader import Reader
from coach_tui.guide.session import replies
from coach_tui.guide.session.reading import Sitting
from coach_tui.records.change import Change
from coach_tui.records.refusal import Refused
from coach_tui.tui.day.timeline import collect, rows_of
from coach_tui.tui.record import words_of
from tests.guide.sittings import keep, opened
from tests.guide.value_deck import DECK
from tests.pair import Pair


@pytest.fixture
def sitting(pair: Pair) -> Sitting:
    (private_dir(pair.coach.home.decks()) / "values.md").write_text(DECK)
    return opened(pair.coach.open(), "values")


def put(sitting: Sitting, identity: str, value: Any) -> Any:
    """Set a reply's value as an edit or `set` does, and read it back."""
    engagement = sitting.engagement
    engagement.do(*writing.edit(engagement, identity, {"value": value}))
    return engagement.state.records[identity].get("value")


GIVEN = {"sure": "7", "often": "never", "way": "double", "many": "3", "when": "2026-10-14"}
WRONG = {
    "sure": ["banana", "99abc", "11", "-1"],
    "often": ["banana", "3"],
    "way": ["banana", "3"],
    "many": ["banana", "3 apples"],
    "when": ["banana", "2026-13-01"],
}
RIGHT: dict[str, list[tuple[str, object]]] = {
    "sure": [("9", 9), (" 10 ", 10)],
    "often": [("every day", 2), ("1", 1)],
    "way": [("adapt", "adapt"), ("2", "adapt"), ("fit it to what is there", "adapt")],
    "many": [("4.5", 4.5)],
    "when": [("2027-01-02", "2027-01-02")],
}


@pytest.mark.parametrize("prompt", GIVEN)
def test_a_reply_takes_on_edit_what_its_prompt_would_take_p11(
    sitting: Sitting, prompt: str
) -> None:
    (made,) = keep(sitting, prompt, GIVEN[prompt])
    for wrong in WRONG[prompt]:
        with pytest.raises(Refused):
            put(sitting, made.id, wrong)
    for typed, value in RIGHT[prompt]:
        assert put(sitting, made.id, typed) == value


def test_a_form_is_edited_part_by_part_and_each_is_checked(sitting: Sitting) -> None:
    (made,) = keep(sitting, "then", bold="4", who="alone")
    for wrong in ("bold: banana", "bold: 11", "who: nobody"):
        with pytest.raises(Refused):
            put(sitting, made.id, wrong)
    assert put(sitting, made.id, "bold: 5\nelse: banana") == {
        "bold": 5, "who": "alone", "else": "banana",
    }  # fmt: skip


def test_a_question_that_was_passed_takes_a_fitting_value_and_is_answered_then(
    sitting: Sitting,
) -> None:
    step = next(s for s in sitting.steps if s.prompt.id == "way")
    (made,) = sitting.engagement.do(*replies.mark(sitting, step, "asked"))
    with pytest.raises(Refused, match="none of the choices"):
        put(sitting, made.id, "banana")
    assert put(sitting, made.id, "double") == "double"
    assert sitting.engagement.state.records[made.id].get("state") == "answered"


@pytest.mark.parametrize(
    ("prompt", "value", "words"),
    [
        ("sure", "99abc", "How sure are you?  99abc (not on the scale 0-10)"),
        ("sure", 99, "How sure are you?  99 (not on the scale 0-10)"),
        ("way", "banana", "Which way?  banana (none of the choices)"),
        ("many", "a few", "How many?  a few (not a number)"),
        ("when", "soon", "By when?  soon (not a date)"),
    ],
)
def test_what_came_from_elsewhere_and_does_not_fit_is_kept_and_shown_as_it_is(
    sitting: Sitting, prompt: str, value: object, words: str
) -> None:
    (made,) = keep(sitting, prompt, GIVEN[prompt])
    engagement = sitting.engagement
    change = Change(made.id, "answer", engagement.wall(), {"value": value}, {"value": []})
    engagement.apply(engagement.replica.commit([change]))
    record = engagement.state.records[made.id]
    assert words_of(record) == headline(record) == words
    assert record.get("value") == value


def test_what_was_asked_is_read_without_its_markup(sitting: Sitting) -> None:
    (made,) = keep(sitting, "words", "So **I** say")
    assert made.text("asked") == "In your own words?" and made.get("value") == "So **I** say"
    step = next(s for s in sitting.steps if s.prompt.id == "try")
    (question,) = sitting.engagement.do(*replies.dont_know(sitting, step))
    assert question.text("text") == question.text("asked") == "What will you try?"


def lines(sitting: Sitting) -> list[tuple[str, str]]:
    """The records in History: words and what stands at the right."""
    reader = Reader(sitting.engagement)
    found = rows_of(collect(reader, "", ""), reader)
    return [(r.words.plain if r.words else r.text, r.right) for r in found]


def test_history_has_the_outcome_where_it_was_first_only_asked_p15(sitting: Sitting) -> None:
    (card,) = keep(sitting, "try", "Ring first")
    step = next(s for s in sitting.steps if s.prompt.id == "came")
    sitting.engagement.do(*replies.mark(sitting, step, "asked"))
    assert ("Did it come about?", "asked") in lines(sitting)
    sitting.engagement.do(*writing.edit(sitting.engagement, card.id, {"outcome": "yes"}))
    assert ("Did it come about? it came true", "") in lines(sitting)


def test_history_has_the_reply_alone_when_it_was_given_later(sitting: Sitting) -> None:
    step = next(s for s in sitting.steps if s.prompt.id == "sure")
    sitting.engagement.do(*replies.mark(sitting, step, "parked"))
    assert ("How sure are you?", "parked") in lines(sitting)
    keep(sitting, "sure", "7")
    (line,) = [one for one in lines(sitting) if "How sure" in one[0]]
    assert line == ("How sure are you? 7 (0-10)", "")
