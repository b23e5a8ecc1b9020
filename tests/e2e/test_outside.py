"""The folder hangs: what is written is saved at once, and the program can be left at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.e2e.people import DECK, HOPE, Desk, Two, behind, question, typed
from tests.e2e.terminal import Terminal


def waits(control: Path) -> list[str]:
    """What is waiting for the folder, and what went on."""
    return Path(f"{control}.log").read_text().splitlines()


@contextmanager
def replied_while_it_hangs(two: Two, control: Path) -> Iterator[Terminal]:
    """The coach's session; a reply is given after a call to the folder began to hang."""
    with behind(two.coach, two.folder, control, "session", DECK) as app:
        question(app, HOPE)
        app.wait_for("✓ published")
        control.write_text("hold")
        app.wait_until("a call that hangs", lambda _: bool(waits(control)))
        typed(app, "A clear head")
        app.press("ctrl+j")
        question(app, "How stuck")
        yield app
        app.press("ctrl+q")
        assert app.ended() == 0


def replies(desk: Desk) -> list[str]:
    """What was replied, as a device has it."""
    return [r["value"] for r in desk("list", "answer", "--json").json]


def test_a_reply_is_saved_and_the_program_left_while_the_folder_hangs(
    two: Two, tmp_path: Path
) -> None:
    control = tmp_path / "control"
    with replied_while_it_hangs(two, control) as app:
        app.wait_for("the folder does not answer")
        assert replies(two.coach) == ["A clear head"]
    assert waits(control) and not [w for w in waits(control) if w.startswith("goes on")]


def test_what_waits_is_published_without_a_key_when_the_folder_answers(
    two: Two, tmp_path: Path
) -> None:
    control = tmp_path / "control"
    with replied_while_it_hangs(two, control) as app:
        app.wait_for("not published")
        two.learner("sync")
        assert not replies(two.learner)
        control.write_text("")
        app.wait_for("✓ published")
        two.learner("sync")
        assert replies(two.learner) == ["A clear head"]
