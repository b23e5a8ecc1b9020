"""An experiment on a page: its rows on the board, its card, its chart with the numbers (P10)."""

from collections.abc import Sequence

from textual.app import RenderResult
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from coach_tui.engagement import Engagement
from coach_tui.guide.dates import due, due_words, short
from coach_tui.guide.experiments import (
    Charted,
    Seen,
    Shows,
    belief,
    charted,
    in_short,
    missing,
    number,
    predictions,
    reviews,
    standing,
    unsaid,
    who,
)
from coach_tui.method.chart import Chart
from coach_tui.method.saying import as_given, figure, spread
from coach_tui.records.kind import is_day
from coach_tui.records.kinds import known
from coach_tui.records.state import Record
from coach_tui.records.text import line
from coach_tui.records.thread import Experiment
from coach_tui.tui.widgets.chart import chart_lines, spark
from coach_tui.tui.widgets.record import field_words, label_of
from coach_tui.tui.widgets.rows import Row
from coach_tui.tui.widgets.words import KEY, MUTED, SECTION, fill, join, styled, wrapped

CARD = tuple(
    f for f in Experiment.labels
    if f not in ("assumption", "measure", "unit", "not_ok", "not_ok_by")
)  # fmt: skip
"""Fields of the card in the order of the form; the others stand elsewhere on the page."""
LOOKED = ("expected", "happened", "surprised", "saw", "mark", "evidence")
LONG = 400
"""Characters of a field beside the board; the page of its own has all of them."""
SPARK = 14
"""Cells of the small line on the board."""
NUMBER = {"counted": 9, "lower": 8, "centre": 8, "upper": 8}
KEYS = {
    "to review": "v looks back at it.",
    "running": "o writes down what is seen, u pauses it, t stops it early.",
    "paused": "b goes on with it, t stops it for good.",
    "planned": "It can begin: b.",
    "stopped": "v looks back at it, sooner than planned.",
}


# -- the board -------------------------------------------------------------------------------------


def board_rows(
    engagement: Engagement,
    groups: Sequence[tuple[str, Sequence[Record]]],
    today: str,
    shows: Shows,
    roomy: bool,
) -> list[Row]:
    """Every experiment below the name of its group; `roomy` has a line under each, with its numbers
    as a small line.
    """
    rows: list[Row] = []
    for name, some in groups:
        head = "$text-warning bold" if name == "to review" else SECTION
        rows.append(Row(name.capitalize(), tone=head, right=str(len(some)), gap=int(bool(rows))))
        for record in some:
            said = _said(record, name, today, roomy)
            title = line(record.text("text")[:LONG]) or "without words"
            lines = _small(charted(engagement, record, shows)) if roomy else ()
            right, under = ("", said) if roomy else (said, "")
            rows.append(Row(title, id=record.id, glyph="E", right=right, under=under, most=2,
                            lines=lines, gap=int(roomy)))  # fmt: skip
    return rows


def _said(record: Record, name: str, today: str, roomy: bool) -> str:
    """The one thing to know about it in its group."""
    review = record.text("review")
    if name in ("to review", "running"):
        return due_words(review, today) if name == "to review" else f"until {due(review, today)}"
    if name == "planned":
        lacks = len(missing(record))
        return f"{lacks} missing" if lacks else "can begin"
    if name == "paused":
        return line(record.text("not_ok")[:LONG]) if roomy else ""
    return in_short(record, today)


def _small(found: Charted) -> tuple[Content, ...]:
    values = [one.value for one in found.seen]
    some = [v for v in values if v is not None]
    if len(some) < 2:
        return ()
    last = f"  {as_given(some[-1])}"
    return (join(spark(values, SPARK, min(some), max(some)), styled(last, MUTED)),)


# -- one of them -----------------------------------------------------------------------------------


def head_rows(
    engagement: Engagement, record: Record, today: str, shows: Shows, *, compact: bool = False
) -> list[Row]:
    """What it is, what it tests, how it stands and which key goes on from there; `compact` without
    air, and on fewer lines.
    """
    stands = standing(record, today)
    tone = "bold $text-warning" if "to review" in stands else MUTED
    rows = [Row(record.text("text") or "without words", glyph="E", tone="bold", most=3,
                right=in_short(record, today), right_tone=tone)]  # fmt: skip
    tests = belief(engagement, record)
    if tests is not None and shows(tests):
        sure = number(tests.fields.get("confidence"))
        right = "" if sure is None else f"{as_given(sure)} %"
        rows.append(Row(tests.text("text")[:LONG], glyph="A", tone=MUTED, right=right,
                        most=1 if compact else 2))  # fmt: skip
    said = f"{stands[:1].upper()}{stands[1:]}. {hint(record, today)}"
    rows.append(Row(said, tone=MUTED, gap=int(not compact)))
    if record.text("not_ok"):
        whose = who(engagement, record.text("not_ok_by"))
        is_now = "not all right" if record.text("status") == "paused" else "was not all right"
        label = styled(f"{is_now}{', says ' if whose else ''}{whose}  ", "$text-warning")
        rows.append(Row(words=join(label, styled(record.text("not_ok")[:LONG]))))
    return rows


def hint(record: Record, today: str) -> str:
    """What can be done with it now, by key."""
    found = in_short(record, today)
    if found == "planned" and (lacks := missing(record)):
        return f"It cannot begin yet. Missing: {', '.join(lacks)}. e fills it in."
    return KEYS.get("stopped" if found == "stopped early" else found, "")


def card_rows(
    engagement: Engagement, record: Record, shows: Shows, *, whole: bool = False
) -> list[Row]:
    """What was planned, the forecasts that were given, and the looks back."""
    rows = [Row("Planned", tone=SECTION, gap=2)]
    given = [f for f in CARD if record.get(f) not in (None, "")]
    for field in given:
        value = record.get(field)
        day = isinstance(value, str) and is_day(value)
        text = short(value) if day else field_words(engagement, field, value)
        rows.append(_field("experiment", field, text, whole))
    if not given:
        rows.append(Row("Nothing is written yet.", tone=MUTED))
    forecasts = predictions(engagement, record, shows)
    if forecasts:
        rows.append(Row("Forecasts", tone=SECTION, gap=2))
    for name, chance in forecasts:
        said = f"given by {name}" if chance is None else name
        right = "" if chance is None else f"{as_given(chance)} %"
        rows.append(Row(said, glyph="P", right=right, right_tone="$foreground"))
    for review in reviews(engagement, record, shows):
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
            rows.append(_field("review", field, field_words(engagement, field, review.get(field)),
                               whole))  # fmt: skip
    if review.text("loop"):
        deed = "only the deed changed" if review.text("loop") == "single" else "a rule changed"
        rows.append(
            Row(words=join(styled("loop  ", MUTED), styled(f"{review.text('loop')}: {deed}")))
        )
    for field in ("rule_before", "rule_now"):
        if review.text(field):
            rows.append(_field("review", field, review.text(field), whole))
    if lacks := unsaid(review):
        rows.append(Row(f"Not written yet: {lacks}. v opens it.", tone="$text-warning"))
    return rows


def field_day(record: Record) -> str:
    """The day on which a record was made."""
    from coach_tui.guide.dates import day_of

    return day_of(record.created)


def seen_rows(found: Charted, most: int = 0) -> list[Row]:
    """The observations, the latest first; with `most` only so many, and none can be selected."""
    if not found.seen:
        return [Row("Nothing was counted yet. o writes down a number, from before it begins, too.",
                    tone=MUTED, gap=2)]  # fmt: skip
    rows = [Row("Seen", tone=SECTION, right=found.unit, gap=2)]
    numbered = list(enumerate(found.seen, 1))[::-1]
    for place, one in numbered[:most] if most else numbered:
        rows.append(_seen(one, _out(found, place), "" if most else one.record.id))
    if most and len(numbered) > most:
        rows.append(Row(f"and {len(numbered) - most} before; enter shows all", tone=MUTED))
    return rows


def _seen(one: Seen, out: bool, identity: str) -> Row:
    value = "gap" if one.value is None else as_given(one.value)
    day = styled(f"{short(one.day):<12}", MUTED)
    mark = styled("◆ " if out else "", "bold $text-warning")
    words = join(day, mark, styled(one.text[:LONG]))
    return Row(words=words, id=identity, glyph="o", right=value, right_tone="$foreground", most=2)


def _out(found: Charted, place: int) -> bool:
    """Whether a place lies in a signal of its phase."""
    return any(s.first <= place <= s.last for chart in found.phases for s in chart.signals)


# -- the chart -------------------------------------------------------------------------------------


class ChartView(Widget):
    """The picture with its title, its days, its sentences and its limits, as wide as there is room;
    nothing where nothing was counted.
    """

    DEFAULT_CSS = """
    ChartView { height: auto; width: 1fr; padding: 0 1 0 2; margin: 1 0 0 0; }
    ChartView.compact { margin: 0; }
    """
    found: reactive[Charted | None] = reactive(None, layout=True, always_update=True)
    measure: reactive[str] = reactive("")
    tall: reactive[int] = reactive(9, layout=True)
    """Rows of the picture itself."""
    ranges: reactive[bool] = reactive(False, layout=True)
    plain: reactive[bool] = reactive(False, layout=True)

    def show(self, found: Charted, measure: str, tall: int, compact: bool = False) -> None:
        """Show another chart, its picture so many rows high; `compact` without air."""
        self.set_class(compact, "compact")
        self.measure, self.tall, self.found = measure, tall, found
        self.display = found.count > 0

    def lines(self, width: int) -> list[Content]:
        """Everything at some width."""
        found = self.found
        if found is None or not found.count:
            return []
        counted = f"{found.count} counted"
        lines = [fill(styled(self.measure[:LONG] or "What was counted", SECTION),
                      styled(counted, MUTED), width)]  # fmt: skip
        lines += [] if self.has_class("compact") else [Content("")]
        labels = [f"began {short(found.began)}"] if found.began else []
        lines += chart_lines(
            found.phases, width, self.tall + (6 if self.ranges else 0),
            unit=found.unit[:LONG], labels=labels, plain=self.plain, ranges=self.ranges,
        )  # fmt: skip
        first, last = short(found.seen[0].day), short(found.seen[-1].day)
        ends = (first, "" if last == first else last)
        lines += [fill(styled(ends[0], MUTED), styled(ends[1], MUTED), width), Content("")]
        for said in found.sentences():
            lines += wrapped(styled(said), width, Content(""), 0)
        return lines + _limits(found, width)

    def render(self) -> RenderResult:
        """All lines."""
        return Content("\n").join(self.lines(self.size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many as there are."""
        return len(self.lines(width))


def _limits(found: Charted, width: int) -> list[Content]:
    """The limits as numbers, a row a phase; nothing while there are none."""
    if not any(chart.lower is not None for chart in found.phases):
        return []
    head = join(*[styled(f"{name:>{wide}}", MUTED) for name, wide in NUMBER.items()])
    lines = [Content(""), fill(Content(""), head, width)]
    for name, chart in zip(found.names(), found.phases, strict=True):
        lines.append(fill(styled(name), _numbers(chart), width))
    return lines


def _numbers(chart: Chart) -> Content:
    wide = spread(chart)
    said = [str(chart.count)]
    said += [
        "-" if v is None else figure(v, wide) for v in (chart.lower, chart.centre, chart.upper)
    ]
    styles = (MUTED, "", "bold", "")
    cells = zip(said, NUMBER.values(), styles, strict=True)
    return join(*[styled(f"{text:>{width}}", style) for text, width, style in cells])


def glyph(record: Record) -> Content:
    """The sign of a record's kind."""
    return styled(known(record.kind).glyph, KEY)
