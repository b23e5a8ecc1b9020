"""An experiment as rows: board entry, status, planned fields, observations, predictions, reviews.

Row P10 of docs/method.md.
"""

from collections.abc import Sequence

from textual.content import Content

from coach_tui.engagement import Engagement
from coach_tui.guide.experiment.board import (
    Charted,
    Measurement,
    belief,
    by_experiment,
    in_short,
    missing,
    predictions,
    reviews,
    status_words,
    unsaid,
    who,
)
from coach_tui.guide.reader import Reader
from coach_tui.method.figures import as_given
from coach_tui.records.dates import day_of, due, due_words, short
from coach_tui.records.experiment import Experiment
from coach_tui.records.kind import is_day
from coach_tui.records.state import Record
from coach_tui.records.text import line
from coach_tui.tui.record import field_words, label_of
from coach_tui.tui.widgets.chart import spark
from coach_tui.tui.widgets.rows import Row
from coach_tui.tui.widgets.words import MUTED, SECTION, join, styled

CARD = tuple(
    f for f in Experiment.labels
    if f not in ("assumption", "measure", "unit", "not_ok", "not_ok_by", "stopped_why")
)  # fmt: skip
"""The planned fields in the order of the form, without those shown elsewhere on the page."""
LOOKED = ("expected", "happened", "surprised", "saw", "mark", "evidence")
"""The fields of a review that are shown."""
LONG = 400
"""The most characters of a field shown beside the board; the detail screen shows all."""
SPARK = 14
"""Width of the small chart on the board, in cells."""
KEYS = {
    "to review": "v looks back at it.",
    "running": "o writes down what is seen, u pauses it, t stops it early.",
    "paused": "b goes on with it, t stops it for good.",
    "planned": "It can begin: b.",
    "stopped": "v looks back at it, sooner than planned.",
}


# -- the board -------------------------------------------------------------------------------------


def board_rows(
    reader: Reader,
    groups: Sequence[tuple[str, Sequence[Record]]],
    roomy: bool,
    plain: bool = False,
) -> list[Row]:
    """All experiments below the names of their groups; with `roomy`, a status line and a small
    chart under each.
    """
    rows: list[Row] = []
    counted = by_experiment(reader) if roomy else {}
    for name, some in groups:
        head = "$text-warning bold" if name == "to review" else SECTION
        rows.append(Row(name.capitalize(), tone=head, right=str(len(some)), gap=int(bool(rows))))
        for record in some:
            said = _said(record, name, reader.day, roomy)
            title = line(record.text("text")[:LONG]) or "without words"
            lines = _small(counted.get(record.id, []), plain) if roomy else ()
            right, under = ("", said) if roomy else (said, "")
            rows.append(Row(title, id=record.id, glyph="E", right=right, under=under, most=2,
                            lines=lines, gap=int(roomy)))  # fmt: skip
    return rows


def _said(record: Record, name: str, today: str, roomy: bool) -> str:
    """The most important fact about an experiment in its group; may be empty."""
    review = record.text("review")
    if name in ("to review", "running"):
        return due_words(review, today) if name == "to review" else f"until {due(review, today)}"
    if name == "planned":
        lacks = len(missing(record))
        return f"{lacks} missing" if lacks else "can begin"
    if name == "paused":
        return line(record.text("not_ok")[:LONG]) if roomy else ""
    return in_short(record, today)


def _small(seen: Sequence[Measurement], plain: bool) -> tuple[Content, ...]:
    values = [one.value for one in seen]
    some = [v for v in values if v is not None]
    if len(some) < 2:
        return ()
    last = f"  {as_given(some[-1])}"
    drawn = spark(values, SPARK, min(some), max(some), plain=plain)
    return (join(drawn, styled(last, MUTED)),)


# -- one experiment --------------------------------------------------------------------------------


def head_rows(reader: Reader, record: Record, *, compact: bool = False) -> list[Row]:
    """Text, tested assumption, status, and the keys that act on it; `compact` on fewer lines."""
    today = reader.day
    stands = status_words(record, today)
    tone = "bold $text-warning" if "to review" in stands else MUTED
    rows = [Row(record.text("text") or "without words", glyph="E", tone="bold", most=3,
                right=in_short(record, today), right_tone=tone)]  # fmt: skip
    tests = belief(reader, record)
    if tests is not None:
        sure = tests.number("confidence")
        right = "" if sure is None else f"{as_given(sure)} %"
        rows.append(Row(tests.text("text")[:LONG], glyph="A", tone=MUTED, right=right,
                        most=1 if compact else 2))  # fmt: skip
    said = f"{stands[:1].upper()}{stands[1:]}. {hint(record, today, brief=compact)}"
    rows.append(Row(said, tone=MUTED, gap=int(not compact)))
    if record.text("not_ok"):
        whose = who(reader.engagement, record.text("not_ok_by"))
        is_now = "not all right" if record.text("status") == "paused" else "was not all right"
        label = styled(f"{is_now}{', says ' if whose else ''}{whose}  ", "$text-warning")
        rows.append(Row(words=join(label, styled(record.text("not_ok")[:LONG]))))
    if record.text("stopped_why"):
        why = join(
            styled("stopped early because  ", MUTED), styled(record.text("stopped_why")[:LONG])
        )
        rows.append(Row(words=why))
    return rows


def hint(record: Record, today: str, *, brief: bool = False) -> str:
    """The keys that act on an experiment now, in a sentence; `brief` only counts missing fields.
    May be empty.
    """
    found = in_short(record, today)
    if found == "planned" and (lacks := missing(record)):
        if brief:
            return f"{len(lacks)} missing before it can begin: e."
        return f"It cannot begin yet. Missing: {', '.join(lacks)}. e fills it in."
    return KEYS.get("stopped" if found == "stopped early" else found, "")


def card_rows(reader: Reader, record: Record, *, whole: bool = False) -> list[Row]:
    """The planned fields, the predictions, and the reviews; `whole` does not shorten texts."""
    engagement = reader.engagement
    rows = [Row("Planned", tone=SECTION, gap=2)]
    given = [f for f in CARD if record.get(f) not in (None, "")]
    for field in given:
        value = record.get(field)
        day = isinstance(value, str) and is_day(value)
        text = short(value) if day else field_words(engagement, record, field, value)
        rows.append(_field("experiment", field, text, whole))
    if not given:
        rows.append(Row("Nothing is written yet.", tone=MUTED))
    given_blind = predictions(reader, record)
    if given_blind:
        rows.append(Row("Predictions", tone=SECTION, gap=2))
    for name, chance in given_blind:
        said = f"given by {name}" if chance is None else name
        right = "" if chance is None else f"{as_given(chance)} %"
        rows.append(Row(said, glyph="P", right=right, right_tone="$foreground"))
    for review in reviews(reader, record):
        rows += _review_rows(engagement, review, whole)
    return rows


def _field(kind: str, field: str, text: str, whole: bool) -> Row:
    words = styled(text if whole else text[:LONG])
    name = styled(label_of(kind, field), MUTED)
    return Row(words=join(name, Content("  "), words), most=0 if whole else 3)


def _review_rows(engagement: Engagement, review: Record, whole: bool) -> list[Row]:
    day = short(field_day(review))
    words = review.text("text") or "without words"
    rows = [
        Row("Looked back", tone=SECTION, right=day, gap=2),
        Row(words if whole else words[:LONG], id=review.id if whole else "", glyph="R",
            right=review.text("decision"), right_tone="bold", most=0 if whole else 4),
    ]  # fmt: skip
    for field in LOOKED:
        if review.text(field):
            words = field_words(engagement, review, field, review.get(field))
            rows.append(_field("review", field, words, whole))
    if review.text("loop"):
        deed = field_words(engagement, review, "loop", review.get("loop"))
        rows.append(Row(words=join(styled("what changed  ", MUTED), styled(deed))))
    for field in ("rule_before", "rule_now"):
        if review.text(field):
            rows.append(_field("review", field, review.text(field), whole))
    if lacks := unsaid(review):
        rows.append(Row(f"Not written yet: {lacks}. v opens it.", tone="$text-warning"))
    return rows


def field_day(record: Record) -> str:
    """The day on which a record was made, as an ISO date."""
    return day_of(record.created)


def seen_rows(found: Charted, most: int = 0, *, plain: bool = False) -> list[Row]:
    """The observations, latest first; with `most`, only that many, and none can be selected."""
    if not found.seen:
        return [Row("Nothing was counted yet. o writes down a number, from before it begins, too.",
                    tone=MUTED, gap=1)]  # fmt: skip
    rows = [Row("Seen", tone=SECTION, right=found.unit, gap=2)]
    numbered = list(enumerate(found.seen, 1))[::-1]
    some = numbered[:most] if most else numbered
    for (place, one), value in zip(some, _aligned([one.value for _, one in some]), strict=True):
        mark = ("+ " if plain else "◆ ") if _out(found, place) else ""
        rows.append(_seen(one, value, mark, "" if most else one.record.id))
    if len(numbered) > len(some):
        more = len(numbered) - len(some)
        rows.append(Row(f"and {more} before; enter shows all", tone=MUTED))
    return rows


def _aligned(values: Sequence[float | None]) -> list[str]:
    """Numbers as text, padded so that their decimal points are aligned."""
    texts = ["gap" if v is None else as_given(v) for v in values]
    ends = [len(t.partition(".")[2]) + ("." in t) for t in texts]
    wide = max(ends, default=0)
    return [t + " " * (wide - end) for t, end in zip(texts, ends, strict=True)]


def _seen(one: Measurement, value: str, mark: str, identity: str) -> Row:
    day = styled(f"{short(one.day):<12}", MUTED)
    words = join(day, styled(mark, "bold $text-warning"), styled(one.text[:LONG]))
    return Row(words=words, id=identity, glyph="o", right=value, right_tone="$foreground", most=2)


def _out(found: Charted, place: int) -> bool:
    """Whether the observation at a place (from 1) is part of a signal."""
    return any(s.first <= place <= s.last for chart in found.phases for s in chart.signals)
