"""The evaluation so far, computed from existing records: goals, predictions, counts, worth, time.

Pure reading. Rows P12, P15, P16, C4 and C5 of docs/method.md.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from coach_tui.decks.model import APPROACHES
from coach_tui.guide.experiment.board import group, kept_status
from coach_tui.guide.issue.belonging import issue_of
from coach_tui.guide.issue.questions import Month, by_month
from coach_tui.guide.reader import Reader
from coach_tui.guide.sealed import Book
from coach_tui.guide.timing import spent
from coach_tui.guide.worth.checkouts import Checkout, checkouts
from coach_tui.guide.worth.goals import GoalLine, lines
from coach_tui.method.predictions import Group, Prediction, brier, calibration, resolved
from coach_tui.method.worth import Worth, worth
from coach_tui.records.state import Record, values

PARTIES = {"learner": "To the learner", "organisation": "To the organisation", "": "To nobody yet"}
"""The value of `party` in a ledger line, and the heading of its group."""
TO_REVIEW = "to review"
EXPERIMENTS = ("planned", "running", "paused", TO_REVIEW, "reviewed", "stopped")
QUESTIONS = ("open", "held", "exploring", "answered", "dropped")
CARD = "card"
"""`Predicted.who` for the predictions in the experiments' own `chance` field, which all can see."""


@dataclass(frozen=True, slots=True)
class Predicted:
    """The predictions of one member (`who` is the id), of the experiments' own field (`CARD`), or
    of all (empty).
    """

    who: str
    predictions: tuple[Prediction, ...]

    @property
    def n(self) -> int:
        """The number of predictions whose outcome is known."""
        return len(resolved(self.predictions))

    @property
    def brier(self) -> float | None:
        """The Brier score, 0 (perfect) to 1; None while no outcome is known."""
        return brier(self.predictions)

    @property
    def calibration(self) -> tuple[Group, ...]:
        """Predicted chances beside the share that came true; empty below 20 known outcomes."""
        return calibration(self.predictions)


@dataclass(frozen=True, slots=True)
class Ledger:
    """The ledger lines (`value` records) of one party."""

    party: str
    lines: tuple[Record, ...]

    @property
    def worth(self) -> Worth:
        """The sums of benefits and costs."""
        return _worth(self.lines)


@dataclass(frozen=True, slots=True)
class Spent:
    """Numbers of sessions and exercises and the minutes they took, without breaks."""

    sessions: int
    together: int
    """Minutes of sessions, counted once, not per member."""
    exercises: int
    alone: int
    """Minutes of exercises."""
    people: int = 2

    @property
    def minutes(self) -> int:
        """The minutes of all members added up."""
        return self.together * self.people + self.alone


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All figures of the evaluation."""

    goals: list[GoalLine]
    predictions: list[Predicted]
    annulled: list[tuple[Record, str]]
    """Experiments without a clear outcome, each with the reason."""
    experiments: dict[str, int]
    questions: dict[str, int]
    months: tuple[Month, ...]
    single: int
    double: int
    approaches: dict[str, int]
    """Ended sessions by the approach of their deck."""
    ledgers: list[Ledger]
    worth: Worth
    spent: Spent
    checkouts: list[Checkout]

    @property
    def all_predictions(self) -> Predicted:
        """The blind predictions of each experiment, or its own field where there are none."""
        return next(p for p in self.predictions if not p.who)


def evaluate(reader: Reader, issue: str = "") -> Evaluation:
    """Compute the evaluation of one issue (an id), or of all visible records."""

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
        months=by_month(questions),
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
    """An experiment's status on a day, or `to review` when its review is due."""
    return TO_REVIEW if group(experiment, day) == TO_REVIEW else kept_status(experiment)


def by_status(statuses: Iterable[str], order: tuple[str, ...]) -> dict[str, int]:
    """Counts by status in the given order, without zeros; statuses unknown to this version last."""
    counted = Counter(statuses)
    return {s: counted[s] for s in (*order, *sorted(set(counted) - set(order))) if counted[s]}


# -- predictions -----------------------------------------------------------------------------------


def _predictions(reader: Reader, trials: list[Record]) -> list[Predicted]:
    """The predictions of all, of each member, and of the experiments' own field, in that order.

    Values not opened yet do not count, not even this person's: other devices do not have them.
    """
    book = Book(reader, "prediction")
    every: list[Prediction] = []
    each: dict[str, list[Prediction]] = {m: [] for m in reader.engagement.members}
    cards: list[Prediction] = []
    for trial in trials:
        came = {"yes": True, "no": False}.get(trial.text("outcome"))
        blind = []
        for member, stands in book.statuses(trial.id).items():
            chance = stands.values.get("chance")
            if chance is not None:
                blind.append(Prediction(chance / 100, came))
                each.setdefault(member, []).append(blind[-1])
        card = trial.number("chance") if _before(trial) else None
        on_card = [] if card is None else [Prediction(card / 100, came)]
        cards += on_card
        every += blind or on_card
    return [
        Predicted("", tuple(every)),
        *(Predicted(m, tuple(found)) for m, found in each.items()),
        Predicted(CARD, tuple(cards)),
    ]


def _before(trial: Record) -> bool:
    """Whether the experiment's own prediction was set before its outcome was."""
    if not trial.get("outcome"):
        return True
    live = [v for v in values(trial.id, trial.changes) if v.live]
    said = max((v.change.stamp for v in live if v.field == "chance"), default="")
    known = max((v.change.stamp for v in live if v.field == "outcome"), default="")
    return said < known


# -- worth -----------------------------------------------------------------------------------------


def _ledgers(records: list[Record]) -> list[Ledger]:
    """The ledger by party: learner, organisation, and a third when a line names neither."""
    by_party: dict[str, list[Record]] = {"learner": [], "organisation": []}
    for record in records:
        party = record.text("party")
        by_party.setdefault(party if party in PARTIES else "", []).append(record)
    return [Ledger(party, tuple(found)) for party, found in by_party.items()]


def is_cost(record: Record) -> bool:
    """Whether a line of the ledger is a cost."""
    return bool(record.get("side", "benefit") == "cost")


def amount_of(record: Record) -> float | None:
    """The amount of a ledger line; None when it is in words only."""
    return record.number("amount")


def _worth(records: Iterable[Record]) -> Worth:
    some = list(records)
    return worth(
        [amount_of(r) for r in some if not is_cost(r)], [amount_of(r) for r in some if is_cost(r)]
    )


def _spent(reader: Reader, sessions: list[Record]) -> Spent:
    """The time spent in sessions and exercises, from the times of shared records only, so that all
    devices get the same result.
    """
    moments: dict[str, list[int]] = {s.id: [] for s in sessions}
    for record in reader.records:
        session = record.text("session")
        if session in moments and not record.private and record.kind != "check":
            moments[session].append(record.created)
    shared = (s for s in sessions if not s.private)
    took = [(s, spent(s, moments[s.id]) / 60_000) for s in shared]
    both = [m for s, m in took if not s.text("exercise")]
    alone = [m for s, m in took if s.text("exercise")]
    people = max(2, len(reader.engagement.members))
    return Spent(len(both), round(sum(both)), len(alone), round(sum(alone)), people)


def length(minutes: int) -> str:
    """Minutes in words: `40 min`, `2 h`, `6 h 20 min`."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def spent_in_words(found: Spent) -> str:
    """The time spent, in sentences."""
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
    """Format an amount: `5,940`, `12.50`; from 10¹² on in scientific notation."""
    if abs(value) >= 1e12:
        return f"{value:.4g}"
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}"


def amount_words(record: Record) -> str:
    """The amount of a ledger line for display, or that it is in words."""
    value: Any = amount_of(record)
    if value is None:
        return "a cost, in words" if is_cost(record) else "in words"
    return f"cost {amount(value)}" if is_cost(record) else amount(value)
