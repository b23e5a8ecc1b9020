"""The benchmarks can be run; no time is judged here."""

import subprocess
import sys

from tests.benchmarks.__main__ import BENCHMARKS
from tests.benchmarks.measure import ROOT


def test_every_benchmark_prints_its_rows() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks", "--quick"],
        cwd=ROOT, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    rows = [line.split("|") for line in done.stdout.splitlines() if line.startswith("| ")]
    assert {cells[1].strip() for cells in rows} >= set(BENCHMARKS)
