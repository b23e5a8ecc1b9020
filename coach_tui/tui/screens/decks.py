"""Decks: what can be worked through, with a look inside; begin a session or give an exercise."""

from dataclasses import dataclass
from typing import cast

from textual import work
from textual.app import ComposeResult

from coach_tui.decks import shelf
from coach_tui.decks.edition import learner
from coach_tui.decks.model import Deck, DeckError
from coach_tui.guide.today import title_of
from coach_tui.tui.commands import bindings
from coach_tui.tui.screens.page import Page
from coach_tui.tui.widgets.bars import Head
from coach_tui.tui.widgets.rows import Row, Rows
from coach_tui.tui.widgets.words import MUTED, SECTION, paragraph, styled


@dataclass(frozen=True, slots=True)
class Shelf:
    """The decks that can be played, and for those with a mistake what and where it is."""

    decks: dict[str, Deck]
    broken: dict[str, str]


def everything(at_hand: shelf.Shelf, notes: bool) -> Shelf:
    """Read all decks; a learner's are without anything of the coach's. Touches the disk."""
    from coach_tui.decks.parse import parse

    decks, broken = {}, {}
    for identity in at_hand.ids():
        try:
            deck = at_hand.load(identity)
        except DeckError as error:
            broken[identity] = f"{error} Nothing can be begun with it."
            continue
        decks[identity] = deck if notes else parse(learner(deck))[0]
    return Shelf(decks, broken)


class DecksPage(Page):
    """A list of decks; the selected one beside it, or below on narrower terminals."""

    PAGE = "decks"
    BINDINGS = bindings("decks")
    AUTO_FOCUS = "#decks"

    def __init__(self) -> None:
        super().__init__()
        self._shelf: Shelf | None = None

    def body(self) -> ComposeResult:
        """The list, and the look inside where there is no aside."""
        yield Rows(id="decks")
        inside = Rows(id="inside-below")
        inside.can_focus = False
        yield inside

    def aside(self) -> ComposeResult:
        """The look inside."""
        inside = Rows(id="inside")
        inside.can_focus = False
        yield inside

    def draw(self) -> None:
        """The list; decks are read once."""
        self.query_one("#head", Head).say(
            styled("What can be worked through", "bold"), styled("min", MUTED)
        )
        if self._shelf is None:
            self._read()
        else:
            self._show(self._shelf)

    @work(exclusive=True, group="shelf")
    async def _read(self) -> None:
        notes = self.engagement.me.role == "coach"
        self._shelf = await self.coach.disk(everything, self.engagement.shelf, notes)
        self._show(self._shelf)

    def _show(self, found: Shelf) -> None:
        rows: list[Row] = []
        for identity, deck in sorted(found.decks.items(), key=lambda d: d[1].title):
            under = " · ".join(x for x in (deck.kind, deck.approach) if x)
            right = str(deck.minutes or sum(s.minutes or 0 for s in deck.stages) or "")
            rows.append(Row(deck.title, id=identity, under=under, right=right, gap=int(bool(rows))))
        for identity, why in found.broken.items():
            rows.append(Row(identity, id=identity, glyph="≠", under=why, tone="$text-error", gap=1))
        self.query_one("#decks", Rows).show(rows or [Row("There are no decks here.", tone=MUTED)])
        self._look_inside()

    def _look_inside(self) -> None:
        identity = self.query_one("#decks", Rows).selected
        if self._shelf is None:
            return
        deck = self._shelf.decks.get(identity)
        rows = inside(deck) if deck else [Row(self._shelf.broken.get(identity, ""))]
        self.query_one("#inside", Rows).show(rows)
        below = [Row(), *rows] if deck else []
        self.query_one("#inside-below", Rows).show(below)

    def on_rows_moved(self, event: Rows.Moved) -> None:
        """Look into the selected deck."""
        if event.rows.id == "decks":
            self._look_inside()

    def on_rows_picked(self, event: Rows.Picked) -> None:
        """Begin with it."""
        self.action_start()

    @property
    def _selected(self) -> Deck | None:
        identity = self.query_one("#decks", Rows).selected
        return self._shelf.decks.get(identity) if self._shelf else None

    def action_start(self) -> None:
        """Start a session with the selected deck."""
        if deck := self._selected:
            self.run_worker(self._start(deck))

    async def _start(self, deck: Deck) -> None:
        from coach_tui.tui.screens.dialogs import ChooseScreen

        issue = await self._issue()
        if issue is None:
            return
        answer = await self.app.push_screen_wait(
            ChooseScreen(
                "One screen, two people?",
                [
                    Row("one person here", id="one", glyph="o"),
                    Row("two people at this screen", id="two", glyph="t"),
                ],
                "With two, notes stay closed until somebody peeks, and private records are "
                "hidden on every page until the session ends.",
            )
        )
        if answer:
            from coach_tui.tui.screens.session import SessionPage

            self.app.switch_mode("session")
            page = cast(SessionPage, await self.coach.page_shown("session"))
            await page.begin(deck.id, issue, answer == "two")

    async def _issue(self) -> str | None:
        """Which issue it is about; empty when there is none, None when nothing was chosen."""
        from coach_tui.tui.screens.dialogs import ChooseScreen

        issues = list(self.engagement.state.of_kind("issue"))
        issues = [i for i in issues if self.shows(i) and i.get("status", "open") == "open"]
        if len(issues) < 2:
            return issues[0].id if issues else ""
        answers = [
            Row(title_of(i), id=i.id, glyph=str(n), most=2) for n, i in enumerate(issues[:9], 1)
        ]
        return await self.app.push_screen_wait(ChooseScreen("Which issue is it about?", answers))

    def action_assign(self) -> None:
        """Give the deck, or a stage of it, as an exercise."""
        from coach_tui.tui.screens.give import GiveScreen

        deck = self._selected
        members = self.engagement.members.items()
        to = next((m for m, d in members if d.role == "learner"), "")
        if deck is None:
            return
        if not to:
            words = "Nobody has joined yet, so there is nobody to give it to."
            self.coach.notify(words, timeout=3, markup=False)
            return
        self.app.push_screen(GiveScreen(deck, to))


def inside(deck: Deck) -> list[Row]:
    """What a deck is about and what is in it; nothing of the coach's notes."""
    rows = [Row(deck.title, tone="bold")]
    if deck.intro:
        words = paragraph(" ".join(deck.intro.split()).replace("**", "").replace("*", ""))
        rows.append(Row(words=words, gap=1))
    count = sum(1 for _ in deck.prompts())
    rows.append(Row("Stages", tone=SECTION, right="min", gap=1))
    for stage in deck.stages:
        if stage.headed:
            rows.append(Row(stage.title, right=str(stage.minutes or "")))
    asked = "1 question" if count == 1 else f"{count} questions"
    rows.append(Row(f"{asked} in {len(deck.stages)} stages", tone=MUTED, gap=1))
    if deck.author:
        rows.append(Row(f"{deck.author}, {deck.license}".strip(", "), tone=MUTED))
    return rows
