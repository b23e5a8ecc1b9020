"""Starting a session with a deck, and finding one to continue."""

from typing import Any

from coach_tui.decks.model import SEATS, Deck
from coach_tui.decks.reference import split_ref
from coach_tui.decks.text import plain
from coach_tui.engagement import Engagement, Plan
from coach_tui.guide import writing
from coach_tui.guide.reader import Reader
from coach_tui.guide.session.editions import deck_of, deck_plans, decks_at_hand, edition_of
from coach_tui.guide.session.reading import Sitting
from coach_tui.guide.timing import begun
from coach_tui.planning import audience_of
from coach_tui.records.dates import day_of
from coach_tui.records.refusal import Refused
from coach_tui.records.state import Record
from coach_tui.records.text import line


def only_issue(reader: Reader) -> str:
    """The id of the only open issue, private ones counted; empty when there are more or fewer, or
    that one is private.
    """
    every = reader.everything.of_kind("issue")
    found = [r for r in every if r.get("status", "open") == "open"]
    return found[0].id if len(found) == 1 and not found[0].private else ""


def issue_to_choose(reader: Reader) -> list[Record]:
    """The open issues that a session may be about, the first nine."""
    return [i for i in reader.of_kind("issue") if i.get("status", "open") == "open"][:9]


def start(
    engagement: Engagement,
    deck_ref: str,
    issue: str = "",
    together: bool = False,
    form: str = "whole",
) -> list[Plan]:
    """Plans for a new session with a deck or one of its stages (`deck#stage`), on an issue (an id;
    by default the only open one), in a form (`whole` or `core`). Private when the issue is kept
    back or the deck asks only the coach, in private.

    `Refused` when the deck or stage does not exist, or asks only the coach and this
    person is not the coach. Reads files: call it on a worker.
    """
    deck_id, stage = split_ref(deck_ref)
    deck, _, edition = edition_of(engagement, deck_id)
    title = deck.title
    if stage:
        title = stage_title(deck, stage)
    alone = only_coach(deck)
    said: dict[str, Any] = {
        "text": plain(title),
        **decks_at_hand(Reader(engagement)).identity(deck_id),
        "deck_sha": edition,
        "stage": stage or "",
        "approach": deck.approach or None,
        **begun(engagement.wall()),
        "day": day_of(engagement.wall()),
        "status": "running",
        # What the coach asks of themselves alone is no link in the thread of the learner's issue.
        "issue": issue or ("" if alone else only_issue(Reader(engagement))),
        "together": together or None,
        "form": form,
    }
    _can_be_played(deck)
    unsafe = audience_of(engagement, "session", {"issue": said["issue"]}) == "private"
    if alone and engagement.me.role != "coach":
        raise Refused("This deck asks the coach alone. Nothing was begun.")
    kept_back = alone or unsafe
    audience = "private" if kept_back else "engagement"
    session = writing.new(engagement, "session", said, audience=audience)
    return [*deck_plans(engagement, deck_id, alone=kept_back), *session]


def _can_be_played(deck: Deck) -> None:
    """`Refused` for a deck that only a set of several people can play."""
    seats = [f"@{p.who}" for p in deck.prompts() if p.who in SEATS]
    marks = ["turn" for stage in deck.stages if stage.turn] + seats
    if marks:
        raise Refused(
            f"This deck is made for a set of several people ({', '.join(dict.fromkeys(marks))}); "
            "that cannot be played yet. Nothing was begun."
        )


def only_coach(deck: Deck) -> bool:
    """Whether a deck asks nobody but the coach, in private."""
    return all(p.who == "coach" and p.private for p in deck.prompts())


def stage_title(deck: Deck, stage: str) -> str:
    """The title of the stage with that id; `Refused` when the deck has no such stage."""
    found = deck.stage(stage)
    if found is None:
        names = ", ".join(s.id for s in deck.stages)
        raise Refused(f"The deck {deck.id} has no stage {line(stage)!r}. There are: {names}.")
    return found.title


def sitting(engagement: Engagement, session: Record) -> Sitting:
    """The `Sitting` of a session, to continue it; reads its deck, so call it on a worker."""
    deck = deck_of(engagement, session)
    return Sitting(engagement, session.id, deck)


def left_with(reader: Reader, deck_ref: str, issue: str = "") -> Record | None:
    """The latest unfinished session with that deck or stage on that issue; None when there is none.

    Reads the deck folder: call it on a worker.
    """
    name, stage = split_ref(deck_ref)
    issue, shelf = issue or only_issue(reader), decks_at_hand(reader)
    found = (
        record
        for record in unfinished(reader)
        if record.text("stage") == (stage or "")
        and record.text("issue") in (issue, "" if record.private else issue)
        and shelf.name_of(record.fields) == name
    )
    return next(found, None)


def unfinished(reader: Reader) -> list[Record]:
    """Sessions begun and not ended, the latest first, without those of exercises."""
    found = [
        r
        for r in reader.of_kind("session")
        if r.get("status") in ("running", "left") and not r.text("exercise")
    ]
    return found[::-1]
