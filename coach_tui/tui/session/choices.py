"""The options of a choice, or the labelled steps of a scale: nothing is chosen until somebody
chooses.
"""

from dataclasses import dataclass
from typing import Any

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.reactive import reactive

from coach_tui.tui.commands import Command, Offer, own_bindings
from coach_tui.tui.session.ahead import (
    KEEP_KEYS,
    Ahead,
    Kept,
    Pressed,
    Typed,
    hand_on,
    run_binding,
)
from coach_tui.tui.widgets.rows import Row, Rows
from coach_tui.tui.widgets.words import MUTED, join, styled

GRACE = 0.25
"""Seconds after drawing in which keys are still refused: nobody reads faster."""
MOVES = {"j": 1, "down": 1, "k": -1, "up": -1, "home": -9999, "end": 9999}
OPEN, CHOSEN = "○", "●"


@dataclass(frozen=True, slots=True)
class Alternative:
    """One option: the stored value, the number that selects it, and its words."""

    value: str
    number: str
    words: str


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
        self._since = float("inf")
        self.options: tuple[Alternative, ...] = ()
        self.at_once = False
        """Whether a digit also stores the reply."""
        self._round = 0

    # -- what is asked -------------------------------------------------------------------------

    def ask(self, options: tuple[Alternative, ...], chosen: str, *, at_once: bool) -> None:
        """Show the options of another prompt. `chosen` is the value of this person's stored reply,
        empty for none.
        """
        self.options, self.at_once = options, at_once
        self.chosen = chosen if chosen in [o.value for o in options] else ""
        self._draw_options()
        self.selected = self.chosen
        self.arm()

    def arm(self) -> None:
        """Refuse keys until the options have been drawn and could be read."""
        self._since = float("inf")
        self._round += 1
        self.call_after_refresh(self._drawn, self._round)

    def _drawn(self, which: int) -> None:
        if which == self._round:
            self._since = now()

    def disarm(self) -> None:
        """Refuse keys until other options are asked: the reply is being stored."""
        self._since = float("inf")
        self._round += 1

    @property
    def open(self) -> bool:
        """Whether a key pressed now counts."""
        return now() >= self._since + GRACE

    def _counts(self, event: events.Event) -> bool:
        return event.time >= self._since + GRACE

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
        if not self._counts(event):
            return False
        self.post_message(Pressed())
        if event.key in MOVES:
            self._step(MOVES[event.key])
        elif event.key == "space":
            self.chosen = self.selected or self.chosen
        elif event.key == "enter" or event.key in KEEP_KEYS:
            return self._keep()
        elif found := [o for o in self.options if o.number == event.character]:
            self.chosen = self.selected = found[0].value
            return self.at_once and self._keep()
        return False

    def _keep(self) -> bool:
        self._ahead.hold()
        self.post_message(Kept())
        return True

    def _step(self, by: int) -> None:
        if self.selected in self.ids:
            self.move(by)
        elif self.ids:
            self.selected = self.ids[0 if by > 0 else -1]

    def move(self, by: int) -> None:
        """Move the bar, which chooses nothing."""
        if self.selected in self.ids:
            super().move(by)
        else:
            self._step(by)

    def pick(self) -> None:
        """Nothing: enter stores what was chosen."""

    def on_click(self, event: events.Click) -> None:
        """Choose the option under the pointer."""
        event.prevent_default()
        before, offset = self.chosen, event.get_content_offset(self)
        if offset is None or not self._counts(event) or self._ahead.holding:
            return
        for value, (start, height) in self._places.items():
            if start <= offset.y < start + height:
                self.chosen = self.selected = value
        if self.chosen != before:
            self.post_message(Pressed())

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
