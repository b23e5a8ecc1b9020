"""The state of experiments: group on the board, observations and their chart, predictions, reviews.

Pure reading. Days are ISO dates. Rows P8, P10 and C6 to C8 of docs/method.md.
"""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from coach_tui.engagement import Engagement
from coach_tui.guide.reader import Reader
from coach_tui.records.dates import day_of, short
from coach_tui.records.experiment import lacking
from coach_tui.records.kind import is_day
from coach_tui.records.state import Record, values

if TYPE_CHECKING:
    from coach_tui.method.chart import Chart

GROUPS = ("to review", "running", "paused", "planned", "done")
"""The groups of the board, most urgent first."""
DONE = {"stopped": "stopped early", "reviewed": "reviewed"}


# -- status ----------------------------------------------------------------------------------------


def kept_status(experiment: Record) -> str:
    """The stored status; `planned` when this version does not know it."""
    kept = experiment.text("status")
    return kept if kept in ("running", "paused", *DONE) else "planned"


def group(experiment: Record, today: str) -> str:
    """The group on the board, one of `GROUPS`. `to review` is derived from the review day and never
    stored.
    """
    kept, review = kept_status(experiment), experiment.text("review")
    if kept in ("running", "stopped") and is_day(review) and review <= today:
        return "to review"
    return "done" if kept in DONE else kept


def status_words(experiment: Record, today: str) -> str:
    """The group in words with the relevant days: `running since Wed 14 Oct`."""
    found, kept = group(experiment, today), kept_status(experiment)
    began, review = experiment.text("began"), experiment.text("review")
    if found == "to review":
        early = "stopped early, " if kept == "stopped" else ""
        return f"{early}to review since {short(review)}" if review < today else f"{early}to review"
    if found == "done":
        return f"{DONE[kept]}; it began on {short(began)}" if is_day(began) else DONE[kept]
    since = f" since {short(began)}" if is_day(began) and kept == "running" else ""
    back = f", look back {short(review)}" if is_day(review) and kept == "running" else ""
    return f"{kept}{since}{back}"


def in_short(experiment: Record, today: str) -> str:
    """The status in one or two words, for a list."""
    found = group(experiment, today)
    return DONE[kept_status(experiment)] if found == "done" else found


def missing(experiment: Record) -> list[str]:
    """The names, in words, of the fields still needed before it can begin; empty when none is."""
    return lacking(experiment.fields)


def board(reader: Reader) -> list[tuple[str, list[Record]]]:
    """All visible experiments by group, in the order of `GROUPS`, without empty groups; the latest
    first in each, except that those to review are sorted by day.
    """
    found: dict[str, list[Record]] = {name: [] for name in GROUPS}
    for record in reader.of_kind("experiment"):
        found[group(record, reader.day)].append(record)
    for some in found.values():
        some.sort(key=_newest, reverse=True)
    # The longest overdue review comes first.
    found["to review"].sort(key=lambda r: r.text("review"))
    return [(name, some) for name, some in found.items() if some]


def _newest(experiment: Record) -> tuple[int, str]:
    return experiment.created, experiment.id


def waiting(reader: Reader) -> list[tuple[Record, str, str]]:
    """The experiments to review or paused: the record, a text (the prediction, or the objection),
    and the review day (empty when paused).
    """
    found = []
    for record in reader.of_kind("experiment"):
        stands = group(record, reader.day)
        if stands == "to review":
            found.append((record, record.text("prediction"), record.text("review")))
        elif stands == "paused":
            whose = who(reader.engagement, record.text("not_ok_by"))
            said = record.text("not_ok")
            found.append((record, f"{whose}: {said}" if whose and said else said or whose, ""))
    return found


def who(engagement: Engagement, text: str) -> str:
    """The name of a member for their id; any other text unchanged."""
    return engagement.name_of(text) if text in engagement.members else text


# -- what was counted ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Measurement:
    """One observation: its record, day, number (None is a gap in the chart) and text."""

    record: Record
    day: str
    value: float | None
    text: str


@dataclass(frozen=True, slots=True)
class Charted:
    """The observations of an experiment by day, with their control chart (XmR).

    With observations on both sides of the first day there are two phases, `began` is that day, and
    `held` is the whole series against the limits of the first phase, or None if it has no limits.
    Otherwise there is one phase and `began` is empty.
    """

    seen: tuple[Measurement, ...]
    phases: "tuple[Chart, ...]"
    began: str = ""
    held: "Chart | None" = None
    unit: str = ""

    @property
    def last(self) -> "Chart":
        """The chart of the last phase."""
        return self.phases[-1]

    @property
    def count(self) -> int:
        """The number of measurements, without gaps."""
        return sum(one.count for one in self.phases)

    def names(self) -> list[str]:
        """The name of each phase."""
        if not self.began:
            return ["all"]
        return [f"before {short(self.began)}", f"since {short(self.began)}"]

    def sentences(self) -> list[str]:
        """A sentence on the chart of each phase, and one comparing the second with the first."""
        from coach_tui.method.saying import chart_in_words

        days = [short(one.day) for one in self.seen]
        if not self.began:
            return [chart_in_words(self.last, self.unit, days)]
        named = zip(self.names(), self.phases, strict=True)
        said = [
            f"{_first(name)}: {_low(chart_in_words(one, self.unit, days))}" for name, one in named
        ]
        if self.held is not None:
            words = _low(chart_in_words(_plainest(self.held), self.unit, days))
            words = words.removeprefix("out of the ordinary: ")
            said.append(f"Held against the time before: {words}")
        return said


def by_experiment(reader: Reader) -> dict[str, list[Measurement]]:
    """All observations by experiment id, each list by day, then in the order of entry."""
    return reader.once(_by_experiment)


def _by_experiment(reader: Reader) -> dict[str, list[Measurement]]:
    found: dict[str, list[Measurement]] = {}
    for record in reader.of_kind("observation"):
        date = record.text("date")
        day = date if is_day(date) else day_of(record.created)
        one = Measurement(record, day, record.number("value"), record.text("text"))
        found.setdefault(record.text("experiment"), []).append(one)
    return {name: sorted(some, key=lambda one: one.day) for name, some in found.items()}


def observations(reader: Reader, experiment: str) -> list[Measurement]:
    """The observations of one experiment (an id), by day, then in the order of entry."""
    return by_experiment(reader).get(experiment, [])


def charted(reader: Reader, experiment: Record) -> Charted:
    """The observations and chart of an experiment. The first phase (the baseline) is everything
    before its first day, and what was entered for that day before it was begun.
    """
    from coach_tui.method.chart import phases, xmr

    seen = observations(reader, experiment.id)
    series = [one.value for one in seen]
    began, unit = experiment.text("began"), experiment.text("unit")
    since = (began, _begun_at(experiment, began)) if is_day(began) else ("", 0)
    before = sum((one.day, one.record.created) < since for one in seen)
    if not (any(v is not None for v in series[:before]) and len(seen) > before):
        return Charted(tuple(seen), (xmr(series),), unit=unit)
    held = xmr(series, baseline=(1, before))
    if held.lower is not None:
        later = tuple(s for s in held.signals if s.last > before)
        held = replace(held, signals=later)
    return Charted(
        *(tuple(seen), phases(series, [before + 1]), began),
        *(held if held.lower is not None else None, unit),
    )


def _begun_at(experiment: Record, began: str) -> int:
    """When the experiment was set running on its first day (ms); 0 when only the day was entered,
    so that all observations of that day count as after the start.
    """

    every = values(experiment.id, experiment.changes)
    first = next(v for v in every if (v.field, v.value) == ("began", began))
    return first.change.w if first.change.set.get("status") == "running" else 0


def _plainest(chart: "Chart") -> "Chart":
    """The chart with only its most obvious kind of signal: outside the limits, else a run."""
    for rule in (1, 2, 3):
        some = tuple(s for s in chart.signals if s.rule == rule and s.chart == "x")
        if some:
            return replace(chart, signals=some, provisional=False)
    return replace(chart, signals=(), provisional=False)


def _first(text: str) -> str:
    return text[:1].upper() + text[1:]


def _low(text: str) -> str:
    return text[:1].lower() + text[1:]


def chart_json(found: Charted) -> dict[str, Any]:
    """The chart for JSON output: the last phase at the top level, all of them under `phases`."""
    names = found.names()
    every = [
        _one(chart) | {"name": name, "start": chart.start, "count": chart.count}
        for name, chart in zip(names, found.phases, strict=True)
    ]
    return _one(found.last) | {"phases": every, "held": _one(found.held) if found.held else None}


def _one(chart: "Chart") -> dict[str, Any]:
    return {
        "centre": chart.centre,
        "lower": chart.lower,
        "upper": chart.upper,
        "range_upper": chart.range_upper,
        "provisional": chart.provisional,
        "signals": [
            {"rule": s.rule, "from": s.first, "to": s.last, "chart": s.chart} for s in chart.signals
        ],
    }


# -- what was predicted, and what was learned ------------------------------------------------------


def predictions(reader: Reader, experiment: Record) -> list[tuple[str, float | None]]:
    """(name, chance in per cent) of each member who gave a prediction; None until it is opened."""
    found = []
    for record in _of(reader, "prediction", experiment):
        chance = record.number("chance")
        revealed = chance is not None and not record.private
        if record.text("commitment") or revealed:
            name = reader.engagement.name_of(record.author)
            found.append((name, chance if revealed else None))
    return found


def reviews(reader: Reader, experiment: Record) -> list[Record]:
    """The reviews of an experiment, oldest first."""
    return _of(reader, "review", experiment)


def _of(reader: Reader, kind: str, experiment: Record) -> list[Record]:
    return [r for r in reader.of_kind(kind) if r.text("experiment") == experiment.id]


def unsaid(review: Record) -> str:
    """What a review with a double loop lacks, in words: the rule before, the rule now, or both.
    Empty when it lacks nothing.
    """
    if review.text("loop") != "double":
        return ""
    fields = {"rule_before": "the rule before", "rule_now": "the rule now"}
    return " and ".join(words for field, words in fields.items() if not review.text(field).strip())


def belief(reader: Reader, experiment: Record) -> Record | None:
    """The assumption that an experiment tests; None when it names none that may be seen."""
    found = reader.get(experiment.text("assumption"))
    return found if found is not None and found.kind == "assumption" else None
