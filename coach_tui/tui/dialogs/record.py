"""One record over the page: everything about it, and what its people can do with it."""

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from coach_tui.guide import writing
from coach_tui.guide.drafts import Drafts
from coach_tui.guide.people.contract import before_sharing
from coach_tui.planning import plan_share
from coach_tui.records.answers import chosen
from coach_tui.records.kinds import KINDS, known
from coach_tui.records.state import shown_stamps
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
    """Whether the words of a record are this person's to change: a choice is none of words."""
    field = known(record.kind).text_in
    value = record.fields.get(field)
    internal = known(record.kind).internal and record.kind != "answer"
    return (
        may(engagement, record) and isinstance(value, str) and not internal and not chosen(record)
    )


def can_share(engagement: "Engagement", record: "Record") -> bool:
    """Whether a record is private, and this person's own to share."""
    mine = record.private and record.author == engagement.me.member
    return mine and not known(record.kind).instead


def may(engagement: "Engagement", record: "Record") -> bool:
    """Whether this person may change a record at all."""
    return known(record.kind).joint or record.author == engagement.me.member


def formed(record: "Record") -> bool:
    """Whether a record can be filled in by hand: the program's own kinds cannot."""
    return record.kind in KINDS and not known(record.kind).internal


async def share(desk: "Desk", identity: str) -> None:
    """Show what would be shared, ask, and share after a yes. Runs in a worker."""
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
    """Take a record out of sight after asking. Runs in a worker."""
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
    """A record with every value that it has or had."""

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
        """The record; the box when its words are being changed."""
        with VerticalScroll(id="sheet", can_focus=False):
            yield Rows(id="record")
        yield Vertical(id="edit")
        yield Static("", id="trouble")

    def on_mount(self) -> None:
        """Show it."""
        self.query_one("#edit").display = False
        self._draw()
        self.set_focus(self.query_one("#record", Rows))
        self._to_top()

    def _to_top(self) -> None:
        """A record is read from its head, however far below its first link stands."""
        # Asked of the list: it brings its selection into view in the same way, before this.
        sheet = self.query_one("#sheet", VerticalScroll)
        self.query_one("#record", Rows).call_after_refresh(sheet.scroll_home, animate=False)

    def told(self, ids: set[str]) -> None:
        """Show what changed meanwhile."""
        self._draw()

    def _draw(self) -> None:
        record = self.reader.get(self._identity)
        if record is None:
            self.dismiss(None)
            return
        self.query_one("#record", Rows).show(record_rows(self.reader, record))
        self.draw_keys()

    def hints(self) -> Keys:
        """What this person may do with this record."""
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
        """Show what it links to."""
        event.stop()
        self._identity = event.id
        self._draw()
        self._to_top()

    def on_rows_moved(self, event: Rows.Moved) -> None:
        """The selection moves through the links."""
        event.stop()

    # -- changing ------------------------------------------------------------------------------

    async def action_edit(self) -> None:
        """Change the words; what is shown now is what the edit replaces, and no more."""
        record = self._record
        if self._editing or not can_edit(self.engagement, record):
            return
        field = known(record.kind).text_in
        over = shown_stamps(record, field)
        drafts = Drafts(self.engagement.home.drafts(self.engagement.ring.sp))
        box = DraftBox(drafts, f"edit:{record.id}", record.text(field), over)
        box.audience(known(record.kind).glyph, record.kind, audience(self.engagement, record))
        area = self.query_one("#edit", Vertical)
        await area.mount(box)
        area.display = True
        self.query_one("#sheet").display = False
        box.focus()
        self.draw_keys()

    def on_draft_box_older(self) -> None:
        """Say that something came between."""
        self.query_one("#trouble", Static).update(styled(OLDER, "$text-warning"))

    def action_fields(self) -> None:
        """Change any of its fields in a form."""
        from coach_tui.tui.dialogs.form import FormScreen

        record = self._record
        if not self._editing and may(self.engagement, record) and formed(record):
            self.app.push_screen(FormScreen(record.kind, record.id), lambda _: self._draw())

    async def keep(self) -> None:
        """Keep the new words."""
        if not self._editing:
            return
        box, record = self.query_one(DraftBox), self._record
        field = known(record.kind).text_in
        said, over = {field: box.text}, {field: box.over}
        if box.text != record.text(field) or record.conflicts.get(field):
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

    def action_leave(self) -> None:
        """Back from the box; else close. What was typed stays as a draft."""
        if self._editing:
            self.run_worker(self._back())
        else:
            self.dismiss(None)

    def action_deck(self) -> None:
        """Show the deck that it was played from, as it was then."""
        if not self._editing and played(self._record):
            self.app.push_screen(DeckScreen(self._record))

    def action_share(self) -> None:
        """Share it, after asking."""
        if not self._editing:
            self.run_worker(share(self.desk, self._identity))

    def action_hide(self) -> None:
        """Take it out of sight, after asking."""
        if not self._editing:
            self.run_worker(self._hide())

    async def _hide(self) -> None:
        if await hide(self.desk, self._identity):
            self.dismiss(None)
