"""Killed at any moment: what was acknowledged is there, everything opens, the draft is offered."""

import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.running import TIMEOUT
from tests.e2e.people import DECK, HOPE, Desk, Two, many, prints, question, seated, typed
from tests.e2e.terminal import Terminal
from tests.pair import Pair, copied, frames_in

CALLS = (
    "openat", "write", "pwrite64", "fsync", "fdatasync", "rename", "renameat", "renameat2",
    "ftruncate", "lseek", "unlink", "unlinkat", "mkdir", "mkdirat", "flock", "close",
)  # fmt: skip
ROOT = Path(__file__).parents[2]
TEXT = "Nobody reads the list"
FIELDS = {"confidence": 70, "importance": 4}
ADD = ("add", "assumption", TEXT, "--set", "confidence=70", "--set", "importance=4")


# -- a command, killed at each of its system calls -------------------------------------------------


@dataclass(frozen=True)
class Call:
    """The `count`th call of a name, and what it was about."""

    name: str
    count: int
    line: str


@dataclass
class Killed:
    """What a killed command left: the devices, and the id that it had printed."""

    call: str
    two: Two
    acknowledged: str


def _traced(
    desk: Desk, log: Path, *more: str, command: tuple[str, ...]
) -> "subprocess.CompletedProcess[bytes]":
    """Run a command under strace; where there is none, with the same calls interposed in Python."""
    if strace := shutil.which("strace"):
        started = [strace, "-f", "-y", "-o", str(log), *more, sys.executable, "-m", "coach_tui"]
    else:
        at = re.search(r"inject=(\w+):signal=SIGKILL:when=(\d+)", " ".join(more))
        wanted = f"{at[1]}:{at[2]}" if at else "-"
        started = [sys.executable, "-m", "tests.e2e.interposed", str(log), wanted]
    return subprocess.run(
        [*started, *command], capture_output=True, env=desk.env(), timeout=TIMEOUT, cwd=ROOT
    )


def _calls(log: Path, root: Path) -> list[Call]:
    """The calls about the homes, the folder or standard output, each with its number among those
    of its name. Going about in a file that is only read leaves nothing to be told apart.
    """
    found: list[Call] = []
    reading: set[str] = set()
    counts = dict.fromkeys(CALLS, 0)
    for line in log.read_text(errors="replace").splitlines():
        match = re.match(r"\d+ +(\w+)\((.*)", line)
        if not match:
            continue
        name, rest = match[1], match[2]
        counts[name] += 1
        if name == "openat" and (opened := re.search(r"= (\d+<.*>)$", rest)):
            (reading.add if "O_RDONLY" in rest else reading.discard)(opened[1])
        only_read = name in ("lseek", "close") and re.split(r"[,)]", rest)[0] in reading
        if (str(root) in rest or rest.startswith("1<")) and not only_read:
            found.append(Call(name, counts[name], line))
    return found


def _plain(pair: Pair) -> None:
    """Nothing was wrong before."""


def _torn(pair: Pair) -> None:
    """An earlier crash left half a line; the folder has lost this device's directory."""
    own = pair.coach.vault / "own.jsonl"
    own.write_bytes(own.read_bytes() + b'{"v":1,"sp":"half a li')
    shutil.rmtree(pair.folder / "v1" / pair.coach.ring().device)


def _kill_everywhere(
    template: Pair, root: Path, prepare: Callable[[Pair], None], command: tuple[str, ...]
) -> list[Killed]:
    """Trace the command once, then kill it at each of its calls, each time on fresh devices."""
    pair = copied(template, root / "whole")
    prepare(pair)
    log = root / "log"
    # The first run leaves bytecode behind, so that the second and all others do the same calls.
    first = copied(template, root / "first").coach.home.root
    assert Desk(first, fresh=True)(*command).code == 0
    done = _traced(
        Desk(pair.coach.home.root), log, "-e", f"trace={','.join(CALLS)}", command=command
    )
    assert done.returncode == 0, done
    results = []
    for number, call in enumerate(_calls(log, pair.root)):
        pair = copied(template, root / str(number))
        prepare(pair)
        two = seated(pair)
        inject = f"inject={call.name}:signal=SIGKILL:when={call.count}"
        done = _traced(two.coach, log, "-e", f"trace={call.name}", "-e", inject, command=command)
        if done.returncode == -signal.SIGKILL:
            results.append(Killed(call.line, two, done.stdout.decode().strip()))
    return results


def _whole(records: list[dict[str, object]]) -> bool:
    """Whether nothing is half there."""
    return all({f: r.get(f) for f in FIELDS} == FIELDS for r in records if r["text"] == TEXT)


def _look_at(killed: Killed) -> None:
    """Everything opens, the next command works, the partner gets what was acknowledged."""
    coach, learner = killed.two.desks
    known = ("list", "assumption", "--json")
    ask = [(coach, ("status", "--json")), (coach, known), (coach, ("list", "issue"))]
    ask += [(coach, ("show", killed.acknowledged, "--json"))] if killed.acknowledged else []
    then = [
        (coach, ("add", "assumption", "The next one", "--set", "confidence=1")),
        (coach, ("sync", "--json")), (learner, ("sync", "--json")), (coach, ("sync", "--json")),
        (coach, known), (learner, known),
    ]  # fmt: skip
    found = many(*ask, *then)
    assert all(d.code == 0 for d in found), (killed.call, found)
    assert _whole(found[1].json), killed.call
    mine, theirs = found[-2].json, found[-1].json
    assert mine == theirs, killed.call
    ids = [r["id"] for r in theirs]
    assert found[len(ask)].word in ids
    assert not killed.acknowledged or killed.acknowledged in ids, killed.call
    assert len([r for r in theirs if r["text"] == TEXT]) <= 1, killed.call
    _no_half_lines(killed)


def _no_half_lines(killed: Killed) -> None:
    files = [*killed.two.coach.home.rglob("*.jsonl"), *killed.two.folder.rglob("*.seg")]
    assert files
    for path in files:
        data = path.read_bytes()
        assert data.endswith(b"\n"), (killed.call, path)
        if path.parent.name != "private":
            assert len(frames_in(path)) == data.count(b"\n"), (killed.call, path)


@pytest.mark.parametrize(
    ("prepare", "needed"),
    [
        (_plain, {"openat", "write", "fsync", "rename", "flock", "lseek", "close"}),
        pytest.param(
            _torn,
            {"openat", "write", "fsync", "rename", "flock", "ftruncate", "mkdir"},
            marks=pytest.mark.crash,
        ),
    ],
    ids=["plain", "torn"],
)
def test_add_killed_at_each_system_call(
    template: Pair, tmp_path: Path, prepare: Callable[[Pair], None], needed: set[str]
) -> None:
    killed = _kill_everywhere(template, tmp_path, prepare, ADD)
    calls = {k.call.split()[1].split("(")[0] for k in killed}
    assert calls >= needed and len(killed) > 25
    assert {bool(k.acknowledged) for k in killed} == {True, False}
    places = " ".join(k.call for k in killed)
    assert "own.jsonl" in places and "head.json" in places and ".seg" in places
    for one in killed:
        _look_at(one)


def test_a_private_record_killed_at_each_system_call(template: Pair, tmp_path: Path) -> None:
    killed = _kill_everywhere(template, tmp_path, _plain, ("add", "note", "My own canary"))
    assert any("write(" in k.call and "/private/" in k.call for k in killed)
    for one in killed:
        coach = one.two.coach
        ask = [(coach, ("status",)), (coach, ("list", "note", "--json")),
               (coach, ("add", "note", "Another")), (coach, ("sync",)),
               (coach, ("list", "note", "--json"))]  # fmt: skip
        found = many(*ask)
        assert all(d.code == 0 for d in found), (one.call, found)
        before, after = found[1].json, found[-1].json
        assert not one.acknowledged or one.acknowledged in [r["id"] for r in before]
        assert [r["text"] for r in after] == [*["My own canary"] * len(before), "Another"]
        _no_half_lines(one)


# -- the app, killed while somebody types ----------------------------------------------------------


def _outside(two: Two) -> dict[str, str]:
    """What typing must not change: vault, keys, private log and shared folder."""
    found: dict[str, str] = {}
    for name in ("vault", "keys", "private"):
        found |= {f"{name}/{k}": v for k, v in prints(two.coach.home / name).items()}
    # What the last look into the folder found is only a cache, and may be looked at anew.
    found = {k: v for k, v in found.items() if not k.endswith("folder.json")}
    return found | {f"folder/{k}": v for k, v in prints(two.folder).items()}


def _begun(two: Two) -> dict[str, str]:
    """A session that was begun and left by a clean end; what everything is like then."""
    two.rounds(2)
    with two.coach.app("session", DECK) as terminal:
        question(terminal, HOPE)
        terminal.wait_for("published")
        terminal.press("ctrl+q")
        assert terminal.ended() == 0
    two.rounds(2)
    return _outside(two)


def _draft_is(two: Two, terminal: Terminal, holds: Callable[[str], bool]) -> None:
    """Wait until the draft on the disk is so: that it comes at all is what is tested."""
    terminal.wait_until(
        f"the draft; there is {two.coach.drafts}", lambda _: any(map(holds, two.coach.drafts))
    )


WORDS = ("apple", "birch", "cedar", "daisy", "elder", "fern!", "grass", "hazel", "irises", "jasmin")


@pytest.mark.parametrize(
    "half", [0, pytest.param(1, marks=pytest.mark.crash)], ids=["in-the-middle", "at-the-end"]
)
def test_ten_kills_while_typing_lose_only_what_was_typed_last(two: Two, half: int) -> None:
    before = _begun(two)
    sure = ""
    for number, word in enumerate(WORDS):
        with two.coach.app("session", DECK) as terminal:
            question(terminal, HOPE)
            if sure:
                terminal.wait_for("Your draft from before", sure.rsplit(maxsplit=1)[-1])
            # What the box offers is the draft: the next words are written behind it.
            (offered,) = two.coach.drafts or [""]
            assert offered.startswith(sure)
            typed(terminal, f"{word} ")
            _draft_is(two, terminal, lambda d, w=word: d.endswith(f"{w} "))  # type: ignore[misc]
            (sure,) = two.coach.drafts
            assert sure == f"{offered}{word} "
            # Killed in the middle of the next word, or when it is whole: before it is kept.
            terminal.write("unsaved words"[: number if half == 0 else None])
            if half:
                terminal.wait_for("unsaved", "words")
            terminal.send(signal.SIGKILL)
            assert terminal.ended() == -signal.SIGKILL
        (left,) = two.coach.drafts
        assert left.startswith(sure) and "unsaved words".startswith(left[len(sure) :])
        sure = sure if half == 0 else left
        assert _outside(two) == before
    assert all(word in sure for word in WORDS)


ENDS: dict[str, Callable[[Terminal], None]] = {
    "SIGTERM": lambda t: t.send(signal.SIGTERM),
    "SIGHUP": lambda t: t.send(signal.SIGHUP),
    "SIGINT": lambda t: t.send(signal.SIGINT),
    "closed": lambda t: t.hang_up(),
}


@pytest.mark.parametrize("how", ENDS)
def test_ended_from_outside_while_typing(two: Two, how: str) -> None:
    before = _begun(two)
    with two.coach.app("session", DECK) as terminal:
        question(terminal, HOPE)
        assert terminal.alternate
        typed(terminal, "half a sentence about zebras")
        ENDS[how](terminal)
        code = terminal.ended()
        assert b"Traceback" not in terminal.raw
        if how != "closed":
            assert terminal.restored == []
            assert code in (0, 130)
    assert two.coach.drafts == ["half a sentence about zebras"]
    assert _outside(two) == before
    with two.coach.app("session", DECK) as terminal:
        question(terminal, HOPE)
        terminal.wait_for("Your draft from before", "half a sentence about zebras")


def test_left_by_a_key_while_typing(two: Two) -> None:
    before = _begun(two)
    with two.coach.app("session", DECK) as terminal:
        question(terminal, HOPE)
        typed(terminal, "typed and left by hand")
        terminal.press("ctrl+q")
        assert terminal.ended() == 0
        assert terminal.restored == []
    assert two.coach.drafts == ["typed and left by hand"]
    assert _outside(two) == before
