"""A home whose rights are taken away, or on a read-only disk: a sentence, and nothing is lost."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from coach_tui.tui.commands import PAGES
from tests.cli.running import TIMEOUT, Done
from tests.e2e.people import DECK, HOPE, Desk, Two, behind, more, question, typed
from tests.e2e.terminal import Terminal

QUIET = {"COACH_TUI_DEBUG": ""}
COMMAND = (sys.executable, "-m", "tests.e2e.unprivileged")
PLACES = (".", "keys", "vault", "private", "history", "drafts", "settings.json", "own.jsonl")
READING = (["list", "insight"], ["status"], ["search", "kept"], ["evaluate"], ["decks", "list"])
WRITING = (["add", "insight", "x"], ["add", "note", "x"], ["sync"], ["invite"],
           ["decks", "folder", "/"])  # fmt: skip


@contextmanager
def app(desk: Desk, *args: str, size: tuple[int, int] = (120, 40)) -> Iterator[Terminal]:
    """The app, for which rights count, and which says a fault in one sentence."""
    with Terminal(*COMMAND, *args, env=desk.env() | QUIET, size=size) as terminal:
        yield terminal


def run(desk: Desk, *args: str) -> Done:
    """A command for which rights count."""
    done = subprocess.run(
        [*COMMAND, *args], capture_output=True, text=True, env=desk.env(), timeout=TIMEOUT
    )
    return Done(done.returncode, done.stdout, done.stderr)


def place(two: Two, name: str) -> Path:
    side = two.inside()[0]
    return side.vault / name if name.endswith("jsonl") else side.home.root / name


@contextmanager
def without_rights(path: Path, rights: int) -> Iterator[None]:
    """A place that may not be read or written any more, as long as it lasts."""
    before = path.stat().st_mode
    path.chmod(rights)
    try:
        yield
    finally:
        path.chmod(before)


@pytest.mark.parametrize("rights", [0o000, 0o500, 0o400])
@pytest.mark.parametrize("name", PLACES)
def test_a_command_without_rights_says_a_sentence_and_later_all_is_there(
    two: Two, name: str, rights: int
) -> None:
    two.coach("add", "insight", "Kept before")
    two.coach("add", "note", "Kept before")
    (two.coach.home / "settings.json").write_text('{"plain":true}')
    with without_rights(place(two, name), rights):
        for words in (*READING, *WRITING):
            done = run(two.coach, *words)
            assert "has a fault" not in done.err and "Traceback" not in done.err, (words, done)
            assert done.code in (0, 1) and (done.code == 0 or done.err.strip()), (words, done)
            if done.code == 1:
                assert not done.out and "\n" not in done.err.strip(), (words, done)
    texts = [r["text"] for r in two.coach("list", "insight", "--json").json]
    assert texts[0] == "Kept before"


@pytest.mark.parametrize("name", [".", "keys", "vault", "own.jsonl"])
def test_an_app_without_rights_ends_with_a_sentence_and_opens_later(two: Two, name: str) -> None:
    two.coach("add", "insight", "Kept before")
    with without_rights(place(two, name), 0o000), app(two.coach) as terminal:
        assert terminal.ended() == 1
        said = terminal.parting or " ".join(terminal.text.split())
        assert "Permission denied" in said and "has a fault" not in said and "╭" not in said
        assert terminal.restored == []
    with app(two.coach) as terminal:
        terminal.wait_for("Due")


def reply_kept_when_rights_return(terminal: Terminal, two: Two) -> None:
    terminal.press("ctrl+j")
    question(terminal, "How stuck")
    terminal.press("ctrl+q")
    assert terminal.ended() == 0 and terminal.parting == ""
    assert [r["value"] for r in two.coach("list", "answer", "--json").json] == ["A clear head"]


@pytest.mark.parametrize(("name", "rights"), [(".", 0o000), ("vault", 0o000), ("own.jsonl", 0o400)])
def test_rights_that_are_taken_while_the_app_runs(two: Two, name: str, rights: int) -> None:
    with app(two.coach, "session", DECK) as terminal:
        question(terminal, HOPE)
        terminal.wait_for("✓ published")
        with without_rights(place(two, name), rights):
            typed(terminal, "A clear head")
            terminal.press("ctrl+j")
            terminal.wait_for("could not be saved: Permission denied", "A clear head")
        reply_kept_when_rights_return(terminal, two)


def test_every_page_opens_without_rights(two: Two) -> None:
    two.coach("add", "question", "Who set the promise?")
    with app(two.coach) as terminal:
        terminal.wait_for("Due")
        with without_rights(two.coach.home, 0o000):
            for page, key in PAGES.items():
                terminal.press(key)
                if page != "session":
                    terminal.settle()
                assert terminal.process.poll() is None, terminal.parting
            terminal.press(PAGES["today"])
            terminal.wait_for("Due")
            terminal.press("ctrl+q")
            assert terminal.ended() == 0 and terminal.parting == ""


def test_words_that_can_be_neither_saved_nor_a_draft_are_not_left_unasked(two: Two) -> None:
    with app(two.coach, "session", DECK) as terminal:
        question(terminal, HOPE)
        with without_rights(two.coach.home, 0o500), without_rights(place(two, "drafts"), 0o000):
            typed(terminal, "A clear head")
            terminal.press("ctrl+q")
            terminal.wait_for("once more", "A clear head")
        reply_kept_when_rights_return(terminal, two)


def test_words_that_cannot_be_a_draft_are_lost_only_when_asked_for_twice(two: Two) -> None:
    with app(two.coach, "session", DECK) as terminal:
        question(terminal, HOPE)
        with without_rights(two.coach.home, 0o000):
            typed(terminal, "A clear head")
            terminal.press("ctrl+q")
            terminal.wait_for("once more", "A clear head")
            terminal.press("ctrl+q")
            assert terminal.ended() == 0 and terminal.parting == ""


def test_a_home_on_a_read_only_disk_is_worked_around_and_heals(two: Two, tmp_path: Path) -> None:
    control = tmp_path / "control"
    with behind(two.coach, two.coach.home, control, "session", DECK) as terminal:
        question(terminal, HOPE)
        control.write_text("write EROFS")
        typed(terminal, "A clear head")
        terminal.press("ctrl+j")
        terminal.wait_for("could not be saved: Read-only file system")
        assert "A clear head" in terminal.text
        control.write_text("")
        reply_kept_when_rights_return(terminal, two)


def test_an_app_that_starts_on_a_read_only_disk_shows_what_was_written(
    two: Two, tmp_path: Path
) -> None:
    two.coach("add", "question", "Who set the promise?")
    control = tmp_path / "control"
    with behind(two.coach, two.coach.home, control, says="write EROFS") as terminal:
        terminal.wait_for("Due")
        terminal.press(PAGES["history"])
        terminal.wait_for("Who set the promise?")
        terminal.press("ctrl+q")
        assert terminal.ended() == 0 and terminal.parting == ""


@pytest.mark.parametrize("letter", ["n", "l"])
def test_another_question_takes_no_words_that_cannot_be_a_draft(two: Two, letter: str) -> None:
    with app(two.coach, "session", DECK) as terminal:
        question(terminal, HOPE)
        with without_rights(two.coach.home, 0o000):
            typed(terminal, "A clear head")
            more(terminal, letter)
            terminal.wait_for("once more", "A clear head")
        reply_kept_when_rights_return(terminal, two)
