"""The Textual app: pages as modes, themes, operating-system signals. Data access is in
`desk.py`.
"""

import asyncio
import signal
from collections.abc import Iterable
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, Any

from textual import events
from textual.app import SystemCommand
from textual.filter import LineFilter
from textual.screen import Screen
from textual.theme import Theme

from coach_tui.tui.commands import TITLES, offers
from coach_tui.tui.desk import Desk
from coach_tui.tui.filters import CleanFilter
from coach_tui.tui.output import lasting_terminal
from coach_tui.tui.page import Page, turn_to
from coach_tui.tui.textual_private import QuietApp
from coach_tui.tui.themes import DARK, LIGHT

if TYPE_CHECKING:
    from collections.abc import Callable

    from coach_tui.home import Home


def _later(place: str) -> "Callable[[], Screen[Any]]":
    """A factory that imports a page's module (`module:Class`) only when the page is first
    opened.
    """

    def made() -> Screen[Any]:
        module, _, name = place.partition(":")
        page: Screen[Any] = getattr(import_module(f"coach_tui.tui.{module}"), name)()
        return page

    return made


class CoachApp(QuietApp):
    """The app for one engagement; every full page is a mode.

    `opening` is (deck or session id, issue id) of a session to open at the start; empty for none.
    """

    CSS_PATH = "app.tcss"
    TITLE = "Coach TUI"
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (40, "-narrow"), (80, "-middle"), (120, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (12, "-short"), (30, "-high")]
    MODES = {
        "today": _later("day.page:TodayPage"),
        "session": _later("session.page:SessionPage"),
        "thread": _later("issue.page:ThreadPage"),
        "experiments": _later("experiment.page:ExperimentsPage"),
        "decks": _later("session.decks:DecksPage"),
        "profile": _later("people.profile:ProfilePage"),
        "history": _later("day.history:HistoryPage"),
        "value": _later("worth.page:ValuePage"),
        "people": _later("people.page:PeoplePage"),
        "path": _later("day.path:PathPage"),
    }
    DEFAULT_MODE = "today"
    BINDINGS = []

    def __init__(
        self, home: "Home", sp: str, title: str, opening: tuple[str, str] = ("", "")
    ) -> None:
        if opening[0]:
            # For this run only: the first page is the session.
            self.DEFAULT_MODE = "session"  # type: ignore[misc]
        super().__init__()
        self._begin_with(DARK, LIGHT)
        self.desk = Desk(self, home, sp, title)
        self._opening = opening
        self._filter = CleanFilter()

    def _begin_with(self, *themes: Theme) -> None:
        # Before any stylesheet is parsed: a later change of theme would parse them all again.
        for theme in themes:
            self.register_theme(theme)
        self.set_reactive(CoachApp.theme, themes[0].name)
        self.stylesheet.set_variables(self.get_css_variables())

    def action_contract(self) -> None:
        """Open the contract over the present page; for pages of topics below people."""
        from coach_tui.tui.people.contract import ContractScreen

        self.push_screen(ContractScreen())

    def get_line_filters(self) -> list[LineFilter]:
        """Textual's line filters, followed by `CleanFilter`."""
        return [*super().get_line_filters(), self._filter]

    def on_mount(self) -> None:
        """Install signal handlers; open the engagement in a worker after the first page is
        drawn.
        """
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP", "SIGINT"):
            with suppress(NotImplementedError, RuntimeError, AttributeError, ValueError):
                loop.add_signal_handler(getattr(signal, name), self._hang_up)
        self.call_after_refresh(lambda: self.run_worker(self._live(), name="live"))

    def _hang_up(self) -> None:
        self.run_worker(self._quit())

    async def _live(self) -> None:
        if not await self.desk.open():
            return
        if self._opening[0]:
            # In a worker of its own, so that the sync loop below starts at once.
            self.run_worker(self._open_session(*self._opening), name="opening")
        await self.desk.live()

    async def _open_session(self, deck: str, issue: str) -> None:
        from coach_tui.tui.session.page import SessionPage

        page = await turn_to(self, "session")
        assert isinstance(page, SessionPage)
        await page.begin(deck, issue)

    async def action_quit(self) -> None:
        """Save drafts and the checkpoint, then exit; only when called again if words would be
        lost.
        """
        await self._quit(lose=False)

    async def _quit(self, *, lose: bool = True) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, Page) and not await screen.before_leaving() and not lose:
                return
        await self.desk.close()
        self.exit(0)

    def on_key(self, event: events.Key) -> None:
        """Drop a key that was pressed before the page it would act on was drawn, where pages
        say so (`early`).
        """
        early = getattr(self.screen, "early", None)
        if early is not None and early(event):
            event.prevent_default()

    def on_app_focus(self, event: events.AppFocus) -> None:
        """Sync at once when the terminal gets the focus."""
        self.desk.attend(True)

    def on_app_blur(self, event: events.AppBlur) -> None:
        """Sync less often while the terminal is without focus."""
        self.desk.attend(False)

    def in_short(self, error: BaseException) -> str:
        """The sentence that is printed for a crash."""
        from coach_tui.crash import crash_in_words

        return crash_in_words(error)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """The entries of the command palette: all pages, and what can be done on this one."""
        page = next((s for s in reversed(self.screen_stack) if isinstance(s, Page)), None)
        if page is None:
            return
        for name, title in TITLES.items():
            yield SystemCommand(title, f"Open the page {title}", lambda n=name: self.switch_mode(n))
        for command in (o.command for o in offers(page)):
            if command.action or command.id in ("up", "down", "first", "last"):
                continue
            action = getattr(page, f"action_{command.id}", None)
            if action:
                yield SystemCommand(command.short.capitalize(), command.help, action)


def run(home: "Home", sp: str, deck: str = "", issue: str = "") -> int:
    """Run the app on the engagement with id `sp` and return the exit code."""
    import json

    title = ""
    with suppress(OSError, ValueError):
        title = str(json.loads(home.keyring(sp).read_bytes()).get("title", ""))
    app = CoachApp(home, sp, title, (deck, issue))
    with lasting_terminal():
        code = app.run()
    return code if isinstance(code, int) else app.return_code or 0
