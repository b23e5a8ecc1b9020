"""What happened in the demo's three months: a landlord's repairs, promised in 5 days, taking 19.

The people are made up, and are only called Coach and Learner.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from coach_tui.guide import writing
from coach_tui.guide.experiment.actions import begin, observe, pause
from coach_tui.guide.experiment.rules import before_review

if TYPE_CHECKING:
    from coach_tui.demo import Pair
    from coach_tui.records.state import Record

BELIEFS = {
    "hope": "One thing I could find out, instead of another plan.",
    "stuck-before": "8",
    "happening": "A repair is promised in 5 days and takes 19. I have moved planners, vans and "
    "the order of jobs, and every month the figure comes back.",
    "not-known": "Who set the 5-day promise?\nWhen does a tenant call a repair finished?\n"
    "Why do we find nobody at home?",
    "assumptions": "Tenants would say no if we asked them to be in\n"
    "A repair is done when the trade has closed it\n"
    "If I let a planner decide without me, it comes back as a complaint",
    "heaviest": "A repair is done when the trade has closed it, whatever the tenant says",
    "sure-before": "85",
    "evidence-for": "The report counts it that way, and nobody has asked me about it.",
    "evidence-against": "Seven of the twelve jobs I looked at were reopened within a week.",
    "other-view": "What would the call centre say is the commonest second call?",
    "sure-after": "55",
    "shifted": "We count visits. The promise counts days until it works.",
    "as-question": "How many repairs are still not working when we call them done?",
    "route": "ask",
    "next-action": "Ask three tenants when they would call a repair done\nby: {ask}",
    "second-loop": "We would report days until the tenant says it works.",
    "stuck-after": "5",
    "take-away": "I have been speeding up the wrong clock.",
    "for-the-coach": "Slower at the two columns.",
    "own-questions": "I asked about the vans because I wanted to know, not because it helped.",
}
PREFERENCES = {
    "recognise": "I start, and I start again. Looking back is what I skip.",
    "job-rewards": "Being seen to act within the hour",
    "left-out": "Looking back, every time a week gets short",
    "stretch": "Sit with the planners for one morning and only take notes\nby: {sit}",
}
TRIAL = {
    "since-then": "I sat with the planners. Half of the visits find nobody at home.",
    "want-to-know": "What happens when the tenant chooses the hour?",
    "belief": "Tenants would say no if we asked them to be in",
    "belief-sure": "70",
    "less-sure": "More than half of those asked choose an hour and are in.",
    "as-is": "4 of 10 first visits find nobody at home.",
    "as-is-source": "observed",
    "card": "text: The tenant chooses the hour\n"
    "action: One planner rings first and lets the tenant choose the hour\n"
    "where: One estate, every new repair, for two weeks\n"
    "prediction: The days until it works fall to 12 or fewer\n"
    "chance: 60\n"
    "measure: Days from report until the tenant says it works\n"
    "unit: days\n"
    "comparison: The 19.2 days of the six weeks before\n"
    "constant: Same trades, same vans\n"
    "limit: Two hours of one planner a day\n"
    "stop: Two complaints in one day that nobody rang\n"
    "reversible: Yes, at once: the old list is still there\n"
    "consent: The planner, the estate manager\n"
    "notice: The call centre; I tell them on Monday\n"
    "review: {review}",
    "not-all-right": "Would the head of repairs mind one estate being different?",
    "say-first": "Tell the head of repairs before it starts\nby: {tell}",
    "go-wrong": "The planner is ill and nobody rings.",
    "ready": "8",
    "first-step": "Ask the planner on Thursday\nby: {first}",
    "tell": "The estate manager",
    "learned": "A forecast with a number is harder to write than a plan.",
}
LOOKED_BACK = {
    "arriving": "Curious, and a bit proud.",
    "which": "The tenant chooses the hour",
    "expected": "12 days or fewer, 60 % sure.",
    "happened": "13.5 days on that estate; 19 elsewhere. 31 of 36 were in.",
    "source": "observed",
    "surprised": "Nobody said no. Two asked why we had never rung before.",
    "belief": "Tenants would say no if we asked them to be in",
    "belief-sure": "10",
    "loop": "double",
    "rule-before": "The planner fills the day; the tenant fits in.",
    "rule-now": "The tenant chooses the hour; the planner fills the rest.",
    "insight": "The promise was about our day, not about theirs.",
    "decision": "adapt",
    "alter": "Two estates, and the call centre rings instead of the planner.",
    "next-action": "Agree with the call centre who rings\nby: {ring}",
    "next-question": "What part of the 13.5 days is waiting for parts?",
    "who-else": "The team that lets empty flats",
    "safe": "9",
    "remember": "It was not the tenants who said no.",
}
BEFORE = (18.9, 18.2, 19.2, 18.6, 18.4, 19.5, 24.1, 18.7, 18.2, 19.0, 18.6, 18.9)
SINCE = (14.6, 13.1, 13.9, 12.8, 13.6, 13.0, 13.5)
"""Days until it works, the mean of every half week, before the trial and since it began."""
AWAY = "Two trades away"
BEGAN = 46
REVIEW = {
    "text": "The promise was about our day, not about theirs.",
    "happened": "13.5 days on that estate; 19 elsewhere. 31 of 36 were in.",
    "surprised": "Nobody said no. Two asked why we had never rung before.",
    "saw": "I sat beside the planner for one morning and heard eleven calls.",
    "mark": "observed",
    "decision": "adapt",
    "loop": "double",
    "rule_before": "The planner fills the day; the tenant fits in.",
    "rule_now": "The tenant names the hour; the day is planned around it.",
    "evidence": "31 of 36 were in, against 6 of 10 before.",
}
NEXT = {
    "action": "The call centre rings first, on two estates",
    "prediction": "First visits that find nobody at home fall to 1 of 10",
    "measure": "First visits that find nobody at home, of ten",
    "limit": "One hour of one caller a day",
    "reversible": "Yes, the planner can take it back any day",
    "notice": "The planners, who lose the calls",
}
SHADOW = {
    "action": "A planner rides along with a trade for a day",
    "prediction": "Two of three planners change the order of a day afterwards",
    "chance": 70,
    "measure": "Planners who change the order of a day",
    "limit": "Three days in all",
    "stop": "A trade asks for it to end",
    "reversible": "Yes",
    "consent": "The trades, each for themselves",
    "notice": "Everybody in the yard",
}
GOALS: tuple[tuple[dict[str, object], tuple[int, int], tuple[int, int]], ...] = (
    (
        {
            "text": "A tenant says when a repair is done",
            "expected": "On one estate, for every new repair",
            "much_less": "Nobody asks a tenant",
            "less": "Some planners ask, when there is time",
            "more": "On two estates, and the report says so",
            "much_more": "Everywhere, and the promise is worded so",
            "weight": 3,
        },
        (-2, -2),
        (0, 1),
    ),
    (
        {
            "text": "I ask before I tell on Mondays",
            "expected": "One open question before the figures, most weeks",
            "much_less": "I read out the figures",
            "less": "I ask, and answer it myself",
            "more": "The planners bring the question",
            "weight": 2,
        },
        (-1, -2),
        (1, 0),
    ),
)
"""Each with how the learner and the coach rate it: in the second week, and at the end."""
WORTH: tuple[dict[str, object], ...] = (
    {"text": "I say “I don't know” out loud in the Monday meeting", "party": "learner",
     "evidence": "Three Mondays running", "said_by": "a planner", "mark": "told"},
    {"text": "Fewer second visits on one estate", "party": "organisation", "amount": 5940,
     "evidence": "11 hours a week for six weeks", "said_by": "Learner", "mark": "observed"},
    {"text": "The planner's two hours a day, and our own", "party": "organisation",
     "side": "cost", "amount": 2200, "evidence": "The planner's timesheet", "mark": "observed"},
    {"text": "Planners and tenants talk to each other again", "party": "organisation",
     "evidence": "31 of 36 calls were answered", "said_by": "the estate manager", "mark": "told"},
)  # fmt: skip
CHECKS: dict[str, tuple[tuple[int, ...], tuple[int, ...]]] = {
    "challenge-assumptions": ((8, 7, 8, 4, 7), (7, 8, 7, 6, 8)),
    "plan-experiment": ((8, 9, 8, 6, 8), (8, 8, 7, 7, 8)),
    "review-experiment": ((9, 9, 8, 8, 9), (8, 9, 9, 7, 9)),
}
"""Heard, matter, manner, open, worth: as the learner gave them, and the coach."""


def _dated(pair: "Pair", replies: dict[str, str], **days: int) -> dict[str, str]:
    named = {name: pair.day(day) for name, day in days.items()}
    return {
        prompt: text.format(**named) if "{" in text else text for prompt, text in replies.items()
    }


def tell(pair: "Pair") -> None:
    """Live the three months, in the order in which they happened."""
    from coach_tui.demo import do, exercise, meet

    pair.calendar.go(pair.start, 1, 10)
    issue = pair.add(
        pair.learner, "issue", "Repairs take 19 days", why="The promise is 5, and it is in writing",
        better="Under 10 days until the tenant says it works", until=pair.day(120),
        pattern=["hand-over", "two targets that pull apart"],
        sort="problem", decided="frame", sharing="some", safe="fine",
    )  # fmt: skip
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
    )
    _agree(pair)
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
    _act(pair, issue.id, "Ask three tenants when they would call a repair done", 33)
    done = _first(pair, "assumption", "A repair is done")
    pair.add(pair.learner, "insight", "All three said: when it works and nobody has to come again.",
             issue=issue.id, links=[done.id])  # fmt: skip
    _asked(pair, issue.id)
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
    """The first record of a kind whose words begin so."""
    found = pair.learner.state.of_kind(kind)
    return next(r for r in found if r.text("text").startswith(text))


def _agree(pair: "Pair") -> None:
    """What the two agree on, written by one and agreed by both."""
    from coach_tui.guide.people import contract

    said = contract.proposal(pair.coach)
    pair.coach.do(*writing.new(pair.coach, "contract", said))
    pair.coach.do(*contract.agree(pair.coach))
    pair.share()
    pair.calendar.later(90)
    pair.learner.do(*contract.agree(pair.learner))
    pair.share()


def _weigh(pair: "Pair") -> None:
    """Which question each thing taken for granted stands in the way of, and how much hangs on it.

    They were said in the same breath, so the session alone does not tell.
    """
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
    """Who was asked outside the two, and a question that is not asked yet."""
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


def _learned(pair: "Pair", issue: str) -> None:
    """What it was worth, and where else the same thing is found."""
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
    """The goals with their levels, rated for the first time."""
    pair.calendar.go(pair.start, 9, 17)
    for goal, _, _ in GOALS:
        pair.learner.do(*writing.new(pair.learner, "goal", goal | {"issue": issue}))
        pair.calendar.later(4)
    _rate_goals(pair, 0)


def _rate_goals(pair: "Pair", time: int) -> None:
    """Both rate, each on their own device."""
    from coach_tui.guide.worth.goals import plan_rating

    pair.share()
    goals = list(pair.learner.state.of_kind("goal"))
    for goal, (_, *levels) in zip(goals, GOALS, strict=True):
        for who, level in zip((pair.learner, pair.coach), levels[time], strict=True):
            pair.calendar.later(1)
            who.do(*plan_rating(who, goal.id, level))
    pair.share()


def _check_out(pair: "Pair", deck: str) -> None:
    """Both check out of the session just held, each on their own device."""
    from coach_tui.guide.sealed import ITEMS

    held = [s for s in pair.coach.state.of_kind("session") if s.text("deck") == deck]
    learner, coach = (dict(zip(ITEMS, given, strict=True)) for given in CHECKS[deck])
    _blind(pair, held[-1].id, learner, coach)


def _blind(pair: "Pair", about: str, learner: dict[str, int], coach: dict[str, int]) -> None:
    """Both give theirs; as soon as both have, their devices open them."""
    from coach_tui.guide.blind import due_reveals, give

    for who, values in ((pair.learner, learner), (pair.coach, coach)):
        pair.calendar.later(6)
        who.do(*give(who, about, values))
    pair.share()
    for who in (pair.learner, pair.coach):
        who.do(*due_reveals(who))
    pair.share()


def _act(pair: "Pair", issue: str, text: str, day: int) -> None:
    """The learner does what was agreed, and says so."""
    pair.share()
    pair.calendar.go(pair.start, day, 16)
    for record in pair.learner.state.of_kind("action"):
        if record.text("text").startswith(text[:20]) and record.text("issue") == issue:
            pair.learner.do(*writing.edit(pair.learner, record.id, {"status": "done"}))
    pair.share()


def _trial(pair: "Pair") -> "Record":
    return next(pair.learner.state.of_kind("experiment"))


def _observe(pair: "Pair", values: Sequence[float], first: int, at: int = 0) -> None:
    """What was counted every half week from a day on, each on its own day or all on one."""
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
    """The learner writes the review down; the belief was moved in the session."""
    said = before_review(pair.learner, _trial(pair)) | REVIEW | {"session": session}
    pair.learner.do(*writing.new(pair.learner, "review", said))


def _two_more(pair: "Pair", issue: str) -> None:
    """What follows from it: one that lacks something still, and one that somebody minds."""
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
