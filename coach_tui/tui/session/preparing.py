"""Dialogs between two sessions: preparing the next one, and moving its date."""

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.widgets import Input, Static

from coach_tui.guide.session import meeting, preparing
from coach_tui.tui.dialogs.base import ConfirmScreen, Dialog
from coach_tui.tui.page import Page
from coach_tui.tui.widgets.words import MUTED, paragraph, styled


async def prepare_next(page: Page) -> None:
    """Ask the three questions before a meeting, then whether to send what was written. Must run in
    a worker, because it waits for dialogs.
    """
    from coach_tui.tui.dialogs.form import FormScreen

    there = preparing.mine(page.reader)
    kept = await page.app.push_screen_wait(
        FormScreen("preparation", there.id if there is not None else "")
    )
    record = page.reader.get(kept) if kept else None
    if record is None or not record.private:
        return
    engagement, who = page.engagement, page.reader.who
    if not who.names:
        page.desk.say("Kept on this device. Nobody has joined yet to send it to.")
        return
    answer = await page.app.push_screen_wait(
        ConfirmScreen(
            f"Send it to {who.others}?",
            "keep to yourself for now",
            "send",
            f"It is shown when you next begin a session. There is no way back; {who.others} can "
            "read it as soon as it arrives.",
        )
    )
    if answer == "yes" and await page.desk.keep(lambda: preparing.send(engagement)) is not None:
        page.desk.say(f"Sent to {who.others}.")


class MoveScreen(Dialog[None]):
    """Moves the next date or calls it off, with a word to the others."""

    BINDINGS = [Binding("ctrl+j,ctrl+s", "keep", show=False, priority=True)]
    KEYS = (("enter", "go on"), ("tab", "next"), ("escape", "close"))

    def content(self) -> ComposeResult:
        """The date as it is, a line for the new one and a line for the word."""
        found = meeting.next_meeting(self.reader)
        now = f"Now: {found.words}." if found is not None and found.day else "There is no date now."
        who = self.reader.who
        under = f"{now} tue 10:00, 21 Oct or +7; off calls it off. {who.others} will see this."
        yield Static(styled("The next session", "bold"), classes="title one")
        yield Static(paragraph(under, MUTED), classes="title")
        with Horizontal(classes="field"):
            yield Static(styled("when"))
            yield Input("", id="when", compact=True)
        with Horizontal(classes="field"):
            yield Static(styled("a word with it"))
            yield Input("", id="note", compact=True)
        yield Static("", id="trouble")

    def on_mount(self) -> None:
        """Focus the line for the date."""
        self.query_one("#when", Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go to the word with enter, then store both."""
        event.stop()
        if event.input.id == "when":
            self.query_one("#note", Input).focus()
        else:
            self.run_worker(self.action_keep())

    async def keep(self) -> None:
        """Store the date and the word."""
        when, note = (self.query_one(f"#{one}", Input).value for one in ("when", "note"))
        engagement = self.engagement
        moved = await self.desk.keep(lambda: meeting.move(engagement, when, note), self.refused)
        if moved is not None:
            self.dismiss(None)
