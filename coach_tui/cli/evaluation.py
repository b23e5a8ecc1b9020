"""The verb `evaluate`: what the work has been worth so far."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from coach_tui.cli import output
from coach_tui.cli.call import Call
from coach_tui.cli.fields import named_issue
from coach_tui.guide.reader import Reader
from coach_tui.guide.worth import evaluation as guide
from coach_tui.guide.worth.checkouts import SHORT, Checkout, question_for_coach
from coach_tui.guide.worth.evaluation import CARD, Evaluation, Ledger, Predicted
from coach_tui.guide.worth.goals import GoalLine, attainment_in_words, label, level_words, t
from coach_tui.guide.worth.rules import RATERS
from coach_tui.method import worth
from coach_tui.method.predictions import brier_in_words
from coach_tui.records.refusal import Refused
from coach_tui.records.text import line
from coach_tui.records.worth import ITEMS

if TYPE_CHECKING:
    from coach_tui.engagement import Engagement
    from coach_tui.method.worth import Worth


def evaluate(call: Call) -> int:
    """Print goals, predictions, counts, the ledger and the time spent."""
    engagement = call.history()
    issue = ""
    if named := named_issue(call.args.issue):
        record = engagement.record(named)
        if record.kind != "issue":
            raise Refused(f"{record.id} is of the kind {line(record.kind)}, not issue.")
        issue = record.id
    reader = Reader(engagement)
    found = guide.evaluate(reader, issue)
    if call.json:
        output.put_json(as_json(engagement, found) | {"issue": issue or None})
        return 0
    for part in (
        _goals(found.goals),
        _predictions(engagement, found),
        _counts(found),
        _ledger(found),
        ["Time", f"  {guide.spent_in_words(found.spent)}"],
        _checks(engagement, found.checkouts),
    ):
        output.put("\n".join(part))
    if ask := question_for_coach(reader, found.checkouts):
        output.say(ask)
    return 0


# -- for people ------------------------------------------------------------------------------------


def _goals(some: list[GoalLine]) -> list[str]:
    if not some:
        return ["Goals", "  No goal yet: coach-tui add goal TEXT --set expected=TEXT"]
    rows = []
    for one in some:
        rows.append([f"  ×{one.weight:g}", "", "", one.record.text("text")])
        for role in RATERS:
            now, first = one.now(role), one.first(role)
            if now is None or first is None:
                continue
            before = f"{label(first.level)} → " if len(one.ratings[role]) > 1 else ""
            words = level_words(one.record, now.level)
            rows.append(["", role, f"{before}{label(now.level)}", words])
    said = [f"  {role}: {attainment_in_words(some, role)}" for role in RATERS]
    return ["Goals", output.table(rows), *said]


def _predictions(engagement: "Engagement", found: Evaluation) -> list[str]:
    said = ["Predictions", f"  {brier_in_words(found.all_predictions.predictions)}"]
    for one in found.predictions:
        if one.who and one.predictions:
            said.append(f"  {_whose(engagement, one)}: {brier_in_words(one.predictions)}")
    for one in found.predictions:
        for group in one.calibration if one.who else ():
            low, high = round(group.low * 100), round(group.high * 100)
            said.append(
                f"  {_whose(engagement, one)} at {group.chance * 100:g} %: came {group.came} of "
                f"{group.count}, {low} to {high} %"
            )
    for record, why in found.annulled:
        said.append(f"  annulled: {line(record.text('text'))}: {line(why)}")
    return said


def _whose(engagement: "Engagement", one: Predicted) -> str:
    if one.who == CARD:
        return "on the cards"
    return engagement.name_of(one.who)


def _counts(found: Evaluation) -> list[str]:
    trials = _listed(found.experiments) or "none yet"
    asked = _listed(found.questions) or "none yet"
    said = [f"Experiments  {trials}", f"Questions  {asked}"]
    said += [f"  {m.month}  opened {m.opened}, closed {m.closed}" for m in found.months[-12:]]
    said.append(f"Loops  single {found.single}, double {found.double}")
    return [*said, f"Sessions to  {_listed(found.approaches) or 'none yet'}"]


def _listed(counts: dict[str, int]) -> str:
    return ", ".join(f"{number} {line(status)}" for status, number in counts.items())


def _ledger(found: Evaluation) -> list[str]:
    said = []
    for ledger in found.ledgers:
        said.append(guide.PARTIES[ledger.party])
        rows = [[f"  {guide.amount_words(r)}", r.text("text")] for r in ledger.lines]
        said.append(output.table(rows) if rows else "  Nothing is written here yet.")
    amounts = f"benefits {guide.amount(found.worth.benefits)}, costs " + guide.amount(
        found.worth.costs
    )
    return [*said, f"Worth  {amounts}", f"  {worth.worth_in_words(found.worth)}"]


def _checks(engagement: "Engagement", some: list[Checkout]) -> list[str]:
    me, rows = engagement.me.member, []
    for one in [c for c in some if c.begun][-6:]:
        for member, stands in one.statuses.items():
            values = one.values(member, me)
            said = ", ".join(f"{SHORT[i]} {values[i]}" for i in ITEMS if i in values)
            rows.append([f"  {one.day}", engagement.name_of(member), said or stands.words])
    return [
        "Check-outs",
        output.table(rows, whole=True) if rows else "  None yet: coach-tui check last",
    ]


# -- for machines ----------------------------------------------------------------------------------


def as_json(engagement: "Engagement", found: Evaluation) -> dict[str, Any]:
    """The evaluation as JSON values, None where there is no number. Members are sorted by id, which
    gives the same order on every device.
    """
    return {
        "goals": {
            "T": {role: _rounded(t(found.goals, role)) for role in RATERS},
            "T_first": {role: _rounded(t(found.goals, role, first=True)) for role in RATERS},
            "words": {role: attainment_in_words(found.goals, role) for role in RATERS},
            "each": [_goal_json(one) for one in found.goals],
        },
        "predictions": _scored(found.all_predictions) | {
            "people": [
                {"member": p.who, "name": engagement.name_of(p.who)} | _scored(p)
                for p in sorted(found.predictions, key=lambda p: p.who)
                if p.who not in ("", CARD)
            ],
            "card": _scored(next(p for p in found.predictions if p.who == CARD)),
            "annulled": [{"experiment": r.id, "why": why} for r, why in found.annulled],
        },
        "experiments": found.experiments,
        "questions": found.questions,
        "months": [asdict(m) for m in found.months],
        "loops": {"single": found.single, "double": found.double},
        "approaches": found.approaches,
        "value": _worth_json(found.worth) | {
            "ledger": [_ledger_json(one) for one in found.ledgers],
        },
        "cost": {
            "money": found.worth.costs,
            "minutes": found.spent.minutes,
            "sessions": found.spent.sessions,
            "session_minutes": found.spent.together,
            "exercises": found.spent.exercises,
            "exercise_minutes": found.spent.alone,
        },
        "checks": [_check_json(c) for c in found.checkouts if c.begun],
    }  # fmt: skip


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _goal_json(one: GoalLine) -> dict[str, Any]:
    return {
        "id": one.record.id,
        "text": one.record.text("text"),
        "weight": one.weight,
        "ratings": {
            role: [{"level": r.level, "day": r.day} for r in one.ratings[role]] for role in RATERS
        },
    }


def _scored(one: Predicted) -> dict[str, Any]:
    return {
        "brier": _rounded(one.brier),
        "n": one.n,
        "open": sum(p.came is None for p in one.predictions),
        "calibration": [
            {"chance": g.chance, "count": g.count, "came": g.came, "low": g.low, "high": g.high}
            for g in one.calibration
        ],
        "words": brier_in_words(one.predictions),
    }


def _worth_json(one: "Worth") -> dict[str, Any]:
    return {
        "benefits": one.benefits,
        "costs": one.costs,
        "bcr": _rounded(one.ratio),
        "roi": _rounded(one.roi),
        "intangibles": one.intangibles,
        "uncounted_costs": one.uncounted,
        "words": worth.worth_in_words(one),
    }


def _ledger_json(one: Ledger) -> dict[str, Any]:
    return {"party": one.party or None, "lines": [r.id for r in one.lines]} | _worth_json(one.worth)


def _check_json(one: Checkout) -> dict[str, Any]:
    """A check-out with the values that are revealed; one's own unrevealed ones are on this device
    only and left out.
    """
    return {
        "session": one.session.id,
        "day": one.day,
        "given": [
            {"member": m, "state": s.state, "values": one.values(m)}
            for m, s in sorted(one.statuses.items())
        ],
    }
