"""The player's page: beginning a session, replying, and everything a letter after ctrl+o does."""

from typing import TYPE_CHECKING, Any

from textual import on

from coach_tui.guide import writing
from coach_tui.guide.session import closing, reading, replies
from coach_tui.records.refusal import Refused
from coach_tui.tui.commands import bindings, offers
from coach_tui.tui.session import drawing as view
from coach_tui.tui.session.player import AnswerBox, Choices, PlayerRail
from coach_tui.tui.session.playing import Player
from coach_tui.tui.widgets.rows import Rows

if TYPE_CHECKING:
    from coach_tui.engagement import Plan
    from coach_tui.guide.session.reading import Sitting
    from coach_tui.guide.session.steps import Part, Step
    from coach_tui.records.state import Record


class SessionPage(Player):
    """A session under way; without one, those that can be gone on with."""

    BINDINGS = [*bindings("player"), *bindings("session")]

    # -- beginning -----------------------------------------------------------------------------

    async def begin(self, deck: str, issue: str = "", together: bool | None = None) -> None:
        """Start a session with a deck, or a stage of it; one that was left goes on instead.

        `together` says whether two people look at this screen; None when nobody was asked.
        """
        from coach_tui.guide.session.begin import left_with, start
        from coach_tui.guide.session.exercises import done_since

        if earlier := left_with(self.engagement, deck, issue):
            await self.go_on(earlier, "Going on where you left it.")
            return
        engagement = self.engagement
        plans = await self.desk.ask(
            lambda: start(engagement, deck, issue, bool(together)), self._say
        )
        ids = await self.desk.keep(lambda: plans or [], self._say)
        if not ids:
            return
        records = self.engagement.state.records
        session = next(i for i in ids if records[i].kind == "session")
        asks = together is None and self.engagement.others
        await self.go_on(records[session], "Two people at this screen? ctrl+o w" if asks else "")
        if done_since(self.engagement, records[session]):
            from coach_tui.tui.session.since import SinceScreen

            self.app.push_screen(SinceScreen(records[session]))

    async def action_two(self) -> None:
        """Two people at this screen, or one again: notes and private records hide meanwhile."""
        if self.sitting is None:
            return
        two = self.sitting.record.get("together") is not True
        alone = self.step is not None and self.step.private
        if alone:
            await self.before_leaving()
        engagement, session = self.engagement, self.sitting.session
        said = {"together": two}
        await self.desk.keep(lambda: writing.edit(engagement, session, said), self._say)
        self._peeked = False
        if alone:
            # What is one person's alone leaves the box, or comes back to it.
            self.show_step(self.index)
        self._say(
            "Two people at this screen: notes are closed, private records hidden."
            if two
            else "One person at this screen."
        )
        self.draw()

    async def do_exercise(self, exercise: "Record") -> None:
        """Begin an exercise, or go on with it."""
        from coach_tui.guide.session.exercises import begin_exercise, session_of

        engagement = self.engagement
        if await self.desk.keep(lambda: begin_exercise(engagement, exercise), self._say) is None:
            return
        if session := session_of(self.engagement, exercise):
            await self.go_on(session)

    async def go_on(self, session: "Record", words: str = "") -> None:
        """Open a session where it was left."""
        from coach_tui.guide.session.begin import sitting

        engagement = self.engagement
        opened = await self.desk.ask(lambda: sitting(engagement, session), self._say)
        if opened is None:
            return
        self._sit(opened)
        self.alone = self._peeked = self._nudged = False
        if session.get("status") == "left":
            again = {"status": "running"}
            await self.desk.keep(lambda: writing.edit(engagement, session.id, again), self._say)
        self._shown_at, self.said = view.clock(), words
        self.show_step(opened.next_open())

    def _sit(self, opened: "Sitting") -> None:
        """From now on every change is told; what came while it was being opened was not."""
        self.sitting = opened
        opened.refresh()

    async def answer_private(self, mark: "Record") -> None:
        """Ask one prompt of a session that waits for this person's private answer."""
        session = self.engagement.state.records.get(mark.text("session"))
        if session is None:
            return
        from coach_tui.guide.session.begin import sitting

        opened = await self.desk.beside(sitting, self.engagement, session)
        self._sit(opened)
        found = [n for n, s in enumerate(opened.steps) if s.prompt.id == mark.text("prompt")]
        self.alone = True
        self.show_step(found[0] if found else None)

    # -- replying ------------------------------------------------------------------------------

    @on(AnswerBox.Kept)
    async def _kept(self) -> None:
        await self.action_keep()
        await self.query_one(AnswerBox).release()

    async def on_player_rail_staged(self, event: PlayerRail.Staged) -> None:
        """A stage was clicked: go to what is still to be asked there, else to its first reply."""
        busy = self.query_one(AnswerBox).busy
        if self.sitting is not None and not self.alone and not busy:
            await self.before_leaving()
            self.said = ""
            self.show_step(event.step)

    async def action_keep(self) -> None:
        """Keep the reply and go on; an empty box says that it was asked."""
        if self.sitting is None:
            return
        if self.index is None:
            await self._close()
        elif self.sitting.elsewhere(self._need()):
            plans = replies.mark(self.sitting, self._need(), "asked")
            await self._send(plans, "Asked, nothing written.")
        elif self.query_one(Choices).display:
            self.query_one(Choices).pick()
        else:
            await self._keep_text(self.query_one(AnswerBox).text)

    def _need(self) -> "Step":
        assert self.step is not None
        return self.step

    async def _keep_text(self, raw: str) -> None:
        assert self.sitting is not None
        step, part = self._need(), self._now()
        assert part is not None
        if not raw.strip():
            await self._nothing_written(step, part)
            return
        try:
            if self.kind:
                plans = replies.keep_as(self.sitting, step, self.kind, raw.strip())
                await self._send(plans, "Kept.")
                return
            self.values[part.name] = replies.value(self.sitting, part, raw)
        except Refused as refused:
            self._say(str(refused))
            return
        await self._part_given()

    async def _part_given(self) -> None:
        """Go to the next part, or keep the whole."""
        assert self.sitting is not None
        step, last = self._need(), self.part >= len(self.parts) - 1
        try:
            if step.prompt.fields and not step.blind:
                plans = replies.keep(self.sitting, step, self.values)
                await self._send(plans, self._kept_words(), on=last)
                if not last:
                    await self._next_part()
            elif last:
                await self._send(
                    replies.keep(self.sitting, step, self.values),
                    self._kept_words(),
                    on=step.blind or not (step.prompt.many or step.prompt.columns),
                )
            else:
                await self._next_part()
        except Refused as refused:
            self._say(str(refused))

    async def _next_part(self) -> None:
        await self._forget_draft()
        if self._need().blind:
            await self._keep_items(self.values)
        self.part += 1
        self.said = ""
        self.draw()
        self._fill_box()

    async def _nothing_written(self, step: "Step", part: "Part") -> None:
        assert self.sitting is not None
        if step.blind and self.query_one(AnswerBox).given:
            self.values.pop(part.name, None)  # It stood there, and was taken out.
        given = {n: v for n, v in self.values.items() if v not in (None, "")}
        form = bool(part.name) and not step.prompt.columns
        if (step.prompt.fields or step.blind) and form and self.part < len(self.parts) - 1:
            await self._next_part()
        elif step.prompt.fields and given and not step.blind:
            missing = reading.missing(self.sitting, step)
            if missing and self._confirm != "keep":
                self._confirm = "keep"
                names = ", ".join(p.name for p in missing)
                self._say(f"Still open: {names}. ctrl+j again goes on without.")
                return
            await self._send(replies.mark(self.sitting, step, "asked") if missing else [], "Kept.")
        elif given:
            self.part = len(self.parts) - 1
            await self._part_given()
        elif (step.prompt.many or step.prompt.columns) and self.sitting.replies_at(step):
            await self._send([], "")
        elif step.prompt.required and self._confirm != "keep":
            self._confirm = "keep"
            self._say("Nothing is written yet. ctrl+j again: asked, nothing written.")
        else:
            await self._send(replies.mark(self.sitting, step, "asked"), "Asked, nothing written.")

    def _kept_words(self) -> str:
        assert self.sitting is not None
        step = self._need()
        if reading.opens(self.sitting, step):
            return "Given. The other sees it only after their own."
        if reading.kept_back(self.sitting, step):
            return "Kept on this device only."
        if self.desk.trouble:
            return f"Saved, {self.desk.trouble}."
        others = [self.engagement.name_of(d.member) for d in self.engagement.others]
        return f"Kept. Shared with {' and '.join(others)}." if others else "Kept."

    async def _send(self, plans: "list[Plan]", words: str, *, on: bool = True) -> None:
        """Save, forget the draft, and go on: to the next step, or the same one again.

        What is typed while it is being saved is meant for the next step.
        """
        if await self.desk.keep(lambda: plans, self._say) is not None:
            await self._go_on_after(words, on)

    async def _go_on_after(self, words: str, on: bool) -> None:
        assert self.sitting is not None
        await self._forget_draft()
        if self._need().blind:
            await self._keep_items({})
        self.said = words
        index = self.index or 0
        if self.alone and on:
            self._close_page()
            return
        if not on:
            part = self.part
            self.sitting.show(self._need())
            if not self._need().prompt.fields:
                self.values, self.part = {}, 0
                self.draw()
                self._fill_box()
            else:
                self.part = part
            return
        following = self.sitting.next_open(index + 1)
        upto = following if following is not None else len(self.sitting.steps)
        marks = closing.passed(self.sitting, upto)
        if marks and await self.desk.keep(lambda: marks, self._say) is None:
            return
        self.show_step(following)

    async def _forget_draft(self) -> None:
        from coach_tui.guide.drafts import Draft

        assert self.sitting is not None
        prompt, part = self._draft_place()
        self.query_one(AnswerBox).put("")
        self._draft_pending = False
        await self.desk.beside(self._drafts().keep, Draft(self.sitting.session, prompt, part, ""))

    async def _keep_items(self, values: "dict[str, Any]") -> None:
        """Keep the items of what is given blind until it is given as a whole; none forgets them."""
        assert self.sitting is not None
        step = self._need()
        about, kind = reading.about(self.sitting, step), step.prompt.kind
        try:
            await self.desk.beside(self._drafts().keep_values, about, kind, values)
        except OSError as error:
            self._say(f"The draft cannot be written: {error.strerror}. It is still here.")

    @on(Rows.Picked)
    async def _picked(self, event: Rows.Picked) -> None:
        event.stop()
        records = self.engagement.state.records
        name = event.rows.id
        if name == "choices" and self.sitting and (part := self._now()):
            self.values[part.name] = replies.value(self.sitting, part, event.id)
            await self._part_given()
        elif name == "offers" and self.sitting and event.id in records:
            plans = replies.choose(self.sitting, self._need(), records[event.id])
            await self._send(plans, "Linked, not written twice.")
        elif name == "list" and self.sitting is None and event.id in records:
            await self.go_on(records[event.id])
        elif event.id in records:
            from coach_tui.tui.dialogs.record import RecordScreen

            self.app.push_screen(RecordScreen(event.id))

    def action_continue(self) -> None:
        """Open what is selected."""
        self.action_open()

    def action_pick(self) -> None:
        """Take or open what is selected."""
        self.action_open()

    # -- more ----------------------------------------------------------------------------------

    def action_more(self) -> None:
        """A letter follows: skip, park and so on."""
        from coach_tui.tui.session.more import MoreMenu

        letters = [o.command for o in offers(self) if not o.command.boxed]
        self.app.push_screen(MoreMenu(letters), self._more)

    def _more(self, action: str | None) -> None:
        if action:
            self.run_worker(self.run_action(action), exit_on_error=True)

    async def action_skip(self) -> None:
        """Skip the question; one that the deck requires asks once whether to."""
        step = self.step
        if self.sitting is None or step is None:
            return
        if step.prompt.required and self._confirm != "skip":
            self._confirm = "skip"
            self._say("This one matters in this deck. Skip anyway? Once more skips it.")
            return
        await self._send(replies.mark(self.sitting, step, "skipped"), "Skipped.")

    async def action_park(self) -> None:
        """Put the question on the list that comes back at the check-out."""
        if self.sitting is not None and self.step is not None:
            words = "Parked. It comes back at the check-out."
            await self._send(replies.mark(self.sitting, self.step, "parked"), words)

    async def action_dont_know(self) -> None:
        """Not known yet: the prompt becomes an open question (P6)."""
        if self.sitting is not None and self.step is not None:
            words = "Not known yet: it is on the list of open questions."
            await self._send(replies.dont_know(self.sitting, self.step), words)

    async def action_back(self) -> None:
        """Back to the question before; what was replied there can be worded anew."""
        if self.sitting is None:
            return
        await self.before_leaving()
        if self.part and self.step and not self.step.prompt.columns:
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
        """On to the next question without a mark on this one."""
        if self.sitting is not None and self.index is not None:
            await self.before_leaving()
            self.said = ""
            self.show_step(self.sitting.next_open(self.index + 1))

    def action_kind(self) -> None:
        """Keep the reply as another kind of record; each press takes the next kind."""
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
            shown = view.note(self.sitting, self.step, True)
            self.app.push_screen(AsideScreen(shown, []))
        self.draw()

    def action_aside(self) -> None:
        """What was kept and parked so far."""
        from coach_tui.tui.session.more import AsideScreen

        if self.sitting is not None:
            note = view.note(self.sitting, self.step, self._note_open())
            self.app.push_screen(AsideScreen(note, view.kept(self.sitting)))

    async def action_checkout(self) -> None:
        """Go to the check-out; what was not asked stays open."""
        if self.sitting is not None:
            await self.before_leaving()
            first = self._checkout()
            self.show_step(None if first is None else self.sitting.next_open(first))

    def action_check(self) -> None:
        """Five short items on the session, given blind, each on their own device (C2)."""
        from coach_tui.tui.dialogs.blind import offer

        if self.sitting is not None:
            self.run_worker(offer(self.desk, self.sitting.session))

    def action_capture(self) -> None:
        """A thought that fits no prompt."""
        from coach_tui.tui.dialogs.capture import CaptureScreen

        if self.sitting is not None:
            session = self.sitting.record
            self.app.push_screen(CaptureScreen(session=session.id, issue=session.text("issue")))

    async def action_leave(self) -> None:
        """Leave for now."""
        if self.sitting is None:
            return
        await self.before_leaving()
        if not self.sitting.ended and not self.alone:
            # Where even that cannot be kept it is running still, and goes on at the same place.
            sitting = self.sitting
            await self.desk.keep(lambda: closing.leave(sitting))
        self._close_page()

    async def _close(self) -> None:
        """Close the session with the date that was typed."""
        assert self.sitting is not None
        box = self.query_one(AnswerBox)
        raw = box.text if box.display else ""
        sitting = self.sitting
        if sitting.ended:
            self._close_page()
            return

        def end() -> "list[Plan]":
            day = closing.next_day(sitting, raw) if raw.strip() else ""
            return closing.end(sitting, day)

        if await self.desk.keep(end, self._say) is None:
            return
        await self._forget_draft()
        self._close_page()

    def _close_page(self) -> None:
        self.sitting, self.index = None, None
        self.said = ""
        self.query_one(AnswerBox).put("")
        self.draw()
        self.app.switch_mode("today")
