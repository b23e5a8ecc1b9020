"""The app on screen, as a test uses it: by keys and clicks, reading what stands there."""

import inspect
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.app import App
from textual.pilot import Pilot
from textual.widget import Widget

from coach_tui.tui.app import CoachApp
from coach_tui.tui.commands import PAGES
from coach_tui.tui.dialogs.valued import Readable
from coach_tui.tui.page import Page
from coach_tui.tui.session.choices import Choices
from coach_tui.tui.session.closing import ClosingPage
from coach_tui.tui.session.opening import OpeningPage
from coach_tui.tui.session.page import SessionPage
from coach_tui.tui.widgets.rows import Rows
from tests.pair import Side

SMALL, LARGE = (80, 24), (120, 40)
WALKED = pytest.mark.parametrize(
    "size", [SMALL, pytest.param(LARGE, marks=pytest.mark.fuzz)], ids=["80x24", "120x40"]
)
"""For walks through everything with every hostile text: the wide one is for `.ci/run` alone."""
PATIENCE = 60.0
"""Seconds until a wait gives up, far away because the machine may be busy; no test judges them."""
NAMES = {
    " ": "space", "\n": "enter", "/": "slash", "-": "minus", "?": "question_mark",
    ".": "full_stop", ",": "comma",
}  # fmt: skip


def text_of(app: App[Any]) -> str:
    """What stands on the screen."""
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips)


class Heard(CoachApp):
    """The app, and what it has said at the edge of the screen since a test last waited for
    something. It stands there for three seconds, in which a loaded machine may not look once.
    """

    CSS_PATH = str(Path(inspect.getfile(CoachApp)).with_name("app.tcss"))

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.said: list[str] = []

    def notify(self, message: str, **more: Any) -> None:
        """Say it as ever."""
        self.said.append(message)
        super().notify(message, **more)


async def until(pilot: Pilot[Any], done: str | Callable[[], bool]) -> None:
    """Wait until words can be read or were said, or something is so."""
    said = pilot.app.said if isinstance(pilot.app, Heard) else []
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        await pilot.pause(0.02)
        if done() if callable(done) else done in text_of(pilot.app):
            said.clear()
            return
        if isinstance(done, str) and any(done in words for words in said):
            said.clear()
            await pilot.pause()
            return
    raise AssertionError(f"{done!r} did not come about:\n{text_of(pilot.app)}")


async def write(pilot: Pilot[Any], text: str) -> None:
    """Type a text."""
    await pilot.press(*[NAMES.get(c, c) for c in text])


async def tap(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys, each handled and drawn before the next: for walks of hundreds of keys, where
    `press` would wait twice a key until nothing at all happens any more.
    """
    for key in keys:
        pilot.app.simulate_key(key)
        # From the app to the screen, from there to what has the focus, and what that asks for.
        for _ in range(3):
            await pilot.pause(0)


@asynccontextmanager
async def running(side: Side, size: tuple[int, int]) -> AsyncIterator[tuple[CoachApp, Pilot[int]]]:
    """The app with its first page drawn."""
    app = Heard(side.home, side.sp, "Wing B")
    async with app.run_test(size=size, notifications=True) as pilot:
        # On a small screen the selected entry may stand so far below that the head is out of view.
        drawn = ("Due", "What fits now", "From ")
        await until(
            pilot,
            lambda: app.desk.opened is not None and any(w in text_of(app) for w in drawn),
        )
        yield app, pilot


@asynccontextmanager
async def playing(
    side: Side, deck: str = "challenge-assumptions", size: tuple[int, int] = SMALL
) -> AsyncIterator[tuple[CoachApp, Pilot[int]]]:
    """The app in a session with a deck."""
    app = Heard(side.home, side.sp, "Wing B", (deck, ""))
    async with app.run_test(size=size) as pilot:
        if deck:
            await until(pilot, "Then")
            await past_opening(pilot)
        yield app, pilot


async def past_opening(pilot: Pilot[int]) -> None:
    """From what was promised to the first question, where a session begins with it."""
    if isinstance(pilot.app.screen, OpeningPage):
        await opened_up(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: not isinstance(pilot.app.screen, OpeningPage))


async def opened_up(pilot: Pilot[int]) -> OpeningPage:
    """Wait for the page before the first question, until it takes keys."""
    await until(pilot, lambda: isinstance(pilot.app.screen, OpeningPage))
    screen = pilot.app.screen
    assert isinstance(screen, OpeningPage)
    await until(pilot, lambda: screen.taking)
    return screen


async def closed_up(pilot: Pilot[int]) -> ClosingPage:
    """Wait for the page after the last question, until it takes keys."""
    await until(pilot, lambda: isinstance(pilot.app.screen, ClosingPage))
    screen = pilot.app.screen
    assert isinstance(screen, ClosingPage)
    await until(pilot, lambda: screen.taking)
    return screen


async def turn_to(pilot: Pilot[int], page: str) -> Page:
    """Open a page by its key."""
    await pilot.press(PAGES[page])
    await until(pilot, lambda: here(pilot.app, page))
    assert isinstance(pilot.app.screen, Page)
    return pilot.app.screen


def here(app: App[Any], page: str) -> bool:
    """Whether a page is shown and complete."""
    return isinstance(app.screen, Page) and page == app.screen.PAGE and app.screen.complete


async def click_words(pilot: Pilot[Any], words: str) -> None:
    """Click on words where they stand on the screen."""
    for y, line in enumerate(text_of(pilot.app).splitlines()):
        if words in line:
            await pilot.click(offset=(line.index(words) + 1, y))
            return
    raise AssertionError(f"{words!r} is not there:\n{text_of(pilot.app)}")


async def answer(pilot: Pilot[Any], question: str, key: str) -> None:
    """Answer a dialog whose answer is stored: select by a key, once it can be read, then keep."""
    await until(pilot, question)
    await until(pilot, lambda: readable(pilot.app))
    await pilot.press(key, "enter")


def readable(app: App[Any]) -> bool:
    """Whether a key counts now in the dialog that asks for a value."""
    found: Readable | None = getattr(app.screen, "readable", None)
    return found is not None and found.counts(events.Event())


def rows(widget: Widget) -> Rows:
    """A list, by its type."""
    assert isinstance(widget, Rows)
    return widget


def page(app: CoachApp) -> SessionPage:
    """The session's page."""
    assert isinstance(app.screen, SessionPage)
    return app.screen


async def choosing(pilot: Pilot[int]) -> None:
    """Wait until a choice takes keys: what is pressed before it was drawn does not count."""
    await until(pilot, lambda: page(pilot.app).query_one(Choices).open)  # type: ignore[arg-type]


CHARACTERS = {"enter": "\r", "ctrl+j": "\n"}


def burst(app: CoachApp, *keys: str) -> None:
    """All at once, as a terminal sends what is pasted or typed ahead."""
    for key in keys:
        app.post_message(events.Key(key, CHARACTERS.get(key, key if len(key) == 1 else None)))
