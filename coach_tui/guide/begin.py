"""How sessions and exercises come to be, and with which deck they are played."""

from coach_tui.decks import library
from coach_tui.decks.edition import learner, sha
from coach_tui.decks.model import Deck, DeckError
from coach_tui.decks.parse import parse
from coach_tui.engagement import Engagement, Plan
from coach_tui.guide.sitting import Sitting
from coach_tui.records.refusal import Refused
from coach_tui.records.state import Record
from coach_tui.records.text import line

_parsed: dict[str, Deck] = {}


def edition_of(engagement: Engagement, deck_id: str) -> tuple[Deck, str, str]:
    """A deck at hand, the text of its learner's edition, and that edition's sha."""
    deck = engagement.shelf.load(deck_id)
    text = learner(deck)
    return deck, text, sha(text)


def _deck_plans(engagement: Engagement, deck_id: str, text: str, edition: str) -> list[Plan]:
    """What has to be kept so that a deck can always be shown as it was: once per edition."""
    plans = []
    said = {"deck": deck_id, "deck_sha": edition}
    state = engagement.state
    if not any(r.text("sha") == edition for r in state.of_kind("snapshot")):
        plans.append(
            engagement.plan_new("snapshot", {"sha": edition, "text": text, "deck": deck_id})
        )
    known = any(r.text("deck_sha") == edition for r in state.of_kind("deck"))
    if engagement.me.role == "coach" and not known:
        full = {"text": engagement.shelf.source(deck_id), **said}
        plans.append(engagement.plan_new("deck", full, audience="private"))
    return plans


def deck_of(engagement: Engagement, record: Record) -> Deck:
    """The deck that a session or exercise is played from, in its own edition.

    A coach gets it with the notes, from the wheel or from their own private copy; everybody else
    the learner's edition that travelled with it.
    """
    edition = record.text("deck_sha")
    notes = engagement.me.role == "coach"
    key = f"{edition}{notes}"
    if key not in _parsed:
        found = (
            (_at_hand(engagement, record.text("deck"), edition) or _own(engagement, edition))
            if notes
            else None
        )
        _parsed[key] = found or _snapshot(engagement, edition, record)
    return _parsed[key]


def _at_hand(engagement: Engagement, deck_id: str, edition: str) -> Deck | None:
    try:
        deck, _, current = edition_of(engagement, deck_id)
    except DeckError:
        return None
    return deck if current == edition else None


def _own(engagement: Engagement, edition: str) -> Deck | None:
    for record in engagement.state.of_kind("deck"):
        if record.text("deck_sha") == edition:
            return parse(record.text("text"))[0]
    return None


def _snapshot(engagement: Engagement, edition: str, record: Record) -> Deck:
    for found in engagement.state.of_kind("snapshot"):
        if found.text("sha") == edition and sha(found.text("text")) == edition:
            return parse(found.text("text"))[0]
    raise Refused(
        f"The deck {line(record.text('deck'))!r} of this session has not arrived yet. "
        "It opens when the other device has published it."
    )


def only_issue(engagement: Engagement) -> str:
    """The id of the open issue when there is one only."""
    found = [r for r in engagement.state.of_kind("issue") if r.get("status", "open") == "open"]
    return found[0].id if len(found) == 1 and found[0].audience != "private" else ""


def start(
    engagement: Engagement, deck_ref: str, issue: str = "", together: bool = False
) -> list[Plan]:
    """A new session with a deck, or one stage of it (`deck#stage`), on an issue: the only open
    one when none is named.
    """
    deck_id, stage = library.split_ref(deck_ref)
    deck, text, edition = edition_of(engagement, deck_id)
    title = deck.title
    if stage:
        title = _stage_title(deck, stage)
    said = {
        "text": title,
        "deck": deck_id,
        "deck_sha": edition,
        "stage": stage or "",
        "at": engagement.wall(),
        "status": "running",
        "issue": issue or only_issue(engagement),
        "together": together or None,
    }
    return [*_deck_plans(engagement, deck_id, text, edition), engagement.plan_new("session", said)]


def _stage_title(deck: Deck, stage: str) -> str:
    found = deck.stage(stage)
    if found is None:
        names = ", ".join(s.id for s in deck.stages)
        raise Refused(f"The deck {deck.id} has no stage {line(stage)!r}. There are: {names}.")
    return found.title


def assign(
    engagement: Engagement, deck_ref: str, to: str, due: str, note: str = "", issue: str = ""
) -> list[Plan]:
    """An exercise for a member (by id): a deck or a stage, due on a day (`2026-10-14`)."""
    deck_id, stage = library.split_ref(deck_ref)
    deck, text, edition = edition_of(engagement, deck_id)
    said = {
        "text": _stage_title(deck, stage) if stage else deck.title,
        "deck": deck_id,
        "deck_sha": edition,
        "stage": stage or "",
        "to": to,
        "due": due,
        "note": note,
        "issue": issue or only_issue(engagement),
    }
    return [*_deck_plans(engagement, deck_id, text, edition), engagement.plan_new("exercise", said)]


def session_of(engagement: Engagement, exercise: Record) -> Record | None:
    """The session in which an exercise is being done, once it was begun."""
    found = [r for r in engagement.state.of_kind("session") if r.text("exercise") == exercise.id]
    return found[0] if found else None


def begin_exercise(engagement: Engagement, exercise: Record) -> list[Plan]:
    """The session that an exercise is done in; nothing when it was begun already."""
    if session_of(engagement, exercise):
        return []
    said = {f: exercise.get(f) for f in ("text", "deck", "deck_sha", "stage", "issue")}
    said |= {"exercise": exercise.id, "at": engagement.wall(), "status": "running"}
    return [engagement.plan_new("session", said)]


def sitting(engagement: Engagement, session: Record) -> Sitting:
    """A session to go on with."""
    deck = deck_of(engagement, session)
    return Sitting(engagement, session.id, deck)


def left_with(engagement: Engagement, deck_ref: str, issue: str = "") -> Record | None:
    """The latest unfinished session with that deck (or stage) on that issue."""
    deck_id, stage = library.split_ref(deck_ref)
    issue = issue or only_issue(engagement)
    for record in unfinished(engagement):
        same = record.text("deck") == deck_id and record.text("stage") == (stage or "")
        if same and record.text("issue") == issue:
            return record
    return None


def unfinished(engagement: Engagement) -> list[Record]:
    """Sessions that were begun and not ended, the latest first; exercises are no sessions here."""
    found = [
        r
        for r in engagement.state.of_kind("session")
        if r.get("status") in ("running", "left") and not r.text("exercise")
    ]
    return found[::-1]
