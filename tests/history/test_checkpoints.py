"""The TinyDB file can be deleted, cut, spoilt or left behind: it comes back equal to the byte."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tinydb import TinyDB, where

from coach_tui.history import store
from coach_tui.planning import plan_new, plan_share
from coach_tui.records.change import Change
from tests.pair import Pair, Side, copied


def lived(pair: Pair) -> Pair:
    """Some life: edits, a conflict, a private record, one that was shared, a gap."""
    issue = pair.coach.add("issue", text="Ünal asks", why="b")
    pair.coach.add("note", text="mine", links=[issue])
    shared = pair.coach.add("note", text="to be shared")
    coach = pair.coach.open()
    coach.do(plan_share(coach, shared))
    coach.publish()
    pair.rounds()
    pair.learner.edit(issue, why="c")
    pair.coach.edit(issue, why="d", status="parked")
    pair.rounds()
    return pair


def brought_up(side: Side) -> bytes:
    """The checkpoint as the next process leaves it."""
    side.open().checkpoint()
    return side.home.history(side.sp).read_bytes()


def made_anew(side: Side) -> bytes:
    side.home.history(side.sp).unlink(missing_ok=True)
    return brought_up(side)


def another_version(data: bytes) -> bytes:
    return data.replace(b'"version":1', b'"version":2')


SPOILT: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda data: b"",
    "half": lambda data: data[: len(data) // 2],
    "not JSON": lambda data: b"\xff\xfe" + data,
    "garbage": lambda data: b"\0" * 500,
    "two": lambda data: data + data,
    "another version": another_version,
    "no meta": lambda data: json.dumps({"records": json.loads(data)["records"]}).encode(),
    "empty meta": lambda data: b'{"records":{},"meta":{}}',
    "another mark": lambda data: b'{"records":{},"meta":{"1":{"version":1,"mark":[]}}}',
    "negative mark": lambda data: data.replace(b'"own.jsonl":', b'"own.jsonl":-'),
    "mark beyond": lambda data: data.replace(b'"own.jsonl":', b'"own.jsonl":9999999'),
    "nested": lambda data: b"[" * 100_000,
    "plain TinyDB of somebody": lambda data: b'{"_default": {"1": {"a": 1}}}',
}


@pytest.mark.parametrize("what", SPOILT)
def test_a_spoilt_checkpoint_comes_back_equal_to_the_byte(pair: Pair, what: str) -> None:
    for side in lived(pair).sides:
        wanted = made_anew(side)
        spoilt = SPOILT[what](wanted)
        assert spoilt != wanted
        side.home.history(side.sp).write_bytes(spoilt)
        assert brought_up(side) == wanted


def test_a_deleted_checkpoint_comes_back_equal_to_the_byte(pair: Pair) -> None:
    for side in lived(pair).sides:
        wanted = brought_up(side)
        assert made_anew(side) == wanted
        assert brought_up(side) == wanted


@given(cut=st.integers(0, 100_000))
@settings(max_examples=15)
def test_a_cut_checkpoint_comes_back(
    template: Pair, tmp_path_factory: pytest.TempPathFactory, cut: int
) -> None:
    side = copied(template, tmp_path_factory.mktemp("cut")).coach
    wanted = made_anew(side)
    side.home.history(side.sp).write_bytes(wanted[: cut % len(wanted)])
    assert brought_up(side) == wanted


def test_a_checkpoint_that_was_left_behind_catches_up_to_the_byte(pair: Pair) -> None:
    for side in pair.sides:
        brought_up(side)
    lived(pair)
    for side in pair.sides:
        caught_up = brought_up(side)
        assert caught_up == made_anew(side)


def test_a_checkpoint_taken_while_working_equals_one_made_anew(pair: Pair) -> None:
    """One long-lived process, whose partner's frames come in another order, by and by."""
    app = pair.coach.open()
    theirs = [pair.learner.add("issue", text=f"n{n}") for n in range(3)]
    for n in range(3):
        app.do(plan_new(app, "insight", {"text": f"{n}"}))
        pair.coach.wall.forward()
        app.sync()
    pair.learner.sync()
    pair.coach.wall.forward()
    app.sync()
    app.look()
    app.checkpoint()
    assert set(theirs) <= app.state.records.keys()
    written = pair.coach.home.history(pair.coach.sp).read_bytes()
    assert written == made_anew(pair.coach)


def test_a_gap_is_kept_in_the_checkpoint(pair: Pair) -> None:
    """A frame whose predecessor is not here yet."""
    directory = pair.folder / "v1" / pair.coach.ring().device
    before = set(directory.iterdir())
    pair.coach.add("issue", text="missing for now")
    (gone,) = set(directory.iterdir()) - before
    gone.rename(pair.root / "gone")
    pair.coach.add("issue", text="here")
    pair.learner.sync()
    assert pair.learner.open().replica.progress.missing() == 1
    assert brought_up(pair.learner) == made_anew(pair.learner)
    assert pair.learner.open().replica.progress.missing() == 1
    (pair.root / "gone").rename(gone)
    pair.learner.sync()
    assert pair.learner.open().replica.progress.missing() == 0
    assert brought_up(pair.learner) == made_anew(pair.learner)


def test_changes_without_their_creation_are_kept_in_the_checkpoint(pair: Pair) -> None:
    identity = "abcdefghij" + pair.coach.ring().device[:6]
    learner, coach = pair.learner.open(), pair.coach.open()
    learner.replica.commit([Change(identity, "issue", 1, {"why": "edited"})])
    learner.publish()
    pair.coach.sync()
    assert identity in pair.coach.open().state.held
    brought_up(pair.coach)
    assert identity in pair.coach.open().state.held
    assert brought_up(pair.coach) == made_anew(pair.coach)
    coach.replica.commit([Change(identity, "issue", 1, {"text": "created"})])
    assert pair.coach.record(identity).fields == {"text": "created", "why": "edited"}
    assert brought_up(pair.coach) == made_anew(pair.coach)


@pytest.mark.parametrize("more", [0, 1, 8])
def test_a_vault_that_was_restored_from_a_backup_is_read_anew(pair: Pair, more: int) -> None:
    """Also when it has grown again, beyond what the checkpoint had read."""
    backup = pair.root / "backup"
    shutil.copytree(pair.coach.vault, backup)
    for n in range(3):
        pair.coach.add("issue", text=f"after the backup {n}")
    brought_up(pair.coach)
    shutil.rmtree(pair.coach.vault)
    shutil.copytree(backup, pair.coach.vault)
    added = [pair.coach.add("issue", text=f"{'long ' * n}{n}") for n in range(more)]
    assert set(added) <= pair.coach.open().state.records.keys()
    assert brought_up(pair.coach) == made_anew(pair.coach)


def test_a_process_loads_the_same_with_and_without_the_checkpoint(pair: Pair) -> None:
    for side in lived(pair).sides:
        brought_up(side)
        with_it = side.open()
        side.home.history(side.sp).unlink()
        without = side.open()
        assert with_it.state.records == without.state.records
        assert with_it.state.held == without.state.held
        assert with_it.replica.mark() == without.replica.mark()
        assert with_it.replica.trust.devices == without.replica.trust.devices
        assert with_it.replica.key_names == without.replica.key_names
        assert with_it.replica.clock.last == without.replica.clock.last


def test_plain_tinydb_reads_it(pair: Pair) -> None:
    lived(pair)
    brought_up(pair.coach)
    state = pair.coach.open().state
    with TinyDB(pair.coach.home.history(pair.coach.sp), access_mode="r") as db:
        assert db.tables() == {"records", "meta"}
        rows = db.table("records").all()
        assert [r["id"] for r in rows] == sorted(state.records)
        (issue,) = db.table("records").search(where("kind") == "issue")
        assert issue["fields"]["text"] == "Ünal asks"
        assert sorted(issue["conflicts"]["why"]) == ["c", "d"]
        said = {c["set"].get("why") for c in issue["changes"]}
        assert {"b", "c", "d"} <= said
        assert all({"stamp", "author", "w"} <= c.keys() for c in issue["changes"])
        (meta,) = db.table("meta").all()
        assert meta["version"] == store.VERSION
        assert set(meta["mark"]["bytes"]) >= {"own.jsonl", "private"}


KILLED = """
import os, sys
from pathlib import Path
from coach_tui.engagement import Engagement
from coach_tui.sync import keys
from coach_tui.home import Home

home = Home(Path(sys.argv[1]))
ring = keys.load(home, home.engagements()[0])
engagement = Engagement(home, ring).load()
Path.replace = lambda *_: os._exit(9)
engagement.checkpoint()
"""


def test_a_kill_before_the_rename_leaves_the_old_file(pair: Pair) -> None:
    old = brought_up(pair.coach)
    made = pair.coach.add("issue", text="later")
    done = subprocess.run([sys.executable, "-c", KILLED, str(pair.coach.home.root)])
    assert done.returncode == 9
    path = pair.coach.home.history(pair.coach.sp)
    assert path.read_bytes() == old
    assert made in pair.coach.open().state.records
    assert made.encode() in brought_up(pair.coach)


def test_writing_what_is_up_to_date_changes_nothing(pair: Pair) -> None:
    brought_up(pair.coach)
    path = pair.coach.home.history(pair.coach.sp)
    before = path.stat().st_mtime_ns, path.stat().st_ino
    brought_up(pair.coach)
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == before


def test_loading_what_is_not_there_is_none(tmp_path: Path) -> None:
    assert store.load(tmp_path / "nothing.json") is None
    assert store.load(tmp_path) is None
