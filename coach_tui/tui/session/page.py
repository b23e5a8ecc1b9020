"""The Session page: starting and continuing sessions, and the commands behind `ctrl+o`.

The class is built in layers: `playing.Player` draws, `replying.Replying` stores replies, and
`SessionPage` adds the rest. Rows P6 and C2 of docs/method.md.
"""

from typing import TYPE_CHECKING

from textual import on

from coach_tui.guide import timing, writing
from coach_tui.guide.session import closing, replies
from coach_tui.tui.commands import bindings, offers
from coach_tui.tui.session import drawing as view
from coach_tui.tui.session import notes
from coach_tui.tui.session.replying import Replying
from coach_tui.tui.widgets.rows import Rows

if TYPE_CHECKING:
    from coach_tui.guide.session.reading import Sitting
    from coach_tui.records.state import Record


class SessionPage(Replying):
    """A session in progress; without one, the list of those that can be continued."""

    BINDINGS = [*bindings("player"), *bindings("session")]

    _covered_by = ""
    """The page to be shown over this one when it is back: `opening`, `closing` or empty."""

    # -- beginning -----------------------------------------------------------------------------

    async def begin(
        self, deck: str, issue: str = "", together: bool | None = None, form: str = "whole"
    ) -> None:
        """Start a session with a deck or stage (`deck#stage`) on an issue (an id), or continue one
        that was left.

        `together` says whether two people look at this screen; None when nobody was asked.
        """
        from coach_tui.guide.session.begin import left_with, start

        engagement, reader = self.engagement, self.reader
        if earlier := await self.desk.ask(lambda: left_with(reader, deck, issue), self._say):
            await self.go_on(earlier, "Going on where you left it.")
            return
        plans = await self.desk.ask(
            lambda: start(engagement, deck, issue, bool(together), form), self._say
        )
        ids = await self.desk.keep(lambda: plans or [], self._say)
        if not ids:
            return
        records = self.engagement.state.records
        session = next(i for i in ids if records[i].kind == "session")
        asks = together is None and self.engagement.others
        await self.go_on(records[session], "Two people at this screen? ctrl+o w" if asks else "")

    async def begin_planned(self, session: "Record", together: bool = False) -> None:
        """Begin a session that was planned beforehand."""
        from coach_tui.guide.session.planning import begin_planned

        engagement = self.engagement
        plans = await self.desk.ask(lambda: begin_planned(engagement, session, together), self._say)
        if plans and await self.desk.keep(lambda: plans, self._say) is not None:
            await self.go_on(engagement.state.records[session.id])

    def show_step(self, index: int | None) -> None:
        """Draw a step; the end of a session is a page of its own."""
        super().show_step(index)
        self._covered_by = ""
        whole = self.sitting is not None and not self.sitting.exercise and not self.alone
        if index is None and whole:
            self._lay_over("closing")

    def _lay_over(self, name: str) -> None:
        """Show the page before the first question, or the one after the last; where another page or
        a dialog is shown now, as soon as this page is back.
        """
        if not self.is_current:
            self._covered_by = name
            return
        from coach_tui.tui.session.closing import ClosingPage
        from coach_tui.tui.session.opening import OpeningPage

        assert self.sitting is not None
        self._covered_by = ""
        page = OpeningPage if name == "opening" else ClosingPage
        self.app.push_screen(page(self.sitting, self._after))

    def on_screen_resume(self) -> None:
        """Show the page that was due while another one was shown."""
        if self._covered_by and self.sitting is not None:
            self._lay_over(self._covered_by)

    def _after(self, way: str) -> None:
        """Go on after the page before the first question, or after the last one."""
        if self.sitting is None:
            return
        self.sitting.refresh()
        way, _, prompt = way.partition(":")
        if way == "on":
            self.show_step(self.sitting.next_open())
        elif way == "step":
            found = [n for n, s in enumerate(self.sitting.steps) if s.prompt.id == prompt]
            self.show_step(found[0] if found else None)
        elif way == "ended":
            self._close_page()
        else:
            self.run_worker(self.action_back() if way == "back" else self.action_leave())

    async def action_two(self) -> None:
        """Switch between one and two people at this screen; with two, notes and private records are
        hidden.
        """
        if self.sitting is None:
            return
        two = self.sitting.record.get("together") is not True
        alone = self.step is not None and self.step.private
        if alone and not await self.before_leaving():
            return
        engagement, session = self.engagement, self.sitting.session
        said = {"together": two}
        await self.desk.keep(lambda: writing.edit(engagement, session, said), self._say)
        self._peeked = False
        if alone:
            # Remove the private text from the box, or restore it.
            self.show_step(self.index)
        self._say(
            "Two people at this screen: notes are closed, private records hidden."
            if two
            else "One person at this screen."
        )
        self.draw()

    async def do_exercise(self, exercise: "Record") -> None:
        """Begin an exercise, or continue it."""
        from coach_tui.guide.session.exercises import begin_exercise, session_of

        engagement = self.engagement
        if await self.desk.keep(lambda: begin_exercise(engagement, exercise), self._say) is None:
            return
        if session := session_of(self.reader, exercise):
            await self.go_on(session)

    async def go_on(self, session: "Record", words: str = "") -> None:
        """Open a session at its first open step; `words` is shown below the box."""
        from coach_tui.guide.session.begin import sitting

        engagement = self.engagement
        opened = await self.desk.ask(lambda: sitting(engagement, session), self._say)
        if opened is None:
            return
        self._sit(opened)
        self.alone = self._peeked = self._nudged = False
        await self.desk.keep(lambda: closing.go_on(opened), self._say)
        self.said = words
        from coach_tui.guide.session.opening import still_opening

        if still_opening(opened):
            super().show_step(opened.next_open())
            self._lay_over("opening")
        else:
            self.show_step(opened.next_open())

    def _sit(self, opened: "Sitting") -> None:
        """Make a loaded session the current one. It is refreshed, because changes received while it
        was loading on another thread are missing.
        """
        from coach_tui.tui.session.frame import SittingPage

        for screen in self.app.screen_stack[:0:-1]:
            if isinstance(screen, SittingPage):
                self.app.pop_screen()
        self.sitting = opened
        opened.refresh()

    async def answer_private(self, mark: "Record") -> None:
        """Ask only the prompt of a session at which this person's private answer is awaited; `mark`
        is the record that says so.
        """
        session = self.engagement.state.records.get(mark.text("session"))
        if session is None:
            return
        from coach_tui.guide.session.begin import sitting

        engagement = self.engagement
        opened = await self.desk.ask(lambda: sitting(engagement, session), self._say)
        if opened is None:
            return
        self._sit(opened)
        found = [n for n, s in enumerate(opened.steps) if s.prompt.id == mark.text("prompt")]
        self.alone = True
        self.show_step(found[0] if found else None)

    # -- lists ---------------------------------------------------------------------------------

    @on(Rows.Picked)
    async def _picked(self, event: Rows.Picked) -> None:
        event.stop()
        if self.ahead.late(event):
            return
        records = self.engagement.state.records
        name = event.rows.id
        if name == "offers" and self.sitting and event.id in records:
            plans = replies.choose(self.sitting, self._need(), records[event.id])
            await self._send(plans, "Linked, not written twice.")
        elif name == "list" and self.sitting is None and event.id in records:
            if records[event.id].get("status") == "planned":
                from coach_tui.tui.session.plan import offer_planned

                self.run_worker(offer_planned(self, records[event.id]))
            else:
                await self.go_on(records[event.id])
        elif event.id in records:
            from coach_tui.tui.dialogs.record import RecordScreen

            self.app.push_screen(RecordScreen(event.id))

    def action_continue(self) -> None:
        """Open the selected session."""
        self.action_open()

    def action_drop(self) -> None:
        """Hide the selected session if nothing was written in it."""
        from coach_tui.tui.session.left import drop

        if identity := self.query_one("#list", Rows).selected:
            self.run_worker(drop(self.desk, identity))

    def action_end_here(self) -> None:
        """End the selected session where it stands, after a confirmation."""
        from coach_tui.tui.session.left import end_here

        if identity := self.query_one("#list", Rows).selected:
            self.run_worker(end_here(self.desk, identity))

    def action_pick(self) -> None:
        """Choose or open the selected row."""
        self.action_open()

    # -- more ----------------------------------------------------------------------------------

    def action_more(self) -> None:
        """Open the menu of further commands."""
        from coach_tui.tui.session.more import MoreMenu

        letters = [o.command for o in offers(self) if not o.command.boxed]
        self.app.push_screen(MoreMenu(letters), self._more)

    def _more(self, action: str | None) -> None:
        if action:
            self.run_worker(self.run_action(action), exit_on_error=True)

    async def action_skip(self) -> None:
        """Skip the question; a required one only at the second press."""
        step = self.step
        if self.sitting is None or step is None:
            return
        if step.prompt.required and self._confirm != "skip":
            self._confirm = "skip"
            self._say("This one matters in this deck. Skip anyway? Once more skips it.")
            return
        await self._send(replies.mark(self.sitting, step, "skipped"), "Skipped.")

    async def action_park(self) -> None:
        """Park the question until the check-out."""
        if self.sitting is not None and self.step is not None:
            words = "Parked. It comes back at the check-out."
            await self._send(replies.mark(self.sitting, self.step, "parked"), words)

    async def action_dont_know(self) -> None:
        """Turn the prompt into an open question, because nobody knows the answer."""
        if self.sitting is not None and self.step is not None:
            words = "Not known yet: it is on the list of open questions."
            await self._send(replies.dont_know(self.sitting, self.step), words)

    async def action_back(self) -> None:
        """Go back to the previous part or question, where the reply can be edited."""
        if self.sitting is None or not await self.before_leaving():
            return
        if self.part and self.step:
            self.part -= 1
            self.draw()
            self._fill_box()
            return
        before = len(self.sitting.steps) if self.index is None else self.index
        replied = self.sitting.replies()
        for index in range(before - 1, -1, -1):
            reply = replied.get(self.sitting.steps[index].prompt.id)
            hidden = self.sitting.steps[index].prompt.condition and not (reply and reply.answered)
            if not hidden:
                self.said = ""
                self.show_step(index)
                return

    async def action_on(self) -> None:
        """Go to the next open question without recording anything at this one."""
        if self.sitting is None or self.index is None:
            return
        if await self.before_leaving():
            self.said = ""
            self.show_step(self.sitting.next_open(self.index + 1))

    def action_kind(self) -> None:
        """Choose the next kind of record as which the reply is stored."""
        if self.step is None:
            return
        kinds = ["", "question", "assumption", "insight", "action", "note"]
        self.kind = kinds[(kinds.index(self.kind) + 1) % len(kinds)]
        self.draw()

    def action_note(self) -> None:
        """Show or hide the coach's note."""
        from coach_tui.tui.session.more import AsideScreen

        self._peeked = not self._peeked
        if self.app.size.width < 120 and self.sitting is not None:
            self._peeked = False
            shown = notes.aside(notes.notes(self.sitting, self.step), True)
            self.app.push_screen(AsideScreen(shown, []))
        self.draw()

    def action_aside(self) -> None:
        """Show the note, the records and the parked questions over the page."""
        from coach_tui.tui.session.more import AsideScreen

        if self.sitting is not None:
            note = notes.aside(notes.notes(self.sitting, self.step), self._note_open())
            self.app.push_screen(AsideScreen(note, view.kept(self.reader, self.sitting)))

    async def action_checkout(self) -> None:
        """Go to the first open step of the check-out stage."""
        if self.sitting is not None and await self.before_leaving():
            first = self._checkout()
            self.show_step(None if first is None else self.sitting.next_open(first))

    def action_check(self) -> None:
        """Give a blind check-out for this session."""
        from coach_tui.tui.dialogs.blind import offer

        if self.sitting is not None:
            self.run_worker(offer(self.desk, self.sitting.session))

    def action_capture(self) -> None:
        """Open the box for a record that belongs to no prompt."""
        from coach_tui.tui.dialogs.capture import CaptureScreen

        if self.sitting is not None:
            session = self.sitting.record
            self.app.push_screen(CaptureScreen(session=session.id, issue=session.text("issue")))

    def action_away(self) -> None:
        """Ask whether to leave the session."""
        from coach_tui.tui.dialogs.base import ConfirmScreen

        if self.sitting is not None:
            question = "Leave the session for now?"
            under = "It goes on at this question; what you typed is kept as a draft."
            asked = ConfirmScreen(question, "stay", "leave", under)
            self.app.push_screen(asked, self._away)

    def _away(self, answer: str | None) -> None:
        if answer == "yes":
            self._more("leave")

    async def action_pause(self) -> None:
        """Stop the session's clock, or let it go on."""
        if self.sitting is None or self.sitting.ended:
            return
        sitting, still = self.sitting, timing.paused(self.sitting.record)
        plans = closing.go_on(sitting) if still else closing.stop_clock(sitting)
        await self.desk.keep(lambda: plans, self._say)
        words = "The clock goes on." if still else "Paused: the clock stands still."
        self._say(words if still else f"{words} ctrl+o u goes on, and so does the next reply.")
        self._draw_sides()

    async def action_leave(self) -> None:
        """Leave the session, to be continued later."""
        if self.sitting is None or not await self.before_leaving():
            return
        if not self.sitting.ended and not self.alone:
            # If this is refused the session stays `running` and can be continued all the same.
            sitting = self.sitting
            await self.desk.keep(lambda: closing.leave(sitting))
        self._close_page()
