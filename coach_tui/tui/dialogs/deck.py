"""The dialog with the deck of a session or exercise, in the edition that it was played from."""

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widgets import Static

from coach_tui.decks.text import plain
from coach_tui.tui.dialogs.base import Dialog
from coach_tui.tui.dialogs.deck_rows import deck_rows
from coach_tui.tui.widgets.rows import Row, Rows
from coach_tui.tui.widgets.words import MUTED, styled

if TYPE_CHECKING:
    from coach_tui.decks.model import Deck
    from coach_tui.records.state import Record


def played(record: "Record") -> bool:
    """Whether a record is a session or exercise that names the edition of its deck."""
    return record.kind in ("session", "exercise") and bool(record.text("deck_sha"))


class DeckScreen(Dialog[None]):
    """Stages and prompts of the stored edition, also when the deck has changed or is gone since. A
    coach sees the notes unless two people look at the screen.
    """

    BINDINGS = [
        Binding("d", "leave", show=False),
        Binding("j", "step(1)", show=False),
        Binding("k", "step(-1)", show=False),
    ]
    KEYS = (("j k", "scroll"), ("escape", "back"))

    def __init__(self, record: "Record") -> None:
        super().__init__()
        self._record = record

    def content(self) -> ComposeResult:
        """Title, facts on the edition, and the list of its contents."""
        yield Static(styled(self._record.text("text"), "bold"), id="deck-title", classes="one")
        yield Static(styled("As it was played.", MUTED), id="deck-about", classes="title")
        with VerticalScroll(id="deck-sheet"):
            rows = Rows(id="deck")
            rows.can_focus = False
            yield rows

    def on_mount(self) -> None:
        """Read the deck on another thread."""
        self.query_one("#deck-sheet").focus()
        self.run_worker(self._read())

    async def _read(self) -> None:
        from coach_tui.guide.session.editions import as_played

        notes = self.engagement.me.role == "coach" and not self.reader.together
        engagement, record = self.engagement, self._record

        def instead(words: str) -> None:
            self.query_one("#deck", Rows).show([Row(words, tone="$text-warning")])

        deck = await self.desk.ask(lambda: as_played(engagement, record, notes), instead)
        if deck is None:
            return
        title = plain(deck.title) or self._record.text("text")
        self.query_one("#deck-title", Static).update(styled(title, "bold"))
        self.query_one("#deck-about", Static).update(styled(_about(deck, notes), MUTED))
        rows = deck_rows(deck, self._record.text("stage"), notes=notes)
        self.query_one("#deck", Rows).show(rows or [Row("Nothing is asked in it.", tone=MUTED)])


def _about(deck: "Deck", notes: bool) -> str:
    count = sum(1 for _ in deck.prompts())
    asked = "1 question" if count == 1 else f"{count} questions"
    yours = "with your notes" if notes else ""
    version = f"version {deck.version}" if deck.version else ""
    return " · ".join(x for x in ("as it was played", version, asked, yours) if x)
