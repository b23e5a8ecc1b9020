"""The frame round every page: what a click means, keys in the footer, lists that stay in view."""

from collections.abc import Callable

import pytest
from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.widget import Widget

from coach_tui.tui.app import CoachApp
from coach_tui.tui.dialogs.draftbox import DraftBox
from coach_tui.tui.dialogs.fieldbox import FieldBox, LineBox
from coach_tui.tui.dialogs.record import RecordScreen
from coach_tui.tui.session.player import AnswerBox, PlayerRail
from tests.pair import Pair
from tests.tui.on_screen import LARGE, SMALL, click_words, running, text_of, until
from tests.tui.test_player import page, playing

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
        await until(pilot, "The third one")
        await click_words(pilot, "The second one")
        await pilot.press("enter")
        await until(pilot, lambda: "And after that?" in text_of(app).split("Then")[0])
    values = [r.get("value") for r in pair.coach.open().state.of_kind("answer")]
    assert values == ["second"]


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
