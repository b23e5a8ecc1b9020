"""People: how far one's words have come, devices, the folder, and what two edited at once."""

from textual import work
from textual.app import ComposeResult

from coach_tui.records.refusal import Refused
from coach_tui.tui.commands import bindings
from coach_tui.tui.page import Page
from coach_tui.tui.people.conflict import choose_between
from coach_tui.tui.people.rows import Standing, conflict_rows, standing, standing_rows
from coach_tui.tui.widgets.bars import Head, Rail, RailLine
from coach_tui.tui.widgets.rows import Row, Rows
from coach_tui.tui.widgets.words import MUTED, styled

EVERY = 2.0
"""Seconds between two readings of how far things have come, while the page is shown."""


class PeoplePage(Page):
    """One list; only what can be chosen between is selected."""

    PAGE = "people"
    BINDINGS = bindings("people")

    def __init__(self) -> None:
        super().__init__()
        self._standing: Standing | None = None

    def body(self) -> ComposeResult:
        """Everything in one list."""
        yield Rows(id="pair")

    def on_mount(self) -> None:
        """Read how far things have come, again and again."""
        self.set_interval(EVERY, self._again)

    def _again(self) -> None:
        if self.ready and self.is_current:
            self.draw()

    def draw(self) -> None:
        """What is known, then what the disk says."""
        self.query_one("#head", Head).say(styled("Your words, and how far they have come", "bold"))
        self._draw_members()
        self._show()
        self._read()

    def _draw_members(self) -> None:
        lines = [RailLine("Members", head=True)]
        for member in self.engagement.members:
            me = member == self.engagement.me.member
            lines.append(RailLine(self.engagement.name_of(member), right="you" if me else ""))
        self.query_one(Rail).below = tuple(lines)

    @work(exclusive=True, group="standing")
    async def _read(self) -> None:
        self._standing = await self.coach.disk(standing, self.engagement)
        self._show()

    def _show(self) -> None:
        if self._standing is None:
            return
        rows = [Row("Saved is safe. The rest happens by itself.", tone=MUTED), Row()]
        both = conflict_rows(self.engagement, self.shows)
        looked = self.coach.looked
        rows += standing_rows(self._standing, self.engagement.wall(), looked)
        self.query_one("#pair", Rows).show(rows + both)

    # -- acting --------------------------------------------------------------------------------

    def on_rows_picked(self, event: Rows.Picked) -> None:
        """Choose between two edits."""
        self.action_choose()

    def action_open(self) -> None:
        """The same with enter."""
        self.action_choose()

    def action_choose(self) -> None:
        """Choose between the values of the selected field."""
        identity, _, field = self.query_one("#pair", Rows).selected.partition(":")
        if identity:
            self.run_worker(choose_between(self, identity, field))
        else:
            self.coach.notify("Nothing was edited by both at once.", timeout=3, markup=False)

    def action_sync(self) -> None:
        """Look into the folder now."""
        self._sync()

    @work(exclusive=True, group="sync")
    async def _sync(self) -> None:
        news = await self.coach.look()
        count = len(news.taken)
        words = "Looked. Nothing new." if not count else f"Looked. {count} came in."
        trouble = await self.coach.disk(self.engagement.replica.folder.trouble)
        self.coach.notify(trouble or words, timeout=3, markup=False)
        self.draw()

    def action_invite(self) -> None:
        """Make an invitation and show its code."""
        if self.engagement.me.role != "coach":
            words = "Only the coach's device can let people in."
            self.coach.notify(words, timeout=3, markup=False)
            return
        self._invite()

    @work(exclusive=True, group="invite")
    async def _invite(self) -> None:
        from coach_tui.tui.dialogs.base import ConfirmScreen, InvitationScreen

        if self.engagement.others:
            answer = await self.app.push_screen_wait(
                ConfirmScreen("Somebody has joined already. Invite again?", "leave it", "invite",
                              "Whoever uses the invitation can read everything that is shared.")
            )  # fmt: skip
            if answer != "yes":
                return
        try:
            code = await self.coach.disk(self.engagement.invite, "learner")
        except (Refused, OSError) as refused:
            self.coach.notify(str(refused), timeout=6, markup=False)
            return
        self.app.push_screen(InvitationScreen(code))
        self.draw()
