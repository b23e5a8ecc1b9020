"""The demo's three months, event by event: repairs are promised in 5 days and take 19.

The people are fictitious: Ines coaches, Mara answers for the repairs. Their words are in
`demo_words.py`.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from coach_tui.demo_words import (
    AWAY,
    BEFORE,
    BEGAN,
    BELIEFS,
    BRIEF,
    CHECKS,
    CLOSED,
    FIRST,
    GOALS,
    LOG,
    LOOKED_BACK,
    NEXT,
    PREFERENCES,
    REVIEW,
    SHADOW,
    SINCE,
    SUPERVISION,
    TRIAL,
    WORTH,
)
from coach_tui.guide import writing
from coach_tui.guide.experiment.actions import begin, observe, pause
from coach_tui.guide.experiment.rules import before_review

if TYPE_CHECKING:
    from coach_tui.demo import Pair
    from coach_tui.records.state import Record


def _dated(pair: "Pair", replies: dict[str, str], **days: int) -> dict[str, str]:
    named = {name: pair.day(day) for name, day in days.items()}
    return {
        prompt: text.format(**named) if "{" in text else text for prompt, text in replies.items()
    }


def tell(pair: "Pair") -> None:
    """Write the three months on both devices, in chronological order."""
    from coach_tui.demo import alone, do, exercise, meet

    first = _dated(pair, FIRST, judge=42)
    meet(pair, "first-session", first, day=1, following=4, form="core")
    _agree(pair)
    meet(pair, "issue-brief", _dated(pair, BRIEF, until=120, plan=9), day=4, following=8)
    issue = _first(pair, "issue")
    pair.add(pair.learner, "note", "Afraid the board will read this as my failure", issue=issue.id)
    statements = {
        f"{name}-{n}": str((3, 4, 2, 5, 4)[(n + i) % 5])
        for i, name in enumerate(("try", "review", "explain", "apply"))
        for n in range(1, 6)
    }
    meet(
        pair,
        "learning-preferences",
        _dated(pair, PREFERENCES | statements, sit=12),
        day=8,
        following=22,
        on=pair.learner,  # the statements are private
    )
    _set_goals(pair, issue.id)
    _act(pair, issue.id, "Sit with the planners for one morning and only take notes", 11)
    meet(pair, "challenge-assumptions", _dated(pair, BELIEFS, ask=34), day=22, following=43)
    _weigh(pair)
    _check_out(pair, "challenge-assumptions")
    watch = exercise(
        pair, "challenge-assumptions#watching-the-belief-at-work", "Three times, five minutes each",
        given=22, due=36,
    )  # fmt: skip
    pair.add(
        pair.coach,
        "advice",
        "Change one thing only, so that you can tell what did it.",
        issue=issue.id,
    )
    do(pair, watch, {
        "watch-event": "A job was closed at 16:50; the tenant rang at 17:05.",
        "watch-surprise": "The planner knew at once which job it would be.",
    }, day=30)  # fmt: skip
    log = exercise(pair, "learning-log", "One event, before Friday", given=31, due=35)
    do(pair, log, LOG, day=32)
    _act(pair, issue.id, "Ask three tenants when they would call a repair done", 33)
    done = _first(pair, "assumption", "A repair is done")
    pair.add(pair.learner, "insight", "All three said: when it works and nobody has to come again.",
             issue=issue.id, links=[done.id])  # fmt: skip
    _asked(pair, issue.id)
    _answered(pair)
    meet(
        pair,
        "plan-experiment",
        _dated(pair, TRIAL, review=70, tell=45, first=46),
        day=43,
        following=71,
    )
    _check_out(pair, "plan-experiment")
    _blind(pair, _trial(pair).id, {"chance": 60}, {"chance": 45})
    _observe(pair, BEFORE, 3, at=44)
    for text, day in (("Tell the head of repairs before it starts", 45), ("Ask the planner", 46)):
        _act(pair, issue.id, text, day)
    _begin(pair)
    _observe(pair, SINCE[:1], BEGAN + 1)
    again = exercise(pair, "learning-preferences#twenty-statements", "The same twenty, half way",
                     given=50, due=57)  # fmt: skip
    moved = {name: str(max(1, int(v) - 1)) for name, v in statements.items() if "try" in name}
    looked = {name: str(min(5, int(v) + 1)) for name, v in statements.items() if "review" in name}
    _observe(pair, SINCE[1:3], BEGAN + 5)
    do(pair, again, statements | moved | looked, day=55)
    _observe(pair, SINCE[3:], BEGAN + 12)
    alone(pair, "supervision", SUPERVISION, day=66)
    back = meet(pair, "review-experiment", _dated(pair, LOOKED_BACK, ring=88), day=71, following=91)
    _check_out(pair, "review-experiment")
    _look_back(pair, back.session)
    pair.learner.do(*writing.edit(pair.learner, _trial(pair).id, {"outcome": "no"}))
    _learned(pair, issue.id)
    _two_more(pair, issue.id)
    for line in WORTH:
        pair.add(pair.learner, "value", issue=issue.id, **line)  # type: ignore[arg-type]
    _rate_goals(pair, 1)
    exercise(pair, "learning-preferences", "Once more, three months on", given=80, due=85)
    pair.add(
        pair.coach,
        "question",
        "What would the call centre need in order to ring first?",
        issue=issue.id,
    )
    exercise(
        pair, "challenge-assumptions#said-and-unsaid", "The talk with the head of repairs",
        given=83, due=84,
    )  # fmt: skip


def _first(pair: "Pair", kind: str, text: str = "") -> "Record":
    """The oldest record of a kind whose text begins with `text`."""
    found = pair.learner.state.of_kind(kind)
    return next(r for r in found if r.text("text").startswith(text))


def _agree(pair: "Pair") -> None:
    """The coach writes the contract; both agree to it."""
    from coach_tui.guide.people import contract

    said = contract.proposal(pair.coach)
    pair.coach.do(*writing.new(pair.coach, "contract", said))
    pair.coach.do(*contract.agree(pair.coach))
    pair.share()
    pair.calendar.later(90)
    pair.learner.do(*contract.agree(pair.learner))
    pair.share()


def _weigh(pair: "Pair") -> None:
    """The learner links each assumption to a question and rates its importance and its evidence."""
    for belief, asked, importance, evidence in (
        ("Tenants would", "Why do we find", 5, 1),
        ("A repair is done when the trade has closed it, whatever", "When does", 5, 4),
        ("A repair is done", "When does", 4, 3),
        ("If I let a planner", "Who set", 3, 2),
    ):
        said = {"importance": importance, "evidence": evidence}
        links = [_first(pair, "question", asked).id]
        record = _first(pair, "assumption", belief)
        pair.calendar.later(1)
        pair.learner.do(*writing.edit(pair.learner, record.id, said | {"links": links}))


def _asked(pair: "Pair", issue: str) -> None:
    """The learner records three people who were asked and one question that is held back."""
    for who, place, said in (
        ("A tenant of eleven years", "outside", "Done is when nobody has to come again."),
        ("A planner", "team", "I can see on Monday which jobs will come back."),
        ("Somebody in the call centre", "organisation", "The second call is always the same one."),
    ):
        pair.add(
            pair.learner, "person", who, place=place, said=said, mark="told", issue=issue,
            date=pair.day(33),
        )  # fmt: skip
    pair.add(
        pair.learner, "question", "Has the board ever seen the 19 days?", issue=issue,
        status="held", unwelcome="The head of repairs",
        safest="Ask him first, with the figure in hand, alone", finds="The head of repairs",
    )  # fmt: skip


def _answered(pair: "Pair") -> None:
    """The learner closes questions that have been found out, each with who told it."""
    for asked, said in CLOSED:
        pair.calendar.later(3)
        question = _first(pair, "question", asked)
        pair.learner.do(*writing.edit(pair.learner, question.id, {"status": "answered", **said}))


def _learned(pair: "Pair", issue: str) -> None:
    """The learner records a benefit and a second issue with the same pattern."""
    rule = _first(pair, "rule")
    pair.add(
        pair.learner, "value", "Five visits of 36 find nobody at home; it was four of ten",
        issue=issue, links=[rule.id], party="organisation", evidence="The planner's list",
        said_by="The estate manager", mark="observed",
    )  # fmt: skip
    pair.add(
        pair.learner, "issue", "Empty flats wait for three trades", status="parked",
        why="Each trade closes its own job", pattern=["hand-over"],
    )  # fmt: skip


def _set_goals(pair: "Pair", issue: str) -> None:
    """The learner writes the levels of both goals; both rate them for the first time."""
    pair.share()
    pair.calendar.go(pair.start, 9, 17)
    for goal, _, _ in GOALS:
        named = _first(pair, "goal", str(goal["text"]))
        pair.learner.do(*writing.edit(pair.learner, named.id, goal | {"issue": issue}))
        pair.calendar.later(4)
    _rate_goals(pair, 0)


def _rate_goals(pair: "Pair", time: int) -> None:
    """Both rate every goal on their own device; `time` is the index of the rating, from 0."""
    from coach_tui.guide.worth.goals import plan_rating

    pair.share()
    for words, *levels in GOALS:
        goal = _first(pair, "goal", str(words["text"]))
        for who, level in zip((pair.learner, pair.coach), levels[time], strict=True):
            pair.calendar.later(1)
            who.do(*plan_rating(who, goal.id, level))
    pair.share()


def _check_out(pair: "Pair", deck: str) -> None:
    """Both fill in the check-out of the latest session with a deck, each on their own device."""
    from coach_tui.records.worth import ITEMS

    held = [s for s in pair.coach.state.of_kind("session") if s.text("deck") == deck]
    learner, coach = (dict(zip(ITEMS, given, strict=True)) for given in CHECKS[deck])
    _blind(pair, held[-1].id, learner, coach)


def _blind(pair: "Pair", about: str, learner: dict[str, int], coach: dict[str, int]) -> None:
    """Both commit to their values for a record; then both devices reveal them."""
    from coach_tui.guide.blind import due_reveals, give

    for who, values in ((pair.learner, learner), (pair.coach, coach)):
        pair.calendar.later(6)
        who.do(*give(who, about, values))
    pair.share()
    for who in (pair.learner, pair.coach):
        who.do(*due_reveals(who))
    pair.share()


def _act(pair: "Pair", issue: str, text: str, day: int) -> None:
    """The learner marks an action as done, `day` days after the start."""
    pair.share()
    pair.calendar.go(pair.start, day, 16)
    for record in pair.learner.state.of_kind("action"):
        if record.text("text").startswith(text[:20]) and record.text("issue") == issue:
            pair.learner.do(*writing.edit(pair.learner, record.id, {"status": "done"}))
    pair.share()


def _trial(pair: "Pair") -> "Record":
    return next(pair.learner.state.of_kind("experiment"))


def _observe(pair: "Pair", values: Sequence[float], first: int, at: int = 0) -> None:
    """The learner records values, one for each half week from day `first` on: each on its own day,
    or all on day `at` when that is given.
    """
    pair.share()
    for number, value in enumerate(values):
        day = first + 7 * number // 2
        pair.calendar.go(pair.start, at or day, 17, 20)
        words = AWAY if value == max(BEFORE) else ""
        pair.learner.do(*observe(pair.learner, _trial(pair), f"{pair.day(day)} {value} {words}"))
        pair.calendar.later(1)


def _begin(pair: "Pair") -> None:
    pair.share()
    pair.calendar.go(pair.start, BEGAN, 17)
    belief = next(
        r for r in pair.learner.state.of_kind("assumption") if r.text("text") == TRIAL["belief"]
    )
    trial = _trial(pair)
    pair.learner.do(*writing.edit(pair.learner, trial.id, {"assumption": belief.id}))
    pair.learner.do(*begin(pair.learner, trial))


def _look_back(pair: "Pair", session: str) -> None:
    """The learner writes the review of the experiment; the session has changed the assumption
    already.
    """
    said = before_review(pair.learner, _trial(pair)) | REVIEW | {"session": session}
    pair.learner.do(*writing.new(pair.learner, "review", said))


def _two_more(pair: "Pair", issue: str) -> None:
    """Two further experiments: one that is paused with an objection, one that is still
    incomplete.
    """
    pair.share()
    pair.calendar.go(pair.start, 74, 16)
    ride = pair.add(
        pair.learner, "experiment", "A planner rides along", issue=issue,
        **{**SHADOW, "review": pair.day(95)},
    )  # fmt: skip
    pair.add(pair.learner, "experiment", "The call centre rings", issue=issue, **NEXT)
    pair.calendar.go(pair.start, 76, 9)
    pair.learner.do(*begin(pair.learner, ride))
    pair.calendar.go(pair.start, 78, 16, 40)
    ride = pair.learner.state.records[ride.id]
    minds = "The trades feel watched; nobody said what the notes are for."
    pair.learner.do(*pause(pair.learner, ride, minds, "the yard's steward"))
    pair.share()
