"""Pictures: the process-behaviour chart (P10), the grid of assumptions (P5), a small line.

The sentence that belongs under a chart is `method.saying.chart_in_words`; the numbers stand
beside it in a table, so that nothing hangs on a picture alone.
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
"""Dots that a dated change takes from the width."""
HEIGHTS = "^-_"
"""A small line in plain characters: high, in the middle, low."""
RANGE_ROWS = 6
"""Rows that the moving ranges add where there is room, with their name and the air before it."""
RANGES = "moving range"
TEST_FIRST = "test first"
LEVELS = 5
"""Of importance and of evidence."""
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
    """The picture in exactly `height` lines of at most `width` cells; made for 30 by 8 and more.

    `phases` in their order, as `method.chart.phases` gives them, or one chart; `labels` name the
    changes between them. Numbers of the first phase stand at the left edge, those of the last at
    the right. `ranges` adds the moving ranges below, `plain` takes `*`, `-`, `+` for braille.
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
    """A line of one row over `width` cells, from `low` to `high`, on which values beyond lie at the
    edge; None is a gap. Nothing where there is no value. `plain` takes the three of `HEIGHTS` for
    braille.
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
    """The height at which a cell of a small line is drawn, as a plain character."""
    if char == " ":
        return char
    rows = [row for row, pair in enumerate(BITS) for bit in pair if (ord(char) - BRAILLE) & bit]
    return HEIGHTS[round(sum(rows) / len(rows) * (len(HEIGHTS) - 1) / (len(BITS) - 1))]


def assumption_grid(
    items: Sequence[tuple[str, int, int]], width: int, height: int, *, plain: bool = False
) -> list[Content]:
    """What is taken for granted by importance (1 to 5, up) and evidence (1 to 5, to the right), in
    exactly `height` lines of at most `width` cells; made for 30 by 7 and more.

    Each item is its mark (one character), importance and evidence; several in one place are their
    count, `×2`. The corner to test first, important with little evidence, is named. What lies
    outside 1..5 is not shown; 3 lies on the line between.
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
    """Where one of the five levels lies on a length."""
    return round((level - 1) * max(0, length) / (LEVELS - 1))


def lay_out(lengths: Sequence[int], columns: int) -> Track:
    """Points at even distances over the width, with some air at each change. Fewer than six lie as
    if there were six: the picture grows to the right.
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
    """The upper chart: a ◆ where a value is outside, and where a run ends."""
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
    """The lower chart: moving ranges, from zero to their limit."""
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
    """The row above: the unit over the numbers, and each change with its label, which stands before
    the change where there is more room.
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
