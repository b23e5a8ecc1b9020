"""Dialogs before a deck becomes a session or an exercise; used by several pages."""

from typing import cast

from coach_tui.decks.model import Deck
from coach_tui.guide.day.today import title_of
from coach_tui.guide.session.steps import core_minutes, whole_minutes
from coach_tui.tui.page import Page, turn_to
from coach_tui.tui.widgets.rows import Row


async def begin(page: Page, name: str) -> None:
    """Start a session with a deck (its name on the shelf), after asking for the issue, the time
    and the number of people. Must run in a worker, because it waits for dialogs.
    """
    from coach_tui.tui.dialogs.base import ChooseScreen

    issue = await _issue(page)
    form = await _form(page, name) if issue is not None else None
    if issue is None or form is None:
        return
    answer = await page.app.push_screen_wait(
        ChooseScreen(
            "One screen, two people?",
            [
                Row("one person here", id="one", glyph="o"),
                Row("two people at this screen", id="two", glyph="t"),
            ],
            "With two, notes stay closed until somebody peeks, and private records are hidden on "
            "every page until the session ends.",
            at_first="",
        )
    )
    if answer:
        from coach_tui.tui.session.page import SessionPage

        player = cast(SessionPage, await turn_to(page.app, "session"))
        await player.begin(name, issue, answer == "two", form)


async def _issue(page: Page) -> str | None:
    """The id of the issue for a new session: empty without an issue, None when it was cancelled."""
    from coach_tui.tui.dialogs.base import ChooseScreen

    every = page.reader.of_kind("issue")
    issues = [i for i in every if i.get("status", "open") == "open"]
    if len(issues) < 2:
        return issues[0].id if issues else ""
    answers = [Row(title_of(i), id=i.id, glyph=str(n), most=2) for n, i in enumerate(issues[:9], 1)]
    return await page.app.push_screen_wait(ChooseScreen("Which issue is it about?", answers))


async def _form(page: Page, name: str) -> str | None:
    """The form of a new session, `whole` or `core`; not asked where the deck has no core. None when
    it was cancelled or the deck cannot be read.
    """
    from coach_tui.guide.session.editions import decks_at_hand
    from coach_tui.tui.dialogs.base import ChooseScreen

    reader = page.reader
    deck = await page.desk.ask(lambda: decks_at_hand(reader).load(name))
    core = core_minutes(deck) if deck else 0
    if deck is None or not core:
        return "whole" if deck else None
    whole = f"the whole, {whole_minutes(deck)} min"
    return await page.app.push_screen_wait(
        ChooseScreen(
            "How much time is there?",
            [
                Row(whole, id="whole", glyph="w"),
                Row(f"the core, {core} min", id="core", glyph="c"),
            ],
            "The core is the questions that carry the deck. You can change it at any time: "
            "ctrl+o, then f.",
            at_first="",
        )
    )


def give(page: Page, name: str, deck: Deck) -> None:
    """Open the dialog that gives a deck to the learner as an exercise."""
    from coach_tui.tui.session.give import GiveScreen

    members = page.engagement.members.items()
    to = next((m for m, d in members if d.role == "learner"), "")
    if to:
        page.app.push_screen(GiveScreen(name, deck, to))
    else:
        words = "Nobody has joined yet, so there is nobody to give it to."
        page.desk.say(words, 4)
