"""Rules for writing an experiment or review: derived defaults, and the records that follow.

Rows P7, P8, P10, C7 and C8 of docs/method.md.
"""

from typing import Any

from coach_tui.engagement import Engagement
from coach_tui.guide.entry import Entry
from coach_tui.guide.experiment.board import belief, kept_status, observations
from coach_tui.guide.reader import Reader
from coach_tui.records.audience import kept_back
from coach_tui.records.change import Change
from coach_tui.records.dates import day_of
from coach_tui.records.experiment import blank
from coach_tui.records.refusal import Refused
from coach_tui.records.state import Record
from coach_tui.records.text import line

NOW = {  # The sentence for each status, with which an action is refused.
    "planned": "It has not begun.",
    "running": "It runs already.",
    "paused": "It is paused.",
    "stopped": "It was stopped early.",
    "reviewed": "It was looked back at already.",
}
BRIEF = 120
"""The longest quotation (characters) of a person's text in a generated sentence."""

# -- derived defaults ------------------------------------------------------------------------------


def completed(
    engagement: Engagement, kind: str, said: dict[str, Any], record: Record | None
) -> dict[str, Any]:
    """The fields with defaults: the first day of an experiment set running, the person who pauses
    one. `Refused` when the experiment's status does not allow the change or review.
    """
    if kind == "experiment":
        return _as_it_stands(engagement, said, record)
    trial = engagement.state.records.get(str(said.get("experiment") or ""))
    # In a session a review is always possible, so that the conversation is not interrupted.
    if record is None and trial and not said.get("session"):
        before_review(engagement, trial)
    return said


def _as_it_stands(
    engagement: Engagement, said: dict[str, Any], record: Record | None
) -> dict[str, Any]:
    """The fields of an experiment, with its first day or the person who objects filled in."""
    today, begun = day_of(engagement.wall()), record.text("began") if record else ""
    now, began = said.get("status"), str(said.get("began") or "")
    if began > today:
        raise Refused(f"{began} has not come yet: it cannot have begun then. Nothing was changed.")
    moved = record is not None and "began" in said and begun not in ("", began)
    if (
        record
        and moved
        and observations(Reader(engagement), record.id)
        and blank(said, "began_why")
    ):
        raise Refused(
            "What was counted is held against what came before its first day, so that day is moved "
            "only with a reason: why its first day is another one (began_why). Nothing was changed."
        )
    if now == "running":
        before = kept_status(record) if record else ""
        if before in ("stopped", "reviewed"):
            raise Refused(f"{NOW[before]} Nothing was changed.")
        return said if began or begun else said | {"began": today}
    if now == "paused":
        # Cleared first: the reason of an earlier pause is not the reason of this one.
        return {"not_ok": "", "not_ok_by": line(engagement.me.name)} | said
    return said


def before_review(engagement: Engagement, experiment: Record) -> dict[str, Any]:
    """The initial fields of a new review; `Refused` when the experiment has not begun."""
    if (now := kept_status(experiment)) == "planned":
        raise Refused(f"{NOW[now]} There is nothing to look back at yet.")
    return review_of(engagement, experiment)


def review_of(engagement: Engagement, experiment: Record) -> dict[str, Any]:
    """The fields of a review taken from its experiment: id, issue, tested assumption,
    prediction.
    """
    tests = belief(Reader(engagement), experiment)
    return {
        "experiment": experiment.id,
        "issue": experiment.text("issue"),
        "links": [tests.id] if tests else [],
        "expected": experiment.text("prediction"),
    }


# -- records that follow ---------------------------------------------------------------------------


def brought(engagement: Engagement, change: Change, private: bool) -> list[Entry]:
    """What follows from a planned change: an action to talk, when an experiment is paused; the new
    status, insight, action and rule, when a review is written.
    """
    record = engagement.state.records.get(change.id)
    said = (record.fields if record else {}) | change.set
    if change.kind == "review":
        return _learned(engagement, change.id, said, private)
    paused = change.kind == "experiment" and change.set.get("status") == "paused"
    if paused and not (record and record.get("status") == "paused"):
        return [_talk(change.id, said, private)]
    return []


def _talk(trial: str, card: dict[str, Any], private: bool) -> Entry:
    """The action to talk about an objection to an experiment; `trial` is its id, `card` its
    fields.
    """
    words = f"Talk about “{_brief(str(card.get('text') or ''))}”: {_brief(str(card['not_ok']))}"
    said = {"text": words, "issue": card.get("issue"), "links": [trial]}
    return Entry(said, "action", audience="private" if private else "")


def _learned(
    engagement: Engagement, review: str, said: dict[str, Any], private: bool
) -> list[Entry]:
    """What follows from a review (its id and fields): its experiment becomes `reviewed`; insight,
    next step and changed rule become records, each only once.

    A private review of a shared experiment causes nothing.
    """
    trial = engagement.state.records.get(str(said.get("experiment") or ""))
    if trial is None or trial.kind != "experiment":
        return []
    if private and not kept_back(engagement.state.records, {"experiment": trial.id}):
        return []
    found = []
    if kept_status(trial) not in ("planned", "reviewed"):
        found.append(Entry({"status": "reviewed"}, identity=trial.id))
    frame = {"issue": trial.text("issue"), "links": [review]}
    for kind, words in _in_its_words(said).items():
        there = any(review in r.linked for r in engagement.state.of_kind(kind))
        if words["text"] and not there:
            found.append(Entry(frame | words, kind, audience="private" if private else ""))
    return found


def _in_its_words(said: dict[str, Any]) -> dict[str, dict[str, str]]:
    """The fields of the records made from a review's texts, by kind; `text` may be empty."""

    def words(name: str) -> str:
        return str(said.get(name) or "").strip()

    found = {"insight": {"text": words("text")}, "action": {"text": words("next")}}
    if said.get("loop") == "double" and (now := words("rule_now")):
        rule = {"text": words("rule_before") or now, "now": now, "status": "changed"}
        found["rule"] = rule
    return found


def _brief(text: str) -> str:
    words = line(text)
    return words if len(words) <= BRIEF else f"{words[:BRIEF].rstrip()}…"
