"""What one does with an experiment, as plans: begin, count, pause, go on, stop, look back
(P8, P10, C7, C8). Each is refused in a sentence where it does not fit how the experiment stands.
"""

import re
from contextlib import suppress
from typing import Any

from coach_tui.engagement import Engagement, Plan
from coach_tui.guide import writing
from coach_tui.guide.experiment.board import belief, kept_status
from coach_tui.guide.experiment.observing import read_observation
from coach_tui.guide.experiment.rules import NOW
from coach_tui.guide.reader import Reader
from coach_tui.records.audience import kept_back
from coach_tui.records.dates import at, day_of, short
from coach_tui.records.experiment import Experiment
from coach_tui.records.kind import is_day
from coach_tui.records.numbers import number_of
from coach_tui.records.refusal import Refused
from coach_tui.records.state import Record
from coach_tui.records.text import line

HELD = ("held", "weakened", "dropped")


def observe(engagement: Engagement, experiment: Record, text: str) -> list[Plan]:
    """Keep what was seen: `13.5 two trades away`, perhaps with a day before it."""
    if not text.strip():
        raise Refused("Nothing is written yet.")
    found = read_observation(text, at(engagement.wall()).date())
    said: dict[str, Any] = {"experiment": experiment.id, "issue": experiment.text("issue")}
    said |= {"text": found.text, "value": found.value, "date": found.day}
    return writing.new(engagement, "observation", said)


def begin(engagement: Engagement, experiment: Record) -> list[Plan]:
    """It runs from today, or from an earlier day that is written there already; a paused one goes
    on. What is missing is named.
    """
    now = kept_status(experiment)
    if now == "paused":
        return go_on(engagement, experiment)
    if now != "planned":
        began = experiment.text("began")
        since = f" It began on {short(began)}." if is_day(began) else ""
        raise Refused(f"{NOW[now]}{since} Nothing was changed.")
    today, written = day_of(engagement.wall()), experiment.text("began")
    began = written if is_day(written) and written <= today else today
    return writing.edit(engagement, experiment.id, {"status": "running", "began": began})


def pause(engagement: Engagement, experiment: Record, what: str, by: str = "") -> list[Plan]:
    """Somebody finds it not all right (C7): it waits, a talk is asked for, nothing is deleted."""
    now = kept_status(experiment)
    if now not in ("planned", "running"):
        raise Refused(f"{NOW[now]} Nothing was changed.")
    if not what.strip():
        raise Refused("Say what is not all right. Nothing was changed.")
    by = by.strip() or line(engagement.me.name)
    said = {"status": "paused", "not_ok": what.strip(), "not_ok_by": by}
    return writing.edit(engagement, experiment.id, said)


def go_on(engagement: Engagement, experiment: Record) -> list[Plan]:
    """A paused one runs again; one that had not begun is planned again."""
    if (now := kept_status(experiment)) != "paused":
        raise Refused(f"{NOW[now]} Nothing was changed.")
    begun = is_day(experiment.text("began"))
    return writing.edit(engagement, experiment.id, {"status": "running" if begun else "planned"})


def stop(engagement: Engagement, experiment: Record, reason: str) -> list[Plan]:
    """It ends before its time, with the reason; of an unsafe issue the reason stays here."""
    if (now := kept_status(experiment)) not in ("running", "paused"):
        raise Refused(f"{NOW[now]} Nothing was changed.")
    if not reason.strip():
        raise Refused("Say why it is stopped. Nothing was changed.")
    hushed = kept_back(engagement.state.records, {"experiment": experiment.id})
    if experiment.private or not hushed:
        said = {"status": "stopped", "stopped_why": reason.strip()}
        return writing.edit(engagement, experiment.id, said)
    # Of an unsafe issue nothing new is told (N3), so the reason does not go along with the card.
    said = {"status": "stopped", "stopped_why": f"{line(engagement.me.name)} knows why"}
    why = {"text": reason.strip(), "issue": experiment.text("issue"), "links": [experiment.id]}
    return [
        *writing.edit(engagement, experiment.id, said),
        *writing.new(engagement, "insight", why),
    ]


OUTCOMES = Experiment.says["outcome"]


def outcome(engagement: Engagement, experiment: Record, value: str, why: str = "") -> list[Plan]:
    """Whether what was predicted came about; that it cannot be said needs a reason (P10)."""
    said = {"outcome": value, "outcome_why": why.strip()}
    return writing.edit(engagement, experiment.id, said)


def believe(engagement: Engagement, experiment: Record, text: str) -> list[Plan]:
    """How sure one is of the assumption now that the experiment is over: `10`, or `10 dropped`.

    Without a word it was weakened when one is less sure than before, and held else.
    """
    tests = belief(Reader(engagement), experiment)
    if tests is None:
        raise Refused("It tests no assumption that is written down. Nothing was changed.")
    sure, word = _sure(text)
    before = tests.number("confidence")
    less = before is not None and sure < before
    now = word or ("weakened" if less else "held")
    return writing.edit(engagement, tests.id, {"confidence": sure, "status": now})


def _sure(text: str) -> tuple[float, str]:
    """A chance in per cent and the word after it, if there is one."""
    found = re.fullmatch(r"(.*?)\s*([a-z]*)", text.strip().casefold(), re.DOTALL)
    assert found is not None
    with suppress(ValueError):
        sure = number_of(found[1])
        if 0 <= sure <= 100 and found[2] in ("", *HELD):
            return sure, found[2]
    raise Refused(
        f"{line(text)[:40]!r} is not understood: a number from 0 to 100, and after it, if you "
        f"like, {', '.join(HELD[:-1])} or {HELD[-1]}."
    )
