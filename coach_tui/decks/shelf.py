"""The decks at hand on one device: shipped, of one's own, and given by the others."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from coach_tui.disk import private_dir
from coach_tui.records.refusal import Refused
from coach_tui.records.text import line, typed

from . import library
from .files import write_deck
from .front_matter import read as read_front_matter
from .model import MAX_BYTES, Deck, DeckError
from .reference import id_of
from .starter import starter
from .text import is_slug, lines_of, slug_of


@dataclass(frozen=True, slots=True)
class Given:
    """A deck that somebody shared: its id, its text, their name, and their member's id."""

    id: str
    text: str
    giver: str
    by: str = ""


class Shelf:
    """Decks by the name they go by: their id as a rule.

    One's own deck comes before a shipped one of the same id. A deck that was given never takes the
    place of another; where its id is taken it goes by `id@giver`. A second file with the same id,
    or a file with an id that cannot be one, goes by its file name, and says what is wrong when it
    is loaded. Reads one's own folder once in each shelf, so make a new one for a new look.
    """

    def __init__(
        self, folder: Path | None = None, given: Iterable[Given] = (), me: str = ""
    ) -> None:
        self.folder = folder
        self._me = me
        self._given = tuple(given)
        self._own: dict[str, Path] | None = None

    def own(self) -> dict[str, Path]:
        """The files in one's own folder, by the name their decks go by."""
        if self._own is None:
            self._own = self._look()
        return self._own

    def _look(self) -> dict[str, Path]:
        result: dict[str, Path] = {}
        for path in self._files():
            name = _id_of(path)
            fits = is_slug(name) and name not in result
            result[name if fits else path.name] = path
        return result

    def given(self) -> dict[str, Given]:
        """What the others shared, by the name it goes by."""
        taken = {*library.ids(), *self.own()}
        result: dict[str, Given] = {}
        for one in self._given:
            plain = one.id if is_slug(one.id) and one.id not in taken else ""
            name = plain or f"{slug_of(one.id, 'deck')}@{slug_of(one.giver, 'somebody')}"
            number = 2
            while name in result:
                name, number = f"{name.partition('~')[0]}~{number}", number + 1
            result[name] = one
        return result

    def identity(self, name: str) -> dict[str, str]:
        """What a record says of the deck that goes by a name here, so that it is the same deck on
        every device: its id, and whose it is (nobody's: shipped).
        """
        if name in self.own():
            return {"deck": name, "deck_by": self._me}
        one = self.given().get(name)
        return {"deck": id_of(name), "deck_by": one.by if one else ""}

    def name_of(self, said: Mapping[str, object]) -> str:
        """The name by which the deck of a record (its fields) goes here; empty when it is not at
        hand. Somebody else's version of a shipped deck that they did not give is that deck.
        """
        deck, by = (str(said.get(field) or "") for field in ("deck", "deck_by"))
        if deck in self.own() and by in ("", self._me):
            return deck
        for name, one in self.given().items():
            if id_of(name) == deck and by in ("", one.by) and (by or name == deck):
                return name
        return deck if deck in library.ids() else ""

    def ids(self) -> tuple[str, ...]:
        """The names of all decks, sorted."""
        return tuple(sorted({*library.ids(), *self.own(), *self.given()}))

    def source(self, name: str) -> str:
        """The Markdown of a deck, with the notes where it has any."""
        return self._find(name)[1]

    def load(self, name: str) -> Deck:
        """A deck, parsed once as long as its text is the same. Raises DeckError if there is none,
        or it has errors.
        """
        file, text = self._find(name)
        if name == file:
            raise _unfit(file, text)
        return library.playable(file, text)

    def others(self, name: str) -> Mapping[str, Deck]:
        """The decks without a mistake that stand beside that one, by id."""
        found = {}
        for other in self.ids():
            try:
                if other != name:
                    found[other] = self.load(other)
            except DeckError:
                continue
        return found

    def begin(self, title: str) -> str:
        """Write a deck to begin with, under that title, into one's own folder; its id."""
        title = line(typed(title))
        if not title:
            raise Refused("The deck needs a title. Nothing was written.")
        deck_id = slug_of(title, "deck")
        self.put(deck_id, starter(deck_id, title))
        return deck_id

    def put(self, deck_id: str, text: str) -> Path:
        """Write a new deck into one's own folder, never over another; its file."""
        if self.folder is None:
            raise Refused("There is no folder for decks of your own here. Nothing was written.")
        self._own = None  # what was saved meanwhile counts
        if deck_id in self.ids():
            raise Refused(
                f"There is a deck `{deck_id}` already. Nothing was written; choose another name."
            )
        try:
            path = private_dir(self.folder) / f"{deck_id}.md"
        except OSError as error:
            raise Refused(f"The folder for decks could not be made: {error.strerror}.") from None
        write_deck(path, text)
        self._own = None
        return path

    def _find(self, name: str) -> tuple[str, str]:
        """The file's name and its text."""
        if path := self.own().get(name):
            return path.name, read_deck(path)
        if name in library.ids():
            return f"{name}.md", library.source(name)
        if one := self.given().get(name):
            return f"{one.id}.md", one.text
        raise library.no_such_deck(name, self.ids())

    def _files(self) -> list[Path]:
        """Deck files; what editors and the system leave lying about is none."""
        if self.folder is None:
            return []
        try:
            found = [
                p for p in self.folder.iterdir() if p.suffix == ".md" and p.name[0] not in ".~"
            ]
            return sorted(p for p in found if p.is_file())
        except OSError:
            return []

    def stamp(self) -> frozenset[tuple[str, int, int]]:
        """Changes when a file of one's own was added, saved or taken away; cheap to ask."""
        result = set()
        for path in self._files():
            try:
                about = path.stat()
            except OSError:
                continue
            result.add((path.name, about.st_mtime_ns, about.st_size))
        return frozenset(result)


def read_deck(path: Path) -> str:
    """The text of a deck file. DeckError when it is too long, no text, or cannot be read."""
    from os import fsencode

    name = fsencode(path.name).decode("utf-8", "replace")
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise DeckError(
            f"could not be read: {error.strerror}", "Look at its rights.", name
        ) from None
    if len(data) > MAX_BYTES:
        what = f"is longer than {MAX_BYTES // 1024} KiB, which is the most that a deck may have"
        raise DeckError(what, "Make two decks of it.", name)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise DeckError("is not UTF-8 text", "Save it as UTF-8.", name, line) from None


def _id_of(path: Path) -> str:
    """The id that a file says, else its name; a file that cannot be read goes by its name, too."""
    try:
        lines = lines_of(read_deck(path))
    except DeckError:
        lines = []
    return read_front_matter(lines).values.get("id") or slug_of(path.stem, "deck")


def _unfit(file: str, text: str) -> DeckError:
    front = read_front_matter(lines_of(text))
    name = front.values.get("id") or slug_of(file.removesuffix(".md"), "deck")
    number = front.lines.get("id", 1)
    if is_slug(name):
        return DeckError(
            f"another file has the id `{name}`, too", "Give it one of its own.", file, number
        )
    what = f"`{name}` cannot be the id of a deck"
    return DeckError(what, "Use small letters, digits and hyphens.", file, number)
