"""The texts shown for each entry of an issue's thread: main text, details, the open question."""

from coach_tui.guide.experiment.actions import OUTCOMES
from coach_tui.guide.experiment.board import unsaid
from coach_tui.guide.issue.thread import Thread
from coach_tui.guide.issue.tree import Link
from coach_tui.method.figures import as_given
from coach_tui.records.answers import value_in_words
from coach_tui.records.dates import day_of, short
from coach_tui.records.state import Record, values

CLOSED = ("answered", "dropped")
"""Statuses of a question that is no longer open."""


def link_text(link: Link) -> str:
    """The main text of an entry."""
    record = link.record
    if record.kind == "issue":
        return record.text("why") or record.text("better") or record.text("text")
    if record.kind == "observation":
        return _seen(link)
    if record.kind == "rule" and record.text("now"):
        return record.text("now")
    return record.text("text") or record.text("happened") or "Nothing was written."


def _seen(link: Link) -> str:
    numbers, text = numbers_of(link), link.record.text("text")
    if not numbers:
        return text or "Nothing was written."
    if len(numbers) == 1:
        return f"{as_given(numbers[0])}  {text}".strip()
    return f"{as_given(numbers[0])} → {as_given(numbers[-1])} in {len(numbers)} counts"


def numbers_of(link: Link) -> list[float]:
    """The numbers of an entry's observations, by day, then in the order of entry."""
    order = sorted(
        link.folded or (link.record,),
        key=lambda r: (r.text("date") or day_of(r.created), r.created, r.id),
    )
    found = (r.get("value", None) for r in order)
    return [float(v) for v in found if isinstance(v, int | float) and not isinstance(v, bool)]


def details(link: Link) -> list[str]:
    """Further lines for an entry, shown muted; may be empty."""
    if link.record.kind == "observation":
        return [link.record.text("text")] if len(numbers_of(link)) > 1 else []
    tell = _TELLS.get(link.record.kind)
    return [words for words in (tell(link.record) if tell else []) if words]


def _question(record: Record) -> list[str]:
    status = record.text("status")
    if status == "held":
        who = record.text("unwelcome")
        unwelcome = f": {who} would rather not hear it" if who else ""
        safest = record.text("safest")
        return [f"held, not asked yet{unwelcome}", f"safest way: {safest}" if safest else ""]
    answer = record.text("answer")
    if answer:
        said_by = record.text("said_by")
        known = [record.text("mark"), f"told by {said_by}" if said_by else ""]
        how = ", ".join(one for one in known if one)
        return [f"answered: {answer} ({how})" if how else f"answered: {answer}"]
    return [status if status in CLOSED else ""]


def _assumption(record: Record) -> list[str]:
    sure = confidence(record)
    status = record.text("status")
    ends = [as_given(sure[0]), as_given(sure[-1])] if sure else []
    said = f"{ends[0]} % sure" if ends else ""
    if ends and ends[0] != ends[1]:
        said += f", then {ends[1]} %"
    return ["; ".join(w for w in (said, status if status not in ("", "open") else "") if w)]


def confidence(record: Record) -> list[float]:
    """The values (per cent) of an assumption's confidence over time, oldest first."""
    found = [v.value for v in values(record.id, record.changes) if v.field == "confidence"]
    return [float(v) for v in found if isinstance(v, int | float) and not isinstance(v, bool)]


def _experiment(record: Record) -> list[str]:
    chance = record.get("chance", None)
    sure = f", {as_given(chance)} % sure" if isinstance(chance, int | float) else ""
    prediction = record.text("prediction")
    expected = f"expected: {prediction}{sure}" if prediction else ""
    ahead = record.text("status") in ("", "planned", "running", "paused")
    sign = f"stop: {record.text('stop')}" if record.text("stop") and ahead else ""
    stands = _stands(record)
    return [stands, expected] if not ahead else [expected, sign, stands]


def _stands(record: Record) -> str:
    """The status of an experiment in words, or how it ended."""
    status, review = record.text("status") or "planned", record.text("review")
    if status == "paused":
        return f"paused, not all right: {record.text('not_ok')}"
    if status == "running" and review:
        return f"running, to be looked back at {short(review)}"
    why = record.text("stopped_why")
    ended = f"stopped early: {why}" if why else "stopped early" if status == "stopped" else ""
    reviewed = "looked back at" if status == "reviewed" else ""
    found = [ended, reviewed, OUTCOMES.get(record.text("outcome"), "")]
    return "; ".join(w for w in found if w) or status


def _review(record: Record) -> list[str]:
    before, now = record.text("rule_before"), record.text("rule_now")
    became = (value_in_words(record, record.text(f), f) for f in ("loop", "decision"))
    found = [
        f"happened: {record.text('happened')}" if record.text("happened") else "",
        "; ".join(w for w in became if w),
    ]
    return [*found, f"before: {before}" if before else "", f"now: {now}" if now else ""]


def _rule(record: Record) -> list[str]:
    owner, now = record.text("owner"), record.text("now")
    said = f"set by {owner}" if owner else ""
    since = record.text("since")
    said = ", ".join(w for w in (said, f"since {since}" if since else "") if w)
    return [f"before: {record.text('text')}" if now else "", said]


def _value(record: Record) -> list[str]:
    amount = record.get("amount", None)
    count = as_given(amount) if isinstance(amount, int | float) else ""
    to = value_in_words(record, record.text("party"), "party")
    by = f"says {record.text('said_by')}" if record.text("said_by") else ""
    return [", ".join(w for w in (record.text("side"), count, to, by) if w)]


def _issue(record: Record) -> list[str]:
    better = record.text("better")
    status = record.text("status")
    return [f"better: {better}" if better else "", status if status not in ("", "open") else ""]


_TELLS = {
    "issue": _issue,
    "question": _question,
    "assumption": _assumption,
    "experiment": _experiment,
    "review": _review,
    "rule": _rule,
    "value": _value,
}


def open_end(found: Thread, link: Link) -> str:
    """What is still to be done at an entry, as a question; empty when nothing is."""
    record = link.record
    status = record.text("status")
    if record.kind == "assumption":
        untested = record.id not in found.tests and status in ("", "open", "testing")
        return "What would test it?" if untested else ""
    if record.kind == "question":
        nobody = not record.text("finds").strip() and not record.text("answer").strip()
        return "Who can find out?" if nobody and status in ("", "open", "exploring") else ""
    if record.kind == "review" and (lacks := unsaid(record)):
        return f"What is {lacks}?"
    if record.kind == "experiment" and record.id not in found.reviewed:
        if status in ("stopped", "reviewed", "paused"):
            return "What did it teach?"
        return "" if status == "running" else "When does it begin?"
    return ""
