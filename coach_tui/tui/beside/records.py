"""The records that stand beside a question of a session, as its deck asks with `show`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual.content import Content

from coach_tui.guide.experiment.board import charted, in_short, observations
from coach_tui.guide.reader import Reader
from coach_tui.guide.worth import beside
from coach_tui.guide.worth.evaluation import evaluate
from coach_tui.guide.worth.goals import lines as goal_lines
from coach_tui.method.figures import as_given
from coach_tui.records.dates import day_of, short
from coach_tui.records.state import Record
from coach_tui.tui.beside.chart import chart_text
from coach_tui.tui.beside.goals import goals
from coach_tui.tui.beside.ledger import ledgers
from coach_tui.tui.widgets.chart import spark
from coach_tui.tui.widgets.rows import Row
from coach_tui.tui.widgets.words import MUTED, SECTION, join, styled

TALL = 9
"""The height of a chart in lines."""
MOST = 8
"""The most records listed under one heading; the page of the records shows all."""
NAMES = {
    "goals": "goals",
    "ledger": "what it was worth",
    "questions": "open questions",
    "assumptions": "assumptions",
    "experiments": "experiments",
    "chart": "the chart",
    "agreed": "what was agreed",
    "profile": "the profile",
    "months": "how long it has been",
    "own": "what you kept for yourself",
}
"""Each thing that can be shown, in words for a sentence."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where and for what the records are shown: the issue and the session (ids, may be empty), the
    width in cells, and whether pictures are drawn with plain characters.
    """

    issue: str
    session: str
    width: int
    plain: bool


def in_words(shows: Sequence[str]) -> str:
    """The names of what is shown, as the beginning of a sentence: `Goals and the chart`."""
    names = [NAMES[name] for name in shows if name in NAMES]
    words = " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    return words[:1].upper() + words[1:]


def record_rows(reader: Reader, shows: Sequence[str], place: Place) -> list[Row]:
    """The rows of all that is shown, in the order of the label; where there is nothing a sentence
    says so.
    """
    rows: list[Row] = []
    for name in shows:
        if make := _MAKERS.get(name):
            rows += make(reader, place)
    return rows


def _head(words: str, right: str = "") -> Row:
    return Row(words, tone=SECTION, right=right, gap=1)


def _none(words: str) -> Row:
    return Row(words, tone=MUTED)


def _goals(reader: Reader, place: Place) -> list[Row]:
    found = goal_lines(reader, place.issue) or goal_lines(reader)
    if not found:
        return [_head("Goals"), _none("No goal was written down.")]
    return goals(reader.engagement, found, place.plain, place.width)


def _ledger(reader: Reader, place: Place) -> list[Row]:
    found = evaluate(reader, place.issue)
    if not any(one.lines for one in found.ledgers):
        return [_head("What it was worth"), _none("Nothing was written into the ledger yet.")]
    return ledgers(found.ledgers, found.worth)


def _listed(head: str, none: str, records: list[Record], row: Callable[[Record], Row]) -> list[Row]:
    """A heading with the count, then the latest records; a sentence where there are none."""
    if not records:
        return [_head(head), _none(none)]
    left = len(records) - MOST
    rows = [_head(head, str(len(records))), *map(row, records[-MOST:])]
    return [*rows, _none(f"and {left} before")] if left > 0 else rows


def _questions(reader: Reader, place: Place) -> list[Row]:
    return _listed(
        "Open questions",
        "No question is open.",
        beside.open_questions(reader, place.issue),
        lambda r: Row(r.text("text"), glyph="?", right=short(day_of(r.created)), most=3),
    )


def _assumptions(reader: Reader, place: Place) -> list[Row]:
    def row(record: Record) -> Row:
        sure = record.number("confidence")
        right = "" if sure is None else f"{as_given(sure)} %"
        return Row(record.text("text"), glyph="A", right=right, right_tone="$foreground", most=3)

    found = beside.of_issue(reader, place.issue, "assumption")
    return _listed("Assumptions", "No assumption was written down.", found, row)


def _experiments(reader: Reader, place: Place) -> list[Row]:
    def row(record: Record) -> Row:
        seen = [one.value for one in observations(reader, record.id)]
        some = [v for v in seen if v is not None]
        small: tuple[Content, ...] = ()
        if len(some) > 1:
            drawn = spark(seen, 14, min(some), max(some), plain=place.plain)
            small = (join(drawn, styled(f"  {as_given(some[-1])}", MUTED)),)
        return Row(
            record.text("text"), glyph="E", right=in_short(record, reader.day), lines=small, most=2
        )

    found = beside.of_issue(reader, place.issue, "experiment")
    return _listed("Experiments", "No experiment yet.", found, row)


def _chart(reader: Reader, place: Place) -> list[Row]:
    record = beside.measured(reader, place.issue)
    if record is None:
        return [_head("Chart"), _none("Nothing was counted yet, so there is no chart.")]
    measure = record.text("measure") or record.text("text")
    drawn = chart_text(charted(reader, record), measure, place.width, TALL, plain=place.plain)
    return [Row(words=join(), lines=tuple(drawn), gap=1)]


def _agreed(reader: Reader, place: Place) -> list[Row]:
    def row(record: Record) -> Row:
        status = record.get("status", "open")
        due = record.text("due")
        right = str(status) if status != "open" else short(due) if due else "no day"
        mark = {"done": "✓", "dropped": "–"}.get(str(status), "")
        return Row(record.text("text"), glyph=">", state=mark, right=right, most=3)

    found = beside.promised(reader, place.session)[::-1]
    return _listed("What was agreed", "Nothing was agreed before.", found, row)


def _months(reader: Reader, place: Place) -> list[Row]:
    said = beside.months(reader)
    return [_head("How long it has been"), *map(Row, said or ["This is the first session."])]


def _own(reader: Reader, place: Place) -> list[Row]:
    found = beside.own(reader, place.session)
    head = _head("What you kept for yourself", str(len(found)) if found else "")
    if not found:
        hidden = "It is hidden while two look at this screen." if reader.together else ""
        return [head, _none(hidden or "You kept nothing for yourself so far.")]
    return [
        head,
        *(
            Row(words, glyph="/", under=record.text("asked"), right=short(day_of(record.created)))
            for record, words in found[:MOST]
        ),
    ]


_MAKERS: dict[str, Callable[[Reader, Place], list[Row]]] = {
    "goals": _goals,
    "ledger": _ledger,
    "questions": _questions,
    "assumptions": _assumptions,
    "experiments": _experiments,
    "chart": _chart,
    "agreed": _agreed,
    "months": _months,
    "own": _own,
}
