"""The widgets of the player: rail with stages, question, answer box."""

from dataclasses import dataclass, field

from textual import events
from textual.app import RenderResult
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static, TextArea

from coach_tui.tui.commands import own_bindings
from coach_tui.tui.session.ahead import (
    Ahead,
    Kept,
    Pressed,
    hand_on,
    run_binding,
)
from coach_tui.tui.session.ahead import Typed as TypedKey
from coach_tui.tui.widgets.bars import Rail
from coach_tui.tui.widgets.early import KEEP_KEYS
from coach_tui.tui.widgets.rows import Rows
from coach_tui.tui.widgets.textbox import TextBox
from coach_tui.tui.widgets.words import MUTED, fill, join, styled, wrapped

SECTION = "bold $foreground 70%"


@dataclass(frozen=True, slots=True)
class StageLine:
    """A stage in the rail: its state (`✓`, `›`, `–` or blank), title, minutes (0: unknown), and
    whether it is the current one.
    """

    state: str
    title: str
    minutes: int
    here: bool
    step: int | None = None
    """The index of the step that a click goes to; None for none."""


@dataclass(frozen=True, slots=True)
class Progress:
    """The progress of a session: stages, minutes spent and planned (0: unknown), the numbers of
    records and parked questions, and whether the clock stands still.
    """

    stages: tuple[StageLine, ...] = ()
    spent: int = 0
    minutes: int = 0
    kept: int = 0
    parked: int = 0
    paused: bool = False

    def bar(self, width: int) -> Content:
        """The minutes spent as a progress bar of `width` cells."""
        share = min(1.0, self.spent / self.minutes) if self.minutes else 0.0
        done = round(share * width)
        return join(styled("━" * done, "$primary"), styled("─" * (width - done), "$foreground 30%"))

    @property
    def clock(self) -> str:
        """The minutes in words."""
        clock = f"{self.spent} of {self.minutes} min" if self.minutes else f"{self.spent} min"
        return f"{clock} · paused" if self.paused else clock


class PlayerRail(Rail):
    """The rail of the player: the stages of the deck, below the pages on wide terminals."""

    progress: reactive[Progress] = reactive(Progress())

    class Staged(Message):
        """A stage was clicked; `step` is the index of the step to show."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step

    def lines(self) -> list[tuple[Content, Message | None]]:
        """All lines, each with the message that a click on it posts (None: none)."""
        pages = super().lines()
        if not self.progress.stages:
            return pages
        wide = self.app.size.width >= 120
        width = self.size.width
        head = fill(styled("  Stages", SECTION), styled("min  ", MUTED), width)
        rows: list[tuple[Content, Message | None]] = [(head, None)]
        rows += [
            (self._stage(s, width), None if s.step is None else self.Staged(s.step))
            for s in self.progress.stages
        ]
        roomy = self.size.height > len(rows) + 10
        rows += [(line, None) for line in self._under(width, wide, roomy)]
        return [*pages, (Content(""), None), (Content(""), None), *rows] if wide else rows

    def _under(self, width: int, wide: bool, roomy: bool) -> list[Content]:
        """The meaning of the marks; on narrow terminals minutes and counts, which are in the aside
        otherwise.
        """
        if wide:
            return [Content(""), styled("  ✓ done   – skipped", MUTED)] if roomy else []
        bar = join(Content("  "), self.progress.bar(width - 4))
        clock = styled(f"  {self.progress.clock}", MUTED)
        counts = (("Kept", self.progress.kept), ("Parked", self.progress.parked))
        return [Content(""), clock, bar, Content(""), *(self._count(*c, width) for c in counts)]

    def _stage(self, stage: StageLine, width: int) -> Content:
        bar = styled("▌", "$primary") if stage.here else Content(" ")
        mark = styled(f" {stage.state or ' '} ", "bold $text-accent" if stage.here else MUTED)
        tone = "bold" if stage.here else ("" if not stage.state else MUTED)
        minutes = styled(f"{stage.minutes or ''}  ", "bold" if stage.here else MUTED)
        row = fill(join(bar, mark, styled(stage.title, tone)), minutes, width)
        return row.stylize_before("on $panel") if stage.here else row

    def _count(self, word: str, count: int, width: int) -> Content:
        return fill(styled(f"  {word}", MUTED), styled(f"{count}  "), width)


@dataclass(frozen=True, slots=True)
class QuestionView:
    """All texts of the current question; empty ones are not drawn."""

    deck: str = ""
    issue: str = ""
    stage: str = ""
    place: str = ""
    """The number of the stage: `2 of 5`."""
    minutes: str = ""
    intro: str = ""
    question: str = ""
    more: tuple[str, ...] = ()
    probes: tuple[str, ...] = ()
    part: str = ""
    kept: tuple[tuple[str, str, str], ...] = ()
    """(glyph, words, time) of each reply at this prompt."""
    extra: tuple[str, ...] = field(default=())
    """Examples, the scale in words, remarks on privacy."""


KEPT_INTRO = 3
"""The lines of introduction that stay in sight before a note does."""


class Question(Widget):
    """The question in bold, with its probes and the replies so far below."""

    DEFAULT_CSS = "Question { height: auto; width: 1fr; padding: 0 2; }"
    ask: reactive[QuestionView] = reactive(QuestionView(), layout=True)

    @property
    def _short(self) -> bool:
        return self.app.size.height < 30

    def _lines(self, width: int) -> list[Content]:
        ask, lines = self.ask, []
        high, wide = self.app.size.height >= 34, self.app.size.width >= 120
        if high and wide:
            above = [styled(ask.deck)]
            if ask.issue:
                above += [join(styled("I", "bold $text-accent"), styled(f"  {ask.issue}", MUTED))]
            # Cut to one line each, so that they cannot push the question out of sight.
            lines += [one.truncate(width, ellipsis=True) for one in above]
            lines += [Content(""), Content("")]
        stage = ask.stage if self.app.size.width >= 80 else f"{ask.place}  {ask.stage}"
        lines += [fill(styled(stage, MUTED), styled(ask.minutes, MUTED), width), Content("")]
        instruction = [line for t in (ask.intro, *ask.more) if t for line in self._muted(t, width)]
        if not self._short:
            lines += instruction
        lines += styled(ask.question, "bold").wrap(width)
        if ask.part:
            lines += [Content(""), *styled(ask.part, "bold $text-accent").wrap(width)]
        if ask.probes and self._short:
            probes = styled(" ".join(ask.probes), MUTED)
            lines += [Content(""), *probes.truncate(2 * width - 8, ellipsis=True).wrap(width)]
        elif ask.probes:
            lines += [Content("")]
            for probe in ask.probes:
                lines += wrapped(styled(probe, MUTED), width, Content("   "), 3)
        for text in ask.extra:
            lines += [Content(""), *styled(text, MUTED).wrap(width)]
        if self._short and instruction:
            lines += [Content(""), *instruction[:-1]]
        if ask.kept:
            lines += [Content("")]
        for glyph, words, time in ask.kept[-2:] if self._short else ask.kept:
            lead = join(styled(glyph, "bold $text-accent"), Content("  "))
            if self._short:
                lines += [fill(join(lead, styled(words)), styled(time, MUTED), width)]
                continue
            some = wrapped(styled(words), width - len(time) - 2, lead, 3)
            lines += [fill(some[0], styled(time, MUTED), width), *some[1:]]
        return lines

    def intro_lines(self, width: int) -> int:
        """How many lines of introduction may be scrolled on a short screen: all but the first."""
        texts = [t for t in (self.ask.intro, *self.ask.more) if t]
        lines = sum(len(self._muted(text, width)) for text in texts)
        return max(0, lines - KEPT_INTRO) if self._short else 0

    def _muted(self, text: str, width: int) -> list[Content]:
        return [*styled(text, MUTED).wrap(width), Content("")]

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        """The number of lines at this width."""
        return max(1, len(self._lines(max(20, width))))

    def render(self) -> RenderResult:
        """Render all lines."""
        return Content("\n").join(self._lines(max(20, self.size.width)))


class AnswerBox(TextBox):
    """The answer box. Only ctrl keys are commands, everything else is text.

    While a reply is being stored, the keys typed meanwhile are held back, because they are meant
    for the next step.
    """

    BINDINGS = own_bindings("answer")
    DEFAULT_CSS = """
    AnswerBox { height: 8; margin: 1 0 0 0; border-title-color: $foreground;
                border-subtitle-color: $foreground 70%; }
    """

    class Typed(Message):
        """The text was changed by typing."""

    def __init__(self, ahead: Ahead | None = None) -> None:
        super().__init__(
            soft_wrap=True, show_line_numbers=False, tab_behavior="focus", id="box", compact=False
        )
        self._ahead = ahead or Ahead()
        self.given = ""
        """The last text put into the box by the program; any other text was typed."""
        self._told = ""
        """The last text that the page knows, put there or reported by `Typed`."""

    async def take(self, event: TypedKey) -> bool:
        """Handle a key that was held back: insert its text, or run its command. Whether it asked
        for the reply to be stored.
        """
        if isinstance(event, events.Paste):
            self.replace(event.text, *self.selection, maintain_selection_offset=False)
            return False
        if event.key in KEEP_KEYS:
            self._ahead.hold()
            self.post_message(Kept())
            return True
        text = "\n" if event.key == "enter" else event.character if event.is_printable else None
        if text:
            self.replace(text, *self.selection, maintain_selection_offset=False)
        else:
            await run_binding(self.screen, event)
        return False

    async def on_key(self, event: events.Key) -> None:
        """Start holding keys back when the reply is to be stored, and hold them meanwhile. A key
        that arrives when the focus has moved on is meant for what has it now.

        This is no binding, because a binding would run only after the event has reached the page;
        keys typed directly after would be in the box before the reply is taken out.
        """
        if self._ahead.holding:
            self._ahead.add(event)
        elif self.screen.focused is not self:
            event.stop()
            event.prevent_default()
            await hand_on(self.screen, event)
        elif event.key in KEEP_KEYS:
            event.stop()
            event.prevent_default()
            self._ahead.hold()
            self.post_message(Kept())
        elif not event.is_printable:
            self.post_message(Pressed())

    async def on_paste(self, event: events.Paste) -> None:
        """Hold back what is pasted while a reply is being stored; it is meant for the next one."""
        if self._ahead.holding:
            event.prevent_default()
            self._ahead.add(event)

    def put(self, text: str) -> None:
        """Replace the text without posting `Typed`."""
        self.given = self._told = self.text = text
        self.move_cursor(self.document.end)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Post `Typed`, unless the text was set by `put`."""
        event.stop()
        if self.text != self._told:
            self._told = self.text
            self.post_message(self.Typed())

    def action_leave_box(self) -> None:
        """Move the focus to the offered records, or to the page, where letters are commands."""
        offered = [r for r in self.screen.query(Rows) if r.id == "offers" and r.display]
        self.screen.set_focus(offered[0] if offered else None)


class Waiting(Static, can_focus=True):
    """Shown in place of the box while somebody else answers. It swallows letters, because people
    type before they look.
    """

    DEFAULT_CSS = """
    Waiting { height: 3; margin: 1 0 0 0; padding: 0 1; border: round $border-blurred; }
    Waiting:focus { border: round $primary; }
    """

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        """Consume letters, so that the footer does not offer them as commands."""
        return character is not None and character.isprintable()

    def on_key(self, event: events.Key) -> None:
        """Swallow letters; ctrl keys go on to the page."""
        if event.is_printable:
            event.stop()
            event.prevent_default()
