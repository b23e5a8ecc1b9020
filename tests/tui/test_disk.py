"""What a page reads again and again it reads beside the screen: a slow disk must not hold keys."""

import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from coach_tui.disk import private_dir
from coach_tui.planning import plan_edit, plan_new
from coach_tui.tui.session.decks import EVERY
from coach_tui.tui.session.page import SessionPage
from tests.guide.other_engagements import ward
from tests.pair import Pair
from tests.tui.on_screen import LARGE, SMALL, running, text_of, turn_to, until

_read: list[str] | None = None
_aside: list[str] = []


def _hook(event: str, args: tuple[object, ...]) -> None:
    main = threading.current_thread() is threading.main_thread()
    if _read is not None and event in ("open", "os.listdir", "os.scandir"):
        place = args[0]
        found = os.fsdecode(place) if isinstance(place, str | bytes | os.PathLike) else ""
        (_read if main else _aside).append(found)


@pytest.fixture
def read() -> Iterator[list[str]]:
    """The files and folders that the screen's own thread opens."""
    global _read  # noqa: PLW0603 (an audit hook cannot be taken out again, only be put to sleep)
    if not getattr(sys, "_coach_hooked", False):
        sys.addaudithook(_hook)
        sys._coach_hooked = True  # type: ignore[attr-defined]
    _read = []
    _aside.clear()
    yield _read
    _read = None


def within(read: list[str], place: Path) -> list[str]:
    return [p for p in read if Path(p) == place or place in Path(p).parents]


async def test_the_page_of_decks_looks_into_the_folder_beside_the_screen(
    pair: Pair, read: list[str]
) -> None:
    home = pair.coach.home
    (private_dir(home.decks()) / "own.md").write_text("# Own\n\n- What now?\n")
    async with running(pair.coach, SMALL) as (_, pilot):
        await turn_to(pilot, "decks")
        await until(pilot, "Your own")
        read.clear()
        await pilot.pause(2.5 * EVERY)
        found = list(read)
    assert within(found, home.decks()) == within(found, home.settings()) == []


async def test_whether_hints_are_wanted_is_read_beside_the_screen(
    pair: Pair, read: list[str]
) -> None:
    async with running(pair.coach, SMALL) as (app, pilot):
        page = await turn_to(pilot, "session")
        assert isinstance(page, SessionPage)
        await page.run_worker(page.begin("ladder")).wait()
        read.clear()
        page.action_capture()
        await until(pilot, "Write down")
        found = list(read)
        assert app.screen.focused is not None and app.screen.focused.id == "box"
    assert within(found, pair.coach.home.settings()) == []


async def test_other_engagements_are_read_beside_the_screen_once_and_never_before_two(
    pair: Pair, read: list[str]
) -> None:
    other = ward(pair.coach)
    pair.coach.add("issue", text="Late repairs", pattern=["hand-over"])
    who = pair.coach.open()
    (sat,) = who.do(
        plan_new(who, "session", {"text": "Now", "together": True, "status": "running"})
    )
    async with running(pair.coach, LARGE) as (app, pilot):
        read.clear()
        _aside.clear()
        await turn_to(pilot, "thread")
        await until(pilot, "Late repairs")
        await pilot.pause(0.3)
        assert within(_aside, other.vault) == [] and "Letters" not in text_of(app)
        engagement = app.desk.opened
        assert engagement is not None
        await app.desk.keep(lambda: [plan_edit(engagement, sat.id, {"status": "ended"})])
        await until(pilot, "Letters wait")
        assert within(_aside, other.vault / "own.jsonl")
        _aside.clear()
        await turn_to(pilot, "today")
        await turn_to(pilot, "thread")
        await until(pilot, "Letters wait")
        await pilot.press("c", "g")
        found = [*read, *_aside]
    assert within(found, other.vault) == within(read, other.vault) == []
