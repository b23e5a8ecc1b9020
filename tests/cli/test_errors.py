"""What goes wrong: the right exit code and one clear sentence, never a traceback."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from coach_tui.cli import run as runner
from coach_tui.cli.table import BARE, VERBS
from coach_tui.cli.usage import parser_of
from coach_tui.engagement import Engagement
from coach_tui.home import Home
from coach_tui.joining import found_engagement
from coach_tui.planning import plan_new
from tests.cli.conftest import Two
from tests.cli.running import TIMEOUT, Device
from tests.pair import asked, founded


def one_sentence(said: str) -> None:
    """No exclamation, no code, nothing cut off; one line."""
    assert said.count("\n") == 0, said
    assert said[-1] in ".?" or "See: coach-tui" in said, said
    for word in ("!", "Error", "Errno", "None", "please", "successfully"):
        assert word not in said, said


# -- beginning -----------------------------------------------------------------------------------


def test_without_an_engagement_every_verb_says_how_to_begin(alone: Device) -> None:
    for words in (["list", "issue"], ["add", "note", "x"], ["sync"], ["status"], ["members"]):
        said = alone.refused(*words)
        one_sentence(said)
        assert "coach-tui new" in said and "coach-tui join" in said
    assert alone("engagements", "--json").json == []
    assert not alone.home.exists()


def test_new_says_what_is_wrong_with_the_folder(alone: Device, tmp_path: Path) -> None:
    def new(folder: Path, name: str = "Coach") -> str:
        return alone.refused(
            "new", "--folder", str(folder), "--name", name, "--engagement", "Repairs"
        )

    (tmp_path / "file").write_text("x")
    assert "is not a folder" in new(tmp_path / "file")
    taken = founded(tmp_path / "other").folder
    assert "join instead" in new(taken)
    assert "lie in one another" in new(tmp_path)
    assert "longer than 60 characters" in new(tmp_path / "shared", "x" * 61)
    for missing in ("--name", "--engagement"):
        words = ["--name", "Coach", "--engagement", "Repairs"]
        at = words.index(missing)
        said = alone.refused("new", "--folder", "f", *words[:at], *words[at + 2 :], code=2)
        one_sentence(said)
        assert missing in said
    said = alone.refused("new", "--folder", "f", "--as", "learner", code=2)
    assert "coach-tui join" in said


def test_join_tells_the_troubles_with_an_invitation_apart(alone: Device, tmp_path: Path) -> None:
    pair, code = asked(tmp_path / "pair")
    old = found_engagement(
        Home(tmp_path / "old"), tmp_path / "old-folder",
        name="Carla", role="coach", title="Old", wall=lambda: 1_600_000_000_000,
    )  # fmt: skip
    expired = old.invite("learner")

    def join(folder: Path, code: str) -> str:
        said = alone.refused(
            "join", "--folder", str(folder), "--name", "Learner", "--invitation", code
        )
        one_sentence(said.replace(". ", " "))
        return said

    (tmp_path / "file").write_text("x")
    (tmp_path / "empty").mkdir()
    wrong = ("1" if code[0] != "1" else "2") + code[1:]
    assert "mistyped" in join(pair.folder, wrong)
    assert "20 letters and digits" in join(pair.folder, "ABCD")
    assert "is not there" in join(tmp_path / "nowhere", code)
    assert "is not there" in join(tmp_path / "file", code)
    assert "no engagement's folder" in join(tmp_path / "empty", code)
    assert "another folder" in join(Path(old.ring.folder), code)
    assert "has expired" in join(Path(old.ring.folder), expired)
    pair.coach.sync()
    assert Device(pair.learner.home.root)("sync").code == 0
    pair.coach.sync()
    assert "used already" in join(pair.folder, code)
    assert not alone.home.exists()


def test_a_learner_does_not_invite(two: Two) -> None:
    one_sentence(two.learner.refused("invite").replace(". ", " "))
    assert len(two.coach("invite", "--json").json["invitation"]) == 24


# -- choosing the engagement ---------------------------------------------------------------------


def test_with_several_engagements_one_is_named(two: Two, tmp_path: Path) -> None:
    two.coach("new", "--folder", str(tmp_path / "second"), "--name", "Carla",
              "--engagement", "Second pair")  # fmt: skip
    found = two.coach("engagements", "--json").json
    assert {e["title"] for e in found} == {"Wing B", "Second pair"}
    for words in (["add", "note", "x"], ["list", "note"], ["sync"], ["folder"]):
        said = two.coach.refused(*words, code=2)
        assert "-E" in said and "Wing B" in said and "Second pair" in said
    two.coach("add", "note", "here", "-E", "second PAIR")
    assert two.coach("-E", found[0]["engagement"][:8], "list", "note", "--json").code == 0
    assert [r["text"] for r in two.coach("-E", "Second pair", "list", "note", "--json").json] == [
        "here"
    ]
    assert two.coach("list", "note", "--json", "-E", "Wing B").json == []
    assert "There are:" in two.coach.refused("-E", "Third", "list", "note", code=2)


# -- wrong use -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["lst"], "list"),
        (["add"], "KIND"),
        (["list"], "KIND"),
        (["--nonsense"], "--nonsense"),
        (["add", "note", "a", "b"], "b"),
        (["add", "note", "--set", "x"], "FIELD=VALUE"),
        (["add", "note", "x", "--set", "text=y"], "twice"),
        (["add", "note", "x", "--audience", "all"], "private"),
        (["add", "note"], "--file"),
        (["add", "note", "x", "--file", "y"], "not from both"),
        (["set", "abc"], "FIELD=VALUE"),
        (["resolve", "abc", "text"], "--keep"),
        (["resolve", "abc", "text", "--keep", "x"], "--keep"),
        (["search", " "], "word"),
        (["list", "note", "--where", "x"], "FIELD=VALUE"),
        (["-E"], "-E"),
        (["evaluate", "--issue", ""], "list issues"),
        (["add", "note", "x", "--issue", ""], "list issues"),
    ],
)
def test_wrong_use(two: Two, words: list[str], hint: str) -> None:
    said = two.coach.refused(*words, code=2)
    one_sentence(said.replace("None", ""))
    assert hint in said


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["add", "nte", "x"], "did you mean note"),
        (["add", "member", "x"], "no kind 'member'"),
        (["add", "action", "x", "--set", "due=31 Mai"], "Write 2026-10-14, 14 Oct, friday"),
        (["add", "action", "x", "--set", "due=2026-02-30"], "is not a date"),
        (
            ["add", "assumption", "x", "--set", "confidence=200"],
            "a number from 0 to 100 is needed",
        ),
        (["add", "action", "x", "--set", "ower=Ann"], "did you mean owner"),
        (["add", "action", "x", "--issue", "zzz"], "no record 'zzz'"),
        (["add", "note", "x", "--set", "by=Nobody"], "There are: Carla, Leo"),
        (["add", "note", ""], "no text"),
        (["add", "note", "--file", "nowhere.txt"], "No such file"),
        (["add", "note", "--file", "."], "directory"),
        (["show", "zzz"], "no record 'zzz'"),
        (["show", ""], "no record"),
        (["add", "contract", "x", "--set", "agreed_learner=abc"], "coach-tui agree"),
        (["history", "zzz"], "no record"),
        (["list", "nte"], "did you mean note"),
        (["list", "action", "--where", "ower=Ann"], "no field 'ower'"),
        (["search", "x", "--since", "May"], "Write 2026-10-14, 14 Oct, friday"),
        (["folder", "/nowhere/at/all"], "is not there"),
    ],
)
def test_refusals(two: Two, words: list[str], hint: str) -> None:
    said = two.coach.refused(*words)
    one_sentence(re.sub(r"\. (?=[A-Z])", " ", said))
    assert hint in said


def test_an_id_that_begins_several_is_not_guessed(two: Two) -> None:
    coach = two.pair.coach.open()
    made = coach.do(*(plan_new(coach, "question", {"text": "?"}) for _ in range(40)))
    first = [r.id[0] for r in made]
    shared = max(first, key=first.count)
    said = two.coach.refused("show", shared)
    assert "Write more of it" in said


def test_only_its_author_changes_their_own(two: Two) -> None:
    made = two.coach("add", "insight", "Mine").word
    two.rounds()
    assert "own" in two.learner.refused("set", made, "text=Yours")
    assert "shared already" in two.coach.refused("share", made)
    assert "one value only" in two.coach.refused("resolve", made, "text", "--keep", "1")
    assert "no field" in two.coach.refused("set", made, "txt=x")


def test_what_holds_keys_is_not_changed_by_hand(two: Two) -> None:
    member = two.coach("list", "member", "--json").json[0]["id"]
    assert "made by the program" in two.coach.refused("set", member, "name=Eve")


# -- texts ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "hint"),
    [
        (b"x" * 65_537, "64 KiB"),
        (b"x" * 200_000, "64 KiB"),
        (b"caf\xe9", "not UTF-8"),
        (b"a\0b", "not a text"),
        (b" \n \n", "no text"),
    ],
)
def test_a_text_that_cannot_be_kept(two: Two, data: bytes, hint: str, tmp_path: Path) -> None:
    (tmp_path / "in.txt").write_bytes(data)
    for words in (["add", "note", "--file", str(tmp_path / "in.txt")], ["add", "note", "-"]):
        said = two.coach.refused(*words, stdin=data)
        assert hint in said
        assert "Nothing was" in said
    assert two.coach("list", "note", "--json").json == []


# -- faults --------------------------------------------------------------------------------------


def test_damaged_keys_are_one_sentence(two: Two) -> None:
    path = two.pair.coach.home.keyring(two.pair.coach.sp)
    path.write_bytes(path.read_bytes()[:40])
    for words in (["list", "note"], ["add", "note", "x"], ["sync"]):
        assert "cannot be read" in two.coach.refused(*words)


def test_a_home_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("x")
    said = Device(tmp_path / "home").refused("list", "note")
    one_sentence(said)


def test_a_crash_says_nobodys_words(
    two: Two, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*args: object, **more: object) -> None:
        raise KeyError("confidential words")

    monkeypatch.setenv("COACH_TUI_HOME", str(two.coach.home))
    monkeypatch.setattr(Engagement, "keep", fail)
    monkeypatch.delenv("COACH_TUI_DEBUG", raising=False)
    assert runner.run(["add", "note", "x"]) == 1
    said = capsys.readouterr()
    assert "confidential" not in said.err + said.out
    assert "Traceback" not in said.err and "KeyError in test_errors.py" in said.err
    monkeypatch.setenv("COACH_TUI_DEBUG", "1")
    assert runner.run(["add", "note", "x"]) == 1
    assert "Traceback" in capsys.readouterr().err


def test_a_reader_that_has_enough_is_no_error(two: Two) -> None:
    coach = two.pair.coach.open()
    coach.do(*(plan_new(coach, "question", {"text": "why " * 200}) for _ in range(400)))
    process = subprocess.Popen(
        [sys.executable, "-m", "coach_tui", "list", "question", "--json"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=two.coach.env(),
    )  # fmt: skip
    assert process.stdout and process.stderr
    process.stdout.read(1)
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()
    assert process.wait(TIMEOUT) == 0
    assert said == b""


def test_a_history_file_that_cannot_be_written_stops_no_reading(two: Two) -> None:
    made = two.coach("add", "question", "Why?").word
    path = two.pair.coach.home.history(two.pair.coach.sp)
    path.unlink(missing_ok=True)
    path.mkdir()
    done = two.coach("show", made, "--json")
    assert done.json["text"] == "Why?"
    assert "could not be written" in done.err


def test_without_a_terminal_the_app_points_to_the_verbs(two: Two) -> None:
    for words in ([], ["-E", "Wing B"], ["demo"]):
        said = two.coach.refused(*words)
        assert "needs a terminal" in said and "coach-tui --help" in said


def test_names_of_verbs_are_unique_and_lead_somewhere() -> None:
    names = [v.name for v in VERBS]
    assert len(names) == len(set(names))
    for verb in (*VERBS, BARE):
        assert callable(runner.target(verb))
        assert verb.help[0].isupper() and verb.help[-1] != "."


def test_help_fits_the_screen(alone: Device) -> None:
    texts = [alone(*words).out for words in (["--help"], ["-h"], ["add", "--help"])]
    for text in (*texts, *(parser_of(v).format_help() for v in VERBS)):
        assert max(map(len, text.splitlines())) <= 80
    assert all(f"  {v.name} " in texts[0] for v in VERBS)
    assert not alone.home.exists()
