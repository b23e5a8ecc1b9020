"""A deck that is the coach's own: none of its notes is in the handout, in the learner's app, in
what was published, or in any file of the learner's (C5).
"""

from coach_tui.decks.handout import markdown, page
from coach_tui.disk import private_dir
from coach_tui.guide.reader import Reader
from coach_tui.guide.session import begin, closing, exercises
from coach_tui.guide.session.editions import decks_at_hand, share
from coach_tui.tui.commands import PAGES
from coach_tui.tui.widgets.rows import Rows
from tests.cli.own_deck import DECK, SECRET
from tests.guide.sittings import keep, opened
from tests.pair import Pair, everything_published
from tests.tui.on_screen import LARGE, running, text_of, turn_to, until


async def test_no_note_of_the_coachs_own_deck_gets_to_the_learner(pair: Pair) -> None:
    (private_dir(pair.coach.home.decks()) / "weekly.md").write_text(DECK)
    coach = pair.coach.open()
    shelf = decks_at_hand(Reader(coach))
    deck = shelf.load("weekly")
    assert SECRET in shelf.source("weekly")
    assert SECRET not in markdown(deck) + page(deck)
    sitting = opened(coach, "weekly")
    keep(sitting, "otherwise", "The lift")
    coach.do(*closing.end(sitting))
    coach.do(*share(coach, "weekly"))
    coach.do(*exercises.assign(coach, "weekly", coach.others[0].member, ""))
    coach.publish()
    pair.rounds()
    async with running(pair.learner, LARGE) as (app, pilot):
        for name in PAGES:
            await turn_to(pilot, name)
            await pilot.pause(0.1)
            assert SECRET not in text_of(app)
        await turn_to(pilot, "decks")
        await until(pilot, "From Carla")
        app.screen.query_one("#decks", Rows).selected = "weekly"
        await until(pilot, "Looking back")
        assert SECRET not in text_of(app)
        await turn_to(pilot, "today")
        await until(pilot, "from Carla")
        await pilot.press("g", "enter")
        await until(pilot, "What went otherwise?")
        assert SECRET not in text_of(app)
    learner = pair.learner.open()
    learner.checkpoint()
    session = next(learner.state.of_kind("session"))
    assert not any(s.prompt.notes for s in begin.sitting(learner, session).steps)
    assert not any(SECRET in str(r.changes) for r in learner.state.records.values())
    bodies = [str(body) for _, body in everything_published(pair.folder, pair.learner.ring())]
    assert any("otherwise" in body for body in bodies) and SECRET not in "".join(bodies)
    for place in (pair.learner.home.root, pair.folder):
        files = [path for path in place.rglob("*") if path.is_file()]
        assert files and not [p for p in files if SECRET.encode() in p.read_bytes()]
