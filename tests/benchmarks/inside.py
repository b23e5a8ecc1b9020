"""Rows within one process: saving, publishing, opening, taking in, searching."""

import os
import secrets
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec

from coach_tui.engagement import Engagement
from coach_tui.history import queries, store
from coach_tui.planning import plan_new
from coach_tui.records.state import Record
from tests.benchmarks.measure import Row, Run, compared, in_turn, now, timed

SENTENCE = "They wait because nobody tells them; a note would do. " * 2
APPEND = "an fsynced append of 400 bytes"
DECODING = "msgspec decoding of the same file"
ATOMIC = "a new file written atomically, directory fsynced"
QUERY = "second visit"
FILES = 64
NEW = 10


def _append(path: Path) -> float:
    data = secrets.token_bytes(399) + b"\n"
    began = now()
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.write(fd, data)
    os.fsync(fd)
    os.close(fd)
    return now() - began


def _new_file(directory: Path, data: bytes) -> float:
    name = secrets.token_hex(16)
    began = now()
    temporary = directory / f"~{name}.tmp"
    fd = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    os.write(fd, data)
    os.fsync(fd)
    os.close(fd)
    temporary.replace(directory / name)
    fd = os.open(directory, os.O_RDONLY)
    os.fsync(fd)
    os.close(fd)
    return now() - began


def _save(engagement: Engagement) -> float:
    plan = plan_new(engagement, "insight", {"text": SENTENCE})
    began = now()
    taken = engagement.keep(plan)
    took = now() - began
    engagement.apply(taken)
    return took


def saved(run: Run) -> Iterator[Row]:
    """Sealed, signed and fsynced."""
    for changes in (1_000, 100_000):
        engagement = run.place(changes).engagement().load()
        beside = run.root / f"append-{changes}"
        pair = in_turn(run.times(200), lambda e=engagement: _save(e), lambda b=beside: _append(b))  # type: ignore[misc]
        yield compared(f"a change is saved, {changes:,} changes", APPEND, 4, pair, must=True)


def published(run: Run) -> Iterator[Row]:
    """From the vault into the folder."""
    place = run.place(1_000)
    engagement = place.engagement().load()
    engagement.publish()
    beside = run.root / "atomic"
    beside.mkdir()

    def publish() -> float:
        _save(engagement)
        return timed(engagement.publish)

    pair = in_turn(run.times(200), publish, lambda: _new_file(beside, secrets.token_bytes(800)))
    yield compared("a change is published", ATOMIC, 2.5, pair, must=True)


class _Checkpoint(msgspec.Struct):
    records: dict[str, Record]
    meta: dict[str, store.Meta]


def opening(run: Run) -> Iterator[Row]:
    """Everything from the checkpoint, against decoding the same file."""
    for changes, budget in ((10_000, 1.6), (100_000, 2)):
        place = run.place(changes)
        place.engagement().load().checkpoint()
        decoder = msgspec.json.Decoder(_Checkpoint)
        pair = in_turn(
            run.times(9 if changes < 50_000 else 5),
            lambda p=place: timed(lambda: p.engagement().load()),  # type: ignore[misc]
            lambda p=place, d=decoder: timed(lambda: d.decode(p.history.read_bytes())),  # type: ignore[misc]
        )
        yield compared(f"opening, {changes:,} changes", DECODING, budget, pair)


def taking_in(run: Run) -> Iterator[Row]:
    """Ten new changes of the partner, with much and with nothing behind them."""
    full, empty = (_Receiver(run, changes) for changes in (10_000, 1))
    assert full.files() <= FILES
    pair = in_turn(run.times(40), full.receive, empty.receive)
    what = f"taking in {NEW} changes, {full.changes:,} behind them"
    yield compared(what, "the same with an empty history", 1.3, pair)


class _Receiver:
    """A learner's device, open for a while, whose coach has so many changes in the folder."""

    def __init__(self, run: Run, changes: int) -> None:
        self.place = run.place(changes)
        self.coach = self.place.engagement().load()
        self.coach.publish()
        self._old()
        self.learner = self.place.partner().load()
        self.learner.sync()
        self.changes = len(self.learner.state.records) if changes == 1 else run.size(changes)

    def files(self) -> int:
        """How many files lie in the folder."""
        return sum(1 for _ in (self.place.folder / "v1").rglob("*.seg"))

    def _old(self) -> None:
        """What lies in the folder came an hour ago, so that nothing of it is looked at twice."""
        then = time.time() - 3600
        for path in (self.place.folder / "v1").rglob("*"):
            if path.stat().st_mtime > then + 60:
                os.utime(path, (then, then))

    def receive(self) -> float:
        """How long it takes to see ten more."""
        plans = [plan_new(self.coach, "insight", {"text": SENTENCE}) for _ in range(NEW)]
        self.coach.do(*plans)
        self.coach.publish()
        self._old()
        began = now()
        taken = self.learner.look().taken
        took = now() - began
        assert len(taken) == NEW, taken
        return took


def search(run: Run) -> Iterator[Row]:
    """Every letter typed of two words, over all records."""
    engagement = run.place(10_000).engagement().load()
    index, state = engagement.index, engagement.state
    texts = [(r.id, queries.search_text(r)) for r in state.records.values()]
    typed = [QUERY[:n] for n in range(1, len(QUERY) + 1)]

    def ours() -> float:
        return timed(lambda: [queries.search(state, words, index=index) for words in typed])

    def bare() -> float:
        return timed(lambda: [[i for i, t in texts if words in t] for words in typed])

    what = f"search while typing, {len(texts):,} records"
    pair = in_turn(run.times(15), ours, bare)
    yield compared(what, "a list comprehension over the same texts", 1.5, pair)
