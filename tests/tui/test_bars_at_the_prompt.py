"""The bars of an inventory at the prompt that asks about them."""

import pytest

from coach_tui.guide.session import closing, replies
from coach_tui.guide.session.reading import Sitting
from tests.guide.sittings import opened
from tests.pair import Pair
from tests.tui.on_screen import LARGE, SMALL, page, playing, text_of, until

DECK = "learning-preferences"
TRYING = "Having a go"


def _answered(sitting: Sitting, number: int) -> Sitting:
    """All statements answered alike, and what comes before them passed over."""
    last = max(n for n, s in enumerate(sitting.steps) if s.prompt.scored)
    for step in sitting.steps[: last + 1]:
        if step.prompt.scored:
            sitting.engagement.do(*replies.keep(sitting, step, {"": number}))
        else:
            sitting.engagement.do(*replies.mark(sitting, step, "skipped"))
    sitting.refresh()
    return sitting


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])
async def test_p11_the_picture_stands_where_it_is_asked_about(
    pair: Pair, size: tuple[int, int]
) -> None:
    learner = pair.learner.open()
    first = _answered(opened(learner, DECK), 2)
    learner.do(*closing.end(first))
    again = _answered(opened(learner, DECK), 4)
    learner.do(*closing.leave(again))
    async with playing(pair.learner, DECK, size) as (app, pilot):
        await until(pilot, TRYING)
        await until(pilot, "━━━━━")
        if size == LARGE:
            await until(pilot, "┄┄┄┄┄")
            await until(pilot, "+1.2")
        asked = page(app).step
        assert asked is not None and asked.prompt.id == "recognise"
        await pilot.press("ctrl+o", "b")
        await until(pilot, lambda: TRYING not in text_of(app))
