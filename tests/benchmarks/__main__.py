"""Prints the table of budgets: what, against what, the measured ratio, the budget, ok or over."""

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack

from tests.benchmarks import commands, inside, screens, suite
from tests.benchmarks.measure import Row, Run, new_run

BENCHMARKS: dict[str, Callable[[Run], Iterator[Row]]] = {
    "start": screens.start,
    "keys": screens.keys,
    "cells": screens.cells,
    "version": commands.version,
    "add": commands.add,
    "list": commands.listing,
    "saved": inside.saved,
    "published": inside.published,
    "demo": screens.demo,
    "slow-folder": screens.slow_folder,
    "partner": screens.partner,
    "opening": inside.opening,
    "taking-in": inside.taking_in,
    "search": inside.search,
    "tinydb": screens.tinydb,
}
ALONE = {"suite": suite.ran}
"""Only when it is named: it runs all the tests, these benchmarks' own among them."""
HEADS = ("name", "what", "against", "ratio", "budget", "", "measured")


def cells(name: str, row: Row) -> tuple[str, ...]:
    """A row of the table as texts; a must is in bold."""
    what = f"**{row.what}**" if row.must else row.what
    state = "" if row.budget is None else "ok" if row.ok else "OVER"
    if row.ratio is None:
        count = f"{row.subject:,.0f} {row.unit}".strip()
        least = f"≥ {row.least:,}" if row.least else "none"
        return name, what, row.against, count, least, state, ""
    budget = "not judged" if row.budget is None else f"≤ {row.budget:g}×"
    figures = f"{row.subject:,.4g} / {row.baseline:,.4g} {row.unit}"
    return name, what, row.against, f"{row.ratio:.2f}×", budget, state, figures


def line(texts: tuple[str, ...]) -> str:
    """A line of a Markdown table."""
    return f"| {' | '.join(texts)} |"


def main() -> int:
    """Measure and print; the exit code is 1 when a must is over its budget."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="tiny sizes: only whether it works")
    named = BENCHMARKS | ALONE
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(named))
    args = parser.parse_args()
    if unknown := set(args.names) - set(named):
        parser.error(f"there is no {', '.join(sorted(unknown))}; there are {', '.join(named)}")
    over = False
    with ExitStack() as stack:
        run = new_run(args.quick, stack)
        cores, load = os.cpu_count(), os.getloadavg()[0]
        print(f"Python {sys.version.split()[0]}, {cores} cores, load {load:.1f}\n")
        print(line(HEADS))
        print(line(("---",) * len(HEADS)), flush=True)
        for name in args.names or BENCHMARKS:
            for row in named[name](run):
                print(line(cells(name, row)), flush=True)
                over |= row.must and not row.ok
    return 1 if over and not args.quick else 0


if __name__ == "__main__":
    sys.exit(main())
