"""The widgets of the Session page and how they share the screen."""

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Static

from coach_tui.tui.page import Page
from coach_tui.tui.session import notes
from coach_tui.tui.session.ahead import Ahead
from coach_tui.tui.session.choices import ChoiceFrame, Choices
from coach_tui.tui.session.player import AnswerBox, PlayerRail, Question, Waiting
from coach_tui.tui.session.room import Wants, share
from coach_tui.tui.widgets.rows import Rows
from coach_tui.tui.widgets.sheet import Sheet
from coach_tui.tui.widgets.words import MUTED, styled

if TYPE_CHECKING:
    from coach_tui.guide.session.reading import Sitting
    from coach_tui.guide.session.steps import Part, Step

TIGHT = 16
"""The height (lines) below which blank lines are left out."""


class Laid(Page):
    """The widgets of a session, with as many lines each as there is room for; the base class of
    `Player`, which fills them.
    """

    def __init__(self) -> None:
        super().__init__()
        self.sitting: Sitting | None = None
        self.index: int | None = None
        """The index of the current step; None at the end of the session."""
        self.said = ""
        """The line under the box: what was done, or why not."""
        self.ahead = Ahead()
        self._fitted = 0
        """The width for which the lines were shared out."""

    # -- frame ---------------------------------------------------------------------------------

    def rail(self) -> ComposeResult:
        """The rail with pages and stages."""
        with Container(classes="apart"):
            yield PlayerRail()

    def right(self) -> ComposeResult:
        """The aside."""
        with Container(classes="apart"):
            yield from super().right()

    def body(self) -> ComposeResult:
        """Question, offered records, list, answer box or choices, and the line on what comes
        next.
        """
        with Container(classes="apart"), VerticalScroll(id="ask", can_focus=False):
            yield Question()
            yield Rows(id="bars")
            yield Rows(id="offers")
            yield Rows(id="list")
        yield AnswerBox(self.ahead)
        yield Sheet(id="sheet")
        yield ChoiceFrame(self.ahead)
        yield Waiting("", id="waiting")
        yield Static("", id="said")
        yield Static("", id="record")
        yield Static("", id="strip")
        yield Static("", id="then")

    def aside(self) -> ComposeResult:
        """Minutes, the coach's note, records and parked questions."""
        yield Static("", id="minutes")
        yield Static("", id="note")
        yield Rows(id="kept")

    @property
    def step(self) -> "Step | None":
        """The current step; None without a session and at its end."""
        if self.sitting is None or self.index is None:
            return None
        return self.sitting.steps[self.index]

    @property
    def parts(self) -> "tuple[Part, ...]":
        """The inputs of the current step; empty without one."""
        from coach_tui.guide.session.steps import parts

        return parts(self.step.prompt) if self.step else ()

    def _fit(self) -> None:
        """Share out the lines of the screen: question, box and what was said stay in sight."""
        tight, width = self.app.size.height < TIGHT, self._width()
        self.set_class(tight, "-tight")
        self._fitted = width
        boxes = (self.query_one(AnswerBox), self.query_one(ChoiceFrame), self.query_one(Waiting))
        box = next((one for one in boxes if one.display), None)
        playing = self.step is not None
        strip = self._strip(width - 4) if playing else []
        said = styled(self.said, MUTED).wrap(width - 4) if self.said else []
        below = len(said) + (1 if box and not tight else 0) + self.query_one("#record").display
        wants = Wants(
            self._question_lines(width) if playing else self.app.size.height,
            self.query_one(Question).intro_lines(width - 4) if playing else 0,
            *self._box_lines(box, width, tight),
            below,
            len(strip) + 1 if strip else 0,
            2 if playing else 0,
        )
        got = share(wants, self.app.size.height - (2 if tight else 3) - (0 if playing else 2))
        self.query_one("#ask").styles.max_height = got.question
        if box is not None:
            box.styles.height = got.box
        if 0 < got.note <= len(strip):
            strip = self._strip(width - 4, got.note - 1)
        for name, lines, shown in (("#said", said, said), ("#strip", strip, got.note)):
            part = self.query_one(name, Static)
            part.display = bool(shown)
            part.update(Content("\n").join(lines))
        self.query_one("#then").display = bool(got.then)

    def _question_lines(self, width: int) -> int:
        room = Size(width, 0)
        lists = [self.query_one(name, Rows) for name in ("#bars", "#offers")]
        more = sum(one.get_content_height(room, room, width) for one in lists if one.display)
        return more + self.query_one(Question).get_content_height(room, room, width - 4)

    def _box_lines(self, box: Widget | None, width: int, tight: bool) -> tuple[int, int]:
        """The fewest lines of a box, and those it fills where there is room."""
        if isinstance(box, ChoiceFrame):
            room = Size(width, 0)
            options = self.query_one(Choices).get_content_height(room, room, width - 3)
            return options + 2, options + 2
        if isinstance(box, AnswerBox):
            return 3 if tight else 4, 8
        return (3, 3) if box else (0, 0)

    def _width(self) -> int:
        """The cells of the main column; before its first layout what it will have."""
        across = self.app.size.width
        guess = min(69, across - 63) if across >= 120 else across - (23 if across >= 80 else 1)
        return max(20, self.query_one("#ask").size.width or guess)

    def _strip(self, width: int, most: int = notes.LINES) -> list[Content]:
        """The notes below the box: on terminals without the aside, unless they are closed."""
        assert self.sitting is not None
        if not self._noted_below() or self.reader.together:
            return []
        return notes.strip(notes.notes(self.sitting, self.step), width, most)

    def _noted_below(self) -> bool:
        """Whether the notes stand below the box, because there is no room for them beside it."""
        return self.app.size.width < 120

    def on_resize(self) -> None:
        """Fit once more when the columns have their new widths."""
        self.call_after_refresh(self._refit)

    def _refit(self) -> None:
        """Fit again if the column has another width since."""
        if self.ready and self.query(Question) and self._width() != self._fitted:
            self._fit()
