"""What was acknowledged is there: after a torn write, a full disk, a lost cache, two at once."""

import errno
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach_tui import disk
from coach_tui.planning import plan_new
from coach_tui.records.refusal import Refused
from coach_tui.sync import frame
from coach_tui.sync.clock import ms_of
from coach_tui.sync.vault import Head
from tests.pair import Pair, Side, copied, everything_published, frames_in, same

WRITER = """
import sys
from pathlib import Path
from coach_tui.engagement import Engagement
from coach_tui.planning import plan_new
from coach_tui.sync import keys
from coach_tui.home import Home

home = Home(Path(sys.argv[1]))
ring = keys.load(home, home.engagements()[0])
engagement = Engagement(home, ring).load()
for number in range(int(sys.argv[2])):
    kind = "note" if number % 3 == 0 else "issue"
    for made in engagement.do(plan_new(engagement, kind, {"text": f"{sys.argv[3]} {number}"})):
        print(made.id, flush=True)
    engagement.publish()
"""


def texts(side: Side) -> set[str]:
    return {r.text("text") for r in side.open().state.of_kind("issue", "note")}


@pytest.mark.parametrize("tail", [b"{", b'{"v":1,"sp":"', b"\0" * 50, b"\xff"])
def test_a_torn_last_line_is_not_read_and_is_cut_by_the_next_commit(
    pair: Pair, tail: bytes
) -> None:
    kept = pair.coach.add("issue", text="before")
    own, private = pair.coach.vault / "own.jsonl", pair.coach.home.private(pair.coach.sp)
    pair.coach.add("note", text="mine")
    for path in (own, private):
        path.write_bytes(path.read_bytes() + tail)
    reader = pair.coach.open()
    assert kept in reader.state.records
    assert own.read_bytes().endswith(tail)
    added = pair.coach.add("issue", text="after")
    noted = pair.coach.add("note", text="mine, after")
    for path in (own, private):
        lines = path.read_bytes().split(b"\n")
        assert lines[-1] == b""
        assert tail not in lines
    assert len(frames_in(own)) == own.read_bytes().count(b"\n")
    assert {kept, added, noted} <= pair.coach.open().state.records.keys()
    pair.rounds()
    assert same(pair.coach.open(), pair.learner.open())


@given(cut=st.integers(0, 5000))
@settings(max_examples=30)
def test_a_cut_own_log_keeps_every_whole_line(
    template: Pair, tmp_path_factory: pytest.TempPathFactory, cut: int
) -> None:
    side = copied(template, tmp_path_factory.mktemp("cut")).coach
    own = side.vault / "own.jsonl"
    data = own.read_bytes()
    cut = min(cut, len(data))
    own.write_bytes(data[: len(data) - cut])
    whole = data[: len(data) - cut].count(b"\n")
    side.add("issue", text="after")
    after = frames_in(own)
    assert len(after) == whole + 1
    assert data[: len(data) - cut].startswith(b"".join(f.line for f in after[:-1]))


HEADS: dict[str, bytes | None] = {
    "missing": None,
    "empty": b"",
    "cut": b'{"n":3,"id":"aaa',
    "not JSON": b"\xff\xfe head",
    "another type": b"[]",
    "wrong": msgspec.json.encode(Head(n=1, id="a" * 52, clock="", last=0, size=10)),
    "from nothing": msgspec.json.encode(Head()),
    "negative": b'{"n":-4,"id":"","clock":"","last":-7,"size":-7}',
    "beyond": b'{"n":4,"id":"","clock":"","last":99999999999999999999999,"size":1}',
    "far": b'{"n":4,"id":"","clock":"","last":4611686018427387904,"size":4611686018427387904}',
    "nested": b"[" * 100_000,
}


@pytest.mark.parametrize("what", HEADS)
def test_the_head_is_a_cache_that_is_made_again_when_wrong(pair: Pair, what: str) -> None:
    pair.coach.add("issue", text="before")
    head, content = pair.coach.vault / "head.json", HEADS[what]
    expected = pair.coach.open().replica.vault.head()
    head.unlink()
    if content is not None:
        head.write_bytes(content)
    found = pair.coach.open().replica.vault.head()
    assert (found.n, found.id, found.size, found.last) == (
        expected.n, expected.id, expected.size, expected.last,
    )  # fmt: skip
    pair.coach.add("issue", text="after")
    chained(frames_in(pair.coach.vault / "own.jsonl"))
    pair.rounds()
    assert same(pair.coach.open(), pair.learner.open())


def test_a_stale_head_is_seen_through(pair: Pair) -> None:
    head = pair.coach.vault / "head.json"
    pair.coach.add("issue", text="one")
    stale = head.read_bytes()
    pair.coach.add("issue", text="two")
    head.write_bytes(stale)
    pair.coach.add("issue", text="three")
    chained(frames_in(pair.coach.vault / "own.jsonl"))
    assert {"one", "two", "three"} <= texts(pair.coach)


def test_a_head_with_a_lower_number_than_its_line_is_wrong(pair: Pair) -> None:
    path = pair.coach.vault / "head.json"
    head = msgspec.json.decode(path.read_bytes(), type=Head)
    path.write_bytes(msgspec.json.encode(msgspec.structs.replace(head, n=head.n - 2)))
    pair.coach.add("issue", text="after")
    chained(frames_in(pair.coach.vault / "own.jsonl"))


def chained(frames: list[frame.Frame]) -> None:
    """Every number once, each frame naming the one before, stamps rising."""
    assert [f.header.n for f in frames] == list(range(1, len(frames) + 1))
    assert [f.header.before for f in frames] == ["", *[f.id for f in frames[:-1]]]
    clocks = [f.header.clock for f in frames]
    assert clocks == sorted(set(clocks))


def started(side: Side, count: int, name: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(side.home.root), str(count), name],
        stdout=subprocess.PIPE,
        text=True,
    )


def test_processes_that_write_at_once_lose_nothing_and_make_one_chain(pair: Pair) -> None:
    writers = [started(pair.coach, 20, name) for name in ("app", "shell", "script")]
    acknowledged: set[str] = set()
    for writer in writers:
        out, _ = writer.communicate()
        assert writer.returncode == 0
        acknowledged.update(out.split())
    assert len(acknowledged) == 60
    assert acknowledged <= pair.coach.open().state.records.keys()
    chained(frames_in(pair.coach.vault / "own.jsonl"))
    pair.rounds()
    assert same(pair.coach.open(), pair.learner.open())


def test_a_process_that_is_killed_loses_nothing_acknowledged(pair: Pair) -> None:
    writer = started(pair.coach, 10_000, "killed")
    assert writer.stdout is not None
    acknowledged = {writer.stdout.readline().strip() for _ in range(12)}
    writer.kill()
    acknowledged.update(line.strip() for line in writer.stdout if line.endswith("\n"))
    writer.wait()
    writer.stdout.close()
    assert acknowledged <= pair.coach.open().state.records.keys()
    pair.coach.add("issue", text="after")
    chained(frames_in(pair.coach.vault / "own.jsonl"))
    pair.rounds()
    assert same(pair.coach.open(), pair.learner.open())


FULL = """
import resource, sys
from pathlib import Path
from coach_tui.engagement import Engagement
from coach_tui.planning import plan_new
from coach_tui.records.refusal import Refused
from coach_tui.sync import keys
from coach_tui.home import Home

home = Home(Path(sys.argv[1]))
ring = keys.load(home, home.engagements()[0])
engagement = Engagement(home, ring).load()
size = (home.vault(ring.sp) / "own.jsonl").stat().st_size
resource.setrlimit(resource.RLIMIT_FSIZE, (size + 5000, size + 5000))
try:
    for number in range(100):
        made = engagement.do(plan_new(engagement, "issue", {"text": f"full {number}"}))
        print(made[0].id)
except Refused as refusal:
    print(refusal, file=sys.stderr)
"""


def test_a_full_disk_leaves_whole_lines_and_says_so(pair: Pair) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(pair.coach.home.root)], capture_output=True, text=True
    )
    assert "could not be saved" in done.stderr
    assert "Traceback" not in done.stderr
    own = pair.coach.vault / "own.jsonl"
    assert own.read_bytes().endswith(b"\n")
    acknowledged = set(done.stdout.split())
    assert 2 < len(acknowledged) < 20
    assert acknowledged <= pair.coach.open().state.records.keys()
    pair.coach.add("issue", text="after")
    chained(frames_in(own))


def test_a_write_that_fails_half_way_leaves_no_half(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    engagement = pair.coach.open()
    own, private = pair.coach.vault / "own.jsonl", pair.coach.home.private(pair.coach.sp)
    pair.coach.add("note", text="first")
    before = own.read_bytes(), private.read_bytes()
    real = os.write
    calls: list[int] = []

    def filling(fd: int, data: Any) -> int:
        calls.append(1)
        if len(calls) > 1:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(fd, bytes(data[: len(data) // 2]))

    for kind in ("issue", "note"):
        calls.clear()
        with monkeypatch.context() as patch:
            patch.setattr(os, "write", filling)
            with pytest.raises(Refused, match="No space left on device"):
                engagement.do(plan_new(engagement, kind, {"text": "lost"}))
        assert (own.read_bytes(), private.read_bytes()) == before
    assert "lost" not in texts(pair.coach)
    engagement.do(plan_new(engagement, "issue", {"text": "after"}))
    chained(frames_in(own))


def test_a_short_write_is_gone_on_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda fd, data: real(fd, bytes(data[:3])))
    disk.append(tmp_path / "log", b"one line\n", at=0)
    disk.replace(tmp_path / "whole", b"another line\n")
    monkeypatch.undo()
    assert (tmp_path / "log").read_bytes() == b"one line\n"
    assert (tmp_path / "whole").read_bytes() == b"another line\n"


def test_a_replacement_that_fails_leaves_the_old_file_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file"
    disk.replace(path, b"old")

    def full(fd: int, data: Any) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(OSError, match="No space"):
        disk.replace(path, b"new")
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


def test_what_is_one_s_own_is_readable_by_its_owner_only(pair: Pair) -> None:
    pair.coach.add("note", text="mine")
    pair.coach.open().checkpoint()
    for path in [pair.coach.home.root, *pair.coach.home.root.rglob("*")]:
        assert path.stat().st_mode & 0o077 == 0, path


def test_stamps_of_the_next_process_come_after_all_that_were_seen(pair: Pair) -> None:
    pair.learner.wall.forward(400 * 86_400_000)
    issue = pair.learner.add("issue", text="from the future")
    pair.rounds()
    pair.coach.edit(issue, text="answered now")
    pair.rounds()
    for side in pair.sides:
        record = side.record(issue)
        assert (record.text("text"), record.conflicts) == ("answered now", {})


def test_edits_after_2100_and_now_still_replace_each_other(pair: Pair) -> None:
    pair.learner.wall.ms = 4_102_444_800_000 + 5 * 86_400_000
    issue = pair.learner.add("issue", text="a")
    for side, text in [(pair.coach, "b"), (pair.learner, "c"), (pair.coach, "d")]:
        pair.rounds()
        side.edit(issue, text=text)
        pair.rounds()
        for each in pair.sides:
            record = each.record(issue)
            assert (record.text("text"), record.conflicts) == (text, {})
    clocks = {f.header.clock for f, _ in everything_published(pair.folder, pair.coach.ring())}
    assert max(map(ms_of, clocks)) == 4_102_444_799_999


def test_copies_that_two_processes_took_in_count_once(pair: Pair) -> None:
    issue = pair.coach.add("issue", text="once")
    app, shell = pair.learner.open(), pair.learner.open()
    pair.learner.wall.forward()
    for one in (app, shell):
        one.look()
        assert one.state.records[issue].text("text") == "once"
    copies = pair.learner.vault / f"{pair.coach.ring().device}.jsonl"
    ids = [f.id for f in frames_in(copies)]
    assert len(set(ids)) == len(ids)
    # An earlier version, or a backup that was put back, may have written them twice.
    copies.write_bytes(copies.read_bytes() * 2)
    fresh = pair.learner.open()
    assert len(fresh.state.records[issue].changes) == 1
    assert len(fresh.replica.mark().silent) == len(set(fresh.replica.mark().silent))
    app.look()
    assert app.replica.mark() == fresh.replica.mark()


def test_an_older_head_is_read_on_from_and_nothing_stays_unpublished(pair: Pair) -> None:
    head = pair.coach.vault / "head.json"
    kept = [pair.coach.add("issue", text="published before")]
    older = head.read_bytes()
    engagement = pair.coach.open()
    for number in range(9):
        made = engagement.do(plan_new(engagement, "issue", {"text": f"later {number}"}))
        kept.append(made[0].id)
    head.write_bytes(older)
    assert pair.coach.open().unpublished() == 9
    kept.append(pair.coach.add("issue", text="and one more"))
    assert pair.coach.open().unpublished() == 0
    numbers = [f.header.n for f in frames_in(pair.coach.vault / "own.jsonl")]
    assert numbers == list(range(1, len(numbers) + 1))
    pair.learner.sync()
    assert set(kept) <= set(pair.learner.open().state.records)
