"""Worksheets in a real terminal: by keys and by mouse, left half way, killed, gone on with."""

import signal
import time
from typing import Any

import pytest

from tests.e2e.people import Desk, Two, seated
from tests.e2e.terminal import Terminal
from tests.pair import Pair

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
AGAIN = "Your draft from before"
FIRST = "This is the first time."


@pytest.fixture
def two(pair: Pair) -> Two:
    return seated(pair)


def begin(terminal: Terminal) -> None:
    """Past what was promised, to the worksheet."""
    terminal.wait_for(FIRST)
    terminal.settle()
    terminal.press("enter")
    terminal.wait_for("worksheet")
    terminal.settle()


def click(terminal: Terminal, words: str) -> None:
    """Click on words, as a terminal reports it."""
    rows = terminal.text.split("\n")
    y = next(n for n, row in enumerate(rows) if words in row)
    x = rows[y].index(words) + 1
    terminal.write(f"\x1b[<0;{x + 1};{y + 1}M\x1b[<0;{x + 1};{y + 1}m")
    terminal.settle()


def cells(terminal: Terminal, *texts: str) -> None:
    """Type into one cell after another."""
    for text in texts:
        terminal.write(text)
        terminal.press("tab")
    terminal.settle()


def kept(desk: Desk) -> list[dict[str, Any]]:
    """The rows of the worksheet that was kept."""
    found = desk("list", "answer", "--json").json
    (rows,) = [r["value"] for r in found if r.get("type") == "worksheet" and "value" in r]
    assert isinstance(rows, list)
    return rows


def killed(terminal: Terminal) -> None:
    """Kill the program once its draft is on the disk."""
    terminal.send(signal.SIGKILL)
    assert terminal.ended() == -signal.SIGKILL


@SIZES
def test_a_force_field_is_filled_by_keys_killed_and_gone_on_with_p13(
    two: Two, size: tuple[int, int]
) -> None:
    desk = two.learner
    with desk.app("session", "force-field#the-sheet", size=size) as terminal:
        begin(terminal)
        cells(terminal, "New figures", "3", "We count wrongly", "5", "Tenants", "", "Overtime")
        terminal.wait_for("━━━━━▶ │ ◀━━━━━━━━━", "Overtime")
        terminal.write("4")
        drafted(desk, "Overtime", '"4"')
        killed(terminal)
    with desk.app("session", "force-field#the-sheet", size=size) as terminal:
        begin(terminal)
        terminal.wait_for(AGAIN, "New figures", "Overtime")
        terminal.settle()
        terminal.write("9")
        terminal.press("tab")
        terminal.wait_for("1 to 5.")
        terminal.press("backspace", "tab")
        cells(terminal, "", "", "Planners like it")
        terminal.press("ctrl+s")
        terminal.wait_gone("worksheet")
    assert kept(desk) == [
        {"pushes": "New figures", "strength": 3},
        {"holds": "We count wrongly", "strength": 5},
        {"pushes": "Tenants"},
        {"holds": "Overtime", "strength": 4},
        {"holds": "Planners like it"},
    ]
    made = next(r for r in desk("list", "answer", "--json").json if r.get("type") == "worksheet")
    assert "━━━━━▶ │ ◀━━━━━━━━━ 5" in desk("show", made["id"]).out


def drafted(desk: Desk, *texts: str) -> None:
    """Wait until a draft on the disk has some texts."""
    deadline = time.monotonic() + 60
    while not any(all(t in draft for t in texts) for draft in desk.drafts):
        assert time.monotonic() < deadline, desk.drafts
        time.sleep(0.05)


@SIZES
def test_people_are_filled_in_by_column_left_half_way_and_gone_on_with_p13(
    two: Two, size: tuple[int, int]
) -> None:
    desk, deck = two.learner, "who-is-affected#the-list"
    with desk.app("session", deck, size=size) as terminal:
        begin(terminal)
        for name in ("Porter", "Head", "Cy"):
            terminal.write(name)
            terminal.press("enter")
        terminal.settle()
        click(terminal, "Head")
        terminal.press("tab", "tab", "5", "tab", "4")
        terminal.settle()
        terminal.press("ctrl+o")
        terminal.settle()
        terminal.press("l")
        terminal.wait_gone("worksheet")
        terminal.press("ctrl+q")
        assert terminal.ended() == 0
    with desk.app("session", deck, size=size) as terminal:
        begin(terminal)
        terminal.wait_for(AGAIN, "Porter", "Head", "Cy")
        terminal.settle()
        click(terminal, "Porter")
        terminal.press("tab")
        terminal.write("A quiet hour")
        terminal.settle()
        terminal.press("ctrl+j")
        terminal.wait_gone("worksheet")
    assert kept(desk) == [
        {"who": "Porter", "lose": "A quiet hour"},
        {"who": "Head", "interest": 5, "power": 4},
        {"who": "Cy"},
    ]


@SIZES
@pytest.mark.parametrize(
    ("deck", "left", "right"),
    [
        ("two-columns#two-columns", "inside", "said"),
        ("challenge-assumptions#said-and-unsaid", "unsaid", "said"),
    ],
)
def test_both_two_column_sheets_are_filled_by_keys_and_mouse_p5(
    two: Two, size: tuple[int, int], deck: str, left: str, right: str
) -> None:
    desk = two.learner
    with desk.app("session", deck, size=size) as terminal:
        begin(terminal)
        terminal.wait_for("only you, only on this device")
        cells(terminal, "Thought one", "Said one", "", "Said two", "Thought three")
        click(terminal, "Said one")
        terminal.write(", aloud")
        terminal.wait_for("Said one, aloud")
        drafted(desk, "Said one, aloud")
        killed(terminal)
    with desk.app("session", deck, size=size) as terminal:
        begin(terminal)
        terminal.wait_for(AGAIN, "Said one, aloud", "Thought three")
        terminal.settle()
        terminal.resize(50, 20)
        terminal.wait_for("Said one, aloud")
        terminal.resize(*size)
        terminal.wait_for("Thought one", "Said two")
        terminal.settle()
        terminal.press("ctrl+s")
        terminal.wait_gone("worksheet")
    assert kept(desk) == [
        {left: "Thought one", right: "Said one, aloud"},
        {right: "Said two"},
        {left: "Thought three"},
    ]
