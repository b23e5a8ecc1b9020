"""What it has been worth so far, put together from what is recorded already (P15, P16, C4, C5)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from coach_tui.decks.model import APPROACHES
from coach_tui.guide.experiment.board import group, kept_status
from coach_tui.guide.issue.belonging import issue_of
from coach_tui.guide.reader import Reader
from coach_tui.guide.sealed import Book
from coach_tui.guide.timing import spent
from coach_tui.guide.worth.checkouts import Checkout, checkouts
from coach_tui.guide.worth.goals import GoalLine, lines
from coach_tui.method.forecasts import Forecast, Group, brier, calibration, resolved
from coach_tui.method.worth import Worth, worth
from coach_tui.records.dates import day_of
from coach_tui.records.state import Record, values

PARTIES = {"learner": "To the learner", "organisation": "To the organisation", "": "To nobody yet"}
"""Whom a line of the ledger is for, and the head of the group."""
TO_REVIEW = "to review"
EXPERIMENTS = ("planned", "running", "paused", TO_REVIEW, "reviewed", "stopped")
QUESTIONS = ("open", "held", "exploring", "answered", "dropped")
CLOSED = ("answered", "dropped")
CARD = "card"
"""Whose a forecast is that stands on the experiment's card, where both see it."""


@dataclass(frozen=True, slots=True)
class Predicted:
    """Forecasts of one person (a member's id), or those on the cards."""

    who: str
    forecasts: tuple[Forecast, ...]

    @property
    def n(self) -> int:
        """How many have come out."""
        return len(resolved(self.forecasts))

    @property
    def brier(self) -> float | None:
        """0 is perfect; None while none has come out."""
        return brier(self.forecasts)

    @property
    def calibration(self) -> tuple[Group, ...]:
        """Chances beside what came of them; nothing below 20."""
        return calibration(self.forecasts)


@dataclass(frozen=True, slots=True)
class Ledger:
    """The lines to one party, and what they add up to."""

    party: str
    lines: tuple[Record, ...]

    @property
    def worth(self) -> Worth:
        """Benefits and costs."""
        return _worth(self.lines)


@dataclass(frozen=True, slots=True)
class Month:
    """Questions opened and closed in a month, as `2026-10`."""

    month: str
    opened: int
    closed: int


@dataclass(frozen=True, slots=True)
class Spent:
    """Minutes by what they went into; breaks left out."""

    sessions: int
    together: int
    """Minutes of sessions of all: each of them spent these."""
    exercises: int
    alone: int
    """Minutes of exercises."""
    people: int = 2

    @property
    def minutes(self) -> int:
        """The time of all, added up."""
        return self.together * self.people + self.alone


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Everything on the page."""

    goals: list[GoalLine]
    predictions: list[Predicted]
    annulled: list[tuple[Record, str]]
    """Experiments that cannot be said to have come out, each with its reason."""
    experiments: dict[str, int]
    questions: dict[str, int]
    months: list[Month]
    single: int
    double: int
    approaches: dict[str, int]
    """Sessions by what their decks are for (P12)."""
    ledgers: list[Ledger]
    worth: Worth
    spent: Spent
    checkouts: list[Checkout]

    @property
    def all_predictions(self) -> Predicted:
        """Of each experiment what was given blind; where nothing was, what stands on its card."""
        return next(p for p in self.predictions if not p.who)


def evaluate(reader: Reader, issue: str = "") -> Evaluation:
    """Put it together: of one issue, or of everything that may be seen."""

    def some(*kinds: str) -> list[Record]:
        found = reader.of_kind(*kinds)
        return [r for r in found if not issue or issue_of(reader.engagement, r.fields) == issue]

    trials, questions, ledger = some("experiment"), some("question"), some("value")
    loops = Counter(r.text("loop") for r in some("review"))
    return Evaluation(
        goals=lines(reader, issue),
        predictions=_predictions(reader, trials),
        annulled=[(r, r.text("outcome_why")) for r in trials if r.get("outcome") == "annulled"],
        experiments=by_status((status_today(r, reader.day) for r in trials), EXPERIMENTS),
        questions=by_status((r.text("status") or "open" for r in questions), QUESTIONS),
        months=_months(questions),
        single=loops["single"],
        double=loops["double"],
        approaches=_approaches(some("session")),
        ledgers=_ledgers(ledger),
        worth=_worth(ledger),
        spent=_spent(reader, some("session")),
        checkouts=checkouts(reader, issue),
    )


def _approaches(sessions: Iterable[Record]) -> dict[str, int]:
    ended_ones = [s for s in sessions if s.get("status") == "ended" and not s.text("exercise")]
    return by_status((s.text("approach") for s in ended_ones if s.text("approach")), APPROACHES)


# -- experiments and questions ---------------------------------------------------------------------


def status_today(experiment: Record, day: str) -> str:
    """An experiment's status on a day; *to review* where the board of experiments has it so."""
    return TO_REVIEW if group(experiment, day) == TO_REVIEW else kept_status(experiment)


def by_status(statuses: Iterable[str], order: tuple[str, ...]) -> dict[str, int]:
    """How many there are of each, in the order given; what a newer version knows comes last."""
    counted = Counter(statuses)
    return {s: counted[s] for s in (*order, *sorted(set(counted) - set(order))) if counted[s]}


def _months(questions: list[Record]) -> list[Month]:
    opened = Counter(day_of(r.created)[:7] for r in questions)
    closed = Counter(day_of(w)[:7] for r in questions if (w := _closed_at(r)))
    known = sorted({*opened, *closed})
    if not known:
        return []
    found: list[Month] = []
    month = known[0]
    # Months in which nothing happened stand between: it is a line over time.
    while month <= known[-1] and len(found) < 1200:
        found.append(Month(month, opened[month], closed[month]))
        year, number = int(month[:4]), int(month[5:])
        month = f"{year + number // 12}-{number % 12 + 1:02d}"
    return found


def _closed_at(question: Record) -> int:
    """When it got the status that closed it (ms); 0 while it is open."""
    if question.get("status") not in CLOSED:
        return 0
    live = [v for v in values(question.id, question.changes) if v.field == "status" and v.live]
    return live[-1].change.w if live else 0


# -- predictions -----------------------------------------------------------------------------------


def _predictions(reader: Reader, trials: list[Record]) -> list[Predicted]:
    """Of all (nobody's name), of each member, and those on the cards.

    One's own that is not open yet does not count: the other's device has not got it.
    """
    book = Book(reader, "prediction")
    every: list[Forecast] = []
    each: dict[str, list[Forecast]] = {m: [] for m in reader.engagement.members}
    cards: list[Forecast] = []
    for trial in trials:
        came = {"yes": True, "no": False}.get(trial.text("outcome"))
        blind = []
        for member, stands in book.statuses(trial.id).items():
            chance = stands.values.get("chance")
            if chance is not None:
                blind.append(Forecast(chance / 100, came))
                each.setdefault(member, []).append(blind[-1])
        card = trial.number("chance") if _before(trial) else None
        on_card = [] if card is None else [Forecast(card / 100, came)]
        cards += on_card
        every += blind or on_card
    return [
        Predicted("", tuple(every)),
        *(Predicted(m, tuple(found)) for m, found in each.items()),
        Predicted(CARD, tuple(cards)),
    ]


def _before(trial: Record) -> bool:
    """Whether what stands on a card was there before it was known how that came out."""
    if not trial.get("outcome"):
        return True
    live = [v for v in values(trial.id, trial.changes) if v.live]
    said = max((v.change.stamp for v in live if v.field == "chance"), default="")
    known = max((v.change.stamp for v in live if v.field == "outcome"), default="")
    return said < known


# -- worth -----------------------------------------------------------------------------------------


def _ledgers(records: list[Record]) -> list[Ledger]:
    """The two groups of the ledger, and a third when some line says no party."""
    by_party: dict[str, list[Record]] = {"learner": [], "organisation": []}
    for record in records:
        party = record.text("party")
        by_party.setdefault(party if party in PARTIES else "", []).append(record)
    return [Ledger(party, tuple(found)) for party, found in by_party.items()]


def is_cost(record: Record) -> bool:
    """Whether a line of the ledger is a cost."""
    return bool(record.get("side", "benefit") == "cost")


def amount_of(record: Record) -> float | None:
    """A line's amount; None when it is in words."""
    return record.number("amount")


def _worth(records: Iterable[Record]) -> Worth:
    some = list(records)
    return worth(
        [amount_of(r) for r in some if not is_cost(r)], [amount_of(r) for r in some if is_cost(r)]
    )


def _spent(reader: Reader, sessions: list[Record]) -> Spent:
    """The time of all, from when things were kept in each session: what all know, so that every
    device counts the same.
    """
    moments: dict[str, list[int]] = {s.id: [] for s in sessions}
    for record in reader.records:
        session = record.text("session")
        if session in moments and not record.private and record.kind != "check":
            moments[session].append(record.created)
    took = [(s, spent(s, moments[s.id]) / 60_000) for s in sessions]
    both = [m for s, m in took if not s.text("exercise")]
    alone = [m for s, m in took if s.text("exercise")]
    people = max(2, len(reader.engagement.members))
    return Spent(len(both), round(sum(both)), len(alone), round(sum(alone)), people)


def length(minutes: int) -> str:
    """`40 min`, `2 h`, `6 h 20 min`."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def spent_in_words(found: Spent) -> str:
    """Where the time went, in a sentence."""
    if not found.sessions and not found.exercises:
        return "No session yet, so no time is counted."
    parts = []
    if found.sessions:
        sessions = "1 session" if found.sessions == 1 else f"{found.sessions} sessions"
        parts.append(f"{length(found.together)} in {sessions}, of each of you")
    if found.exercises:
        several = "1 exercise" if found.exercises == 1 else f"{found.exercises} exercises"
        parts.append(f"{length(found.alone)} in {several}")
    total = f" Together {length(found.minutes)}." if found.sessions else ""
    return f"{'; '.join(parts)}.{total} Breaks are left out."


def amount(value: float) -> str:
    """An amount as it is written: `5,940`, `12.50`; very large ones in short."""
    if abs(value) >= 1e12:
        return f"{value:.4g}"
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}"


def amount_words(record: Record) -> str:
    """What stands at the right of a line of the ledger."""
    value: Any = amount_of(record)
    if value is None:
        return "a cost, in words" if is_cost(record) else "in words"
    return f"cost {amount(value)}" if is_cost(record) else amount(value)
