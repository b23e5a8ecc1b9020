"""Bringing in a list of questions on screen."""

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from coach_tui.decks.parse import parse
from coach_tui.decks.shelf import Shelf
from coach_tui.tui.app import CoachApp
from coach_tui.tui.session.importing import ImportScreen
from coach_tui.tui.widgets.rows import Rows
from tests.pair import Pair
from tests.tui.hostile import ACTING, CORPUS
from tests.tui.on_screen import LARGE, SMALL, click_words, running, text_of, until

SIZES = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])
LIST = """# Good questions

## First meeting (20 minutes)

- What brings you here?
  - And why now?
- Tell me about a good day
- Bring a pen
- Bring some water
- Sit down

**Later**

1. What are you avoiding?
"""


def opened(app: CoachApp) -> list[Any]:
    """Open the dialogue; what it gives is put into a list."""
    given: list[Any] = []
    app.push_screen(ImportScreen(), given.append)
    return given


async def choose(pilot: Pilot[int], path: Path | str) -> None:
    """Name a file and read it."""
    await until(pilot, "Bring in a list of questions")
    box = pilot.app.screen.query_one("#file", Input)
    box.value = str(path)
    box.focus()
    await pilot.press("enter")


def ticks(app: CoachApp) -> list[str]:
    """The questions that are ticked, as they stand in the list."""
    rows = app.screen.query_one("#asks", Rows)
    return [row.text for row in rows.rows if row.id and row.state == "✓"]


def fine(app: CoachApp) -> None:
    """Nothing on the screen acts, and every line keeps to its width."""
    lines = text_of(app).split("\n")
    assert not any(ACTING.search(line) for line in lines)
    assert app.is_running and not app._exception


@SIZES
async def test_a_list_is_looked_at_ticked_named_and_written(
    pair: Pair, tmp_path: Path, size: tuple[int, int]
) -> None:
    file = tmp_path / "mine.md"
    file.write_text(LIST)
    async with running(pair.coach, size) as (app, pilot):
        given = opened(app)
        await choose(pilot, file)
        await until(pilot, "What brings you here?")
        shown = text_of(app)
        assert "First meeting" in shown and "20 min" in shown and "1 to follow up" in shown
        assert ticks(app) == [
            "What brings you here?",
            "Tell me about a good day",
            "What are you avoiding?",
        ]
        await until(pilot, "3 of 6 are ticked; 3 unsure")
        assert shown.count("unsure") >= 2
        assert app.screen.query_one("#name", Input).value == "Good questions"

        await pilot.press("down", "down", "space")
        await until(pilot, "4 of 6 are ticked")
        assert "Bring a pen" in ticks(app)
        await click_words(pilot, "Tell me about a good day")
        await until(pilot, "3 of 6 are ticked")
        assert "Tell me about a good day" not in ticks(app)

        await pilot.press("enter")
        await until(pilot, lambda: getattr(app.focused, "id", "") == "name")
        fine(app)
        await pilot.press("ctrl+j")
        await until(pilot, lambda: bool(given))
    assert given == ["good-questions"]
    written = pair.coach.home.decks() / "good-questions.md"
    deck, messages = parse(written.read_text())
    assert not [m for m in messages if m.severity != "info"]
    assert [p.text for p in deck.prompts()] == [
        "What brings you here?",
        "Bring a pen",
        "What are you avoiding?",
    ]
    assert Shelf(pair.coach.home.decks()).load("good-questions").title == "Good questions"
    assert written.parent.stat().st_mode & 0o077 == 0


async def test_a_path_may_begin_at_home_or_here(
    pair: Pair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mine.md").write_text(LIST)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    for name in ("~/mine.md", "mine.md"):
        async with running(pair.coach, SMALL) as (app, pilot):
            opened(app)
            await choose(pilot, name)
            await until(pilot, "3 of 6 are ticked")


async def test_what_is_no_list_is_refused_in_a_sentence(pair: Pair, tmp_path: Path) -> None:
    (tmp_path / "some-folder").mkdir()
    (tmp_path / "binary").write_bytes(bytes(range(256)) * 10)
    (tmp_path / "big").write_bytes(b"- What?\n" * (10 * 1024 * 1024 // 8))
    (tmp_path / "empty").write_bytes(b"")
    (tmp_path / "prose").write_text("Nothing is asked here.\n")
    (tmp_path / "deck").write_text("---\ndeck: 1\nid: a\n---\n# A\n\n- What? `#a`\n")
    expected = {
        "missing": "There is no file",
        "some-folder": "is a folder",
        "binary": "is not a text",
        "big": "more than 256 KiB",
        "empty": "No questions were found",
        "prose": "No questions were found",
        "deck": "is a deck already",
        "~nobody-of-this-name/x": "There is no file",
    }
    async with running(pair.coach, SMALL) as (app, pilot):
        given = opened(app)
        await choose(pilot, "")
        await until(pilot, "Name the file")
        for name, words in expected.items():
            await choose(pilot, name if name.startswith("~") else tmp_path / name)
            await until(pilot, words)
            fine(app)
        await pilot.press("escape")
        await until(pilot, lambda: given == [None])
    assert not pair.coach.home.decks().exists()


async def test_no_deck_is_written_over_and_none_is_hidden(pair: Pair, tmp_path: Path) -> None:
    file = tmp_path / "mine.md"
    file.write_text(LIST)
    own = pair.coach.home.decks()
    own.mkdir(parents=True)
    (own / "good-questions.md").write_text("not mine to lose")
    async with running(pair.coach, SMALL) as (app, pilot):
        given = opened(app)
        await choose(pilot, file)
        await until(pilot, "3 of 6 are ticked")
        name = app.screen.query_one("#name", Input)
        for taken in ("Good questions", "Challenge assumptions"):
            name.value = taken
            await pilot.press("ctrl+j")
            await until(pilot, f"`{taken.lower().replace(' ', '-')}` already")
        name.value = "  "
        await pilot.press("ctrl+j")
        await until(pilot, "The deck needs a name.")
        name.value = "Mine"
        app.screen.query_one("#asks", Rows).focus()
        await pilot.press("space", "down", "space", "end", "space")
        await until(pilot, "0 of 6 are ticked")
        await pilot.press("ctrl+j")
        await until(pilot, "No question is ticked.")
        await pilot.press("space", "ctrl+j")
        await until(pilot, lambda: given == ["mine"])
    assert (own / "good-questions.md").read_text() == "not mine to lose"
    assert sorted(p.name for p in own.iterdir()) == ["good-questions.md", "mine.md"]


@SIZES
async def test_hostile_lists_act_nowhere(pair: Pair, tmp_path: Path, size: tuple[int, int]) -> None:
    lines = [f"## {text}?\n\n- {text} why?\n  - {text}?\n\n> {text}\n" for text in CORPUS]
    lines = [line[:4000] + "\n\n" for line in lines]  # a deck may have 64 KiB
    file = tmp_path / "[@click=app.quit]x[b].md"
    file.write_text(
        "".join(lines).replace("\x00", ""), encoding="utf-8", errors="replace", newline=""
    )
    async with running(pair.coach, size) as (app, pilot):
        given = opened(app)
        await choose(pilot, file)
        await until(pilot, "are ticked")
        fine(app)
        for _ in range(6):
            await pilot.press("down", "space")
            fine(app)
        await click_words(pilot, "@click")
        fine(app)
        app.screen.query_one("#name", Input).value = "[/nope]\x1b[1m hostile"
        await pilot.press("ctrl+j")
        await until(pilot, lambda: bool(given))
        await pilot.pause(0.1)
        fine(app)
    (written,) = pair.coach.home.decks().iterdir()
    assert written.name == "nope-1m-hostile.md"
    assert not [m for m in parse(written.read_text())[1] if m.severity == "error"]
