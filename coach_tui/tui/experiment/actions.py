"""The actions on an experiment on screen: each asks for what it needs in dialogs, then stores it.

All coroutines must run in a Textual worker, because they wait for dialogs. `identity` is the id of
the experiment. The board and the detail screen find them by name.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from coach_tui.guide.experiment import actions as trials
from coach_tui.guide.experiment.board import belief, kept_status, missing, reviews, unsaid
from coach_tui.guide.experiment.rules import before_review
from coach_tui.method.figures import as_given
from coach_tui.planning import audience_of
from coach_tui.records.refusal import Refused
from coach_tui.records.text import line
from coach_tui.tui.dialogs.ask import AskScreen
from coach_tui.tui.dialogs.base import ChooseScreen
from coach_tui.tui.dialogs.form import FormScreen
from coach_tui.tui.dialogs.valued import ValueScreen
from coach_tui.tui.record import sees
from coach_tui.tui.widgets.rows import Row

if TYPE_CHECKING:
    from coach_tui.engagement import Engagement, Plan
    from coach_tui.records.state import Record
    from coach_tui.tui.desk import Desk

TITLE = 60
"""The longest text of an experiment (characters) in the title of a dialog."""

Plans = Callable[["Engagement", "Record", str], "list[Plan]"]


def title(record: "Record") -> str:
    """The text of a record, shortened for the title of a dialog."""
    words = line(record.text("text")[:400])
    return words if len(words) <= TITLE else f"{words[:TITLE].rstrip()}…"


def _of(desk: "Desk", identity: str) -> "tuple[Engagement, Record]":
    return desk.engagement, desk.engagement.state.records[identity]


def _who(engagement: "Engagement", audience: str) -> str:
    """A sentence on who will see what is typed, to append to another."""
    who = sees(engagement, audience)
    return f" {who[:1].upper()}{who[1:]}."


def _hangs(engagement: "Engagement", trial: "Record", kind: str) -> str:
    """The audience of a new record of a kind that belongs to an experiment."""
    return audience_of(engagement, kind, {"experiment": trial.id})


async def _ask(
    desk: "Desk", identity: str, head: str, under: str, label: str, plans: Plans,
    value: str = "",
) -> str:  # fmt: skip
    """Ask for one line and store the plans made from it; the line, empty when it was cancelled."""

    def check(text: str) -> str:
        plans(*_of(desk, identity), text)
        return text

    text = await desk.app.push_screen_wait(AskScreen(head, under, label, check, value))
    if text is None:
        return ""
    await _keep(desk, lambda: plans(*_of(desk, identity), text))
    return text


async def _keep(desk: "Desk", plans: "Callable[[], list[Plan]]", told: str = "") -> bool:
    """Store plans, then show `told`; False when they were refused, which is reported."""
    if await desk.keep(plans) is None:
        return False
    if told:
        desk.say(told)
    return True


def _may(desk: "Desk", plans: "Callable[[], list[Plan]]") -> bool:
    """Whether an action is allowed, tried before anything is asked; reports why when it is not."""
    try:
        plans()
    except Refused as refused:
        desk.report(str(refused))
        return False
    return True


async def observe(desk: "Desk", identity: str) -> None:
    """Record an observation typed as one line."""
    engagement, record = _of(desk, identity)
    unit = f" in {line(record.text('unit')[:40])}" if record.text("unit") else ""
    under = (
        f"The number{unit}, then words if you like: 13.5 two trades away. A day may stand before "
        "it: 2026-10-14 13.5. Without a number it is a gap in the chart."
    )
    under += _who(engagement, _hangs(engagement, record, "observation"))
    head = f"Seen: {line(record.text('measure')[:400]) or title(record)}"
    await _ask(desk, identity, head, under, "seen", trials.observe)


async def begin(desk: "Desk", identity: str) -> None:
    """Begin an experiment, or resume a paused one."""
    engagement, record = _of(desk, identity)
    paused = record.text("status") == "paused"
    if kept_status(record) == "planned" and (lacks := missing(record)):
        # The page itself lists the missing fields.
        words = f"It cannot begin yet: {len(lacks)} missing. e fills it in."
        desk.say(words, 5)
        return
    told = "It goes on." if paused else "It has begun. What was counted before is its baseline."
    await _keep(desk, lambda: trials.begin(engagement, record), told)


async def pause(desk: "Desk", identity: str) -> None:
    """Pause an experiment because somebody objects; ask for the objection and the person."""
    engagement, record = _of(desk, identity)
    if not _may(desk, lambda: trials.pause(engagement, record, "?")):
        return

    def check(text: str) -> str:
        trials.pause(*_of(desk, identity), text)
        return text

    under = "It waits until you have talked about it; nothing is deleted. What is not all right?"
    under += _who(engagement, record.audience)
    head = f"Pause: {title(record)}"
    what = await desk.app.push_screen_wait(AskScreen(head, under, "not OK", check))
    if what is None:
        return
    mine = line(engagement.me.name)
    by = await desk.app.push_screen_wait(AskScreen(head, "Who finds so?", "who", str.strip, mine))
    if by is None:
        return
    told = "Paused. An action asks for a talk about it."
    await _keep(desk, lambda: trials.pause(*_of(desk, identity), what, by), told)


async def stop(desk: "Desk", identity: str) -> None:
    """Stop an experiment early; ask for the reason."""
    engagement, record = _of(desk, identity)
    if not _may(desk, lambda: trials.stop(engagement, record, "?")):
        return
    sign = line(record.text("stop")[:400])
    under = f"The sign to stop at was: {sign}. " if sign else ""
    under += "Why is it stopped now?"
    under += _who(engagement, _hangs(engagement, record, "insight"))
    await _ask(desk, identity, f"Stop early: {title(record)}", under, "why", trials.stop)


async def review(desk: "Desk", identity: str) -> None:
    """Write a review, then ask for the outcome and for the confidence in the tested assumption. An
    own review that lacks a rule is reopened instead.
    """
    engagement, record = _of(desk, identity)
    me = engagement.me.member
    mine = [r for r in reviews(desk.reader, record) if r.author == me and unsaid(r)]
    if mine:
        await desk.app.push_screen_wait(FormScreen("review", mine[-1].id))
        return
    try:
        given = before_review(engagement, record)
    except Refused as refused:
        desk.report(str(refused))
        return
    made = await desk.app.push_screen_wait(FormScreen("review", **given))
    if made is None:
        return
    await _came_true(desk, identity)
    if lacks := unsaid(engagement.state.records[made]):
        desk.say(f"A double loop changes a rule. Not written yet: {lacks}.", 6)
    tests = belief(desk.reader, record)
    if tests is None:
        return
    sure = tests.number("confidence")
    before = "" if sure is None else f" It was {as_given(sure)} %."
    under = (
        f"{title(tests)}{before} A number in per cent; after it, if you like, held, weakened or "
        "dropped."
    )
    under += _who(engagement, tests.audience)
    await _ask(desk, identity, "How sure of it are you now?", under, "how sure", trials.believe)


async def _came_true(desk: "Desk", identity: str) -> None:
    """Ask whether the prediction came true, unless that is recorded already."""
    engagement, record = _of(desk, identity)
    if record.text("outcome") or not record.text("prediction"):
        return
    rows = [Row("leave it open", id="open", glyph="l")]
    rows += [
        Row(words, id=value, glyph=key)
        for key, (value, words) in zip("ync", trials.OUTCOMES.items(), strict=True)
    ]
    head = f"Did it come true? {line(record.text('prediction')[:200])}"
    answer = await desk.app.push_screen_wait(ValueScreen(head, rows))
    if answer in ("yes", "no"):
        await _keep(desk, lambda: trials.outcome(*_of(desk, identity), answer))
    elif answer == "annulled":
        under = "It is left out of the score, and the reason stands beside it."
        under += _who(engagement, record.audience)
        head = "Why can that not be said?"

        def annul(engagement: "Engagement", record: "Record", why: str) -> "list[Plan]":
            return trials.outcome(engagement, record, "annulled", why)

        await _ask(desk, identity, head, under, "why", annul)


async def edit(desk: "Desk", identity: str) -> None:
    """Edit an experiment in a form."""
    await desk.app.push_screen_wait(FormScreen("experiment", identity))


async def new(desk: "Desk") -> str:
    """Plan a new experiment for the only open issue or a chosen one; its id, empty when
    cancelled.
    """
    issues = [r for r in desk.reader.of_kind("issue") if r.text("status") != "closed"]
    issue = issues[0].id if issues else ""
    if len(issues) > 1:
        answers = [Row(title(r), id=r.id, glyph="I", most=1) for r in reversed(issues)]
        issue = await desk.app.push_screen_wait(ChooseScreen("Of which issue?", answers)) or ""
        if not issue:
            return ""
    return await desk.app.push_screen_wait(FormScreen("experiment", issue=issue)) or ""
