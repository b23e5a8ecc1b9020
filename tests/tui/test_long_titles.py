"""A title as long as a chapter takes one line of a dialogue, and what is to be done stays there."""

import pytest
from textual.widgets import Static

from coach_tui.decks.parse import parse
from coach_tui.disk import private_dir
from coach_tui.guide.session.exercises import assign
from coach_tui.tui.dialogs.ask import AskScreen
from coach_tui.tui.session.decks import DecksPage
from coach_tui.tui.session.give import GiveScreen
from coach_tui.tui.widgets.rows import Rows
from tests.pair import Pair
from tests.tui.on_screen import LARGE, SMALL, running, text_of, turn_to, until

SIZES = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])
LONG = ("chapter and verse " * 556).strip()
DECK = f"---\ndeck: 1\nid: long\n---\n# {LONG}\n\n## {LONG}\n\n- What now? `#now`\n"


def shelved(pair: Pair) -> None:
    (private_dir(pair.coach.home.decks()) / "long.md").write_text(DECK)


def lines_with(shown: str, words: str) -> int:
    return sum(words in line for line in shown.split("\n"))


@SIZES
async def test_giving_handing_out_and_sharing(pair: Pair, size: tuple[int, int]) -> None:
    shelved(pair)
    async with running(pair.coach, size) as (app, pilot):
        page = await turn_to(pilot, "decks")
        assert isinstance(page, DecksPage)
        await until(pilot, "chapter and verse")
        page.query_one("#decks", Rows).selected = "long"
        await pilot.press("x")
        await until(pilot, "An exercise for Leo")
        assert isinstance(app.screen, GiveScreen)
        dialog = app.screen.query_one(".dialog")
        await until(pilot, lambda: bool(app.screen.query_one("#ways", Rows).ids))
        shown = text_of(app)
        for words in ("a word with it", "the whole deck", "ctrl+j give", "…"):
            assert words in shown
        titles = [s for s in app.screen.query(Static) if s.has_class("one")]
        assert [t.size.height for t in titles] == [1, 1]
        assert dialog.size.height <= size[1]
        await pilot.press("escape", "e")
        await until(pilot, "The learner's handout: chapter")
        assert lines_with(text_of(app), "Markdown.") == 1 and "enter go on" in text_of(app)
        assert isinstance(app.screen, AskScreen)
        await pilot.press("escape", "s")
        await until(pilot, "share without the notes")
        assert "keep to yourself" in text_of(app)


@SIZES
async def test_declining(pair: Pair, size: tuple[int, int]) -> None:
    shelved(pair)
    coach = pair.coach.open()
    coach.do(*assign(coach, "long", coach.others[0].member, ""))
    coach.publish()
    pair.learner.sync()
    assert parse(DECK)[0].title == LONG
    async with running(pair.learner, size) as (app, pilot):
        await until(pilot, "chapter and verse")
        await pilot.press("x")
        await until(pilot, "why not")
        assert "Decline: chapter" in text_of(app) and "enter go on" in text_of(app)
        assert lines_with(text_of(app), "Beginning it later") == 1
        await pilot.press("escape", "enter")
        await until(pilot, "What now?")
        await until(pilot, "ctrl+s")
