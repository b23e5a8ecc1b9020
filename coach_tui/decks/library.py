"""The decks shipped with the program: in the wheel (zipped or not) or in the source checkout."""

from functools import cache, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from .front_matter import read as read_front_matter
from .model import Deck, DeckError
from .text import lines_of, meant


def shipped() -> tuple[Traversable, ...]:
    """The files of the shipped decks, sorted by file name; empty when the folder is missing."""
    folder: Traversable = files("coach_tui") / "prompts"
    if not folder.is_dir():
        folder = Path(__file__).parents[2] / "prompts"
    if not folder.is_dir():
        return ()
    found = (entry for entry in folder.iterdir() if entry.name.endswith(".md") and entry.is_file())
    return tuple(sorted(found, key=lambda entry: entry.name))


@cache
def _fronts() -> dict[str, tuple[Traversable, tuple[str, ...]]]:
    """Deck ids to files and former ids. Only front matter is read; a file without an id is known by
    its file name.
    """
    result: dict[str, tuple[Traversable, tuple[str, ...]]] = {}
    for entry in shipped():
        front = read_front_matter(lines_of(_text(entry)))
        name = front.values.get("id") or entry.name.removesuffix(".md")
        result.setdefault(name, (entry, front.items("was")))
    return result


def renamed(deck_id: str) -> str:
    """The present id of the shipped deck that formerly had this one; empty when there is none."""
    return next((name for name, (_, was) in _fronts().items() if deck_id in was), "")


def ids() -> tuple[str, ...]:
    """The ids of the shipped decks, sorted."""
    return tuple(sorted(_fronts()))


def source(deck_id: str) -> str:
    """The Markdown of a shipped deck, with the coach's notes. `DeckError` when there is none."""
    return _text(_entry(deck_id))


def load(deck_id: str) -> Deck:
    """A shipped deck, parsed once. `DeckError` if there is none or it has errors."""
    entry = _entry(deck_id)
    return playable(entry.name, _text(entry))


def _entry(deck_id: str) -> Traversable:
    found = _fronts().get(deck_id) or _fronts().get(renamed(deck_id))
    if found is None:
        raise no_such_deck(deck_id, ids())
    return found[0]


def no_such_deck(deck_id: str, known: tuple[str, ...]) -> DeckError:
    """The error for an unknown deck id, with a suggestion from `known`."""
    hint = meant(deck_id, known).removeprefix("; ").capitalize()
    listed = "`coach-tui decks list` shows them all."
    return DeckError(f"There is no deck `{deck_id}`", f"{hint} {listed}".strip())


@lru_cache(256)
def playable(name: str, text: str) -> Deck:
    """Parse a deck, cached by its text. `DeckError`, with the line, if the deck has an error."""
    from .parse import parse  # imports the Markdown parser, which most commands do not need

    deck, messages = parse(text)
    for message in messages:
        if message.severity == "error":
            hint = f"Mend that line, then try `coach-tui decks check {name}`."
            raise DeckError(f"{message.text} ({message.code})", hint, name, message.line)
    return deck


def _text(entry: Traversable) -> str:
    return entry.read_bytes().decode("utf-8", "replace")
