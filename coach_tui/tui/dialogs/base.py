"""The base class of all dialogs, and the simple ones: help, choice, confirmation, invitation."""

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
from coach_tui.tui.commands import Command, Offer, page_keys
from coach_tui.tui.desk import Desk, desk_of
from coach_tui.tui.record import key_line
from coach_tui.tui.widgets.rows import Row, Rows
from coach_tui.tui.widgets.words import KEY, MUTED, SECTION, styled

if TYPE_CHECKING:
    from coach_tui.engagement import Engagement
    from coach_tui.guide.reader import Reader

T = TypeVar("T")
Keys = tuple[tuple[str, str], ...]
"""(keys, word) pairs for the last line of a dialog."""
STYLE = Path(__file__).with_name("dialog.tcss")
"""An absolute path, because Textual resolves a bare name beside each subclass's module."""

STATES = (
    ("✓", "done"), ("›", "here"), ("–", "skipped"), ("+", "parked"),
    ("/", "private: only you, only on this device"), ("≠", "edited at once"),
)  # fmt: skip
"""The characters for states in lists, with their meaning."""


class Dialog(ModalScreen[T]):
    """A modal dialog; `escape` or `q` closes it with None. Subclasses yield widgets in `content()`.

    Subclasses that store something define `keep()`; a `Static` with id `trouble` shows errors.
    """

    CSS_PATH = STYLE
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", "close", show=False),
        Binding("ctrl+q", "leave", "close", show=False, priority=True),
        Binding("down", "step(1)", show=False),
        Binding("up", "step(-1)", show=False),
    ]
    KEYS: ClassVar[Keys] = (("escape", "close"),)
    _keeping = False
    _warned = False

    def compose(self) -> ComposeResult:
        """The box with its content and the line of keys."""
        with Vertical(classes="dialog"):
            yield from self.content()
            yield Static("", classes="keys")

    def content(self) -> ComposeResult:
        """The widgets in the box."""
        yield from ()

    @on(events.Resize)
    def fit_keys(self) -> None:
        """Draw the keys again: how many fit depends on the width."""
        self.call_after_refresh(self.draw_keys)

    @on(events.Mount)
    def follow_keys(self) -> None:
        """Draw the keys whenever the active bindings change, as with the focus."""
        self.bindings_updated_signal.subscribe(self, lambda _: self.draw_keys())
        self.draw_keys()

    def hints(self) -> Keys:
        """The keys to show, with their words."""
        return self.KEYS

    def draw_keys(self) -> None:
        """Show as many of the active keys as fit on the line; the last one (close) always."""
        shown = [(keys, words) for keys, words in self.hints() if self._acts(keys)]
        for row in self.query(".keys").results(Static):
            while 0 < row.size.width < key_line(*shown).cell_length and len(shown) > 1:
                shown.pop(-2)
            row.update(key_line(*shown))

    def _acts(self, keys: str) -> bool:
        """Whether the keys are active: no focused text box takes them as text."""
        node: Widget | None = self.focused
        typed = [" " if key == "space" else key for key in keys.split()]
        letters = [key for key in typed if len(key) == 1]
        return not letters or node is None or not node.check_consume_key(letters[0], letters[0])

    @property
    def desk(self) -> Desk:
        """The app's desk."""
        return desk_of(self.app)

    @property
    def engagement(self) -> "Engagement":
        """The open engagement."""
        return self.desk.engagement

    @on(events.Mount)
    def _listen(self) -> None:
        # `FirstRun`, the app for a device without an engagement, has no desk.
        if hasattr(self.app, "desk"):
            self.desk.changed.subscribe(self, self.told, immediate=True)

    def refused(self, words: str) -> None:
        """Show in the box why nothing was stored; as a notification once the box is closed."""
        if lines := self.query("#trouble"):
            line = lines.only_one(Static)
            line.update(styled(words, "$text-error"))
            line.call_after_refresh(line.scroll_visible, animate=False)
        else:
            self.desk.report(words)

    @property
    def reader(self) -> "Reader":
        """The reader for drawing."""
        return self.desk.reader

    def told(self, ids: set[str]) -> None:
        """Called after records with these ids changed; does nothing by default."""

    def dismiss(self, result: T | None = None) -> AwaitComplete:
        """Close with a result, once: keys already queued must not close the screen below."""
        return super().dismiss(result) if self.is_active else AwaitComplete()

    async def action_leave(self) -> None:
        """Close with None. If the text cannot be saved as a draft, only the second call closes."""
        if await self.may_leave():
            self.dismiss(None)

    async def may_leave(self) -> bool:
        """Save the draft; whether the dialog may close. False when saving fails for the first time,
        because closing would lose the text: then the reason is shown.
        """
        if not (why := await self.save_draft()) or self._warned:
            return True
        self._warned = True
        self.refused(f"No draft can be written ({why}). Your text is still here; again: without.")
        return False

    async def save_draft(self) -> str:
        """Save unstored text as a draft. Returns the reason when that fails; empty when it was
        saved or there is none. Defined by subclasses with a text box.
        """
        return ""

    async def action_keep(self) -> None:
        """Call `keep()`, unless it is running already or the dialog is closed."""
        if self._keeping or not self.is_active:
            return
        self._keeping = True
        try:
            await self.keep()
        finally:
            self._keeping = False

    async def keep(self) -> None:
        """Store what was typed; defined by subclasses."""

    def action_step(self, by: int) -> None:
        """Move the selection of the focused list, or scroll, by so many lines."""
        focused: Widget | None = self.focused
        if isinstance(focused, Rows) and focused.ids:
            focused.move(by)
            return
        for area in self.query(VerticalScroll):
            area.scroll_relative(y=by, animate=False)


def _key_row(command: Command, keys: Iterable[str]) -> Row:
    """A row of the help: a command with its keys."""
    first = command.keys.split(",")[0]
    shown = [command.shown_key if k == first and command.shown_key else k for k in keys]
    return Row(command.help, glyph=f"{' '.join(shown):<14}")


class HelpScreen(Dialog[None]):
    """The help: the keys of a page, and the meaning of the glyphs."""

    BINDINGS = [
        Binding("j", "step(1)", show=False),
        Binding("k", "step(-1)", show=False),
        Binding("question_mark", "leave", show=False),
    ]
    KEYS = (("j k", "scroll"), ("escape", "close"))

    def __init__(self, offered: list[Offer], pages: bool) -> None:
        """`offered` are the commands available on the page; `pages` says whether digits open
        pages.
        """
        super().__init__()
        self._offered, self._pages = offered, pages

    def content(self) -> ComposeResult:
        """The list of commands and glyphs."""
        yield Static(styled("What the keys do here", "bold"), classes="title")
        with VerticalScroll(can_focus=False):
            table = Rows()
            table.can_focus = False
            yield table

    def on_mount(self) -> None:
        """Fill the list."""
        self.query_one(Rows).show(self._rows())

    def _rows(self) -> list[Row]:
        pages = Row("Open a page", glyph=f"{page_keys():<14}")
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
    """A question with answers, each chosen by its glyph as a key; returns the answer's id or None.

    The cursor stands at first on the answer `at_first` (an id; by default the first one), and on
    none when that is empty: then enter does nothing until somebody has chosen.
    """

    KEYS = (("enter", "choose"), ("escape", "close"))

    def __init__(
        self,
        question: str,
        answers: list[Row],
        under: str = "",
        preview: Content | None = None,
        *,
        at_first: str | None = None,
    ) -> None:
        super().__init__()
        self._question, self._answers, self._under = question, answers, under
        self._preview, self._at_first = preview, at_first

    def content(self) -> ComposeResult:
        """Question, explanation, preview and answers."""
        yield Static(styled(self._question, "bold"), classes="title question")
        if self._under:
            yield Static(styled(self._under, MUTED), classes="title")
        if self._preview is not None:
            with VerticalScroll(classes="preview", can_focus=False):
                yield Static(self._preview)
        with VerticalScroll(can_focus=False):
            yield self.rows()
        yield Static("", id="trouble")

    def rows(self) -> Rows:
        """The list of answers; a click chooses."""
        return Rows(eager=True, free=True, id="answers")

    def on_mount(self) -> None:
        """Show the answers."""
        rows = self.query_one("#answers", Rows)
        rows.show(self._answers)
        first = next(iter(rows.ids), "")
        rows.selected = first if self._at_first is None else self._at_first
        self.set_focus(rows)

    def on_key(self, event: events.Key) -> None:
        """Choose an answer by its key, or the selected one with enter."""
        if event.key == "enter":
            event.stop()
            self.choose()
            return
        for row in self._answers:
            if row.id and event.character and event.character == row.glyph:
                event.stop()
                event.prevent_default()
                self.by_key(row.id)
                return

    def by_key(self, identity: str) -> None:
        """Close with the answer whose key was pressed."""
        self.dismiss(identity)

    def choose(self) -> None:
        """Close with the selected answer; without one, say what is needed."""
        rows = self.query_one("#answers", Rows)
        if rows.selected:
            rows.pick()
        else:
            keys = [r.glyph for r in self._answers if r.id and len(r.glyph) == 1]
            how = f": {', '.join(keys)}, or the arrow keys." if keys else " with the arrow keys."
            self.refused(f"Choose one first{how}")

    def on_rows_picked(self, event: Rows.Picked) -> None:
        """Close with the picked answer."""
        event.stop()
        self.dismiss(event.id)


class ConfirmScreen(ChooseScreen):
    """A choice between two verbs, the harmless one first; returns `yes` for the other, `no`, or
    None when closed.
    """

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
    """The code of a new invitation, and how to pass it on."""

    KEYS = (("escape", "close"),)

    def __init__(self, code: str) -> None:
        super().__init__()
        self._code = code

    def content(self) -> ComposeResult:
        """Title, code and explanation."""
        yield Static(styled("An invitation", "bold"), classes="title")
        yield Static(styled(self._code, KEY), id="code", classes="title")
        words = (
            "Read it out in person or by phone. Never send it through the service that carries "
            "the folder: whoever has both could join in your learner's place. It works once, for "
            "seven days."
        )
        yield Static(styled(words, MUTED), classes="title")
