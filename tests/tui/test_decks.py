"""The Decks page: decks of one's own as they are saved, made, brought in and shared."""

from pathlib import Path

import pytest
from textual.widgets import Input, Static

from coach_tui.decks import library
from coach_tui.decks.starter import starter
from coach_tui.decks.text import plain
from coach_tui.tui.app import CoachApp
from coach_tui.tui.session import decks
from coach_tui.tui.session.opening import OpeningPage
from coach_tui.tui.widgets.rows import Rows
from tests.pair import Pair
from tests.tui.on_screen import LARGE, SMALL, past_opening, running, text_of, turn_to, until

SIZES = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])
GOOD = "---\ndeck: 1\nid: mine\n---\n# Mine\n\n> SECRET note\n\n- What now? `#now`\n"


def own(pair: Pair) -> Path:
    folder = pair.coach.home.decks()
    folder.mkdir(exist_ok=True)
    return folder


def select(app: CoachApp, deck: str) -> None:
    app.screen.query_one("#decks", Rows).selected = deck


@SIZES
async def test_a_deck_appears_as_it_is_saved_with_its_mistakes_by_line(
    pair: Pair, size: tuple[int, int]
) -> None:
    file = own(pair) / "mine.md"
    async with running(pair.coach, size) as (app, pilot):
        await turn_to(pilot, "decks")
        await until(pilot, plain(library.load("issue-brief").title))
        assert "Your own" not in text_of(app)
        file.write_text(GOOD)
        await until(pilot, "Your own")
        select(app, "mine")
        await until(pilot, "SECRET note")
        file.write_text(GOOD.replace("`#now`", "`#now` `10-0`"))
        await until(pilot, "line 9")
        assert "mistake" in text_of(app)
        await pilot.press("enter")
        await until(pilot, "begun")
        file.write_text(GOOD.replace("# Mine", "# Mended"))
        await until(pilot, "Mended")
        file.unlink()
        await until(pilot, lambda: "Your own" not in text_of(app))


@SIZES
async def test_a_new_deck_is_written_and_selected(pair: Pair, size: tuple[int, int]) -> None:
    async with running(pair.coach, size) as (app, pilot):
        await turn_to(pilot, "decks")
        await until(pilot, plain(library.load("issue-brief").title))
        await pilot.press("n")
        await until(pilot, "A deck of your own")
        await pilot.press("enter")
        await until(pilot, "The deck needs a title.")
        app.screen.query_one("#line", Input).value = "Ladder"
        await pilot.press("enter")
        await until(pilot, "There is a deck `ladder` already.")
        app.screen.query_one("#line", Input).value = "Friday"
        await pilot.press("enter")
        await until(pilot, lambda: app.screen.query_one("#decks", Rows).selected == "friday")
        await until(pilot, "Written:")
    assert (own(pair) / "friday.md").read_text() == starter("friday", "Friday")


@SIZES
async def test_a_handout_is_written_where_nothing_is_yet(
    pair: Pair, size: tuple[int, int], tmp_path: Path
) -> None:
    file = tmp_path / "sheet.html"
    async with running(pair.coach, size) as (app, pilot):
        await turn_to(pilot, "decks")
        brief = plain(library.load("issue-brief").title)
        await until(pilot, brief)
        app.screen.query_one("#decks", Rows).selected = "issue-brief"
        for said in ("Written:", "is there already"):
            await pilot.press("e")
            await until(pilot, "The learner's handout")
            app.screen.query_one("#line", Input).value = str(file)
            await pilot.press("enter")
            await until(pilot, said)
    text = file.read_text()
    assert f"<h1>{brief}</h1>" in text and "Use it once for" not in text


@SIZES
async def test_a_list_is_brought_in_from_the_page(
    pair: Pair, size: tuple[int, int], tmp_path: Path
) -> None:
    file = tmp_path / "list.md"
    file.write_text("# Good ones\n\n- What would they say?\n- What do you want?\n")
    async with running(pair.coach, size) as (app, pilot):
        await turn_to(pilot, "decks")
        await until(pilot, plain(library.load("issue-brief").title))
        await pilot.press("i")
        await until(pilot, "Bring in a list")
        app.screen.query_one("#file", Input).value = str(file)
        await pilot.press("enter")
        await until(pilot, "2 of 2 are ticked")
        await pilot.press("ctrl+j")
        await until(pilot, lambda: app.screen.query_one("#decks", Rows).selected == "good-ones")


@SIZES
async def test_a_deck_is_shared_without_its_notes_after_a_look(
    pair: Pair, size: tuple[int, int]
) -> None:
    (own(pair) / "mine.md").write_text(GOOD)
    async with running(pair.learner, size) as (_learner, there):
        await turn_to(there, "decks")
        async with running(pair.coach, size) as (app, pilot):
            await turn_to(pilot, "decks")
            await until(pilot, "Your own")
            select(app, "ladder")
            await pilot.press("s")
            await until(pilot, "no deck of your own")
            select(app, "mine")
            await pilot.press("s")
            await until(pilot, "Share with Leo?")
            shown = str(app.screen.query_one(".preview Static", Static).content)
            assert "SECRET" not in shown and "What now?" in shown
            await pilot.press("s")
            await until(pilot, "Shared with Leo")
            await pilot.press("s")
            await until(pilot, "The others have")
        await until(there, "From Carla")
        await until(there, "Mine")
    shared = list(pair.learner.open().state.of_kind("deck"))
    assert [r.text("deck") for r in shared] == ["mine"]
    assert "SECRET" not in shared[0].text("text")


CORE = """---
deck: 1
id: short
kind: session
purpose: doubt
time: 30 min
---

# Ladder

*How did I get up here?*

## One `25 min`

- What is it? `#what` `core`
- What else? `#else`

## Two `5 min` `checkout`

- What now? `#now` `core`
"""


@SIZES
async def test_a_coach_says_how_much_time_there_is_and_the_core_alone_is_asked(
    pair: Pair, size: tuple[int, int]
) -> None:
    (own(pair) / "short.md").write_text(CORE)
    async with running(pair.coach, size) as (app, pilot):
        await turn_to(pilot, "decks")
        await until(pilot, "Ladder  How did I get up here?")
        app.screen.query_one("#decks", Rows).selected = "short"
        await pilot.press("enter")
        await until(pilot, "the core, 4 min")
        assert "the whole, 30 min" in text_of(app)
        await pilot.press("c")
        await until(pilot, "One screen, two people?")
        await pilot.press("o")
        await until(pilot, "core, 4 min")
        await until(pilot, lambda: isinstance(app.screen, OpeningPage))
        await past_opening(pilot)
        await until(pilot, "What is it?")
        assert "of 4 min" in text_of(app)
        await pilot.press("i", "t", "ctrl+j")
        await until(pilot, "What now?")


async def test_a_deck_for_a_set_says_that_it_cannot_be_played_yet(pair: Pair) -> None:
    (own(pair) / "turns.md").write_text(CORE.replace("## One", "## One `turn`"))
    async with running(pair.coach, SMALL) as (app, pilot):
        await turn_to(pilot, "decks")
        await until(pilot, "Ladder")
        app.screen.query_one("#decks", Rows).selected = "short"
        await pilot.press("enter")
        await until(pilot, "the core, 4 min")
        await pilot.press("c")
        await until(pilot, "One screen, two people?")
        await pilot.press("o")
        await until(pilot, "cannot be played yet")


async def test_a_folder_that_is_read_slowly_is_read_all_the_same(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Looked at again long before one look is over, as on a slow disk.
    monkeypatch.setattr(decks, "EVERY", 0.001)
    async with running(pair.learner, SMALL) as (_, pilot):
        await turn_to(pilot, "decks")
        await until(pilot, plain(library.load("first-session").title))
