"""Rows with a screen: starting, typing, a partner's change coming in, what is written meanwhile."""

import statistics
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from coach_tui.planning import plan_new
from tests.benchmarks import places
from tests.benchmarks.measure import Row, Run, compared, now
from tests.benchmarks.places import Place
from tests.benchmarks.terminal import PATIENCE, Terminal

BARE = [sys.executable, "-m", "tests.benchmarks.bare"]
APP = [sys.executable, "-m", "coach_tui"]
LABEL = "a bare Textual app with one label"
BOX = "a TextArea of the same size in a bare app"
BOX_SIZE = ("58", "8")
CELL_SIZE = ("42", "3")
DECK = "plan-experiment"
TYPED = "thequickbrownfoxjumpsoverthelazydogs"
SLOW = 4
"""Seconds that each call takes which touches a slow folder."""
AWAKE = 1.0
"""Seconds between two looks into the folder, with focus."""


def start(run: Run) -> Iterator[Row]:
    """First text, settled screen and peak memory."""
    sizes = (("demo", run.demo, 1.3, 1.7, 1.35), ("10,000", run.place(10_000), 1.4, 2.2, 2.2))
    for name, place, first_budget, settled_budget, memory_budget in sizes:
        app: list[tuple[float, float, float]] = []
        bare: list[tuple[float, float, float]] = []
        for number in range(run.times(11) + 1):
            one = _start(APP, place.coach.root, ("Today", place.title), place.person)
            other = _start([*BARE, "label"], None, ("A bare app",), "A bare app")
            if number:
                app.append(one)
                bare.append(other)
        first, settled, memory = ([[r[i] for r in app], [r[i] for r in bare]] for i in range(3))
        yield compared(f"first text on screen, {name}", LABEL, first_budget, first, must=True)
        yield compared(f"settled screen, {name}", LABEL, settled_budget, settled)
        ours, theirs = (statistics.median(one) for one in memory)
        yield Row(f"peak memory, {name}", LABEL, memory_budget, ours, theirs, unit="MB")


def demo(run: Run) -> Iterator[Row]:
    """The command `demo`: three months are made, then the first page can be read."""
    made: list[float] = []
    bare: list[float] = []
    for _ in range(run.times(5)):
        with Terminal([*APP, "demo"]) as terminal:
            made.append(terminal.until("Today", "Housing repairs") - terminal.start)
        with Terminal([*BARE, "label"]) as terminal:
            bare.append(terminal.until("A bare app") - terminal.start)
    yield compared("demo, made and on screen", LABEL, 12, [made, bare])


def _start(
    argv: list[str], home: Path | None, first: tuple[str, ...], last: str
) -> tuple[float, float, float]:
    with Terminal(argv, home) as terminal:
        shown = terminal.until(*first) - terminal.start
        terminal.until(last)
        settled = terminal.quiet() - terminal.start
        return shown, settled, terminal.peak()


def keys(run: Run) -> Iterator[Row]:
    """Key to screen in the answer box."""
    ours: list[float] = []
    bare: list[float] = []
    for _ in range(run.times(6)):
        with _session(run) as terminal:
            ours += _typing(terminal)
        with Terminal([*BARE, "box", *BOX_SIZE]) as terminal:
            terminal.until("Ready to type")
            terminal.quiet()
            bare += _typing(terminal)
    # The slowest keys are those while the machine did something else: they judge the machine.
    for name, part, budget in (("p50", 50, 1.3), ("p95", 95, None)):
        first, second = (statistics.quantiles(s, n=100)[part - 1] * 1000 for s in (ours, bare))
        yield Row(f"key to screen in the answer box, {name}", BOX, budget, first, second)


def cells(run: Run) -> Iterator[Row]:
    """Key to screen in a cell of a worksheet of 15 rows and 3 columns."""
    ours: list[float] = []
    bare: list[float] = []
    for _ in range(run.times(6)):
        for kind, series in ((["sheet"], ours), (["box", *CELL_SIZE], bare)):
            with Terminal([*BARE, *kind]) as terminal:
                terminal.until("Ready to type")
                terminal.quiet()
                series.extend(_typing(terminal))
    first, second = (statistics.median(s) * 1000 for s in (ours, bare))
    yield Row("key to screen in a worksheet, 15 by 3, p50", BOX, 1.3, first, second)


def _session(run: Run) -> Terminal:
    for draft in run.demo.coach.drafts(run.demo.sp).iterdir():
        draft.unlink()
    terminal = Terminal([*APP, "session", DECK], run.demo.coach.root)
    to_the_first_question(terminal)
    return terminal


def to_the_first_question(terminal: Terminal) -> None:
    """Past what was promised last time, with which a session opens."""
    terminal.until("Since we last met")
    terminal.quiet(0.6)
    terminal.press(b"\r")
    terminal.until("will see this")
    terminal.quiet()  # Not longer: the cursor blinks each half second.


def _typing(terminal: Terminal) -> list[float]:
    """The time from each key to the moment when it could be read after those before it."""
    took = []
    for number, char in enumerate(TYPED, 1):
        sent, since = terminal.press(char.encode())
        took.append(terminal.until(TYPED[max(0, number - 6) : number], since=since) - sent)
        terminal.quiet(0.03)
    return took


def slow_folder(run: Run) -> Iterator[Row]:
    """From the key that keeps a reply to its change in the vault, in two programs in turn, with
    something in the way of each folder: it makes one slow.
    """
    saved: list[list[float]] = [[], []]
    with ExitStack() as stack:
        desks = [_Replying(run, stack, name) for name in ("slow", "quick")]
        desks[0].control.write_text(f"slow {SLOW}")
        for number in range(run.times(8)):
            for desk, series in zip(desks, saved, strict=True):
                series.append(desk.reply(number))
    what = f"a reply is saved while every folder call takes {SLOW} s"
    yield compared(what, "the same with a quick folder", 1.5, saved)


class _Replying:
    """A session in the app with something in the way of its folder, which does what `control` says;
    nothing at first.
    """

    def __init__(self, run: Run, stack: ExitStack, name: str) -> None:
        place = places.demo(run.root / name)
        self.own = place.coach.vault(place.sp) / "own.jsonl"
        self.control = run.root / f"{name}.says"
        self.control.write_text("")
        between = [sys.executable, "-m", "tests.e2e.outside", str(self.control), str(place.folder)]
        self.terminal = Terminal([*between, "session", DECK], place.coach.root)
        stack.enter_context(self.terminal)
        to_the_first_question(self.terminal)

    def reply(self, number: int) -> float:
        """Write one and keep it; how long it takes to be saved."""
        # It is a text, a number and a day in so many days.
        word = f"+{number % 4 + 2}"
        _, since = self.terminal.press(word.encode())
        self.terminal.until(word, since=since)
        self.terminal.quiet(0.1)
        size = self.own.stat().st_size
        sent, _ = self.terminal.press(b"\n")
        while self.own.stat().st_size == size:
            self.terminal.read(0.0005)
            if now() - sent > PATIENCE:
                raise RuntimeError("A reply was never saved.")
        took = now() - sent
        self.terminal.quiet(0.25)
        return took


def partner(run: Run) -> Iterator[Row]:
    """From a partner's published file to the screen; the longest of several, at odd moments."""
    place = run.demo
    waits = []
    with Terminal(APP, place.coach.root) as terminal:
        terminal.until("Today", place.person)
        terminal.quiet()
        learner = place.partner().load()
        for number in range(run.times(20)):
            deadline = now() + 0.37 + number * 0.531 % AWAKE
            while (left := deadline - now()) > 0:
                terminal.read(left)
            word = f"seen{number}now"
            learner.do(plan_new(learner, "insight", {"text": word}))
            since = len(terminal.chunks)
            learner.publish()
            visible = now()
            waits.append(terminal.until(word, since=since) - visible)
    yield Row(
        "a partner's file is on screen, the longest", "the polling interval, with focus", 1.3,
        max(waits) * 1000, AWAKE * 1000,
    )  # fmt: skip


def tinydb(run: Run) -> Iterator[Row]:
    """How often the history file is written while replies are given."""
    place = run.demo
    own = place.coach.vault(place.sp) / "own.jsonl"
    writes = replies = 0
    with _session(run) as terminal:
        before, size = _written(place), own.stat().st_size
        for number in range(run.times(12)):
            since = len(terminal.chunks)
            # It is a text, a number and a day in so many days.
            word = f"+{number % 4 + 2}"
            terminal.press(word.encode())
            terminal.until(word, since=since)
            terminal.press(b"\n")
            terminal.quiet(0.25)
            after = _written(place)
            writes += after != before
            replies += own.stat().st_size > size
            before, size = after, own.stat().st_size
    yield Row(f"TinyDB writes during {replies} replies", "none", 0, writes, None, unit="")


def _written(place: Place) -> tuple[int, int]:
    info = place.history.stat()
    return info.st_ino, info.st_mtime_ns
