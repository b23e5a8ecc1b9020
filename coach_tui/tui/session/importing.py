"""The dialog that makes a deck from a file with a list of questions."""

from dataclasses import replace
from pathlib import Path

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Input, Static

from coach_tui.decks.importing.found import Found
from coach_tui.decks.shelf import Shelf
from coach_tui.decks.text import plain, slug_of
from coach_tui.guide.session.editions import decks_at_hand
from coach_tui.records.refusal import Refused
from coach_tui.records.text import line, typed
from coach_tui.tui.dialogs.base import STYLE, Dialog, Keys
from coach_tui.tui.widgets.rows import Row, Rows
from coach_tui.tui.widgets.words import MUTED, SECTION, styled


class ImportScreen(Dialog[str]):
    """Asks for a file, lists its questions with the certain ones ticked, and writes the ticked ones
    as an own deck; returns the deck's id, or None when closed.
    """

    CSS_PATH = [STYLE, "importing.tcss"]  # type: ignore[assignment]
    BINDINGS = [
        Binding("ctrl+j,ctrl+s", "keep", show=False, priority=True),
        Binding("space", "tick", show=False),
        Binding("j", "step(1)", show=False),
        Binding("k", "step(-1)", show=False),
    ]
    KEYS = (("enter", "read the file"), ("escape", "close"))
    LATER = (("space", "tick"), ("tab", "next part"), ("ctrl+j", "make the deck"),
             ("escape", "close"))  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self._found = Found()
        self._read_from = ""
        self._ticked: set[int] = set()

    def content(self) -> ComposeResult:
        """The line for the file; once it is read, also the questions and the deck's name."""
        yield Static(styled("Bring in a list of questions", "bold"), classes="title")
        with Horizontal(classes="field"):
            yield Static("file")
            yield Input(id="file", compact=True, placeholder="a Markdown or text file")
        yield Static("", id="found", classes="later")
        with VerticalScroll(can_focus=False, id="questions", classes="later"):
            yield Rows(id="asks", states=True, eager=True)
        with Horizontal(classes="field later", id="name-field"):
            yield Static("name of deck")
            yield Input(id="name", compact=True)
        yield Static("", id="trouble")

    def on_mount(self) -> None:
        """Focus the line for the file."""
        self.query_one("#file", Input).focus()

    def _say(self, text: str) -> None:
        self.query_one("#trouble", Static).update(styled(text, "$text-error"))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Read the file, or make the deck, with enter."""
        event.stop()
        self.run_worker(self._read() if event.input.id == "file" else self.action_keep())

    async def _read(self) -> None:
        name = self.query_one("#file", Input).value.strip()
        if not name:
            self._say("Name the file that has the questions.")
            return
        found = await self.desk.ask(lambda: _read(name), self._say)
        if found is None:
            return
        self._say("")
        self._found, self._read_from, self._ticked = found, name, set(found.sure)
        self.query_one("#name", Input).value = line(plain(found.title)) or Path(name).stem
        self.add_class("-read")
        self.draw_keys()
        self._show()
        self.set_focus(self.query_one("#asks", Rows))

    def hints(self) -> Keys:
        """The keys before or after the file was read."""
        return self.LATER if self._read_from else self.KEYS

    def _show(self) -> None:
        unsure = len(self._found.prompts) - len(self._found.sure)
        said = f"{len(self._ticked)} of {len(self._found.prompts)} are ticked"
        said += f"; {unsure} unsure, as they ask nothing outright." if unsure else "."
        self.query_one("#found", Static).update(styled(said, MUTED))
        rows: list[Row] = []
        stage = None
        for number, ask in enumerate(self._found.prompts):
            if ask.stage != stage:
                stage = ask.stage
                part = self._found.stages[stage]
                if part.title:
                    box = f"{part.minutes} min" if part.minutes else ""
                    title = plain(part.title)
                    rows.append(Row(title, right=box, tone=SECTION, gap=int(bool(rows))))
            under = [f"{len(ask.probes)} to follow up"] if ask.probes else []
            under += ["with a note for you"] if ask.notes else []
            rows.append(
                Row(
                    plain(ask.text),
                    id=str(number),
                    state="✓" if number in self._ticked else " ",
                    right="" if ask.sure else "unsure",
                    under=", ".join(under),
                    most=3,
                )
            )
        self.query_one("#asks", Rows).show(rows)

    def on_rows_picked(self, event: Rows.Picked) -> None:
        """Toggle the tick of the picked question."""
        event.stop()
        self._ticked ^= {int(event.id)}
        self._show()

    def action_tick(self) -> None:
        """Toggle the tick of the selected question."""
        self.query_one("#asks", Rows).pick()

    def on_key(self, event: events.Key) -> None:
        """Go from the list to the name with enter."""
        if event.key == "enter" and isinstance(self.focused, Rows):
            event.stop()
            event.prevent_default()  # else the newly focused input would get the key as well
            self.query_one("#name", Input).focus()

    async def keep(self) -> None:
        """Write the deck and close; read the file first if its name was changed."""
        if self.query_one("#file", Input).value.strip() != self._read_from or not self._read_from:
            await self._read()
            return
        name = line(typed(self.query_one("#name", Input).value))
        if not name:
            self._say("The deck needs a name.")
            return
        if not self._ticked:
            self._say("No question is ticked. Space ticks the selected one.")
            return
        found, ticked, reader = (
            replace(self._found, title=name),
            frozenset(self._ticked),
            self.reader,
        )
        made = await self.desk.ask(
            lambda: _write(decks_at_hand(reader), found, slug_of(name, "deck"), ticked), self._say
        )
        if made is not None:
            self.dismiss(made)


def _read(name: str) -> Found:
    """The questions in a file; `Refused` when there are none or it is a deck. Reads the disk."""
    from coach_tui.decks import files
    from coach_tui.decks.importing import read_list

    found = read_list(files.read_text(files.path_of(name)))
    if found.strict:
        raise Refused(
            "This file is a deck already: it begins with `deck:`. Put it into your own folder of "
            "decks as it is."
        )
    if not found.prompts:
        raise Refused("No questions were found in this file. Nothing was changed.")
    return found


def _write(shelf: Shelf, found: Found, deck_id: str, ticked: frozenset[int]) -> str:
    """Write the deck into the person's own folder and return its id; `Refused` when there is one of
    that id. Blocks on the disk.
    """
    from coach_tui.decks.importing import as_deck

    shelf.put(deck_id, as_deck(found, deck_id, ticked))
    return deck_id
