"""The roadmap of an engagement: decks done so far, and decks suggested now, each with a reason.

Only suggestions: every deck can be begun at any time. Days are ISO dates.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from coach_tui.decks.reference import id_of
from coach_tui.guide.experiment.board import group
from coach_tui.guide.reader import Reader
from coach_tui.guide.timing import ended, ended_on
from coach_tui.records.dates import due_words, short
from coach_tui.records.state import Record
from coach_tui.records.text import line

if TYPE_CHECKING:
    from coach_tui.decks.model import Deck
    from coach_tui.decks.shelf import Shelf

ARC = (
    ("The first weeks", ("first-session", "issue-brief", "learning-contract",
                         "learning-preferences", "what-i-do-not-know")),
    ("The second month", ("challenge-assumptions", "go-and-see", "plan-experiment",
                          "learning-log")),
    ("The third month", ("review-experiment", "mid-term-review", "three-way-meeting",
                         "ending-well")),
)  # fmt: skip
"""The decks (ids) suggested for each of the first three months."""
INVENTORY = "learning-preferences"
HALF_WAY, TOGETHER, ENDING = 42, 56, 84
"""Days after the first session from which the mid-term review, the meeting with the sponsor, and
the ending are suggested.
"""
SUPERVISION = ("supervision", "seven-views")
"""The decks in which a coach looks at their own coaching, alone and with a supervisor."""
OWN_CARE = 42
"""Days of coaching without supervision after which it is suggested to the coach."""
MANY = 3
"""The number of open questions on an issue from which `go-and-see` is suggested."""
WORDS = 60
"""The longest quotation (characters) of a record in a reason."""


@dataclass(frozen=True, slots=True)
class Fit:
    """A suggested deck (its id) and the reason, a sentence."""

    deck: str
    why: str


@dataclass(frozen=True, slots=True)
class Stop:
    """A deck on the roadmap: name on the shelf, title, minutes (0: unknown), and the day on which
    it was last done (empty: never).
    """

    name: str
    title: str
    minutes: int
    done: str = ""


@dataclass(frozen=True, slots=True)
class Roadmap:
    """The decks by month, the suggestions with their reasons, and the day of the first session
    (empty: none yet).
    """

    months: tuple[tuple[str, tuple[Stop, ...]], ...]
    fits: tuple[tuple[Stop, str], ...]
    begun: str = ""


def roadmap(reader: Reader, shelf: "Shelf") -> Roadmap:
    """Build the roadmap; reads and parses decks, so call it on a worker."""
    from coach_tui.decks.text import plain

    names = set(shelf.ids())
    done = _days_done(reader, lambda s: shelf.name_of(s.fields))

    def stop(name: str) -> Stop | None:
        deck = _loaded(shelf, name) if name in names else None
        if deck is None:
            return None
        minutes = deck.minutes or sum(s.minutes or 0 for s in deck.stages)
        return Stop(name, plain(deck.title), minutes, done.get(name, ""))

    months = tuple(
        (title, tuple(s for s in map(stop, decks) if s is not None)) for title, decks in ARC
    )
    found: dict[str, tuple[Stop, str]] = {}
    for one in [*fits(reader), *_following(reader, shelf)]:
        here = stop(one.deck)
        if here is not None:
            found.setdefault(one.deck, (here, one.why))
    first = min(done.values(), default="")
    return Roadmap(months, tuple(found.values()), first)


def _days_done(reader: Reader, named: Callable[[Record], str]) -> dict[str, str]:
    """By deck name, the day on which a session with the whole deck last ended."""
    whole = [s for s in ended(reader.of_kind("session")) if not s.text("stage")]
    return {named(s): ended_on(s) for s in whole}


def fits(reader: Reader) -> list[Fit]:
    """The decks suggested now, the most urgent first. Pure; reads no deck."""
    done, today = _days_done(reader, lambda s: s.text("deck")), reader.day
    issues = [r for r in reader.of_kind("issue") if r.get("status", "open") == "open"]
    found = [*_reviews(reader)]
    if not done:
        found.append(Fit("first-session", "There has been no session yet."))
    if not issues:
        found.append(Fit("issue-brief", "There is no issue to work on yet."))
    if "three-way-contract" not in done and _sponsor_listens(reader):
        found.append(Fit("three-way-contract", "The sponsor wants to hear how it goes."))
    over = ended(reader.of_kind("session"))
    if not any(id_of(s.text("deck")) == INVENTORY for s in over):
        found.append(Fit(INVENTORY, "Nobody has looked at the learner's habits of learning yet."))
    for issue in issues:
        found += _on(issue, reader)
    found += _by_the_calendar(done, today)
    if reader.me.role == "coach" and not reader.together:
        found += _own_care(done, today)
    once: dict[str, Fit] = {}
    for one in found:
        once.setdefault(one.deck, one)
    return list(once.values())


def _sponsor_listens(reader: Reader) -> bool:
    """Whether the latest first session says that the sponsor wants to hear about the work."""
    said = [
        r
        for r in reader.of_kind("answer")
        if r.text("deck") == "first-session" and r.text("prompt") == "sponsor"
    ]
    latest = max(said, key=lambda r: (r.created, r.id), default=None)
    return latest is not None and latest.get("value") == "hears"


def _reviews(reader: Reader) -> Iterator[Fit]:
    over = [r for r in reader.of_kind("experiment") if group(r, reader.day) == "to review"]
    for record in sorted(over, key=lambda r: (r.text("review"), r.id))[:1]:
        when = due_words(record.text("review"), reader.day)
        yield Fit("review-experiment", f"The look back at {_quoted(record)} is {when}.")


def _on(issue: Record, reader: Reader) -> Iterator[Fit]:
    """Decks for what an issue lacks: questions, assumptions, a test, answers."""

    def of(kind: str) -> list[Record]:
        return [r for r in reader.of_kind(kind) if r.text("issue") == issue.id]

    questions, assumptions, trials = of("question"), of("assumption"), of("experiment")
    if not questions:
        yield Fit("what-i-do-not-know", f"No question about {_quoted(issue)} is written down.")
    if not assumptions:
        yield Fit("challenge-assumptions", f"Nothing that {_quoted(issue)} rests on is said yet.")
    last = max((r.created for r in trials), default=0)
    untested = [r for r in assumptions if r.get("status") == "open" and r.created > last]
    if untested:
        yield Fit("plan-experiment", f"Nothing tests {_quoted(untested[-1])} yet.")
    waiting = [r for r in questions if r.get("status") == "open"]
    if len(waiting) >= MANY:
        yield Fit("go-and-see", f"{len(waiting)} questions about {_quoted(issue)} are open.")


def _by_the_calendar(done: dict[str, str], today: str) -> Iterator[Fit]:
    days = _days(min(done.values(), default=""), today)
    for deck, after, why in (
        ("ending-well", ENDING, "Twelve weeks have passed since the first session."),
        ("three-way-meeting", TOGETHER, "Eight weeks have passed without a word with the sponsor."),
        ("mid-term-review", HALF_WAY, "Six weeks have passed since the first session."),
    ):
        if days >= after and deck not in done:
            yield Fit(deck, why)


def _own_care(done: dict[str, str], today: str) -> Iterator[Fit]:
    last = max((done[name] for name in SUPERVISION if name in done), default="")
    if _days(last or min(done.values(), default=""), today) >= OWN_CARE:
        when = short(last) if last else "none so far"
        yield Fit("supervision", f"The last look at your own coaching: {when}.")


def _following(reader: Reader, shelf: "Shelf") -> Iterator[Fit]:
    """The deck that the deck of the latest shared session names as `next`."""
    from coach_tui.decks.text import plain

    sessions = [s for s in reader.of_kind("session") if not s.private]
    done = [s for s in ended(sessions) if not s.text("exercise")]
    deck = _loaded(shelf, shelf.name_of(done[-1].fields)) if done else None
    if deck is not None and deck.next:
        yield Fit(deck.next, f"It follows on from “{plain(deck.title)}”.")


def _loaded(shelf: "Shelf", name: str) -> "Deck | None":
    from coach_tui.decks.model import DeckError

    try:
        return shelf.load(name)
    except DeckError:
        return None


def _days(since: str, today: str) -> int:
    return (date.fromisoformat(today) - date.fromisoformat(since)).days if since else 0


def _quoted(record: Record) -> str:
    words = line(record.text("text"))
    return f"“{words if len(words) <= WORDS else words[: WORDS - 1].rstrip() + '…'}”"
