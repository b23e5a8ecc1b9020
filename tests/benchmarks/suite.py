"""Rows of the tests themselves: how many, how many Hypothesis examples, how long they take."""

import subprocess
import sys
from collections.abc import Iterator

from tests.benchmarks.measure import ROOT, Row, Run, now
from tests.counting import read

TESTS, EXAMPLES = 2_324, 5_370
"""Of 27 November 2026, before anything was made faster: neither may fall."""
MARKED = "engine or browser or crash or fuzz"
RUNS = {"python -m pytest": (), "what .ci/run runs besides": ("-m", MARKED)}
SMALL = "tests/test_settings.py"
EMPTY = 5


def _run(*args: str) -> tuple[int, int, float]:
    """Tests, examples and seconds of one run; nothing is counted when tests fail."""
    began = now()
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *args],
        cwd=ROOT, capture_output=True, text=True, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    took = now() - began
    if done.returncode not in (0, EMPTY):
        raise RuntimeError(f"tests failed:\n{done.stdout}{done.stderr}")
    return *read(done.stdout), took


def ran(run: Run) -> Iterator[Row]:
    """Both runs of the tests, one after the other."""
    small = (SMALL, "-n", "2") if run.quick else ()
    done = {what: _run(*args, *small) for what, args in RUNS.items()}
    for what, (_, _, took) in done.items():
        yield Row(what, "none", float("inf"), took, None, unit="s")
    tests, examples = (sum(one[n] for one in done.values()) for n in (0, 1))
    least = (0, 0) if run.quick else (TESTS, EXAMPLES)
    for what, count, few in zip(
        ("tests in both", "Hypothesis examples in both"), (tests, examples), least, strict=True
    ):
        yield Row(what, "none", float("inf"), count, None, unit="", least=few)
