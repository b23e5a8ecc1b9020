"""Rows for the upper parts of the Value page: goals, ledger, predictions."""

from typing import Any

from textual.content import Content

from coach_tui.engagement import Engagement
from coach_tui.guide.reader import Reader
from coach_tui.guide.sealed import BlindStatus, Book, said_in_words
from coach_tui.guide.worth import evaluation as guide
from coach_tui.guide.worth.evaluation import CARD, Evaluation, Ledger, Predicted
from coach_tui.guide.worth.goals import GoalLine, attainment_in_words, t
from coach_tui.method import worth
from coach_tui.method.predictions import ENOUGH
from coach_tui.records.state import Record
from coach_tui.records.text import line
from coach_tui.tui.widgets.rows import Row
from coach_tui.tui.widgets.words import MUTED, SECTION, join, styled
from coach_tui.tui.worth.levels import HEAD, NAMES, level_line, marks, raters

SHOWN = 6
"""The number of latest experiments listed with their predictions."""


def open_to(experiment: Record) -> bool:
    """Whether an experiment can still be predicted."""
    return not experiment.get("outcome") and experiment.get("status") != "reviewed"


def name_of(engagement: Engagement, member: str) -> str:
    """`you` for this person, else the member's name."""
    return "you" if member == engagement.me.member else engagement.name_of(member)


def _rater(engagement: Engagement, role: str) -> str:
    if role == engagement.me.role:
        return "you"
    return next((engagement.name_of(d.member) for d in engagement.others if d.role == role), role)


# -- goals -----------------------------------------------------------------------------------------


def goals(engagement: Engagement, found: Evaluation, plain: bool = False) -> list[Row]:
    """The goals with each role's ratings, then the T-scores."""
    if not found.goals:
        how = "No goal yet. n begins one: what would be as expected is written first."
        return [Row("Goals", tone=SECTION, gap=1), Row(how, tone=MUTED)]
    # Aligned with the level lines: two cells for glyph and space, then the rater's name.
    head = Content.styled(f"{'Goals':<{2 + NAMES}}", SECTION)
    rows = [Row(words=join(head, Content.styled(HEAD, MUTED)), gap=1)]
    roles = raters(engagement.me.role)
    rows += [_goal(engagement, one, roles, plain) for one in found.goals]
    return rows + _t(engagement, found.goals, roles, plain)


def _goal(engagement: Engagement, one: GoalLine, roles: list[str], plain: bool) -> Row:
    expected = one.record.text("expected")
    lines = [level_line(one, role, _rater(engagement, role), plain) for role in roles]
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


def _t(engagement: Engagement, some: list[GoalLine], roles: list[str], plain: bool) -> list[Row]:
    """The latest and first T-score of each role, or why there is none."""
    first, now = marks(plain)
    key = f"{first} at first   {now} now   × how much it counts"
    rows = [Row(words=Content.styled(key, MUTED), gap=1)]
    said = {role: attainment_in_words(some, role) for role in roles}
    scores = {role: t(some, role) for role in roles}
    if len(set(said.values())) == 1 and scores[roles[0]] is None:
        return [*rows, Row(said[roles[0]], tone=MUTED)]
    for role in roles:
        score, before = scores[role], t(some, role, first=True)
        again = any(len(one.ratings[role]) > 1 for one in some) and before is not None
        words = said[role] if score is None else f"T {score:.1f}"
        words += f", at first {before:.1f}" if again and score is not None else ""
        rows.append(Row(words=join(_lead(_rater(engagement, role)), styled(words))))
    if any(score is not None for score in scores.values()):
        rows.append(Row("T 50 is as expected. It compares your goals over time, never people.",
                        tone=MUTED))  # fmt: skip
    return rows


def _lead(name: str) -> Content:
    """A name padded to the width of its column."""
    cut = styled(name, MUTED).truncate(NAMES + 1, ellipsis=True)
    return cut.pad_right(NAMES + 3 - cut.cell_length)


# -- ledger ----------------------------------------------------------------------------------------


def ledgers(found: Evaluation) -> list[Row]:
    """The ledger of each party, and the total."""
    rows = []
    for number, one in enumerate(found.ledgers):
        rows.append(Row(guide.PARTIES[one.party], tone=SECTION, gap=2 if not number else 1))
        rows += [_line(record) for record in one.lines]
        rows.append(_sum(one))
    if any(one.lines for one in found.ledgers):
        rows.append(Row("Both", tone=SECTION, gap=1))
        rows.append(Row(_amounts(found.worth)))
        rows.append(Row(worth.worth_in_words(found.worth), tone=MUTED))
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
    ratio = "" if found.ratio is None else f" · ratio {found.ratio:.1f}"
    return f"benefits {guide.amount(found.benefits)} · costs {guide.amount(found.costs)}{ratio}"


# -- predictions -----------------------------------------------------------------------------------


def predictions(reader: Reader, found: Evaluation) -> list[Row]:
    """The latest experiments with each member's prediction, then the Brier scores."""
    engagement, book = reader.engagement, Book(reader, "prediction")
    rows = [Row("Predictions", tone=SECTION, gap=2)]
    every = reader.of_kind("experiment")
    trials = [r for r in every if open_to(r) or r.id in book.given]
    for trial in trials[-SHOWN:]:
        rows.append(_trial(engagement, trial, book.statuses(trial.id), book.own(trial.id)))
    if not trials:
        words = "No experiment is open to one." if every else "No experiment yet."
        rows.append(Row(f"{words} Each of you says how likely it is, blind.", tone=MUTED))
    scored = [one for one in found.predictions if one.who and one.predictions]
    rows += [_score(engagement, one, int(not n)) for n, one in enumerate(scored)]
    if scored:
        words = "0 is perfect, 0.25 is always saying 50 %."
        more = f" Chances are compared with what came of them from {ENOUGH} on."
        enough = any(one.calibration for one in scored)
        rows.append(Row(words + ("" if enough else more), tone=MUTED))
    for trial, why in found.annulled:
        rows.append(Row(f"Annulled: {line(trial.text('text'))}. {line(why)}", tone=MUTED, most=3))
    return rows


def _trial(
    engagement: Engagement,
    trial: Record,
    found: dict[str, BlindStatus],
    own: dict[str, Any] | None,
) -> Row:
    """An experiment with each member's prediction below it."""
    lines = [
        join(
            _lead(name_of(engagement, member)),
            styled(_said(stands, own if member == engagement.me.member else None)),
        )
        for member, stands in found.items()
    ]
    came, text = _came(trial), trial.text("text")
    return Row(text, id=trial.id, glyph="E", right=came, lines=tuple(lines), most=2, gap=1)


def _said(stands: BlindStatus, own: dict[str, Any] | None) -> str:
    if stands.state == "given" and own:
        return f"{said_in_words(own)}, not open yet"
    return stands.words


def _came(trial: Record) -> str:
    return {"yes": "came true", "no": "did not come true", "annulled": "annulled"}.get(
        trial.text("outcome"), "open" if open_to(trial) else ""
    )


def _score(engagement: Engagement, one: Predicted, gap: int) -> Row:
    """One member's Brier score, with calibration when there are enough predictions."""
    name = "on the card" if one.who == CARD else name_of(engagement, one.who)
    if one.brier is None:
        said = "none has come out yet"
    else:
        several = "1 has come out" if one.n == 1 else f"{one.n} have come out"
        said = f"Brier score {one.brier:.2f}, {several}"
    lines = tuple(
        styled(
            f"{g.chance * 100:g} %: came true {g.came} of {g.count}, "
            f"so {g.low * 100:.0f} to {g.high * 100:.0f} %",
            MUTED,
        )
        for g in one.calibration
    )
    return Row(words=join(_lead(name), styled(said)), lines=lines, gap=gap)
