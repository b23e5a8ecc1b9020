"""What stands beside the question: notes, footer, errors; and how one leaves."""

import asyncio
from pathlib import Path

import pytest

from coach_tui.disk import private_dir
from coach_tui.tui.app import CoachApp
from coach_tui.tui.session.player import AnswerBox, PlayerRail
from tests.pair import Pair
from tests.tui.on_screen import LARGE, SMALL, choosing, page, playing, text_of, until, write

NOTED = """---
deck: 1
id: noted
kind: session
---

# Noted

> Deck: this is for pairs. Nobody needs all of it on the first day, and nothing is lost by leaving
> half of it for another time or for somebody else.

## One

> Stage: begin slowly here.

- First question? `#a`
  > Prompt: wait for three breaths. Then wait for three more, whatever happens, and write nothing.
- Second question? `#b`
  > Prompt two: only this.
- Third question? `#c`

## Two

> Stage two: sit back.

- Fourth question? `#d`
"""


def given(pair: Pair, text: str = NOTED, name: str = "noted") -> str:
    for side in (pair.coach, pair.learner):
        (Path(private_dir(side.home.decks())) / f"{name}.md").write_text(text)
    return name


def footer(app: CoachApp) -> str:
    return text_of(app).splitlines()[-1].strip()


async def test_notes_of_deck_stage_and_prompt_stand_where_they_matter(pair: Pair) -> None:
    async with playing(pair.coach, given(pair), SMALL) as (app, pilot):
        shown = text_of(app)
        assert "For you  Deck: this is for pairs." in shown
        assert "Stage: begin slowly here." in " ".join(shown.split())
        assert "ctrl+g all of it" in shown, "the rest is one key away"
        box = shown.splitlines()
        assert sum("For you" in one for one in box) == 1
        await pilot.press("ctrl+g")
        await until(pilot, "happens, and write nothing.")
        await pilot.press("escape")
        await until(pilot, "ctrl+g all of it")
        await write(pilot, "x")
        await pilot.press("ctrl+s")
        await until(pilot, "Second question?")
        await until(pilot, "For you  Prompt two: only this.")
        assert "Deck:" not in text_of(app) and "all of it" not in text_of(app)
        await pilot.press("y", "ctrl+s")
        await until(pilot, "Then  Fourth question?")
        assert "For you" not in text_of(app) and "ctrl+g" not in footer(app)
        await pilot.press("z", "ctrl+s")
        await until(pilot, "For you  Stage two: sit back.")


async def test_on_a_wide_screen_the_notes_are_in_the_column_beside(pair: Pair) -> None:
    async with playing(pair.coach, given(pair), LARGE) as (app, pilot):
        shown = " ".join(text_of(app).split())
        assert "For you" in shown and "ctrl+g all of it" not in shown
        assert "this is for pairs." in shown and "begin slowly" in shown
        await pilot.press("x", "ctrl+s")
        await until(pilot, "Prompt two: only")


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_notes_are_for_the_coach_and_closed_while_two_look(
    pair: Pair, size: tuple[int, int]
) -> None:
    deck = given(pair)
    async with playing(pair.learner, deck, size) as (app, _):
        assert "For you" not in text_of(app) and "begin slowly" not in text_of(app)
        assert "ctrl+g" not in footer(app)
    async with playing(pair.coach, deck, size) as (app, pilot):
        await until(pilot, "this is for pairs")
        await pilot.press("ctrl+o", "w")
        await until(pilot, "notes are closed")
        await until(pilot, lambda: "this is for pairs" not in text_of(app))
        assert "begin slowly" not in text_of(app)


async def test_the_footer_names_what_works_while_one_types(pair: Pair) -> None:
    async with playing(pair.coach, given(pair), SMALL) as (app, pilot):
        expected = "ctrl+s keep  ctrl+o more  ctrl+g note  escape leave box"
        assert footer(app).startswith(expected)
        await write(pilot, "half")
        assert footer(app).startswith(expected)
        await pilot.press("escape")
        await until(pilot, lambda: "escape leave  " in footer(app) + "  ")
        await pilot.press("escape")
        await until(pilot, "Leave the session for now?")
        await pilot.press("escape")
        await until(pilot, "First question?")
        assert page(app).query_one(AnswerBox).text == "half", "staying changes nothing"
        await pilot.press("escape", "l")
        await until(pilot, "Nothing is due")
    assert next(pair.coach.open().state.of_kind("session")).get("status") == "left"


async def test_escape_twice_and_a_key_leave_and_the_draft_stays(pair: Pair) -> None:
    async with playing(pair.coach, given(pair), SMALL) as (_, pilot):
        await write(pilot, "half")
        await pilot.press("escape", "escape")
        await until(pilot, "Leave the session for now?")
        await pilot.press("l")
        await until(pilot, "Nothing is due")
    async with playing(pair.coach, "noted", SMALL) as (app, pilot):
        await until(pilot, "Your draft from before")
        assert page(app).query_one(AnswerBox).text == "half"


RATED = """---
deck: 1
id: rated
---

# Rated

- How sure are you? `#sure` `0-10` `@coach`
- Which one? `#which` `choice` `required` `@coach`
  - [ ] This `.this`
  - [ ] That `.that`
"""


@pytest.mark.parametrize("size", [SMALL, (40, 12)])
async def test_an_error_stands_at_its_box_and_goes_with_the_next_key(
    pair: Pair, size: tuple[int, int]
) -> None:
    async with playing(pair.coach, given(pair, RATED, "rated"), SMALL) as (app, pilot):
        await pilot.resize_terminal(*size)
        await write(pilot, "99")
        await pilot.press("ctrl+s")
        await until(pilot, "The scale runs from 0 to 10.")
        assert "How sure are you?" in text_of(app)
        await pilot.press("left")
        await until(pilot, lambda: "The scale runs" not in text_of(app))
        await pilot.press("ctrl+s")
        await until(pilot, "The scale runs from 0 to 10.")
        await pilot.press("ctrl+o", "n")
        await until(pilot, "Which one?")
        assert "The scale runs" not in text_of(app)
        await choosing(pilot)
        await pilot.press("ctrl+s")
        await until(pilot, "This one needs 1 or 2.")
        await pilot.press("j")
        await until(pilot, lambda: "This one needs" not in text_of(app))


async def test_what_is_clicked_while_a_reply_is_stored_does_not_move_the_player(pair: Pair) -> None:
    async with playing(pair.coach, given(pair), LARGE) as (app, pilot):
        shown, keep = page(app), app.desk.keep
        await write(pilot, "first")

        async def slow(*args):  # type: ignore[no-untyped-def]  # noqa: ANN002, ANN202
            rail = shown.query_one(PlayerRail)
            rail.post_message(PlayerRail.Staged(3))
            for name in ("skip", "park", "on", "back", "checkout", "keep", "leave"):
                await shown.run_action(name)
            await asyncio.sleep(0.2)
            return await keep(*args)

        app.desk.keep = slow  # type: ignore[method-assign]
        await pilot.press("ctrl+s")
        await until(pilot, "Second question?")
        app.desk.keep = keep  # type: ignore[method-assign]
        await pilot.press("y", "ctrl+s")
        await until(pilot, "Then  Fourth question?")
    answers = list(pair.coach.open().state.of_kind("answer"))
    assert [r.get("value") for r in answers] == ["first", "y"]
    assert not list(pair.coach.home.drafts(pair.coach.sp).glob("*")), "and no draft is left"


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_a_key_stops_the_clock_and_the_next_reply_starts_it(
    pair: Pair, size: tuple[int, int]
) -> None:
    async with playing(pair.coach, given(pair), size) as (app, pilot):
        await pilot.press("ctrl+o", "u")
        await until(pilot, "Paused: the clock stands still.")
        await until(pilot, "0 min · paused")
        await pilot.press("ctrl+o", "u")
        await until(pilot, "The clock goes on.")
        assert "paused" not in text_of(app).lower()
        await pilot.press("ctrl+o", "u")
        await until(pilot, "0 min · paused")
        await pilot.press("x", "ctrl+s")
        await until(pilot, "Second question?")
        assert "paused" not in text_of(app).lower()


async def test_the_keys_of_menus_and_dialogs_stay_in_sight_on_the_smallest_screen(
    pair: Pair,
) -> None:
    async with playing(pair.coach, given(pair), SMALL) as (app, pilot):
        await pilot.resize_terminal(40, 12)
        await until(pilot, "First question?")
        await pilot.press("ctrl+o")
        await until(pilot, lambda: len(app.screen_stack) == 2)
        await until(pilot, "skip")
        shown = " ".join(text_of(app).split())
        for words in ("s skip", "p park", "n next", "l leave", "u pause", "? help"):
            assert words in shown, words
        await pilot.press("escape", "ctrl+t")
        await until(pilot, "escape close")
        await pilot.press("escape", "ctrl+g")
        await until(pilot, "For you")
        await until(pilot, "escape close")
