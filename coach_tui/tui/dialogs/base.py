"""The base of all dialogues, and the plain ones: help, a yes or no, an invitation."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from coach_tui.records.kinds import KINDS
from coach_tui.tui.commands import PAGES, Command, Offer
from coach_tui.tui.desk import Desk, desk_of
from coach_tui.tui.record import key_line
from coach_tui.tui.widgets.rows import Row, Rows
from coach_tui.tui.widgets.words import KEY, MUTED, SECTION, styled

if TYPE_CHECKING:
    from coach_tui.engagement import Engagement
    from coach_tui.guide.reader import Reader

T = TypeVar("T")
Keys = tuple[tuple[str, str], ...]
"""Keys and what they do, as they are shown."""
STYLE = Path(__file__).with_name("dialog.tcss")
"""A name alone would be looked for beside each subclass."""

STATES = (
    ("✓", "done"), ("›", "here"), ("–", "skipped"), ("+", "parked"),
    ("/", "private: only you, only on this device"), ("≠", "edited at once"),
)  # fmt: skip


class Dialog(ModalScreen[T]):
    """A box over the page; `escape` or `q` closes it without doing anything."""

    CSS_PATH = STYLE
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", "close", show=False),
        Binding("ctrl+q", "leave", "close", show=False, priority=True),
        Binding("down", "step(1)", show=False),
        Binding("up", "step(-1)", show=False),
    ]
    KEYS: ClassVar[Keys] = (("escape", "close"),)
    _keeping = False

    def compose(self) -> ComposeResult:
        """The box with its content and the keys that act in it."""
        with Vertical(classes="dialog"):
            yield from self.content()
            yield Static("", classes="keys")

    def content(self) -> ComposeResult:
        """What stands in the box."""
        yield from ()

    @on(events.Resize)
    def fit_keys(self) -> None:
        """Another width has room for others."""
        self.call_after_refresh(self.draw_keys)

    @on(events.Mount)
    def follow_keys(self) -> None:
        """Be told whenever other keys act: another focus, another state of the box."""
        self.bindings_updated_signal.subscribe(self, lambda _: self.draw_keys())
        self.draw_keys()

    def hints(self) -> Keys:
        """Keys and their words."""
        return self.KEYS

    def draw_keys(self) -> None:
        """Those of the keys that act now, in one row; how to close in any case."""
        shown = [(keys, words) for keys, words in self.hints() if self._acts(keys)]
        for row in self.query(".keys").results(Static):
            while 0 < row.size.width < key_line(*shown).cell_length and len(shown) > 1:
                shown.pop(-2)
            row.update(key_line(*shown))

    def _acts(self, keys: str) -> bool:
        """Whether no box takes the keys for text."""
        node: Widget | None = self.focused
        typed = [" " if key == "space" else key for key in keys.split()]
        letters = [key for key in typed if len(key) == 1]
        return not letters or node is None or not node.check_consume_key(letters[0], letters[0])

    @property
    def desk(self) -> Desk:
        """Keeping, looking, and the open engagement."""
        return desk_of(self.app)

    @property
    def engagement(self) -> "Engagement":
        """The open engagement."""
        return self.desk.engagement

    @on(events.Mount)
    def _listen(self) -> None:
        # The first screen of a device has no desk yet.
        if hasattr(self.app, "desk"):
            self.desk.changed.subscribe(self, self.told, immediate=True)

    def refused(self, words: str) -> None:
        """Say in the box why nothing was kept; at the edge of the screen once the box is closed."""
        if lines := self.query("#trouble"):
            lines.only_one(Static).update(styled(words, "$text-error"))
        else:
            self.desk.report(words)

    @property
    def reader(self) -> "Reader":
        """What may be seen now."""
        return self.desk.reader

    def told(self, ids: set[str]) -> None:
        """Be told which records are different."""

    def dismiss(self, result: T | None = None) -> AwaitComplete:
        """Close with an answer, once: keys that were on their way meanwhile close nothing else."""
        return super().dismiss(result) if self.is_active else AwaitComplete()

    def action_leave(self) -> None:
        """Close without doing anything."""
        self.dismiss(None)

    async def action_keep(self) -> None:
        """Keep what is typed, once: not while that is going on, nor when it is done."""
        if self._keeping or not self.is_active:
            return
        self._keeping = True
        try:
            await self.keep()
        finally:
            self._keeping = False

    async def keep(self) -> None:
        """What keeping is in this dialogue."""

    def action_step(self, by: int) -> None:
        """Move the selection, or scroll."""
        focused: Widget | None = self.focused
        if isinstance(focused, Rows) and focused.ids:
            focused.move(by)
            return
        for area in self.query(VerticalScroll):
            area.scroll_relative(y=by, animate=False)


def _key_row(command: Command, keys: Iterable[str]) -> Row:
    """A command with its keys, for the help."""
    first = command.keys.split(",")[0]
    shown = [command.shown_key if k == first and command.shown_key else k for k in keys]
    return Row(command.help, glyph=f"{' '.join(shown):<14}")


class HelpScreen(Dialog[None]):
    """What the keys do on a page, and what the glyphs mean."""

    BINDINGS = [
        Binding("j", "step(1)", show=False),
        Binding("k", "step(-1)", show=False),
        Binding("question_mark", "leave", show=False),
    ]
    KEYS = (("j k", "scroll"), ("escape", "close"))

    def __init__(self, offered: list[Offer], pages: bool) -> None:
        """`pages`: whether the digits open pages now."""
        super().__init__()
        self._offered, self._pages = offered, pages

    def content(self) -> ComposeResult:
        """One row a command, then one a glyph."""
        yield Static(styled("What the keys do here", "bold"), classes="title")
        with VerticalScroll(can_focus=False):
            table = Rows()
            table.can_focus = False
            yield table

    def on_mount(self) -> None:
        """Fill the table."""
        self.query_one(Rows).show(self._rows())

    def _rows(self) -> list[Row]:
        pages = Row("Open a page", glyph=f"{f'0 to {len(PAGES) - 1}':<14}")
        rows = [_key_row(o.command, o.keys) for o in self._offered if o.keys]
        if self._pages:
            rows.append(pages)
        outside = [o.command for o in self._offered if not o.keys]
        if outside:
            rows.append(Row("Outside the box that is written in", tone=SECTION, gap=1))
            rows += [_key_row(c, c.keys.split(",")) for c in outside]
            rows += [] if self._pages else [pages]
        rows.append(Row("Kinds", tone=SECTION, gap=1))
        for kind in KINDS.values():
            if kind.plural and (not kind.internal or kind.glyph != "-"):
                rows.append(Row(kind.plural, glyph=kind.glyph))
        rows.append(Row("States", tone=SECTION, gap=1))
        return rows + [Row(word, glyph=glyph) for glyph, word in STATES]


class ChooseScreen(Dialog[str]):
    """One question and some answers, each with a key; the first is the safe one.

    Gives the id of the answer, or None.
    """

    KEYS = (("enter", "choose"), ("escape", "close"))

    def __init__(
        self, question: str, answers: list[Row], under: str = "", preview: Content | None = None
    ) -> None:
        super().__init__()
        self._question, self._answers, self._under = question, answers, under
        self._preview = preview

    def content(self) -> ComposeResult:
        """Question, what it means, answers."""
        yield Static(styled(self._question, "bold"), classes="title question")
        if self._under:
            yield Static(styled(self._under, MUTED), classes="title")
        if self._preview is not None:
            with VerticalScroll(classes="preview", can_focus=False):
                yield Static(self._preview)
        with VerticalScroll(can_focus=False):
            yield Rows(eager=True, id="answers")

    def on_mount(self) -> None:
        """The safe answer is selected."""
        rows = self.query_one("#answers", Rows)
        rows.show(self._answers)
        self.set_focus(rows)

    def on_key(self, event: events.Key) -> None:
        """An answer's own key chooses it."""
        if event.key == "enter":
            event.stop()
            self.query_one("#answers", Rows).pick()
            return
        for row in self._answers:
            if row.id and event.character and event.character == row.glyph:
                event.stop()
                event.prevent_default()
                self.dismiss(row.id)
                return

    def on_rows_picked(self, event: Rows.Picked) -> None:
        """An answer was chosen."""
        event.stop()
        self.dismiss(event.id)


class ConfirmScreen(ChooseScreen):
    """A yes or no in two verbs, the safe one first; gives `yes`, `no` or None."""

    def __init__(
        self,
        question: str,
        safe: str,
        other: str,
        under: str = "",
        preview: Content | None = None,
    ) -> None:
        first = safe[0]
        second = next((c for c in other if c.isalpha() and c != first), other[0])
        answers = [
            Row(safe, id="no", glyph=first),
            Row(other, id="yes", glyph=second),
        ]
        super().__init__(question, answers, under, preview)


class InvitationScreen(Dialog[None]):
    """A new invitation's code, and how it is handed over."""

    KEYS = (("escape", "close"),)

    def __init__(self, code: str) -> None:
        super().__init__()
        self._code = code

    def content(self) -> ComposeResult:
        """The code alone on its row."""
        yield Static(styled("An invitation", "bold"), classes="title")
        yield Static(styled(self._code, KEY), id="code", classes="title")
        words = (
            "Read it out in person or by phone. Never send it through the service that carries "
            "the folder: whoever has both could join in your learner's place. It works once, for "
            "seven days."
        )
        yield Static(styled(words, MUTED), classes="title")
