"""The parts of the Value page: goals, ledger, predictions, check-outs, counts."""

from typing import Any

from textual.content import Content

from coach_tui.engagement import Engagement
from coach_tui.guide import evaluation as guide
from coach_tui.guide.blind import why_not
from coach_tui.guide.checkouts import SHORT, Checkout, question_for_coach, series
from coach_tui.guide.dates import short
from coach_tui.guide.evaluation import CARD, Evaluation, Ledger, Predicted
from coach_tui.guide.goals import GoalLine, in_words, t
from coach_tui.guide.sealed import ITEMS, Book, Standing, said_in_words
from coach_tui.method import forecasts, worth
from coach_tui.records.state import Record
from coach_tui.records.text import line
from coach_tui.tui.widgets.chart import spark
from coach_tui.tui.widgets.levels import HEAD, NAMES, level_line, raters
from coach_tui.tui.widgets.rows import Row
from coach_tui.tui.widgets.words import MUTED, SECTION, join, styled

SHOWN = 6
"""Experiments with their predictions, the latest."""
ASKED = 3
"""Check-outs that are named one by one, the latest."""
LATEST = 24
"""Check-outs on a small line."""
SPARK = 12
"""Cells of a small line."""
COLUMN = 20


def open_to(experiment: Record) -> bool:
    """Whether an experiment can still be predicted."""
    return not experiment.get("outcome") and experiment.get("status") != "reviewed"


def _name(engagement: Engagement, member: str) -> str:
    return "you" if member == engagement.me.member else engagement.name_of(member)


def _rater(engagement: Engagement, role: str) -> str:
    if role == engagement.me.role:
        return "you"
    return next((engagement.name_of(d.member) for d in engagement.others if d.role == role), role)


# -- goals -----------------------------------------------------------------------------------------


def goals(engagement: Engagement, found: Evaluation) -> list[Row]:
    """Levels first, each rater apart; T second."""
    if not found.goals:
        how = "No goal yet. n begins one: what would be as expected is written first."
        return [Row("Goals", tone=SECTION, gap=1), Row(how, tone=MUTED)]
    # The words begin two cells in, the line under a glyph and the rater's name.
    head = f"{'Goals':<{2 + NAMES}}"
    rows = [Row(words=join(styled(head, SECTION), styled(HEAD, MUTED)), gap=1)]
    roles = raters(engagement.me.role)
    rows += [_goal(engagement, one, roles) for one in found.goals]
    return rows + _t(engagement, found.goals, roles)


def _goal(engagement: Engagement, one: GoalLine, roles: list[str]) -> Row:
    expected = one.record.text("expected")
    lines = [level_line(one, role, _rater(engagement, role)) for role in roles]
    under = f"expected: {line(expected)}" if expected else "What would be as expected is missing: e"
    return Row(
        one.record.text("text"),
        id=one.record.id,
        glyph="G",
        right=f"×{one.weight:g}",
        lines=(*lines, styled(under, MUTED).truncate(200, ellipsis=True)),
        gap=1,
        most=2,
    )


def _t(engagement: Engagement, some: list[GoalLine], roles: list[str]) -> list[Row]:
    """T of each rater, or why there is none."""
    rows = [Row("○ at first  ● now  × how much it counts", tone=MUTED, gap=1)]
    said = {role: in_words(some, role) for role in roles}
    if len(set(said.values())) == 1 and t(some, roles[0]) is None:
        return [*rows, Row(said[roles[0]], tone=MUTED)]
    for role in roles:
        name = f"{_rater(engagement, role)}  "
        rows.append(Row(words=join(styled(name, MUTED), styled(said[role]))))
    return rows


# -- ledger ----------------------------------------------------------------------------------------


def ledgers(found: Evaluation) -> list[Row]:
    """To the learner, to the organisation, and what both come to."""
    rows = []
    for number, one in enumerate(found.ledgers):
        rows.append(Row(guide.PARTIES[one.party], tone=SECTION, gap=2 if not number else 1))
        rows += [_line(record) for record in one.lines]
        rows.append(_sum(one))
    if any(one.lines for one in found.ledgers):
        rows.append(Row("Both", tone=SECTION, gap=1))
        rows.append(Row(_amounts(found.worth)))
        rows.append(Row(worth.in_words(found.worth), tone=MUTED))
    return rows


def _line(record: Record) -> Row:
    told = [record.text("evidence"), record.text("mark")]
    told += [f"{record.text('said_by')} says so"] if record.text("said_by") else []
    under = " · ".join(line(words) for words in told if words)
    counted = guide.amount_of(record) is not None
    return Row(
        record.text("text"),
        id=record.id,
        glyph="V",
        right=guide.amount_words(record),
        right_tone="bold" if counted else MUTED,
        lines=(styled(under, MUTED).truncate(200, ellipsis=True),) if under else (),
        most=3,
        gap=1,
    )


def _sum(one: Ledger) -> Row:
    if not one.lines:
        return Row("Nothing is written here yet. n adds a line.", tone=MUTED)
    found = one.worth
    if not found.benefits and not found.costs:
        return Row("Not counted in money.", tone=MUTED, gap=1)
    return Row(_amounts(found), tone=MUTED, gap=1)


def _amounts(found: worth.Worth) -> str:
    ratio = "" if found.ratio is None else f"  ratio {found.ratio:.1f}"
    return f"benefits {guide.amount(found.benefits)}  costs {guide.amount(found.costs)}{ratio}"


# -- predictions -----------------------------------------------------------------------------------


def predictions(engagement: Engagement, found: Evaluation, together: bool) -> list[Row]:
    """Each experiment with both predictions, then how good they were."""
    book = Book(engagement, "prediction")
    rows = [Row("Predictions", tone=SECTION, gap=2)]
    trials = [
        r
        for r in engagement.state.of_kind("experiment")
        if (open_to(r) or r.id in book.given) and not (together and r.audience == "private")
    ]
    for trial in trials[-SHOWN:]:
        own = None if together else book.own(trial.id)
        rows.append(_trial(engagement, trial, book.standing(trial.id), own))
    if not trials:
        rows.append(Row("No experiment yet. Each of you says how likely it is, blind.", tone=MUTED))
    rows += [_score(engagement, one) for one in found.predictions if one.who and one.forecasts]
    for trial, why in found.annulled:
        rows.append(Row(f"Annulled: {line(trial.text('text'))}. {line(why)}", tone=MUTED, most=3))
    return rows


def _trial(
    engagement: Engagement,
    trial: Record,
    found: dict[str, Standing],
    own: dict[str, Any] | None,
) -> Row:
    """An experiment with everybody's prediction below it."""
    lines = [
        join(
            styled(f"{_name(engagement, member)}  ", MUTED),
            styled(_said(stands, own if member == engagement.me.member else None)),
        )
        for member, stands in found.items()
    ]
    came, text = _came(trial), trial.text("text")
    return Row(text, id=trial.id, glyph="E", right=came, lines=tuple(lines), most=2, gap=1)


def _said(stands: Standing, own: dict[str, Any] | None) -> str:
    if stands.state == "given" and own:
        return f"{said_in_words(own)}, not open yet"
    return stands.words


def _came(trial: Record) -> str:
    return {"yes": "came true", "no": "did not come true", "annulled": "annulled"}.get(
        trial.text("outcome"), "open" if open_to(trial) else ""
    )


def _score(engagement: Engagement, one: Predicted) -> Row:
    name = "on the cards" if one.who == CARD else _name(engagement, one.who)
    said = forecasts.in_words(one.forecasts)
    lines = tuple(
        styled(
            f"{g.chance * 100:g} %: came true {g.came} of {g.count}, "
            f"so {g.low * 100:.0f} to {g.high * 100:.0f} %",
            MUTED,
        )
        for g in one.calibration
    )
    return Row(words=join(styled(f"{name}  ", MUTED), styled(said)), lines=lines, gap=1)


# -- check-outs ------------------------------------------------------------------------------------


def checks(engagement: Engagement, found: Evaluation, together: bool) -> list[Row]:
    """Each item as a small line for each person; the latest sessions; a question to the coach."""
    me, some = engagement.me.member, found.checkouts
    begun = [c for c in some if c.begun][-LATEST:]
    members = list(engagement.members)
    shown = "" if together else me
    rows = [Row("Check-outs", tone=SECTION, gap=2)]
    if begun:
        lead = join(styled(f"{'Check-outs':<19}", SECTION))
        rows = [Row(words=join(lead, *(_column(_name(engagement, m)) for m in members)), gap=2)]
        rows += [_item(begun, item, members, shown) for item in ITEMS]
    elif not some:
        rows.append(Row("No session yet. c checks out of one: five items, blind.", tone=MUTED))
    for number, one in enumerate(some[-ASKED:]):
        rows.append(_session(engagement, one, int(not number)))
    if not together and (ask := question_for_coach(engagement, some)):
        rows.append(Row(ask, tone=MUTED, under="Only you see this.", gap=1))
    return rows


def _column(name: str) -> Content:
    cut = styled(name, MUTED).truncate(COLUMN - 2, ellipsis=True)
    return cut.pad_right(COLUMN - cut.cell_length)


def _item(begun: list[Checkout], item: str, members: list[str], me: str) -> Row:
    parts = [styled(f"{SHORT[item]:<19}")]
    for member in members:
        values = series(begun, member, item, me)
        last = next((v for v in reversed(values) if v is not None), None)
        number = "  –" if last is None else f" {last:>2g}"
        parts.append(spark(values, SPARK, 0, 10) if last is not None else Content(" " * SPARK))
        parts.append(styled(f"{number}{' ' * (COLUMN - SPARK - len(number))}", "bold"))
    return Row(words=join(*parts))


def _session(engagement: Engagement, one: Checkout, gap: int) -> Row:
    parts = [
        f"{_name(engagement, m)}: {'open' if s.state == 'revealed' else s.words}"
        for m, s in one.standing.items()
    ]
    may = not why_not(engagement, one.session.id)
    return Row(
        one.session.text("text") or "session",
        id=one.session.id,
        glyph="%",
        right=short(one.day),
        under=" · ".join(parts) if one.begun or not may else "Nobody checked out yet: c",
        most=1,
        gap=gap,
    )


# -- counts ----------------------------------------------------------------------------------------


def counts(found: Evaluation) -> list[Row]:
    """What is only counted, and the time."""
    rows = [Row("Experiments", tone=SECTION, right=str(sum(found.experiments.values())), gap=1)]
    rows += [Row(status, right=str(number)) for status, number in found.experiments.items()]
    rows.append(Row("Questions", tone=SECTION, right=str(sum(found.questions.values())), gap=1))
    rows += [Row(status, right=str(number)) for status, number in found.questions.items()]
    if found.months:
        rows += [
            _months("opened", [m.opened for m in found.months]),
            _months("closed", [m.closed for m in found.months]),
        ]
    rows.append(Row("Loops", tone=SECTION, gap=1))
    rows += [Row("single: the deed", right=str(found.single))]
    rows += [Row("double: a rule, too", right=str(found.double))]
    rows.append(Row("Time", tone=SECTION, right=guide.length(found.spent.minutes), gap=1))
    rows.append(Row(guide.spent_in_words(found.spent), tone=MUTED))
    return rows


def _months(name: str, numbers: list[int]) -> Row:
    some = numbers[-SPARK:]
    drawn = spark([float(n) for n in some], SPARK, 0, max(1, *some, 1))
    words = join(styled(f"{name:<8}", MUTED), drawn, styled("  by month", MUTED))
    return Row(words=words, right=str(sum(numbers)))
