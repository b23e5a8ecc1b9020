"""The summary of a session as a page in the app. Its words: `guide/session/summary.py`."""

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widgets import Static

from coach_tui.guide.session import sending
from coach_tui.guide.session.summary import Item, Summary, summary
from coach_tui.records.refusal import Refused
from coach_tui.records.state import Record
from coach_tui.tui.dialogs.base import Dialog, Keys
from coach_tui.tui.widgets.rows import Row, Rows
from coach_tui.tui.widgets.words import MUTED, SECTION, styled


class SummaryScreen(Dialog[None]):
    """The page of a session; opening it counts as having read it once it was sent."""

    BINDINGS = [
        Binding("s", "send", show=False),
        Binding("enter", "leave", show=False),
        Binding("j", "step(1)", show=False),
        Binding("k", "step(-1)", show=False),
    ]

    def __init__(self, session: Record) -> None:
        super().__init__()
        self._session = session.id

    @property
    def _record(self) -> Record:
        return self.engagement.state.records[self._session]

    def content(self) -> ComposeResult:
        """The page."""
        yield Static(styled("What we agreed", "bold"), classes="title")
        with VerticalScroll(can_focus=False):
            rows = Rows(id="summary")
            rows.can_focus = False
            yield rows
        yield Static("", id="trouble")

    def hints(self) -> Keys:
        """The keys; `s` only for a page that was not sent yet."""
        record = self._record
        open_ = record.get("status") == "ended" and not record.get("sent", None)
        keys = (("s", "send"),) if open_ and not record.private else ()
        return (*keys, ("j k", "scroll"), ("escape", "close"))

    async def on_mount(self) -> None:
        """Draw the page, and note that it was read."""
        self._draw()
        engagement, record = self.engagement, self._record
        if not self.reader.together:
            await self.desk.keep(lambda: sending.read(engagement, record))

    def told(self, ids: set[str]) -> None:
        """Draw again after records changed."""
        self._draw()

    def _draw(self) -> None:
        try:
            rows = page_rows(summary(self.engagement, self._record))
        except Refused as refused:
            rows = [Row(str(refused))]
        self.query_one("#summary", Rows).show(rows)
        self.draw_keys()

    async def action_send(self) -> None:
        """Send the page of a session that is over."""
        engagement, record = self.engagement, self._record
        if dict(self.hints()).get("s") is None:
            return
        if await self.desk.keep(lambda: sending.send(engagement, record), self.refused) is not None:
            self.desk.say(f"Sent. {self.reader.who.named('reads', 'read')} it when it arrives.")


def page_rows(page: Summary) -> list[Row]:
    """The page of a session as rows."""
    rows = [Row(page.when, gap=1), Row(page.deck, tone=MUTED)]
    rows += _section("Taken on", page.agreed) + _section("What became of it", page.became)
    if page.taken:
        rows.append(Row("To take away", tone=SECTION, gap=1))
        rows += [Row(i.words, tone="italic $foreground", under=i.under, gap=1) for i in page.taken]
    if page.following:
        rows += [Row("Next", tone=SECTION, gap=1), Row(page.following)]
    return rows


def _section(head: str, items: tuple[Item, ...]) -> list[Row]:
    if not items:
        return []
    return [Row(head, tone=SECTION, gap=1), *(_item(i) for i in items)]


def _item(item: Item) -> Row:
    under = ", ".join(one for one in (item.under, item.by) if one)
    return Row(item.words, under=under, gap=1)
