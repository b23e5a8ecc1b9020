"""The People page: progress of syncing, members' devices, the shared folder, conflicts."""

from textual import work
from textual.app import ComposeResult

from coach_tui.tui.commands import bindings
from coach_tui.tui.page import Page
from coach_tui.tui.people.conflict import choose_between
from coach_tui.tui.people.rows import conflict_rows, sync_rows, sync_status
from coach_tui.tui.widgets.bars import Head, Rail, RailLine
from coach_tui.tui.widgets.rows import Row, Rows
from coach_tui.tui.widgets.words import MUTED, styled


class PeoplePage(Page):
    """One list, in which only conflicts can be selected."""

    PAGE = "people"
    BINDINGS = bindings("people")

    def body(self) -> ComposeResult:
        """The list."""
        yield Rows(id="pair")

    def draw(self) -> None:
        """Draw members, progress and conflicts."""
        self.query_one("#head", Head).say(styled("Your words, and how far they have come", "bold"))
        self._draw_members()
        self._show()

    def refresh_frame(self) -> None:
        """Update the frame and the list, which shows the same status in detail."""
        super().refresh_frame()
        if self.ready and self.is_current:
            self._show()

    def _draw_members(self) -> None:
        lines = [RailLine("Members", head=True)]
        for member in self.engagement.members:
            me = member == self.engagement.me.member
            lines.append(RailLine(self.engagement.name_of(member), right="you" if me else ""))
        self.query_one(Rail).below = tuple(lines)

    def _show(self) -> None:
        if self.desk.status is None:
            return
        rows = [Row("Saved is safe. The rest happens by itself.", tone=MUTED), Row()]
        both = conflict_rows(self.reader)
        now = sync_status(self.desk, self.desk.status)
        rows += sync_rows(now, self.engagement.wall(), self.desk.looked)
        self.query_one("#pair", Rows).show(rows + both)

    # -- acting --------------------------------------------------------------------------------

    def on_rows_picked(self, event: Rows.Picked) -> None:
        """Resolve the picked conflict."""
        self.action_choose()

    def action_open(self) -> None:
        """Resolve the selected conflict."""
        self.action_choose()

    def action_choose(self) -> None:
        """Resolve the selected conflict by choosing a value."""
        identity, _, field = self.query_one("#pair", Rows).selected.partition(":")
        if identity:
            self.run_worker(choose_between(self, identity, field))
        else:
            self.desk.say(f"Nothing was edited by {self.reader.who.several} at once.")

    def action_sync(self) -> None:
        """Sync now."""
        self._sync()

    @work(exclusive=True, group="sync")
    async def _sync(self) -> None:
        news = await self.desk.look()
        count = len(news.taken)
        words = "Looked. Nothing new." if not count else f"Looked. {count} came in."
        self.desk.say(self.desk.folder_trouble or words)
        self.draw()

    def action_invite(self) -> None:
        """Make an invitation and show its code."""
        if self.engagement.me.role != "coach":
            words = "Only the coach's device can let people in."
            self.desk.say(words)
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
        if not (code := await self.desk.invite()):
            return
        self.app.push_screen(InvitationScreen(code))
        self.draw()
