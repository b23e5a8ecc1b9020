"""The Session page's list of sessions that were left: one is hidden, one is ended."""

import pytest

from coach_tui.guide.session import asking
from coach_tui.tui.widgets.rows import Rows
from tests.guide.sittings import opened
from tests.pair import Pair
from tests.tui.on_screen import LARGE, SMALL, running, text_of, turn_to, until


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])
async def test_an_empty_session_is_hidden_and_one_with_replies_ended(
    pair: Pair, size: tuple[int, int]
) -> None:
    coach = pair.coach.open()
    empty, some = opened(coach, "two-columns"), opened(coach, "ladder")
    coach.do(*asking.own_question(coach, some.session, "", "What else?"))
    async with running(pair.coach, size) as (app, pilot):
        page = await turn_to(pilot, "session")
        await until(pilot, "1 reply")
        assert "nothing written yet" in text_of(app)
        rows = page.query_one("#list", Rows)
        rows.selected = some.session
        await pilot.press("h")
        await until(pilot, "so it stays")
        rows.selected = empty.session
        await pilot.press("h")
        await until(pilot, lambda: empty.session not in rows.ids)
        await pilot.press("d")
        await until(pilot, "End it where it stands?")
        await pilot.press("e")
        await until(pilot, "No session is running")
    record = pair.coach.record(some.session)
    assert record.get("status") == "ended" and pair.coach.record(empty.session).hidden
