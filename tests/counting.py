"""Counts what a run of the tests did: how many tests, how many Hypothesis examples.

The workers of pytest-xdist send their counts with their reports; the last line of a run has the
sums, in words that `python -m tests.benchmarks suite` reads.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis.statistics import collector

EXAMPLES = "hypothesis-examples"
COUNTED = "counted: {tests} tests, {examples} Hypothesis examples"


def read(output: str) -> tuple[int, int]:
    """Tests and examples, from what a run has printed."""
    found = re.search(COUNTED.format(tests="([0-9]+)", examples="([0-9]+)"), output)
    if found is None:
        raise ValueError(f"a run that counted nothing:\n{output}")
    return int(found[1]), int(found[2])


class Counting:
    """A plugin: in a worker it notes the examples of each test, in front it adds them up."""

    def __init__(self) -> None:
        self.tests = self.examples = 0

    @pytest.hookimpl(wrapper=True, trylast=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Iterator[None]:
        """Count the examples that came to their end; Hypothesis's own plugin hears of them too."""
        heard: Any = collector  # its type says that it holds None for ever
        passed, further = 0, heard.value

        def note(statistics: dict[str, Any]) -> None:
            nonlocal passed
            phases = [v for k, v in statistics.items() if k.endswith("-phase")]
            cases = [case for phase in phases for case in phase.get("test-cases", ())]
            passed += sum(case["status"] == "valid" for case in cases)
            if further is not None:
                further(statistics)

        with heard.with_value(note):
            try:
                yield
            finally:
                item.user_properties.append((EXAMPLES, passed))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Add up what was called; reports of workers come here too."""
        if report.when == "call":
            self.tests += 1
            self.examples += sum(int(v) for k, v in report.user_properties if k == EXAMPLES)  # type: ignore[call-overload]

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say it."""
        said = COUNTED.format(tests=self.tests, examples=self.examples)
        terminalreporter.write_line(said)
