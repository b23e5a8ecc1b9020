"""A value that is stored from a dialog was chosen there: not preselected, not typed ahead."""

import pytest
from textual import events

from coach_tui.tui.app import CoachApp
from coach_tui.tui.widgets.rows import Rows
from tests.guide.goals import goal
from tests.pair import Pair
from tests.tui.on_screen import (
    LARGE,
    SMALL,
    answer,
    here,
    readable,
    running,
    turn_to,
    until,
)

SIZES = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])
GATES = ("safe", "sort", "decided", "sharing")


def early(app: CoachApp, *keys: str) -> None:
    """Keys that were pressed before the dialog was drawn and arrive only now."""
    for key in keys:
        event = events.Key(key, "\r" if key == "enter" else key)
        event.time = 0.0
        app.post_message(event)


@SIZES
async def test_no_gate_is_answered_by_enter_alone_or_by_a_key_typed_ahead_n3(
    pair: Pair, size: tuple[int, int]
) -> None:
    issue = pair.learner.add("issue", text="Late")
    async with running(pair.learner, size) as (app, pilot):
        await turn_to(pilot, "thread")
        await until(pilot, "The four gates were not asked yet")
        await pilot.press("w")
        await until(pilot, "Gate 1 of 4")
        early(app, "1", "enter", "1", "enter")
        await until(pilot, lambda: readable(app))
        await pilot.press("enter", "ctrl+j")
        await until(pilot, "Choose one first: 1, 2, 3, l")
        await answer(pilot, "Gate 1 of 4", "2")
        await until(pilot, "Gate 2 of 4")
        early(app, "1", "enter", "2", "enter")
        await until(pilot, lambda: readable(app))
        assert app.screen.query_one("#answers", Rows).selected == ""
        await pilot.press("escape")
        await until(pilot, lambda: here(app, "thread"))
    record = pair.learner.record(issue)
    assert [record.text(g) for g in GATES] == ["careful", "", "", ""]


@SIZES
async def test_a_goal_is_not_where_expected_unless_somebody_says_so_p15(
    pair: Pair, size: tuple[int, int]
) -> None:
    made = goal(pair.learner)
    async with running(pair.learner, size) as (app, pilot):
        shown = (await turn_to(pilot, "value")).query(Rows)
        await until(pilot, lambda: any(made in rows.ids for rows in shown))
        for rows in shown:
            if made in rows.ids:
                rows.selected = made
        await pilot.press("r")
        await until(pilot, "Where does it stand now")
        await until(pilot, lambda: readable(app))
        await pilot.press("enter")
        await until(pilot, "Choose one first: 5 to 1")
        assert pair.learner.record(made).get("by_learner", None) is None
        await answer(pilot, "Where does it stand now", "2")
        await until(pilot, lambda: pair.learner.record(made).get("by_learner", None) == -1)
