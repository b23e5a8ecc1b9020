"""The Profile page: the learner's learning habits as bars, with earlier results and suggestions."""

from dataclasses import dataclass, field
from typing import cast

from textual import work
from textual.app import ComposeResult

from coach_tui.decks.model import Deck
from coach_tui.decks.shelf import Shelf
from coach_tui.decks.text import plain
from coach_tui.guide.people.profile import (
    EVIDENCE,
    Bar,
    Result,
    least,
    names_of,
    results,
    stretches,
)
from coach_tui.guide.reader import Reader
from coach_tui.guide.session.editions import decks_at_hand
from coach_tui.tui.beside.bars import bars
from coach_tui.tui.commands import TITLES, bindings
from coach_tui.tui.page import Page, turn_to
from coach_tui.tui.session.begin import give
from coach_tui.tui.widgets.bars import Head
from coach_tui.tui.widgets.rows import Row, Rows
from coach_tui.tui.widgets.words import MUTED, SECTION, styled

PROPOSED = 3
"""The most decks proposed."""
ROOMY = 30
"""Lines of the terminal from which each bar has an explanation."""
INVENTORY = "learning-preferences"


@dataclass(frozen=True, slots=True)
class Profile:
    """The content of the page: the latest result, the one before, the dimension with the lowest
    score, and (name, deck) of proposed decks. Without a result all is empty.
    """

    latest: Result | None = None
    before: Result | None = None
    least: Bar | None = None
    proposed: list[tuple[str, Deck]] = field(default_factory=list)


def profile(reader: Reader, shelf: Shelf, member: str) -> Profile:
    """A member's profile. Reads and parses decks: call it on a worker thread."""
    found = results(reader, member)
    if not found:
        return Profile()
    latest = found[-1]
    same = [r for r in found[:-1] if r.deck == latest.deck]
    low = least(latest)
    done = names_of(shelf, reader.of_kind("session"))
    proposed = stretches(shelf, low, done)[:PROPOSED] if low else []
    return Profile(latest, same[-1] if same else None, low, proposed)


class ProfilePage(Page):
    """The bars in one list; only the proposals at its end can be selected."""

    PAGE = "profile"
    BINDINGS = bindings("profile")

    def __init__(self) -> None:
        super().__init__()
        self._profile: Profile | None = None

    def body(self) -> ComposeResult:
        """The list."""
        yield Rows(id="profile")

    @property
    def _whose(self) -> str:
        """The learner's member id; `learner` while nobody with that role has joined."""
        members = self.engagement.members.items()
        return next((m for m, d in members if d.role == "learner"), "learner")

    def draw(self) -> None:
        """Draw the last profile at once, and again when a new one has been computed."""
        self._show()
        self._read()

    @work(exclusive=True, group="profile")
    async def _read(self) -> None:
        reader, whose = self.reader, self._whose
        self._profile = await self.desk.beside(
            lambda: profile(reader, decks_at_hand(reader), whose)
        )
        self._show()

    def _show(self) -> None:
        if self._profile is None:
            return
        found = self._profile
        mine = self._whose == self.engagement.me.member
        name = self.engagement.name_of(self._whose)
        self.query_one("#head", Head).say(
            styled(found.latest.title if found.latest else TITLES["profile"], "bold"),
            styled("yours" if mine else f"{name}'s", MUTED),
        )
        if found.latest is None:
            rows = [Row(EVIDENCE, tone=MUTED, gap=1), Row(), Row(_nothing_yet(name, mine))]
        else:
            rows = [
                Row(EVIDENCE, tone=MUTED),
                *bars(found.latest, found.before, self.app.size.height >= ROOMY, self.desk.plain),
                *_proposals(found),
            ]
        shown = self.query_one("#profile", Rows)
        first = not shown.ids
        shown.show(rows)
        if first:
            # Show the bars first: the selection, a proposal, is below them.
            self.call_after_refresh(self._to_the_top)

    def _to_the_top(self) -> None:
        self.call_after_refresh(self.query_one("#main").scroll_home, animate=False)

    def on_rows_picked(self, event: Rows.Picked) -> None:
        """Give the picked deck as an exercise."""
        self.action_give()

    def action_open(self) -> None:
        """Give the selected deck as an exercise."""
        self.action_give()

    def action_give(self) -> None:
        """Give the selected deck as an exercise."""
        name = self.query_one("#profile", Rows).selected
        proposed = dict(self._profile.proposed) if self._profile else {}
        if name in proposed:
            give(self, name, proposed[name])

    def action_again(self) -> None:
        """Start a session with the inventory, for the first time or again."""
        self.run_worker(self._again())

    async def _again(self) -> None:
        from coach_tui.tui.session.page import SessionPage

        latest = self._profile.latest if self._profile else None
        page = cast(SessionPage, await turn_to(self.app, "session"))
        await page.begin(latest.deck if latest else INVENTORY)


def _nothing_yet(name: str, mine: bool) -> str:
    """The sentence shown while this device has no profile; the statements are private."""
    if mine:
        return (
            "Nothing was answered yet. n begins: twenty statements about the past two months, "
            "ten minutes."
        )
    return (
        f"Nothing was answered here. What {name} answers in private stays on {name}'s device; "
        "x on Decks gives the statements as an exercise."
    )


def _proposals(found: Profile) -> list[Row]:
    if found.least is None or not found.proposed:
        return []
    rows = [Row(f"Used least: {found.least.title}", tone=SECTION, right="min", gap=2)]
    rows.append(Row("Something that calls on it. x gives it as an exercise.", tone=MUTED))
    for number, (name, deck) in enumerate(found.proposed):
        minutes = str(deck.minutes or "")
        rows.append(Row(plain(deck.title), id=name, glyph="x", right=minutes, gap=int(not number)))
    return rows
