"""An experiment's chart as text, for `show`. Row P10 of docs/method.md."""

from typing import TYPE_CHECKING

from coach_tui import settings
from coach_tui.cli import output
from coach_tui.guide.experiment.board import Charted, charted, group, missing, status_words
from coach_tui.guide.reader import Reader
from coach_tui.method.chart import Chart
from coach_tui.method.figures import as_given, figure
from coach_tui.method.saying import spread
from coach_tui.records.dates import short

if TYPE_CHECKING:
    from coach_tui.engagement import Engagement
    from coach_tui.records.state import Record

HEADS = ["", "counted", "lower", "centre", "upper", "step up to"]


def chart_text(engagement: "Engagement", experiment: "Record") -> str:
    """The status, what is missing, the chart's sentences, its limits and all observations."""
    reader = Reader(engagement)
    today, found = reader.day, charted(reader, experiment)
    stands = status_words(experiment, today)
    lines = ["", f"{stands[:1].upper()}{stands[1:]}."]
    lacks = missing(experiment)
    if lacks and group(experiment, today) == "planned":
        lines.append(f"It cannot begin yet. Missing: {', '.join(lacks)}.")
    room = max(20, min(output.width(), output.WIDTH))
    lines += [output.wrapped(said, room, 0) for said in found.sentences()]
    if not found.seen:
        return "\n".join(lines)
    rows = [_limits(n, c) for n, c in zip(found.names(), found.phases, strict=True) if c.count]
    lines += ["", output.table([HEADS, *rows])] if rows else []
    plain = settings.read(engagement.home.settings()).plain
    numbers = _numbers(found, "+" if plain else "◆")
    return "\n".join([*lines, "", output.table(numbers, whole=True)])


def _limits(name: str, chart: Chart) -> list[str]:
    wide = spread(chart)
    numbers = (chart.lower, chart.centre, chart.upper, chart.range_upper)
    shown = ["-" if v is None else figure(v, wide) for v in numbers]
    return [name, str(chart.count), *shown]


def _numbers(found: Charted, signal: str) -> list[list[str]]:
    """Rows of all observations with place, day, value and text; gaps and signals are marked."""
    rows = []
    for place, one in enumerate(found.seen, 1):
        value = "gap" if one.value is None else as_given(one.value)
        out = signal if any(_at(chart, place) for chart in found.phases) else ""
        rows.append([str(place), short(one.day), value, out, one.text])
    return rows


def _at(chart: Chart, place: int) -> bool:
    return any(s.first <= place <= s.last for s in chart.signals)
