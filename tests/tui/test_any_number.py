"""Any number is survivable on every page: a partner's program writes what it likes."""

from coach_tui.tui.commands import PAGES
from coach_tui.tui.widgets.rows import Rows
from tests.pair import Pair
from tests.tui.on_screen import LARGE, here, running, turn_to, until
from tests.wild import wild


async def test_every_page_and_many_a_record_are_drawn(pair: Pair) -> None:
    wild(pair.learner)
    pair.rounds()
    async with running(pair.coach, LARGE) as (app, pilot):
        for page in PAGES:
            await turn_to(pilot, page)
            await pilot.pause(0.1)
            await pilot.press("G", "up")
            assert app.is_running and app._exception is None
        await turn_to(pilot, "history")
        timeline = app.screen.query_one("#timeline", Rows)
        await until(pilot, lambda: bool(timeline.ids))
        for identity in timeline.ids[:: max(1, len(timeline.ids) // 8)]:
            timeline.selected = identity
            await pilot.press("enter")
            await until(pilot, "escape")
            await pilot.press("down", "escape")
            await until(pilot, lambda: here(app, "history"))
            assert app._exception is None
