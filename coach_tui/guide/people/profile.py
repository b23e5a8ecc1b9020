"""A member's learning profile over time: scores of the inventories they answered.

Functions that take a shelf, and `results`, read and parse decks: call them on a worker. Row P11 of
docs/method.md.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from coach_tui.decks.model import Deck, DeckError, Prompt
from coach_tui.decks.shelf import Shelf
from coach_tui.decks.text import plain
from coach_tui.guide.reader import Reader
from coach_tui.guide.session.editions import deck_of
from coach_tui.guide.timing import ended, ended_on
from coach_tui.method.inventory import Item, Score, score, wobble
from coach_tui.records.refusal import Refused
from coach_tui.records.state import Record

EVIDENCE = (
    "Habits, not types. There is no good evidence that people learn better when they are taught "
    "only in the way they prefer; the use of this picture is to choose what to stretch."
)
"""Shown with every profile; after Pashler and others (2008) and Coffield and others (2004)."""


@dataclass(frozen=True, slots=True)
class Bar:
    """The score of one dimension; `asked` has the hashes of its statements' wording."""

    id: str
    title: str
    about: str
    score: Score
    asked: frozenset[str]


@dataclass(frozen=True, slots=True)
class Result:
    """One answered inventory: its session id, deck id and title, day (ISO date) and scores."""

    session: str
    deck: str
    title: str
    day: str
    bars: tuple[Bar, ...]
    ends: tuple[str, str]
    """The words for the lowest and the highest step of the scale."""
    statements: frozenset[str] = frozenset()
    """The ids of the scored prompts, former ones included."""


@dataclass(frozen=True, slots=True)
class Change:
    """A dimension's score beside an earlier one. `by` is the difference in steps of the scale, None
    when the two cannot be compared; `chance` is the difference to be expected by chance.
    """

    bar: Bar
    before: Bar | None = None
    by: float | None = None
    chance: float = 0.0

    @property
    def words(self) -> str:
        """The change in a few words; empty when there is no earlier score."""
        if self.bar.score.mean is None:
            return f"{self.bar.score.answered} of {self.bar.score.items} answered: not enough"
        if self.before is None:
            return ""
        if self.before.score.mean is None:
            return "not enough answers before"
        if self.by is None:
            return "not comparable: other statements"
        return "within chance" if abs(self.by) <= self.chance else f"{self.by:+.1f}"


def results(reader: Reader, member: str) -> list[Result]:
    """A member's results from ended inventory sessions, oldest first. Sessions whose deck is not on
    this device are left out.
    """
    found = []
    for session in ended(reader.of_kind("session")):
        try:
            deck = deck_of(reader.engagement, session)
        except (Refused, DeckError):
            continue
        if any(stage.dimensions for stage in deck.stages):
            result = _result(session, deck, _answers(reader, session.id, member))
            found += [result] if result else []
    return found


def inventory_in(reader: Reader, session: Record) -> Result | None:
    """The scores of one session, ended or not, of the member who began it; None when nothing in it
    is scored or its deck is not on this device.
    """
    try:
        deck = deck_of(reader.engagement, session)
    except (Refused, DeckError):
        return None
    return _result(session, deck, _answers(reader, session.id, session.author))


def _result(session: Record, deck: Deck, given: dict[str, float]) -> Result | None:
    scored = [p for p in deck.prompts() if p.scored]
    if not any(_given(p, given) is not None for p in scored):
        return None
    bars = tuple(
        Bar(
            one.id,
            *_named(one.text),
            score(_item(p, given) for p in scored if p.scored and p.scored[0] == one.id),
            frozenset(p.hash for p in scored if p.scored and p.scored[0] == one.id),
        )
        for stage in deck.stages
        for one in stage.dimensions
    )
    scale = next((p.scale for p in scored if p.scale), None)
    return Result(
        session.id,
        deck.id,
        plain(deck.title),
        ended_on(session),
        bars,
        scale.ends if scale else ("", ""),
        frozenset(i for p in scored for i in (p.id, *p.was)),
    )


def _answers(reader: Reader, session: str, member: str) -> dict[str, float]:
    found: dict[str, float] = {}
    members = reader.engagement.members
    # Answers recorded before a member joined name their role instead of their id.
    whose = {member, members[member].role} if member in members else {member}
    for record in reader.of_kind("answer"):
        value = record.get("value", None)
        mine = (record.text("by") or record.author) in whose
        if mine and record.text("session") == session and isinstance(value, int | float):
            found[record.text("prompt")] = float(value)
    return found


def _given(prompt: Prompt, given: dict[str, float]) -> float | None:
    return next((given[name] for name in (prompt.id, *prompt.was) if name in given), None)


def _item(prompt: Prompt, given: dict[str, float]) -> Item:
    sign = prompt.scored[1] if prompt.scored else 1
    scale, value = prompt.scale, _given(prompt, given)
    if scale is None:
        return Item(sign, 0, 0)
    # A value from elsewhere may be off the scale; it is shown, and counts for nothing.
    on_it = value is not None and scale.low <= value <= scale.high
    return Item(sign, scale.low, scale.high, value if on_it else None)


def _named(text: str) -> tuple[str, str]:
    """A dimension's name (the first sentence of its text), and the rest of the text."""
    name, _, rest = plain(text).partition(". ")
    return name.rstrip("."), rest


def compared(latest: Result, before: Result | None) -> list[Change]:
    """Each score of a result beside the earlier one; compared only when the statements had the same
    wording and scale.
    """
    earlier = {bar.id: bar for bar in before.bars} if before else {}
    found = []
    for bar in latest.bars:
        old = earlier.get(bar.id)
        by = None
        if old and old.asked == bar.asked and None not in (old.score.mean, bar.score.mean):
            by = (bar.score.mean or 0) - (old.score.mean or 0)
        found.append(Change(bar, old, by, wobble(bar.score.answered)))
    return found


def least(result: Result) -> Bar | None:
    """The dimension with the lowest score; None when none has enough answers."""
    known = [bar for bar in result.bars if bar.score.points is not None]
    return min(known, key=lambda bar: bar.score.points or 0, default=None)


def names_of(shelf: Shelf, records: Iterable[Record]) -> list[str]:
    """The names on the shelf of the decks that session or exercise records refer to; decks not on
    the shelf are left out.
    """
    return [name for r in records if (name := shelf.name_of(r.fields))]


def stretches(shelf: Shelf, bar: Bar, done: Iterable[str] = ()) -> list[tuple[str, Deck]]:
    """(name, deck) of the decks tagged with a dimension's id: exercises first, then those whose
    name is not in `done`, then the shortest.
    """
    already = set(done)
    found = []
    for name in shelf.ids():
        try:
            deck = shelf.load(name)
        except DeckError:
            continue
        if bar.id in deck.tags and deck.kind != "inventory":
            found.append((name, deck))
    return sorted(
        found, key=lambda f: (f[1].kind != "exercise", f[0] in already, f[1].minutes or 0)
    )
