"""The options of a choice, or the labelled steps of a scale: nothing is chosen until somebody
chooses.
"""

from typing import Any

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.reactive import reactive

from coach_tui.tui.commands import Command, Offer, own_bindings
from coach_tui.tui.session.ahead import (
    Ahead,
    Kept,
    Pressed,
    Typed,
    hand_on,
    run_binding,
)
from coach_tui.tui.session.choosing import MOVES, Alternative, Choosing
from coach_tui.tui.widgets.early import KEEP_KEYS, NEVER
from coach_tui.tui.widgets.rows import Row, Rows
from coach_tui.tui.widgets.words import MUTED, join, styled

OPEN, CHOSEN = "○", "●"


def now() -> float:
    """The present time on the clock that events carry."""
    return events.Event().time


class Choices(Rows):
    """A list of options of which one can be chosen: by its digit, a click, or j, k and space. The
    reply is stored by `ctrl+s`, `ctrl+j` or enter; at a statement of an inventory a digit does so.

    A key or click counts only when it came after the options had been drawn. A widget cannot see
    that in a binding, because actions do not get the event and its time.
    """

    BINDINGS = own_bindings("answer")
    DEFAULT_CSS = "Choices { width: 1fr; padding: 0 1 0 0; }"
    chosen: reactive[str] = reactive("")
    """The value that was chosen; empty for none."""

    def __init__(self, ahead: Ahead) -> None:
        super().__init__(id="choices", steady=True)
        self._ahead = ahead
        self.choosing = Choosing()
        self._round = 0

    # -- what is asked -------------------------------------------------------------------------

    def ask(self, options: tuple[Alternative, ...], chosen: str, *, at_once: bool) -> None:
        """Show the options of another prompt. `chosen` is the value of this person's stored reply,
        empty for none.
        """
        own = chosen if chosen in [o.value for o in options] else ""
        self.choosing = Choosing(options, own, own, at_once)
        self._show()
        self._draw_options()
        self.arm()

    def _show(self) -> None:
        """Show what is chosen and where the bar is."""
        self.chosen, self.selected = self.choosing.chosen, self.choosing.here

    def arm(self) -> None:
        """Refuse keys until the options have been drawn and could be read."""
        self.disarm()
        self.call_after_refresh(self._drawn, self._round)

    def _drawn(self, which: int) -> None:
        if which == self._round:
            self.choosing.since = now()

    def disarm(self) -> None:
        """Refuse keys until other options are asked: the reply is being stored."""
        self.choosing.since = NEVER
        self._round += 1

    @property
    def open(self) -> bool:
        """Whether a key pressed now counts."""
        return self.choosing.counts(now())

    @property
    def options(self) -> tuple[Alternative, ...]:
        """The options that are asked."""
        return self.choosing.options

    @property
    def at_once(self) -> bool:
        """Whether a digit also stores the reply."""
        return self.choosing.at_once

    def watch_chosen(self) -> None:
        """Mark the chosen option."""
        self._draw_options()

    def _draw_options(self) -> None:
        signs = [CHOSEN if o.value == self.chosen else OPEN for o in self.options]
        self.rows = tuple(
            Row(o.words, id=o.value, glyph=o.number, state=sign)
            for o, sign in zip(self.options, signs, strict=True)
        )

    def _lead(self, row: Row, roomy: bool) -> list[Content]:
        state = styled(row.state, "bold $text-accent" if row.state == CHOSEN else MUTED)
        wide = max(len(o.number) for o in self.options)
        number = styled(f"{row.glyph:>{wide}}", "bold $text-accent")
        return [Content(" "), state, Content(" "), number, Content("  ")]

    @property
    def number(self) -> str:
        """The number of the chosen option; empty for none."""
        return next((o.number for o in self.options if o.value == self.chosen), "")

    @property
    def numbers(self) -> str:
        """The numbers that can be chosen, for a sentence: `1, 2 or 3`, `1 to 5`."""
        every = [o.number for o in self.options]
        if len(every) > 3:
            return f"{every[0]} to {every[-1]}"
        return " or ".join([", ".join(every[:-1]), every[-1]] if every[1:] else every)

    def offered(self) -> list[Offer]:
        """The keys that choose, for the footer; they are no bindings."""
        digits = [o.number for o in self.options if len(o.number) == 1]
        keys = f"{digits[0]}-{digits[-1]}" if digits[1:] else "".join(digits)
        choose = Command("choose", "answer", keys, "choose", "Choose; j, k and space do, too", 1)
        return [Offer(choose, (keys,))] if keys else []

    # -- keys ----------------------------------------------------------------------------------

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        """Consume all characters but `?`, so that no letter acts as a command here."""
        return character is not None and character.isprintable() and character != "?"

    async def on_key(self, event: events.Key) -> None:
        """Handle a key, unless a reply is being stored: then it is meant for the next prompt."""
        if self._ahead.holding:
            self._ahead.add(event)
        elif self.screen.focused is not self:
            event.stop()
            event.prevent_default()
            await hand_on(self.screen, event)
        elif self._mine(event):
            event.stop()
            event.prevent_default()
            self._handle(event)

    def on_paste(self, event: events.Paste) -> None:
        """Keep what is pasted while a reply is being stored for the next prompt."""
        if self._ahead.holding:
            self._ahead.add(event)

    async def take(self, event: Typed) -> bool:
        """Handle a key that was held back; whether it asked for the reply to be stored."""
        if isinstance(event, events.Paste):
            return False
        if self._mine(event):
            return self._handle(event)
        await run_binding(self.screen, event)
        return False

    def _mine(self, event: events.Key) -> bool:
        typed = event.is_printable and event.character != "?"
        return typed or event.key == "enter" or event.key in KEEP_KEYS or event.key in MOVES

    def _handle(self, event: events.Key) -> bool:
        """Choose, move, or ask for the reply to be stored (then True); early keys do nothing."""
        if self.choosing.counts(event.time):
            self.post_message(Pressed())
        keep = self.choosing.press(event.key, event.character, event.time)
        self._show()
        if keep:
            self._ahead.hold()
            self.post_message(Kept())
        return keep

    def move(self, by: int) -> None:
        """Move the bar, which chooses nothing."""
        self.choosing.move(by)
        self._show()

    def pick(self) -> None:
        """Nothing: enter stores what was chosen."""

    def on_click(self, event: events.Click) -> None:
        """Choose the option under the pointer."""
        event.prevent_default()
        offset = event.get_content_offset(self)
        if offset is None or not self.choosing.counts(event.time) or self._ahead.holding:
            return
        for value, (start, height) in self._places.items():
            if start <= offset.y < start + height:
                self.choosing.chosen = self.choosing.here = value
                self.post_message(Pressed())
        self._show()

    def action_leave_box(self) -> None:
        """Move the focus to the page, where letters are commands."""
        self.screen.set_focus(None)


class ChoiceFrame(VerticalScroll, can_focus=False):
    """The frame of a choice, which scrolls where the options do not fit. In its lower border stands
    what is chosen, and who answers.
    """

    DEFAULT_CSS = """
    ChoiceFrame { border: round $border-blurred; margin: 1 0 0 0; height: auto;
                  border-title-color: $foreground; border-subtitle-color: $foreground 70%;
                  scrollbar-size-vertical: 1; }
    ChoiceFrame:focus-within { border: round $primary; }
    """

    def __init__(self, ahead: Ahead) -> None:
        super().__init__(id="choice")
        self.choices = Choices(ahead)
        self.who = Content("")
        """Who answers, and who types."""

    def compose(self) -> ComposeResult:
        """The options."""
        yield self.choices

    def on_mount(self) -> None:
        """Follow what is chosen."""
        self.watch(self.choices, "chosen", self.tell)

    def on_resize(self) -> None:
        """Draw the lower border for another width."""
        self.tell()

    def tell(self, *_: Any) -> None:
        """Say in the lower border what is chosen."""
        number = self.choices.number
        left = styled(f"{number} chosen" if number else "nothing chosen yet", MUTED)
        room = self.size.width - 4 - left.cell_length - self.who.cell_length - 2
        if room < 1:
            self.border_subtitle = left
            return
        line = styled("─" * room, "$primary" if self.choices.has_focus else "$border-blurred")
        self.border_subtitle = join(left, Content(" "), line, Content(" "), self.who)
