"""A newer version takes a home over: the older one says so, and changes nothing any more."""

import json
from pathlib import Path

import pytest

from tests.e2e.people import DECK, HOPE, Desk, Two, prints, question, typed
from tests.e2e.terminal import Terminal

NEWER = "newer version of Coach TUI"


def raised(two: Two) -> dict[Path, bytes]:
    """The coach's home in the hands of a newer version, which writes all of it otherwise; with what
    the files were before.
    """
    side = two.inside()[0]
    home, sp = side.home, side.sp
    places = (home.keyring(sp), home.history(sp), side.vault / "head.json", home.settings(),
              side.vault / "folder.json")  # fmt: skip
    before = {p: p.read_bytes() for p in places if p.exists()}
    for place in places:
        place.write_text(json.dumps({"format": 2, "all": ["otherwise"]}))
    (home.root / "format").write_text("2\n")
    return before


def lowered(two: Two, before: dict[Path, bytes]) -> None:
    """The home as it was: the newer version was given up."""
    root = two.coach.home
    (root / "format").unlink()
    (root / "settings.json").unlink()
    for place, data in before.items():
        place.write_bytes(data)


def but_drafts(desk: Desk) -> dict[str, str]:
    """What stands in a home, but for drafts and the file that is locked."""
    found = prints(desk.home).items()
    return {p: of for p, of in found if not p.startswith("drafts/") and not p.endswith("lock")}


def left(app: Terminal) -> None:
    """Leave the app, whatever is open in it; it ends as ever."""
    app.press("ctrl+q")
    assert app.ended() == 0 and app.restored == []


def test_an_older_app_that_runs_says_so_keeps_what_is_typed_and_changes_nothing(two: Two) -> None:
    two.rounds()
    with two.coach.app("session", DECK, size=(120, 40)) as app:
        question(app, HOPE)
        app.wait_for("✓ published")
        before = raised(two)
        now, folder = but_drafts(two.coach), prints(two.folder)
        app.wait_for(NEWER)
        typed(app, "A clear head")
        app.press("ctrl+j")
        app.wait_for("Nothing was changed")
        assert "A clear head" in app.text
        app.wait_until("the draft", lambda _: two.coach.drafts == ["A clear head"])
        left(app)
    assert but_drafts(two.coach) == now and prints(two.folder) == folder
    lowered(two, before)
    with two.coach.app("session", DECK) as app:
        question(app, HOPE)
        app.wait_for("Your draft from before", "A clear head")
        app.press("ctrl+j")
        question(app, "How stuck")
        left(app)
    assert [r["value"] for r in two.coach("list", "answer", "--json").json] == ["A clear head"]


def test_an_older_app_goes_on_when_the_newer_version_is_given_up(two: Two) -> None:
    with two.coach.app(size=(120, 40)) as app:
        app.wait_for("Due")
        before = raised(two)
        app.wait_for(NEWER)
        app.press("n")
        app.wait_for("Write down")
        typed(app, "Kept after all")
        app.press("ctrl+j")
        app.wait_for("Nothing was changed")
        lowered(two, before)
        app.press("ctrl+j")
        app.wait_gone("Write down")
        app.wait_gone(NEWER)
        left(app)
    assert [r["text"] for r in two.coach("list", "note", "--json").json] == ["Kept after all"]


@pytest.mark.parametrize(
    "words",
    [["add", "insight", "x"], ["list", "insight"], ["sync"], ["status"], ["invite"],
     ["engagements"], ["decks", "folder", "/"], ["new", "--folder", "FOLDER", "--name", "Carla"]],
)  # fmt: skip
def test_an_older_command_says_so_and_changes_nothing(two: Two, words: list[str]) -> None:
    raised(two)
    now, folder = but_drafts(two.coach), prints(two.folder)
    elsewhere = two.folder.with_name("elsewhere")
    said = two.coach.refused(*(w.replace("FOLDER", str(elsewhere)) for w in words))
    assert NEWER in said and "Nothing was changed" in said and "\n" not in said
    assert but_drafts(two.coach) == now and prints(two.folder) == folder
    assert not elsewhere.exists()


def test_an_older_app_is_not_even_opened(two: Two) -> None:
    raised(two)
    now = but_drafts(two.coach)
    with two.coach.app() as app:
        assert app.ended() == 1
        assert NEWER in app.parting or NEWER in app.text
    assert but_drafts(two.coach) == now


@pytest.mark.parametrize("text", ["", "1", "words", "²", "\x00", "-2"])
def test_what_is_no_number_of_a_newer_version_stops_nobody(two: Two, text: str) -> None:
    (two.coach.home / "format").write_text(text)
    two.coach("add", "insight", "Kept")
