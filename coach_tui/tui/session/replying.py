"""The storing layer of the Session page: drafts of what is typed, replies, ending a session."""

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from textual import on

from coach_tui.decks.text import plain
from coach_tui.guide import timing
from coach_tui.guide.session import closing, reading, replies, worksheet
from coach_tui.records.refusal import Refused
from coach_tui.tui.session.ahead import Kept, Pressed
from coach_tui.tui.session.choices import Choices
from coach_tui.tui.session.player import AnswerBox, PlayerRail
from coach_tui.tui.session.recorded import Recorded
from coach_tui.tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from coach_tui.engagement import Plan
    from coach_tui.guide.drafts import Draft
    from coach_tui.guide.session.steps import Part, Step

DRAFT_AFTER = 0.5
"""Seconds from the first unsaved key until the draft is saved."""


class Replying(Recorded):
    """Adds replying to `Scored`; starting sessions is in `SessionPage`."""

    # -- the draft -----------------------------------------------------------------------------

    @on(AnswerBox.Typed)
    def _typed(self) -> None:
        box = self.query_one(AnswerBox)
        if box.text != box.given:
            self._confirm = ""
            if self.said:
                self._say("")
        if not self._draft_pending:
            self._draft_pending = True
            self.set_timer(DRAFT_AFTER, self._write_draft)

    @on(Sheet.Typed)
    def _cell_typed(self) -> None:
        self._typed()

    @on(Sheet.Said)
    def _cell_said(self, event: Sheet.Said) -> None:
        self._say(event.words)

    def _draft(self) -> "Draft | None":
        from coach_tui.guide.drafts import Draft

        if self.filling:
            return self.sheet_draft()
        if self.sitting is None or not self.query_one(AnswerBox).display:
            return None
        if self._hushed() and not self.query_one(AnswerBox).text:
            return None  # The box is empty only because the draft is hidden; keep it.
        prompt, part = self._draft_place()
        return Draft(self.sitting.session, prompt, part, self.query_one(AnswerBox).text)

    async def _write_draft(self) -> str:
        """Save the draft. Returns the reason after showing it when that fails, else empty."""
        self._draft_pending = False
        if (draft := self._draft()) is not None:
            try:
                await self.desk.beside(self.desk.drafts.keep, draft)
            except OSError as error:
                self._say_unwritten(why := str(error.strerror))
                return why
        return ""

    def _say_unwritten(self, why: str) -> None:
        again = "; once more leaves without it" if self._confirm == "leave" else ""
        self._say(f"The draft cannot be written: {why}. It is still here{again}.")

    async def before_leaving(self) -> bool:
        """Save the draft now, without waiting for the timer."""
        typed = any(box.text != box.given for box in self.query(AnswerBox))
        typed |= any(sheet.changed for sheet in self.query(Sheet) if sheet.display)
        if not (self._draft_pending or typed) or not (why := await self._write_draft()):
            return True
        if self._confirm == "leave":
            return True
        self._confirm = "leave"
        self._say_unwritten(why)
        return False

    def _stored(self) -> "Draft":
        """The place of the reply that is being stored, as its empty draft."""
        from coach_tui.guide.drafts import Draft

        assert self.sitting is not None
        prompt, part = self._draft_place()
        return Draft(self.sitting.session, prompt, part, "")

    async def _forget_draft(self, stored: "Draft") -> None:
        """Remove the draft of a reply that has been stored, and its text from the box, if the box
        is still at that place.
        """
        if self.sitting is not None and self._stored() == stored:
            self.query_one(AnswerBox).put("")
            self._draft_pending = False
        # The reply is stored; a draft that cannot be removed is only offered again.
        with suppress(OSError):
            await self.desk.beside(self.desk.drafts.keep, stored)

    # -- replying ------------------------------------------------------------------------------

    @on(Kept)
    async def _kept(self) -> None:
        try:
            await self._store()
        finally:
            await self.ahead.release(self)

    @on(Pressed)
    def _pressed(self) -> None:
        if self.said:
            self._say("")

    @on(Sheet.Kept)
    async def _sheet_kept(self) -> None:
        self.ahead.hold()
        try:
            await self._store()
        finally:
            self.query_one(Sheet).release()
            await self.ahead.release(self)

    async def on_player_rail_staged(self, event: PlayerRail.Staged) -> None:
        """Go to the step of the clicked stage, unless a reply is being stored."""
        if self.sitting is None or self.alone or self.ahead.late(event):
            return
        if await self.before_leaving():
            self.said = ""
            self.show_step(event.step)

    async def action_keep(self) -> None:
        """Store the reply and go on; for a click or the palette, because keys store it in order
        with what is typed after them.
        """
        if not self.ahead.storing:
            self.ahead.hold()
            await self._kept()

    async def _store(self) -> None:
        """Store the reply and go on; with an empty box, record that the prompt was asked."""
        if self.sitting is None:
            return
        if self.index is None:
            await self._close()
        elif self.sitting.elsewhere(self._need()):
            plans = replies.mark(self.sitting, self._need(), "asked")
            await self._send(plans, "Asked, nothing written.")
        elif self.filling:
            await self._keep_sheet(self.query_one(Sheet))
        elif self.choosing:
            await self._keep_choice(self.query_one(Choices))
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

    async def _keep_sheet(self, sheet: Sheet) -> None:
        """Store a worksheet as a whole; the cell at hand stays where it does not fit."""
        assert self.sitting is not None
        step, part = self._need(), self._now()
        assert part is not None
        try:
            rows = worksheet.stored(step.prompt.columns, sheet.cells)
            if not rows and not self.sitting.rows_at(step):
                await self._nothing_written(step, part)
                return
            same = not sheet.changed and self.sitting.replies_at(step)
            plans = [] if same else replies.keep(self.sitting, step, {"": rows})
            await self._send(plans, self._kept_words())
        except Refused as refused:
            self._say(f"{refused} Your draft is kept.")

    async def _keep_choice(self, choices: Choices) -> None:
        """Store the chosen option; without one, say so or record that the prompt was asked."""
        step, part = self._need(), self._now()
        assert part is not None
        if choices.chosen:
            # The stored value itself: read as text it could be taken for another option's number.
            value = choices.chosen
            self.values[part.name] = value if part.options else int(value)
            await self._part_given()
        elif choices.at_once:
            self._say(f"Choose {choices.numbers}, or skip it: ctrl+o s.")
        elif step.prompt.required and not part.name and self._confirm != "keep":
            self._confirm = "keep"
            self._say(f"This one needs {choices.numbers}.")
        else:
            await self._nothing_written(step, part)

    async def _part_given(self) -> None:
        """Go to the next part of the reply, or store it after the last one."""
        assert self.sitting is not None
        step, last = self._need(), self.part >= len(self.parts) - 1
        try:
            if step.prompt.fields and not step.blind:
                plans = replies.keep(self.sitting, step, self.values)
                if await self._send(plans, self._kept_words(), on=last) and not last:
                    await self._next_part()
            elif last:
                await self._send(
                    replies.keep(self.sitting, step, self.values),
                    self._kept_words(),
                    on=step.blind or not step.prompt.many,
                )
            else:
                await self._next_part()
        except Refused as refused:
            self._say(str(refused))

    async def _next_part(self) -> None:
        await self._forget_draft(self._stored())
        if self._need().blind:
            await self._keep_items(self.values)
        self.part += 1
        self.said = ""
        self.draw()
        self._fill_box()

    async def _nothing_written(self, step: "Step", part: "Part") -> None:
        assert self.sitting is not None
        if step.blind and self.query_one(AnswerBox).given:
            self.values.pop(part.name, None)  # The earlier value was deleted from the box.
        given = {n: v for n, v in self.values.items() if v not in (None, "")}
        form = bool(part.name)
        if (step.prompt.fields or step.blind) and form and self.part < len(self.parts) - 1:
            await self._next_part()
        elif step.prompt.fields and given and not step.blind:
            missing = reading.missing(self.sitting, step)
            if missing and self._confirm != "keep":
                self._confirm = "keep"
                names = ", ".join(plain(p.text) or p.name for p in missing)
                self._say(f"Still open: {names}. ctrl+s again goes on without.")
                return
            await self._send(replies.mark(self.sitting, step, "asked") if missing else [], "Kept.")
        elif given:
            self.part = len(self.parts) - 1
            await self._part_given()
        elif step.prompt.many and self.sitting.replies_at(step):
            await self._send([], "")
        elif step.prompt.required and self._confirm != "keep":
            self._confirm = "keep"
            self._say("Nothing is written yet. ctrl+s again: asked, nothing written.")
        else:
            await self._send(replies.mark(self.sitting, step, "asked"), "Asked, nothing written.")

    def _kept_words(self) -> str:
        assert self.sitting is not None
        step = self._need()
        if reading.opens(self.sitting, step):
            said = self.reader.who.the_other("sees", "see")
            return f"Given. {said.capitalize()} it only after their own."
        if reading.kept_back(self.sitting, step):
            return "Kept on this device only."
        if self.desk.trouble:
            return "Saved on this device; published when the folder is back."
        who = self.reader.who
        return f"Kept. Shared with {who.others}." if who.names else "Kept."

    async def _send(self, plans: "list[Plan]", words: str, *, on: bool = True) -> bool:
        """Store plans, remove the draft, and go to the next open step; without `on`, stay at this
        one for a further part or row. When refused, nothing is lost and the reason is shown.
        Whether the reply was stored and the player is still where it was given.
        """
        first = not self.ahead.storing
        self.ahead.hold()
        choices, stored, here = self.query_one(Choices), self._stored(), (self.sitting, self.index)
        choices.disarm()
        try:
            sitting = self.sitting
            again = closing.go_on(sitting) if sitting and timing.paused(sitting.record) else []
            if await self.desk.keep(lambda: [*plans, *again], self._say) is None:
                choices.arm()
                return False
            blind = self._need().blind if (self.sitting, self.index) == here else False
            await self._forget_draft(stored)
            if blind:
                await self._keep_items({})
            if (self.sitting, self.index) != here:
                return False  # Another session was opened meanwhile.
            await self._go_on_after(words, on)
            return True
        finally:
            if first:
                await self.ahead.release(self)

    async def _go_on_after(self, words: str, on: bool) -> None:
        assert self.sitting is not None
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

    async def _keep_items(self, values: "dict[str, Any]") -> None:
        """Save the items of a blind reply as a draft; an empty dict removes it."""
        assert self.sitting is not None
        step = self._need()
        about, kind = reading.about(self.sitting, step), step.prompt.kind
        try:
            await self.desk.beside(self.desk.drafts.keep_values, about, kind, values)
        except OSError as error:
            self._say_unwritten(str(error.strerror))

    # -- the end -------------------------------------------------------------------------------

    async def _close(self) -> None:
        """End the exercise."""
        assert self.sitting is not None
        sitting = self.sitting
        plans = [] if sitting.ended else closing.end(sitting)
        if await self.desk.keep(lambda: plans, self._say) is None:
            return
        await self._forget_draft(self._stored())
        self._close_page()

    def _close_page(self) -> None:
        self.sitting, self.index = None, None
        self.said = ""
        self.query_one(AnswerBox).put("")
        self.draw()
        self.app.switch_mode("today")
