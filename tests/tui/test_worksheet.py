"""Worksheets in the player: filled by keys, mouse and paste, left and gone on with."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot

from coach_tui.records.state import Record
from coach_tui.tui.app import CoachApp
from coach_tui.tui.dialogs.record import RecordScreen
from coach_tui.tui.session.opening import OpeningPage
from coach_tui.tui.session.page import SessionPage
from coach_tui.tui.widgets.grid import Grid
from coach_tui.tui.widgets.sheet import Sheet
from tests.guide.sittings import keep, opened
from tests.pair import Pair, Side
from tests.tui.on_screen import (
    LARGE,
    SMALL,
    Heard,
    burst,
    page,
    past_opening,
    running,
    text_of,
    until,
    write,
)

FORCES, TWO = "force-field#the-sheet", "two-columns#two-columns"
TINY = (40, 12)
SIZES = pytest.mark.parametrize("size", [SMALL, LARGE, TINY], ids=["80x24", "120x40", "40x12"])


@asynccontextmanager
async def filling(
    side: Side, deck: str = FORCES, size: tuple[int, int] = SMALL
) -> AsyncIterator[tuple[CoachApp, Pilot[int], Sheet]]:
    """The app at a worksheet."""
    app = Heard(side.home, side.sp, "Wing B", (deck, ""))
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: isinstance(app.screen, OpeningPage) or at_a_cell(app))
        await past_opening(pilot)
        await until(pilot, lambda: at_a_cell(app))
        yield app, pilot, sheet(app)


def at_a_cell(app: CoachApp) -> bool:
    return isinstance(app.screen, SessionPage) and sheet(app).box.has_focus


def sheet(app: CoachApp) -> Sheet:
    return page(app).query_one(Sheet)


def answer(side: Side) -> Any:
    found: list[Record] = list(side.open().state.of_kind("answer"))
    return [r.get("value") for r in found if r.get("type") == "worksheet"][-1]


def rows(shown: Sheet) -> list[list[str]]:
    """The rows up to the last one with something in it."""
    found = shown.cells
    while found and not any(found[-1]):
        found.pop()
    return found


async def paste(pilot: Pilot[int], text: str) -> None:
    pilot.app.post_message(events.Paste(text))
    await pilot.pause()


@SIZES
async def test_a_force_field_is_filled_by_keys_with_empty_cells_p13(
    pair: Pair, size: tuple[int, int]
) -> None:
    async with filling(pair.learner, size=size) as (app, pilot, shown):
        await write(pilot, "figures")
        await pilot.press("tab", "3", "tab", *"habit", "tab", "5")
        await pilot.press("tab", "tab", "tab", *"overtime", "tab", "tab")
        await write(pilot, "tenants")
        assert rows(shown) == [
            ["figures", "3", "habit", "5"], ["", "", "overtime", ""], ["tenants", "", "", ""],
        ]  # fmt: skip
        await pilot.press("ctrl+s")
        await until(pilot, lambda: page(app).sitting is not None and not page(app).filling)
    assert answer(pair.learner) == [
        {"pushes": "figures", "strength": 3},
        {"holds": "habit", "strength": 5},
        {"holds": "overtime"},
        {"pushes": "tenants"},
    ]


async def test_keys_faster_than_the_screen_reach_the_cells_in_their_order(pair: Pair) -> None:
    async with filling(pair.learner) as (app, pilot, shown):
        burst(app, *"fihures", *["left"] * 5, "delete", "g", "tab", "9", "backspace", "3", "tab")
        burst(app, *"habi", "tab", "backspace", "5", "shift+tab", "t", "enter", "up", "s")
        await until(pilot, lambda: shown.cells[0] == ["figures", "3", "habits", "5"])


async def test_arrows_enter_and_tab_lead_to_each_cell_and_add_rows_at_the_end(pair: Pair) -> None:
    async with filling(pair.learner, TWO) as (_, pilot, shown):
        await write(pilot, "ab")
        for key, at in (
            *(("right", (0, 1)), ("left", (0, 0)), ("left", (0, 0)), ("down", (1, 0))),
            *(("right", (1, 1)), ("up", (0, 1)), ("enter", (1, 1)), ("shift+tab", (1, 0))),
            *(("shift+tab", (0, 1)), ("tab", (1, 0)), ("left", (0, 1))),
        ):
            await pilot.press(key)
            assert shown.at == at, key
        before = len(shown.cells)
        while shown.at != (before - 1, 1):
            await pilot.press("tab")
        await pilot.press("down")
        assert len(shown.cells) == before
        await pilot.press("tab")
        assert shown.at == (before, 0) and len(shown.cells) == before + 1


@pytest.mark.parametrize("leave", ["tab", "enter", "shift+tab", "ctrl+s", "click"])
async def test_a_strength_outside_the_scale_is_said_and_the_cell_stays(
    pair: Pair, leave: str
) -> None:
    async with filling(pair.learner) as (app, pilot, shown):
        await pilot.press("down", "tab", "9")
        if leave == "click":
            await pilot.click(Grid, offset=(4, 0))
        else:
            await pilot.press(leave)
        await until(pilot, "1 to 5.")
        assert shown.at == (1, 1) and shown.box.text == "9" and page(app).filling
        await pilot.press("backspace", "4", "tab")
        assert shown.at == (1, 2) and rows(shown)[1] == ["", "4", "", ""]


async def test_a_click_goes_to_a_cell_and_the_wheel_moves_it_with_the_rows(pair: Pair) -> None:
    async with filling(pair.learner, TWO) as (app, pilot, shown):
        await paste(pilot, "\n".join(f"left {n}\tright {n}" for n in range(12)))
        await pilot.pause()
        await pilot.click(Grid, offset=(40, 2))
        assert shown.at == (1, 1) and shown.box.text == "right 1"
        y = shown.box.region.y
        shown.grid.scroll_relative(y=2, animate=False)
        await until(pilot, lambda: shown.box.region.y == y - 2)
        for _ in range(4):
            shown.box.post_message(
                events.MouseScrollDown(shown.box, 1, 0, 0, 0, 0, False, False, False)
            )
        await until(
            pilot, lambda: "right 1\n" not in text_of(app) and "What went on" in text_of(app)
        )
        await write(pilot, "!")
        await until(pilot, "right 1!")


async def test_a_table_is_pasted_into_cells_and_taken_back(pair: Pair) -> None:
    async with filling(pair.learner, TWO) as (_, pilot, shown):
        await pilot.press("tab", *"mine")
        await paste(pilot, "a\nb\tc\td")
        assert shown.cells[0] == ["", "mine"]
        await pilot.press("shift+tab")
        await paste(pilot, 'one\t"two\nlines"\nthree\t\n')
        assert rows(shown) == [["one", "two\nlines"], ["three", ""]]
        await pilot.press("ctrl+z")
        assert rows(shown) == [["", "mine"]]
        await paste(pilot, "a,b\nc,d")
        assert rows(shown) == [["a", "b"], ["c", "d"]]
        await pilot.press("enter")
        await paste(pilot, ", he said, and went")
        assert rows(shown)[1] == ["c, he said, and went", "d"]


@pytest.mark.parametrize("mark", ["\t", ","])
async def test_ten_thousand_rows_are_refused_and_the_draft_is_kept(pair: Pair, mark: str) -> None:
    async with filling(pair.learner, TWO) as (_, pilot, shown):
        await write(pilot, "mine")
        await paste(pilot, "\n".join([f"a{mark}b"] * 10_000))
        await until(pilot, "10,000 rows")
        assert rows(shown) == [["mine", ""]]
        await paste(pilot, "a\n" * 10_000)
        await until(pilot, "10,001 lines")
        assert rows(shown) == [["mine", ""]]
        await pilot.pause(1)
    async with filling(pair.learner, TWO) as (_, _, shown):
        assert rows(shown) == [["mine", ""]]


async def test_what_is_typed_while_it_is_stored_goes_to_the_next_question(pair: Pair) -> None:
    async with filling(pair.learner) as (app, pilot, _):
        burst(app, *"figures", "ctrl+s", *"the habit")
        await until(pilot, lambda: not page(app).filling and "the habit" in text_of(app))
    assert answer(pair.learner) == [{"pushes": "figures"}]


async def test_it_is_left_half_way_and_gone_on_with_at_the_same_cell(pair: Pair) -> None:
    async with filling(pair.learner) as (app, pilot, _):
        await write(pilot, "figures")
        await pilot.press("tab", "3", "tab", *"hab")
        await pilot.press("ctrl+o", "l")
        await until(pilot, lambda: page_name(app) == "today")
    async with filling(pair.learner) as (_, pilot, shown):
        assert shown.at == (0, 2) and rows(shown) == [["figures", "3", "hab", ""]]
        await pilot.press(*"it", "ctrl+s")
        await pilot.pause(0.2)
    assert answer(pair.learner)[1] == {"holds": "habit"}
    assert list(pair.learner.home.drafts(pair.learner.sp).iterdir()) == []


def page_name(app: CoachApp) -> str:
    return str(getattr(app.screen, "PAGE", ""))


async def test_a_kept_worksheet_is_opened_again_and_changed_as_a_whole(pair: Pair) -> None:
    async with filling(pair.learner) as (app, pilot, shown):
        await write(pilot, "figures")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: not page(app).filling)
        await pilot.press("ctrl+o", "b")
        await until(pilot, lambda: page(app).filling)
        assert rows(shown) == [["figures", "", "", ""]]
        await pilot.press("tab", "2", "ctrl+s")
        await until(pilot, lambda: not page(app).filling)
    assert answer(pair.learner) == [{"pushes": "figures", "strength": 2}]


async def test_resizing_keeps_the_cell_and_its_text(pair: Pair) -> None:
    async with filling(pair.learner, TWO, LARGE) as (app, pilot, shown):
        await pilot.press("enter", "tab")
        await write(pilot, "a text of some length that has to be wrapped when it gets narrow")
        for size in ((80, 24), (40, 12), (59, 20), (200, 50), (60, 24), (120, 40)):
            await pilot.resize_terminal(*size)
            await until(pilot, lambda: "gets narrow" in text_of(app))
            assert shown.at == (1, 1) and shown.box.has_focus
            lines = shown.box.wrapped_document
            await until(pilot, lambda: shown.box.region.height >= lines.height)  # noqa: B023
        await write(pilot, "!")
        assert rows(shown)[1][1].endswith("narrow!")


@SIZES
async def test_a_private_worksheet_is_not_shown_while_two_look(
    pair: Pair, size: tuple[int, int]
) -> None:
    async with filling(pair.learner, TWO, size) as (app, pilot, shown):
        await write(pilot, "secret words")
        await pilot.press("ctrl+o", "w")
        await until(pilot, lambda: not shown.display)
        assert "secret" not in text_of(app)
        if size != TINY:
            await until(pilot, "For one of you alone. On paper")
        await pilot.press("ctrl+o", "w")
        await until(pilot, lambda: page(app).filling and shown.display)
        assert rows(shown) == [["secret words", ""]]


async def test_people_are_put_on_the_map_while_the_sheet_is_filled_p13_p14(pair: Pair) -> None:
    async with filling(pair.learner, "who-is-affected#the-list", (120, 50)) as (app, pilot, _):
        await paste(pilot, "Porter\t\t5\t1\nHead\t\t2\t5")
        await until(pilot, "5 │                2 Head")
        assert "1 │" in text_of(app) and "1 Porter" in text_of(app)


async def test_forces_have_an_arrow_of_two_cells_a_step_and_none_without_strength_p13(
    pair: Pair,
) -> None:
    async with filling(pair.learner, size=LARGE) as (app, pilot, _):
        await paste(pilot, "figures\t3\thabit\t5\ntenants\t\tplanners\t1")
        await until(pilot, "━━━━━▶ │ ◀━━━━━━━━━")
        assert " │ ◀━ " in text_of(app)
        await app.desk.flip_plain()
        await until(pilot, "=====> | <=========")


@pytest.mark.parametrize("size", [SMALL, LARGE, TINY], ids=["80x24", "120x40", "40x12"])
async def test_a_kept_field_of_forces_is_a_picture_in_history_p13(
    pair: Pair, size: tuple[int, int]
) -> None:
    learner = pair.learner.open()
    made = keep(opened(learner, FORCES), "forces", "figures\t3\thabit\t5")[0]
    async with running(pair.learner, size) as (app, pilot):
        app.push_screen(RecordScreen(made.id))
        await until(pilot, "━━━━━▶")
        if size != TINY:
            await until(pilot, "◀━━━━━━━━━ 5")
        await app.screen_stack[0].run_action("plain")
        await pilot.press("escape")
        app.push_screen(RecordScreen(made.id))
        await until(pilot, "=====>")
