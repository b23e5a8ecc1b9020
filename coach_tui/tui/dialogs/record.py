"""The dialog with one record: its values and history, and commands to edit, share or hide it."""

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from coach_tui.guide import writing
from coach_tui.guide.people.contract import before_sharing
from coach_tui.planning import plan_share
from coach_tui.records.answers import chosen
from coach_tui.records.kinds import KINDS, known
from coach_tui.records.state import shown_stamps
from coach_tui.records.text import shown
from coach_tui.tui.dialogs.base import ConfirmScreen, Dialog, Keys
from coach_tui.tui.dialogs.deck import DeckScreen, played
from coach_tui.tui.dialogs.draftbox import DraftBox
from coach_tui.tui.record import audience, record_rows, words_of
from coach_tui.tui.widgets.rows import Rows
from coach_tui.tui.widgets.words import paragraph, styled

if TYPE_CHECKING:
    from coach_tui.engagement import Engagement
    from coach_tui.records.state import Record
    from coach_tui.tui.desk import Desk


def can_edit(engagement: "Engagement", record: "Record") -> bool:
    """Whether this person can edit the main text of a record, or the number of a reply; an answer
    chosen from options has none.
    """
    field = known(record.kind).text_in
    value = record.fields.get(field)
    fits = isinstance(value, str) or (record.kind == "answer" and record.number(field) is not None)
    internal = known(record.kind).internal and record.kind != "answer"
    return may(engagement, record) and fits and not internal and not chosen(record)


def _words(record: "Record") -> str:
    """What is edited: the main text, or a number as it is typed."""
    value = record.fields.get(known(record.kind).text_in)
    return value if isinstance(value, str) else shown(value)


def can_share(engagement: "Engagement", record: "Record") -> bool:
    """Whether a record is private and this person can share it."""
    mine = record.private and record.author == engagement.me.member
    return mine and not known(record.kind).instead


def may(engagement: "Engagement", record: "Record") -> bool:
    """Whether this person may change a record: it is their own, or its kind is joint."""
    return known(record.kind).joint or record.author == engagement.me.member


def formed(record: "Record") -> bool:
    """Whether a record's kind has a form; internal kinds have none."""
    return record.kind in KINDS and not known(record.kind).internal


async def share(desk: "Desk", identity: str) -> None:
    """Share a private record after a confirmation. Must run in a worker."""
    engagement = desk.engagement
    assert engagement is not None
    record = engagement.state.records[identity]
    if not can_share(engagement, record):
        desk.say("Only a private record of your own can be shared.")
        return
    who = desk.reader.who
    answer = await desk.app.push_screen_wait(
        ConfirmScreen(
            f"Share with {who.others}?",
            "keep private",
            "share",
            f"What you wrote becomes visible to {who.all}. There is no way back except erasure."
            + (f" {agreed}" if (agreed := before_sharing(engagement, record.fields)) else ""),
            paragraph(words_of(record)),
        )
    )
    if answer == "yes" and await desk.keep(lambda: [plan_share(engagement, identity)]) is not None:
        desk.say(f"Kept. Shared with {who.others}.")


async def hide(desk: "Desk", identity: str) -> bool:
    """Hide a record after a confirmation; True when it was hidden. Must run in a worker."""
    engagement = desk.engagement
    assert engagement is not None
    record = engagement.state.records[identity]
    if not may(engagement, record):
        name = engagement.name_of(record.author)
        desk.say(f"It is {name}'s own; only they can hide it.")
        return False
    answer = await desk.app.push_screen_wait(
        ConfirmScreen(
            "Take this out of sight?",
            "keep",
            "hide",
            f"For {desk.reader.who.all} of you. It is not erased: coach-tui set {identity[:6]} "
            "hidden=false brings it back.",
            paragraph(words_of(record)),
        )
    )
    if answer == "yes":
        gone = {"hidden": True}
        return await desk.keep(lambda: writing.edit(engagement, identity, gone)) is not None
    return False


OLDER = "Changed since you typed here. What you see is your draft; if you keep it, both are kept."


class RecordScreen(Dialog[None]):
    """A record with all its present and earlier values."""

    BINDINGS = [
        Binding("e", "edit", show=False),
        Binding("f", "fields", show=False),
        Binding("s", "share", show=False),
        Binding("h", "hide", show=False),
        Binding("d", "deck", show=False),
        Binding("enter", "follow", show=False),
        Binding("j", "step(1)", show=False),
        Binding("k", "step(-1)", show=False),
        Binding("ctrl+j,ctrl+s", "keep", show=False, priority=True),
    ]

    def __init__(self, identity: str) -> None:
        super().__init__()
        self._identity = identity

    @property
    def _record(self) -> "Record":
        return self.engagement.state.records[self._identity]

    def content(self) -> ComposeResult:
        """The record; a text box in its place while it is edited."""
        with VerticalScroll(id="sheet", can_focus=False):
            yield Rows(id="record")
        yield Vertical(id="edit")
        yield Static("", id="trouble")

    def on_mount(self) -> None:
        """Draw the record, from its top."""
        self.query_one("#edit").display = False
        self._draw()
        self.set_focus(self.query_one("#record", Rows))
        self._to_top()

    def _to_top(self) -> None:
        """Scroll to the top, although the selected first link may be far below."""
        # Via the list's own queue, so that it runs after the list has scrolled to its selection.
        sheet = self.query_one("#sheet", VerticalScroll)
        self.query_one("#record", Rows).call_after_refresh(sheet.scroll_home, animate=False)

    def told(self, ids: set[str]) -> None:
        """Draw again after records changed."""
        self._draw()

    def _draw(self) -> None:
        record = self.reader.get(self._identity)
        if record is None:
            self.dismiss(None)
            return
        self.query_one("#record", Rows).show(record_rows(self.reader, record))
        self.draw_keys()

    def hints(self) -> Keys:
        """The keys of what this person may do with this record."""
        if self._editing:
            return (("ctrl+j", "keep"), ("escape", "back"))
        record = self.engagement.state.records.get(self._identity)
        if record is None:
            return super().hints()
        keys = [("e", "edit")] if can_edit(self.engagement, record) else []
        keys += [("f", "fields")] if may(self.engagement, record) and formed(record) else []
        keys += [("s", "share")] if can_share(self.engagement, record) else []
        keys += [("h", "hide")] if may(self.engagement, record) else []
        keys += [("d", "deck")] if played(record) else []
        if self.query_one("#record", Rows).ids:
            keys.append(("enter", "follow"))
        return (*keys, ("escape", "close"))

    @property
    def _editing(self) -> bool:
        return bool(self.query(DraftBox))

    def action_follow(self) -> None:
        """Open the selected link."""
        self.query_one("#record", Rows).pick()

    def on_rows_picked(self, event: Rows.Picked) -> None:
        """Show the picked record in place of this one."""
        event.stop()
        self._identity = event.id
        self._draw()
        self._to_top()

    def on_rows_moved(self, event: Rows.Moved) -> None:
        """Keep the event from the page below."""
        event.stop()

    # -- changing ------------------------------------------------------------------------------

    async def action_edit(self) -> None:
        """Edit the main text; the edit replaces only the value shown now."""
        record = self._record
        if self._editing or not can_edit(self.engagement, record):
            return
        field = known(record.kind).text_in
        over = shown_stamps(record, field)
        box = DraftBox(self.desk.drafts, f"edit:{record.id}", _words(record), over)
        box.audience(known(record.kind).glyph, record.kind, audience(self.engagement, record))
        area = self.query_one("#edit", Vertical)
        await area.mount(box)
        area.display = True
        self.query_one("#sheet").display = False
        box.focus()
        self.draw_keys()

    def on_draft_box_older(self) -> None:
        """Say that the text was changed after the draft was begun."""
        self.query_one("#trouble", Static).update(styled(OLDER, "$text-warning"))

    def action_fields(self) -> None:
        """Edit all fields in a form."""
        from coach_tui.tui.dialogs.form import FormScreen

        record = self._record
        if not self._editing and may(self.engagement, record) and formed(record):
            self.app.push_screen(FormScreen(record.kind, record.id), lambda _: self._draw())

    async def keep(self) -> None:
        """Store the edited text."""
        if not self._editing:
            return
        box, record = self.query_one(DraftBox), self._record
        field = known(record.kind).text_in
        said, over = {field: box.text}, {field: box.over}
        if box.text != _words(record) or record.conflicts.get(field):
            engagement = self.engagement
            kept = await self.desk.keep(
                lambda: writing.edit(engagement, record.id, said, over), self.refused
            )
            if kept is None:
                return
        box.done()
        await self._back()

    async def _back(self) -> None:
        area = self.query_one("#edit", Vertical)
        await area.remove_children()
        area.display = False
        self.query_one("#trouble", Static).update("")
        self.query_one("#sheet").display = True
        self._draw()
        self.query_one("#record", Rows).focus()

    async def action_leave(self) -> None:
        """Leave the text box (the text stays as a draft), or close the dialog."""
        if not self._editing:
            self.dismiss(None)
        elif await self.may_leave():
            await self._back()

    async def save_draft(self) -> str:
        """Write the draft of the text that is being edited."""
        return await self.query_one(DraftBox).save() if self._editing else ""

    def action_deck(self) -> None:
        """Show the deck of a session or exercise, as it was played."""
        if not self._editing and played(self._record):
            self.app.push_screen(DeckScreen(self._record))

    def action_share(self) -> None:
        """Share the record, after a confirmation."""
        if not self._editing:
            self.run_worker(share(self.desk, self._identity))

    def action_hide(self) -> None:
        """Hide the record, after a confirmation."""
        if not self._editing:
            self.run_worker(self._hide())

    async def _hide(self) -> None:
        if await hide(self.desk, self._identity):
            self.dismiss(None)
