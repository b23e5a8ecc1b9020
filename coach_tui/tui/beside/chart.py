"""An experiment's chart: plot, days, explaining sentences and limits, as lines and as a widget.

Row P10 of docs/method.md.
"""

from textual.app import RenderResult
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from coach_tui.guide.experiment.board import Charted
from coach_tui.method.chart import Chart
from coach_tui.method.figures import figure
from coach_tui.method.saying import spread
from coach_tui.records.dates import short
from coach_tui.tui.widgets.chart import RANGE_ROWS, chart_lines
from coach_tui.tui.widgets.words import MUTED, SECTION, fill, join, styled, wrapped

TITLE = 400
"""The most characters of the measure's name that are used."""
FEW = 6
"""The height (lines) of a plot without limits."""
NUMBER = {"counted": 9, "lower": 8, "centre": 8, "upper": 8}
"""The columns of the table of limits, with their widths in cells."""


def chart_text(
    found: Charted,
    measure: str,
    width: int,
    tall: int,
    compact: bool = False,
    plain: bool = False,
    ranges: bool = False,
) -> list[Content]:
    """A chart with everything that it says, for a width in cells and a plot of `tall` lines; empty
    without observations. `compact` without blank lines, `plain` without braille, `ranges` with the
    moving ranges.
    """
    if not found.count:
        return []
    gaps = len(found.seen) - found.count
    counted = f"{found.count} counted"
    counted += f", {gaps} {'gap' if gaps == 1 else 'gaps'}" if gaps else ""
    lines = [fill(styled(measure[:TITLE] or "What was counted", SECTION),
                  styled(counted, MUTED), width)]  # fmt: skip
    lines += [] if compact else [Content("")]
    labels = [f"began {short(found.began)}"] if found.began else []
    few = all(chart.lower is None for chart in found.phases)
    tall = min(tall, FEW) if few else tall
    lines += chart_lines(
        found.phases, width, tall + (RANGE_ROWS if ranges else 0),
        unit=found.unit[:TITLE], labels=labels, plain=plain, ranges=ranges,
    )  # fmt: skip
    first, last = short(found.seen[0].day), short(found.seen[-1].day)
    ends = (first, "" if last == first else last)
    lines += [fill(styled(ends[0], MUTED), styled(ends[1], MUTED), width), Content("")]
    for said in found.sentences():
        lines += wrapped(styled(said), width, Content(""), 0)
    return lines + _limits(found, width)


class ChartView(Widget):
    """An experiment's chart as wide as there is room; not displayed without observations."""

    DEFAULT_CSS = """
    ChartView { height: auto; width: 1fr; padding: 0 1 0 2; margin: 1 0 0 0; }
    ChartView.compact { margin: 0; }
    """
    found: reactive[Charted | None] = reactive(None, layout=True, always_update=True)
    measure: reactive[str] = reactive("")
    tall: reactive[int] = reactive(9, layout=True)
    """The height of the plot in lines."""
    ranges: reactive[bool] = reactive(False, layout=True)
    plain: reactive[bool] = reactive(False, layout=True)

    def show(
        self, found: Charted, measure: str, tall: int, *, compact: bool = False, plain: bool = False
    ) -> None:
        """Show a chart with a plot of `tall` lines; `compact` without blank lines, `plain` without
        braille.
        """
        self.set_class(compact, "compact")
        self.measure, self.tall, self.plain, self.found = measure, tall, plain, found
        self.display = found.count > 0

    def lines(self, width: int) -> list[Content]:
        """All lines for a width in cells; empty without observations."""
        if self.found is None:
            return []
        close = self.has_class("compact")
        return chart_text(
            self.found, self.measure, width, self.tall, close, self.plain, self.ranges
        )

    def render(self) -> RenderResult:
        """Render all lines."""
        return Content("\n").join(self.lines(self.size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The number of lines at this width."""
        return len(self.lines(width))


def _limits(found: Charted, width: int) -> list[Content]:
    """The limits as numbers, one line for each phase; empty while there are none."""
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
