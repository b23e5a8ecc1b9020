"""How anything is measured: subject and baseline in turn, and what is made of the two series."""

import gc
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from tests.benchmarks import places
from tests.benchmarks.places import Place

ROOT = Path(__file__).parents[2]
now = time.perf_counter
Timed = Callable[[], float]
"""Does something once; how long it took, in seconds."""


@dataclass(frozen=True)
class Row:
    """One line of the table; `subject` and `baseline` in `unit`. A ratio of None is a count, a
    budget of None says that it is shown and not judged.
    """

    what: str
    against: str
    budget: float | None
    subject: float
    baseline: float | None
    must: bool = False
    unit: str = "ms"
    share: float | None = None
    """The ratio, where it is not the quotient of the two figures shown."""
    least: float = 0
    """What a count may not fall below."""

    @property
    def ratio(self) -> float | None:
        """Subject over baseline."""
        if self.baseline is None:
            return None
        return self.subject / self.baseline if self.share is None else self.share

    @property
    def ok(self) -> bool:
        """Whether it is within its budget."""
        judged = self.subject if self.ratio is None else self.ratio
        return (self.budget is None or judged <= self.budget) and self.subject >= self.least


@dataclass
class Run:
    """One run of the benchmarks: how often, how large, and the places made for it."""

    quick: bool
    root: Path
    made: dict[Any, Any] = field(default_factory=dict)

    def times(self, many: int) -> int:
        """How often to measure: twice when it only has to be seen to work."""
        return 2 if self.quick else many

    def size(self, changes: int) -> int:
        """How many changes stand for so many."""
        return max(20, changes // 500) if self.quick else changes

    def place(self, changes: int) -> Place:
        """A pair whose coach has so many changes behind them, made once a run."""
        if changes not in self.made:
            some = self.size(changes)
            self.made[changes] = places.filled(self.root / f"{changes}", some)
        return self.made[changes]  # type: ignore[no-any-return]

    @cached_property
    def demo(self) -> Place:
        """The ready-made pair with three months of work."""
        return places.demo(self.root / "demo")


def in_turn(count: int, *does: Timed) -> list[list[float]]:
    """Each in turn, `count` times and once before that is not counted; a series for each."""
    series: list[list[float]] = [[] for _ in does]
    for number in range(count + 1):
        for one, do in zip(series, does, strict=True):
            gc.collect()
            took = do()
            if number:
                one.append(took)
    return series


def share(subject: list[float], baseline: list[float]) -> float:
    """The median of the ratios of neighbours: what disturbs the machine for long disturbs both."""
    return statistics.median(a / b for a, b in zip(subject, baseline, strict=True))


def compared(
    what: str, against: str, budget: float, pair: list[list[float]], *, must: bool = False
) -> Row:
    """A row from two series of seconds."""
    subject, baseline = pair
    ours, bare = (statistics.median(one) * 1000 for one in pair)
    return Row(what, against, budget, ours, bare, must=must, share=share(subject, baseline))


def timed(do: Callable[[], object]) -> float:
    """How long a call takes."""
    began = now()
    do()
    return now() - began


def environment(home: Path | None = None) -> dict[str, str]:
    """The same surroundings for subject and baseline."""
    kept = {k: v for k, v in os.environ.items() if k in ("PATH", "HOME", "TZ", "TMPDIR")}
    kept |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
    return kept | ({"COACH_TUI_HOME": str(home)} if home else {})


def process(*args: str, home: Path | None = None) -> float:
    """How long `python ARGS` takes from start to end, its output thrown away."""
    began = now()
    done = subprocess.run(
        [sys.executable, *args],
        cwd=ROOT, env=environment(home), check=False,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip
    took = now() - began
    if done.returncode:
        raise RuntimeError(f"{args} failed: {done.stderr.decode()}")
    return took


def new_run(quick: bool, stack: ExitStack) -> Run:
    """A run in a temporary place that is removed when the stack is closed."""
    place = stack.enter_context(tempfile.TemporaryDirectory(prefix="coach-tui-speed-"))
    return Run(quick, Path(place))
