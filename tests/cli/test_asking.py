"""Words that are left out are asked for, so that they stay out of the shell's history."""

import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pexpect
import pytest

from tests.cli.conftest import Two
from tests.cli.running import TIMEOUT, Device
from tests.cli.terminal import end, start


@pytest.mark.parametrize("ending", ["\r", "\x04"])
def test_a_long_text_ends_with_an_empty_line_or_ctrl_d(two: Two, ending: str) -> None:
    child = start(two.coach, "add", "question")
    child.expect("you and Leo will see this")
    child.expect("an empty line or Ctrl-D ends it")
    child.sendline("Who looks")
    child.sendline("at the list?")
    child.send(ending)
    child.expect("Shared with Leo")
    assert end(child) == 0
    (made,) = two.coach("list", "question", "--json").json
    assert made["text"] == "Who looks\nat the list?"


def test_a_private_text_says_so_before_it_is_written(two: Two) -> None:
    child = start(two.coach, "add", "note")
    child.expect("only you, only on this device")
    child.expect("ends it")
    child.sendline("x" * 5000)  # longer than what a terminal takes in one line
    child.send("\r")
    child.expect("Kept on this device only")
    assert end(child) == 0
    assert len(two.coach("list", "note", "--json").json[0]["text"]) == 5000


def test_nothing_written_is_nothing_saved(two: Two) -> None:
    child = start(two.coach, "add", "note")
    child.expect("ends it")
    child.send("\r")
    child.expect("Nothing was saved")
    assert end(child) == 1


@pytest.mark.parametrize("ctrl_c", [signal.SIG_DFL, signal.SIG_IGN])
def test_ctrl_c_stops(two: Two, ctrl_c: Any) -> None:
    """Also below a script that ignores it, as the jobs do that a shell starts with `&`."""
    child = start(two.coach, "add", "note", ctrl_c=ctrl_c)
    child.expect("ends it")
    child.send("half a thought")
    child.expect("half a thought")
    for _ in range(10):
        # CPython may miss one that comes just before readline waits: people press it again.
        child.sendintr()
        if child.expect(["Stopped.", pexpect.TIMEOUT], timeout=TIMEOUT / 10) == 0:
            break
    assert end(child) == 130
    assert two.coach("list", "note", "--json").json == []


def test_ctrl_c_for_another_does_not_stop_a_job_in_the_background(two: Two) -> None:
    """A shell starts it with SIGINT ignored and without the terminal: what is read is kept."""
    child = subprocess.Popen(
        ["sh", "-c", "trap '' INT; exec \"$@\"", "sh", sys.executable, "-c",
         "import runpy, sys; print(flush=True); sys.argv[1:] = ['add', 'note', '-']; "
         "runpy.run_module('coach_tui', run_name='__main__')"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=two.coach.env(),
    )  # fmt: skip
    assert child.stdin and child.stdout
    child.stdout.readline()
    child.send_signal(signal.SIGINT)
    child.communicate(b"a whole thought", timeout=TIMEOUT)
    assert child.returncode == 0
    assert [n["text"] for n in two.coach("list", "note", "--json").json] == ["a whole thought"]


def test_a_field_of_a_record_is_asked_for(two: Two) -> None:
    made = two.coach("add", "question", "Why?").word
    child = start(two.coach, "set", made, "answer")
    child.expect("answer of the question")
    child.expect("ends it")
    child.sendline("Because")
    child.send("\r")
    child.expect("Shared with Leo")
    assert end(child) == 0
    assert two.coach("show", made, "--json").json["answer"] == "Because"


@pytest.mark.parametrize(
    ("reply", "shared"), [("share", True), ("keep private", False), ("", False)]
)
def test_sharing_is_asked(two: Two, reply: str, shared: bool) -> None:
    made = two.coach("add", "note", "I talk too much").word
    child = start(two.coach, "share", made)
    child.expect("text: I talk too much")
    child.expect("no way back except erasure")
    child.expect("keep private:")
    child.sendline(reply)
    child.expect("Shared with Leo" if shared else "Kept private")
    assert end(child) == 0
    audience = two.coach("show", made, "--json").json["audience"]
    assert audience == ("engagement" if shared else "private")


def test_names_and_the_invitation_are_asked_for(tmp_path: Path) -> None:
    coach, learner = Device(tmp_path / "a"), Device(tmp_path / "b")
    child = start(coach, "new", "--folder", str(tmp_path / "shared"))
    child.expect("Your name:")
    child.sendline("Coach")
    child.expect("The engagement's name:")
    child.sendline("Repairs")
    child.expect(r"([0-9A-Z]{4}(-[0-9A-Z]{4}){4})")
    code = child.match[1]
    assert end(child) == 0
    child = start(learner, "join", "--folder", str(tmp_path / "shared"))
    child.expect("The invitation:")
    child.sendline(code.lower().replace("-", " "))
    child.expect("Your name:")
    child.sendline("Learner")
    child.expect("Asked to be let in")
    assert end(child) == 0
    assert "Learner is in now" in coach("sync").err


def test_a_dumb_terminal_is_pointed_to_the_verbs(two: Two) -> None:
    child = start(two.coach)
    child.expect("needs a terminal")
    assert end(child) == 1


def test_texts_come_from_files_and_standard_input(two: Two, tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_bytes("\ufeffÜber die Liste\r\nund mehr\r\n".encode())
    made = two.coach("add", "question", "--file", str(path)).word
    assert two.coach("show", made, "--json").json["text"] == "Über die Liste\nund mehr"
    two.coach("set", made, "answer=-", stdin="from a pipe\n")
    assert two.coach("show", made, "--json").json["answer"] == "from a pipe"
    two.coach("set", made, "answer", "--file", str(path), "mark=told")
    assert two.coach("show", made, "--json").json["mark"] == "told"
    two.coach("set", made, "mark=")
    assert "mark" not in two.coach("show", made, "--json").json
    # No other text is read as a path, and one that looks like an option is a text after --.
    assert two.coach("add", "insight", str(path), "--json").json["text"] == str(path)
    assert two.coach("add", "--json", "insight", "--", "-x").json["text"] == "-x"
    counted = two.coach("add", "observation", "--set", "value=19", "--json").json
    assert counted["value"] == 19 and "text" not in counted
