"""Drawing of one chart on a canvas: points, centre line, limits, and numbers at both edges.

Row P10 of docs/method.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from textual.content import Content

from coach_tui.method.figures import as_given, figure
from coach_tui.tui.widgets.canvas import (
    BLANK,
    CHANGE,
    DATE,
    FRAME,
    LIMIT,
    LINE,
    POINT,
    RUN,
    RUN_POINT,
    Canvas,
)
from coach_tui.tui.widgets.words import MUTED, join

SIGNAL = "bold $text-warning"
APART = 6
"""The distance (dots) between points from which each has a marker on the line."""
ROOMY = 7
"""Lines of the chart from which one at the top and one at the bottom are left free for the names of
the limits.
"""


@dataclass(frozen=True, slots=True)
class Series:
    """The data of one phase in a chart."""

    values: tuple[float | None, ...]
    centre: float | None
    lower: float | None
    upper: float | None
    spread: float
    """The spread of the values, which decides on the number of decimals."""
    joined: bool
    """Whether there are enough points to be joined by a line."""
    marks: dict[int, str] = field(default_factory=dict)
    """Signals: index in `values`, and the text beside it."""
    runs: frozenset[int] = frozenset()
    """The indexes in `values` that belong to a run which is a signal."""


@dataclass(frozen=True, slots=True)
class Track:
    """The horizontal positions of all phases."""

    places: tuple[tuple[int, ...], ...]
    """The dot of each value, by phase."""
    changes: tuple[int, ...]
    """The column of each dated change."""


class Scale:
    """Maps values to rows of dots so that all values and limits fit, and `floor`, if given."""

    def __init__(self, some: Sequence[Series], rows: int, floor: float | None = None) -> None:
        numbers = [v for one in some for v in (*one.values, one.lower, one.centre, one.upper)]
        there = [v for v in (*numbers, floor) if v is not None] or [0.0]
        self.low, self.high = min(there), max(there)
        pad = 4 if rows >= ROOMY else 1
        self.top, self.bottom = pad, max(pad, 4 * rows - 1 - (pad if floor is None else 0))

    def __call__(self, value: float) -> int:
        """The row of dots for a value, from 0 at the top."""
        # Halved first, so that the difference of the largest and smallest float is finite.
        span = self.high / 2 - self.low / 2
        share = (value / 2 - self.low / 2) / span if span > 0 else 0.5
        return round(self.bottom - share * (self.bottom - self.top))


class Panel:
    """One chart with all phases. Numbers at the edges are at most `room` characters long; `floor`
    is a value that must be in view.
    """

    def __init__(self, some: Sequence[Series], room: int, floor: float | None = None) -> None:
        self.some, self.floor = some, floor
        self.left = self._edge(0, room)
        self.right = self._edge(-1, room) if len(some) > 1 else []

    def _edge(self, which: int, room: int) -> list[tuple[float, str, str]]:
        """(value, text, style) of the numbers at one edge, the most important first: centre and
        limits of the first or last phase; without limits, the extreme values at the left.
        """
        one = self.some[which]
        numbers = [(one.centre, "bold"), (one.upper, MUTED), (one.lower, MUTED)]
        bare = all(each.centre is None for each in self.some)
        if bare:
            there = [v for each in self.some for v in each.values if v is not None]
            ends = [max(there), min(there)] if there and which == 0 else []
            numbers = [(v, MUTED) for v in ends]
        edge = []
        for value, style in numbers:
            if value is not None:
                text = as_given(value) if bare else figure(value, one.spread)
                edge.append((value, text if len(text) <= room else f"{value:.2g}", style))
        return edge

    def lines(self, track: Track, canvas: Canvas, left: int, right: int) -> list[Content]:
        """Draw on the canvas; its lines, with edges of `left` and `right` cells added."""
        scale = Scale(self.some, canvas.rows, self.floor)
        cuts = [-1, *track.changes, canvas.columns]
        for one, (start, end) in zip(self.some, pairwise(cuts), strict=True):
            # Leave one cell free on both sides of a dated change.
            across = range(2 * (start + 1 + (start >= 0)), 2 * (end - (end < canvas.columns)))
            _limits(one, canvas, scale, across)
        for column in track.changes:
            for y in range(0, 4 * canvas.rows, 2):
                canvas.dot(2 * column, y, CHANGE)
        for one, xs in zip(self.some, track.places, strict=True):
            _points(one, canvas, scale, xs)
        for one, xs in zip(self.some, track.places, strict=True):
            _marks(one, canvas, scale, xs)
        if self.floor is None:
            _names(self.some[0], canvas, scale, [*track.changes, canvas.columns][0])
        at_left = _placed(self.left, scale, canvas.rows)
        at_right = _placed(self.right, scale, canvas.rows)
        return [
            join(_number(at_left.get(n), left, " "), line, _number(at_right.get(n), right, ""))
            for n, line in enumerate(canvas.lines())
        ]


def _limits(one: Series, canvas: Canvas, scale: Scale, across: range) -> None:
    """Draw the centre line dotted and the limits dashed."""
    for value, every, long in ((one.lower, 8, 3), (one.upper, 8, 3), (one.centre, 2, 1)):
        if value is not None:
            for x in across:
                if (x - across.start) % every < long:
                    canvas.dot(x, scale(value), LIMIT)


def _points(one: Series, canvas: Canvas, scale: Scale, xs: Sequence[int]) -> None:
    """Draw lines between points, except across gaps, and markers where points are far apart."""
    dots = [None if v is None else (x, scale(v)) for x, v in zip(xs, one.values, strict=True)]
    far = len(xs) < 2 or xs[1] - xs[0] >= APART
    # Signals are drawn last, so that they are in front.
    for out in (False, True):
        for n, (here, there) in enumerate(pairwise(dots)):
            if here and there and one.joined and ({n, n + 1} <= one.runs) is out:
                canvas.line(here, there, RUN if out else LINE)
    for out in (False, True):
        for n, here in enumerate(dots):
            if here is None or (n in one.runs) is not out:
                continue
            alone = not any(dots[max(0, n - 1) : n] + dots[n + 1 : n + 2])
            draw = canvas.blob if far or alone or not one.joined else canvas.dot
            draw(*here, RUN_POINT if out else POINT)


def _marks(one: Series, canvas: Canvas, scale: Scale, xs: Sequence[int]) -> None:
    """Draw a ◆ at each signal, and its text nearby where there is room."""
    at = {}
    for n in sorted(one.marks):
        value = one.values[n]
        if value is not None:
            at[n] = (xs[n] // 2, scale(value) // 4)
            canvas.text(*at[n], "+" if canvas.plain else "◆", SIGNAL)
    for n, (column, row) in at.items():
        words = one.marks[n]
        out = -1 if scale(one.values[n] or 0.0) < 2 * canvas.rows else 1
        near = [(column + 2, row), (column - len(words) - 1, row)]
        for far in (out, 2 * out, -out, -2 * out):
            near += [(column - len(words) * k // 2, row + far) for k in (1, 0, 2)]
        for above in (BLANK, FRAME):
            free = [place for place in near if _room(canvas, *place, len(words), above)]
            if free:
                canvas.text(*free[0], words, SIGNAL)
                break


def _room(canvas: Canvas, column: int, row: int, length: int, above: int) -> bool:
    """Whether a text fits at a cell, with nothing drawn directly before or after it."""
    sides = [n for n in (column - 1, column + length) if 0 <= n < canvas.columns]
    return canvas.free(column, row, length, above) and all(
        canvas.free(n, row, 1, DATE) for n in sides
    )


def _names(one: Series, canvas: Canvas, scale: Scale, end: int) -> None:
    """Write the names of the limits beside their lines, outside if possible, in the first free
    place before the column `end`.
    """
    for value, words, out in ((one.upper, "upper limit", -1), (one.lower, "lower limit", 1)):
        if value is None or one.upper == one.lower:
            continue
        row = scale(value) // 4
        near = [(n, row + far) for far in (out, -out) for n in range(end - len(words))]
        free = [at for at in near if _room(canvas, *at, len(words), BLANK)]
        if free:
            canvas.text(*free[0], words, MUTED)


def _placed(
    edge: list[tuple[float, str, str]], scale: Scale, rows: int
) -> dict[int, tuple[str, str]]:
    """By line, (text, style) of the numbers at an edge. Where two meet, the less important one
    moves by a line, or is left out when it is equal or there is no room.
    """
    placed: dict[int, tuple[str, str]] = {}
    for value, text, style in edge:
        row = scale(value) // 4
        if row in placed:
            row += -1 if value > edge[0][0] else 1
        if 0 <= row < rows and row not in placed and text not in {t for t, _ in placed.values()}:
            placed[row] = (text, style)
    return placed


def _number(found: tuple[str, str] | None, width: int, after: str) -> Content:
    text, style = found or ("", "")
    return Content.styled(f"{text + after if text else '':>{width}}", style)
