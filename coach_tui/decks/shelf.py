"""The decks available on one device: shipped, one's own, and given by other members."""

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
    """A deck that another member shared: its id and text, the member's name and the member's id
    (`by`).
    """

    id: str
    text: str
    giver: str
    by: str = ""


class Shelf:
    """Decks by name, which is usually their id.

    One's own deck hides a shipped one with the same id. A given deck hides none: if its id is
    taken, its name is `id@giver`. A file whose id is taken or invalid is listed by its file name,
    and loading it raises `DeckError`. The own folder is read once for each shelf: make a new shelf
    to see changes.
    """

    def __init__(
        self, folder: Path | None = None, given: Iterable[Given] = (), me: str = ""
    ) -> None:
        self.folder = folder
        self._me = me
        self._given = tuple(given)
        self._own: dict[str, Path] | None = None
        self._was: dict[str, str] = {}
        """One's own decks by their former ids."""

    def own(self) -> dict[str, Path]:
        """The files in one's own folder, by deck name; empty without a folder."""
        if self._own is None:
            self._own = self._look()
        return self._own

    def _look(self) -> dict[str, Path]:
        result: dict[str, Path] = {}
        self._was = {}
        for path in self._files():
            name, was = _ids_of(path)
            fits = is_slug(name) and name not in result
            result[name if fits else path.name] = path
            if fits:
                self._was |= dict.fromkeys(was, name)
        return result

    def current(self, name: str) -> str:
        """The present name of a deck that is called or was called so; unchanged when there is
        none.
        """
        if name in self.ids():
            return name
        return self._was.get(name) or library.renamed(name) or name

    def given(self) -> dict[str, Given]:
        """The decks that other members shared, by deck name."""
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
        """How records name a deck so that it is the same on every device: its id and its owner's
        member id, empty for a shipped one.
        """
        name = self.current(name)
        if name in self.own():
            return {"deck": name, "deck_by": self._me}
        one = self.given().get(name)
        return {"deck": id_of(name), "deck_by": one.by if one else ""}

    def name_of(self, said: Mapping[str, object]) -> str:
        """The name on this shelf of the deck that a record's fields identify; empty when it is not
        available. Another member's version of a shipped deck that was not given means the shipped
        one.
        """
        deck, by = (str(said.get(field) or "") for field in ("deck", "deck_by"))
        mine = self.current(deck)
        if mine in self.own() and by in ("", self._me):
            return mine
        for name, one in self.given().items():
            if id_of(name) == deck and by in ("", one.by) and (by or name == deck):
                return name
        return deck if deck in library.ids() else library.renamed(deck)

    def ids(self) -> tuple[str, ...]:
        """The names of all decks, sorted."""
        return tuple(sorted({*library.ids(), *self.own(), *self.given()}))

    def source(self, name: str) -> str:
        """The Markdown of a deck, with notes if it has any. `DeckError` when there is none."""
        return self._find(name)[1]

    def load(self, name: str) -> Deck:
        """A deck, parsed once for each text. `DeckError` if there is none or it has errors."""
        file, text = self._find(name)
        if name == file:
            raise _unfit(file, text)
        return library.playable(file, text)

    def others(self, name: str) -> Mapping[str, Deck]:
        """All decks but the named one, by name, without those that have errors."""
        found = {}
        for other in self.ids():
            try:
                if other != name:
                    found[other] = self.load(other)
            except DeckError:
                continue
        return found

    def begin(self, title: str) -> str:
        """Write a starter deck with this title into one's own folder; returns its id. `Refused`
        when the id is taken or writing fails.
        """
        title = line(typed(title))
        if not title:
            raise Refused("The deck needs a title. Nothing was written.")
        deck_id = slug_of(title, "deck")
        self.put(deck_id, starter(deck_id, title))
        return deck_id

    def put(self, deck_id: str, text: str) -> Path:
        """Write a new deck into one's own folder and return its path. `Refused` when there is no
        folder, the id is taken or writing fails.
        """
        if self.folder is None:
            raise Refused("There is no folder for decks of your own here. Nothing was written.")
        self._own = None  # read the folder again: files may have been added since
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
        """The file name and the text of a deck, by its present or a former name."""
        name = self.current(name)
        if path := self.own().get(name):
            return path.name, read_deck(path)
        if name in library.ids():
            return f"{name}.md", library.source(name)
        if one := self.given().get(name):
            return f"{one.id}.md", one.text
        raise library.no_such_deck(name, self.ids())

    def _files(self) -> list[Path]:
        """The deck files in one's own folder, without hidden and temporary ones; empty if it cannot
        be read.
        """
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
        """A value that differs when a file in one's own folder was added, changed or removed; reads
        no file.
        """
        result = set()
        for path in self._files():
            try:
                about = path.stat()
            except OSError:
                continue
            result.add((path.name, about.st_mtime_ns, about.st_size))
        return frozenset(result)


def read_deck(path: Path) -> str:
    """The text of a deck file. `DeckError` when it is too long, not UTF-8 or cannot be read."""
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


def _ids_of(path: Path) -> tuple[str, tuple[str, ...]]:
    """The id in a file's front matter, else one made from the file name; and the former ids."""
    try:
        lines = lines_of(read_deck(path))
    except DeckError:
        lines = []
    front = read_front_matter(lines)
    return front.values.get("id") or slug_of(path.stem, "deck"), front.items("was")


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
