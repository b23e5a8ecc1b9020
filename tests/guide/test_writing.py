"""One way to write a record: what goes without saying, and what a record brings with it."""

import ast
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import coach_tui
from coach_tui.disk import private_dir
from coach_tui.engagement import Engagement
from coach_tui.guide import writing
from coach_tui.guide.experiment import actions
from coach_tui.records.dates import day_of
from coach_tui.records.experiment import NEEDED
from coach_tui.records.refusal import Refused
from coach_tui.records.state import Record
from tests.guide.sittings import keep, opened
from tests.pair import Pair

SOURCE = Path(coach_tui.__file__).parent
PLANNERS = ("plan_new", "plan_edit")
EAST, WEST = "Pacific/Kiritimati", "Pacific/Pago_Pago"
"""25 hours apart: never on the same day."""
WHOLE = dict.fromkeys(NEEDED, "x") | {"chance": "60", "review": "2099-01-01"}
DECK = """---
deck: 1
id: looking
---
# Looking

- What did you see? `#saw` `observation`
"""


@contextmanager
def living_in(zone: str) -> Iterator[None]:
    """This process in another time zone."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = zone
    time.tzset()
    try:
        yield
    finally:
        os.environ.pop("TZ")
        if before is not None:
            os.environ["TZ"] = before
        time.tzset()


def write(who: Engagement, kind: str, audience: str = "", **said: object) -> Record:
    """Write a new record; the record itself."""
    plans = writing.new(who, kind, said, audience=audience)
    who.do(*plans)
    return who.state.records[plans[0].changes[0].id]


def test_nothing_else_plans_a_record() -> None:
    found = set()
    for path in SOURCE.rglob("*.py"):
        nodes = list(ast.walk(ast.parse(path.read_text())))
        names = {n.attr for n in nodes if isinstance(n, ast.Attribute)}
        names |= {n.id for n in nodes if isinstance(n, ast.Name)}
        if names & set(PLANNERS):
            found.add(str(path.relative_to(SOURCE)))
    assert found == {"guide/writing.py"}


@pytest.mark.parametrize("by", ["writing", "one line", "a deck", "an edit that empties it"])
def test_an_observation_without_a_day_has_its_writers_wherever_it_is_read_p10(
    pair: Pair, by: str
) -> None:
    (private_dir(pair.coach.home.decks()) / "looking.md").write_text(DECK)
    with living_in(EAST):
        coach = pair.coach.open()
        today = day_of(coach.wall())
        trial = write(coach, "experiment", text="Ring first")
        if by == "a deck":
            (seen,) = keep(opened(coach, "looking"), "saw", "Two queues")
        elif by == "one line":
            (seen,) = coach.do(*actions.observe(coach, trial, "13.5 two trades away"))
        elif by == "writing":
            seen = write(coach, "observation", experiment=trial.id, value=13.5)
        else:
            seen = write(coach, "observation", value=13.5, date="2026-09-01")
            coach.do(*writing.edit(coach, seen.id, {"date": ""}))
        pair.coach.sync()
    with living_in(WEST):
        pair.learner.sync()
        theirs = pair.learner.record(seen.id)
        assert theirs.text("date") == today != day_of(theirs.created)


def test_a_day_that_was_said_stays(pair: Pair) -> None:
    coach = pair.coach.open()
    seen = write(coach, "observation", value=3, date="2026-09-01")
    coach.do(*writing.edit(coach, seen.id, {"value": 4}))
    assert coach.state.records[seen.id].text("date") == "2026-09-01"


def test_a_record_belongs_to_the_issue_of_what_it_hangs_on(pair: Pair) -> None:
    coach = pair.coach.open()
    issue = write(coach, "issue", text="19 days")
    belief = write(coach, "assumption", text="They would say no", issue=issue.id)
    trial = write(coach, "experiment", text="Ask", assumption=belief.id)
    seen = write(coach, "observation", value=3, experiment=trial.id)
    other = write(coach, "issue", text="Empty flats")
    elsewhere = write(coach, "observation", value=4, experiment=trial.id, issue=other.id)
    assert [r.text("issue") for r in (trial, seen, elsewhere)] == [issue.id, issue.id, other.id]


def test_what_a_record_brings_is_written_by_the_same_way_and_comes_after_it(pair: Pair) -> None:
    coach = pair.coach.open()
    issue = write(coach, "issue", text="19 days")
    trial = write(coach, "experiment", text="Ask", issue=issue.id, **WHOLE)
    running, *nothing = writing.edit(coach, trial.id, {"status": "running"})
    assert running.changes[0].set["began"] == day_of(coach.wall()) and not nothing
    coach.do(running)
    paused, talk = writing.edit(coach, trial.id, {"status": "paused", "not_ok": "Watched"})
    assert paused.changes[0].set["not_ok_by"] == "Carla"
    assert (talk.changes[0].kind, talk.changes[0].set["issue"]) == ("action", issue.id)
    said = {"experiment": trial.id, "text": "Ask first", "happened": "31 of 36"}
    review, status, insight = writing.new(coach, "review", said)
    assert review.changes[0].set["issue"] == issue.id
    assert (status.changes[0].id, status.changes[0].set) == (trial.id, {"status": "reviewed"})
    assert insight.changes[0].set["links"] == [review.changes[0].id]
    alone = writing.new(coach, "review", said | {"experiment": trial.id}, audience="private")
    assert len(alone) == 1, "a private review leaves a shared experiment as it is"


def test_a_record_that_is_hidden_or_comes_back_brings_nothing_with_it(pair: Pair) -> None:
    coach = pair.coach.open()
    trial = write(coach, "experiment", text="Ask", **WHOLE)
    coach.do(*writing.edit(coach, trial.id, {"status": "running"}))
    review = write(coach, "review", experiment=trial.id, text="Ask first")
    (insight,) = coach.state.of_kind("insight")
    for hidden in (True, False):
        for one in (insight, review):
            coach.do(*writing.edit(coach, one.id, {"hidden": hidden}))
        made = [r for r in coach.state.records.values() if r.kind == "insight"]
        assert [r.id for r in made] == [insight.id]


def test_nobody_rates_a_goal_in_anothers_name_p15(pair: Pair) -> None:
    coach = pair.coach.open()
    goal = write(coach, "goal", text="Faster", expected="12 days", by_coach=0)
    with pytest.raises(Refused, match="learner's own rating"):
        writing.edit(coach, goal.id, {"by_learner": 1})
    with pytest.raises(Refused, match="learner's own rating"):
        writing.new(coach, "goal", {"text": "x", "expected": "y", "by_learner": "1"})
