"""The frame round every page: header, rail and footer."""

from textual.app import RenderResult
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from coach_tui.tui.commands import PAGES, TITLES, footer
from coach_tui.tui.widgets.words import fill, join, styled


class TopBar(Widget):
    """One row: which engagement and as whom; how far the newest change has come."""

    DEFAULT_CSS = """
    TopBar { height: 1; background: $surface; color: $foreground; padding: 0 2; }
    """
    title: reactive[str] = reactive("")
    person: reactive[str] = reactive("")
    steps: reactive[tuple[tuple[bool, str], ...]] = reactive(())
    """How far: (reached, words) for saved, published, arrived."""
    trouble: reactive[str] = reactive("")

    def render(self) -> RenderResult:
        """Name at the left, the way of the newest change at the right."""
        left = styled(self.title, "bold")
        if self.person:
            left = join(left, styled("  ·  ", "$foreground 60%"), styled(f"as {self.person}", "$foreground 70%"))
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


class Rail(Widget):
    """The pages with their numbers and counts; a click or the number opens one."""

    DEFAULT_CSS = """
    Rail { width: 24; height: 1fr; background: $surface; padding: 1 0; }
    """
    page: reactive[str] = reactive("today")
    counts: reactive[dict[str, int]] = reactive(dict)

    class Picked(Message):
        """A page was clicked."""

        def __init__(self, page: str) -> None:
            super().__init__()
            self.page = page

    def render(self) -> RenderResult:
        """One row a page, the one shown marked three times: bar, ground and weight."""
        rows = []
        for number, page in enumerate(PAGES, 1):
            count = str(self.counts.get(page) or "")
            here = page == self.page
            bar = styled("▌", "$primary") if here else Content(" ")
            name = styled(f" {number} {TITLES[page]}", "bold $foreground" if here else "$foreground 70%")
            right = styled(f"{count}  ", "bold" if here else "$foreground")
            row = fill(join(bar, name), right, self.size.width)
            rows.append(row.stylize_before("on $panel") if here else row)
        return Content("\n").join(rows)

    def on_click(self, event: object) -> None:
        """Open the page that was clicked."""
        row = getattr(event, "y", 0) - 1
        if 0 <= row < len(PAGES):
            self.post_message(self.Picked(PAGES[row]))


class KeyBar(Widget):
    """One row of keys and what they do here; a click does it."""

    DEFAULT_CSS = """
    KeyBar { height: 1; background: $surface; padding: 0 2; }
    """
    page: reactive[str] = reactive("")

    def render(self) -> RenderResult:
        """As many as fit; help and quit always."""
        shown = footer(self.page)
        width = self.size.width
        while len(shown) > 2 and sum(len(k) + len(w) + 3 for k, w in shown) - 2 > width:
            shown.pop(-3)
        return Content("  ").join(
            join(styled(key, "bold $text-accent"), styled(f" {word}", "$foreground 70%"))
            for key, word in shown
        )
