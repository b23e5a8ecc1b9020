"""The Experiments page: the board, the chart after each number, each step (P8, P10, C6-C8)."""

from collections.abc import Callable
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from coach_tui import settings
from coach_tui.guide.experiment import actions as trials
from coach_tui.planning import plan_new
from coach_tui.records.dates import day_of
from coach_tui.tui.app import CoachApp
from coach_tui.tui.beside.chart import ChartView
from coach_tui.tui.dialogs.capture import CaptureScreen
from coach_tui.tui.dialogs.fieldbox import FieldBox
from coach_tui.tui.dialogs.form import FormScreen
from coach_tui.tui.experiment.detail import ExperimentScreen
from coach_tui.tui.widgets.rows import Rows
from tests.guide.trial_cards import WHOLE
from tests.pair import DAY, Pair
from tests.tui.hostile import CORPUS
from tests.tui.on_screen import (
    LARGE,
    SMALL,
    WALKED,
    answer,
    click_words,
    here,
    running,
    tap,
    text_of,
    turn_to,
    until,
    write,
)

SIZES = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])
CARD: dict[str, Any] = WHOLE | {"unit": "days", "review": "2030-01-01"}


def begun(pair: Pair, **more: Any) -> str:
    """An experiment of the learner's that runs."""
    made = pair.learner.add("experiment", **(CARD | more))
    engagement = pair.learner.open()
    engagement.do(*trials.begin(engagement, engagement.state.records[made]))
    return made


def counted(pair: Pair, experiment: str, values: list[float]) -> None:
    """A day each."""
    engagement = pair.learner.open()
    for n, value in enumerate(values, 1):
        said = {"experiment": experiment, "value": value, "date": f"2026-08-{n:02}"}
        engagement.do(plan_new(engagement, "observation", said))


async def line(pilot: Pilot[int], text: str, then: str | Callable[[], bool]) -> None:
    """Type the one line of a dialogue, and wait for what comes of it."""
    box = pilot.app.screen.query_one("#line", Input)
    box.value = text
    await pilot.press("enter")
    await until(pilot, then)


def chart(app: CoachApp) -> ChartView:
    """The chart that is shown."""
    return next(c for c in app.screen.query(ChartView) if c.display and c.size.height)


@SIZES
async def test_without_one_it_says_how_to_begin(pair: Pair, size: tuple[int, int]) -> None:
    async with running(pair.learner, size) as (app, pilot):
        await turn_to(pilot, "experiments")
        await until(pilot, "No experiment yet. One")
        for key in "obutve":
            await pilot.press(key)
        await pilot.press("enter", "n")
        await until(pilot, "A new experiment")
        await write(pilot, "Ring first")
        await pilot.press("ctrl+j")
        await until(pilot, lambda: here(app, "experiments"))
        await until(pilot, "9 missing")
        await pilot.press("b")
        await until(pilot, "It cannot begin yet: 9 missing")
        for number in ("7", "9"):
            await pilot.press("o")
            await until(pilot, "Without a number")
            await line(pilot, number, lambda: here(app, "experiments"))
        await until(pilot, "2 counted")
        words = text_of(app).splitlines()
        drawn = [n for n, row in enumerate(words) if any("⠀" < c <= "⣿" for c in row)]
        assert len(drawn) > 1, "the picture is seen without scrolling"
    (made,) = pair.learner.open().state.of_kind("experiment")
    assert made.text("text") == "Ring first" and made.text("status") == "planned"


@SIZES
async def test_a_number_is_in_the_chart_as_soon_as_it_is_entered(
    pair: Pair, size: tuple[int, int]
) -> None:
    made = begun(pair)
    async with running(pair.learner, size) as (app, pilot):
        await turn_to(pilot, "experiments")
        await until(pilot, "Running since")
        await pilot.press("o")
        await until(pilot, "A day may stand before")
        await line(pilot, "2026-02-30 4", "is not a date")
        await line(pilot, "2026-09-14 13.5 two away", "1 counted")
        assert chart(app).found is not None
        await pilot.press("o")
        await until(pilot, "A day may stand before")
        await line(pilot, "12", "2 counted")
    seen = list(pair.learner.open().state.of_kind("observation"))
    assert [(r.get("value"), r.text("text")) for r in seen] == [(13.5, "two away"), (12, "")]
    assert seen[0].text("date") == "2026-09-14" and seen[0].text("experiment") == made


@SIZES
async def test_the_page_of_one_has_ranges_plain_characters_and_every_number(
    pair: Pair, size: tuple[int, int]
) -> None:
    made = begun(pair)
    counted(pair, made, [19, 20, 19, 21, 19, 20, 40])
    async with running(pair.learner, size) as (app, pilot):
        await turn_to(pilot, "experiments")
        await until(pilot, "7 counted")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ExperimentScreen))
        await until(pilot, "m ranges")
        words = "\n".join(c.plain for c in chart(app).lines(70))
        assert "began" not in words and "◆" in words
        assert "Out of the ordinary: point 7 (40 days, Fri 7 Aug) lies" in " ".join(words.split())
        await pilot.press("m")
        await until(
            pilot, lambda: "moving range" in "\n".join(c.plain for c in chart(app).lines(70))
        )
        await pilot.press("p")
        await until(pilot, lambda: "*" in "\n".join(c.plain for c in chart(app).lines(70)))
        assert "◆" not in "\n".join(c.plain for c in chart(app).lines(70))
        await pilot.press("o")
        await until(pilot, "A day may stand before")
        await line(pilot, "18", "8 counted")
        await pilot.press("end")
        await until(pilot, "Sat 1 Aug")
        await pilot.press("tab", "enter")
        await until(pilot, "observation")
        await pilot.press("escape", "escape")
        await until(pilot, lambda: here(app, "experiments"))


@SIZES
async def test_not_ok_stops_nothing_but_asks_for_a_talk(pair: Pair, size: tuple[int, int]) -> None:
    made = begun(pair)
    async with running(pair.learner, size) as (app, pilot):
        await turn_to(pilot, "experiments")
        await until(pilot, "Running since")
        await pilot.press("u")
        await until(pilot, "It waits until you have talked")
        await line(pilot, "", "Say what is not all right")
        await line(pilot, "The trades feel watched", "Who finds so?")
        await line(pilot, "the steward", "says the steward")
        await until(pilot, "Paused.")
        await until(pilot, "The trades feel")
        await turn_to(pilot, "today")
        await until(pilot, "Paused, not all right")
        await until(pilot, "Talk about")
        await click_words(pilot, "Paused, not all right")
        await until(pilot, lambda: here(app, "experiments"))
        await until(pilot, "b goes on with it")
        await pilot.press("b")
        await until(pilot, "It goes on.")
        await pilot.press("t")
        await until(pilot, "The sign to stop at was: Two complaints.")
        await line(pilot, "Two complaints on Friday", "Stopped early")
        await pilot.press("u")
        await until(pilot, "It was stopped early. Nothing")
    record = pair.learner.record(made)
    assert record.text("status") == "stopped" and record.text("not_ok_by") == "the steward"


@SIZES
async def test_a_look_back_closes_it_and_moves_the_assumption(
    pair: Pair, size: tuple[int, int]
) -> None:
    belief = pair.learner.add("assumption", text="They would say no", confidence=70)
    made = begun(pair, assumption=belief, review="2026-09-30")
    pair.learner.wall.forward(15 * DAY)
    async with running(pair.learner, size) as (app, pilot):
        engagement = app.desk.opened
        assert engagement is not None
        engagement.wall = pair.learner.wall
        await until(pilot, "Look back: The tenant chooses")
        await turn_to(pilot, "experiments")
        await until(pilot, "To review")
        await until(pilot, "70 %")
        await pilot.press("v")
        await until(pilot, lambda: isinstance(app.screen, FormScreen))
        assert app.screen.query_one("#field-expected", FieldBox).text == "12 days or fewer"
        await write(pilot, "Ask first")
        app.screen.query_one("#field-loop", Input).value = "double"
        await pilot.press("ctrl+j")
        await answer(pilot, "Did it come true?", "n")
        await until(pilot, "How sure of it are you now?")
        await line(pilot, "many", "is not understood")
        await line(pilot, "10", "10 %")
        await until(pilot, "Reviewed;")
        await pilot.press("v")
        await until(pilot, "Change the review")
        app.screen.query_one("#field-rule_before", FieldBox).text = "The planner fills the day"
        app.screen.query_one("#field-rule_now", FieldBox).text = "The tenant names the hour"
        await pilot.press("ctrl+j")
        await until(pilot, lambda: here(app, "experiments"))
        await until(pilot, lambda: any(engagement.state.of_kind("rule")))
    state = pair.learner.open().state
    (review,) = state.of_kind("review")
    assert review.text("rule_now") == "The tenant names the hour"
    assert review.text("experiment") == made and review.get("links") == [belief]
    assert state.records[made].text("status") == "reviewed"
    assert state.records[made].text("outcome") == "no"
    assert state.records[belief].get("confidence") == 10
    assert state.records[belief].text("status") == "weakened"


async def test_the_partners_number_comes_into_the_chart(pair: Pair) -> None:
    made = begun(pair)
    pair.rounds()
    async with running(pair.learner, LARGE) as (app, pilot):
        await turn_to(pilot, "experiments")
        await until(pilot, "Nothing was counted yet")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ExperimentScreen))
        pair.coach.add("observation", experiment=made, value=4, date=day_of(pair.coach.wall()))
        await until(pilot, "1 counted")


async def test_a_private_one_is_hidden_while_two_share_the_screen(pair: Pair) -> None:
    pair.learner.add("experiment", audience="private", text="SECRET trial")
    async with running(pair.learner, LARGE) as (app, pilot):
        await turn_to(pilot, "experiments")
        await until(pilot, "SECRET trial")
        app.desk.together = True
        await turn_to(pilot, "today")
        await turn_to(pilot, "experiments")
        await until(pilot, "No experiment yet")
        assert "SECRET" not in text_of(app)


@SIZES
async def test_plain_characters_are_one_lasting_choice_for_every_picture(
    pair: Pair, size: tuple[int, int]
) -> None:
    made = begun(pair)
    counted(pair, made, [19, 20, 19, 21, 19, 20, 40])
    issue = pair.learner.add("issue", text="Late")
    pair.learner.add("assumption", text="No", issue=issue, importance=5, evidence=1)
    pair.learner.edit(made, issue=issue)

    def braille(app: CoachApp) -> bool:
        return any("\u2800" <= char <= "\u28ff" for char in text_of(app))

    async with running(pair.learner, size) as (app, pilot):
        await turn_to(pilot, "experiments")
        await until(pilot, lambda: braille(app) and "7 counted" in text_of(app))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ExperimentScreen))
        await pilot.press("p")
        await until(pilot, "Pictures in plain characters.")
        await until(pilot, lambda: not braille(app) and "*" in text_of(app))
        await pilot.press("escape")
        await until(pilot, lambda: here(app, "experiments") and not braille(app))
        assert "◆" not in text_of(app)
    async with running(pair.learner, size) as (app, pilot):
        await turn_to(pilot, "experiments")
        await until(pilot, "7 counted")
        assert not braille(app) and "*" in text_of(app)
        await turn_to(pilot, "thread")
        await until(pilot, "takes for granted")
        assert not braille(app)
        await pilot.press("m")
        await until(pilot, "test first")
        assert not braille(app)
        await pilot.press("escape", "asterisk")
        await until(pilot, "Pictures in braille.")
        await pilot.press("m")
        await until(pilot, lambda: "test first" in text_of(app) and braille(app))
    assert not settings.read(pair.learner.home.settings()).plain


async def test_a_choice_of_characters_that_cannot_be_kept_is_as_before(pair: Pair) -> None:
    counted(pair, begun(pair), [19, 20, 19])
    pair.learner.home.settings().mkdir()
    async with running(pair.learner, SMALL) as (app, pilot):
        await turn_to(pilot, "experiments")
        await until(pilot, "3 counted")
        await pilot.press("asterisk")
        await until(pilot, "It is as before.")
        assert not app.desk.plain and not chart(app).plain


@WALKED
async def test_hostile_and_endless_words_do_nothing(pair: Pair, size: tuple[int, int]) -> None:
    for text in CORPUS:
        said = dict.fromkeys(("action", "measure", "unit", "prediction", "limit", "not_ok"), text)
        made = pair.learner.add("experiment", text=text, **said)
        pair.learner.add("observation", experiment=made, text=text, value=3)
        pair.learner.add("review", experiment=made, text=text, loop="double", rule_now=text)
    async with running(pair.learner, size) as (app, pilot):
        await turn_to(pilot, "experiments")
        rows = app.screen.query_one("#board", Rows)
        await until(pilot, lambda: len(rows.ids) == len(CORPUS))
        for _ in CORPUS:
            await tap(pilot, "enter")
            await until(pilot, lambda: isinstance(app.screen, ExperimentScreen))
            await tap(pilot, "m", "p", "escape")
            await until(pilot, lambda: here(app, "experiments"))
            await tap(pilot, "j")
        assert app.is_running and "\x1b" not in text_of(app)


ALONE, BOTH = "nly you, only on this device", "and Carla"


@pytest.mark.parametrize("why", ["unsafe", "private"])
async def test_n3_each_dialogue_says_who_will_see_what_is_written(pair: Pair, why: str) -> None:
    issue = pair.learner.add("issue", text="Late repairs")
    audience = "private" if why == "private" else ""
    made = begun(pair, issue=issue, audience=audience)
    if why == "unsafe":
        pair.learner.edit(issue, safe="stop")
    pair.rounds()
    # What edits an experiment that was shared before is shared with it, and says so.
    edits = ALONE if why == "private" else BOTH
    async with running(pair.learner, SMALL) as (app, pilot):
        await turn_to(pilot, "experiments")
        await until(pilot, "Running since")
        for key, head, who in (
            ("o", "Seen:", ALONE),
            ("u", "Pause:", edits),
            ("t", "Stop early:", ALONE),
            ("v", "A new review", ALONE),
        ):
            await pilot.press(key)
            await until(pilot, head)
            words = " ".join(text_of(app).replace("│", " ").split())
            assert who in words and ({ALONE, BOTH} - {who}).pop() not in words, key
            await pilot.press("escape")
            await until(pilot, lambda: here(app, "experiments"))
        await pilot.press("o")
        await until(pilot, "Seen:")
        await line(pilot, "13", "1 counted")
        await pilot.press("t")
        await until(pilot, "Stop early:")
        await line(pilot, "The office asked", "Stopped")
        await turn_to(pilot, "thread")
        await until(pilot, "Late repairs")
        rows = app.screen.query_one("#chain", Rows)
        rows.selected = made
        await pilot.press("n")
        await until(pilot, "What is to be written down?")
        answers = app.screen.query_one("#answers", Rows)
        answers.selected = "insight"
        await pilot.press("enter")
        await until(pilot, "A new insight")
        assert ALONE in text_of(app)
        await pilot.press("x", "ctrl+j")
        await until(pilot, lambda: here(app, "thread"))
        app.push_screen(CaptureScreen(issue=issue))
        await until(pilot, "Write down")
        await pilot.press("ctrl+o", "q")
        await until(pilot, "question · " + ("o" + ALONE if why == "unsafe" else "you and Carla"))
        await pilot.press("escape")
        await turn_to(pilot, "value")
        await pilot.press("p")
        await until(pilot, "Only you see it, only on this device")
    state = pair.learner.open().state
    new = [r for kind in ("observation", "insight") for r in state.of_kind(kind)]
    # The reason of a shared one whose issue is unsafe is an insight that stays here.
    assert len(new) == (3 if why == "unsafe" else 2)
    assert {r.audience for r in new} == {"private"}
    told = state.records[made].text("stopped_why")
    assert told == ("Leo knows why" if why == "unsafe" else "The office asked")
