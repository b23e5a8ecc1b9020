"""The benchmarks can be run; no time is judged here."""

import subprocess
import sys

from tests.benchmarks.__main__ import BENCHMARKS
from tests.benchmarks.measure import ROOT


def rows(*args: str) -> list[list[str]]:
    """What the benchmarks print for some words, cell by cell."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks", "--quick", *args],
        cwd=ROOT, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    lines = [line for line in done.stdout.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.split("|")] for line in lines]


def test_every_benchmark_prints_its_rows() -> None:
    assert {cells[1] for cells in rows()} >= set(BENCHMARKS)


def test_the_suite_is_counted_over_all_workers() -> None:
    counted = {cells[2]: int(cells[4].split()[0]) for cells in rows("suite")[2:]}
    assert counted["tests in both"] > 1
    assert counted["Hypothesis examples in both"] > 30
