"""The history file can be deleted, damaged or old: every reading verb brings it back as it was."""

import json
from pathlib import Path

import pytest
from tinydb import TinyDB

from tests.cli.conftest import Two


def deleted(path: Path) -> None:
    path.unlink()


def halved(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


def of_another_version(path: Path) -> None:
    data = json.loads(path.read_bytes())
    data["meta"]["1"]["version"] += 1
    path.write_text(json.dumps(data))


def emptied(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize("damage", [deleted, halved, of_another_version, emptied])
def test_reading_verbs_bring_the_history_back(two: Two, damage: object) -> None:
    made = two.coach("add", "question", "Why?").word
    two.coach("set", made, "text=Why not?", "knows=Ann")
    two.coach("add", "note", "My own")
    two.rounds()
    path = two.pair.coach.home.history(two.pair.coach.sp)
    two.coach("list", "question")
    whole = path.read_bytes()
    assert callable(damage)
    for words in (["list", "question"], ["show", made], ["search", "why"], ["history", made],
                  ["sync"]):  # fmt: skip
        damage(path)
        assert path.read_bytes() != whole if path.exists() else True
        two.coach(*words)
        assert path.read_bytes() == whole, words


def test_writing_verbs_leave_the_history_alone(two: Two) -> None:
    two.coach("list", "question")
    path = two.pair.coach.home.history(two.pair.coach.sp)
    path.unlink()
    made = two.coach("add", "question", "Why?").word
    two.coach("set", made, "text=Why not?")
    assert not path.exists()
    two.coach("show", made)
    with TinyDB(path) as db:  # readable by anybody who has TinyDB
        found = [d for d in db.table("records") if d["id"] == made]
        assert found[0]["fields"]["text"] == "Why not?"
        assert len(db.table("meta")) == 1
