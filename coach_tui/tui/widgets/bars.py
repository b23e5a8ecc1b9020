"""The frame of every page: header, page heading, rail and footer."""

from dataclasses import dataclass
from typing import Any

from textual import events
from textual.app import RenderResult
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from coach_tui.tui.commands import PAGES, TITLES, Offer, footer, offers
from coach_tui.tui.widgets.words import KEY, MUTED, SECTION, fill, join, styled


class TopBar(Widget):
    """The header: engagement and person at the left, progress of the newest change at the right."""

    DEFAULT_CSS = """
    TopBar { height: 1; background: $surface; color: $foreground; padding: 0 2; }
    """
    title: reactive[str] = reactive("")
    person: reactive[str] = reactive("")
    steps: reactive[tuple[tuple[bool, str], ...]] = reactive(())
    """(reached, words) for saved, published and arrived."""
    trouble: reactive[str] = reactive("")

    def render(self) -> RenderResult:
        """Draw both sides; trouble takes the place of the progress."""
        left = styled(self.title, "bold")
        if self.person:
            person = styled(f"as {self.person}", MUTED)
            left = join(left, styled("  ·  ", "$foreground 60%"), person)
        return fill(left, self._way(), self.size.width)

    def _way(self) -> Content:
        if self.trouble:
            return join(styled("≠ ", "bold $text-warning"), styled(self.trouble, "$text-warning"))
        steps = self.steps
        if not steps:
            return Content("")
        if self.app.size.width < 120:
            reached = [s for s in steps if s[0]]
            steps = (reached[-1],) if reached else (steps[0],)
        shown = [
            join(
                styled("✓ " if ok else "· ", "bold $text-accent" if ok else "$foreground 60%"),
                styled(words, "$foreground" if last else "$foreground 70%"),
            )
            for (ok, words), last in zip(steps, [*[False] * (len(steps) - 1), True], strict=True)
        ]
        return Content("   ").join(shown)


class Head(Static):
    """The heading of a page: its title at the left, a count or hint at the right."""

    DEFAULT_CSS = """
    Head { height: auto; }
    """
    # `always_update`, because Textual compares two Contents by text only, without styles.
    left: reactive[Content] = reactive(Content(""), layout=True, always_update=True)
    right: reactive[Content] = reactive(Content(""), always_update=True)

    def say(self, left: Content, right: Content | None = None) -> None:
        """Set the texts at the left and right edge."""
        self.left, self.right = left, right or Content("")

    def render(self) -> RenderResult:
        """Draw both texts in one line; without a left one, what `update` was given."""
        if not self.left.plain:
            return super().render()
        return fill(self.left, self.right, self.size.width)


@dataclass(frozen=True, slots=True)
class RailLine:
    """A line below the pages. With an empty `id` it cannot be clicked; `head` marks a heading,
    `here` the current one.
    """

    text: str
    id: str = ""
    glyph: str = ""
    right: str = ""
    head: bool = False
    here: bool = False


class Rail(Widget):
    """The column at the left: the pages with keys and counts, and below them the lines in `below`,
    which the current page sets.
    """

    DEFAULT_CSS = """
    Rail { width: 24; height: 1fr; background: $surface; padding: 1 0; }
    """
    page: reactive[str] = reactive("today")
    counts: reactive[dict[str, int]] = reactive(dict)
    below: reactive[tuple[RailLine, ...]] = reactive(())

    class Picked(Message):
        """A page was clicked."""

        def __init__(self, page: str) -> None:
            super().__init__()
            self.page = page

    class Chosen(Message):
        """A line below the pages was clicked; `id` is that line's."""

        def __init__(self, id: str) -> None:
            super().__init__()
            self.id = id

    @property
    def _air(self) -> int:
        """The number of blank lines between the pages and what is below them."""
        return 3 if self.size.height > len(PAGES) + 3 + len(self.below) else 1

    def lines(self) -> list[tuple[Content, Message | None]]:
        """All lines, each with the message that a click on it posts (None: none)."""
        rows: list[tuple[Content, Message | None]] = [
            (self._page(key, page), self.Picked(page)) for page, key in PAGES.items()
        ]
        if self.below:
            rows += [(Content(""), None)] * self._air
            rows += [(self._line(b), self.Chosen(b.id) if b.id else None) for b in self.below]
        return rows

    def render(self) -> RenderResult:
        """Render all lines."""
        return Content("\n").join(row for row, _ in self.lines())

    def _page(self, key: str, page: str) -> Content:
        count = str(self.counts.get(page) or "")
        here = page == self.page
        first = styled("▌", "$primary") if here else Content(" ")
        name = styled(f" {key} {TITLES[page]}", "bold $foreground" if here else MUTED)
        right = styled(f"{count}  ", "bold" if here else "$foreground")
        row = fill(join(first, name), right, self.size.width)
        return row.stylize_before("on $panel") if here else row

    def _line(self, one: RailLine) -> Content:
        first = styled("▌", "$primary") if one.here else Content(" ")
        glyph = join(styled(one.glyph, KEY), Content(" ")) if one.glyph else Content("")
        tone = SECTION if one.head else "bold" if one.here else MUTED
        left = join(first, Content(" "), glyph, styled(one.text, tone))
        right = styled(f"{one.right}  ", "bold" if one.here else MUTED)
        row = fill(left, right, self.size.width)
        return row.stylize_before("on $panel") if one.here else row

    def on_click(self, event: events.Click) -> None:
        """Post the message of the clicked line."""
        offset, lines = event.get_content_offset(self), self.lines()
        if offset is not None and offset.y < len(lines):
            _, said = lines[offset.y]
            if said is not None:
                self.post_message(said)


class KeyBar(Widget):
    """The footer: the keys available now; a click runs the command."""

    DEFAULT_CSS = """
    KeyBar { height: 1; background: $surface; padding: 0 2; }
    """
    offered: reactive[tuple[Offer, ...]] = reactive(())

    def on_mount(self) -> None:
        """Update the keys whenever the active bindings change, as with the focus."""
        self.screen.bindings_updated_signal.subscribe(self, self._told)
        self._told(self.screen)

    def _told(self, screen: Screen[Any]) -> None:
        self.offered = tuple(offers(screen))

    def _shown(self) -> list[tuple[Offer, Content]]:
        """As many offers as fit, with their texts; help and quit always."""
        return [
            (o, join(styled(o.key, KEY), styled(f" {o.command.short}", MUTED)))
            for o in footer(self.offered, self.size.width)
        ]

    def render(self) -> RenderResult:
        """Draw key and word of each offer."""
        return Content("  ").join(words for _, words in self._shown())

    async def on_click(self, event: events.Click) -> None:
        """Run the clicked command."""
        offset, start = event.get_content_offset(self), 0
        for offer, words in self._shown():
            end = start + words.cell_length
            if offset is not None and start <= offset.x < end:
                found = self.screen.active_bindings.get(offer.keys[0])
                if found is not None:
                    await self.app.run_action(found.binding.action, found.node)
                return
            start = end + 2
