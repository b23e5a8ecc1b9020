"""Exercises on screen: given for later, declined with a reason, read when a session opens."""

import pytest
from textual.widgets import Input

from coach_tui.decks import library
from coach_tui.decks.text import plain
from coach_tui.disk import private_dir
from coach_tui.guide.reader import Reader
from coach_tui.guide.session import begin, exercises
from coach_tui.guide.session.exercises import When
from coach_tui.planning import plan_new
from coach_tui.tui.app import CoachApp
from coach_tui.tui.session.page import SessionPage
from coach_tui.tui.widgets.rows import Rows
from tests.guide.given import do, give, later, now
from tests.guide.profiles import DECK
from tests.guide.sittings import keep
from tests.pair import Pair
from tests.tui.on_screen import LARGE, SMALL, opened_up, running, text_of, turn_to, until, write

SIZES = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])


async def choose(app: CoachApp, way: str) -> None:
    app.screen.query_one("#ways", Rows).selected = way


@SIZES
async def test_one_is_given_for_later_and_one_for_after_it(
    pair: Pair, size: tuple[int, int]
) -> None:
    first = give(pair)
    async with running(pair.coach, size) as (app, pilot):
        await turn_to(pilot, "decks")
        await until(pilot, plain(library.load("issue-brief").title))
        for way, value, said in (("every", "x", "not a number"), ("begins", "2099-01-01", "Given")):
            await pilot.press("x")
            await until(pilot, "An exercise for Leo")
            await choose(app, way)
            await pilot.pause()
            app.screen.query_one("#due", Input).value = ""
            app.screen.query_one("#more-value", Input).value = value
            await pilot.press("ctrl+j")
            await until(pilot, said)
            if way == "every":
                await pilot.press("escape")
        await pilot.press("x")
        await until(pilot, "An exercise for Leo")
        await choose(app, "days")
        await pilot.press("ctrl+j")
        await until(pilot, "After which exercise?")
        await pilot.press("down", "enter")
        # Not what was said of the one before: that is gone after three seconds.
        await until(pilot, "Given to Leo, due")
    found = list(pair.coach.open().state.of_kind("exercise"))
    assert found[1].text("begins") == "2099-01-01"
    assert (found[2].text("after"), found[2].get("days")) == (first, 7)


@SIZES
async def test_a_learner_declines_on_today(pair: Pair, size: tuple[int, int]) -> None:
    one = give(pair)
    async with running(pair.learner, size) as (_, pilot):
        await until(pilot, "Learning log")
        await pilot.press("x")
        await until(pilot, "why not")
        await pilot.press("enter")
        await until(pilot, "A word about why")
        await write(pilot, "not this week")
        await pilot.press("enter")
        await until(pilot, "Nothing is due")
    record = pair.learner.open().state.records[one]
    assert (record.get("status"), record.text("reason")) == ("declined", "not this week")


@SIZES
async def test_how_each_stands_is_said_to_the_coach(pair: Pair, size: tuple[int, int]) -> None:
    late = give(pair, due=now(pair))
    waiting = give(pair, when=When(after=late), deck="go-and-see")
    later(pair, 2)
    async with running(pair.coach, size) as (app, pilot):
        await turn_to(pilot, "history")
        await until(pilot, "days late")
        await until(pilot, "waiting")
        app.screen.query_one("#timeline", Rows).selected = waiting
        await pilot.press("enter")
        await until(pilot, "after “Learning log”")


@SIZES
async def test_prework_is_there_when_the_session_opens(pair: Pair, size: tuple[int, int]) -> None:
    one = give(pair, deck="go-and-see")
    learner = pair.learner.open()
    learner.do(*exercises.begin_exercise(learner, learner.state.records[one]))
    session = exercises.session_of(Reader(learner), learner.state.records[one])
    assert session
    learner.do(
        plan_new(
            learner,
            "observation",
            {"session": session.id, "asked": "What was there?", "text": "Two queues, one clerk"},
        )
    )
    do(pair, one)
    async with running(pair.coach, size) as (app, pilot):
        page = await turn_to(pilot, "session")
        assert isinstance(page, SessionPage)
        page.run_worker(page.begin("ladder"))
        await until(pilot, "Came in")
        await opened_up(pilot)
        await pilot.press("o")
        await until(pilot, "Done since you last met")
        await until(pilot, "Two queues, one clerk")
        await pilot.press("enter")
        await until(pilot, lambda: "Done since" not in text_of(app))


@SIZES
async def test_an_inventory_is_news_as_its_bars_p11(pair: Pair, size: tuple[int, int]) -> None:
    (private_dir(pair.coach.home.decks()) / "four.md").write_text(DECK)
    one = give(pair, deck="four")
    learner = pair.learner.open()
    learner.do(*exercises.begin_exercise(learner, learner.state.records[one]))
    session = exercises.session_of(Reader(learner), learner.state.records[one])
    assert session
    sitting = begin.sitting(learner, session)
    for prompt, value in (("a1", "5"), ("a2", "2"), ("b1", "3"), ("b2", "2")):
        keep(sitting, prompt, value)
    do(pair, one)
    async with running(pair.coach, size) as (app, pilot):
        page = await turn_to(pilot, "session")
        assert isinstance(page, SessionPage)
        page.run_worker(page.begin("ladder"))
        await until(pilot, "Came in")
        await opened_up(pilot)
        await pilot.press("o")
        await until(pilot, "4.5 of 5")
        shown = text_of(app)
        assert "Acting" in shown and "2.5 of 5" in shown
        assert "I begin." not in shown, "no raw ratings"
        await pilot.press("enter")
        await until(pilot, lambda: "Done since" not in text_of(app))
        # That session was neither ended nor left; what it told is no news in the next one.
        pair.coach.wall.forward(60_000)
        page.run_worker(page.begin("two-columns"))
        await until(
            pilot, lambda: page.sitting is not None and page.sitting.deck.id == "two-columns"
        )
        assert "Came in" not in text_of(app)
