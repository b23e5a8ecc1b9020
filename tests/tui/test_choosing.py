"""Choices, ratings and statements: nothing is chosen until somebody chooses."""

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from coach_tui.disk import private_dir
from coach_tui.guide.session import begin, replies
from coach_tui.tui.session.player import AnswerBox
from tests.pair import Pair, Side
from tests.tui.on_screen import LARGE, SMALL, burst, click_words, page, playing, text_of, until
from tests.tui.on_screen import choosing as ready

HABITS = """---
deck: 1
id: habits
kind: inventory
scales:
  agree: 1-5 never | seldom | at times | often | always
---

# Habits

## Statements `agree`

- I let people finish. `#l1` `+listening`
- I plan my reply while others talk. `#l2` `-listening`
- I ask before I advise. `#l3` `+listening`

## What it shows `scores`

- **Listening.** Room for others. `=listening`
"""
GATE = """---
deck: 1
id: gate
kind: session
scales:
  ease: 0-3 not at all | hardly | well | very well
---

# Gate

- Who could get hurt? `#safe` `choice` `required` `@coach`
  - [ ] Nobody `.fine`
  - [ ] Somebody, if names got out `.careful`
  - [ ] Somebody may be harmed `.unsafe`
- How did it go? `#ease` `ease` `@coach`
- And then? `#then` `@coach`
"""


def given(side: Side, text: str, name: str) -> str:
    """A deck of a member's own; its id."""
    (Path(private_dir(side.home.decks())) / f"{name}.md").write_text(text)
    return name


def stored(side: Side) -> list[Any]:
    """The values of all answers, marks as their state."""
    found = side.open().state.of_kind("answer")
    return [r.get("value") if r.get("state") == "answered" else r.get("state") for r in found]


async def choose(pilot: Pilot[int], *keys: str) -> None:
    """Press keys at a choice that is drawn."""
    await ready(pilot)
    await pilot.press(*keys)


async def test_a_statement_nobody_answered_is_not_kept(pair: Pair) -> None:
    deck = given(pair.learner, HABITS, "habits")
    async with playing(pair.learner, deck) as (app, pilot):
        assert "nothing chosen yet" in text_of(app) and "●" not in text_of(app)
        await choose(pilot, "ctrl+j")
        await until(pilot, "Choose 1 to 5")
        assert "I let people finish" in text_of(app)
        await choose(pilot, "5")
        await until(pilot, "I plan my reply")
        await choose(pilot, "ctrl+j", "enter", "ctrl+s", "space")
        assert "I plan my reply" in text_of(app)
        await choose(pilot, "2")
        await until(pilot, "I ask before I advise")
    assert stored(pair.learner) == [5, 2]


async def test_the_key_that_keeps_does_not_answer_the_next_statement(pair: Pair) -> None:
    deck = given(pair.learner, HABITS, "habits")
    async with playing(pair.learner, deck) as (app, pilot):
        await ready(pilot)
        burst(app, "5", "ctrl+j", "1", "ctrl+j", "enter", "2")
        await until(pilot, "I plan my reply")
        await ready(pilot)
        await pilot.pause(0.1)
        assert "I plan my reply" in text_of(app) and "nothing chosen yet" in text_of(app)
    assert stored(pair.learner) == [5]


async def test_a_digit_selects_and_a_key_keeps(pair: Pair) -> None:
    deck = given(pair.coach, GATE, "gate")
    async with playing(pair.coach, deck) as (app, pilot):
        await choose(pilot, "ctrl+j")
        await until(pilot, "This one needs 1, 2 or 3.")
        await choose(pilot, "3")
        await until(pilot, "3 chosen")
        assert "● 3  Somebody may be harmed" in text_of(app)
        await choose(pilot, "j", "k", "k", "space")
        await until(pilot, "1 chosen")
        await click_words(pilot, "Somebody, if names")
        await until(pilot, "2 chosen")
        assert stored(pair.coach) == [], "nothing is kept by choosing"
        await choose(pilot, "x", "s", "p", "l", "n", "+", "9", "enter")
        await until(pilot, "How did it go?")
        assert "nothing chosen yet" in text_of(app) and "○ 0  not at all" in text_of(app)
        await choose(pilot, "1")
        await until(pilot, "● 1  hardly")
        await choose(pilot, "ctrl+s")
        await until(pilot, "And then?")
    assert stored(pair.coach) == ["careful", 1]


async def test_a_choice_is_passed_without_an_answer(pair: Pair) -> None:
    deck = given(pair.coach, GATE, "gate")
    async with playing(pair.coach, deck) as (_, pilot):
        await choose(pilot, "ctrl+s")
        await until(pilot, "This one needs 1, 2 or 3.")
        await choose(pilot, "ctrl+s")
        await until(pilot, "How did it go?")
        await choose(pilot, "enter")
        await until(pilot, "Asked, nothing written.")
    assert stored(pair.coach) == ["asked", "asked"]


async def test_ones_own_reply_is_chosen_when_one_comes_back(pair: Pair) -> None:
    deck = given(pair.coach, GATE, "gate")
    async with playing(pair.coach, deck) as (app, pilot):
        await choose(pilot, "2", "ctrl+s")
        await until(pilot, "How did it go?")
        await pilot.press("ctrl+o", "b")
        await until(pilot, "● 2")
        assert "2 chosen" in text_of(app)
        await choose(pilot, "ctrl+s")
        await until(pilot, "How did it go?")
    assert stored(pair.coach) == ["careful"]


async def test_the_others_reply_is_not_chosen_for_me(pair: Pair) -> None:
    deck = given(pair.coach, GATE.replace("@coach", "@both"), "gate")
    async with playing(pair.coach, deck) as (app, pilot):
        await until(pilot, "✓ published")
        learner = pair.learner.open()
        learner.sync()
        given(pair.learner, GATE.replace("@coach", "@both"), "gate")
        sitting = begin.sitting(learner, next(learner.state.of_kind("session")))
        learner.do(*replies.keep(sitting, sitting.steps[0], {"": "unsafe"}))
        learner.do(*replies.keep(sitting, sitting.steps[2], {"": "Theirs"}))
        learner.publish()
        await until(pilot, "-  Somebody may be harmed")
        await pilot.press("ctrl+o", "n")
        await until(pilot, "How did it go?")
        await pilot.press("ctrl+o", "b")
        await until(pilot, "Who could get hurt?")
        assert "nothing chosen yet" in text_of(app)
        await choose(pilot, "ctrl+s")
        await until(pilot, "This one needs")


@pytest.mark.parametrize("size", [SMALL, LARGE, (40, 12), (60, 20)])
async def test_every_option_can_be_reached_and_seen(pair: Pair, size: tuple[int, int]) -> None:
    deck = given(pair.coach, GATE, "gate")
    async with playing(pair.coach, deck, SMALL) as (app, pilot):
        await pilot.resize_terminal(*size)
        await until(pilot, "○ 1  Nobody")
        assert "Who could get hurt?" in text_of(app)
        await choose(pilot, "k")
        await until(pilot, "3  Somebody may be")
        await choose(pilot, "space")
        await until(pilot, "3 chosen")
        assert "Who could get hurt?" in text_of(app)


async def test_what_is_typed_while_a_choice_is_stored_goes_to_the_next_text(pair: Pair) -> None:
    deck = given(pair.coach, GATE, "gate")
    async with playing(pair.coach, deck) as (app, pilot):
        await choose(pilot, "1", "enter")
        await until(pilot, "How did it go?")
        await choose(pilot, "2")
        burst(app, "enter", *"calm", "enter", *"and slow")
        await until(pilot, "and slow")
        assert page(app).query_one(AnswerBox).text == "calm\nand slow"
    assert stored(pair.coach) == ["fine", 2]


async def test_help_opens_at_a_choice_and_no_letter_acts(pair: Pair) -> None:
    deck = given(pair.coach, GATE, "gate")
    async with playing(pair.coach, deck) as (app, pilot):
        await choose(pilot, *"sdpnbacwlqtu%*")
        assert "Who could get hurt?" in text_of(app) and app.screen is page(app)
        await pilot.press("question_mark")
        await until(pilot, "What the keys do here")
        await pilot.press("escape")
        await until(pilot, "nothing chosen yet")
    assert stored(pair.coach) == []
