"""A coach and a learner at their own devices: commands, and the app in a terminal."""

import hashlib
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from coach_tui.home import Home
from tests.cli.running import TIMEOUT, Device, Done
from tests.e2e.terminal import Terminal
from tests.pair import Pair, Side

DECK = "challenge-assumptions"
HOPE = "What would you like to leave with"
"""The first question of the deck, as far as it fits a row."""
PROMISED = "Since we last met"
"""The head of the page before the first question of a session."""
ASIDE = 78
"""From this column on a wide terminal shows what is only looked at."""


class Desk(Device):
    """A device whose app can be opened in a terminal."""

    @contextmanager
    def app(self, *args: str, size: tuple[int, int] = (80, 24)) -> Iterator[Terminal]:
        """The program in a terminal of that size."""
        command = (sys.executable, "-m", "coach_tui", *args)
        with Terminal(*command, env={"COACH_TUI_DEBUG": "1"} | self.env(), size=size) as terminal:
            yield terminal

    @property
    def drafts(self) -> list[str]:
        """The texts of all drafts."""
        found = []
        for path in sorted((self.home / "drafts").rglob("*.json")):
            found.append(msgspec.json.decode(path.read_bytes())["text"])
        return found


_MANY = """
import json, os, sys
from coach_tui.cli.run import run
for home, command in json.load(sys.stdin):
    os.environ["COACH_TUI_HOME"] = home
    code = run(command)
    print("\\1%d" % code, end="\\0", flush=True)
    print(end="\\0", file=sys.stderr, flush=True)
"""


def many(*asked: tuple[Desk, tuple[str, ...]]) -> list[Done]:
    """What commands leave, run one after another by one process: for many short ones."""
    if not asked:
        return []
    given = [(str(desk.home), command) for desk, command in asked]
    done = subprocess.run(
        [sys.executable, "-c", _MANY], input=msgspec.json.encode(given), capture_output=True,
        env=asked[0][0].env(), timeout=4 * TIMEOUT,
    )  # fmt: skip
    assert done.returncode == 0, done
    results = []
    parts = zip(done.stdout.decode().split("\0"), done.stderr.decode().split("\0"), strict=True)
    for out, err in list(parts)[:-1]:
        text, _, code = out.rpartition("\1")
        assert "Traceback" not in err, err
        results.append(Done(int(code), text, err))
    return results


def answers(desk: Desk, *commands: tuple[str, ...]) -> list[str]:
    """What commands of one device print; each has to succeed."""
    found = many(*((desk, c) for c in commands))
    assert all(d.code == 0 for d in found), found
    return [d.out for d in found]


@dataclass
class Two:
    """Both devices and the folder between them; the pair's inside is for asking, not for doing."""

    coach: Desk
    learner: Desk
    folder: Path

    @property
    def desks(self) -> tuple[Desk, Desk]:
        """Both devices."""
        return self.coach, self.learner

    def rounds(self, count: int = 1) -> None:
        """Both synchronise, and the coach sees that it arrived."""
        for _ in range(count):
            for desk in (*self.desks, self.coach):
                desk("sync")

    def inside(self) -> tuple[Side, Side]:
        """Both devices from the inside."""
        homes = [Home(d.home) for d in self.desks]
        return Side(homes[0], homes[0].engagements()[0]), Side(homes[1], homes[1].engagements()[0])


def seated(pair: Pair) -> Two:
    """A pair at their devices."""
    return Two(Desk(pair.coach.home.root), Desk(pair.learner.home.root), pair.folder)


# -- the app ---------------------------------------------------------------------------------------


def question(terminal: Terminal, words: str) -> None:
    """Wait until a question is asked: not only announced as the next one. What was promised last
    time, before the first question, is passed over.
    """

    def asked(shown: str) -> bool:
        rows = shown.split("\n")
        return any(words in r and "Then  " not in r for r in rows) and "Then  " in shown

    def here(shown: str) -> bool:
        return asked(shown) or PROMISED in shown

    if PROMISED in terminal.wait_until(f"the question {words!r}", here):
        terminal.settle()
        terminal.press("enter")
    terminal.wait_until(f"the question {words!r}", asked)


def more(terminal: Terminal, letter: str) -> None:
    """What `ctrl+o` and a letter do."""
    terminal.press("ctrl+o")
    terminal.wait_for("Leave for now")
    terminal.press(letter)
    terminal.wait_gone("Leave for now")


def typed(terminal: Terminal, text: str) -> None:
    """Type a text, and wait until its last word is there."""
    terminal.write(text)
    terminal.wait_for(text.rsplit(maxsplit=1)[-1])


def select(terminal: Terminal, words: str) -> None:
    """Move the selection to the first entry with some words: where there are several, the topmost.
    What is not in sight is further down.
    """

    def place(shown: str) -> tuple[int, str] | None:
        rows = [r[:ASIDE] for r in shown.split("\n")]
        here = next((n for n, r in enumerate(rows) if "▌" in r[5:]), None)
        there = next((n for n, r in enumerate(rows) if words in r), len(rows))
        # The words alone: what else stands in the row may be a scroll bar that moved.
        return None if here is None else (there - here, re.sub(r"\W", "", rows[here]))

    def other(shown: str, row: str) -> bool:
        found = place(shown)
        return found is not None and found[1] != row

    while True:
        terminal.wait_until("a selection", lambda s: place(s) is not None)
        far, row = place(terminal.text) or (0, "")
        if far == 0:
            return
        # One key, then what it did: with a second one under way the selection would go too far.
        terminal.press("down" if far > 0 else "up")
        terminal.wait_until("the next entry", lambda s, r=row: other(s, r))  # type: ignore[misc]
        # A list that scrolls is drawn in two steps: the selection is out of sight for one of them.
        terminal.settle()


@contextmanager
def behind(
    desk: Desk, folder: Path, control: Path, *args: str, says: str = ""
) -> Iterator[Terminal]:
    """The app whose calls to the folder are in the hands of a control file."""
    control.write_text(says)
    command = (sys.executable, "-m", "tests.e2e.outside", str(control), str(folder), *args)
    with Terminal(*command, env={"COACH_TUI_DEBUG": "1"} | desk.env()) as terminal:
        yield terminal


# -- files -----------------------------------------------------------------------------------------


def prints(root: Path) -> dict[str, str]:
    """Every file below a place with a hash of its bytes."""
    return {
        str(p.relative_to(root)): hashlib.blake2b(p.read_bytes()).hexdigest()
        for p in sorted(root.rglob("*"))
        if p.is_file()
    }


def holding(root: Path, words: bytes) -> list[str]:
    """The files below a place that hold some bytes, or have them in their names."""
    return [
        str(p.relative_to(root))
        for p in sorted(root.rglob("*"))
        if words in bytes(p) or (p.is_file() and words in p.read_bytes())
    ]


def shared_records(side: Side) -> dict[str, Any]:
    """The kinds of all shared records by their ids."""
    records = side.open().state.records.values()
    return {r.id: r.kind for r in records if r.audience != "private"}
