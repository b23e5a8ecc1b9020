"""A session left in a deck that somebody gave is gone on with by the name that the deck has."""

from coach_tui.disk import private_dir
from coach_tui.guide.session.editions import share
from tests.pair import Pair
from tests.tui.on_screen import LARGE, playing, until

DECK = "---\ndeck: 1\nid: mine\n---\n# {}\n\n- What now? `#now`\n"


async def test_a_given_deck_is_gone_on_with_and_ones_own_of_that_id_is_not(pair: Pair) -> None:
    for side, title in zip(pair.sides, ("From Carla", "From Leo"), strict=True):
        (private_dir(side.home.decks()) / "mine.md").write_text(DECK.format(title))
    coach = pair.coach.open()
    coach.do(*share(coach, "mine"))
    pair.rounds()
    async with playing(pair.learner, "mine@carla", LARGE) as (_, pilot):
        await until(pilot, "What now?")
    async with playing(pair.learner, "mine@carla", LARGE) as (_, pilot):
        await until(pilot, "Going on where you left it.")
        await until(pilot, "From Carla")
    async with playing(pair.learner, "mine", LARGE) as (_, pilot):
        await until(pilot, "From Leo")
    sessions = list(pair.learner.open().state.of_kind("session"))
    assert [(s.text("text"), s.text("deck")) for s in sessions] == [
        ("From Carla", "mine"), ("From Leo", "mine"),
    ]  # fmt: skip
    assert sessions[0].text("deck_by") != sessions[1].text("deck_by")
