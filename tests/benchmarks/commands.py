"""Rows of the command line: whole processes against one that does nothing."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.measure import ROOT, Row, Run, compared, environment, in_turn, process

NOTHING = "python -c pass"
HEAVY = ("tinydb", "textual", "rich", "markdown_it")
WHICH = f"""
import sys
from coach_tui.cli.run import run
code = run(sys.argv[1:])
print(*[name for name in {HEAVY} if name in sys.modules])
sys.exit(code)
"""
ADD = ("add", "insight", "They wait because nobody tells them.")


def _nothing() -> float:
    return process("-c", "pass")


def _coach(home: Path | None, *args: str) -> float:
    return process("-m", "coach_tui", *args, home=home)


def version(run: Run) -> Iterator[Row]:
    """`--version`."""
    pair = in_turn(run.times(40), lambda: _coach(None, "--version"), _nothing)
    yield compared("--version", NOTHING, 3, pair)


def add(run: Run) -> Iterator[Row]:
    """`add`: kept, published and told."""
    for changes in (1_000, 10_000):
        home = run.place(changes).coach.root
        pair = in_turn(run.times(30), lambda h=home: _coach(h, *ADD), _nothing)  # type: ignore[misc]
        yield compared(f"add, {changes:,} changes", NOTHING, 5.5, pair, must=True)
    done = subprocess.run(
        [sys.executable, "-c", WHICH, *ADD],
        cwd=ROOT, env=environment(run.place(1_000).coach.root),
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    heavy = len(done.stdout.splitlines()[-1].split())
    yield Row(f"of {', '.join(HEAVY)}, add imports", "none", 0, heavy, None, must=True, unit="")


def listing(run: Run) -> Iterator[Row]:
    """`list` of one kind in seven."""
    for changes, budget in ((1_000, 8), (10_000, 9)):
        home = run.place(changes).coach.root
        pair = in_turn(run.times(20), lambda h=home: _coach(h, "list", "insights"), _nothing)  # type: ignore[misc]
        yield compared(f"list, {changes:,} changes", NOTHING, budget, pair, must=True)
