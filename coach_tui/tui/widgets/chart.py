"""Drawing of charts: process-behaviour chart (XmR), grid of assumptions, sparkline.

Pages show the sentences of `method.saying.chart_in_words` and a table of numbers as well, so that
nothing depends on a picture alone. Rows P5 and P10 of docs/method.md.
"""

from collections.abc import Sequence
from itertools import accumulate
from math import isnan

from textual.content import Content

from coach_tui.method.chart import ENOUGH, Chart
from coach_tui.method.figures import as_given
from coach_tui.method.saying import spread
from coach_tui.tui.widgets.canvas import BITS, BRAILLE, CHANGE, LIMIT, LINE, POINT, Canvas
from coach_tui.tui.widgets.panel import Panel, Series, Track
from coach_tui.tui.widgets.words import KEY, MUTED, fill, join, styled

AIR = 4
"""Dots of extra width at each change between phases."""
HEIGHTS = "^-_"
"""The plain characters of a sparkline: high, middle, low."""
RANGE_ROWS = 6
"""Lines that the moving ranges add if there is room, with their heading and a blank line."""
RANGES = "moving range"
TEST_FIRST = "test first"
LEVELS = 5
"""The number of levels of importance and of evidence."""
SIDE = ("important", "less so")
FOOT = ("little evidence", "much evidence")
NARROW_FOOT = ("little", "evidence")


def chart_lines(
    phases: Sequence[Chart],
    width: int,
    height: int,
    *,
    unit: str = "",
    labels: Sequence[str] = (),
    plain: bool = False,
    ranges: bool = False,
) -> list[Content]:
    """The chart in exactly `height` lines of at most `width` cells; designed for 30 by 8 and more.

    `phases` are in order, as from `method.chart.phases`, or a single chart; `labels` name the
    changes between them. The limits of the first phase are at the left edge, those of the last at
    the right. `ranges` adds the moving ranges below; `plain` uses `*`, `-` and `+` for braille.
    """
    if not phases or width < 1 or height < 1:
        return [Content("")] * max(0, height)
    room = max(7, width // 6)
    panels = [Panel([_values(chart) for chart in phases], room)]
    if ranges:
        panels.append(Panel([_ranges(chart) for chart in phases], room, 0.0))
    left = max(len(text) + 1 for one in panels for _, text, _ in [*one.left, (0, "", "")])
    right = max(len(text) + 1 for one in panels for _, text, _ in [*one.right, (0, "", "")])
    left, right = left if left > 1 else 0, right if right > 1 else 0
    track = lay_out([len(chart.values) for chart in phases], max(1, width - left - right))
    lines = [_head(track, left, width, unit, labels, plain)] if unit or len(phases) > 1 else []
    air = ranges and height >= 14
    rest = height - len(lines) - ranges - air
    below = max(2, min(RANGE_ROWS - 1 - air, rest // 2)) if ranges else 0
    for panel, rows in zip(panels, (rest - below, below), strict=False):
        if panel is not panels[0]:
            lines += [Content("")] * air + [join(Content(" " * left), styled(RANGES, MUTED))]
        canvas = Canvas(max(1, width - left - right), rows, plain)
        lines += panel.lines(track, canvas, left, right)
    lines += [Content("")] * (height - len(lines))
    return [one.truncate(width) if one.cell_length > width else one for one in lines[:height]]


def spark(
    values: Sequence[float | None], width: int, low: float, high: float, *, plain: bool = False
) -> Content:
    """A sparkline of `width` cells in one line. Values outside `low` to `high` are drawn at the
    edge; None is a gap; without values it is blank. `plain` uses the characters in `HEIGHTS`.
    """
    canvas = Canvas(width, 1)
    step = (2 * canvas.columns - 1) / max(1, len(values) - 1)
    before: tuple[int, int] | None = None
    for n, value in enumerate(values):
        here = None
        if value is not None and not isnan(value):
            span = high / 2 - low / 2
            share = (value / 2 - low / 2) / span if span > 0 else 0.5
            here = (int(n * step), 3 - round(3 * min(1.0, max(0.0, share))))
            canvas.line(before or here, here, LINE)
            canvas.dot(*here, POINT)
        before = here
    drawn = canvas.lines()[0]
    return Content.styled("".join(map(_height, drawn.plain)), LINE.style) if plain else drawn


def _height(char: str) -> str:
    """The plain character for the height of a sparkline's braille cell."""
    if char == " ":
        return char
    rows = [row for row, pair in enumerate(BITS) for bit in pair if (ord(char) - BRAILLE) & bit]
    return HEIGHTS[round(sum(rows) / len(rows) * (len(HEIGHTS) - 1) / (len(BITS) - 1))]


def assumption_grid(
    items: Sequence[tuple[str, int, int]], width: int, height: int, *, plain: bool = False
) -> list[Content]:
    """A grid of assumptions by importance (1 to 5, upwards) and evidence (1 to 5, to the right), in
    exactly `height` lines of at most `width` cells; designed for 30 by 7 and more.

    An item is (mark of one character, importance, evidence); several in one cell are shown as their
    number, `×2`. The corner of what to test first is labelled. Items outside 1 to 5 are left out;
    level 3 is on the dividing line.
    """
    if width < 1 or height < 1:
        return [Content("")] * max(0, height)
    left = max(map(len, SIDE)) + 2
    canvas = Canvas(max(1, width - left), max(1, height - 2), plain)
    for x in range(0, 2 * canvas.columns, 4 if plain else 2):
        canvas.dot(x, 4 * _level(3, canvas.rows - 1) + 1, LIMIT)
    for y in range(0, 4 * canvas.rows, 2):
        canvas.dot(2 * _level(3, canvas.columns - 3), y, CHANGE)
    places: dict[tuple[int, int], list[tuple[str, bool]]] = {}
    for mark, importance, evidence in items:
        if 1 <= importance <= LEVELS and 1 <= evidence <= LEVELS:
            column = _level(evidence, canvas.columns - 3)
            row = _level(LEVELS + 1 - importance, canvas.rows - 1)
            first = importance > 3 and evidence < 3
            places.setdefault((column, row), []).append((styled(mark).plain[:1], first))
    for (column, row), some in places.items():
        mark = some[0][0] if Content(some[0][0]).cell_length == 1 else "·"
        words = mark if len(some) == 1 else f"{'x' if plain else '×'}{len(some)}"
        canvas.text(column, row, words, KEY if any(first for _, first in some) else "bold")
    rows = canvas.lines()
    sides = {0: SIDE[0], len(rows) - 1: SIDE[1]}
    body = [join(styled(f"{sides.get(n, ''):<{left}}", MUTED), one) for n, one in enumerate(rows)]
    ends = FOOT if canvas.columns > sum(map(len, FOOT)) + 1 else NARROW_FOOT
    foot = fill(styled(ends[0], MUTED), styled(ends[1], MUTED), canvas.columns)
    pad = Content(" " * left)
    lines = [join(pad, styled(TEST_FIRST, KEY)), *body, join(pad, foot)]
    return [one.truncate(width) if one.cell_length > width else one for one in lines[:height]]


def _level(level: int, length: int) -> int:
    """The position of a level (1 to 5) on an axis, from 0 to `length`."""
    return round((level - 1) * max(0, length) / (LEVELS - 1))


def lay_out(lengths: Sequence[int], columns: int) -> Track:
    """Positions of points at even distances, with extra space at each change between phases.

    `lengths` are the numbers of points by phase. Fewer than six are placed as if there were six, so
    that the chart grows to the right.
    """
    dots, count, cuts = 2 * columns, sum(lengths), len(lengths) - 1
    air = min(float(AIR), dots / 2 / cuts) if cuts else 0.0
    step = max(0.0, dots - 2 - air * cuts) / max(ENOUGH - 1, count - 1)
    before = [0, *accumulate(lengths)]
    places = tuple(
        tuple(round((start + n) * step + k * air) for n in range(length))
        for k, (start, length) in enumerate(zip(before, lengths, strict=False))
    )
    changes = []
    for k, n in enumerate(before[1:-1]):
        half = step / 2 if 0 < n < count else 0.0
        there = (n - 1) * step + k * air + half + air / 2 if n else k * air
        changes.append(min(columns - 1, max(0, round(there) // 2)))
    return Track(places, tuple(changes))


def _values(chart: Chart) -> Series:
    """The chart of values, with a ◆ at values outside the limits and at the end of runs."""
    marks: dict[int, str] = {}
    runs: set[int] = set()
    for s in chart.signals:
        if s.rule != 1:
            runs.update(range(s.first - chart.start, s.last - chart.start + 1))
            words = f"{s.last - s.first + 1} in a row" if s.rule == 2 else "3 of 4"
            marks[s.last - chart.start] = words
    for s in chart.signals:
        value = chart.values[s.first - chart.start]
        if s.rule == 1 and s.chart == "x" and value is not None:
            marks[s.first - chart.start] = as_given(value)
    return Series(
        *(chart.values, chart.centre, chart.lower, chart.upper, spread(chart)),
        *(chart.count >= ENOUGH, marks, frozenset(runs)),
    )


def _ranges(chart: Chart) -> Series:
    """The chart of moving ranges, with their upper limit."""
    marks = {
        s.first - chart.start: as_given(chart.ranges[s.first - chart.start] or 0.0)
        for s in chart.signals
        if s.chart == "mr"
    }
    wide = chart.range_upper or spread(chart)
    joined = chart.count >= ENOUGH
    return Series(chart.ranges, chart.mean_range, None, chart.range_upper, wide, joined, marks)


def _head(
    track: Track, left: int, width: int, unit: str, labels: Sequence[str], plain: bool
) -> Content:
    """The line above the chart: the unit at the left, and the label of each change, before or after
    it, wherever there is more room.
    """
    stops = [left + column for column in track.changes]
    line = styled(unit, MUTED).truncate(max(0, (stops[0] if stops else width) - 1), ellipsis=True)
    for n, stop in enumerate(stops):
        at = line.cell_length
        if stop < at:
            continue
        label = styled(labels[n] if n < len(labels) else "")
        room = min([s for s in stops if s > stop] or [width]) - stop - 3
        ahead = label.cell_length > room and stop - at - 2 > room
        label = label.truncate(max(0, stop - at - 2 if ahead else room), ellipsis=True)
        space = stop - at - (label.cell_length + 1 if ahead else 0)
        line = join(line, Content(" " * space), label if ahead else Content(""))
        line = join(line, Content(" " if ahead else ""), styled("|" if plain else "⠅", MUTED))
        if not ahead and label.cell_length:
            line = join(line, Content(" "), label)
    return line
