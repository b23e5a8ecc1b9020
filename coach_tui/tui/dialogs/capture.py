"""The dialog for a new record from any page or in a session: a note, question, action, insight …

A coach in a session can also record a question of their own (row P2 of docs/method.md).
"""

from typing import ClassVar

from msgspec import structs
from textual import events
from textual.app import ComposeResult, RenderResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input, Static

from coach_tui import settings
from coach_tui.engagement import Plan
from coach_tui.guide import writing
from coach_tui.guide.session.asking import hint, own_question
from coach_tui.planning import audience_of
from coach_tui.records.dates import at, read_day
from coach_tui.records.kinds import KINDS, known
from coach_tui.records.refusal import Refused
from coach_tui.tui.dialogs.base import ChooseScreen, Dialog, Keys
from coach_tui.tui.dialogs.draftbox import DraftBox
from coach_tui.tui.record import sees
from coach_tui.tui.widgets.rows import Row
from coach_tui.tui.widgets.words import KEY, MUTED, join, styled

CAPTURED = (("note", "n"), ("question", "q"), ("action", "a"), ("insight", "i"), ("advice", "d"))
"""The kinds offered directly, each with its key."""
ASKED = ("answer", "s")
"""Shown as `asked`: a question of the coach's own, with the reply to it."""
MORE = ("more", "m")
"""Leads to the form of any other kind."""
NAMES = {"answer": "asked"}
"""Kinds shown under another name."""


class KindStrip(Widget, can_focus=True):
    """The kinds in one line, chosen with left and right, a letter or a click."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "by(-1)", show=False),
        Binding("right", "by(1)", show=False),
        Binding("enter,down", "write", show=False),
        *(
            Binding(letter, f"choose('{kind}')", show=False)
            for kind, letter in (*CAPTURED, ASKED, MORE)
        ),
    ]
    DEFAULT_CSS = """
    KindStrip { height: 1; margin: 0 0 1 0; }
    """
    kind: reactive[str] = reactive("note")

    def __init__(self, *, asks: bool = False) -> None:
        super().__init__()
        self._kinds = (*CAPTURED, ASKED, MORE) if asks else (*CAPTURED, MORE)

    class Chosen(Message):
        """A kind was chosen; `write` says that the focus should go to the text box."""

        def __init__(self, kind: str, write: bool) -> None:
            super().__init__()
            self.kind, self.write = kind, write

    def _parts(self) -> list[tuple[str, Content]]:
        parts = []
        for kind, letter in self._kinds:
            here = kind == self.kind
            name = NAMES.get(kind, kind)
            place = name.index(letter)
            word = styled(name, "bold" if here else MUTED).stylize(KEY, place, place + 1)
            lead = styled("▌" if here else " ", "$primary")
            glyph = "…" if kind == MORE[0] else known(kind).glyph
            part = join(lead, styled(glyph, KEY), Content(" "), word)
            parts.append((kind, part.stylize_before("on $panel") if here else part))
        return parts

    def render(self) -> RenderResult:
        """Draw the kinds, the chosen one highlighted."""
        return Content("").join([part for _, part in self._parts()])

    def on_click(self, event: events.Click) -> None:
        """Choose the kind under the pointer."""
        start = 0
        for kind, part in self._parts():
            if start <= event.x < start + part.cell_length:
                self.action_choose(kind)
                return
            start += part.cell_length

    def action_by(self, by: int) -> None:
        """Choose the next (1) or previous (-1) kind."""
        kinds = [k for k, _ in self._kinds]
        self.kind = kinds[(kinds.index(self.kind) + by) % len(kinds)]
        self.post_message(self.Chosen(self.kind, False))

    def action_choose(self, kind: str) -> None:
        """Choose a kind and go to the text box."""
        if kind not in [k for k, _ in self._kinds]:
            return
        self.kind = kind
        self.post_message(self.Chosen(kind, True))

    def action_write(self) -> None:
        """Go to the text box."""
        self.post_message(self.Chosen(self.kind, True))


class CaptureScreen(Dialog[str]):
    """Writes a new record that belongs to no prompt; returns its id, or None when closed.

    `session` and `issue` are ids, or empty outside a session.
    """

    BINDINGS = [
        Binding("ctrl+j,ctrl+s", "keep", show=False, priority=True),
        Binding("ctrl+o", "kind", show=False, priority=True),
        Binding("ctrl+g", "hints", show=False, priority=True),
    ]

    def __init__(self, session: str = "", issue: str = "") -> None:
        super().__init__()
        self._session, self._issue = session, issue
        self._kind = "note"
        self._hints = False
        """Whether hints on a question's wording are shown: a setting, read on another thread."""

    @property
    def _asks(self) -> bool:
        """Whether this is a coach in a session, who can record a question of their own."""
        return bool(self._session) and self.engagement.me.role == "coach"

    def content(self) -> ComposeResult:
        """Kinds, text box, due day (actions), hint, reply (own questions) and errors."""
        yield Static(styled("Write down", "bold"), classes="title")
        yield KindStrip(asks=self._asks)
        # Separate drafts, so that one typed alone is not shown while two people look.
        apart = ":together" if self.reader.together else ""
        yield DraftBox(self.desk.drafts, f"capture:{self._session}{apart}")
        due = Input(placeholder="by when: friday, 14 Oct, +7", id="due", compact=True)
        due.display = False
        yield due
        yield Static("", id="hint")
        reply = Input(placeholder="what was said, if you like", id="reply", compact=True)
        reply.display = False
        yield reply
        yield Static("", id="trouble")

    def on_mount(self) -> None:
        """Focus the text box, so that keys typed at once become text and choose no kind."""
        self._show_kind("note")
        self.set_focus(self.query_one(DraftBox))
        if self._asks:
            self.run_worker(self._read_hints())

    async def _read_hints(self) -> None:
        place = self.engagement.home.settings()
        self._hints = (await self.desk.beside(settings.read, place)).craft_hints
        self._show_hint()

    def hints(self) -> Keys:
        """The keys; hints only for a coach in a session."""
        more = (("ctrl+g", "hints"),) if self._asks else ()
        return (("ctrl+j", "keep"), ("ctrl+o", "kind"), *more, ("escape", "close"))

    def _show_kind(self, kind: str) -> None:
        self._kind = kind
        about = {"session": self._session, "issue": self._issue_of()}
        audience = audience_of(self.engagement, kind, about)
        who = sees(self.engagement, audience)
        self.query_one(DraftBox).audience(known(kind).glyph, NAMES.get(kind, kind), who)
        self.query_one("#due", Input).display = kind == "action"
        self.query_one("#reply", Input).display = kind == ASKED[0]
        self._show_hint()

    def on_text_area_changed(self) -> None:
        """Update the hint."""
        self._show_hint()

    def _show_hint(self) -> None:
        """Show remarks on the wording of a question, if hints are on; they never prevent
        storing.
        """
        line = self.query_one("#hint", Static)
        line.display = self._hints and self._kind in (ASKED[0], "question")
        if line.display:
            found = hint(self.query_one(DraftBox).text)
            line.update(styled(f"· {found}" if found else "", MUTED))

    async def action_hints(self) -> None:
        """Switch hints on or off, and store the setting."""
        if not self._asks:
            return
        place = self.engagement.home.settings()
        self._hints = not self._hints
        self._show_hint()

        def store() -> bool:
            kept = structs.replace(settings.read(place), craft_hints=self._hints)
            settings.keep(place, kept)
            return True

        if not await self.desk.ask(store, self.refused):
            return
        words = "Hints on questions are shown." if self._hints else "No hints on questions."
        self.desk.say(words)

    def on_kind_strip_chosen(self, event: KindStrip.Chosen) -> None:
        """Show who will see a record of that kind; `more` asks for another kind."""
        if event.kind == MORE[0]:
            if event.write:
                self.run_worker(self._more())
            return
        self._show_kind(event.kind)
        if event.write:
            self.query_one(DraftBox).focus()

    async def _more(self) -> None:
        """Choose among all kinds and continue in a form, with the typed text filled in."""
        from coach_tui.tui.dialogs.form import FormScreen

        rows = [
            Row(kind, id=kind, glyph=cls.glyph) for kind, cls in KINDS.items() if not cls.internal
        ]
        kind = await self.app.push_screen_wait(ChooseScreen("What sort of thing is it?", rows))
        if kind:
            box = self.query_one(DraftBox)
            given = {
                known(kind).text_in: box.text.strip(),
                "session": self._session,
                "issue": self._issue_of(),
            }
            if made := await self.app.push_screen_wait(FormScreen(kind, **given)):
                box.done()
                self.dismiss(made)

    def action_kind(self) -> None:
        """Focus the kinds, where a letter chooses one and returns to the text box."""
        # Not `focus()`, which is deferred: a letter typed directly after would reach the box.
        self.set_focus(self.query_one(KindStrip))

    def on_input_submitted(self) -> None:
        """Store the record with enter in the line for the day or the reply."""
        self.run_worker(self.action_keep())

    async def save_draft(self) -> str:
        """Write the draft of the text."""
        return await self.query_one(DraftBox).save()

    def _issue_of(self) -> str:
        """The id of the given issue, else of the only one; empty in a session without an issue."""
        if self._issue or self._session:
            return self._issue
        issues = [r.id for r in self.reader.of_kind("issue")]
        return issues[0] if len(issues) == 1 else ""

    async def keep(self) -> None:
        """Store the record, say who sees it, and close."""
        kind = self.query_one(KindStrip).kind
        box = self.query_one(DraftBox)
        said = {
            known(kind).text_in: box.text.strip(),
            "session": self._session,
            "issue": self._issue_of(),
        }
        plans: list[Plan] = []

        def plan() -> list[Plan]:
            plans[:] = self._plans(kind, said, box.text)
            return plans

        if await self.desk.keep(plan, self.refused) is None:
            return
        box.done()
        who = self.reader.who
        words = f"Kept. Shared with {who.others}." if who.names else "Kept."
        words = "Kept on this device only." if plans[0].private else words
        self.desk.say(words)
        self.dismiss(plans[0].changes[0].id)

    def _plans(self, kind: str, said: dict[str, str], text: str) -> list[Plan]:
        if not text.strip():
            raise Refused("Nothing is written yet.")
        due = self.query_one("#due", Input).value.strip()
        if kind == "action" and due:
            said["due"] = read_day(due, at(self.engagement.wall()).date())
        if kind == ASKED[0]:
            reply = self.query_one("#reply", Input).value
            return own_question(self.engagement, self._session, self._issue_of(), text, reply)
        return writing.new(self.engagement, kind, said)
