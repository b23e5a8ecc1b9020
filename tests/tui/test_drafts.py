"""Drafts of a foreign shape: it is said where they are kept, and what is typed is kept, too."""

from pathlib import Path

import msgspec
import pytest
from msgspec import structs
from textual.pilot import Pilot

from coach_tui.guide.drafts import Draft, Typed, packed, unpacked
from coach_tui.tui.app import CoachApp
from coach_tui.tui.dialogs.draftbox import DraftBox
from coach_tui.tui.dialogs.fieldbox import FieldBox
from coach_tui.tui.dialogs.form import FormScreen
from tests.pair import Pair, Side
from tests.tui.on_screen import SMALL, here, playing, running, text_of, until, write


def place(side: Side) -> Path:
    return side.home.drafts(side.sp)


async def wrote(app: CoachApp, pilot: Pilot[int], text: str) -> str:
    """The text of the box in which a note is written down, when words were added."""
    await pilot.press("n")
    await until(pilot, lambda: isinstance(app.screen.focused, DraftBox))
    await write(pilot, text)
    found = app.screen.query_one(DraftBox).text
    await pilot.press("escape")
    await until(pilot, lambda: here(app, "today"))
    return found


@pytest.mark.parametrize("broken", [b'{"session":"","pro', b"[1]", b'{"x":' + b"[" * 100_000])
async def test_the_app_opens_and_says_where_a_broken_draft_is_kept(
    pair: Pair, broken: bytes
) -> None:
    path = place(pair.learner) / "0123456789abcdef0123.json"
    path.write_bytes(broken)
    async with running(pair.learner, SMALL) as (app, pilot):
        await until(pilot, "aside")
        (aside,) = path.parent.glob("*.broken-*")
        assert aside.read_bytes() == broken and not path.exists()
        assert await wrote(app, pilot, "A thought") == "A thought"


async def test_a_draft_that_breaks_while_the_app_runs_is_set_aside_when_it_is_looked_for(
    pair: Pair,
) -> None:
    async with running(pair.learner, SMALL) as (app, pilot):
        await wrote(app, pilot, "A thought")
        (path,) = place(pair.learner).glob("*.json")
        path.write_bytes(path.read_bytes()[:-5])
        assert await wrote(app, pilot, "Another") == "Another"
        await until(pilot, "aside")
        (aside,) = path.parent.glob("*.broken-*")
        assert b"A thought" in aside.read_bytes() and b"Another" in path.read_bytes()


async def test_a_reply_s_draft_that_breaks_is_set_aside_and_the_session_goes_on(
    pair: Pair,
) -> None:
    async with playing(pair.coach) as (app, pilot):
        await write(pilot, "Half")
        await until(pilot, lambda: any(place(pair.coach).glob("*.json")))
        (path,) = place(pair.coach).glob("*.json")
        path.write_bytes(b"[" * 100_000)
        await write(pilot, " a reply")
        await until(pilot, "aside")
        await until(pilot, lambda: path.exists() and b"Half a reply" in path.read_bytes())
        assert "Half a reply" in text_of(app)


async def test_fields_of_a_draft_that_only_a_newer_version_knows_stay_in_it(pair: Pair) -> None:
    async with running(pair.learner, SMALL) as (app, pilot):
        await filled(app, pilot, "Faster")
        (path,) = place(pair.learner).glob("*.json")
        draft = msgspec.json.decode(path.read_bytes(), type=Draft)
        text = packed(unpacked(draft.text) | {"horizon": Typed("Next year")})
        app.desk.drafts.keep(structs.replace(draft, text=text))
        await filled(app, pilot, "Faster")
    found = unpacked(msgspec.json.decode(path.read_bytes(), type=Draft).text)
    assert found["horizon"].text == "Next year" and found["text"].text == "FasterFaster"


async def filled(app: CoachApp, pilot: Pilot[int], text: str) -> None:
    """Add words to the form of a new goal, and leave it."""
    app.push_screen(FormScreen("goal"))
    await until(pilot, lambda: isinstance(app.screen.focused, FieldBox))
    await write(pilot, text)
    await pilot.press("escape")
    await until(pilot, lambda: here(app, "today"))
