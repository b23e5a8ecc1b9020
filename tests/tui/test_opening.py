"""The page before the first question and the one after the last: by keys, at every size."""

import pytest
from textual.pilot import Pilot

from coach_tui.guide import writing
from coach_tui.guide.session import meeting, preparing
from coach_tui.tui.app import CoachApp
from coach_tui.tui.session.frame import GRACE
from coach_tui.tui.session.opening import OpeningPage
from coach_tui.tui.session.page import SessionPage
from coach_tui.tui.session.summary import SummaryScreen
from coach_tui.tui.widgets.rows import Rows
from tests.guide.meetings import held
from tests.guide.sittings import opened
from tests.pair import Pair
from tests.tui.on_screen import (
    LARGE,
    SMALL,
    Heard,
    burst,
    closed_up,
    opened_up,
    playing,
    running,
    text_of,
    turn_to,
    until,
    write,
)

DECK = "challenge-assumptions"
STAGE = "challenge-assumptions#said-and-unsaid"
TINY = (40, 12)
SIZES = pytest.mark.parametrize("size", [SMALL, LARGE, TINY], ids=["80x24", "120x40", "40x12"])


class Beginning:
    """The app at the opening of a session of the coach's."""

    def __init__(self, pair: Pair, deck: str = DECK, size: tuple[int, int] = SMALL) -> None:
        self.app = Heard(pair.coach.home, pair.coach.sp, "Wing B", (deck, ""))
        self._test = self.app.run_test(size=size, notifications=True)

    async def __aenter__(self) -> tuple[CoachApp, Pilot[int]]:
        pilot = await self._test.__aenter__()
        await opened_up(pilot)
        return self.app, pilot

    async def __aexit__(self, *error: object) -> None:
        await self._test.__aexit__(*error)  # type: ignore[arg-type]


def stands(pair: Pair) -> dict[str, tuple[str, str]]:
    """Status and line of every action, by its words."""
    actions = pair.coach.open().state.of_kind("action")
    return {r.text("text"): (r.text("status"), r.text("became")) for r in actions}


async def unhurried(pilot: Pilot[int], *keys: str) -> None:
    """Keys of somebody who has read the page."""
    await pilot.pause(GRACE)
    await pilot.press(*keys)


@SIZES
async def test_the_first_time_nothing_was_promised(pair: Pair, size: tuple[int, int]) -> None:
    async with Beginning(pair, size=size) as (app, pilot):
        assert "Nothing was promised. This is" in text_of(app)
        assert "To look back at" not in text_of(app) and "Came in" not in text_of(app)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, SessionPage))


@SIZES
async def test_what_was_promised_is_reported_by_digits_and_lines(
    pair: Pair, size: tuple[int, int]
) -> None:
    held(pair, "Ask three tenants", "Sit with the planners", "Send the figures")
    async with Beginning(pair, size=size) as (app, pilot):
        await unhurried(pilot, "1")
        await until(pilot, "● 1 done")
        await pilot.press("e")
        await until(pilot, "what became of it")
        await write(pilot, "Two of three")
        await pilot.press("ctrl+j")
        await until(pilot, lambda: isinstance(app.screen, OpeningPage))
        await pilot.press("down")
        await until(pilot, "○ 2 not yet")
        await pilot.press("2")
        await until(pilot, "By when now?")
        await write(pilot, "2099-12-01")
        await pilot.press("enter")
        await until(pilot, "● 2 not yet")
        await pilot.press("down", "3")
        await until(pilot, "● 3")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, SessionPage))
    assert stands(pair) == {
        "Ask three tenants": ("done", "Two of three"),
        "Sit with the planners": ("open", ""),
        "Send the figures": ("dropped", ""),
    }


async def test_nothing_is_preset_and_what_was_said_is_still_said_after_a_restart(
    pair: Pair,
) -> None:
    held(pair, "Ask three tenants", "Sit with the planners")
    async with Beginning(pair) as (app, pilot):
        assert "●" not in text_of(app)
        await unhurried(pilot, "3")
        await until(pilot, "● 3 dropped")
        await pilot.press("e")
        await until(pilot, "what became of it")
        await write(pilot, "Half a line")
        await pilot.pause(1.0)
        app.exit(0)
    async with Beginning(pair) as (app, pilot):
        await until(pilot, "● 3 dropped")
        assert "not said" in text_of(app)
        await pilot.press("e")
        await until(pilot, "Half a line")
        await pilot.press("ctrl+j")
        await until(pilot, lambda: isinstance(app.screen, OpeningPage))
    assert stands(pair)["Ask three tenants"] == ("dropped", "Half a line")
    assert stands(pair)["Sit with the planners"] == ("open", "")


async def test_keys_pressed_before_the_page_was_drawn_say_nothing(pair: Pair) -> None:
    held(pair, "Ask three tenants")
    app = Heard(pair.coach.home, pair.coach.sp, "Wing B", (DECK, ""))
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: isinstance(app.screen, OpeningPage))
        burst(app, "3", "3")
        await until(pilot, "What was promised")
        await pilot.pause(GRACE)
    assert stands(pair) == {"Ask three tenants": ("open", "")}


@SIZES
async def test_what_was_prepared_comes_first_or_stands_beside(
    pair: Pair, size: tuple[int, int]
) -> None:
    held(pair, "Ask three tenants")
    learner = pair.learner.open()
    said = {"moved": "Tenants pick the hour. " * 20, "leave": "One sentence"}
    learner.do(*preparing.keep_prepared(learner, said))
    learner.do(*preparing.send(learner))
    learner.publish()
    pair.rounds()
    async with Beginning(pair, size=size) as (app, pilot):
        await until(pilot, "What Leo prepared")
        if size == LARGE:
            assert "One sentence" in text_of(app)
        else:
            assert text_of(app).count("pick the hour") <= 6, "folded to three lines"


@SIZES
async def test_a_session_is_read_back_and_its_page_sent(pair: Pair, size: tuple[int, int]) -> None:
    async with playing(pair.coach, STAGE, size) as (app, pilot):
        await pilot.press("ctrl+j")
        page = await closed_up(pilot)
        await unhurried(pilot, "n")
        await until(pilot, "text · you and Leo")
        await write(pilot, "Ask the board")
        await pilot.press("ctrl+j")
        await until(pilot, "Ask the board")
        await until(pilot, lambda: app.screen is page and "who? · when?" in text_of(app))
        rows = page.query_one("#closing", Rows)
        rows.selected = next(i for i in rows.ids if i.startswith("agreed:"))
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is not page)
        await until(pilot, "by when")
        await pilot.press("tab", *"Leo", "tab", *"2099-10-16", "ctrl+j")
        await until(pilot, "Leo · Fri 16 Oct")
        rows.selected = "next:"
        await pilot.press("enter")
        await until(pilot, "When do you meet again?")
        await write(pilot, "2099-10-21 10:00")
        await pilot.press("enter")
        await until(pilot, "Wed 21 Oct, 10:00")
        rows.selected = f"line:{pair.coach.open().me.member}"
        await pilot.press("enter")
        await until(pilot, "What do you take away?")
        await write(pilot, "I asked too early")
        await pilot.press("ctrl+j")
        await until(pilot, lambda: app.screen is page)
        await unhurried(pilot, "s")
        await until(pilot, "Sent. Leo reads it when it arrives.")
    pair.rounds()
    async with running(pair.learner, size) as (app, pilot):
        await until(pilot, "Read what you agreed")
        today = app.screen.query_one("#needs", Rows)
        today.selected = f"need:{next(pair.learner.open().state.of_kind('session')).id}"
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, SummaryScreen))
        if size != TINY:
            await until(pilot, "Ask the board")
            await until(pilot, "Leo, by Fri 16 Oct")
        await pilot.press("escape")
        await until(pilot, lambda: "Read what you agreed" not in text_of(app))


async def test_escape_closes_without_sending_and_leaving_does_not_close(pair: Pair) -> None:
    async with playing(pair.coach, STAGE) as (_, pilot):
        await pilot.press("ctrl+j")
        await closed_up(pilot)
        await pilot.press("l")
        await until(pilot, "What fits now")
        session = next(pair.coach.open().state.of_kind("session"))
        assert session.get("status") == "left"
    async with playing(pair.coach, "") as (_, pilot):
        await turn_to(pilot, "session")
        await until(pilot, "Go on with")
        await pilot.press("enter")
        await closed_up(pilot)
        await unhurried(pilot, "escape")
        await until(pilot, "What fits now")
    session = next(pair.coach.open().state.of_kind("session"))
    assert session.get("status") == "ended" and not session.get("sent", None)


async def test_a_letter_typed_ahead_sends_nothing(pair: Pair) -> None:
    async with playing(pair.coach, STAGE) as (app, pilot):
        burst(app, "ctrl+j", "s", "s", "escape")
        await closed_up(pilot)
        await pilot.pause(GRACE)
    session = next(pair.coach.open().state.of_kind("session"))
    assert session.get("status") == "running" and not session.get("sent", None)


async def test_the_closing_of_a_session_without_anything_wipes_nothing(pair: Pair) -> None:
    held(pair, "Ask three tenants", date="2099-12-08")
    async with playing(pair.coach, STAGE) as (app, pilot):
        await pilot.press("ctrl+o", "n")
        await closed_up(pilot)
        await unhurried(pilot, "escape")
        await until(pilot, "Next session")
        assert "Ask three tenants" in text_of(app)


async def test_an_abandoned_card_is_flagged_and_opens(pair: Pair) -> None:
    coach = pair.coach.open()
    sitting = opened(coach, STAGE)
    said = {"text": "Try it on one floor", "session": sitting.session, "prediction": "Less"}
    coach.do(*writing.new(coach, "experiment", said))
    async with playing(pair.coach, STAGE, LARGE) as (app, pilot):
        await until(pilot, "Private: Leo's alone")
        await pilot.press("ctrl+j")
        await closed_up(pilot)
        await until(pilot, "Its card has no end yet")
        rows = app.screen.query_one("#closing", Rows)
        rows.selected = next(i for i in rows.ids if i.startswith("card:"))
        await pilot.press("enter")
        await until(pilot, "Change the experiment")


async def test_the_contract_opens_from_the_closing_of_the_session_that_made_it(pair: Pair) -> None:
    async with playing(pair.coach, STAGE) as (app, pilot):
        session = next(pair.coach.open().state.of_kind("session"))
        engagement = app.desk.engagement
        said = {
            "text": "What is said here stays here.", "prompt": "between-us", "session": session.id,
        }  # fmt: skip
        await app.desk.keep(lambda: writing.new(engagement, "contract", said))
        await pilot.press("ctrl+j")
        await closed_up(pilot)
        await pilot.press("v")
        await until(pilot, "What we agree on")
        await pilot.press("e")
        await until(pilot, "What is said here stays here.")


# -- between two sessions --------------------------------------------------------------------------


async def test_preparing_and_moving_the_date_on_today(pair: Pair) -> None:
    held(pair, "Ask three tenants", date="2099-12-08")
    async with running(pair.learner, SMALL) as (app, pilot):
        await until(pilot, "p prepares it")
        await pilot.press("p")
        await until(pilot, "What has moved?")
        await write(pilot, "Two streets")
        await pilot.press("ctrl+j")
        await until(pilot, "Send it to Carla?")
        await pilot.press("escape")
        await until(pilot, "on this device only")
        await pilot.press("p")
        await until(pilot, "Two streets")
        await pilot.press("ctrl+j")
        await until(pilot, "Send it to Carla?")
        await pilot.press("s")
        await until(pilot, "Prepared and sent to Carla")
        await pilot.press("m")
        await until(pilot, "off calls it off")
        await write(pilot, "off")
        await pilot.press("enter")
        await write(pilot, "Flu")
        await pilot.press("enter")
        await until(pilot, "Called off")
    pair.rounds()
    found = meeting.next_meeting(app.desk.reader)
    assert found is not None and found.note == "Flu"
    (prepared,) = pair.coach.open().state.of_kind("preparation")
    assert prepared.text("moved") == "Two streets"


async def test_a_session_is_planned_on_decks_and_begun_from_the_list(pair: Pair) -> None:
    async with running(pair.coach, SMALL) as (app, pilot):
        decks = await turn_to(pilot, "decks")
        await until(pilot, lambda: DECK in decks.query_one("#decks", Rows).ids)
        decks.query_one("#decks", Rows).selected = DECK
        await pilot.press("p")
        await until(pilot, "Only you see this until the session begins")
        await pilot.press("space")
        await until(pilot, "left out")
        await pilot.press("down", "m")
        await until(pilot, "marked")
        await pilot.press("escape")
        page = await turn_to(pilot, "session")
        await until(pilot, "Planned")
        assert not list(pair.learner.open().state.of_kind("session"))
        await pilot.press("enter")
        await until(pilot, "look at the plan")
        await pilot.press("o")
        assert isinstance(page, SessionPage)
        await opened_up(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is page)
        assert page.index == 1, "the first question was left out"
        await until(pilot, "marked")


async def test_what_was_changed_elsewhere_while_it_is_read_back_is_shown(pair: Pair) -> None:
    async with playing(pair.coach, STAGE) as (_, pilot):
        await pilot.press("ctrl+j")
        await closed_up(pilot)
        pair.rounds()
        session = next(pair.learner.open().state.of_kind("session"))
        pair.learner.add("action", text="From the other side", session=session.id)
        await until(pilot, "From the other side")
