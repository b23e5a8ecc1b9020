"""The available decks as rows, grouped by what a coach wants, and the preview of one."""

from collections.abc import Iterable
from dataclasses import dataclass

from textual.content import Content

from coach_tui.decks.edition import learner
from coach_tui.decks.model import Deck, DeckError, Message
from coach_tui.decks.shelf import Shelf
from coach_tui.decks.text import plain
from coach_tui.guide.session.steps import core_minutes, whole_minutes
from coach_tui.tui.widgets.rows import Row
from coach_tui.tui.widgets.words import MUTED, SECTION, join, paragraph, styled

SECTIONS = {
    "begin": "To begin",
    "see": "To see what is there",
    "doubt": "To doubt it",
    "try": "To try something",
    "review": "To look back",
    "end": "To end",
    "alone": "To do alone",
    "": "Others",
}
MARKS = {"error": "≠", "warning": "!", "info": "·"}
TONES = {"error": "$text-error", "warning": "$text-warning", "info": MUTED}
SHOWN_AT_MOST = 12
"""The most linter messages shown for a deck; the command line shows all."""


@dataclass(frozen=True, slots=True)
class DeckEntry:
    """An available deck: its name on the shelf, the parsed deck (None: `error` says why not),
    whether it is this person's own, the name of who shared it (empty: nobody), linter messages.
    """

    name: str
    deck: Deck | None
    own: bool = False
    giver: str = ""
    error: str = ""
    messages: tuple[Message, ...] = ()

    @property
    def title(self) -> str:
        """The title of the deck; its name when it cannot be read."""
        return (plain(self.deck.title) if self.deck else "") or self.name


def everything(shelf: Shelf, notes: bool) -> list[DeckEntry]:
    """Read all decks; without `notes` in the learner's edition, leaving out decks that ask only the
    coach. Reads the disk: call it on a worker thread.
    """
    own, given = shelf.own(), shelf.given()
    found = []
    for name in shelf.ids():
        one = DeckEntry(name, None, name in own, given[name].giver if name in given else "")
        try:
            one = _read(shelf, one, notes)
        except DeckError as error:
            one = DeckEntry(name, None, one.own, one.giver, str(error), _said(shelf, one))
        if notes or one.deck is None or next(one.deck.prompts(), None):
            found.append(one)
    return found


def _read(shelf: Shelf, one: DeckEntry, notes: bool) -> DeckEntry:
    from coach_tui.decks.parse import parse

    deck = shelf.load(one.name)
    seen = deck if notes else parse(learner(deck))[0]
    return DeckEntry(one.name, seen, one.own, one.giver, "", _said(shelf, one))


def _said(shelf: Shelf, one: DeckEntry) -> tuple[Message, ...]:
    """The linter's messages about an own deck; empty for others, which cannot be edited here."""
    from coach_tui.decks.linting import lint

    if not one.own:
        return ()
    try:
        return lint(shelf.source(one.name), shelf.others(one.name))[1]
    except DeckError:
        return ()


def deck_rows(found: Iterable[DeckEntry]) -> list[Row]:
    """The list of decks: own ones first, then shared ones, then shipped ones by purpose."""
    sections: dict[str, list[DeckEntry]] = {"Your own": []}
    given = sorted({one.giver for one in found if one.giver})
    sections |= {f"From {name}": [] for name in given} | {s: [] for s in SECTIONS.values()}
    for one in found:
        sections[_section(one)].append(one)
    rows: list[Row] = []
    for title, some in sections.items():
        if some:
            rows.append(Row(title, tone=SECTION, gap=int(bool(rows))))
        rows += [_row(one) for one in sorted(some, key=lambda f: f.title.casefold())]
    return rows


def _section(one: DeckEntry) -> str:
    if one.own or one.giver:
        return f"From {one.giver}" if one.giver else "Your own"
    assert one.deck is not None
    alone = one.deck.kind in ("exercise", "inventory")
    return SECTIONS[one.deck.purpose or ("alone" if alone else "")]


def _row(one: DeckEntry) -> Row:
    if one.deck is None:
        return Row(one.title, id=one.name, state="≠", tone="$text-error", right="mistake", most=1)
    worst = next((m for m in one.messages if m.severity == "warning"), None)
    mark = "!" if worst else ""
    words = titled(one.title, one.deck)
    return Row(words=words, id=one.name, state=mark, right=_minutes(one.deck), most=1)


def titled(title: str, deck: Deck) -> Content:
    """A deck's title with its spoken line behind it."""
    spoken = plain(deck.spoken)
    return join(styled(title), styled(f"  {spoken}" if spoken else "", MUTED))


def _minutes(deck: Deck) -> str:
    return str(whole_minutes(deck) or "")


def inside(one: DeckEntry, last: str = "") -> list[Row]:
    """The preview of a deck: facts, linter messages, introduction, notes, stages. `last` says when
    it was last done.
    """
    deck = one.deck
    rows = [Row(one.title, tone="bold")]
    if deck is not None:
        core = f"core {core_minutes(deck)} min" if core_minutes(deck) else ""
        whole = f"{_minutes(deck)} min" if _minutes(deck) else ""
        about = [deck.kind, deck.approach, whole, core, last]
        rows += [Row(plain(deck.spoken))] if deck.spoken else []
        rows.append(Row(" · ".join(x for x in about if x), tone=MUTED))
    rows += _messages(one)
    if deck is None:
        return rows
    if deck.intro:
        rows.append(Row(words=paragraph(" ".join(plain(deck.intro).split())), gap=1))
    for note in deck.notes:
        words = paragraph(" ".join(plain(note).split()), MUTED)
        rows.append(Row(words=join(styled("for you  ", SECTION), words), gap=1))
    count = sum(1 for _ in deck.prompts())
    rows.append(Row("Stages", tone=SECTION, right="min", gap=1))
    rows += [Row(plain(s.title), right=str(s.minutes or "")) for s in deck.stages if s.headed]
    asked = "1 question" if count == 1 else f"{count} questions"
    stages = "1 stage" if len(deck.stages) == 1 else f"{len(deck.stages)} stages"
    rows.append(Row(f"{asked} in {stages}", tone=MUTED, gap=1))
    if deck.based_on:
        rows.append(Row(plain(deck.based_on), tone=MUTED, gap=1))
    if deck.author:
        rows.append(Row(f"{deck.author}, {deck.license}".strip(", "), tone=MUTED))
    return rows


def _messages(one: DeckEntry) -> list[Row]:
    """The linter messages with their lines, or why the file cannot be read."""
    if not one.messages:
        return [Row(one.error, tone="$text-error", gap=1)] if one.error else []
    order = sorted(one.messages, key=lambda m: (list(MARKS).index(m.severity), m.line))
    rows = [
        Row(
            f"line {m.line}  {m.text}",
            glyph=MARKS[m.severity],
            under=m.code,
            tone=TONES[m.severity],
            gap=int(not n),
        )
        for n, m in enumerate(order[:SHOWN_AT_MOST])
    ]
    if (left := len(order) - SHOWN_AT_MOST) > 0:
        rows.append(Row(f"and {left} more: coach-tui decks check", tone=MUTED))
    return rows
