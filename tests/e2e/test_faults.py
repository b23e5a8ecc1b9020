"""What goes wrong around the program: work goes on, one clear sentence says what is the matter."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from coach_tui.tui.commands import PAGES
from tests.cli.running import TIMEOUT
from tests.e2e.people import DECK, HOPE, Desk, Two, prints, question, typed
from tests.e2e.terminal import Terminal
from tests.pair import frames_in

Repair = Callable[[], None]
Trouble = Callable[[Two], AbstractContextManager[Repair]]
QUIET = {"COACH_TUI_DEBUG": ""}
"""As people run it: a fault says one sentence, no traceback."""


# -- the shared folder -----------------------------------------------------------------------------


def _mount(*command: str) -> bool:
    """Whether something could be mounted: that needs root, and a system that lets root do it."""
    if os.geteuid() != 0 or shutil.which("mount") is None:
        return False
    return subprocess.run(["mount", *command], capture_output=True).returncode == 0


def _unmount(path: Path) -> None:
    subprocess.run(["umount", "-l", str(path)], check=True)


@contextmanager
def _missing(two: Two) -> Iterator[Repair]:
    aside = two.folder.with_name("aside")
    two.folder.rename(aside)

    def repair() -> None:
        assert not two.folder.exists()
        aside.rename(two.folder)

    yield repair


@contextmanager
def _not_mounted(two: Two) -> Iterator[Repair]:
    aside = two.folder.with_name("aside")
    two.folder.rename(aside)
    two.folder.mkdir()

    def repair() -> None:
        assert list(two.folder.iterdir()) == []
        two.folder.rmdir()
        aside.rename(two.folder)

    yield repair


@contextmanager
def _blocked(two: Two) -> Iterator[Repair]:
    """A file stands where this device's directory should be: nothing can be written there."""
    side, _ = two.inside()
    place = two.folder / "v1" / side.ring().device
    aside = two.folder.with_name("aside")
    place.rename(aside)
    place.write_bytes(b"")

    def repair() -> None:
        assert place.read_bytes() == b""
        place.unlink()
        aside.rename(place)

    yield repair


@contextmanager
def _read_only(two: Two) -> Iterator[Repair]:
    if not _mount("--bind", str(two.folder), str(two.folder)):
        with _blocked(two) as repair:
            yield repair
        return

    def again() -> None:
        assert prints(two.folder) == before
        assert _mount("-o", "remount,bind,rw", str(two.folder))

    assert _mount("-o", "remount,bind,ro", str(two.folder))
    before = prints(two.folder)
    try:
        yield again
    finally:
        _unmount(two.folder)


@contextmanager
def _full(two: Two) -> Iterator[Repair]:
    aside = two.folder.with_name("aside")
    shutil.copytree(two.folder, aside)
    if not _mount("-t", "tmpfs", "-o", "size=256k", "tmpfs", str(two.folder)):
        with _blocked(two) as repair:
            yield repair
        return
    try:
        shutil.copytree(aside, two.folder, dirs_exist_ok=True)
        before, filler = prints(two.folder), two.folder / "holiday.film"
        with pytest.raises(OSError), filler.open("wb", buffering=0) as file:
            while file.write(b"x" * 4096):
                pass

        def room() -> None:
            filler.unlink()
            assert prints(two.folder) == before

        yield room
    finally:
        _unmount(two.folder)


def _wrote(terminal: Terminal, text: str) -> None:
    """Write a note down that the partner sees, on the page Today."""
    terminal.press("n")
    terminal.wait_for("Write down")
    typed(terminal, text)
    terminal.press("ctrl+o", "i")
    terminal.wait_for("insight · ")
    terminal.press("ctrl+j")
    terminal.wait_gone("Write down")


@pytest.mark.parametrize("trouble", [_missing, _not_mounted, _read_only, _full, _blocked])
def test_work_goes_on_without_the_folder(two: Two, trouble: Trouble) -> None:
    two.rounds(2)
    with two.coach.app() as app, trouble(two) as repair:
        app.wait_for("Due")
        said = two.coach("add", "insight", "Added by a command")
        assert said.err.startswith("Saved, not published: ")
        app.wait_for("not published")
        _wrote(app, "Written in the app")
        app.wait_for("not published")
        assert two.coach("status", "--json").json["unpublished"] == 2
        assert "will be published when it is back" in two.coach.refused("sync")

        repair()
        app.wait_gone("not published")
        two.learner("sync")
        texts = {r["text"] for r in two.learner("list", "insight", "--json").json}
        assert texts == {"Added by a command", "Written in the app"}
        app.press("q")
        assert app.ended() == 0
    leftovers = [p for p in two.folder.rglob("*") if p.name.startswith("~")]
    assert leftovers == []


def test_an_emptied_folder_is_filled_again_on_request_only(two: Two) -> None:
    kept = two.coach("add", "insight", "From before").word
    two.rounds(2)
    shutil.rmtree(two.folder)
    two.folder.mkdir()
    with two.coach.app() as app:
        app.wait_for("not published")
        _wrote(app, "Written meanwhile")
        assert list(two.folder.iterdir()) == []
        two.coach("sync", "--here")
        app.wait_gone("not published")
        two.learner("sync")
        found = {r["text"]: r["id"] for r in two.learner("list", "insight", "--json").json}
        assert found.keys() == {"From before", "Written meanwhile"}
        assert found["From before"] == kept


def test_what_does_not_fit_on_the_own_disk_is_refused_whole(two: Two) -> None:
    own = two.inside()[0].vault / "own.jsonl"
    before, size = own.read_bytes(), own.stat().st_size
    limited = (
        "import resource, runpy, signal, sys\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({size + 100}, {size + 100}))\n"
        "sys.argv = ['coach-tui', 'add', 'insight', 'Too much']\n"
        "runpy.run_module('coach_tui', run_name='__main__')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", limited], capture_output=True, env=two.coach.env(), timeout=TIMEOUT
    )
    assert done.returncode == 1 and not done.stdout
    said = done.stderr.decode()
    assert "could not be saved" in said and "Traceback" not in said
    assert own.read_bytes() == before
    assert two.coach("list", "insight", "--json").json == []
    two.coach("add", "insight", "This one fits")


# -- app and command line at the same time ---------------------------------------------------------


def test_app_and_command_line_work_side_by_side(two: Two) -> None:
    with two.coach.app() as app:
        app.wait_for("Due")
        app.press(PAGES["history"])
        app.wait_for("search everything")
        made = two.coach("add", "insight", "Said on the command line").word
        app.wait_for("Said on the command line")
        two.coach("set", made, "text=Reworded there")
        app.wait_for("Reworded there")
        app.press(PAGES["today"])
        app.wait_for("Due")
        _wrote(app, "Said in the app")
        texts = [r["text"] for r in two.coach("list", "insight", "--json").json]
        assert texts == ["Reworded there", "Said in the app"]


def test_many_writers_at_once_lose_nothing(two: Two) -> None:
    with two.coach.app() as app:
        app.wait_for("Due")
        command = [sys.executable, "-m", "coach_tui", "add", "insight"]
        running = [
            subprocess.Popen(
                [*command, f"Number {n}"], env=two.coach.env(), stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
            for n in range(6)
        ]  # fmt: skip
        _wrote(app, "In between")
        ids = []
        for one in running:
            out, err = one.communicate(timeout=TIMEOUT)
            assert one.returncode == 0, err
            ids.append(out.decode().strip())
        app.press("q")
        assert app.ended() == 0
    two.rounds(2)
    found = {r["id"] for r in two.learner("list", "insight", "--json").json}
    assert len(found) == 7 and found >= set(ids)
    frames = frames_in(two.inside()[0].vault / "own.jsonl")
    assert [f.header.n for f in frames] == list(range(1, len(frames) + 1))


# -- the terminal ----------------------------------------------------------------------------------


def _sentence(shown: str) -> str:
    return " ".join(shown.split())


def test_a_tiny_window_says_one_sentence_and_may_grow(two: Two) -> None:
    with two.coach.app(size=(20, 5)) as app:
        app.wait_until("the sentence", lambda s: "window is too small" in _sentence(s))
        assert "Today" not in app.text
        app.resize(80, 24)
        app.wait_for("Due", "1 Today")
        app.resize(20, 5)
        app.wait_until("the sentence", lambda s: "window is too small" in _sentence(s))
        app.press("ctrl+q")
        assert app.ended() == 0


@pytest.mark.parametrize("verb", [(), ("session", DECK), ("demo",)], ids=["app", "session", "demo"])
def test_no_terminal_and_a_dumb_one_get_one_sentence(two: Two, verb: tuple[str, ...]) -> None:
    said = two.coach.refused(*verb)
    assert "needs a terminal" in said and "\n" not in said
    two.coach.more["TERM"] = "dumb"
    with two.coach.app(*verb) as app:
        assert app.ended() == 1
        assert "needs a terminal" in _sentence(app.text)
        assert b"\x1b" not in app.raw


def test_it_runs_without_colours(two: Two) -> None:
    two.coach.more["NO_COLOR"] = "1"
    with two.coach.app("session", DECK) as app:
        question(app, HOPE)
        typed(app, "grey on grey")
        app.press("ctrl+q")
        assert app.ended() == 0
        assert app.restored == []


# -- damage at home --------------------------------------------------------------------------------


def _blocked_by_a_directory(path: Path) -> None:
    path.unlink(missing_ok=True)
    (path / "in the way").mkdir(parents=True)


def test_a_history_file_that_cannot_be_written_loses_nothing(two: Two) -> None:
    two.coach("add", "insight", "Still here")
    _blocked_by_a_directory(two.inside()[0].home.history(two.inside()[0].sp))
    listed = two.coach("list", "insight", "--json")
    assert [r["text"] for r in listed.json] == ["Still here"]
    assert "history file could not be written" in listed.err
    two.coach.more |= QUIET
    with two.coach.app() as app:
        app.wait_for("Due")
        _wrote(app, "And this one")
        app.press("q")
        assert app.ended() == 0
        assert app.parting == ""
    assert len(two.coach("list", "insight", "--json").json) == 2


def _one_sentence(desk: Desk, *verb: str) -> str:
    """What the app says when it ends by itself, without a traceback."""
    desk.more |= QUIET
    with desk.app(*verb) as app:
        assert app.ended() == 1
        said = app.parting
        assert "Traceback" not in said and "╭" not in said and 0 < len(said) < 400, said
        assert app.restored == []
        return said


@pytest.mark.parametrize("damage", [b"{", b"\xff\xfe", b'{"sp":1}', b""])
def test_damaged_keys_are_said_in_one_sentence(two: Two, damage: bytes) -> None:
    side = two.inside()[0]
    side.home.keyring(side.sp).write_bytes(damage)
    assert "cannot be read" in two.coach.refused("status")
    assert "cannot be read" in _one_sentence(two.coach)


def test_a_vault_that_cannot_be_read_is_said_in_one_sentence(two: Two) -> None:
    own = two.inside()[0].vault / "own.jsonl"
    _blocked_by_a_directory(own)
    assert "\n" not in two.coach.refused("list", "insight")
    _one_sentence(two.coach)


def test_a_fault_while_somebody_types_is_one_sentence_without_their_words(two: Two) -> None:
    two.coach.more |= QUIET
    own = two.inside()[0].vault / "own.jsonl"
    with two.coach.app("session", DECK) as app:
        question(app, HOPE)
        typed(app, "Quetzalcoatl is what they call him")
        app.wait_until("the draft", lambda _: any("Quetzal" in d for d in two.coach.drafts))
        aside = own.with_name("aside")
        own.rename(aside)
        _blocked_by_a_directory(own)
        app.press("ctrl+j")
        app.wait_until("an answer", lambda s: "could not be saved" in s or not app.alternate)
        if app.alternate:
            app.press("ctrl+q")
        app.ended()
        assert "Quetzalcoatl" not in app.parting and "Traceback" not in app.parting
        assert app.restored == []
    shutil.rmtree(own)
    aside.rename(own)
    assert two.coach.drafts == ["Quetzalcoatl is what they call him"]
    with two.coach.app("session", DECK) as app:
        question(app, HOPE)
        app.wait_for("Your draft from before", "Quetzalcoatl")
