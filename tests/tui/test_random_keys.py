"""Random keys at random speed in the app, with each deck: what it stores was chosen or typed, and
no choice was answered by a key that was pressed before it was drawn.

The account is kept beside the app: the time of each key, and of each frame that was painted with
the question in sight.
"""

from random import Random
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot

from coach_tui.decks import library
from coach_tui.guide.session.steps import Step, parts
from coach_tui.records.kinds import known
from coach_tui.records.state import Record
from coach_tui.records.text import clean, shown
from coach_tui.tui.commands import PAGES
from coach_tui.tui.session.choices import Choices
from coach_tui.tui.session.choosing import Alternative
from coach_tui.tui.session.closing import ClosingPage
from coach_tui.tui.session.drawing import options
from coach_tui.tui.session.opening import OpeningPage
from coach_tui.tui.session.page import SessionPage
from tests.pair import Pair
from tests.tui.on_screen import SMALL, Heard, past_opening, text_of, until

KEYS = 120
TYPED = [*"abc 1234567890 jk", "enter", "backspace"]
KEPT = ["ctrl+s", "ctrl+s", "ctrl+j", "enter"]
MENU = [["ctrl+o", letter] for letter in "spdbnu"] + [["escape"], ["tab"], ["ctrl+g", "escape"]]
CHARACTERS = {"enter": "\r", "ctrl+j": "\n", "space": " "}


class Watched(Heard):
    """The app, noting when each choice was painted for the first time."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.painted: dict[tuple[str, str], float] = {}
        """By prompt and part, since when it is on the screen without a break."""
        self.keys: list[tuple[float, str]] = []
        self.here: tuple[str, str] = ("", "")

    def _display(self, screen: Any, renderable: Any) -> None:
        super()._display(screen, renderable)
        player = self.screen_stack[0] if self.screen_stack else None
        if isinstance(player, SessionPage) and player.step and player.query(Choices):
            part = player._now()
            here = (player.step.prompt.id, part.name if part else "")
            if here != self.here:
                self.here = here
                self.painted[here] = events.Event().time

    def press(self, name: str) -> None:
        """A key as the driver hands it on, at the time of now."""
        key = "space" if name == " " else name
        character = CHARACTERS.get(key, key if len(key) == 1 else None)
        event = events.Key(key, character)
        self.keys.append((event.time, name))
        self.post_message(event)


def keys(random: Random) -> list[str]:
    """A few keys that belong together."""
    one = random.random()
    if one < 0.55:
        return random.choices(TYPED, k=random.randint(1, 4))
    if one < 0.9:
        return [random.choice(KEPT)]
    return list(random.choice(MENU))


async def back(app: Watched, pilot: Pilot[int]) -> bool:
    """Back to the player from wherever the keys led; False once the session is over."""
    if isinstance(app.screen, ClosingPage):
        return False
    if isinstance(app.screen, OpeningPage):
        await past_opening(pilot)
    player = app.screen_stack[0]
    if len(app.screen_stack) == 1 and not isinstance(player, SessionPage):
        await pilot.press(PAGES["session"])
        player = app.screen_stack[0]
    return not isinstance(player, SessionPage) or player.sitting is not None


async def storm(app: Watched, pilot: Pilot[int], random: Random) -> None:
    """Press keys, in bursts and with pauses."""
    pressed = 0
    while pressed < KEYS and await back(app, pilot):
        for name in keys(random):
            app.press(name)
            pressed += 1
        pace = random.random()
        if pace < 0.12:
            await pilot.pause(0.3)
        elif pace < 0.5:
            await pilot.pause(0.01)
    player = app.screen_stack[0]
    await until(pilot, lambda: not (isinstance(player, SessionPage) and player.ahead.holding))
    await pilot.pause(0.2)


def given_after(app: Watched, place: tuple[str, str]) -> list[str]:
    since = app.painted.get(place, float("inf"))
    return [name for at, name in app.keys if at >= since]


def subsequence(words: str, stream: str) -> bool:
    """Whether all characters come in this order among the typed ones."""
    rest = iter(stream)
    return all(one in rest for one in words)


def leaves(value: Any) -> list[tuple[str, Any]]:
    """The single values of an answer, each with its part."""
    if isinstance(value, dict):
        return [(str(n), v) for n, v in value.items()]
    if isinstance(value, list):
        return [(n, v) for row in value if isinstance(row, dict) for n, v in row.items()]
    return [("", value)]


def wrong(app: Watched, step: Step, record: Record) -> list[str]:
    """What a record holds that was neither chosen nor typed."""
    stream = "".join({"enter": "\n"}.get(n, n if len(n) == 1 else "") for _, n in app.keys)
    by_name = {p.name: p for p in parts(step.prompt)}
    kind = record.kind
    found = leaves(record.get("value", None)) if kind == "answer" else []
    if kind != "answer" and not known(kind).internal:
        text = record.text(known(kind).text_in)
        asked = kind == "question" and text == clean(step.prompt.text)  # "don't know"
        found = [] if asked else [("", text)]
    bad = []
    for name, value in found:
        part = by_name.get(name)
        some: tuple[Alternative, ...] = options(part) if part and kind == "answer" else ()
        if value in (None, "", []):
            continue
        if some:
            number = next((o.number for o in some if o.value == str(value)), "?")
            after = given_after(app, (step.prompt.id, name))
            if number not in after and not (" " in after and {"j", "k"} & set(after)):
                bad.append(f"{step.prompt.id}{name}: {value!r} was not chosen after it was drawn")
        elif part and part.kind == "date":
            continue  # `1` is a day of this month
        elif not subsequence(shown(value), stream):
            bad.append(f"{step.prompt.id}{name}: {value!r} was not typed")
    return bad


def begun(app: Watched) -> bool:
    page = app.screen_stack[0]
    return isinstance(page, SessionPage) and page.sitting is not None


def drawn(app: Watched) -> bool:
    """Whether the first question of a deck without an opening is there."""
    page = app.screen
    return isinstance(page, SessionPage) and page.focused is not None and page.step is not None


@pytest.mark.parametrize("deck", library.ids())
async def test_random_keys_store_nothing_that_was_not_chosen_or_typed(
    pair: Pair, deck: str
) -> None:
    side = pair.coach if sum(map(ord, deck)) % 2 else pair.learner
    app = Watched(side.home, side.sp, "Wing B", (deck, ""))
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: begun(app) or "Nothing was begun" in text_of(app))
        if begun(app):
            await until(pilot, lambda: isinstance(app.screen, OpeningPage) or drawn(app))
            await past_opening(pilot)
        await storm(app, pilot, Random(deck))
        page = app.screen_stack[0]
        found = app.desk.engagement.state.records
        made = [r for r in found.values() if r.text("prompt")]
        steps = {}
        if isinstance(page, SessionPage) and page.sitting is not None:
            steps = {s.prompt.id: s for s in page.sitting.steps}
        asked = [(steps[r.text("prompt")], r) for r in made if r.text("prompt") in steps]
        bad = [what for step, record in asked for what in wrong(app, step, record)]
    assert bad == []
