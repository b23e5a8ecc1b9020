"""The player: a guided session or an exercise, one question at a time, for both roles."""

from typing import TYPE_CHECKING, Any

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from coach_tui.records.refusal import Refused
from coach_tui.tui.commands import bindings
from coach_tui.tui.screens import view
from coach_tui.tui.screens.page import Page
from coach_tui.tui.widgets.player import AnswerBox, Choices, PlayerRail, Question, option_rows
from coach_tui.tui.widgets.rows import Row, Rows
from coach_tui.tui.widgets.words import MUTED, join, styled

if TYPE_CHECKING:
    from coach_tui.engagement import Plan
    from coach_tui.guide.drafts import Draft
    from coach_tui.guide.sitting import Sitting
    from coach_tui.guide.steps import Part, Step
    from coach_tui.records.state import Record

DRAFT_AFTER = 0.5
"""Seconds after which what was typed is written down; at most twice that behind."""
TICK = 15.0
OFFERED = 4
"""So many existing records are offered beside the box."""


class SessionPage(Page):
    """A session under way; without one, those that can be gone on with."""

    PAGE = "session"
    CSS_PATH = "session.tcss"
    BINDINGS = [
        *bindings("player"),
        Binding("enter", "pick", show=False),
        Binding("down", "down", show=False),
        Binding("up", "up", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.sitting: Sitting | None = None
        self.index: int | None = None
        """The step that is shown; None when the session is at its end."""
        self.part = 0
        self.values: dict[str, Any] = {}
        """The parts of the reply that were given so far."""
        self.kind = ""
        """The kind that was chosen in place of the prompt's."""
        self.said = ""
        """One line under the box: what happened, or what does not fit."""
        self.alone = False
        """Whether only this one step is asked: a private prompt on one's own device."""
        self._confirm = ""
        self._peeked = False
        self._shown_at = 0.0
        self._draft_pending = False
        self._nudged = False

    # -- frame ---------------------------------------------------------------------------------

    def rail(self) -> ComposeResult:
        """Pages and stages."""
        yield PlayerRail()

    def body(self) -> ComposeResult:
        """The question, what is offered, the box, and what comes next."""
        with VerticalScroll(id="ask", can_focus=False):
            yield Question()
            yield Rows(id="offers")
            yield Rows(id="list")
        yield AnswerBox()
        yield Choices(id="choices")
        yield Static("", id="said")
        yield Static("", id="then")

    def aside(self) -> ComposeResult:
        """Minutes, the coach's note, what was kept and parked."""
        yield Static("", id="minutes")
        yield Static("", id="note")
        yield Rows(id="kept")

    @property
    def context(self) -> str:
        """The player's commands while a question is shown."""
        return "player" if self.sitting else "session"

    @property
    def step(self) -> "Step | None":
        """The step that is shown."""
        if self.sitting is None or self.index is None:
            return None
        return self.sitting.steps[self.index]

    @property
    def parts(self) -> "tuple[Part, ...]":
        """What has to be given at the step."""
        from coach_tui.guide.steps import parts

        return parts(self.step.prompt) if self.step else ()

    def on_mount(self) -> None:
        """Count the minutes."""
        super().on_mount()
        self.set_interval(TICK, self._tick)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The player's commands rest while no session is open."""
        playing = ("keep", "more", "capture", "note", "skip", "park", "dont_know", "kind", "back",
                   "on", "aside", "checkout", "leave")  # fmt: skip
        if action in playing and self.sitting is None:
            return False
        return super().check_action(action, parameters)

    # -- beginning -----------------------------------------------------------------------------

    async def begin(self, deck: str, issue: str = "", together: bool = False) -> None:
        """Start a session with a deck, or a stage of it; one that was left goes on instead."""
        from coach_tui.guide.begin import left_with, start

        if earlier := left_with(self.engagement, deck, issue):
            await self.go_on(earlier, "Going on where you left it.")
            return
        try:
            plans = await self.coach.disk(start, self.engagement, deck, issue, together)
            ids = await self.coach.keep(*plans)
        except Refused as refused:
            self._say(str(refused))
            return
        records = self.engagement.state.records
        session = next(i for i in ids if records[i].kind == "session")
        await self.go_on(records[session])

    async def do_exercise(self, exercise: "Record") -> None:
        """Begin an exercise, or go on with it."""
        from coach_tui.guide.begin import begin_exercise, session_of

        try:
            if plans := begin_exercise(self.engagement, exercise):
                await self.coach.keep(*plans)
        except Refused as refused:
            self._say(str(refused))
            return
        if session := session_of(self.engagement, exercise):
            await self.go_on(session)

    async def go_on(self, session: "Record", words: str = "") -> None:
        """Open a session where it was left."""
        from coach_tui.guide.begin import sitting

        try:
            self.sitting = await self.coach.disk(sitting, self.engagement, session)
        except Refused as refused:
            self._say(str(refused))
            return
        self.alone = self._peeked = self._nudged = False
        self.coach.together = session.get("together") is True
        if session.get("status") == "left":
            await self.coach.keep(self.engagement.plan_edit(session.id, {"status": "running"}))
        self._shown_at, self.said = view.clock(), words
        self.show_step(self.sitting.next_open())

    async def answer_private(self, mark: "Record") -> None:
        """Ask one prompt of a session that waits for this person's private answer."""
        session = self.engagement.state.records.get(mark.text("session"))
        if session is None:
            return
        from coach_tui.guide.begin import sitting

        self.sitting = await self.coach.disk(sitting, self.engagement, session)
        found = [n for n, s in enumerate(self.sitting.steps) if s.prompt.id == mark.text("prompt")]
        self.alone = True
        self.show_step(found[0] if found else None)

    # -- showing -------------------------------------------------------------------------------

    def show_step(self, index: int | None) -> None:
        """Show a step, with the draft that was left there."""
        assert self.sitting is not None
        self.index, self.kind, self._confirm = index, "", ""
        self.values, self.part = {}, 0
        if self.step is not None:
            self.sitting.show(self.step)
            self.values = self._given()
            self.part = self._first_part()
        self.draw()
        if self.query(Question):
            self._fill_box()

    def _given(self) -> dict[str, Any]:
        assert self.sitting is not None and self.step is not None
        prompt = self.step.prompt
        if prompt.columns or prompt.many:
            return {}
        return dict(self.sitting.values_at(self.step)) if prompt.fields else {}

    def _first_part(self) -> int:
        if self.step is None or not self.step.prompt.fields:
            return 0
        for number, part in enumerate(self.parts):
            if self.values.get(part.name) in (None, ""):
                return number
        return 0

    def _now(self) -> "Part | None":
        parts = self.parts
        return parts[min(self.part, len(parts) - 1)] if parts else None

    def draw(self) -> None:
        """Everything but what is being typed."""
        if not self.ready or not self.query(Question):
            return
        playing = self.sitting is not None and self.index is not None
        for name in ("Question", "#said", "#then"):
            self.query_one(name).display = playing
        self.query_one("#list").display = not playing
        self.query_one("#head").display = not playing
        if self.sitting is None:
            self._draw_choice_of_sessions()
        elif self.index is None:
            self._draw_end()
        else:
            self._draw_step()
        self._draw_sides()
        self._keep_box_in_view()
        self.refresh_frame()

    def _keep_box_in_view(self) -> None:
        """What is asked scrolls when it is long; the box never leaves the screen."""
        parts = [w for w in (self.query_one(AnswerBox), self.query_one(Choices)) if w.display]
        height = parts[0].styles.height if parts else None
        taken = int(height.value) if height and height.cells else 8 if parts else 0
        room = self.app.size.height - taken - (8 if parts else 5)
        self.query_one("#ask").styles.max_height = max(4, room)

    def on_resize(self) -> None:
        """Draw again for another size."""
        self.draw()

    def _draw_choice_of_sessions(self) -> None:
        from coach_tui.guide.begin import unfinished

        self.query_one("#head", Static).update(styled("Session", "bold"))
        self._hide_box()
        self.query_one("#list", Rows).show(view.sessions(self.engagement, unfinished(self.engagement)))

    def _draw_end(self) -> None:
        assert self.sitting is not None
        head = "The last question" if self.sitting.exercise else "What we agreed"
        self.query_one("#head", Static).update(styled(head, "bold"))
        self.query_one("#list", Rows).show(view.agreed(self.sitting))
        box = self.query_one(AnswerBox)
        self._hide_box()
        self.query_one("#said").display = True
        if not self.sitting.ended and not self.sitting.exercise:
            box.display = True
            box.border_title = Content("the next date · both of you will see this")
            box.border_subtitle = Content("ctrl+j closes the session")

    def _draw_step(self) -> None:
        assert self.sitting is not None and self.step is not None
        step, part = self.step, self._now()
        assert part is not None
        self.query_one(Question).ask = view.ask(self.sitting, step, part, self._minutes_here())
        elsewhere = self.sitting.elsewhere(step)
        chosen = part.kind == "choice" or bool(part.scale and part.scale.labels)
        box, choices = self.query_one(AnswerBox), self.query_one(Choices)
        box.display = not elsewhere and not chosen
        choices.display = not elsewhere and chosen
        title = view.box_title(self.sitting, step, self.kind)
        who = view.who_types(self.sitting, step)
        for one in (box, choices):
            one.border_title, one.border_subtitle = title, who
        if chosen:
            choices.show(option_rows(view.options(part)))
        offers = self.query_one("#offers", Rows)
        short = self.app.size.height < 30
        fresh = not self.kind and not self.sitting.replies_at(step)
        offered = self.sitting.offered(step)[: OFFERED // 2 if short else OFFERED] if fresh else []
        box.styles.height = 8 if not short else 5 if offered else 6
        offers.display = bool(offered) and self.part == 0
        offers.show(view.offers(offered, max(20, self.app.size.width - 40)))
        self.query_one("#said", Static).update(styled(self.said, MUTED))
        self.query_one("#then", Static).update(view.then(self.sitting, self.index or 0))

    def _hide_box(self) -> None:
        for name in ("#box", "#choices", "#offers"):
            self.query_one(name).display = False

    def _minutes_here(self) -> int:
        if self.sitting is None:
            return 0
        return self.sitting.spent() // 60_000

    def spent(self) -> int:
        """Minutes spent: up to the last record, and since this page was opened."""
        assert self.sitting is not None
        from coach_tui.guide.sitting import BREAK

        last = max((r.created for r in self.sitting.kept()), default=self.sitting.record.created)
        since = max(last, int(self._shown_at))
        gap = self.engagement.wall() - since
        return (self.sitting.spent() + (gap if 0 < gap <= BREAK else 0)) // 60_000

    def _draw_sides(self) -> None:
        rail = self.query_one(PlayerRail)
        minutes, note, kept = (self.query_one(n) for n in ("#minutes", "#note", "#kept"))
        for one in (minutes, note, kept):
            one.display = self.sitting is not None
        if self.sitting is None:
            rail.progress = view.Progress()
            return
        progress = view.progress(self.sitting, self.index, self.spent())
        rail.progress = progress
        width = 26
        clock = styled(progress.clock, MUTED)
        self.query_one("#minutes", Static).update(
            join(Content(" " * max(0, width - clock.cell_length)), clock, Content("\n"), progress.bar(width))
        )
        shown = view.note(self.sitting, self.step, self._note_open())
        self.query_one("#note", Static).update(shown)
        self.query_one("#kept", Rows).show(view.kept(self.sitting))

    def _note_open(self) -> bool:
        return self._peeked or not self.coach.together

    def _tick(self) -> None:
        if self.sitting is None or not self.is_current or self.sitting.ended:
            return
        self._draw_sides()
        meant, spent = self.sitting.minutes, self.spent()
        if meant and not self._nudged and spent >= 0.9 * meant and self._checkout() is not None:
            self._nudged = True
            left = max(0, meant - spent)
            words = f"{left} minutes left." if left != 1 else "One minute left."
            self._say(f"{words} Check-out? ctrl+o c")

    def changed(self, ids: set[str]) -> None:
        """The other's changes appear; what is being typed stays."""
        if self.sitting is not None:
            self.sitting.refresh()
        super().changed(ids)

    def _say(self, words: str) -> None:
        self.said = words
        if self.query(Question):
            said = self.query_one("#said", Static)
            said.display = True
            said.update(styled(words, MUTED))

    # -- the box -------------------------------------------------------------------------------

    def _fill_box(self) -> None:
        box, choices = self.query_one(AnswerBox), self.query_one(Choices)
        if self.sitting is None:
            return
        if choices.display:
            choices.selected = self._earlier() or (choices.ids[0] if choices.ids else "")
            choices.focus()
            return
        prompt, part = self._draft_place()
        draft = self._drafts().find(self.sitting.session, prompt, part)
        box.put(draft or self._earlier())
        if draft:
            self._say("Your draft from before. ctrl+j keeps it.")
        if box.display:
            box.focus()

    def _earlier(self) -> str:
        """The reply that was given here before, to be worded anew."""
        from coach_tui.records.text import shown

        assert self.sitting is not None
        if self.step is None or self.step.prompt.many or self.step.prompt.columns:
            return ""
        part = self._now()
        if part and part.name:
            return shown(self.sitting.values_at(self.step).get(part.name))
        real = self.sitting.replies_at(self.step)
        return view.words_of(real[-1]) if real and not self.step.prompt.fields else ""

    def _drafts(self) -> "Any":
        from coach_tui.guide.drafts import Drafts

        return Drafts(self.coach.home.drafts(self.coach.sp))

    def _draft_place(self) -> tuple[str, str]:
        part = self._now()
        return (self.step.prompt.id, part.name if part else "") if self.step else ("", "end")

    @on(AnswerBox.Typed)
    def _typed(self) -> None:
        self._confirm = ""
        if self.said:
            self._say("")
        if not self._draft_pending:
            self._draft_pending = True
            self.set_timer(DRAFT_AFTER, self._write_draft)

    def _draft(self) -> "Draft | None":
        from coach_tui.guide.drafts import Draft

        if self.sitting is None or not self.query_one(AnswerBox).display:
            return None
        prompt, part = self._draft_place()
        return Draft(self.sitting.session, prompt, part, self.query_one(AnswerBox).text)

    async def _write_draft(self) -> None:
        self._draft_pending = False
        if (draft := self._draft()) is not None:
            try:
                await self.coach.aside_disk(self._drafts().keep, draft)
            except OSError as error:
                self._say(f"The draft cannot be written: {error.strerror}. It is still here.")

    async def before_leaving(self) -> None:
        """Write the draft down at once."""
        if self._draft_pending:
            await self._write_draft()

    # -- replying ------------------------------------------------------------------------------

    @on(AnswerBox.Kept)
    async def _kept(self) -> None:
        await self.action_keep()
        await self.query_one(AnswerBox).release()

    async def action_keep(self) -> None:
        """Keep the reply and go on; an empty box says that it was asked."""
        if self.sitting is None:
            return
        if self.index is None:
            await self._close()
        elif self.sitting.elsewhere(self._need()):
            await self._send(self.sitting.mark(self._need(), "asked"), "Asked, nothing written.")
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
                plans = self.sitting.keep_as(step, self.kind, raw.strip())
                await self._send(plans, "Kept.")
                return
            self.values[part.name] = self.sitting.value(part, raw)
        except Refused as refused:
            self._say(str(refused))
            return
        await self._part_given()

    async def _part_given(self) -> None:
        """Go to the next part, or keep the whole."""
        assert self.sitting is not None
        step, last = self._need(), self.part >= len(self.parts) - 1
        try:
            if step.prompt.fields:
                plans = self.sitting.keep(step, self.values)
                await self._send(plans, self._kept_words(), on=last)
                if not last:
                    await self._next_part()
            elif last:
                await self._send(
                    self.sitting.keep(step, self.values),
                    self._kept_words(),
                    on=not (step.prompt.many or step.prompt.columns),
                )
            else:
                await self._next_part()
        except Refused as refused:
            self._say(str(refused))

    async def _next_part(self) -> None:
        await self._forget_draft()
        self.part += 1
        self.said = ""
        self.draw()
        self._fill_box()

    async def _nothing_written(self, step: "Step", part: "Part") -> None:
        assert self.sitting is not None
        given = {n: v for n, v in self.values.items() if v not in (None, "")}
        if step.prompt.fields and self.part < len(self.parts) - 1:
            await self._next_part()
        elif step.prompt.fields and given:
            missing = self.sitting.missing(step)
            if missing and self._confirm != "keep":
                self._confirm = "keep"
                names = ", ".join(p.name for p in missing)
                self._say(f"Still open: {names}. ctrl+j again goes on without.")
                return
            await self._send(self.sitting.mark(step, "asked") if missing else [], "Kept.")
        elif not step.prompt.fields and given:
            self.part = len(self.parts) - 1
            await self._part_given()
        elif (step.prompt.many or step.prompt.columns) and self.sitting.replies_at(step):
            await self._send([], "")
        elif step.prompt.required and self._confirm != "keep":
            self._confirm = "keep"
            self._say("Nothing is written yet. ctrl+j again: asked, nothing written.")
        else:
            await self._send(self.sitting.mark(step, "asked"), "Asked, nothing written.")

    def _kept_words(self) -> str:
        assert self.sitting is not None
        step = self._need()
        if step.private:
            return "Kept on this device only."
        others = [self.engagement.name_of(d.member) for d in self.engagement.others]
        return f"Kept. Shared with {' and '.join(others)}." if others else "Kept."

    async def _send(self, plans: "list[Plan]", words: str, *, on: bool = True) -> None:
        """Save, forget the draft, and go on: to the next step, or the same one again.

        What is typed while it is being saved is meant for the next step.
        """
        try:
            if plans:
                await self.coach.keep(*plans)
            await self._go_on_after(words, on)
        except Refused as refused:
            self._say(str(refused))

    async def _go_on_after(self, words: str, on: bool) -> None:
        assert self.sitting is not None
        await self._forget_draft()
        self.sitting.refresh()
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
        if marks := self.sitting.passed(upto):
            await self.coach.keep(*marks)
            self.sitting.refresh()
        self.show_step(following)

    async def _forget_draft(self) -> None:
        from coach_tui.guide.drafts import Draft

        assert self.sitting is not None
        prompt, part = self._draft_place()
        self.query_one(AnswerBox).put("")
        self._draft_pending = False
        await self.coach.aside_disk(
            self._drafts().keep, Draft(self.sitting.session, prompt, part, "")
        )

    @on(Rows.Picked)
    async def _picked(self, event: Rows.Picked) -> None:
        event.stop()
        records = self.engagement.state.records
        name = event.rows.id
        if name == "choices" and self.sitting and (part := self._now()):
            self.values[part.name] = self.sitting.value(part, event.id)
            await self._part_given()
        elif name == "offers" and self.sitting and event.id in records:
            plans = self.sitting.choose(self._need(), records[event.id])
            await self._send(plans, "Linked, not written twice.")
        elif name == "list" and self.sitting is None and event.id in records:
            await self.go_on(records[event.id])
        elif event.id in records:
            from coach_tui.tui.screens.dialogs import RecordScreen

            self.app.push_screen(RecordScreen(event.id))

    def action_pick(self) -> None:
        """Open what is selected."""
        if rows := self._list():
            rows.pick()

    # -- more ----------------------------------------------------------------------------------

    def action_more(self) -> None:
        """A letter follows: skip, park and so on."""
        from coach_tui.tui.screens.more import MoreMenu

        self.app.push_screen(MoreMenu(), self._more)

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
        await self._send(self.sitting.mark(step, "skipped"), "Skipped.")

    async def action_park(self) -> None:
        """Put the question on the list that comes back at the check-out."""
        if self.sitting is not None and self.step is not None:
            words = "Parked. It comes back at the check-out."
            await self._send(self.sitting.mark(self.step, "parked"), words)

    async def action_dont_know(self) -> None:
        """Not known yet: the prompt becomes an open question (P6)."""
        if self.sitting is not None and self.step is not None:
            words = "Not known yet: it is on the list of open questions."
            await self._send(self.sitting.dont_know(self.step), words)

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
        replies = self.sitting.replies()
        for index in range(before - 1, -1, -1):
            reply = replies.get(self.sitting.steps[index].prompt.id)
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
        from coach_tui.tui.screens.more import AsideScreen

        self._peeked = not self._peeked
        if self.app.size.width < 120 and self.sitting is not None:
            self._peeked = False
            shown = view.note(self.sitting, self.step, True)
            self.app.push_screen(AsideScreen(shown, []))
        self.draw()

    def action_aside(self) -> None:
        """What was kept and parked so far."""
        from coach_tui.tui.screens.more import AsideScreen

        if self.sitting is not None:
            note = view.note(self.sitting, self.step, self._note_open())
            self.app.push_screen(AsideScreen(note, view.kept(self.sitting)))

    def _checkout(self) -> int | None:
        if self.sitting is None:
            return None
        for index, step in enumerate(self.sitting.steps):
            if step.stage.checkout and (self.index is None or index > self.index):
                return index
        return None

    async def action_checkout(self) -> None:
        """Go to the check-out; what was not asked stays open."""
        if self.sitting is not None:
            await self.before_leaving()
            first = self._checkout()
            self.show_step(None if first is None else self.sitting.next_open(first))

    def action_capture(self) -> None:
        """A thought that fits no prompt."""
        from coach_tui.tui.screens.dialogs import CaptureScreen

        if self.sitting is not None:
            session = self.sitting.record
            self.app.push_screen(CaptureScreen(session=session.id, issue=session.text("issue")))

    async def action_leave(self) -> None:
        """Leave for now."""
        if self.sitting is None:
            return
        await self.before_leaving()
        if not self.sitting.ended and not self.alone:
            await self.coach.keep(*self.sitting.leave())
        self._close_page()

    async def _close(self) -> None:
        """Close the session with the date that was typed."""
        assert self.sitting is not None
        box = self.query_one(AnswerBox)
        raw = box.text if box.display else ""
        try:
            if self.sitting.ended:
                self._close_page()
                return
            day = view.next_day(self.sitting, raw) if raw.strip() else ""
            await self.coach.keep(*self.sitting.end(day))
        except Refused as refused:
            self._say(str(refused))
            return
        await self._forget_draft()
        self._close_page()

    def _close_page(self) -> None:
        self.sitting, self.index = None, None
        self.said = ""
        self.coach.together = False
        self.query_one(AnswerBox).put("")
        self.draw()
        self.app.switch_mode("today")
