"""One identity of a deck everywhere: two people may each have one of the same id."""

from dataclasses import dataclass

import pytest

from coach_tui.disk import private_dir
from coach_tui.engagement import Engagement
from coach_tui.guide.day.path import roadmap
from coach_tui.guide.people.profile import names_of
from coach_tui.guide.reader import Reader
from coach_tui.guide.session import exercises
from coach_tui.guide.session.begin import left_with, start
from coach_tui.guide.session.editions import deck_of, decks_at_hand, share
from coach_tui.planning import plan_edit
from coach_tui.records.state import Record
from tests.pair import Pair, Side

DECK = """---
deck: 1
id: {id}
{more}---
# {title}

- What now? `#now`
"""


def own(side: Side, deck: str, title: str, more: str = "") -> None:
    """A deck in somebody's own folder."""
    folder = private_dir(side.home.decks())
    (folder / f"{deck}.md").write_text(DECK.format(id=deck, title=title, more=more))


def begun(engagement: Engagement, deck: str, **more: str) -> Record:
    """A session with a deck, perhaps ended."""
    session = next(r for r in engagement.do(*start(engagement, deck)) if r.kind == "session")
    if more:
        engagement.do(plan_edit(engagement, session.id, dict(more)))
    return engagement.state.records[session.id]


@dataclass
class Both:
    """Both have a deck `mine`; the coach gave theirs: `mine@carla` at the learner's."""

    pair: Pair

    def __post_init__(self) -> None:
        own(self.pair.coach, "mine", "Carla's")
        own(self.pair.learner, "mine", "Leo's")
        coach = self.pair.coach.open()
        coach.do(*share(coach, "mine"))
        self.pair.rounds()


@pytest.fixture
def both(pair: Pair) -> Both:
    return Both(pair)


@pytest.mark.parametrize(("name", "other"), [("mine", "mine@carla"), ("mine@carla", "mine")])
def test_a_session_is_found_again_by_the_deck_it_was_left_in_and_by_no_other(
    both: Both, name: str, other: str
) -> None:
    engagement = both.pair.learner.open()
    session = begun(engagement, name, status="left")
    found = left_with(Reader(engagement), name)
    assert found and found.id == session.id
    assert left_with(Reader(engagement), other) is None
    title = {"mine": "Leo's", "mine@carla": "Carla's"}[name]
    assert deck_of(engagement, session).title == title
    engagement.publish()
    # The giver goes on with it under the name that the deck has there; Leo's own is not hers.
    both.pair.rounds()
    there = left_with(Reader(both.pair.coach.open()), "mine")
    assert (there.id if there else "") == (session.id if name == "mine@carla" else "")


def test_done_is_said_of_the_deck_that_was_played(both: Both) -> None:
    engagement = both.pair.learner.open()
    begun(engagement, "mine@carla", status="ended")
    assert names_of(decks_at_hand(Reader(engagement)), engagement.state.of_kind("session")) == [
        "mine@carla"
    ]
    engagement.publish()
    both.pair.rounds()
    coach = both.pair.coach.open()
    assert names_of(decks_at_hand(Reader(coach)), coach.state.of_kind("session")) == ["mine"]


def test_an_exercise_is_of_the_deck_that_was_given(both: Both) -> None:
    learner = both.pair.learner.open()
    to = learner.me.member
    plans = exercises.assign(learner, "mine@carla", to, "")
    exercise = learner.do(*plans)[-1]
    learner.do(*exercises.begin_exercise(learner, exercise))
    session = exercises.session_of(Reader(learner), exercise)
    assert session is not None
    assert names_of(decks_at_hand(Reader(learner)), [exercise, session]) == [
        "mine@carla",
        "mine@carla",
    ]
    assert deck_of(learner, session).title == "Carla's"


def test_what_follows_on_the_path_is_named_by_the_deck_that_was_done(pair: Pair) -> None:
    own(pair.coach, "mine", "Carla's", "next: go-and-see\n")
    own(pair.learner, "mine", "Leo's", "next: ending-well\n")
    coach = pair.coach.open()
    coach.do(*share(coach, "mine"))
    pair.rounds()
    learner = pair.learner.open()
    begun(learner, "mine@carla", status="ended")
    reader = Reader(learner)
    found = roadmap(reader, decks_at_hand(reader))
    why = {stop.name: why for stop, why in found.fits}
    assert "follows on from “Carla's”" in why["go-and-see"] and "ending-well" not in why


def test_a_shipped_deck_stays_done_when_a_partner_has_changed_their_copy(pair: Pair) -> None:
    own(pair.coach, "first-session", "Our first session")
    coach = pair.coach.open()
    begun(coach, "first-session", status="ended")
    coach.publish()
    pair.rounds()
    for side in pair.sides:
        engagement = side.open()
        months = roadmap(Reader(engagement), decks_at_hand(Reader(engagement))).months
        assert {s.name for _, some in months for s in some if s.done} == {"first-session"}
