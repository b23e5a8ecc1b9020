"""When the folder is gone, replaced or unwritable, work goes on and nothing is lost."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.pair import Pair
from tests.tui.on_screen import LARGE, playing, text_of, until, write

DECK = "challenge-assumptions"


def gone(folder: Path) -> None:
    """The folder is not mounted, and its place neither."""
    folder.rename(folder.with_name("elsewhere"))


def emptied(folder: Path) -> None:
    """The share is not mounted: its place is an empty folder."""
    folder.rename(folder.with_name("elsewhere"))
    folder.mkdir()


def blocked(folder: Path) -> None:
    """Nothing can be created where our files go."""
    shutil.copytree(folder, folder.with_name("elsewhere"))
    for path in (folder / "v1").iterdir():
        shutil.rmtree(path)
        path.write_bytes(b"in the way")


def back(folder: Path) -> None:
    """The folder is there again."""
    if folder.exists():
        shutil.rmtree(folder)
    folder.with_name("elsewhere").rename(folder)


@pytest.mark.parametrize("trouble", [gone, emptied, blocked])
async def test_work_goes_on_without_the_folder(pair: Pair, trouble: Callable[[Path], None]) -> None:
    async with playing(pair.coach, DECK, LARGE) as (app, pilot):
        await until(pilot, "✓ published")
        trouble(pair.folder)
        before = set(pair.folder.rglob("*")) if pair.folder.exists() else set()
        await write(pilot, "Kept all the same")
        await pilot.press("ctrl+j")
        await until(pilot, "How stuck")
        await until(pilot, "not published")
        after = set(pair.folder.rglob("*")) if pair.folder.exists() else set()
        assert after == before, "nothing is written where it does not belong"
        back(pair.folder)
        for _ in range(40):
            await app.desk.look()
            await pilot.pause(0.1)
            if "not published" not in text_of(app):
                break
        assert "not published" not in text_of(app)
    pair.learner.sync()
    values = [r.get("value") for r in pair.learner.open().state.of_kind("answer")]
    assert "Kept all the same" in values


async def test_what_another_process_of_this_home_keeps_appears_by_itself(pair: Pair) -> None:
    async with playing(pair.learner, "", LARGE) as (app, pilot):
        await until(pilot, "Nothing is due")
        pair.learner.add("action", text="Ring the planner", due="2099-01-01")
        await until(pilot, "Ring the planner")
        assert "1 needs you" in text_of(app)


async def test_a_crash_is_one_sentence_without_anybodys_words(
    pair: Pair, capsys: pytest.CaptureFixture[str]
) -> None:
    pair.coach.add("note", text="an embarrassing word")
    with pytest.raises(ZeroDivisionError):
        async with playing(pair.coach, "", LARGE) as (app, pilot):
            secret = "an embarrassing word"
            app.call_later(lambda: len(secret) // 0)
            await pilot.pause(0.5)
    said = capsys.readouterr().err
    assert "Coach TUI has a fault and stopped" in said
    assert "embarrassing" not in said and "Traceback" not in said
