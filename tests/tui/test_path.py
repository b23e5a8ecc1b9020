"""Where am I: a plain page, reached from everywhere; a suggestion begins a session."""

import pytest

from coach_tui.planning import plan_new
from tests.pair import Pair
from tests.tui.on_screen import LARGE, SMALL, here, running, text_of, turn_to, until


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])
async def test_a_suggestion_begins_a_session(pair: Pair, size: tuple[int, int]) -> None:
    async with running(pair.learner, size) as (app, pilot):
        await until(pilot, "There has been no session yet.")
        await turn_to(pilot, "path")
        await until(pilot, "What fits now")
        assert "First session" in text_of(app)
        await pilot.press("enter")
        await until(pilot, "How much time is there?")
        await pilot.press("w")
        await until(pilot, "One screen, two people?")
        await pilot.press("o")
        await until(pilot, lambda: here(app, "session"))
        await until(pilot, "you answer")
    session = next(pair.learner.open().state.of_kind("session"))
    assert session.text("deck") == "first-session"


async def test_today_leads_to_the_page_and_a_done_deck_is_ticked(pair: Pair) -> None:
    engagement = pair.learner.open()
    said = {"deck": "first-session", "status": "ended", "ended": pair.learner.wall()}
    engagement.do(plan_new(engagement, "session", said))
    async with running(pair.learner, LARGE) as (_, pilot):
        await until(pilot, "There is no issue to work on yet.")
        await turn_to(pilot, "path")
        await until(pilot, "✓  First session")


async def test_a_suggested_deck_can_be_given_as_an_exercise(pair: Pair) -> None:
    async with running(pair.coach, LARGE) as (_, pilot):
        await turn_to(pilot, "path")
        await until(pilot, "What fits now")
        await pilot.press("x")
        await until(pilot, "An exercise for Leo")
        await pilot.press("ctrl+j")
        await until(pilot, "Given to Leo")
    exercise = next(pair.coach.open().state.of_kind("exercise"))
    assert exercise.text("deck") == "first-session"
