"""Where a pair is on its way: what fits now and why; never a lock."""

from pathlib import Path
from typing import Any

from coach_tui.decks import library
from coach_tui.decks.shelf import Shelf
from coach_tui.engagement import Engagement
from coach_tui.guide.day.path import ARC, fits, roadmap
from coach_tui.guide.reader import Reader
from coach_tui.planning import plan_new
from tests.pair import DAY, Pair, Side


def held(side: Side, deck: str, *, stage: str = "", audience: str = "engagement") -> None:
    """A session with a deck that ended now."""
    engagement = side.open()
    said = {"deck": deck, "stage": stage, "status": "ended", "ended": side.wall()}
    engagement.do(plan_new(engagement, "session", said, audience=audience))


def fitting(engagement: Engagement) -> dict[str, str]:
    return {one.deck: one.why for one in fits(Reader(engagement))}


def test_every_deck_of_the_arc_is_shipped_and_is_whole_for_both() -> None:
    names = [name for _, decks in ARC for name in decks]
    assert len(names) == len(set(names))
    assert set(names) <= set(library.ids())


def test_a_new_pair_begins_with_the_first_session_the_issue_and_the_inventory(pair: Pair) -> None:
    assert list(fitting(pair.learner.open())) == [
        "first-session", "issue-brief", "learning-preferences"
    ]  # fmt: skip
    held(pair.learner, "first-session")
    assert list(fitting(pair.learner.open())) == ["issue-brief", "learning-preferences"]
    pair.learner.add("issue", text="Repairs take 19 days")
    held(pair.learner, "learning-preferences", stage="twenty-statements")
    assert list(fitting(pair.learner.open())) == ["what-i-do-not-know", "challenge-assumptions"]


def test_an_assumption_without_a_test_asks_for_an_experiment(pair: Pair) -> None:
    issue = pair.learner.add("issue", text="Repairs")
    pair.learner.add("assumption", text="Tenants would say no", issue=issue)
    pair.learner.wall.forward()
    found = fitting(pair.learner.open())
    assert found["plan-experiment"] == "Nothing tests “Tenants would say no” yet."
    assert "challenge-assumptions" not in found
    pair.learner.add("experiment", text="Ask them", issue=issue)
    assert "plan-experiment" not in fitting(pair.learner.open())
    pair.learner.wall.forward()
    pair.learner.add("assumption", text="x" * 200, issue=issue)
    why = fitting(pair.learner.open())["plan-experiment"]
    assert "…”" in why and len(why) < 90


def test_a_review_whose_day_has_come_stands_first(pair: Pair) -> None:
    issue = pair.learner.add("issue", text="Repairs")
    card: dict[str, Any] = dict.fromkeys(
        ("prediction", "measure", "limit", "stop", "reversible"), "as written"
    )
    card |= {"consent": "the planner", "notice": "the desk", "chance": 60, "review": "2026-09-20"}
    trial = pair.learner.add("experiment", text="Ring first", issue=issue, **card)
    assert "review-experiment" not in fitting(pair.learner.open()), "it has not begun"
    pair.learner.edit(trial, status="running")
    assert next(iter(fitting(pair.learner.open()))) == "review-experiment"
    pair.learner.edit(trial, review="2027-09-20")
    assert "review-experiment" not in fitting(pair.learner.open())
    pair.learner.edit(trial, review="2026-09-20", status="reviewed")
    assert "review-experiment" not in fitting(pair.learner.open())


def test_open_questions_send_one_to_see(pair: Pair) -> None:
    issue = pair.learner.add("issue", text="Repairs")
    some = [pair.learner.add("question", text=f"Who {n}?", issue=issue) for n in range(3)]
    assert fitting(pair.learner.open())["go-and-see"].startswith("3 questions about “Repairs”")
    pair.learner.edit(some[0], status="answered")
    assert "go-and-see" not in fitting(pair.learner.open())


def test_the_calendar_suggests_the_review_the_sponsor_and_the_end(pair: Pair) -> None:
    held(pair.coach, "first-session")
    day = pair.coach.wall.ms
    for weeks, expected in ((5, []), (6, ["mid-term-review"]), (8, ["three-way-meeting"])):
        pair.coach.wall.ms = day + weeks * 7 * DAY
        found = fitting(pair.coach.open())
        assert all(name in found for name in expected)
        assert ("mid-term-review" in found) == (weeks >= 6)
        assert "ending-well" not in found
    held(pair.coach, "mid-term-review")
    pair.coach.wall.ms = day + 84 * DAY
    found = fitting(pair.coach.open())
    assert "ending-well" in found and "mid-term-review" not in found


def test_a_sponsor_who_wants_to_hear_is_asked_to_the_table_n1_p16(pair: Pair) -> None:
    held(pair.coach, "first-session")
    said = {"deck": "first-session", "prompt": "sponsor", "state": "answered"}
    pair.coach.add("answer", value="hears", **said)
    assert "three-way-contract" in fitting(pair.coach.open())
    held(pair.coach, "three-way-contract")
    assert "three-way-contract" not in fitting(pair.coach.open())


def test_without_a_sponsor_who_wants_to_hear_none_is_asked_n1(pair: Pair) -> None:
    held(pair.coach, "first-session")
    said = {"deck": "first-session", "prompt": "sponsor", "state": "answered"}
    pair.coach.add("answer", value="pays", **said)
    assert "three-way-contract" not in fitting(pair.coach.open())


def test_the_look_at_ones_own_coaching_is_suggested_to_the_coach_alone(pair: Pair) -> None:
    held(pair.coach, "first-session")
    pair.rounds()
    for side in pair.sides:
        side.wall.forward(43 * DAY)
    assert "none so far" in fitting(pair.coach.open())["supervision"]
    assert "supervision" not in fitting(pair.learner.open())
    held(pair.coach, "supervision", audience="private")
    assert "supervision" not in fitting(pair.coach.open())
    pair.coach.wall.forward(43 * DAY)
    assert "none so far" not in fitting(pair.coach.open())["supervision"]
    held(pair.coach, "seven-views", audience="private")
    assert "supervision" not in fitting(pair.coach.open()), "with a supervisor it is one, too"
    together = [one.deck for one in fits(Reader(pair.coach.open(), together=True))]
    assert "supervision" not in together


def test_the_way_has_titles_days_and_the_deck_that_follows(pair: Pair, tmp_path: Path) -> None:
    (tmp_path / "mine.md").write_text(
        "---\ndeck: 1\nid: mine\nnext: ladder\n---\n# *Mine*\n\n- What? `#w`\n"
    )
    shelf = Shelf(tmp_path)
    held(pair.learner, "mine")
    found = roadmap(Reader(pair.learner.open()), shelf)
    following = {stop.name: why for stop, why in found.fits}
    assert following["ladder"] == "It follows on from “Mine”."
    assert [title for title, _ in found.months] == [title for title, _ in ARC]
    stop = next(s for _, stops in found.months for s in stops if s.name == "issue-brief")
    assert (stop.title, stop.done) == (library.load("issue-brief").title, "")
    held(pair.learner, "issue-brief")
    found = roadmap(Reader(pair.learner.open()), shelf)
    stop = next(s for _, stops in found.months for s in stops if s.name == "issue-brief")
    assert stop.done == found.begun != ""
    # An own deck that cannot be read does not take its place with it.
    (tmp_path / "ladder.md").write_text("---\ndeck: 1\nid: ladder\n---\n\nno title\n")
    assert "ladder" not in {s.name for s, _ in roadmap(Reader(pair.learner.open()), shelf).fits}
