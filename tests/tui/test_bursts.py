"""Keys that come faster than a dialogue closes answer it once and nothing else."""

from tests.pair import Pair
from tests.tui.on_screen import SMALL, burst, here, running, text_of, turn_to, until


async def test_an_answer_that_comes_twice_answers_one_question(pair: Pair) -> None:
    made = pair.learner.add("issue", text="Whose promise is it?")
    async with running(pair.learner, SMALL) as (app, pilot):
        await turn_to(pilot, "thread")
        await pilot.press("w")
        await until(pilot, "Gate 1 of 4")
        # What comes before the answers can be read is dropped; so it comes until it counts.
        while "Gate 1 of 4" in text_of(app):
            burst(app, "1", "enter", "1", "enter")
            await pilot.pause(0.1)
        await until(pilot, "Gate 2 of 4")
        await pilot.press("escape")
        await until(pilot, lambda: here(app, "thread"))
    assert pair.learner.record(made).text("safe") == "fine"
    assert not pair.learner.record(made).text("sort")


async def test_what_is_kept_twice_in_one_go_is_kept_once(pair: Pair) -> None:
    pair.learner.add("experiment", text="Ring the trades first")
    async with running(pair.learner, SMALL) as (app, pilot):
        await pilot.press("+")
        await until(pilot, "Write down")
        await pilot.press("a")
        burst(app, "ctrl+j", "ctrl+j", "ctrl+j")
        await until(pilot, lambda: here(app, "today"))
        await turn_to(pilot, "experiments")
        await pilot.press("o")
        await until(pilot, "Without a number")
        burst(app, "7", "enter", "enter", "enter")
        await until(pilot, "1 counted")
        await until(pilot, lambda: here(app, "experiments"))
    state = pair.learner.open().state
    assert [r.text("text") for r in state.of_kind("note")] == ["a"]
    assert [r.get("value") for r in state.of_kind("observation")] == [7]
