"""Editions of decks: which exact text a session is played from, and what others get of a deck.

The learner's edition is the deck without the coach's notes, identified by its sha. It is stored as
a `snapshot` record, so that a session can be shown as it was when the deck file has changed.
"""

from coach_tui.decks.edition import learner, sha
from coach_tui.decks.model import MAX_BYTES, Deck, DeckError, too_long
from coach_tui.decks.parse import parse
from coach_tui.decks.shelf import Given, Shelf
from coach_tui.engagement import Engagement, Plan
from coach_tui.guide import writing
from coach_tui.guide.reader import Reader
from coach_tui.records.refusal import Refused
from coach_tui.records.state import Record
from coach_tui.records.text import line

_parsed: dict[str, Deck] = {}


def decks_at_hand(reader: Reader) -> Shelf:
    """The decks available on this device: shipped, this person's own, and shared by others."""
    engagement = reader.engagement
    given = (
        Given(
            record.text("deck"),
            record.text("text"),
            engagement.name_of(record.author),
            record.author,
        )
        for record in reader.of_kind("deck")
        if not record.private and record.author != reader.me.member
    )
    return Shelf(engagement.home.decks(), given, reader.me.member)


def edition_of(engagement: Engagement, name: str) -> tuple[Deck, str, str]:
    """An available deck, the text of its learner's edition, and the sha of that text. `DeckError`
    when there is no such deck or it cannot be read.
    """
    deck = decks_at_hand(Reader(engagement)).load(name)
    text = learner(deck)
    return deck, text, sha(text)


def deck_plans(engagement: Engagement, name: str, *, alone: bool = False) -> list[Plan]:
    """Plans that store the text of a deck with the history: the learner's edition for all, and for
    a coach a private copy with notes. Empty when this edition is stored already.

    `alone` leaves the shared copy out, for a session that is private.
    """
    _, text, edition = edition_of(engagement, name)
    plans: list[Plan] = []
    said = {**decks_at_hand(Reader(engagement)).identity(name), "deck_sha": edition}
    state = engagement.state
    if not alone and not any(r.text("sha") == edition for r in state.of_kind("snapshot")):
        _travels(name, text)
        plans += writing.new(engagement, "snapshot", {"sha": edition, "text": text, **said})
    if engagement.me.role == "coach" and _with_notes(engagement, edition) is None:
        full = {"text": decks_at_hand(Reader(engagement)).source(name), **said}
        plans += writing.new(engagement, "deck", full, audience="private")
    return plans


def share(engagement: Engagement, name: str) -> list[Plan]:
    """Plans that share the learner's edition (no notes) of this person's own deck with the others.

    A deck shared before gets its new text; empty when that has not changed. `Refused` when the deck
    is not this person's own or is too long.
    """
    if name not in decks_at_hand(Reader(engagement)).own():
        raise Refused(
            f"{line(name)} is no deck of your own. The others have the shipped ones already; "
            "nothing was shared."
        )
    _, text, edition = edition_of(engagement, name)
    _travels(name, text)
    said = {"deck": name, "deck_sha": edition, "text": text}
    for record in engagement.state.of_kind("deck"):
        mine = record.author == engagement.me.member and not record.private
        if mine and record.text("deck") == name:
            same = record.text("text") == text
            return [] if same else writing.edit(engagement, record.id, said)
    return writing.new(engagement, "deck", said, audience="engagement")


def _travels(name: str, text: str) -> None:
    """`Refused` when the text of an edition is too long to be stored in a record."""
    if size := too_long(text):
        raise Refused(
            f"The learner's edition of {line(name)} would have {size} KiB; a deck may have "
            f"{MAX_BYTES // 1024}. Nothing was changed; put fewer labels on its stages, or make "
            "two decks of it."
        )


def deck_of(engagement: Engagement, record: Record) -> Deck:
    """The deck of a session or exercise, in the edition that it was begun with.

    A coach gets it with notes where this device has them, everybody else the learner's edition.
    `Refused` when that text has not arrived yet. Parses on first use: call it on a worker.
    """
    edition = record.text("deck_sha")
    notes = engagement.me.role == "coach"
    key = f"{edition}{notes}"
    if key not in _parsed:
        found = None
        if notes:
            found = _at_hand(
                engagement, decks_at_hand(Reader(engagement)).name_of(record.fields), edition
            )
            found = found or _with_notes(engagement, edition)
        _parsed[key] = found or _snapshot(engagement, edition, record)
    return _parsed[key]


def as_played(engagement: Engagement, record: Record, notes: bool) -> Deck:
    """The deck of a session or exercise for display; without `notes`, the learner's edition even
    for a coach, for a screen that somebody else can see. Raises what `deck_of` raises.
    """
    deck = deck_of(engagement, record)
    return deck if notes else parse(learner(deck))[0]


def _at_hand(engagement: Engagement, name: str, edition: str) -> Deck | None:
    try:
        deck, _, current = edition_of(engagement, name)
    except DeckError:
        return None
    return deck if current == edition else None


def _with_notes(engagement: Engagement, edition: str) -> Deck | None:
    """The coach's stored copy with notes; None when there is none. Only a private record whose text
    really has that edition's sha counts: others can write any sha into a shared one.
    """
    for record in engagement.state.of_kind("deck"):
        if record.private and record.text("deck_sha") == edition:
            deck = parse(record.text("text"))[0]
            if sha(learner(deck)) == edition:
                return deck
    return None


def _snapshot(engagement: Engagement, edition: str, record: Record) -> Deck:
    for found in engagement.state.of_kind("snapshot"):
        if found.text("sha") == edition and sha(found.text("text")) == edition:
            return parse(found.text("text"))[0]
    raise Refused(
        f"The deck {line(record.text('deck'))!r} of this session has not arrived yet. "
        "It opens when the other device has published it."
    )
