"""Small charts of one record's numbers for the aside of the Thread page.

Rows P5 and P10 of docs/method.md.
"""

from coach_tui.guide.experiment.board import Charted, charted
from coach_tui.guide.issue.summary import confidence
from coach_tui.guide.reader import Reader
from coach_tui.method.chart import Chart
from coach_tui.method.figures import as_given, figure
from coach_tui.method.saying import spread
from coach_tui.records.state import Record
from coach_tui.tui.widgets.chart import spark
from coach_tui.tui.widgets.rows import Row
from coach_tui.tui.widgets.words import MUTED, SECTION

LINE = 22
"""Width of the small chart, in cells."""


def glimpse_rows(reader: Reader, record: Record, plain: bool = False) -> list[Row]:
    """The observations of an experiment with limits and signals, or the confidence in an assumption
    over time; empty for other kinds and without numbers.
    """
    if record.kind == "experiment":
        found = charted(reader, record)
        return _counted(found, plain) if found.count else []
    sure = confidence(record) if record.kind == "assumption" else []
    return _sure(sure, plain) if len(sure) > 1 else []


def _counted(found: Charted, plain: bool) -> list[Row]:
    values = [one.value for one in found.seen]
    ends = [limit for chart in found.phases for limit in (chart.lower, chart.upper)]
    every = [v for v in (*values, *ends) if v is not None]
    some = [as_given(v) for v in values if v is not None]
    said = f"{some[0]}, then {some[-1]}" if len(some) > 1 else some[0]
    rows = [
        Row("Counted", tone=SECTION, right=str(found.count), gap=1),
        Row(words=spark(values, LINE, min(every), max(every), plain=plain)),
        Row(f"{said} {found.unit}", most=2),
    ]
    for name, chart in zip(found.names(), found.phases, strict=True):
        if limits := _limits(chart):
            rows.append(Row(name, tone=MUTED, under=limits))
    return rows + [Row(said, gap=int(not n)) for n, said in enumerate(found.sentences())]


def _limits(chart: Chart) -> str:
    if chart.lower is None or chart.centre is None or chart.upper is None:
        return ""
    wide = spread(chart)
    low, centre, high = (figure(v, wide) for v in (chart.lower, chart.centre, chart.upper))
    return f"{low} to {high}, centre {centre}"


def _sure(sure: list[float], plain: bool) -> list[Row]:
    return [
        Row("How sure", tone=SECTION, gap=1),
        Row(words=spark(sure, LINE, 0, 100, plain=plain)),
        Row(f"{as_given(sure[0])} % at first, {as_given(sure[-1])} % now"),
    ]
