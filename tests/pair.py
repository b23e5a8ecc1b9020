"""Two homes and a shared folder, made the way people make them."""

import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from coach_tui.engagement import Engagement
from coach_tui.home import Home
from coach_tui.joining import ask_to_join, found_engagement, move_folder, try_to_enter
from coach_tui.planning import plan_edit, plan_new
from coach_tui.records.state import Record
from coach_tui.sync import frame, keys
from coach_tui.sync.frame import Body, Frame
from coach_tui.sync.keys import Keyring

START = 1_790_000_000_000
"""A moment in September 2026, in milliseconds."""
DAY = 86_400_000


@dataclass
class Wall:
    """A clock that a test turns; it goes on by a millisecond whenever somebody looks."""

    ms: int = START

    def __call__(self) -> int:
        self.ms += 1
        return self.ms

    def forward(self, ms: int = 61_000) -> None:
        """Let time pass; by default long enough that everything pending is read again."""
        self.ms += ms


@dataclass
class Side:
    """One device: its home, the engagement it is in and its clock."""

    home: Home
    sp: str
    wall: Wall = field(default_factory=Wall)

    def ring(self) -> Keyring:
        """The keys as they stand on the disk."""
        return keys.load(self.home, self.sp)

    def open(self) -> Engagement:
        """A fresh process: nothing is remembered but what is on the disk."""
        return Engagement(self.home, self.ring(), self.wall).load()

    def sync(self) -> dict[str, int]:
        """Synchronise in a fresh process, a minute later."""
        self.wall.forward()
        return self.open().sync()

    def add(self, kind: str, *, audience: str = "", **fields: Any) -> str:
        """Keep a new record and publish it; its id."""
        engagement = self.open()
        made = engagement.do(plan_new(engagement, kind, fields, audience=audience))
        engagement.publish()
        return made[0].id

    def edit(self, identity: str, **fields: Any) -> None:
        """Change a record and publish it."""
        engagement = self.open()
        engagement.do(plan_edit(engagement, identity, fields))
        engagement.publish()

    def record(self, identity: str) -> Record:
        """A record as this device sees it."""
        return self.open().state.records[identity]

    @property
    def folder(self) -> Path:
        """This device's copy of the shared folder."""
        return Path(self.ring().folder)

    @property
    def vault(self) -> Path:
        """Where this device keeps everybody's frames."""
        return self.home.vault(self.sp)


@dataclass
class Pair:
    """A coach and a learner."""

    root: Path
    coach: Side
    learner: Side

    @property
    def sides(self) -> tuple[Side, Side]:
        """Both devices."""
        return self.coach, self.learner

    @property
    def folder(self) -> Path:
        """The folder that both share."""
        return self.coach.folder

    def rounds(self, count: int = 2) -> None:
        """Both synchronise in turn."""
        for _ in range(count):
            for side in self.sides:
                side.sync()


def met(root: Path) -> Pair:
    """A coach who founded an engagement in `root/folder` and a learner who was let in."""
    pair, _ = asked(root)
    pair.coach.sync()
    assert try_to_enter(pair.learner.home, pair.learner.ring(), pair.learner.wall)
    pair.rounds()
    return pair


def founded(root: Path) -> Side:
    """A coach who founded an engagement in `root/folder`."""
    wall = Wall()
    made = found_engagement(
        Home(root / "coach"), root / "folder", name="Carla", role="coach", title="Wing B", wall=wall
    )
    return Side(made.home, made.ring.sp, wall)


def asked(root: Path) -> tuple[Pair, str]:
    """A coach who invited, and a learner who asked and has no answer yet; with the code."""
    coach = founded(root)
    code = coach.open().invite("learner")
    home, wall = Home(root / "learner"), Wall()
    ask_to_join(home, root / "folder", code, "Leo", wall)
    return Pair(root, coach, Side(home, coach.sp, wall)), code


def copied(pair: Pair, root: Path, *, apart: bool = False) -> Pair:
    """The same pair at another place; `apart`, each with their own copy of the folder."""
    sides = []
    for name, side in zip(("coach", "learner"), pair.sides, strict=True):
        folder = root / (f"{name}-folder" if apart else "folder")
        if not folder.exists():
            shutil.copytree(pair.folder, folder)
        shutil.copytree(side.home.root, root / name)
        made = Side(Home(root / name), side.sp, Wall(side.wall.ms))
        move_folder(made.home, made.ring(), folder)
        sides.append(made)
    return Pair(root, sides[0], sides[1])


def frames_in(path: Path) -> list[Frame]:
    """Every frame in a file."""
    found = (frame.parse(line) for line in path.read_bytes().splitlines())
    return [f for f in found if f is not None]


def everything_published(folder: Path, ring: Keyring) -> list[tuple[Frame, Body]]:
    """Every frame in a folder, opened with a member's keys."""
    result = []
    for path in sorted((folder / "v1").rglob("*.seg")):
        for one in frames_in(path):
            key = ring.key(one.header.key)
            body = frame.opened(one, key) if key else None
            assert body is not None
            result.append((one, body))
    return result


def same(left: Engagement, right: Engagement) -> bool:
    """Whether two devices show the same shared records, with the same history."""
    return public(left) == public(right)


def public(engagement: Engagement) -> dict[str, Any]:
    """The shared records of a device, in a form to compare."""
    return {
        r.id: msgspec.to_builtins(
            msgspec.structs.replace(r, changes=[c for c in r.changes if not c.private])
        )
        for r in engagement.state.records.values()
        if r.audience != "private"
    }
