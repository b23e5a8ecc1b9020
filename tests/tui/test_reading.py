"""What screens read: laid out once for a change, and nothing private where two people look."""

from collections.abc import Iterator
from typing import Any

import pytest
from textual.pilot import Pilot

from coach_tui.guide import blind
from coach_tui.planning import plan_edit, plan_new
from coach_tui.records.kinds import KINDS
from coach_tui.records.state import Record
from coach_tui.tui.app import CoachApp
from coach_tui.tui.commands import PAGES
from coach_tui.tui.dialogs.capture import CaptureScreen
from coach_tui.tui.dialogs.form import FormScreen, RefInput
from coach_tui.tui.people.contract import ContractScreen
from tests.pair import Pair, Side
from tests.tui.on_screen import (
    LARGE,
    SMALL,
    WALKED,
    here,
    playing,
    running,
    text_of,
    turn_to,
    until,
    write,
)

SECRET = "SECRET"
SIZES = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])
MADE_BY_ITSELF = ("session", "exercise", "answer", "prediction", "check", "contract", "way")


class Walked(dict[str, Record]):
    """Records that count how often somebody went through all of them."""

    walks = 0

    def values(self) -> Any:
        self.walks += 1
        return super().values()


def ours(pair: Pair) -> dict[str, str]:
    """An issue with something on it that both see, and an exercise; by kind, the ids."""
    made = {"issue": pair.learner.add("issue", text="Repairs take long")}
    for kind in ("question", "assumption", "experiment", "action", "goal"):
        said = {"assumption": made["assumption"]} if kind == "experiment" else {}
        text = f"Our {kind}"
        made[kind] = pair.learner.add(kind, text=text, issue=made["issue"], **said)
    return made


# -- once ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", [p for p in PAGES if p != "session"])
async def test_one_change_leads_to_one_walk_through_the_history(pair: Pair, page: str) -> None:
    ids = ours(pair)
    async with running(pair.learner, LARGE) as (app, pilot):
        await turn_to(pilot, page)
        await settled(app, pilot)
        engagement = app.desk.engagement
        engagement.state.records = seen = Walked(engagement.state.records)
        plan = plan_edit(engagement, ids["action"], {"text": "Ask the steward"})
        assert await app.desk.keep(lambda: [plan])
        await settled(app, pilot)
        assert here(app, page) and seen.walks == 1


async def test_moving_through_a_thread_walks_through_nothing(pair: Pair) -> None:
    ours(pair)
    async with running(pair.learner, LARGE) as (app, pilot):
        await turn_to(pilot, "thread")
        await until(pilot, "Our assumption")
        await settled(app, pilot)
        engagement = app.desk.engagement
        engagement.state.records = seen = Walked(engagement.state.records)
        for key in ("down", "down", "down", "up", "m", "escape", "enter", "escape"):
            await pilot.press(key)
            await pilot.pause()
        assert seen.walks == 0


async def test_a_reply_in_a_session_leads_to_one_walk_through_the_history(pair: Pair) -> None:
    ours(pair)
    async with playing(pair.learner, size=LARGE) as (app, pilot):
        engagement = app.desk.engagement
        engagement.state.records = seen = Walked(engagement.state.records)
        await write(pilot, "They never answer")
        await pilot.press("ctrl+j")
        await until(pilot, "Kept.")
        await settled(app, pilot)
        assert seen.walks == 1


async def settled(app: CoachApp, pilot: Pilot[int]) -> None:
    """Wait until nothing that was begun for the screen goes on beside it."""

    def busy() -> Iterator[str]:
        return (w.group for w in app.workers if w.group != "default" and not w.is_finished)

    await pilot.pause()
    await until(pilot, lambda: not any(busy()))
    await pilot.pause()


# -- who may see -----------------------------------------------------------------------------------


def private_of_every_kind(side: Side, hangs: dict[str, str]) -> set[str]:
    """One private record of every kind that can be written, each word of it secret, hanging on
    what both see; the kinds.
    """
    engagement, made = side.open(), set()
    for kind, cls in KINDS.items():
        if cls.internal or kind in MADE_BY_ITSELF:
            continue
        said: dict[str, Any] = {cls.text_in: f"{SECRET} {kind}", "links": [hangs["assumption"]]}
        for field in ("issue", "experiment", "assumption"):
            if field in cls.__struct_fields__ and kind != field:
                said[field] = hangs[field]
        engagement.do(plan_new(engagement, kind, said, audience="private"))
        made.add(kind)
    for more in ("issue", "experiment"):
        said = {"text": f"{SECRET} other {more}"}
        (record,) = engagement.do(plan_new(engagement, more, said, audience="private"))
        if more == "experiment":
            engagement.do(*blind.give(engagement, record.id, {"chance": 61, "text": SECRET}))
    engagement.do(
        plan_new(engagement, "contract", {"text": SECRET, "talk": SECRET}, audience="private"),
        plan_new(
            engagement,
            "session",
            {"text": SECRET, "deck": "go-and-see", "status": "left"},
            audience="private",
        ),
    )
    return made


def two_look(side: Side) -> None:
    """A session runs at this device with two people at its screen."""
    who = side.open()
    who.do(plan_new(who, "session", {"text": "Now", "together": True, "status": "running"}))


async def keys(app: CoachApp, pilot: Pilot[int], *some: str) -> None:
    """Press keys one after the other; no secret may stand on the screen after any of them."""
    for key in some:
        await pilot.press(key)
        await pilot.pause()
        assert SECRET not in text_of(app), key


@WALKED
async def test_with_two_at_one_screen_no_page_shows_a_private_word(
    pair: Pair, size: tuple[int, int]
) -> None:
    private_of_every_kind(pair.learner, ours(pair))
    two_look(pair.learner)
    async with running(pair.learner, size) as (app, pilot):
        for page in PAGES:
            await turn_to(pilot, page)
            await settled(app, pilot)
            await keys(app, pilot, *["down"] * 6, "G", "g")
        assert app.desk.together


async def test_alone_the_same_words_are_there(pair: Pair) -> None:
    kinds = private_of_every_kind(pair.learner, ours(pair))
    assert {"note", "insight", "goal", "value", "experience"} <= kinds
    async with running(pair.learner, LARGE) as (_, pilot):
        for page in ("today", "session", "thread", "experiments", "history", "value"):
            await turn_to(pilot, page)
            await until(pilot, SECRET)


async def test_with_two_at_one_screen_no_dialog_shows_a_private_word(pair: Pair) -> None:
    ids = ours(pair)
    private_of_every_kind(pair.learner, ids)
    two_look(pair.learner)
    async with running(pair.learner, LARGE) as (app, pilot):
        await turn_to(pilot, "thread")
        await until(pilot, "Our assumption")
        for way in (["enter"], ["m"], ["i"], ["v"], ["v", "e"], ["w"], ["n"]):
            await keys(app, pilot, *way, "down", "down")
            while not here(app, "thread"):
                await pilot.press("escape")
                await pilot.pause()
        await turn_to(pilot, "experiments")
        await settled(app, pilot)
        for way in (["enter"], ["v"], ["e"], ["n"]):
            await keys(app, pilot, *way, "down", "down")
            while not here(app, "experiments"):
                await pilot.press("escape")
                await pilot.pause()
        for kind, field in (("experiment", "assumption"), ("review", "experiment")):
            app.push_screen(form := FormScreen(kind))
            await until(pilot, f"A new {kind}")
            form.query_one(f"#field-{field}", RefInput).focus()
            await keys(app, pilot, "enter", "down", "escape", "escape")


async def test_what_was_typed_alone_is_not_shown_to_two_and_comes_back(pair: Pair) -> None:
    async with running(pair.learner, LARGE) as (app, pilot):
        app.push_screen(CaptureScreen())
        await until(pilot, "Write down")
        await write(pilot, SECRET)
        await pilot.press("escape")
        await until(pilot, lambda: here(app, "today"))
        app.push_screen(FormScreen("note"))
        await until(pilot, "A new note")
        await write(pilot, SECRET)
        await pilot.press("escape")
        await until(pilot, lambda: here(app, "today"))
        app.desk.together = True
        for screen in (CaptureScreen(), FormScreen("note")):
            app.push_screen(screen)
            await until(pilot, "note")
            await pilot.pause(0.1)
            assert SECRET not in text_of(app)
            await pilot.press("escape")
            await until(pilot, lambda: here(app, "today"))
        app.desk.together = False
        for screen in (CaptureScreen(), FormScreen("note")):
            app.push_screen(screen)
            await until(pilot, SECRET)
            await pilot.press("escape")
            await until(pilot, lambda: here(app, "today"))


async def test_a_private_contract_is_not_opened_to_two(pair: Pair) -> None:
    pair.learner.add("contract", text=SECRET, talk=SECRET, audience="private")
    two_look(pair.learner)
    async with running(pair.learner, LARGE) as (app, pilot):
        app.push_screen(ContractScreen())
        await until(pilot, "There is no contract yet")
        await keys(app, pilot, "e")
        await until(pilot, "One real issue")
        assert SECRET not in text_of(app)
