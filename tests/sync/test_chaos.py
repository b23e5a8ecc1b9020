"""A small world in which everything goes wrong for a while; then it stops, and all is there.

Two or three devices, each with its own copy of the folder, and an engine that carries files
between the copies: torn, renamed, flipped, deleted, rolled back; clocks are days or a year off, and
one device is cloned. Afterwards every state is equal and every acknowledged change is present.
"""

import os
import random
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach_tui.home import Home
from coach_tui.joining import move_folder
from coach_tui.planning import plan_edit, plan_new, plan_share
from coach_tui.sync.replica import Batch, Replica
from tests.pair import DAY, Pair, Side, Wall, copied, public
from tests.sync.planted import exact_names_only, known_by_number

ENGINES: list[Callable[[str], str]] = [
    lambda n: f"{n}.sync-conflict-20261123-101010-ABCDEFG.seg",
    lambda n: f"{n} (conflicted copy 2026-11-23 093612)",
    lambda n: f"{n}-LAPTOP-LAPTOP",
    lambda n: f"{n} (1).seg",
    lambda n: f"{n}.conflict1",
    lambda n: n.upper(),
    lambda n: f"{n}..path1",
]
DOINGS = [
    "write", "write", "edit", "edit", "edit", "private", "share", "sync", "sync", "carry", "carry",
    "carry", "torn", "conflict", "flip", "empty", "delete", "snapshot", "rollback", "wipe", "skew",
    "clone", "tear vault", "no marker", "checkpoint",
]  # fmt: skip

Op = tuple[str, int, int]
ops: st.SearchStrategy[list[Op]] = st.lists(
    st.tuples(st.sampled_from(DOINGS), st.integers(0, 2), st.integers(0, 10_000)),
    min_size=5,
    max_size=40,
)


@dataclass
class World:
    """The devices, what they were promised, and old copies of their folders."""

    root: Path
    sides: list[Side]
    acknowledged: set[str] = field(default_factory=set)
    kept_private: dict[int, dict[str, str]] = field(default_factory=dict)
    snapshots: dict[int, Path] = field(default_factory=dict)
    puts: int = 1_000_000_000

    def do(self, op: Op) -> None:
        what, who, number = op
        side = self.sides[who % len(self.sides)]
        other = self.sides[(who + 1 + number % 2) % len(self.sides)]
        getattr(self, what.replace(" ", "_"))(side, other, number)

    # -- people --

    def _keep(self, side: Side, *plans: Any) -> list[tuple[str, Any]]:
        taken = side.open().keep(*plans)
        self.acknowledged.update(c.stamp for _, c in taken if c.n)
        side.open().publish()
        return taken

    def write(self, side: Side, _: Side, number: int) -> None:
        e = side.open()
        kind = ("issue", "insight", "question")[number % 3]
        self._keep(side, *[plan_new(e, kind, {"text": f"{number}.{i}"}) for i in range(number % 4)])

    def edit(self, side: Side, _: Side, number: int) -> None:
        e = side.open()
        some = [r.id for r in e.state.of_kind("issue", "question")]
        if some:
            e.do()
            self._keep(side, plan_edit(e, some[number % len(some)], {"text": f"edit {number}"}))

    def private(self, side: Side, _: Side, number: int) -> None:
        e = side.open()
        (made,) = self._keep(side, plan_new(e, "note", {"text": f"secret {number}"}))
        self.kept_private.setdefault(self.sides.index(side), {})[made[0]] = f"secret {number}"

    def share(self, side: Side, _: Side, number: int) -> None:
        mine = self.kept_private.get(self.sides.index(side), {})
        if mine:
            identity = sorted(mine)[number % len(mine)]
            if side.record(identity).audience == "private":  # else its twin has shared it
                self._keep(side, plan_share(side.open(), identity))
            del mine[identity]

    def sync(self, side: Side, _: Side, number: int) -> None:
        side.wall.forward(number * 100)
        engagement = side.open()
        if not engagement.trouble():
            engagement.sync()

    def checkpoint(self, side: Side, _: Side, number: int) -> None:
        side.open().checkpoint()

    # -- engines and machines --

    def _files(self, side: Side) -> list[Path]:
        """In an order that names and hashes, different in every run, have no part in."""
        devices = [s.ring().device for s in self.sides[:2]]

        def order(path: Path) -> tuple[int, int, str]:
            name = path.parent.name
            plain = re.sub("(?i)[a-z2-7]{16}", "", path.name)
            return devices.index(name) if name in devices else 9, len(plain), plain

        return sorted((p for p in (side.folder / "v1").rglob("*") if p.is_file()), key=order)

    def _put(self, path: Path, data: bytes) -> None:
        """Write as something that takes its time: no two writes have one modification time."""
        path.write_bytes(data)
        self.puts += 1
        os.utime(path, (self.puts, self.puts))

    def _pick(self, side: Side, number: int) -> Path | None:
        files = self._files(side)
        return files[number % len(files)] if files else None

    def _bring(self, side: Side, other: Side, number: int, name: str, data: bytes) -> None:
        path = self._pick(side, number)
        if path is None:
            return
        target = other.folder / path.relative_to(side.folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        self._put(target.with_name(name.format(target.name)), data or path.read_bytes())

    def carry(self, side: Side, other: Side, number: int) -> None:
        for path in self._files(side):
            target = other.folder / path.relative_to(side.folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            if not target.exists() or target.stat().st_size < path.stat().st_size:
                self._put(target, path.read_bytes())

    def torn(self, side: Side, other: Side, number: int) -> None:
        if (path := self._pick(side, number)) is not None:
            data = path.read_bytes()
            self._bring(side, other, number, "{}", data[: number % (len(data) + 1)] or b"\n")

    def conflict(self, side: Side, other: Side, number: int) -> None:
        if (path := self._pick(side, number)) is not None:
            path.rename(path.with_name(ENGINES[number % len(ENGINES)](path.name)[-200:]))

    def flip(self, side: Side, _: Side, number: int) -> None:
        path = self._pick(side, number)
        if path is not None and (data := bytearray(path.read_bytes())):
            data[number % len(data)] ^= 1 << number % 8
            self._put(path, bytes(data))

    def empty(self, side: Side, _: Side, number: int) -> None:
        if (path := self._pick(side, number)) is not None:
            self._put(path, b"")

    def delete(self, side: Side, _: Side, number: int) -> None:
        if (path := self._pick(side, number)) is not None:
            path.unlink()

    def wipe(self, side: Side, _: Side, number: int) -> None:
        shutil.rmtree(side.folder / "v1")
        (side.folder / "v1").mkdir()

    def snapshot(self, side: Side, _: Side, number: int) -> None:
        to = self.root / f"snapshot {number} {len(list(self.root.iterdir()))}"
        shutil.copytree(side.folder, to)
        self.snapshots[self.sides.index(side)] = to

    def rollback(self, side: Side, _: Side, number: int) -> None:
        if old := self.snapshots.get(self.sides.index(side)):
            shutil.rmtree(side.folder)
            shutil.copytree(old, side.folder)

    def no_marker(self, side: Side, _: Side, number: int) -> None:
        marker = side.folder / "README.txt"
        away = marker.with_name("README.away")
        marker.rename(away)
        self.write(side, side, number)
        away.rename(marker)

    def skew(self, side: Side, _: Side, number: int) -> None:
        side.wall.ms += (number % 404 - 3) * DAY

    def tear_vault(self, side: Side, _: Side, number: int) -> None:
        for path in side.vault.glob("*.jsonl"):
            path.write_bytes(path.read_bytes() + b'{"v":1,"sp":"' + b"x" * (number % 99))

    def clone(self, side: Side, _: Side, number: int) -> None:
        if len(self.sides) > 2:
            return
        home, folder = self.root / "clone", self.root / "clone-folder"
        shutil.copytree(side.home.root, home)
        shutil.copytree(side.folder, folder)
        made = Side(Home(home), side.sp, Wall(side.wall.ms))
        move_folder(made.home, made.ring(), folder)
        self.kept_private[2] = dict(self.kept_private.get(self.sides.index(side), {}))
        self.sides.append(made)

    # -- and then it stops --

    def settle(self) -> None:
        for _ in range(4):
            for side in self.sides:
                side.sync()
            for side in self.sides:
                for other in self.sides:
                    if side is not other:
                        self._exchange(side, other)
        for side in self.sides:
            side.sync()

    def _exchange(self, side: Side, other: Side) -> None:
        """What an engine does that works: everything gets there, conflicts under another name."""
        there = {p.read_bytes() for p in self._files(other)}
        for path in self._files(side):
            if (data := path.read_bytes()) in there:
                continue
            target = other.folder / path.relative_to(side.folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            if target.exists():
                target = target.with_name(f"{target.name[:150]} (conflict {self.puts})")
            self._put(target, data)

    def judge(self) -> None:
        states = [side.open() for side in self.sides]
        for one in states[1:]:
            assert public(one) == public(states[0])
        for number, engagement in enumerate(states):
            records = engagement.state.records.values()
            present = {c.stamp for r in records for c in r.changes}
            present |= {c.stamp for some in engagement.state.held.values() for c in some}
            assert self.acknowledged <= present
            for identity, text in self.kept_private.get(number, {}).items():
                assert engagement.state.records[identity].text("text") == text
            engagement.checkpoint()
            again = self.sides[number].open()
            assert again.state.records == engagement.state.records
            self.sides[number].home.history(again.ring.sp).unlink()
            assert self.sides[number].open().state.records == engagement.state.records


def lived(template: Pair, root: Path, doings: list[Op]) -> World:
    pair = copied(template, root, apart=True)
    world = World(root, list(pair.sides))
    for op in doings:
        world.do(op)
    world.settle()
    world.judge()
    return world


def seeded(seed: int, size: int = 60) -> list[Op]:
    rng = random.Random(seed)
    return [(rng.choice(DOINGS), rng.randrange(3), rng.randrange(10_000)) for _ in range(size)]


@pytest.mark.parametrize("seed", range(8))
def test_after_the_chaos_all_is_there(template: Pair, tmp_path: Path, seed: int) -> None:
    world = lived(template, tmp_path, seeded(seed))
    assert world.acknowledged


@settings(max_examples=12)
@given(doings=ops)
def test_after_any_chaos_all_is_there(
    template: Pair, tmp_path_factory: pytest.TempPathFactory, doings: list[Op]
) -> None:
    lived(template, tmp_path_factory.mktemp("chaos"), doings)


def no_healing(self: Replica, present: set[str]) -> Batch:
    """Planted fault: what the folder has lost is never published again."""
    return Batch([], 0)


@pytest.mark.parametrize(
    ("where", "what", "fault"),
    [
        ("coach_tui.sync.folder.Folder", "_entries", exact_names_only),
        ("coach_tui.sync.replica.Replica", "_verified", known_by_number),
        ("coach_tui.sync.replica.Replica", "lost", no_healing),
    ],
)
def test_the_chaos_catches_the_planted_fault(
    template: Pair,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    where: str,
    what: str,
    fault: Callable[..., Any],
) -> None:
    monkeypatch.setattr(f"{where}.{what}", fault)
    caught = 0
    for seed in range(4):
        root = tmp_path / str(seed)
        root.mkdir()
        try:
            lived(template, root, seeded(seed))
        except (AssertionError, KeyError):
            caught += 1
    assert caught
