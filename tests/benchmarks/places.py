"""Homes to measure in, made through the same door as real use."""

import random
from dataclasses import dataclass
from pathlib import Path

from coach_tui.engagement import Engagement, Plan
from coach_tui.home import Home
from coach_tui.planning import plan_edit, plan_new
from coach_tui.sync import keys
from tests import pair as pairs

BATCH = 500
PACE = 30_000
"""Milliseconds between two changes."""
KINDS = ("question", "assumption", "insight", "observation", "action", "advice", "answer")
TALK = (
    "the tenants wait longer for a second visit than anybody on the list had thought because parts "
    "are ordered late and nobody tells the caller when we asked them on Tuesday they said that a "
    "short note would do so next week two teams try it without calling back and we count how many "
    "repairs are finished in one visit before the foreman looks at the board again in Málaga café"
)


@dataclass(frozen=True)
class Place:
    """A coach and a learner who share a folder; the coach's home is the one measured in."""

    coach: Home
    learner: Home
    sp: str
    title: str
    person: str

    def engagement(self) -> Engagement:
        """The coach's engagement, nothing read yet."""
        return Engagement(self.coach, keys.load(self.coach, self.sp))

    def partner(self) -> Engagement:
        """The learner's engagement, nothing read yet."""
        return Engagement(self.learner, keys.load(self.learner, self.sp))

    @property
    def folder(self) -> Path:
        """What they share."""
        return Path(keys.load(self.coach, self.sp).folder)

    @property
    def history(self) -> Path:
        """The coach's TinyDB file."""
        return self.coach.history(self.sp)


def text(chance: random.Random) -> str:
    """A sentence or two, as people write them."""
    words = TALK.split()
    return " ".join(chance.choice(words) for _ in range(chance.randint(8, 32)))


def filled(root: Path, changes: int) -> Place:
    """A pair whose coach wrote so many changes, published, looked into the folder and closed."""
    met = pairs.met(root)
    coach, wall = met.coach.open(), met.coach.wall
    chance = random.Random(changes)
    made: list[str] = []
    left = changes
    while left > 0:
        plans = [_change(coach, made, chance) for _ in range(min(BATCH, left))]
        for _ in plans:
            wall.forward(PACE)
        made += [r.id for r in coach.do(*plans)][: len(plans)]
        left -= len(plans)
    for _ in range(2):
        coach.sync()
    coach.checkpoint()
    return Place(met.coach.home, met.learner.home, met.coach.sp, "Wing B", "as Carla")


def _change(coach: Engagement, made: list[str], chance: random.Random) -> Plan:
    """Four in five are new records; the others word one of the earlier ones anew."""
    if made and chance.random() < 0.2:
        record = coach.record(chance.choice(made))
        field = "value" if record.kind == "answer" else "text"
        return plan_edit(coach, record.id, {field: text(chance)})
    kind = chance.choice(KINDS)
    if kind == "answer":
        return plan_new(coach, kind, {"value": text(chance)})
    said = {"text": text(chance)}
    return plan_new(coach, kind, said | ({"status": "done"} if kind == "action" else {}))


def demo(root: Path) -> Place:
    """The pair of `coach-tui demo`."""
    from coach_tui.demo import furnish

    made = furnish(root)
    person = f"as {made.coach.me.name}"
    return Place(made.coach_home, made.learner_home, made.sp, made.coach.title, person)
