"""The decks at hand: shipped (in the wheel, zipped or not, or in the checkout) and one's own."""

from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from .front_matter import read as read_front_matter
from .model import Deck, DeckError
from .text import lines_of, meant


def shipped() -> tuple[Traversable, ...]:
    """The deck files that came with this installation, by file name."""
    folder: Traversable = files("coach_tui") / "prompts"
    if not folder.is_dir():
        folder = Path(__file__).parents[2] / "prompts"
    if not folder.is_dir():
        return ()
    found = (entry for entry in folder.iterdir() if entry.name.endswith(".md") and entry.is_file())
    return tuple(sorted(found, key=lambda entry: entry.name))


@cache
def _shipped_by_id() -> dict[str, Traversable]:
    return _by_id(shipped())


def _by_id(entries: Iterable[Traversable]) -> dict[str, Traversable]:
    """Deck ids to files. Reads front matter only; a file without an id goes by its name."""
    result: dict[str, Traversable] = {}
    for entry in entries:
        name = read_front_matter(lines_of(_text(entry))).values.get("id")
        result.setdefault(name or entry.name.removesuffix(".md"), entry)
    return result


def ids() -> tuple[str, ...]:
    """The ids of the shipped decks, sorted."""
    return tuple(sorted(_shipped_by_id()))


def split_ref(ref: str) -> tuple[str, str | None]:
    """`deck#stage` in its parts; no stage means the whole deck."""
    deck_id, _, stage_id = ref.partition("#")
    return deck_id, stage_id or None


def source(deck_id: str) -> str:
    """The Markdown of a deck as it is shipped, the coach's notes included."""
    return Shelf().source(deck_id)


def load(deck_id: str) -> Deck:
    """A shipped deck, read once. Raises DeckError if there is none, or it has errors."""
    return Shelf().load(deck_id)


class Shelf:
    """The decks at hand on this device: those that are shipped, and those in one's own folder.

    One's own deck comes before a shipped one of the same id. Touches the disk whenever it is asked.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder

    def own(self) -> dict[str, Traversable]:
        """The files in one's own folder, by id."""
        if self.folder is None or not self.folder.is_dir():
            return {}
        found = (e for e in self.folder.iterdir() if e.suffix == ".md" and e.is_file())
        return _by_id(sorted(found))

    def ids(self) -> tuple[str, ...]:
        """The ids of all decks, sorted."""
        return tuple(sorted({*_shipped_by_id(), *self.own()}))

    def source(self, deck_id: str) -> str:
        """The Markdown of a deck, the coach's notes included."""
        return _text(self._find(deck_id))

    def load(self, deck_id: str) -> Deck:
        """A deck, parsed once as long as its file is the same. Raises DeckError if there is none,
        or it has errors.
        """
        entry = self._find(deck_id)
        return _parsed(entry.name, _text(entry))

    def _find(self, deck_id: str) -> Traversable:
        found = self.own().get(deck_id) or _shipped_by_id().get(deck_id)
        if found is None:
            hint = meant(deck_id, self.ids()).removeprefix("; ").capitalize()
            listed = "`coach-tui decks` lists them all."
            raise DeckError(f"There is no deck `{deck_id}`", f"{hint} {listed}".strip())
        return found


@lru_cache(256)
def _parsed(name: str, text: str) -> Deck:
    from .parse import parse  # brings the Markdown parser, which most commands do not need

    deck, messages = parse(text)
    for message in messages:
        if message.severity == "error":
            hint = f"Mend that line, then try `coach-tui decks check {name}`."
            raise DeckError(f"{message.text} ({message.code})", hint, name, message.line)
    return deck


def _text(entry: Traversable) -> str:
    return entry.read_bytes().decode("utf-8", "replace")
