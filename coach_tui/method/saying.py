"""An XmR chart described in one sentence. Row P10 of docs/method.md."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from coach_tui.method.chart import ENOUGH, FIRM, Chart
from coach_tui.method.figures import as_given, figure
from coach_tui.method.signals import Signal

WORDS = ("No", "One", "Two", "Three", "Four", "Five")
MOST = 3
"""Kinds of signals that one sentence names; further ones are only counted."""


def spread(chart: Chart) -> float:
    """Upper minus lower limit; without limits the largest minus the smallest value, or 0."""
    if chart.lower is not None and chart.upper is not None:
        return chart.upper - chart.lower
    some = [v for v in chart.values if v is not None]
    return max(some) - min(some) if some else 0.0


def chart_in_words(chart: Chart, unit: str = "", days: Sequence[str] = ()) -> str:
    """The sentence below a chart: too few values, usual variation, or each signal. `days` has the
    day of every point, from the first, as a text; named points are shown with theirs.
    """
    count = chart.count
    if chart.lower is None or chart.upper is None:
        return _too_few(chart)
    until = f"; provisional until there are {FIRM} measurements" if chart.provisional else ""
    if chart.signals:
        kinds = _kinds(chart, unit, days)
        more = len(kinds) - MOST
        said = kinds[:MOST] + ([f"and {more} more"] if more > 0 else [])
        return f"Out of the ordinary: {'; '.join(said)}{until}."
    if chart.lower == chart.upper:
        value = as_given(next(v for v in chart.values if v is not None))
        return f"All {count} measurements are {_with(value, unit)}{until}."
    wide = spread(chart)
    low, high = figure(chart.lower, wide), _with(figure(chart.upper, wide), unit)
    return f"Nothing but the usual ups and downs between {low} and {high}{until}."


def _too_few(chart: Chart) -> str:
    count = chart.count
    if count < ENOUGH:
        ending = "measurement" if count < 2 else "measurements"
        return (
            f"{WORDS[count]} {ending}{' yet' if not count else ''}. Limits are drawn from six on."
        )
    if chart.basis < ENOUGH:
        ending = "measurement" if chart.basis == 1 else "measurements"
        number = WORDS[chart.basis].lower()
        return f"The baseline holds {number} {ending}. Limits are drawn from six on."
    if all(None in pair for pair in pairwise(chart.values)):
        return "No two measurements stand side by side. Limits are drawn from how far they differ."
    return "No limits can be drawn from these measurements."


def _kinds(chart: Chart, unit: str, days: Sequence[str]) -> list[str]:
    """The signals in plain words: single points combined, runs one by one."""
    lower, centre, upper = chart.lower or 0.0, chart.centre or 0.0, chart.upper or 0.0
    value = {n: v for n, v in enumerate(chart.values, chart.start) if v is not None}
    single = [s.first for s in chart.signals if s.rule == 1 and s.chart == "x"]
    said = []
    for words, places in (
        ("above the upper limit", [n for n in single if value[n] > upper]),
        ("below the lower limit", [n for n in single if value[n] < lower]),
    ):
        if len(places) == 1:
            number = _with(as_given(value[places[0]]), unit)
            on = "".join(f", {day}" for day in days[places[0] - 1 : places[0]])
            said.append(f"point {places[0]} ({number}{on}) lies {words}")
        elif places:
            said.append(f"points {_list(places)} lie {words}")
    for s in chart.signals:
        high = all(value[n] > centre for n in (s.first, s.last) if n in value)
        some = f"points {s.first} to {s.last}"
        some += f" ({days[s.first - 1]} to {days[s.last - 1]})" if s.last <= len(days) else ""
        if s.rule == 2:
            side = "above" if high else "below"
            said.append(f"{some} lie in a row {side} the centre")
        elif s.rule == 3:
            limit = "upper" if high else "lower"
            said.append(f"{some} lie mostly nearer the {limit} limit than the centre")
    return said + _steps(chart.signals, days)


def _steps(signals: Sequence[Signal], days: Sequence[str]) -> list[str]:
    places = [s.first for s in signals if s.chart == "mr"]
    if not places:
        return []
    ending = "step to point" if len(places) == 1 else "steps to points"
    verb = "is" if len(places) == 1 else "are"
    on = "".join(f" ({day})" for day in days[places[0] - 1 : places[0]] if len(places) == 1)
    return [f"the {ending} {_list(places)}{on} {verb} larger than usual"]


def _list(places: Iterable[int]) -> str:
    some = [str(n) for n in places]
    if len(some) > 5:
        some = [*some[:4], f"{len(some) - 4} more"]
    return " and ".join([", ".join(some[:-1]), some[-1]] if len(some) > 1 else some)


def _with(number: str, unit: str) -> str:
    return f"{number} {unit.strip()}" if unit.strip() else number
