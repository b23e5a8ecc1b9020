"""Plans for the actions on an experiment: begin, observe, pause, resume, stop, record the outcome.

Each raises `Refused` when the experiment's status does not allow it. Rows P8, P10, C7, C8 and N3 of
docs/method.md.
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
    """Plans for an observation typed as one line: an optional day, a number, and words, as in
    `13.5 two trades away`. `Refused` when the line is empty or cannot be read.
    """
    if not text.strip():
        raise Refused("Nothing is written yet.")
    found = read_observation(text, at(engagement.wall()).date())
    said: dict[str, Any] = {"experiment": experiment.id, "issue": experiment.text("issue")}
    said |= {"text": found.text, "value": found.value, "date": found.day}
    return writing.new(engagement, "observation", said)


def begin(engagement: Engagement, experiment: Record) -> list[Plan]:
    """Plans that begin an experiment today, or on the earlier day recorded in it; a paused one is
    resumed. `Refused`, naming the fields, when something is missing.
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
    """Plans that pause an experiment because somebody (`by`, this person if empty) objects, for the
    reason `what`; an action to talk about it is planned with it.
    """
    now = kept_status(experiment)
    if now not in ("planned", "running"):
        raise Refused(f"{NOW[now]} Nothing was changed.")
    if not what.strip():
        raise Refused("Say what is not all right. Nothing was changed.")
    by = by.strip() or line(engagement.me.name)
    said = {"status": "paused", "not_ok": what.strip(), "not_ok_by": by}
    return writing.edit(engagement, experiment.id, said)


def go_on(engagement: Engagement, experiment: Record) -> list[Plan]:
    """Plans that resume a paused experiment: `running` if it had begun, else `planned`."""
    if (now := kept_status(experiment)) != "paused":
        raise Refused(f"{NOW[now]} Nothing was changed.")
    begun = is_day(experiment.text("began"))
    return writing.edit(engagement, experiment.id, {"status": "running" if begun else "planned"})


def stop(engagement: Engagement, experiment: Record, reason: str) -> list[Plan]:
    """Plans that stop an experiment early, with a reason; for an unsafe issue the reason is stored
    in a private record instead.
    """
    if (now := kept_status(experiment)) not in ("running", "paused"):
        raise Refused(f"{NOW[now]} Nothing was changed.")
    if not reason.strip():
        raise Refused("Say why it is stopped. Nothing was changed.")
    hushed = kept_back(engagement.state.records, {"experiment": experiment.id})
    if experiment.private or not hushed:
        said = {"status": "stopped", "stopped_why": reason.strip()}
        return writing.edit(engagement, experiment.id, said)
    # Nothing new about an unsafe issue is shared, so the reason is not stored in the experiment.
    said = {"status": "stopped", "stopped_why": f"{line(engagement.me.name)} knows why"}
    why = {"text": reason.strip(), "issue": experiment.text("issue"), "links": [experiment.id]}
    return [
        *writing.edit(engagement, experiment.id, said),
        *writing.new(engagement, "insight", why),
    ]


OUTCOMES = Experiment.says["outcome"]


def outcome(engagement: Engagement, experiment: Record, value: str, why: str = "") -> list[Plan]:
    """Plans that record the outcome: `yes`, `no`, or `annulled`, which needs a reason."""
    said = {"outcome": value, "outcome_why": why.strip()}
    return writing.edit(engagement, experiment.id, said)


def believe(engagement: Engagement, experiment: Record, text: str) -> list[Plan]:
    """Plans that set the confidence (per cent) in the tested assumption: `10`, or `10 dropped`.

    Without a word the status is `weakened` when the number is lower than before, else `held`.
    `Refused` when no assumption is tested or the text cannot be read.
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
    """A number from 0 to 100 and the status word after it; the word may be empty."""
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
