"""The demo: two devices, a shared folder and three months of work, made by the same functions as
real use.

It lies in a temporary directory, which is removed at the end unless a place was given. The story is
in `demo_story.py`.
"""

import shutil
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

from coach_tui.engagement import Engagement, ring_of, wall_clock
from coach_tui.guide import writing
from coach_tui.guide.reader import Reader
from coach_tui.guide.session import begin, closing, exercises, reading, replies
from coach_tui.guide.session.reading import Sitting
from coach_tui.guide.session.steps import Step, parts
from coach_tui.home import Home
from coach_tui.joining import ask_to_join, found_engagement, try_to_enter
from coach_tui.records.dates import at
from coach_tui.records.refusal import Refused
from coach_tui.records.state import Record

MINUTE = 60_000
"""In milliseconds."""
DAY = 24 * 60 * MINUTE
"""In milliseconds."""
COACH, LEARNER = "Ines", "Mara"
LENGTH = 84
"""How many days of history are made."""


class Calendar:
    """The demo's clock, in milliseconds since 1970; it moves only by `go` and `later`."""

    def __init__(self, now: int) -> None:
        self.now = now

    def __call__(self) -> int:
        """The demo's current time in milliseconds since 1970."""
        return self.now

    def go(self, start: datetime, day: int, hour: int, minute: int = 0) -> None:
        """Set a time of day, `day` days after the start; the clock never goes back."""
        at = start + timedelta(days=day, hours=hour, minutes=minute)
        self.now = max(self.now + 1, int(at.timestamp() * 1000))

    def later(self, minutes: float) -> None:
        """Move the clock forward."""
        self.now += int(minutes * MINUTE)


class Pair:
    """The coach's and the learner's devices, each with a home of its own, and the folder between
    them.
    """

    def __init__(self, place: Path) -> None:
        self.coach_home, self.learner_home = Home(place / "coach"), Home(place / "learner")
        today = at(wall_clock())
        self.start = datetime(today.year, today.month, today.day) - timedelta(days=LENGTH)
        self.calendar = Calendar(0)
        self.calendar.go(self.start, 0, 9, 30)
        self._meet(place / "shared")

    def _meet(self, folder: Path) -> None:
        coach = found_engagement(
            self.coach_home, folder, name=COACH, role="coach", title="Housing repairs",
            wall=self.calendar,
        )  # fmt: skip
        self.calendar.later(2)
        code = coach.invite("learner")
        ring = ask_to_join(self.learner_home, folder, code, LEARNER, self.calendar)
        self.sp = ring.sp
        self.coach = Engagement(self.coach_home, coach.ring, self.calendar).load()
        self.coach.sync()
        self.calendar.later(1)
        ring = ring_of(self.learner_home, self.sp)
        try_to_enter(self.learner_home, ring, self.calendar)
        self.learner = Engagement(self.learner_home, ring, self.calendar).load()
        self.share()

    def share(self) -> None:
        """Synchronise both devices twice, so that each has what the other wrote and answered."""
        for _ in range(2):
            self.coach.sync()
            self.learner.sync()

    def add(self, who: Engagement, kind: str, text: str, **fields: object) -> Record:
        """Write one record on a device, a minute and a half later on the demo's clock."""
        self.calendar.later(1.5)
        return who.do(*writing.new(who, kind, {"text": text, **fields}))[0]

    def day(self, days: int) -> str:
        """The day so many days after the start, as `2026-10-14`."""
        return (self.start + timedelta(days=days)).strftime("%Y-%m-%d")


def play(
    pair: Pair, who: Engagement, session: Record, said: dict[str, str], pace: float
) -> Sitting:
    """Play a session on a device to its end.

    `said` has the replies by prompt id, in `name: value` lines for forms; a prompt without one is
    only marked as asked. `pace` is the time between two replies in minutes.
    """
    under_way = begin.sitting(who, session)
    while (index := under_way.next_open()) is not None:
        step = under_way.steps[index]
        pair.calendar.later(pace)
        text = said.get(step.prompt.id, "")
        plans = replies.mark(under_way, step, "asked")
        known = [r for r in reading.offered(under_way, step) if r.text("text") == text]
        if known:
            plans = replies.choose(under_way, step, known[0])
        elif text and not under_way.elsewhere(step):
            plans = replies.keep(under_way, step, _values(under_way, step, text))
        who.do(*plans)
        under_way.refresh()
    return under_way


def _values(under_way: Sitting, step: Step, text: str) -> dict[str, object]:
    """A reply's text as values by field name; "" is the field of a prompt with one field."""
    found = parts(step.prompt)
    if found[0].name == "":
        first, _, rest = text.partition("\nby: ")
        values: dict[str, object] = {"": replies.value(under_way, found[0], first)}
        if rest:
            values["due"] = rest
        return values
    by_name = {p.name: p for p in found}
    return {
        n: replies.value(under_way, by_name[n], v) if n in by_name else v
        for n, v in (one.split(": ", 1) for one in text.split("\n"))
    }


def meet(
    pair: Pair,
    deck: str,
    said: dict[str, str],
    *,
    day: int,
    following: int,
    on: Engagement | None = None,
    form: str = "whole",
) -> Sitting:
    """Play a session on a device, the coach's if none is given; `day` and `following` (the next
    date) count from the start. `form` is `whole` or `core`.
    """
    pair.share()
    pair.calendar.go(pair.start, day, 10)
    on = on or pair.coach
    made = on.do(*begin.start(on, deck, form=form))
    session = next(r for r in made if r.kind == "session")
    under_way = play(pair, on, session, said, 2.2)
    pair.calendar.later(2)
    on.do(*closing.end(under_way, pair.day(following)))
    pair.share()
    return under_way


def alone(pair: Pair, deck: str, said: dict[str, str], *, day: int) -> None:
    """Let the coach play a deck of their own on their own device; nothing of it is shared."""
    pair.calendar.go(pair.start, day, 18)
    made = pair.coach.do(*begin.start(pair.coach, deck, form="core"))
    session = next(r for r in made if r.kind == "session")
    pair.coach.do(*closing.end(play(pair, pair.coach, session, said, 2.0)))


def exercise(pair: Pair, deck: str, note: str, *, given: int, due: int) -> Record:
    """Let the coach assign an exercise; `given` and `due` are days after the start."""
    pair.calendar.go(pair.start, given, 11, 5)
    to = pair.coach.others[0].member
    plans = exercises.assign(pair.coach, deck, to, pair.day(due), note)
    made = next(r for r in pair.coach.do(*plans) if r.kind == "exercise")
    pair.share()
    return made


def do(pair: Pair, made: Record, said: dict[str, str], *, day: int) -> None:
    """Let the learner do an exercise on their own device, `day` days after the start."""
    pair.calendar.go(pair.start, day, 19, 40)
    found = pair.learner.state.records[made.id]
    pair.learner.do(*exercises.begin_exercise(pair.learner, found))
    session = exercises.session_of(Reader(pair.learner), found)
    assert session is not None
    under_way = play(pair, pair.learner, session, said, 1.5)
    pair.learner.do(*closing.end(under_way))
    pair.share()


def furnish(place: Path) -> Pair:
    """Make the demo in directory `place`: both devices, three months of work and checkpoints."""
    from coach_tui import demo_story

    pair = Pair(place)
    demo_story.tell(pair)
    pair.share()
    for one in (pair.coach, pair.learner):
        one.checkpoint()
    return pair


def run(role: str, keep: Path | None) -> int:
    """Make the demo and open the app in it as `coach` or `learner`; returns the exit code.

    With `keep` it is made in that directory, which must be new or empty, and stays there.
    """
    if keep is not None and keep.exists() and any(keep.iterdir()):
        raise Refused(f"{keep} is not empty. The demo wants a folder of its own.")
    place = keep or Path(tempfile.mkdtemp(prefix="coach-tui-demo-"))
    try:
        place.mkdir(parents=True, exist_ok=True)
        pair = furnish(place)
        home = pair.coach_home if role == "coach" else pair.learner_home
        from coach_tui.tui.app import run as open_app

        return open_app(home, pair.sp)
    finally:
        if keep is None:
            shutil.rmtree(place, ignore_errors=True)
