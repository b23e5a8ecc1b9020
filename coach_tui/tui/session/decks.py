"""The Decks page: the available decks with a preview; start, assign, make, import and share
them.
"""

from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.screen import Screen

from coach_tui.decks.reference import id_of
from coach_tui.decks.shelf import Shelf
from coach_tui.guide.reader import Reader
from coach_tui.guide.session.editions import decks_at_hand
from coach_tui.guide.timing import ended, ended_on
from coach_tui.records.dates import short
from coach_tui.tui.commands import bindings
from coach_tui.tui.page import Page
from coach_tui.tui.session.begin import begin, give
from coach_tui.tui.session.shelf import DeckEntry, deck_rows, everything, inside
from coach_tui.tui.widgets.bars import Head
from coach_tui.tui.widgets.rows import Row, Rows
from coach_tui.tui.widgets.words import MUTED, paragraph, styled

if TYPE_CHECKING:
    pass

EVERY = 1.0
"""Seconds between two checks of the person's own deck folder, while the page is shown."""


class DecksPage(Page):
    """The list of decks, with a preview of the selected one in the aside or below the list."""

    PAGE = "decks"
    BINDINGS = bindings("decks")
    AUTO_FOCUS = "#decks"

    def __init__(self) -> None:
        super().__init__()
        self._found: dict[str, DeckEntry] | None = None
        self._read_at: object = None
        self._reading = False
        self._shelf: Shelf | None = None
        """The shelf as read by the last worker, so that drawing needs no access to the disk."""

    def body(self) -> ComposeResult:
        """The list, and the preview for terminals without the aside."""
        with VerticalScroll(id="decks-list", can_focus=False):
            yield Rows(id="decks", states=True)
        with VerticalScroll(id="inside-below", can_focus=False):
            yield _unfocusable("inside-narrow")

    def aside(self) -> ComposeResult:
        """The preview."""
        yield _unfocusable("inside")

    def on_mount(self) -> None:
        """Check the deck folder at regular intervals."""
        self.set_interval(EVERY, self._again)

    def _again(self) -> None:
        # A slow read goes on to its end: one that is begun anew each time would never finish.
        if self.ready and self.is_current and not self._reading:
            self._read()

    def draw(self) -> None:
        """Draw the list as last read, then check the disk for changes."""
        self.query_one("#head", Head).say(
            styled("What can be worked through", "bold"), styled("min", MUTED)
        )
        self._show()
        self._read()

    @work(exclusive=True, group="shelf")
    async def _read(self) -> None:
        self._reading = True
        try:
            await self._look()
        finally:
            self._reading = False

    async def _look(self) -> None:
        """Read the decks again if a file changed or a shared deck arrived since the last time."""
        notes = self.engagement.me.role == "coach" and not self.reader.together
        shelf, now = await self.desk.beside(_shelf_of, self.reader)
        state = (notes, now)
        if state != self._read_at:
            found = await self.desk.beside(everything, shelf, notes)
            self._found, self._read_at = {one.name: one for one in found}, state
            self._shelf = shelf
            self._show()

    def _show(self) -> None:
        if self._found is None:
            return
        rows = deck_rows(self._found.values())
        self.query_one("#decks", Rows).show(rows or [Row("There are no decks here.", tone=MUTED)])
        self._look_inside()

    def _look_inside(self) -> None:
        found = self._selected
        rows = inside(found, self._last_done(found.name)) if found else []
        for name in ("#inside", "#inside-narrow"):
            self.query_one(name, Rows).show(rows)

    def _last_done(self, name: str) -> str:
        sessions, shelf = self.reader.of_kind("session"), self._shelf
        done = ended(s for s in sessions if shelf and shelf.name_of(s.fields) == name)
        return f"last done {short(ended_on(done[-1]))}" if done else ""

    def on_rows_moved(self, event: Rows.Moved) -> None:
        """Show the preview of the newly selected deck."""
        if event.rows.id == "decks":
            self._look_inside()
            for area in self.query("#inside-below, #aside").results(VerticalScroll):
                area.scroll_home(animate=False)

    def on_rows_picked(self, event: Rows.Picked) -> None:
        """Start a session with the picked deck."""
        self.action_start()

    @property
    def _selected(self) -> DeckEntry | None:
        return (self._found or {}).get(self.query_one("#decks", Rows).selected)

    def _tell(self, words: str, seconds: int = 4) -> None:
        self.desk.say(words, seconds)

    # -- beginning -----------------------------------------------------------------------------

    def action_start(self) -> None:
        """Start a session with the selected deck."""
        found = self._selected
        if found and found.deck:
            self.run_worker(begin(self, found.name))
        elif found:
            self._tell(f"{found.error} Nothing can be begun with it.")

    def action_assign(self) -> None:
        """Give the selected deck, or a stage of it, as an exercise."""
        found = self._selected
        if found is not None and found.deck is not None:
            give(self, found.name, found.deck)

    def action_plan(self) -> None:
        """Plan a session with the selected deck."""
        from coach_tui.tui.session.plan import plan_deck

        found = self._selected
        if found is not None and found.deck is not None:
            self.run_worker(plan_deck(self, found.name))

    # -- own decks -----------------------------------------------------------------------------

    def action_new_deck(self) -> None:
        """Write a starter deck into the person's own deck folder."""
        from coach_tui.tui.dialogs.ask import AskScreen

        # Read on the event loop: the dialog must be open for keys typed directly after this one.
        shelf = decks_at_hand(self.reader)
        under = (
            "A file with a small deck that works, and comments that say how to go on. Change it in "
            f"your editor; what you save shows here at once.\n{shelf.folder}"
        )
        self._make(AskScreen("A deck of your own", under, "title", shelf.begin))

    def action_handout(self) -> None:
        """Write the learner's handout of the selected deck."""
        from pathlib import Path

        from coach_tui.decks import files, handout
        from coach_tui.tui.dialogs.ask import AskScreen

        found = self._selected
        if found is None or found.deck is None:
            return
        deck = found.deck

        def write(name: str) -> str:
            handout.write(deck, files.path_of(name.strip()))
            return name.strip()

        def written(name: str | None) -> None:
            if name:
                self._tell(f"Written: {name}", 6)

        under = (
            "To read and to write on: no notes, none of the prompts that ask the coach, none that "
            "are private. A name that ends in .html gives a page to print, another one Markdown."
        )
        place = str(Path.home() / f"{id_of(found.name)}.html")
        dialog = AskScreen(f"The learner's handout: {found.title}", under, "file", write, place)
        self.app.push_screen(dialog, written)

    def action_bring_in(self) -> None:
        """Make a deck from a list of questions."""
        from coach_tui.tui.session.importing import ImportScreen

        self._make(ImportScreen())

    def _make(self, dialog: Screen[str]) -> None:
        async def made() -> None:
            if name := await self.app.push_screen_wait(dialog):
                await self._look()
                self.query_one("#decks", Rows).selected = name
                reader = self.reader
                place = await self.desk.ask(lambda: decks_at_hand(reader).own().get(name))
                if place is not None:
                    self._tell(f"Written: {place.name}", 3)

        self.run_worker(made())

    def action_share_deck(self) -> None:
        """Share the selected own deck with the others, without the notes."""
        if found := self._selected:
            self.run_worker(self._share(found))

    async def _share(self, found: DeckEntry) -> None:
        from coach_tui.decks.edition import learner
        from coach_tui.guide.session.editions import share
        from coach_tui.tui.dialogs.base import ConfirmScreen

        engagement = self.engagement
        plans = await self.desk.ask(lambda: share(engagement, found.name))
        if plans is None:
            return
        if not plans or found.deck is None:
            self._tell("The others have this deck as it is now.")
            return
        who = self.reader.who.others
        answer = await self.app.push_screen_wait(
            ConfirmScreen(
                f"Share with {who}?",
                "keep to yourself",
                "share without the notes",
                "This goes out. There is no way back except erasure.",
                paragraph(learner(found.deck)),
            )
        )
        if answer == "yes" and await self.desk.keep(lambda: plans) is not None:
            self._tell(f"Shared with {who}, without your notes.")


def _unfocusable(identity: str) -> Rows:
    rows = Rows(id=identity)
    rows.can_focus = False
    return rows


def _shelf_of(reader: Reader) -> tuple[Shelf, tuple[object, ...]]:
    """The available decks, and a value that changes whenever they do. Reads the disk."""
    shelf = decks_at_hand(reader)
    return shelf, (shelf.folder, shelf.stamp(), tuple(shelf.given().items()))
