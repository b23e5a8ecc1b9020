"""Rows for the predictions on the Value page."""

from typing import Any

from coach_tui.engagement import Engagement
from coach_tui.guide.reader import Reader
from coach_tui.guide.sealed import BlindStatus, Book, said_in_words
from coach_tui.guide.worth.evaluation import CARD, Evaluation, Predicted
from coach_tui.method.predictions import ENOUGH
from coach_tui.records.state import Record
from coach_tui.records.text import line
from coach_tui.tui.beside.levels import lead
from coach_tui.tui.widgets.rows import Row
from coach_tui.tui.widgets.words import MUTED, SECTION, join, styled

SHOWN = 6
"""The number of latest experiments listed with their predictions."""


def open_to(experiment: Record) -> bool:
    """Whether an experiment can still be predicted."""
    return not experiment.get("outcome") and experiment.get("status") != "reviewed"


def name_of(engagement: Engagement, member: str) -> str:
    """`you` for this person, else the member's name."""
    return "you" if member == engagement.me.member else engagement.name_of(member)


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
            lead(name_of(engagement, member)),
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
    return Row(words=join(lead(name), styled(said)), lines=lines, gap=gap)
