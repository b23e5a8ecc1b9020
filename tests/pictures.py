"""Pictures of the pages, from the demo: `python -m tests.pictures DIR` (needs rsvg-convert)."""

import asyncio
import html
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from coach_tui.demo import LENGTH, Pair, furnish
from coach_tui.home import Home
from coach_tui.tui.app import CoachApp
from coach_tui.tui.commands import PAGES

CELL = 12.2
"""Width of a character in Textual's pictures."""

ASSUMING = [
    *["A clear head", "ctrl+j", "7", "ctrl+j", "19 days, promised in 5", "ctrl+j"],
    *["Who set the promise of five days?", "ctrl+j", "ctrl+j", "ctrl+j"],
    *["Tenants would say no if we asked them to be in", "ctrl+j"],
    *["A repair is done when the trade has closed it", "ctrl+j"],
    "If I let a planner decide without me, it comes back to me as a complaint",
]
BELIEF = "challenge-assumptions"
PICTURES: dict[str, tuple[str, tuple[int, int], str, list[str]]] = {
    "today-learner": ("learner", (120, 36), "", []),
    "today-coach": ("coach", (120, 36), "", []),
    "today-learner-80x24": ("learner", (80, 24), "", []),
    "player-coach": ("coach", (120, 40), BELIEF, ASSUMING),
    "player-coach-80x24": ("coach", (80, 24), BELIEF, ASSUMING),
    "player-learner-80x24": ("learner", (80, 24), BELIEF, ASSUMING),
    "player-learner": ("learner", (120, 40), BELIEF, ASSUMING),
    "player-light": ("coach", (120, 40), BELIEF, [*ASSUMING, "tab", "t"]),
    "history": ("learner", (120, 36), "", [PAGES["history"], "/", "promise", "~1"]),
    "thread": ("coach", (120, 40), "", [PAGES["thread"], "~1"]),
    "thread-80x24": ("learner", (80, 24), "", [PAGES["thread"], "~1"]),
    "thread-record": ("learner", (120, 40), "", [PAGES["thread"], "~1", *["c"] * 5, "~1"]),
    "thread-trial": ("learner", (120, 40), "", [PAGES["thread"], "~1", *["c"] * 3, "~1"]),
    "thread-map": ("learner", (120, 40), "", [PAGES["thread"], "~1", "m", "~1"]),
    "contract": ("learner", (120, 40), "", [PAGES["thread"], "~1", "v", "~1"]),
    "people": ("coach", (100, 30), "", [PAGES["people"]]),
    "craft-hint": (
        *("coach", (120, 40), BELIEF),
        [*ASSUMING[:2], "ctrl+t", "~1", "Have you tried to ask them", "ctrl+o", "s", "~1"],
    ),
    "opening": ("coach", (120, 40), BELIEF, ["opening", "~1"]),
    "opening-80x24": ("coach", (80, 24), BELIEF, ["opening", "~1"]),
    "profile": ("learner", (120, 40), "", [PAGES["profile"], "~1"]),
    "profile-80x24": ("learner", (80, 24), "", [PAGES["profile"], "~1"]),
    "decks": ("coach", (120, 40), "", [PAGES["decks"], "~1"]),
    "give-80x24": (
        "coach",
        (80, 24),
        "",
        [PAGES["decks"], "~1", "x", "~1", "tab", "down", "down", "down"],
    ),
    "decks-80x24": ("learner", (80, 24), "", [PAGES["decks"], "~1"]),
    "import": (
        *("coach", (120, 40), ""),
        [PAGES["decks"], "~1", "i", "~1", "tests/decks/lists/managers-playbook.md", "enter", "~2"],
    ),
    "experiments": ("learner", (120, 40), "", [PAGES["experiments"], "~1", "G", "~1"]),
    "experiments-80x24": ("coach", (80, 24), "", [PAGES["experiments"], "~1", "G", "~1"]),
    "experiment": (
        *("learner", (120, 40), ""),
        [PAGES["experiments"], "~1", "G", "~1", "enter", "~1", "m", "~1"],
    ),
    "experiment-too-few": (
        *("coach", (120, 40), ""),
        [PAGES["experiments"], "~1", "o", "~1", "2 changed it", "enter", "~1", "enter", "~1"],
    ),
    "experiment-calm": (
        *("learner", (120, 40), ""),
        [PAGES["experiments"], "~1", "j", "~1", "enter", "~1"],
    ),
    "value": ("learner", (120, 40), "", [PAGES["value"], "~1"]),
    "value-coach": ("coach", (120, 40), "", [PAGES["value"], "~1", "G", "~1"]),
    "value-80x24": ("learner", (80, 24), "", [PAGES["value"], "~1"]),
    "rate-80x24": ("coach", (80, 24), "", [PAGES["value"], "~1", "r", "~1"]),
    "check-out": ("learner", (120, 40), "", [PAGES["value"], "~1", "c", "~1"]),
    "path": ("coach", (120, 40), "", [PAGES["path"], "~1"]),
    "path-80x24": ("learner", (80, 24), "", [PAGES["path"], "~1"]),
}
"""By name: role, size, the deck of a session, and keys; a word longer than a key is typed."""


CALM = (19, 22, 18, 21, 20, 17, 21, 19, 23, 18, 20, 22, 19, 17, 21, 20, 18, 22)
"""Open repairs, week by week, with nothing but the usual ups and downs."""


def count_calmly(pair: Pair) -> None:
    """A trial that is only prepared yet: what is counted before it, without a signal."""
    trial = pair.add(
        pair.learner, "experiment", "One list for both trades",
        prediction="Half as many repairs are open for a second visit",
        measure="Repairs that wait for a second trade", unit="repairs",
    )  # fmt: skip
    for week, value in enumerate(CALM):
        pair.add(pair.learner, "observation", "", experiment=trial.id, value=value,
                 date=pair.day(LENGTH - 7 * (len(CALM) - week)))  # fmt: skip
    pair.share()


def still(svg: str) -> str:
    """The picture without remote fonts, and with spaces that no renderer eats."""
    svg = re.sub(r"@font-face\s*\{[^}]*\}", "", svg)

    def shifted(match: re.Match[str]) -> str:
        before, x, middle, length, after, spaces, rest = match.groups()
        count = spaces.count("&#160;")
        moved, left = float(x) + count * CELL, float(length) - count * CELL
        return f'{before}x="{moved:.1f}"{middle}textLength="{left:.1f}"{after}>{rest}'

    pattern = r'(<text [^>]*?)x="([\d.]+)"([^>]*?)textLength="([\d.]+)"([^>]*)>((?:&#160;)+)([^<])'
    return re.sub(DOTTED, apart, re.sub(pattern, shifted, svg))


DOTTED = r'<text ([^>]*?)x="([\d.]+)"([^>]*?) textLength="[\d.]+"([^>]*)>([^<]*[⠁-⣿][^<]*)</text>'
"""A run of text with braille, which comes from a font with cells of another width."""


def apart(match: re.Match[str]) -> str:
    """Each character of the run where its cell begins, so that none drifts over what follows."""
    before, x, middle, after, words = match.groups()
    return "".join(
        f'<text {before}x="{float(x) + n * CELL:.1f}"{middle}{after}>{html.escape(char)}</text>'
        for n, char in enumerate(html.unescape(words))
        if char.strip()
    )


async def take(home: Home, sp: str, size: tuple[int, int], deck: str, keys: list[str]) -> str:
    """One page as SVG, after some keys."""
    app = CoachApp(home, sp, "Housing repairs", (deck, ""))
    names = {" ": "space", ",": "comma", "?": "question_mark", "/": "slash", "-": "minus"}
    names["."] = "full_stop"
    async with app.run_test(size=size) as pilot:
        await pilot.pause(1.5)
        if deck and keys[:1] != ["opening"]:
            # A session opens with what was promised; the pictures are of the questions.
            await pilot.press("enter")
            await pilot.pause(1.0)
        for key in [k for k in keys if k != "opening"]:
            if key.startswith("~"):
                await pilot.pause(float(key[1:]))
            elif " " in key or (len(key) > 3 and "+" not in key and key != "enter"):
                await pilot.press(*[names.get(c, c) for c in key])
            else:
                await pilot.press(names.get(key, key))
            await pilot.pause(0.25)
        await pilot.pause(0.5)
        return still(app.export_screenshot(title="Coach TUI"))


def main(place: Path, wanted: list[str]) -> None:
    """Take all pictures, or those named."""
    place.mkdir(parents=True, exist_ok=True)
    for name, (role, size, deck, keys) in PICTURES.items():
        if wanted and name not in wanted:
            continue
        with tempfile.TemporaryDirectory() as made:
            pair = furnish(Path(made))
            if name == "experiment-calm":
                count_calmly(pair)
            home = pair.coach_home if role == "coach" else pair.learner_home
            svg = asyncio.run(take(home, pair.sp, size, deck, keys))
        path = place / f"{name}.svg"
        path.write_text(svg, encoding="utf-8")
        png = place / f"{name}.png"
        subprocess.run(["rsvg-convert", "-w", "1300", path, "-o", png], check=True)
        path.unlink()
        print(png)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
