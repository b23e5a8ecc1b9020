"""While a coach types a question of their own, a quiet hint appears (P2)."""

import pytest
from textual.widgets import Input

from coach_tui.tui.app import CoachApp
from coach_tui.tui.dialogs.capture import CaptureScreen
from coach_tui.tui.session.page import SessionPage
from tests.pair import Pair, Side
from tests.tui.on_screen import LARGE, SMALL, past_opening, running, text_of, turn_to, until, write

SIZES = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])
CLOSED = "can be answered with yes or no"


async def capturing(app: CoachApp, pilot: object, deck: str = "ladder") -> None:
    page = await turn_to(pilot, "session")  # type: ignore[arg-type]
    assert isinstance(page, SessionPage)
    await page.run_worker(page.begin(deck)).wait()
    await past_opening(pilot)  # type: ignore[arg-type]
    page.action_capture()
    await until(pilot, "Write down")  # type: ignore[arg-type]
    assert isinstance(app.screen, CaptureScreen)


@SIZES
async def test_the_hint_comes_and_goes_and_never_keeps_from_keeping(
    pair: Pair, size: tuple[int, int]
) -> None:
    async with running(pair.coach, size) as (app, pilot):
        await capturing(app, pilot)
        await write(pilot, "Is it done?")
        assert CLOSED not in text_of(app)  # a note to oneself is no question
        await pilot.press("ctrl+o", "s")
        await until(pilot, CLOSED)
        await pilot.press(*["backspace"] * 12)
        await write(pilot, "x")
        await until(pilot, lambda: CLOSED not in text_of(app))
        await pilot.press("backspace")
        await write(pilot, "Is it done?")
        await until(pilot, CLOSED)
        app.screen.query_one("#reply", Input).value = "Not yet"
        await pilot.press("ctrl+j")
        await until(pilot, "Kept. Shared with Leo.")
    asked = next(r for r in pair.coach.open().state.of_kind("answer") if r.text("type") == "own")
    assert (asked.text("asked"), asked.text("value")) == ("Is it done?", "Not yet")


async def test_switched_off_it_stays_off_on_this_device(pair: Pair) -> None:
    async def hinted(side: Side) -> bool:
        async with running(side, SMALL) as (app, pilot):
            await capturing(app, pilot)
            await pilot.press("ctrl+o", "q")
            await write(pilot, "Is it?")
            await pilot.pause(0.2)
            shown = CLOSED in text_of(app)
            await pilot.press("ctrl+g")
            await until(pilot, "ints on questions" if not shown else "No hints on questions")
            await pilot.press("ctrl+j")
            await until(pilot, "Kept. Shared")
            return shown

    assert await hinted(pair.coach)
    assert not await hinted(pair.coach)
    assert await hinted(pair.coach)


async def test_a_learner_sees_no_hint_and_no_own_question(pair: Pair) -> None:
    async with running(pair.learner, SMALL) as (app, pilot):
        await capturing(app, pilot)
        await pilot.press("ctrl+o", "s")
        await pilot.press("q")
        await write(pilot, "Is it done?")
        await pilot.pause(0.2)
        assert CLOSED not in text_of(app) and "asked" not in text_of(app)


async def test_the_sessions_end_shows_the_mix_to_the_coach(pair: Pair) -> None:
    async with running(pair.coach, LARGE) as (app, pilot):
        await capturing(app, pilot)
        await write(pilot, "Try it once")
        await pilot.press("ctrl+o", "d", "ctrl+j")
        await until(pilot, "Kept. Shared with Leo.")
        page = app.screen
        assert isinstance(page, SessionPage)
        page.show_step(None)
        await until(pilot, "1 piece of advice")
