"""Dialogs that give and open blind values: a prediction of an experiment, a check-out of a session.

Rows P10 and C2 of docs/method.md.
"""

from contextlib import suppress
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.timer import Timer
from textual.widgets import Input, Static

from coach_tui.guide.blind import (
    blind_statuses,
    due_reveals,
    give,
    own,
    reveal_alone,
    stays,
    why_not,
)
from coach_tui.guide.drafts import Drafts, Values
from coach_tui.guide.sealed import KIND_OF, said_in_words
from coach_tui.guide.who import who_in
from coach_tui.records.kinds import fitted
from coach_tui.records.refusal import Refused
from coach_tui.records.text import line, shown
from coach_tui.records.worth import ITEM_WORDS, ITEMS
from coach_tui.tui.dialogs.ask import AskScreen
from coach_tui.tui.dialogs.base import ChooseScreen, Dialog
from coach_tui.tui.dialogs.draftbox import SOON
from coach_tui.tui.widgets.rows import Row
from coach_tui.tui.widgets.words import MUTED, styled

if TYPE_CHECKING:
    from coach_tui.engagement import Engagement, Plan
    from coach_tui.records.state import Record
    from coach_tui.tui.desk import Desk


async def offer(desk: "Desk", about: str) -> None:
    """Ask for this person's values for an experiment or session (an id); when they are given
    already, show everybody's status and offer to open them without waiting. Must run in a worker.
    """
    engagement = desk.engagement
    assert engagement is not None
    record = engagement.state.records[about]
    mine = blind_statuses(desk.reader, about)[engagement.me.member]
    if mine.state == "none":
        await _give(desk, record)
    else:
        await _look(desk, record)


async def _give(desk: "Desk", record: "Record") -> None:
    engagement = desk.engagement
    assert engagement is not None
    if objection := why_not(desk.reader, record.id):
        desk.say(objection, 5)
        return
    if record.kind == "experiment":
        under = f"{line(record.text('prediction'))}\n\n{_promise(engagement, record)}".strip()
        text = await desk.app.push_screen_wait(
            AskScreen(line(record.text("text")), under, "chance, in %", _chance)
        )
        values: dict[str, Any] = {"chance": text} if text else {}
    else:
        values = await desk.app.push_screen_wait(CheckScreen(record)) or {}
    if not values:
        return
    given: list[Plan] = []

    def plan() -> "list[Plan]":
        given[:] = give(engagement, record.id, values)
        return given

    if await desk.keep(plan) is None:
        return
    # On the thread that writes the draft, so that the removal comes after the last write.
    await desk.vault(_write, desk.drafts, record, {})
    published = any(not p.private for p in given)
    words = f"Given. {_promise(engagement, record)}" if published else "Kept on this device only."
    desk.say(words, 4)


def _chance(text: str) -> str:
    """The typed chance in per cent, without the sign; `Refused` when it is not 0 to 100."""
    said = text.strip().removesuffix("%").strip()
    if not said:
        raise Refused("A number from 0 to 100.")
    fitted("prediction", {"chance": said})
    return said


def _promise(engagement: "Engagement", record: "Record") -> str:
    """A sentence on who sees the values, and when they are opened."""
    if stays(engagement, record):
        return "Only you see it, only on this device: nothing about this is shared."
    who = who_in(engagement)
    return f"It stays with you until {who.others} gave theirs; then {who.all} are open."


async def _look(desk: "Desk", record: "Record") -> None:
    """Show everybody's status; offer to open values that are given but not open."""
    engagement = desk.engagement
    assert engagement is not None
    me, found = engagement.me.member, blind_statuses(desk.reader, record.id)
    rows = []
    mine = own(desk.reader, record.id)
    for member, stands in found.items():
        words = stands.words
        if member == me and stands.state == "given" and mine:
            words = f"{said_in_words(mine)}, not open yet"
        name = "you" if member == me else engagement.name_of(member)
        rows.append(f"{name}: {words}")
    answers = [Row("leave it as it is", id="leave", glyph="l")]
    if found[me].state == "given" and engagement.others:
        answers.append(Row("open mine without waiting", id="open", glyph="o"))
    answer = await desk.app.push_screen_wait(
        ChooseScreen(line(record.text("text")), answers, " · ".join(rows))
    )
    if answer == "open":
        await desk.keep(lambda: due_reveals(engagement) or reveal_alone(engagement, record.id))


def _write(drafts: Drafts, record: "Record", values: dict[str, str]) -> None:
    """Store values as a draft, or remove it; blocks, so it is called on the vault thread."""
    with suppress(OSError):
        drafts.keep_values(record.id, KIND_OF[record.kind], values)


class CheckScreen(Dialog[dict[str, str]]):
    """Asks for the five items of a check-out; returns the texts by item, or None when closed.

    What is typed is a draft on this device until it is given. While two people look at the screen
    the draft is used but not shown.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+j,ctrl+s", "keep", show=False, priority=True),
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]
    KEYS = (("ctrl+j", "give"), ("enter", "next"), ("escape", "close"))

    def __init__(self, session: "Record") -> None:
        super().__init__()
        self._session = session
        self._before: Values = {}
        """The draft at the start, by item, including items that are not shown."""
        self._typed: dict[str, str] = {}
        self._timer: Timer | None = None
        self._done = False

    def content(self) -> ComposeResult:
        """Title, explanation and one box for each item."""
        name = self.engagement.name_of(self.engagement.me.member)
        yield Static(styled(f"Check-out · {self._session.text('text')}", "bold"), classes="title")
        said = f"As {name} sees it, 0 to 10 each. {_promise(self.engagement, self._session)}"
        yield Static(styled(said, MUTED), classes="title")
        with VerticalScroll(can_focus=False):
            for item in ITEMS:
                with Horizontal(classes="field wide"):
                    yield Static(styled(ITEM_WORDS[item]))
                    yield Input(id=f"item-{item}", compact=True, max_length=3)
        yield Static("", id="trouble")

    async def on_mount(self) -> None:
        """Fill in the draft and focus the first box."""
        found = await self.desk.vault(self.desk.drafts.values, self._session.id, "check")
        self._before = {i: v for i, v in found.items() if i in ITEMS}
        for item, value in self._before.items():
            box = self.query_one(f"#item-{item}", Input)
            if self.reader.together:
                box.placeholder = "kept, not shown"
            else:
                self._typed[item] = box.value = shown(value)
        self.query(Input).first().focus()

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go to the next box; after the last one, submit."""
        event.stop()
        if event.input.id == f"item-{ITEMS[-1]}":
            await self.action_keep()
        else:
            self.focus_next()

    async def keep(self) -> None:
        """Close with the items when they fit (0 to 10; some may be empty), else show why not."""
        self._typed = {i: self.query_one(f"#item-{i}", Input).value for i in ITEMS}
        said = self._said()
        try:
            fitted("check", said)
        except Refused as refused:
            self._say(str(refused))
            return
        if not said:
            self._say("Nothing is given yet.")
            return
        await self._save()
        self._done = True
        self.dismiss(said)

    def _said(self) -> dict[str, str]:
        """The items that were typed, and those of a draft that is not shown."""
        hidden = self._before if self.reader.together else {}
        said = {i: self._typed.get(i, "").strip() or shown(hidden.get(i)) for i in ITEMS}
        return {i: v for i, v in said.items() if v}

    def on_input_changed(self, event: Input.Changed) -> None:
        """Save the draft after `SOON` seconds."""
        self._typed[(event.input.id or "").removeprefix("item-")] = event.value
        if self._timer is None:
            self._timer = self.set_timer(SOON, lambda: self.run_worker(self._save()))

    async def _save(self) -> None:
        self._timer = None
        if not self._done:
            await self.desk.vault(_write, self.desk.drafts, self._session, self._said())

    async def on_unmount(self) -> None:
        """Save the draft when the dialog is closed before the timer has run."""
        if self._said() != self._before:
            await self._save()

    def _say(self, words: str) -> None:
        self.query_one("#trouble", Static).update(styled(words, "$text-error"))
