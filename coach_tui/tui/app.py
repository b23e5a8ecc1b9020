"""The app: one engagement on screen. It shows the state and sends changes; disk is for a worker."""

import asyncio
import gc
import signal
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from textual import events
from textual.app import App, SystemCommand
from textual.filter import LineFilter
from textual.screen import Screen
from textual.theme import Theme

from coach_tui.tui.commands import TITLES, of_page
from coach_tui.tui.filters import CleanFilter
from coach_tui.tui.output import lasting_terminal
from coach_tui.tui.page import Page
from coach_tui.tui.themes import DARK, LIGHT

if TYPE_CHECKING:
    from coach_tui.engagement import Engagement, News, Plan
    from coach_tui.home import Home

P = ParamSpec("P")
T = TypeVar("T")

AWAKE, ASLEEP = 1.0, 5.0
"""Seconds between two looks into the folder, with focus and without."""
HEAL_EVERY = 120.0
TELL_AFTER = 60.0
PUBLISH_EVERY = 5.0
"""Seconds between two looks whether anything waits to be published."""
BLIND = ("prediction", "check")
"""Kinds that each person gives before they see the other's."""
IDLE = 20.0
"""Seconds without a change after which the checkpoint is written."""


def _today() -> Screen[Any]:
    from coach_tui.tui.day.page import TodayPage

    return TodayPage()


def _session() -> Screen[Any]:
    from coach_tui.tui.session.page import SessionPage

    return SessionPage()


def _thread() -> Screen[Any]:
    from coach_tui.tui.issue.page import ThreadPage

    return ThreadPage()


def _experiments() -> Screen[Any]:
    from coach_tui.tui.experiment.page import ExperimentsPage

    return ExperimentsPage()


def _decks() -> Screen[Any]:
    from coach_tui.tui.session.decks import DecksPage

    return DecksPage()


def _history() -> Screen[Any]:
    from coach_tui.tui.day.history import HistoryPage

    return HistoryPage()


def _profile() -> "Page":
    from coach_tui.tui.people.profile import ProfilePage

    return ProfilePage()


def _path() -> Screen[Any]:
    from coach_tui.tui.day.path import PathPage

    return PathPage()


def _value() -> Screen[Any]:
    from coach_tui.tui.worth.page import ValuePage

    return ValuePage()


def _people() -> Screen[Any]:
    from coach_tui.tui.people.page import PeoplePage

    return PeoplePage()


class CoachApp(App[int]):
    """One engagement; every full page is a mode.

    `opening` names a deck (and an issue) of a session to begin with, or a session to go on with.
    """

    CSS_PATH = "app.tcss"
    TITLE = "Coach TUI"
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (40, "-narrow"), (80, "-middle"), (120, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (12, "-short"), (30, "-high")]
    MODES = {
        "today": _today,
        "session": _session,
        "thread": _thread,
        "experiments": _experiments,
        "decks": _decks,
        "profile": _profile,
        "history": _history,
        "value": _value,
        "people": _people,
        "path": _path,
    }
    DEFAULT_MODE = "today"
    BINDINGS = []

    def __init__(
        self, home: "Home", sp: str, title: str, opening: tuple[str, str] = ("", "")
    ) -> None:
        if opening[0]:
            # The page that this run begins with.
            self.DEFAULT_MODE = "session"  # type: ignore[misc]
        super().__init__()
        self._begin_with(DARK, LIGHT)
        self.home, self.sp = home, sp
        self.engagement_title = title
        self.opening = opening
        self.engagement: Engagement | None = None
        self.person = ""
        self.notice = ""
        """What stands on every page until the engagement is open."""
        self.trouble = ""
        self.way: tuple[tuple[bool, str], ...] = ()
        self.looked = 0
        """When the folder was last looked into (ms)."""
        self.together = False
        """One screen for two people: private records are hidden while a session runs."""
        self.plain = False
        """Pictures in plain characters: this device's setting."""
        self._io = ThreadPoolExecutor(1, thread_name_prefix="disk")
        self._door = asyncio.Lock()
        self._filter = CleanFilter()
        self._awake = True
        self._wake = asyncio.Event()
        self._healed = self._changed = time.monotonic()
        self._took = 0.0
        self._owed_since = 0.0
        self._blind = True
        """Something that is given blind may be there to be opened."""

    def _begin_with(self, *themes: Theme) -> None:
        # Chosen now, before any style is read: a later change reads them all again.
        for theme in themes:
            self.register_theme(theme)
        self.set_reactive(CoachApp.theme, themes[0].name)
        self.stylesheet.set_variables(self.get_css_variables())

    def get_line_filters(self) -> list[LineFilter]:
        """Textual's filters, and ours last."""
        return [*super().get_line_filters(), self._filter]

    # -- life ----------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """The first page is shown at once; everything is read behind it."""
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP", "SIGINT"):
            with suppress(NotImplementedError, RuntimeError, AttributeError, ValueError):
                loop.add_signal_handler(getattr(signal, name), self._hang_up)
        self.call_after_refresh(lambda: self.run_worker(self._live(), name="live"))

    def _hang_up(self) -> None:
        self.run_worker(self.action_quit())

    def _fatal_error(self) -> None:
        # Textual prints a traceback with locals here, which hold what people wrote.
        from rich.text import Text

        from coach_tui.crash import in_words

        if self._exception is not None:
            self._exit_renderables.append(Text(in_words(self._exception)))
        self._close_messages_no_wait()

    async def disk(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run something that touches the disk, one at a time, away from the screen."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._io, lambda: work(*args, **kwargs))

    async def aside_disk(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The same for drafts, which must not wait for a slow folder."""
        return await asyncio.to_thread(work, *args, **kwargs)

    async def _live(self) -> None:
        from coach_tui import settings
        from coach_tui.records.refusal import Refused

        self.plain = (await self.aside_disk(settings.read, self.home.settings())).plain
        try:
            self.engagement = await self.disk(self._load)
            if not gc.isenabled():
                # What was read so far stays: it need not be looked through for garbage ever again.
                gc.freeze()
                gc.enable()
            while self.engagement is None:
                self.notice = (
                    "You have asked to be let in. The other device answers at its next sync; "
                    "this page opens by itself."
                )
                self._refresh_frame()
                await asyncio.sleep(AWAKE)
                self.engagement = await self.disk(self._load)
        except Refused as refused:
            from rich.text import Text

            self.exit(1, message=Text(str(refused)))
            return
        self.notice = ""
        self.engagement.subscribe(self._told)
        self.engagement_title = self.engagement.title
        self.person = self.engagement.name_of(self.engagement.me.member)
        await self._measure()
        self._told(set(self.engagement.state.records))
        await self._open_session()
        while True:
            await self.look()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), AWAKE if self._awake else ASLEEP)
            self._wake.clear()

    def _load(self) -> "Engagement | None":
        from coach_tui.engagement import Engagement, try_to_enter
        from coach_tui.sync import keys

        ring = keys.load(self.home, self.sp)
        if not try_to_enter(self.home, ring):
            return None
        found = Engagement(self.home, ring).load()
        found.replica.load_folder_cache()
        return found

    async def _open_session(self) -> None:
        deck, issue = self.opening
        if deck:
            page = await self.page_shown("session")
            await page.begin(deck, issue)  # type: ignore[attr-defined]

    async def page_shown(self, name: str) -> Page:
        """The page of that name, once it is there with all its parts."""
        while True:
            page = self.screen
            if isinstance(page, Page) and name == page.PAGE and page.complete:
                return page
            await asyncio.sleep(0.01)

    async def action_quit(self) -> None:
        """Write down what is being typed and the checkpoint, then close."""
        for screen in self.screen_stack:
            if isinstance(screen, Page):
                await screen.before_leaving()
        if self.engagement is not None:
            with suppress(OSError):
                await self._checkpoint()
        self.exit(0)

    def on_app_focus(self, event: events.AppFocus) -> None:
        """Look at once when the person comes back."""
        self._awake = True
        self._wake.set()

    def on_app_blur(self, event: events.AppBlur) -> None:
        """Look less often while nobody does."""
        self._awake = False

    # -- one way in, one way out ---------------------------------------------------------------

    async def keep(self, *plans: "Plan") -> list[str]:
        """Save changes, show them, then publish behind the screen; the ids that changed.

        `Refused` when they could not be saved.
        """
        assert self.engagement is not None
        if not plans:
            return []
        async with self._door:
            taken = await self.disk(self.engagement.keep, *plans)
            self.engagement.apply(taken)
        self._changed = time.monotonic()
        await self._measure()
        self.run_worker(self._publish(), group="publish")
        await self._open_blind()
        return list(dict.fromkeys(i for i, _ in taken))

    async def _open_blind(self) -> None:
        """Open what both have given by now (P10, C2); once more later where that cannot be kept."""
        if not self._blind:
            return
        from coach_tui.guide.blind import due_reveals
        from coach_tui.records.refusal import Refused

        assert self.engagement is not None
        self._blind = False
        if plans := due_reveals(self.engagement):
            try:
                await self.keep(*plans)
            except Refused:
                self._blind = True

    async def _publish(self) -> None:
        assert self.engagement is not None
        async with self._door:
            self.trouble = _in_short(await self.disk(self.engagement.publish))
        await self._measure()

    async def look(self) -> "News":
        """See what came and show it; publish what waits; tell that it came."""
        assert self.engagement is not None
        engagement = self.engagement
        async with self._door:
            news = await self.disk(engagement.look)
            engagement.apply(news.taken)
        now = time.monotonic()
        self.looked = engagement.wall()
        if news.taken:
            self._changed = now
            self._owed_since = self._owed_since or now
        for name in news.admitted:
            self.notify(f"{name} is in now.", timeout=3, markup=False)
        if news.taken or news.admitted or self.trouble or now - self._took > PUBLISH_EVERY:
            self._took = now
            await self._publish()
        await self._open_blind()
        await self._upkeep(now)
        return news

    async def _upkeep(self, now: float) -> None:
        assert self.engagement is not None
        replica = self.engagement.replica
        if now - self._healed > HEAL_EVERY:
            self._healed = now
            await self.disk(replica.heal)
        if self._owed_since and now - self._owed_since > TELL_AFTER:
            self._owed_since = 0.0
            if await self.disk(replica.tell):
                await self._publish()
        if now - self._changed > IDLE:
            self._changed = float("inf")
            with suppress(OSError):
                await self._checkpoint()

    async def _checkpoint(self) -> None:
        assert self.engagement is not None
        async with self._door:
            self.engagement.apply(await self.disk(self.engagement.replica.read_vault))
            await self.disk(self.engagement.write_checkpoint)
            await self.disk(self.engagement.replica.save_folder_cache)

    # -- showing -------------------------------------------------------------------------------

    async def _measure(self) -> None:
        """How far the newest change has come, for the header."""
        assert self.engagement is not None
        self.way = await self.disk(_way_of, self.engagement)
        self._refresh_frame()

    def _told(self, ids: set[str]) -> None:
        from coach_tui.guide.timing import two_here

        assert self.engagement is not None
        records = self.engagement.state.records
        if any(records[i].kind == "session" for i in ids if i in records):
            self.together = two_here(self.engagement)
        if any(records[i].kind in BLIND for i in ids if i in records):
            self._blind = True
        for screen in self.screen_stack:
            if isinstance(screen, Page):
                screen.changed(ids)

    async def flip_plain(self) -> None:
        """Draw pictures with plain characters from now on, or with braille again."""
        from msgspec import structs

        from coach_tui import settings
        from coach_tui.records.refusal import Refused

        place, plain = self.home.settings(), not self.plain
        self._draw_plain(plain)
        words = "Pictures in plain characters." if plain else "Pictures in braille."
        try:
            await self.disk(
                lambda: settings.keep(place, structs.replace(settings.read(place), plain=plain))
            )
        except Refused as refused:
            words = str(refused)
            self._draw_plain(not plain)
        self.notify(words, timeout=3, markup=False)

    def _draw_plain(self, plain: bool) -> None:
        self.plain = plain
        for screen in self.screen_stack:
            if isinstance(screen, Page) and screen.ready:
                screen.changed(set())

    def _refresh_frame(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, Page):
                screen.refresh_frame()

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Everything that a key does here, by its name."""
        page = next((s for s in reversed(self.screen_stack) if isinstance(s, Page)), None)
        if page is None:
            return
        for name, title in TITLES.items():
            yield SystemCommand(title, f"Open the page {title}", lambda n=name: self.switch_mode(n))
        for command in of_page(page.context):
            if command.action or command.id in ("up", "down", "first", "last"):
                continue
            action = getattr(page, f"action_{command.id}", None)
            if action:
                yield SystemCommand(command.short.capitalize(), command.help, action)


def _way_of(engagement: "Engagement") -> tuple[tuple[bool, str], ...]:
    """Saved, published, arrived at each other member: what is reached, in words."""
    from coach_tui.records.dates import at

    head = engagement.replica.vault.head()
    published = head.published >= head.n
    way = [(True, "saved"), (published, "published" if published else "not published")]
    for device in engagement.others:
        progress = engagement.replica.progress
        there = progress.arrived(engagement.replica.device, device.device)
        heard = progress.of(device.device).wall
        clock = f" {at(heard):%H:%M}" if heard else ""
        arrived = published and there >= engagement.replica.last_change
        name = engagement.name_of(device.member)
        way.append((arrived, f"arrived at {name}{clock if arrived else ''}"))
    return tuple(way)


def _in_short(trouble: str) -> str:
    """The folder's trouble for the header: without its place, which People shows."""
    words = trouble.split(":", maxsplit=1)[0].split(" (", maxsplit=1)[0].rstrip(".")
    return f"not published: {words.replace('The shared', 'the')}" if trouble else ""


def run(home: "Home", sp: str, deck: str = "", issue: str = "") -> int:
    """Open the app on one engagement; the exit code. A crash is one sentence."""
    import json

    title = ""
    with suppress(OSError, ValueError):
        title = str(json.loads(home.keyring(sp).read_bytes()).get("title", ""))
    app = CoachApp(home, sp, title, (deck, issue))
    with lasting_terminal():
        code = app.run()
    return code if isinstance(code, int) else app.return_code or 0
