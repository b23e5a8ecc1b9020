"""What fails outside the program: the folder, this device's disk. One sentence; work goes on."""

import pytest

from coach_tui.tui.app import CoachApp
from tests.e2e.outside import failing
from tests.pair import DAY, Pair
from tests.tui.on_screen import LARGE, SMALL, running, text_of, turn_to, until, write

FOLDER_FAILS = (
    "ENOTCONN", "ESTALE", "EACCES", "EIO", "ENAMETOOLONG", "ELOOP", "ENOSPC", "EROFS", "EDQUOT",
    "ETIMEDOUT", "EHOSTDOWN",
)  # fmt: skip


@pytest.mark.parametrize("error", FOLDER_FAILS)
async def test_a_folder_that_fails_is_a_sentence_and_heals_by_itself(
    pair: Pair, error: str
) -> None:
    says = ""
    async with running(pair.learner, LARGE) as (app, pilot):
        await until(pilot, "✓ published")
        with failing(pair.folder, lambda: says):
            says = error
            await app.desk.look()
            await until(pilot, "not published: the folder")
            await pilot.press("n")
            await until(pilot, "Write down")
            await write(pilot, "Written all the same")
            await pilot.press("ctrl+o", "i", "ctrl+j")
            await until(pilot, lambda: not app.screen.is_modal)
            made = pair.learner.open()
            assert [r.text("text") for r in made.state.of_kind("insight")] == [
                "Written all the same"
            ]
            says = ""
            await until(pilot, "✓ published")
            await until(pilot, lambda: "not published" not in text_of(app))
    pair.coach.sync()
    found = pair.coach.open().state.of_kind("insight")
    assert [r.text("text") for r in found] == ["Written all the same"]


async def test_a_full_disk_when_something_is_done_is_a_sentence(pair: Pair) -> None:
    says = ""
    pair.learner.add("action", text="Ring the planner", due="2099-01-01")
    async with running(pair.learner, SMALL) as (app, pilot):
        await until(pilot, "Ring the planner")
        with failing(pair.learner.home.root, lambda: says):
            says = "write ENOSPC"
            await pilot.press("d")
            await until(pilot, "could not be saved")
            (action,) = pair.learner.open().state.of_kind("action")
            assert action.get("status") == "open"
            says = ""
            await pilot.press("d")
            await until(pilot, lambda: "Ring the planner" not in text_of(app))
    (action,) = pair.learner.open().state.of_kind("action")
    assert action.get("status") == "done"


async def test_a_full_disk_when_something_comes_is_a_sentence_and_it_comes_later(
    pair: Pair,
) -> None:
    says = ""
    async with running(pair.learner, LARGE) as (app, pilot):
        await until(pilot, "✓ published")
        with failing(pair.learner.home.root, lambda: says):
            says = "write ENOSPC"
            pair.coach.add("question", text="Who set the promise?")
            await until(pilot, "cannot keep what came")
            assert app.is_running and not list(app.desk.engagement.state.of_kind("question"))
            says = ""
            await until(pilot, lambda: bool(list(app.desk.engagement.state.of_kind("question"))))
            await until(pilot, lambda: "cannot keep" not in text_of(app))


@pytest.mark.parametrize("keys", [["1"], ["1", "3"], ["question_mark"], ["plus"], ["0", "2"]])
async def test_whatever_is_pressed_before_a_session_is_there_the_folder_is_looked_into(
    pair: Pair, keys: list[str]
) -> None:
    app = CoachApp(pair.coach.home, pair.coach.sp, "Wing B", ("ladder", ""))
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press(*keys)
        await until(pilot, lambda: app.desk.opened is not None)
        pair.learner.add("question", text="Who set the promise?")
        await until(pilot, lambda: bool(list(app.desk.engagement.state.of_kind("question"))))
        await until(pilot, lambda: bool(list(app.desk.engagement.state.of_kind("session"))))


@pytest.mark.parametrize("key", ["n", "e"])
async def test_words_that_cannot_even_be_a_draft_stay_until_one_closes_twice(
    pair: Pair, key: str
) -> None:
    says = ""
    pair.learner.add("goal", text="Faster repairs", expected="12 days")
    async with running(pair.learner, SMALL) as (app, pilot):
        await turn_to(pilot, "today" if key == "n" else "value")
        await until(pilot, "Nothing is due" if key == "n" else "Faster repairs")
        await pilot.press(key)
        await until(pilot, lambda: app.screen.is_modal and app.screen.focused is not None)
        with failing(pair.learner.home.root, lambda: says):
            says = "write ENOSPC"
            await write(pilot, "Afraid of it")
            await pilot.press("escape")
            await until(pilot, "No draft can be written")
            assert app.screen.is_modal and "Afraid of it" in text_of(app)
            await pilot.press("escape")
            await until(pilot, lambda: not app.screen.is_modal)


async def test_a_clock_that_jumps_back_ten_years_while_the_app_runs_loses_nothing(
    pair: Pair,
) -> None:
    async with running(pair.learner, LARGE) as (app, pilot):
        await until(pilot, "✓ published")
        engagement, now = app.desk.engagement, app.desk.engagement.wall()
        engagement.wall = engagement.replica.clock.wall = lambda: now - 3652 * DAY
        await pilot.press("n")
        await until(pilot, "Write down")
        await write(pilot, "After the jump")
        await pilot.press("ctrl+o", "i", "ctrl+j")
        await until(pilot, lambda: not app.screen.is_modal)
        pair.coach.add("question", text="Who set the promise?")
        await until(pilot, lambda: bool(list(engagement.state.of_kind("question"))))
        await until(pilot, "✓ published")
    pair.coach.sync()
    found = pair.coach.open().state.of_kind("insight")
    assert [r.text("text") for r in found] == ["After the jump"]
