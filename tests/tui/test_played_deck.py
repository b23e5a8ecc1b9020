"""The deck of a session or exercise can be read as it was played, whatever became of its file."""

from pathlib import Path

import pytest

from coach_tui.disk import private_dir
from coach_tui.guide.session import begin
from coach_tui.guide.session.exercises import assign
from coach_tui.records.change import Change
from coach_tui.tui.dialogs.record import RecordScreen
from tests.pair import Pair, Side
from tests.tui.on_screen import LARGE, SMALL, running, text_of, until

SIZES = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])
DECK = """---
deck: 1
id: mine
---
# Mine for now

> The whole is for the coach.

## Opening `5 min`

- How did it go? `#go`
  - [ ] As we hoped `.hoped`
  - [ ] Otherwise `.otherwise`
  > Wait before you ask on.
- What will you tell your sponsor? `@coach` `#sponsor`

## Out `checkout`

- What now? `#now`
"""


@pytest.fixture
def deck(pair: Pair) -> Path:
    file = private_dir(pair.coach.home.decks()) / "mine.md"
    file.write_text(DECK)
    return file


def played(pair: Pair, *, together: bool = False) -> str:
    coach = pair.coach.open()
    made = coach.do(*begin.start(coach, "mine", together=together))
    coach.publish()
    pair.learner.sync()
    return next(r.id for r in made if r.kind == "session")


async def read(side: Side, identity: str, size: tuple[int, int]) -> str:
    """What the deck's screen says, opened and closed by keys."""
    async with running(side, size) as (app, pilot):
        app.push_screen(RecordScreen(identity))
        await until(pilot, "d deck")
        await pilot.press("d")
        await until(pilot, "j k scroll")
        await until(pilot, lambda: "What now?" in text_of(app) or "not arrived" in text_of(app))
        shown = text_of(app)
        await pilot.press("escape")
        await until(pilot, "d deck")
        return shown


@SIZES
@pytest.mark.parametrize("after", ["changed", "deleted"])
async def test_it_is_read_as_it_was_with_notes_by_the_coach_alone(
    pair: Pair, deck: Path, size: tuple[int, int], after: str
) -> None:
    session = played(pair)
    if after == "deleted":
        deck.unlink()
    else:
        deck.write_text(DECK.replace("How did it go?", "Something else?"))
    mine = await read(pair.coach, session, size)
    assert "How did it go?" in mine and "2 Otherwise" in mine and "Something else" not in mine
    assert "Wait before you ask on." in mine and "The whole is for the coach." in mine
    assert "What will you tell your sponsor?" in mine
    theirs = await read(pair.learner, session, size)
    assert "How did it go?" in theirs and "2 Otherwise" in theirs
    assert not any(w in theirs for w in ("Wait before", "The whole is for", "your sponsor"))


async def test_an_exercise_says_which_stage_was_given(pair: Pair, deck: Path) -> None:
    coach = pair.coach.open()
    made = coach.do(*assign(coach, "mine#opening", coach.others[0].member, ""))
    given = next(r.id for r in made if r.kind == "exercise")
    shown = await read(pair.coach, given, LARGE)
    assert "this stage alone" in shown


async def test_the_notes_stay_closed_while_two_look_at_the_screen(pair: Pair, deck: Path) -> None:
    session = played(pair, together=True)
    shown = await read(pair.coach, session, LARGE)
    assert "How did it go?" in shown
    assert not any(w in shown for w in ("Wait before", "The whole is for", "your sponsor"))


async def test_an_edition_that_has_not_come_is_a_sentence(pair: Pair) -> None:
    coach = pair.coach.open()
    said = {"text": "Far away", "deck": "far", "deck_sha": "0" * 32, "status": "running"}
    identity = coach.replica.new_id()
    coach.apply(coach.replica.commit([Change(identity, "session", coach.wall(), said)]))
    assert "has not arrived yet" in " ".join((await read(pair.coach, identity, SMALL)).split())


async def test_what_was_played_from_no_deck_offers_none(pair: Pair) -> None:
    one = pair.coach.add("insight", text="We count visits.")
    async with running(pair.coach, SMALL) as (app, pilot):
        app.push_screen(RecordScreen(one))
        await until(pilot, "h hide")
        assert "d deck" not in text_of(app)
        await pilot.press("d")
        await pilot.pause(0.1)
        assert isinstance(app.screen, RecordScreen)
