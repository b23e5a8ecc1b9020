"""The page Where am I: the roadmap of decks, and those suggested now with reasons."""

from textual import work
from textual.app import ComposeResult

from coach_tui.guide.day.path import Roadmap, Stop, roadmap
from coach_tui.guide.session.editions import decks_at_hand
from coach_tui.records.dates import short
from coach_tui.tui.commands import bindings
from coach_tui.tui.page import Page
from coach_tui.tui.session.begin import begin, give
from coach_tui.tui.widgets.bars import Head
from coach_tui.tui.widgets.rows import Row, Rows
from coach_tui.tui.widgets.words import MUTED, SECTION, styled

SHOWN = 4
"""The most suggestions shown."""


class PathPage(Page):
    """One list: suggested decks, then the decks of the first three months."""

    PAGE = "path"
    BINDINGS = bindings("path")

    def __init__(self) -> None:
        super().__init__()
        self._roadmap: Roadmap | None = None

    def body(self) -> ComposeResult:
        """The list."""
        yield Rows(id="way", states=True)

    def draw(self) -> None:
        """Draw the last roadmap at once, and again when a new one has been computed."""
        self._show()
        self._read()

    @work(exclusive=True, group="path")
    async def _read(self) -> None:
        reader = self.reader
        self._roadmap = await self.desk.beside(lambda: roadmap(reader, decks_at_hand(reader)))
        self._show()

    def _show(self) -> None:
        found = self._roadmap
        if found is None:
            return
        begun = f"since {short(found.begun)}" if found.begun else ""
        self.query_one("#head", Head).say(styled("Where am I", "bold"), styled(begun, MUTED))
        rows = [*_fitting(found), *_months(found)]
        shown = self.query_one("#way", Rows)
        first = not shown.ids
        shown.show(rows)
        if first and shown.ids:
            shown.focus()

    # -- doing ---------------------------------------------------------------------------------

    @property
    def _selected(self) -> str:
        return self.query_one("#way", Rows).selected.partition(":")[2]

    def on_rows_picked(self, event: Rows.Picked) -> None:
        """Start a session with the picked deck."""
        self.action_start()

    def action_start(self) -> None:
        """Start a session with the selected deck."""
        if name := self._selected:
            self.run_worker(begin(self, name))

    def action_assign(self) -> None:
        """Give the selected deck as an exercise."""
        if name := self._selected:
            self.run_worker(self._give(name))

    async def _give(self, name: str) -> None:
        reader = self.reader
        if deck := await self.desk.ask(lambda: decks_at_hand(reader).load(name)):
            give(self, name, deck)


def _fitting(found: Roadmap) -> list[Row]:
    rows = [Row("What fits now", tone=SECTION, right="min", gap=0)]
    if not found.fits:
        rows.append(Row("Nothing presses. Every deck can be begun at any time.", tone=MUTED, gap=1))
    for stop, why in found.fits[:SHOWN]:
        rows.append(
            Row(stop.title, id=f"fits:{stop.name}", right=_minutes(stop), under=why, gap=1, most=2)
        )
    return rows


def _months(found: Roadmap) -> list[Row]:
    rows = []
    for title, stops in found.months:
        rows.append(Row(title, tone=SECTION, gap=2))
        for number, stop in enumerate(stops):
            right = short(stop.done) if stop.done else _minutes(stop)
            rows.append(
                Row(
                    stop.title,
                    id=f"stop:{stop.name}",
                    state="✓" if stop.done else "",
                    right=right,
                    tone=MUTED if stop.done else "$foreground",
                    gap=int(not number),
                    most=2,
                )
            )
    return rows


def _minutes(stop: Stop) -> str:
    return str(stop.minutes or "")
