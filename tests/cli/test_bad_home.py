"""A home with broken files: nothing is lost, and a sentence says what a person has to do."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Two
from tests.cli.running import TIMEOUT

Damage = Callable[[Path], None]


def _bytes(data: bytes) -> Damage:
    return lambda path: _write(path, data)


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _half(path: Path) -> None:
    data = path.read_bytes() if path.exists() else b'{"a":'
    _write(path, data[: len(data) // 2])


def _directory(path: Path) -> None:
    path.unlink(missing_ok=True)
    (path / "in the way").mkdir(parents=True)


def _unreadable(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.symlink_to(path.name)


def _numbers(path: Path) -> None:
    """Every number in it is vast."""
    data = path.read_bytes() if path.exists() else b'{"n":1}'
    _write(path, re.sub(rb":\d+", b":" + b"9" * 300, data))


DAMAGES: dict[str, Damage] = {
    "empty": _bytes(b""),
    "half": _half,
    "no JSON": _bytes(b"{"),
    "not UTF-8": _bytes(b"\xff\xfe{}"),
    "nulls": _bytes(b'{"n":null,"meta":null,"records":null,"decks":null,"path":null,"sp":null}'),
    "a list": _bytes(b"[1]"),
    "deep": _bytes(b"[" * 100_000),
    "deep within": _bytes(b'{"x":' + b"[" * 100_000),
    "other types": _bytes(b'{"n":"x","meta":{"1":[]},"records":{},"decks":7,"seen":{"a":1}}'),
    "vast numbers": _numbers,
    "a directory": _directory,
    "a link to itself": _unreadable,
}
FILES: dict[str, Callable[[Two], Path]] = {
    "checkpoint": lambda two: two.pair.coach.home.history(two.pair.coach.sp),
    "settings": lambda two: two.pair.coach.home.settings(),
    "head": lambda two: two.pair.coach.vault / "head.json",
    "folder": lambda two: two.pair.coach.vault / "folder.json",
}
READING = (
    ["list", "insight"], ["status"], ["search", "kept"], ["evaluate"], ["decks", "list"],
    ["decks", "folder"], ["path"], ["members"], ["engagements"], ["sync"],
)  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("file", FILES)
def test_a_broken_file_is_read_around(two: Two, file: str, damage: str) -> None:
    before = two.coach("add", "insight", "Kept before").word
    two.coach("list", "insight")
    two.rounds()
    DAMAGES[damage](FILES[file](two))
    for words in READING:
        done = two.coach.run(*words)
        assert done.code == 0 and "has a fault" not in done.err, (words, done)
    two.coach("set", before, "text=Kept before, reworded")
    two.coach("add", "insight", "Kept after")
    two.rounds()
    for device in (two.coach, two.learner):
        found = [r["text"] for r in device("list", "insight", "--json").json]
        assert found == ["Kept before, reworded", "Kept after"]


@pytest.mark.parametrize("damage", [d for d in DAMAGES if d != "vast numbers"])
def test_a_broken_keyring_is_said_and_left_alone(two: Two, damage: str) -> None:
    path = two.pair.coach.home.keyring(two.pair.coach.sp)
    kept = path.read_bytes()
    DAMAGES[damage](path)
    broken = path.read_bytes() if path.is_file() else None
    for words in (["list", "insight"], ["add", "insight", "x"], ["sync"], ["invite"]):
        done = two.coach.run(*words)
        assert done.code == 1 and not done.out, (words, done)
        assert str(path) in done.err and "backup" in done.err, (words, done)
        assert "has a fault" not in done.err and "\n" not in done.err.strip()
    assert (path.read_bytes() if path.is_file() else None) == broken
    if path.is_dir():
        (path / "in the way").rmdir()
        path.rmdir()
    path.unlink(missing_ok=True)
    path.write_bytes(kept)
    assert two.coach("list", "insight").code == 0


def test_what_a_newer_version_wrote_survives_an_older_one(two: Two, tmp_path: Path) -> None:
    home, sp = two.pair.coach.home, two.pair.coach.sp
    newer = {"colours": ["warm"], "another": {"n": 1}}
    home.settings().write_text(json.dumps(newer | {"plain": True}))
    ring = json.loads(home.keyring(sp).read_bytes())
    home.keyring(sp).write_text(json.dumps(ring | newer))
    (tmp_path / "decks").mkdir()
    two.coach("decks", "folder", str(tmp_path / "decks"))
    two.coach("invite")
    two.coach("folder", str(two.pair.folder))
    settings = json.loads(home.settings().read_bytes())
    assert settings == newer | {"plain": True, "decks": str(tmp_path / "decks")}
    after = json.loads(home.keyring(sp).read_bytes())
    assert after.items() >= newer.items() and after["invitations"] != ring["invitations"]


@pytest.mark.parametrize("damage", ["half", "not UTF-8", "a list", "other types", "deep within"])
def test_broken_settings_are_set_aside_when_others_are_kept(
    two: Two, damage: str, tmp_path: Path
) -> None:
    path = two.pair.coach.home.settings()
    path.write_text('{"plain":true}')
    DAMAGES[damage](path)
    broken = path.read_bytes()
    (tmp_path / "decks").mkdir()
    two.coach("decks", "folder", str(tmp_path / "decks"))
    assert two.coach("decks", "folder").out.strip() == str(tmp_path / "decks")
    (aside,) = path.parent.glob("settings.json.broken-*")
    assert aside.read_bytes() == broken


@pytest.mark.parametrize("damage", [d for d in DAMAGES if d != "vast numbers"])
def test_a_broken_draft_is_set_aside_with_a_sentence_and_work_goes_on(
    two: Two, damage: str
) -> None:
    path = two.pair.coach.home.drafts(two.pair.coach.sp) / "0123456789abcdef0123.json"
    _write(path, b'{"session":"s","prompt":"p","part":"","text":"Half a thought"}')
    DAMAGES[damage](path)
    done = two.coach("add", "insight", "Kept")
    (aside,) = path.parent.glob("*.broken-*")
    assert str(aside) in done.err and "is kept" in done.err and not path.exists()
    assert [r["text"] for r in two.coach("list", "insight", "--json").json] == ["Kept"]
    assert "set aside" not in two.coach.run("list", "insight").err


@pytest.mark.parametrize("place", ["drafts", "drafts of one"])
def test_a_file_in_place_of_the_drafts_is_set_aside(two: Two, place: str) -> None:
    home, sp = two.pair.coach.home, two.pair.coach.sp
    path = home.drafts(sp) if place == "drafts of one" else home.drafts(sp).parent
    shutil.rmtree(path)
    path.write_text("mine")
    done = two.coach("add", "insight", "Kept")
    (aside,) = path.parent.glob(f"{path.name}.broken-*")
    assert aside.read_text() == "mine" and str(aside) in done.err
    two.coach("invite")
    assert "set aside" not in two.coach.run("list", "insight").err


def test_what_is_no_file_of_settings_is_left_where_it_is(two: Two, tmp_path: Path) -> None:
    path = two.pair.coach.home.settings()
    _directory(path)
    (tmp_path / "decks").mkdir()
    assert "It is as before." in two.coach.refused("decks", "folder", str(tmp_path / "decks"))
    assert path.is_dir() and not list(path.parent.glob("settings.json.broken-*"))


def test_a_home_that_takes_nothing_more_is_read_and_says_so(two: Two) -> None:
    """No file can be written, as on a full or read-only disk; it does not matter who tries."""
    two.coach("add", "insight", "Kept before")
    two.learner("add", "insight", "From Leo")
    before = {p: p.read_bytes() for p in two.coach.home.rglob("*") if p.is_file()}

    def run(*words: str) -> tuple[int, str, str]:
        command = ["sh", "-c", 'ulimit -f 0; exec "$@"', "sh", sys.executable, "-m", "coach_tui"]
        done = subprocess.run(
            [*command, *words], capture_output=True, text=True, env=two.coach.env(), timeout=TIMEOUT
        )
        return done.returncode, done.stdout, done.stderr

    for words in (["list", "insight"], ["search", "kept"], ["status"], ["evaluate"], ["path"]):
        code, out, err = run(*words)
        assert code == 0 and "has a fault" not in err, (words, err)
    assert "Kept before" in run("list", "insight")[1]
    for words in (["add", "insight", "x"], ["sync"], ["invite"], ["decks", "folder", "/"],
                  ["add", "note", "x"]):  # fmt: skip
        code, out, err = run(*words)
        last = err.strip().splitlines()[-1]
        assert code == 1 and not out and "has a fault" not in err, (words, err)
        words_of = ("try again", "as before", "No invitation was made")
        assert any(w in last for w in words_of), (words, err)
    after = {p: p.read_bytes() for p in two.coach.home.rglob("*") if p.is_file()}
    assert {p: after[p] for p in before} == before
    two.rounds()
    assert len(two.coach("list", "insight", "--json").json) == 2


@pytest.mark.parametrize("columns", ["1", "0", "-3", "abc", "999999999999999999999"])
def test_any_number_of_columns(two: Two, columns: str) -> None:
    made = two.coach("add", "insight", "word " * 30).word
    two.coach.more["COLUMNS"] = columns
    more = (["show", made], ["history", made], ["--help"], ["add", "--help"], ["thread"],
            ["profile"], ["exercises"], ["decks", "show", "first-session"])  # fmt: skip
    for words in (*READING, *more):
        done = two.coach.run(*words)
        assert "has a fault" not in done.err and done.code in (0, 1), (words, done)
        if words[0] in ("show", "history", "--help"):
            assert "word" in done.out and done.code == 0
