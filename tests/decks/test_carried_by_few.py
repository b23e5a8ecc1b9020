"""What the decks for beginning, reviewing, ending and for the coach promise, seen in the decks."""

import pytest

from coach_tui.decks import library
from coach_tui.decks.model import Deck, Prompt
from coach_tui.guide.people.contract import CLAUSES

GATES = {
    "first-talk": "fit decide",
    "issue-brief": "safe sort course-out decided way-out may-share silent-out verdict whose-task",
    "mid-term-review": "decided about-that cost whose-task second-half",
    "three-way-contract": "decided",
    "three-way-meeting": "decided speak-to",
}
"""Prompts by which a session may turn out to be the wrong one: also asked in the short form."""
SHORT = 25
"""Minutes that the short form may take, with what is read aloud."""
WORDS_A_MINUTE = 150


def played(name: str) -> tuple[Deck, list[Prompt]]:
    deck = library.load(name)
    return deck, [p for s in deck.stages if not s.between for p in s.prompts]


def minutes(prompt: Prompt) -> float:
    """Two minutes a question, or its own time; a question to each of two takes that twice."""
    return (prompt.minutes or 2) * (2 if prompt.who == "each" else 1)


@pytest.mark.parametrize(
    "name",
    [
        *("coach", "ending-well", "first-session", "first-talk", "issue-brief"),
        *("learning-contract", "mid-term-review", "seven-views", "supervision"),
        *("three-way-contract", "three-way-meeting"),
    ],
)
def test_eight_to_ten_questions_carry_a_deck(name: str) -> None:
    deck, prompts = played(name)
    always = [p for p in prompts if p.core and (not p.condition or goes_on(p))]
    assert 8 <= len(always) <= 10, [p.id for p in always]
    gates = {p.id for p in prompts if p.core}
    assert set(GATES.get(name, "").split()) <= gates
    assert deck.spoken and deck.purpose


def goes_on(prompt: Prompt) -> bool:
    """Whether a condition holds wherever the issue turns out to be one to work on."""
    return str(prompt.condition) in (
        *("safe is not stop", "sort is not puzzle", "verdict is open"),
        *("second-half is not stop", "told answered"),
    )


@pytest.mark.parametrize("name", ["first-session", "issue-brief", "mid-term-review", "ending-well"])
def test_the_short_form_is_done_in_twenty_five_minutes(name: str) -> None:
    deck, prompts = played(name)
    ways_out = [p for p in prompts if p.core and p.condition and not goes_on(p)]
    asked = sum(minutes(p) for p in prompts if p.core and p not in ways_out)
    # No two ways out of one gate are taken, and most gates are open: the longest two count.
    asked += sum(sorted((minutes(p) for p in ways_out), reverse=True)[:2])
    read = len(" ".join([deck.intro, *(s.text for s in deck.stages)]).split()) / WORDS_A_MINUTE
    assert asked + read <= SHORT


def test_the_safety_gate_comes_before_anything_is_shared_n3() -> None:
    _, prompts = played("issue-brief")
    assert prompts[0].id == "safe" and prompts[0].core
    below = {p.id for p in prompts if p.condition and "safe is stop" in str(p.condition)}
    assert all(p.private for p in prompts if p.id in below)
    # What has no condition is asked after a stop, too.
    assert {p.id for p in prompts if not p.condition} == {"safe", "see-now", "hurried"}


def test_the_statements_of_the_inventory_stay_with_who_answers_p11_c2() -> None:
    _, prompts = played("learning-preferences")
    assert all(p.private for p in prompts if p.scored)
    assert next(p for p in prompts if p.id == "recognise").shows == ("profile",)


def test_answers_land_where_they_belong_p9_p16_c4() -> None:
    lands = {
        (name, p.id): p.of
        for name in ("first-session", "issue-brief", "ending-well", "three-way-contract")
        for p in played(name)[1]
        if p.of
    }
    assert lands["first-session", "months"] == ("contract", "horizon")
    assert lands["first-session", "judge-on"] == ("contract", "renew")
    assert lands["three-way-contract", "how-long"] == ("contract", "horizon")
    assert lands["issue-brief", "pattern"] == ("issue", "pattern")
    assert lands["ending-well", "house-shows"] == ("worth-house", "evidence")


@pytest.mark.parametrize("name", ["first-session", "three-way-contract"])
def test_what_is_agreed_at_the_start_becomes_clauses_c2_n2(name: str) -> None:
    _, prompts = played(name)
    clauses = {p.id for p in prompts if p.kind == "contract"}
    assert {"exceptions", "may-talk", "sponsor-sees", "part-early"} <= clauses <= set(CLAUSES)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("mid-term-review", "goals chart months assumptions questions experiments agreed"),
        ("ending-well", "goals chart ledger questions experiments agreed"),
        ("three-way-meeting", "goals ledger experiments agreed"),
        ("supervision", "own"),
        ("seven-views", "own"),
    ],
)
def test_a_look_back_has_the_records_beside_it_p15_c5(name: str, shown: str) -> None:
    assert {one for p in played(name)[1] for one in p.shows} >= set(shown.split())


def test_no_deck_asks_for_the_next_date_that_the_closing_asks_for() -> None:
    for name in (*GATES, "first-session", "ending-well", "supervision", "coach"):
        ids = {p.id for p in library.load(name).prompts() if p.kind == "date"}
        assert not ids & {"next-day", "close-on", "again"}, name


def test_nothing_stands_beside_a_question_while_the_sponsor_is_in_the_room_p16() -> None:
    for name in ("three-way-contract", "three-way-meeting"):
        deck, _ = played(name)
        alone = (deck.stages[0], deck.stages[-1])
        assert not [p.id for s in deck.stages if s not in alone for p in s.prompts if p.shows]
