"""What one does with an experiment, as plans: begin, count, pause, go on, stop, look back
(P8, P10, C7, C8). Each is refused in a sentence where it does not fit how the experiment stands.
"""

import re
from typing import Any

from coach_tui.engagement import Engagement, Plan
from coach_tui.guide.experiment.board import belief, number, status
from coach_tui.guide.experiment.observing import seen
from coach_tui.guide.issue.tree import linked
from coach_tui.records.audience import kept_back
from coach_tui.records.dates import day_of, short
from coach_tui.records.experiment import Experiment
from coach_tui.records.kind import is_day
from coach_tui.records.refusal import Refused
from coach_tui.records.state import Record
from coach_tui.records.text import line

BRIEF = 120
"""Characters of somebody's words within a sentence of ours."""
NOW = {
    "planned": "It has not begun.",
    "running": "It runs already.",
    "paused": "It is paused.",
    "stopped": "It was stopped early.",
    "reviewed": "It was looked back at already.",
}
HELD = ("held", "weakened", "dropped")


def observe(engagement: Engagement, experiment: Record, text: str) -> list[Plan]:
    """Keep what was seen: `13.5 two trades away`, perhaps with a day before it."""
    if not text.strip():
        raise Refused("Nothing is written yet.")
    found = seen(text)
    day = found.day or day_of(engagement.wall())
    said: dict[str, Any] = {"experiment": experiment.id, "issue": experiment.text("issue")}
    said |= {"text": found.text, "value": found.value, "date": day}
    return [engagement.plan_new("observation", said)]


def begin(engagement: Engagement, experiment: Record) -> list[Plan]:
    """It runs from today, or from an earlier day that is written there already; a paused one goes
    on. What is missing is named.
    """
    now = status(experiment)
    if now == "paused":
        return go_on(engagement, experiment)
    if now != "planned":
        began = experiment.text("began")
        since = f" It began on {short(began)}." if is_day(began) else ""
        raise Refused(f"{NOW[now]}{since} Nothing was changed.")
    today, written = day_of(engagement.wall()), experiment.text("began")
    began = written if is_day(written) and written <= today else today
    return [engagement.plan_edit(experiment.id, {"status": "running", "began": began})]


def pause(engagement: Engagement, experiment: Record, what: str, by: str = "") -> list[Plan]:
    """Somebody finds it not all right (C7): it waits, a talk is asked for, nothing is deleted."""
    now = status(experiment)
    if now not in ("planned", "running"):
        raise Refused(f"{NOW[now]} Nothing was changed.")
    if not what.strip():
        raise Refused("Say what is not all right. Nothing was changed.")
    by = by.strip() or line(engagement.me.name)
    said = {"status": "paused", "not_ok": what.strip(), "not_ok_by": by}
    private = experiment.audience == "private"
    about = talk(engagement, experiment.id, experiment.fields | said, private)
    return [engagement.plan_edit(experiment.id, said), about]


def talk(engagement: Engagement, trial: str, card: dict[str, Any], private: bool) -> Plan:
    """The action that asks for a talk about what is not all right with an experiment: its id, what
    its card says, and whether it is private.
    """
    words = f"Talk about “{_brief(str(card.get('text') or ''))}”: {_brief(str(card['not_ok']))}"
    said = {"text": words, "issue": card.get("issue"), "links": [trial]}
    return engagement.plan_new("action", said, audience="private" if private else "")


def go_on(engagement: Engagement, experiment: Record) -> list[Plan]:
    """A paused one runs again; one that had not begun is planned again."""
    if (now := status(experiment)) != "paused":
        raise Refused(f"{NOW[now]} Nothing was changed.")
    begun = is_day(experiment.text("began"))
    return [engagement.plan_edit(experiment.id, {"status": "running" if begun else "planned"})]


def stop(engagement: Engagement, experiment: Record, reason: str) -> list[Plan]:
    """It ends before its time, with the reason; of an unsafe issue the reason stays here."""
    if (now := status(experiment)) not in ("running", "paused"):
        raise Refused(f"{NOW[now]} Nothing was changed.")
    if not reason.strip():
        raise Refused("Say why it is stopped. Nothing was changed.")
    hushed = kept_back(engagement.state.records, {"experiment": experiment.id})
    if experiment.audience == "private" or not hushed:
        said = {"status": "stopped", "stopped_why": reason.strip()}
        return [engagement.plan_edit(experiment.id, said)]
    # Of an unsafe issue nothing new is told (N3), so the reason does not go along with the card.
    said = {"status": "stopped", "stopped_why": f"{line(engagement.me.name)} knows why"}
    why = {"text": reason.strip(), "issue": experiment.text("issue"), "links": [experiment.id]}
    return [engagement.plan_edit(experiment.id, said), engagement.plan_new("insight", why)]


def before_review(engagement: Engagement, experiment: Record) -> dict[str, Any]:
    """What a new review begins with: what it is of, what was expected, what it tests (C8).

    One that has not begun is not looked back at.
    """
    if (now := status(experiment)) == "planned":
        raise Refused(f"{NOW[now]} There is nothing to look back at yet.")
    return review_of(engagement, experiment)


def review_of(engagement: Engagement, experiment: Record) -> dict[str, Any]:
    """What a look back at an experiment is of, what was expected, and what it tests."""
    tests = belief(engagement, experiment)
    return {
        "experiment": experiment.id,
        "issue": experiment.text("issue"),
        "links": [tests.id] if tests else [],
        "expected": experiment.text("prediction"),
    }


def looked_back(
    engagement: Engagement, review: str, said: dict[str, Any], private: bool
) -> list[Plan]:
    """What a review (its id, and what it says) brings with it: its experiment is reviewed; what was
    learned is an insight, the next step an action, the rule that a double loop changed a rule, each
    once (P7, P8).

    A review that its author keeps to themselves leaves a shared experiment as it is.
    """
    trial = engagement.state.records.get(str(said.get("experiment") or ""))
    if trial is None or trial.kind != "experiment":
        return []
    if private and not kept_back(engagement.state.records, {"experiment": trial.id}):
        return []
    plans = []
    if status(trial) not in ("planned", "reviewed"):
        plans.append(engagement.plan_edit(trial.id, {"status": "reviewed"}))
    frame = {"issue": trial.text("issue"), "links": [review]}
    for kind, words in _brought(said).items():
        there = any(review in linked(r) for r in engagement.state.of_kind(kind))
        if words["text"] and not there:
            audience = "private" if private else ""
            plans.append(engagement.plan_new(kind, frame | words, audience=audience))
    return plans


def _brought(said: dict[str, Any]) -> dict[str, dict[str, str]]:
    def words(name: str) -> str:
        return str(said.get(name) or "").strip()

    found = {"insight": {"text": words("text")}, "action": {"text": words("next")}}
    if said.get("loop") == "double" and (now := words("rule_now")):
        rule = {"text": words("rule_before") or now, "now": now, "status": "changed"}
        found["rule"] = rule
    return found


OUTCOMES = Experiment.says["outcome"]


def outcome(engagement: Engagement, experiment: Record, value: str, why: str = "") -> list[Plan]:
    """Whether what was predicted came about; that it cannot be said needs a reason (P10)."""
    said = {"outcome": value, "outcome_why": why.strip()}
    return [engagement.plan_edit(experiment.id, said)]


def believe(engagement: Engagement, experiment: Record, text: str) -> list[Plan]:
    """How sure one is of the assumption now that the experiment is over: `10`, or `10 dropped`.

    Without a word it was weakened when one is less sure than before, and held else.
    """
    tests = belief(engagement, experiment)
    if tests is None:
        raise Refused("It tests no assumption that is written down. Nothing was changed.")
    found = re.fullmatch(r"(\d{1,3}(?:[.,]\d{1,4})?)\s*%?\s*([a-z]*)", text.strip().casefold())
    sure = float(found[1].replace(",", ".")) if found else -1
    if not found or not 0 <= sure <= 100 or (found[2] and found[2] not in HELD):
        raise Refused(
            f"{line(text)[:40]!r} is not understood: a number from 0 to 100, and after it, if you "
            f"like, {', '.join(HELD[:-1])} or {HELD[-1]}."
        )
    before = number(tests.fields.get("confidence"))
    less = before is not None and sure < before
    now = found[2] or ("weakened" if less else "held")
    return [engagement.plan_edit(tests.id, {"confidence": sure, "status": now})]


def _brief(text: str) -> str:
    words = line(text)
    return words if len(words) <= BRIEF else f"{words[:BRIEF].rstrip()}…"
