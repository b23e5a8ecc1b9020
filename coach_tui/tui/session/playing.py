"""The drawing layer of the Session page: question, answer box with its draft, rail and aside.

It stores nothing; that is in `session/replying.py`.
"""

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from textual.content import Content
from textual.widgets import Static

from coach_tui.guide.session import closing, reading, replies
from coach_tui.records.refusal import Refused
from coach_tui.tui.commands import COMMANDS, of_page
from coach_tui.tui.record import key_line
from coach_tui.tui.session import drawing as view
from coach_tui.tui.session import notes
from coach_tui.tui.session.choices import ChoiceFrame, Choices
from coach_tui.tui.session.layout import Laid
from coach_tui.tui.session.player import AnswerBox, PlayerRail, Progress, Question, Waiting
from coach_tui.tui.widgets.rows import Rows
from coach_tui.tui.widgets.words import MUTED, join, styled

if TYPE_CHECKING:
    from coach_tui.guide.session.reading import Sitting
    from coach_tui.guide.session.steps import Part, Step

KEPT = 14
"""The lines of the column beside the question that are left to what was kept, at most."""
TICK = 15.0
"""Seconds between two updates of the minutes."""
OFFERED = 4
"""The most existing records offered as a reply."""


PLAYING = frozenset(c.id for c in COMMANDS if c.page == "player")
"""Actions that need an open session."""
ASKED = frozenset({"skip", "park", "dont_know", "kind", "on", "note", "record"})
"""Actions on the current question."""
RESTING = frozenset(c.id for c in of_page("session")) - {c.id for c in of_page("player")}
RESTING -= {"down", "up"}
"""Actions of the page that are disabled while a session is open."""
STANDING = frozenset({"more", "capture", "note", "record", "aside", "help", "pick", "away"})
"""Actions of the player that do not leave the current question; the others are refused while a
reply is being stored, however they are called."""


class Player(Laid):
    """A session as it is drawn, without storing replies; the base class of `Replying`."""

    PAGE = "session"
    CSS_PATH = "page.tcss"

    def __init__(self) -> None:
        super().__init__()
        self.part = 0
        self.values: dict[str, Any] = {}
        """The values given so far for the current step, by part name."""
        self.kind = ""
        """The kind chosen instead of the prompt's; empty for the prompt's own."""
        self.alone = False
        """Whether only this step is asked: a private prompt of a session on another device."""
        self._confirm = ""
        self._peeked = False
        self._draft_pending = False
        self._nudged = False

    def on_mount(self) -> None:
        """Update the minutes at regular intervals."""
        self.set_interval(TICK, self._tick)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable the player's commands without a session, and the page's while one is open."""
        resting = PLAYING if self.sitting is None else RESTING if self.step else RESTING | ASKED
        if self.ahead.storing and action in PLAYING - STANDING:
            return False
        if action == "note" and self.sitting and not notes.notes(self.sitting, self.step):
            return False
        return action not in resting and super().check_action(action, parameters)

    # -- showing -------------------------------------------------------------------------------

    def show_step(self, index: int | None) -> None:
        """Make a step (None: the end) the current one and draw it, with its draft in the box."""
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
            if self.step is not None and self.step.blind and self.values:
                shown = "not shown while two look here" if self._hushed() else "not given yet"
                self._say(f"{len(self.values)} of {len(self.parts)} kept from before, {shown}.")

    def _given(self) -> dict[str, Any]:
        assert self.sitting is not None and self.step is not None
        prompt = self.step.prompt
        if self.step.blind:
            return self._given_blind(self.sitting, self.step)
        if prompt.columns or prompt.many:
            return {}
        return dict(self.sitting.values_at(self.step)) if prompt.fields else {}

    def _given_blind(self, sitting: "Sitting", step: "Step") -> dict[str, Any]:
        """The items of a blind reply from its draft; they are only given all at once."""
        if not sitting.mine(step) or sitting.replies_at(step):
            return {}
        found = self.desk.drafts.values(reading.about(sitting, step), step.prompt.kind)
        kept = {}
        for part in self.parts:
            with suppress(Refused):
                if part.name in found:
                    kept[part.name] = replies.value(sitting, part, str(found[part.name]))
        return kept

    def _first_part(self) -> int:
        if self.step is None or not (self.step.prompt.fields or self.step.blind):
            return 0
        for number, part in enumerate(self.parts):
            if self.values.get(part.name) in (None, ""):
                return number
        return len(self.parts) - 1 if self.step.blind else 0

    def _now(self) -> "Part | None":
        parts = self.parts
        return parts[min(self.part, len(parts) - 1)] if parts else None

    def draw(self) -> None:
        """Draw everything except the text in the box."""
        if not self.ready or not self.query(Question):
            return
        playing = self.sitting is not None and self.index is not None
        self.query_one(Question).display = playing
        self.query_one("#list").display = not playing
        self.query_one("#head").display = not playing
        if self.sitting is None:
            self._draw_choice_of_sessions()
        elif self.index is None:
            self._draw_end()
        else:
            self._draw_step()
        self._draw_sides()
        self._fit()
        self.call_after_refresh(self._refit)
        self.refresh_frame()

    def on_resize(self) -> None:
        """Draw again for the new size."""
        self.draw()

    def _draw_choice_of_sessions(self) -> None:
        self.query_one("#head", Static).update(styled("Session", "bold"))
        self._hide_box()
        rows = view.sessions(self.reader) + view.planned_rows(self.reader)
        self.query_one("#list", Rows).show(rows)

    def _draw_end(self) -> None:
        """The end of an exercise; that of a session is a page of its own, `closing.ClosingPage`."""
        assert self.sitting is not None
        exercise = bool(self.sitting.exercise)
        head = "The last question" if exercise else "What we agreed"
        self.query_one("#head", Static).update(styled(head, "bold"))
        self.query_one("#list", Rows).show(view.last_rows(self.sitting) if exercise else [])
        self._hide_box()

    def _draw_step(self) -> None:
        assert self.sitting is not None and self.step is not None
        step, part = self.step, self._now()
        assert part is not None
        self.query_one(Question).ask = view.ask(self.reader, self.sitting, step, part)
        elsewhere = self.sitting.elsewhere(step)
        chosen = bool(view.options(part))
        box, frame = self.query_one(AnswerBox), self.query_one(ChoiceFrame)
        box.display = not elsewhere and not chosen
        frame.display = not elsewhere and chosen
        waiting = self.query_one(Waiting)
        waiting.display = elsewhere
        waiting.update(key_line(("ctrl+s", "go on"), ("ctrl+o", "more")))
        title = view.box_title(self.sitting, step, self.kind)
        who = view.who_types(self.sitting, step)
        box.border_title = frame.border_title = title
        box.border_subtitle = frame.who = who
        frame.tell()
        offers = self.query_one("#offers", Rows)
        short = self.app.size.height < 30
        fresh = not self.kind and not self.sitting.replies_at(step)
        most = OFFERED // 2 if short else OFFERED
        offered = reading.offered(self.sitting, step)[:most] if fresh else []
        offers.display = bool(offered) and self.part == 0
        offers.show(view.offers(offered, max(20, self.app.size.width - 40)))
        self.query_one("#then", Static).update(view.then(self.sitting, self.index or 0))

    def _hide_box(self) -> None:
        for name in ("#box", "#choice", "#offers", "#waiting"):
            self.query_one(name).display = False

    def spent(self) -> int:
        """The minutes since the session began, without breaks."""
        assert self.sitting is not None
        return closing.spent(self.sitting) // 60_000

    def _draw_sides(self) -> None:
        rail = self.query_one(PlayerRail)
        minutes, note, kept = (self.query_one(n) for n in ("#minutes", "#note", "#kept"))
        for one in (minutes, note, kept):
            one.display = self.sitting is not None
        if self.sitting is None:
            rail.progress = Progress()
            return
        progress = view.progress(self.sitting, self.index, self.spent())
        rail.progress = progress
        width = 26
        clock = styled(progress.clock, MUTED)
        self.query_one("#minutes", Static).update(
            join(
                Content(" " * max(0, width - clock.cell_length)),
                clock,
                Content("\n"),
                progress.bar(width),
            )
        )
        texts = notes.notes(self.sitting, self.step)
        rows = view.kept(self.reader, self.sitting)
        room = self.app.size.height - 8 - min(KEPT, 2 * len(rows))
        shown = notes.aside(texts, self._note_open(), width, room)
        self.query_one("#note", Static).update(shown)
        self.query_one("#kept", Rows).show(rows)

    def _note_open(self) -> bool:
        return self._peeked or not self.reader.together

    def _tick(self) -> None:
        if self.sitting is None or not self.is_current or self.sitting.ended:
            return
        self._draw_sides()
        meant, spent = closing.minutes(self.sitting), self.spent()
        if meant and not self._nudged and spent >= 0.9 * meant and self._checkout() is not None:
            self._nudged = True
            left = max(0, meant - spent)
            words = f"{left} minutes left." if left != 1 else "One minute left."
            self._say(f"{words} Check-out? ctrl+o c")

    def _checkout(self) -> int | None:
        if self.sitting is None:
            return None
        for index, step in enumerate(self.sitting.steps):
            if step.stage.checkout and (self.index is None or index > self.index):
                return index
        return None

    def changed(self, ids: set[str]) -> None:
        """Take in changed records and redraw; the text in the box stays."""
        if self.sitting is not None:
            self.sitting.refresh(ids)
        super().changed(ids)

    def _say(self, words: str) -> None:
        self.said = words
        if self.query(Question) and self.ready:
            self._fit()

    # -- the box -------------------------------------------------------------------------------

    def _fill_box(self) -> None:
        box = self.query_one(AnswerBox)
        if self.sitting is None:
            return
        if self.choosing:
            self._ask_choice()
            return
        prompt, part = self._draft_place()
        draft = "" if self._hushed() else self.desk.drafts.find(self.sitting.session, prompt, part)
        box.put(draft or self._earlier())
        if draft:
            self._say("Your draft from before. ctrl+s keeps it.")
        if box.display:
            self.set_focus(box)
        elif self.step is not None:
            self.set_focus(self.query_one(Waiting))

    @property
    def choosing(self) -> bool:
        """Whether the current part of the reply is chosen, not typed."""
        return bool(self.query_one(ChoiceFrame).display)

    def _ask_choice(self) -> None:
        """Show the options, with this person's stored reply as the chosen one."""
        step, part = self.step, self._now()
        assert self.sitting is not None and step is not None and part is not None
        choices = self.query_one(Choices)
        at_once = step.prompt.scored is not None
        choices.ask(view.options(part), self._earlier(), at_once=at_once)
        self.query_one(ChoiceFrame).scroll_home(animate=False)
        self._fit()
        self.set_focus(choices)

    def on_screen_resume(self) -> None:
        """Refuse keys that were pressed before the options could be seen again."""
        for choices in self.query(Choices):
            choices.arm()

    def _hushed(self) -> bool:
        """Whether earlier text must be hidden: the step is private and two people look."""
        return self.reader.together and self.step is not None and self.step.private

    def _earlier(self) -> str:
        """The earlier reply at this step, for editing; empty when there is none or it is hidden."""
        from coach_tui.records.text import shown

        assert self.sitting is not None
        if self.step is None or self.step.prompt.many or self.step.prompt.columns:
            return ""
        part = self._now()
        if self._hushed():
            return ""
        if part and self.step.blind:
            return shown(self.values.get(part.name))
        real = view.own_at(self.reader, self.sitting, self.step)
        if part and part.name:
            return shown(self.sitting.values_at(self.step).get(part.name)) if real else ""
        return view.reply_text(real[-1]) if real and not self.step.prompt.fields else ""

    def _draft_place(self) -> tuple[str, str]:
        part = self._now()
        return (self.step.prompt.id, part.name if part else "") if self.step else ("", "end")
