"""What the pages before the first and after the last question have in common."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult

from coach_tui.guide.session import closing
from coach_tui.tui.page import Page
from coach_tui.tui.session import drawing as view
from coach_tui.tui.session.player import PlayerRail, Progress, StageLine
from coach_tui.tui.widgets.early import GRACE, NEVER, in_time

if TYPE_CHECKING:
    from coach_tui.guide.session.reading import Sitting


class SittingPage(Page):
    """A page over the Session page that belongs to a running session. `then` is called with the
    way out when it closes.

    Keys pressed before the page was drawn are dropped: they were meant for what was there before.
    """

    CSS_PATH = "frame.tcss"
    DECIDING: frozenset[str] = frozenset()
    """Keys that wait for `GRACE`, too."""
    STAGE = ""
    """What this page is called among the stages."""

    def __init__(self, sitting: "Sitting", then: Callable[[str], None]) -> None:
        super().__init__()
        self.sitting, self._then = sitting, then
        self._since = NEVER

    def rail(self) -> ComposeResult:
        """The rail with pages and stages."""
        yield PlayerRail()

    def on_mount(self) -> None:
        """Begin to take keys once the page has been drawn."""
        for rail in self.query(PlayerRail):  # none if the app is closed meanwhile
            rail.page = "session"
        self.call_after_refresh(self._drawn)

    def _drawn(self) -> None:
        self._since = events.Event().time
        # The list has scrolled to its first entry; the page is read from its heading on.
        self.query_one("#main").scroll_home(animate=False)

    @property
    def _air(self) -> int:
        """The blank lines before a section; fewer where the terminal is low."""
        return 2 if self.app.size.height >= 30 else 1

    @property
    def taking(self) -> bool:
        """Whether the page has been drawn and takes keys."""
        return self._since < NEVER

    def early(self, event: events.Key) -> bool:
        """Whether a key was pressed before the page could be read. The app asks, because a key may
        have gone through the page before and come to the app when this one is shown already.
        """
        grace = GRACE if event.key in self.DECIDING else 0.0
        return not in_time(event.time, self._since, grace)

    def on_resize(self) -> None:
        """Draw again for the new size."""
        if self.ready:
            self.draw()

    def stages(self, *, first: bool) -> None:
        """Draw the stages, with this page before the first or after the last one."""
        spent = closing.spent(self.sitting) // 60_000
        found: Progress = view.progress(self.sitting, None, spent)
        here = StageLine("›", self.STAGE, 0, True)
        lines = (here, *found.stages) if first else (*found.stages, here)
        self.query_one(PlayerRail).progress = replace(found, stages=lines)

    async def action_leave(self) -> None:
        """Leave the session, to be continued later."""
        self.out("leave")

    def out(self, way: str) -> None:
        """Close the page and say which way it is left."""
        if self.is_current:
            self.dismiss(None)
            self._then(way)
