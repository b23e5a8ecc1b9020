"""A session planned beforehand: its deck, what is left out or marked, a question of one's own.

The plan is private until the session begins; then it is shared as the session's record.
"""

from typing import TYPE_CHECKING, Any

from coach_tui.engagement import Engagement, Plan
from coach_tui.guide import writing
from coach_tui.guide.reader import Reader
from coach_tui.guide.timing import begun
from coach_tui.planning import audience_of, plan_share
from coach_tui.records.dates import day_of
from coach_tui.records.refusal import Refused
from coach_tui.records.state import Record

if TYPE_CHECKING:
    from coach_tui.decks.model import Deck

Choice = dict[str, Any]
"""The fields of a plan that are chosen: `left_out`, `marked`, `own`, `own_after`."""


def planned(reader: Reader) -> list[Record]:
    """The sessions that this person planned and has not begun, the oldest first."""
    me = reader.me.member
    return [s for s in reader.of_kind("session") if s.get("status") == "planned" and s.author == me]


def plan(engagement: Engagement, deck_ref: str, issue: str = "") -> list[Plan]:
    """Plans for a planned session with a deck or stage; the session's own plan comes last. Reads
    files: call it on a worker.
    """
    # Imported here: what is planned is shown at the start, where no deck is read.
    from coach_tui.decks.reference import split_ref
    from coach_tui.guide.session.begin import only_issue, stage_title
    from coach_tui.guide.session.editions import deck_plans, decks_at_hand, edition_of

    name, stage = split_ref(deck_ref)
    deck, _, edition = edition_of(engagement, name)
    said = {
        "text": stage_title(deck, stage) if stage else deck.title,
        **decks_at_hand(Reader(engagement)).identity(name),
        "deck_sha": edition,
        "stage": stage or "",
        "approach": deck.approach or None,
        "status": "planned",
        "issue": issue or only_issue(Reader(engagement)),
    }
    session = writing.new(engagement, "session", said, audience="private")
    return [*deck_plans(engagement, name, alone=True), *session]


def change(engagement: Engagement, session: Record, choice: Choice) -> list[Plan]:
    """Plans that keep what was chosen; empty without a change. `Refused` when a question is left
    out that decides whether the issue belongs here.
    """
    from coach_tui.guide.issue.gates import GATES

    if {gate.field for gate in GATES} & set(choice.get("left_out", ())):
        raise Refused("This question is a gate and is always asked. It was not left out.")
    said = {f: v for f, v in choice.items() if v != session.get(f, v.__class__())}
    return writing.edit(engagement, session.id, said) if said else []


def deck_planned(engagement: Engagement, session: Record) -> "Deck":
    """The deck of a planned session as it is now on this device. Reads files: call it on a
    worker. `DeckError` when it is gone.
    """
    from coach_tui.guide.session.editions import decks_at_hand

    shelf = decks_at_hand(Reader(engagement))
    return shelf.load(shelf.name_of(session.fields))


def unplan(engagement: Engagement, session: Record) -> list[Plan]:
    """Plans that take a planned session out of sight."""
    return writing.edit(engagement, session.id, {"hidden": True})


def begin_planned(engagement: Engagement, session: Record, together: bool = False) -> list[Plan]:
    """Plans that begin a planned session, in the deck's present edition, and share it unless its
    issue is kept back or the deck is the coach's alone. Reads files: call it on a worker.
    """
    from coach_tui.guide.session.begin import only_coach
    from coach_tui.guide.session.editions import deck_plans, decks_at_hand, edition_of

    name = decks_at_hand(Reader(engagement)).name_of(session.fields)
    deck, _, edition = edition_of(engagement, name)
    now = engagement.wall()
    said: Choice = {"status": "running", "day": day_of(now), "deck_sha": edition} | begun(now)
    said["together"] = together or None
    kept_back = audience_of(engagement, "session", {"issue": session.text("issue")}) == "private"
    if kept_back or only_coach(deck):
        edition_plans = deck_plans(engagement, name, alone=True)
        return [*edition_plans, *writing.edit(engagement, session.id, said)]
    return [*deck_plans(engagement, name), plan_share(engagement, session.id, said)]
