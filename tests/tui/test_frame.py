"""The frame round every page: what a click means, keys in the footer, lists that stay in view."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Input

from coach_tui.tui.app import CoachApp
from coach_tui.tui.commands import PAGES
from coach_tui.tui.dialogs.draftbox import DraftBox
from coach_tui.tui.dialogs.fieldbox import FieldBox, LineBox
from coach_tui.tui.dialogs.record import RecordScreen
from coach_tui.tui.session.player import AnswerBox, PlayerRail
from tests.pair import Pair
from tests.tui.on_screen import (
    LARGE,
    SMALL,
    burst,
    choosing,
    click_words,
    page,
    playing,
    running,
    text_of,
    turn_to,
    until,
    write,
)

SIZES = pytest.mark.parametrize("size", [SMALL, LARGE])


# -- clicks ----------------------------------------------------------------------------------------


def at(app: CoachApp) -> str:
    """The title of the stage that is asked."""
    step = page(app).step
    return step.stage.title if step else ""


@SIZES
async def test_a_click_on_a_stage_goes_to_the_stage(pair: Pair, size: tuple[int, int]) -> None:
    async with playing(pair.coach, size=size) as (app, pilot):
        await pilot.press(*"half", "ctrl+t", "escape")
        stages = app.screen.query_one(PlayerRail).progress.stages
        for stage in (stages[1], stages[-1], stages[0]):
            await click_words(pilot, stage.title[:12])
            await until(pilot, lambda s=stage: at(app) == s.title)  # type: ignore[misc]
        await until(pilot, lambda: app.screen.query_one(AnswerBox).text == "half")
        for words in ("Stages", "Kept", "min "):
            if words in text_of(app):
                await click_words(pilot, words)
        await pilot.pause()
        assert at(app) == stages[0].title


async def test_beside_the_stages_a_click_still_opens_a_page(pair: Pair) -> None:
    async with playing(pair.coach, size=LARGE) as (_, pilot):
        await click_words(pilot, "7 History")
        await until(pilot, "search everything")


PICK = """---
deck: 1
id: pick
time: 5 min
---

# Pick

## Only `5 min`

- Which one? `#which` `choice`
  - [ ] The first one `.first`
  - [ ] The second one `.second`
  - [ ] The third one `.third`
- And after that? `#after`
"""


@SIZES
async def test_a_click_on_an_option_chooses_that_one(pair: Pair, size: tuple[int, int]) -> None:
    pair.coach.home.decks().mkdir(parents=True, exist_ok=True)
    (pair.coach.home.decks() / "pick.md").write_text(PICK)
    async with playing(pair.coach, "pick", size) as (app, pilot):
        await choosing(pilot)
        await click_words(pilot, "The second one")
        await pilot.press("enter")
        await until(pilot, lambda: "And after that?" in text_of(app).split("Then")[0])
    values = [r.get("value") for r in pair.coach.open().state.of_kind("answer")]
    assert values == ["second"]


# -- the footer, the help and the palette ----------------------------------------------------------


def keys(app: CoachApp) -> str:
    """The last row of the screen."""
    return text_of(app).rstrip().splitlines()[-1].strip()


async def test_while_one_searches_only_what_acts_there_is_shown(pair: Pair) -> None:
    async with running(pair.coach, SMALL) as (app, pilot):
        await turn_to(pilot, "history")
        await until(pilot, "k kinds")
        await pilot.press("slash")
        wanted = "enter to the hits  escape out  ctrl+p commands  f1 help  ctrl+q quit"
        await until(pilot, wanted)
        assert keys(app) == wanted
        await pilot.press("f1")
        await until(pilot, "What the keys do here")
        told = text_of(app)
        assert told.index("From the search box") < told.index("Outside the box that is written in")
        await pilot.press("escape", "escape")
        await until(pilot, lambda: "k kinds" in keys(app) and "? help  q quit" in keys(app))


@SIZES
async def test_the_player_shows_no_letters_while_one_writes(
    pair: Pair, size: tuple[int, int]
) -> None:
    async with playing(pair.coach, size=size) as (app, pilot):
        shown = "ctrl+s keep  ctrl+o more  ctrl+g note  escape leave box"
        await until(pilot, f"{shown}  f1 help" + ("  ctrl+q quit" if size == LARGE else ""))
        assert "? help" not in keys(app)
        await pilot.press("tab")
        await until(pilot, "? help  q quit")
        assert "escape leave " in keys(app) and "leave box" not in keys(app)


async def test_a_session_that_is_not_open_offers_nothing_of_one(pair: Pair) -> None:
    async with running(pair.coach, LARGE) as (app, pilot):
        shown = await turn_to(pilot, "session")
        await until(pilot, "enter go on")
        assert "ctrl+s" not in keys(app)
        offered = {c.title for c in app.get_system_commands(shown)}
        assert "Go on" in offered and not {"Skip", "Park", "Check-out"} & offered


async def test_without_an_issue_the_thread_offers_to_write_one(pair: Pair) -> None:
    async with running(pair.coach, LARGE) as (app, pilot):
        shown = await turn_to(pilot, "thread")
        await until(pilot, "n an issue")
        assert "onward" not in keys(app)
        offered = {c.title for c in app.get_system_commands(shown)}
        assert "An issue" in offered and "Gates" not in offered
        pair.coach.add("issue", text="Whose promise is it?")
        await until(pilot, "c onward")
        assert "n an issue" not in keys(app)


@SIZES
async def test_a_click_in_the_footer_does_what_it_says(pair: Pair, size: tuple[int, int]) -> None:
    async with playing(pair.coach, size=size) as (app, pilot):
        await until(pilot, "f1 help")
        await click_words(pilot, "f1 help")
        await until(pilot, "What the keys do here")
        await pilot.press("escape")
        await until(pilot, lambda: "f1 help" in keys(app))
        await click_words(pilot, "ctrl+o more")
        await until(pilot, "Skip the question")


async def test_a_dialogue_shows_no_key_that_the_box_takes_for_text(
    pair: Pair, tmp_path: Path
) -> None:
    file = tmp_path / "list.md"
    file.write_text("- What is it about?\n- What else?\n")
    async with running(pair.coach, SMALL) as (app, pilot):
        await turn_to(pilot, "decks")
        await pilot.press("i")
        await until(pilot, "enter read the file")
        app.screen.query_one("#file", Input).value = str(file)
        await pilot.press("enter")
        await until(pilot, "space tick")
        await pilot.press("enter")
        await until(pilot, lambda: "space tick" not in text_of(app))
        assert "ctrl+j make the deck" in text_of(app)


async def test_a_small_dialogue_still_says_how_to_close_it(pair: Pair) -> None:
    belief = pair.coach.add("assumption", text="They will say no")
    async with running(pair.coach, LARGE) as (app, pilot):
        app.push_screen(RecordScreen(belief))
        await until(pilot, "e edit   f fields   h hide   escape close")
        await pilot.resize_terminal(40, 16)
        await until(pilot, "e edit   f fields   escape close")


# -- keys that come early --------------------------------------------------------------------------


@pytest.mark.parametrize("first", [*PAGES.values()])
async def test_keys_before_anything_is_read_do_no_harm(pair: Pair, first: str) -> None:
    app = CoachApp(pair.coach.home, pair.coach.sp, "Wing B")
    letters = "abcdefghijklmnoprsuvwxyz+%[]G"  # not q, which closes, and t, which flickers
    async with app.run_test(size=SMALL) as pilot:
        burst(app, first, *letters, "enter", "ctrl+j", "ctrl+o", "ctrl+t", "ctrl+g", "tab", "down")
        await until(pilot, lambda: app.desk.opened is not None and app.desk.looked > 0)
        await pilot.press("escape", "escape")
    assert not list(pair.coach.open().state.of_kind("note"))


async def test_what_is_typed_behind_a_reply_comes_in_its_order(pair: Pair) -> None:
    async with playing(pair.coach) as (app, pilot):
        await write(pilot, "A clear head")
        burst(app, "ctrl+j", "7", "left", "1", "ctrl+o", "s")
        await until(pilot, "Skipped.")
    kept, skipped = pair.coach.open().state.of_kind("answer")
    assert kept.get("value") == "A clear head" and skipped.text("state") == "skipped"


# -- boxes that are drawn once more after they were removed ----------------------------------------


@pytest.mark.parametrize(
    "make",
    [AnswerBox, lambda: FieldBox("a", "words"), lambda: LineBox("a", "words")],
)
async def test_a_box_may_be_drawn_once_more_after_it_was_removed(
    make: Callable[[], Widget],
) -> None:
    class Bare(App[None]):
        def compose(self) -> ComposeResult:
            yield Vertical(make())

    async with Bare().run_test() as pilot:
        await pilot.app.query_one(Vertical).children[0].remove()
        text_of(pilot.app)  # Nothing was laid out since: the box is still in the picture.


async def test_closing_the_box_of_a_record_leaves_nothing_that_cannot_be_drawn(pair: Pair) -> None:
    belief = pair.learner.add("assumption", text="They will say no")
    async with running(pair.learner, SMALL) as (app, pilot):
        app.push_screen(RecordScreen(belief))
        await until(pilot, "They will say no")
        await pilot.press("e")
        await until(pilot, lambda: bool(app.screen.query(DraftBox)))
        await app.screen.query_one(DraftBox).remove()
        text_of(app)
