"""The Profile page: bars in words and numbers, the honest sentence, one key to stretch (P11)."""

import pytest

from coach_tui.guide.people.profile import EVIDENCE
from coach_tui.tui.widgets.rows import Rows
from tests.guide.profiles import DECK, answered
from tests.pair import Pair
from tests.tui.on_screen import LARGE, SMALL, here, running, text_of, turn_to, until

SIZES = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])


@SIZES
async def test_two_results_and_a_stretch_by_one_key(pair: Pair, size: tuple[int, int]) -> None:
    folder = pair.coach.home.decks()
    folder.mkdir()
    (folder / "four.md").write_text(DECK.replace("acting", "trying").replace("looking", "applying"))
    answered(pair, 5, 1, 2, 2)
    answered(pair, 2, 3, 2, 3)
    async with running(pair.coach, size) as (app, pilot):
        await turn_to(pilot, "profile")
        await until(pilot, "Leo's")
        await until(pilot, "5.0")
        assert EVIDENCE[:20] in text_of(app)
        assert "-2.5" in text_of(app)
        rows = app.screen.query_one("#profile", Rows)
        await until(pilot, lambda: bool(rows.ids))
        await pilot.press("x")
        await until(pilot, "An exercise for Leo")
        await pilot.press("ctrl+j")
        await until(pilot, "Given to Leo")
    (given,) = pair.coach.open().state.of_kind("exercise")
    assert given.text("deck") == rows.ids[0]


@SIZES
async def test_without_a_result_it_says_how_to_begin(pair: Pair, size: tuple[int, int]) -> None:
    async with running(pair.learner, size) as (app, pilot):
        await turn_to(pilot, "profile")
        await until(pilot, "Nothing was answered yet.")
        await pilot.press("x")
        await pilot.press("n")
        await until(pilot, lambda: here(app, "session"))
        await until(pilot, "What can you do now")
