"""A reply that is edited beside its session is checked as its prompt checks it."""

from coach_tui.disk import private_dir
from coach_tui.tui.dialogs.record import RecordScreen
from tests.guide.sittings import keep, opened
from tests.guide.value_deck import DECK
from tests.pair import Pair
from tests.tui.on_screen import SMALL, running, text_of, until, write


async def test_a_rating_is_edited_as_a_rating_p11(pair: Pair) -> None:
    (private_dir(pair.coach.home.decks()) / "values.md").write_text(DECK)
    sitting = opened(pair.coach.open(), "values")
    (made,) = keep(sitting, "sure", "7")
    async with running(pair.coach, SMALL) as (app, pilot):
        app.push_screen(RecordScreen(made.id))
        await until(pilot, "e edit")
        await pilot.press("e")
        await until(pilot, "back")
        await write(pilot, "99abc")
        await pilot.press("ctrl+j")
        await until(pilot, "is not a number")
        assert "99abc7" in text_of(app), "what was typed stays to be mended"
        await pilot.press("end", *["backspace"] * 6)
        await write(pilot, "9")
        await pilot.press("ctrl+j")
        await until(pilot, lambda: app.desk.engagement.record(made.id).get("value") == 9)
