"""The base class of all full pages: header, rail, footer, navigation, redrawing on changes."""

from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from coach_tui.tui.commands import PAGES, TITLES, offers
from coach_tui.tui.desk import Desk, desk_of
from coach_tui.tui.textual_private import WholeScreen
from coach_tui.tui.widgets.bars import Head, KeyBar, Rail, TopBar
from coach_tui.tui.widgets.rows import Rows
from coach_tui.tui.widgets.words import MUTED, styled

if TYPE_CHECKING:
    from coach_tui.engagement import Engagement
    from coach_tui.guide.reader import Reader


async def turn_to(app: App[Any], name: str) -> "Page":
    """Switch to a page (a mode) and wait until it is mounted."""
    await app.switch_mode(name)
    page = app.screen_stack[0]
    assert isinstance(page, Page)
    return page


UNOPENED = frozenset({"page", "find", "theme", "app.command_palette", "help", "quit"})
"""The actions allowed while the engagement is still being opened."""


class Page(WholeScreen[None]):
    """A full page. Subclasses set `PAGE` and `BINDINGS`, yield widgets in `body()` and `aside()`,
    and fill them from `self.reader` in `draw()`.
    """

    PAGE: ClassVar[str] = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        (key, f"page('{p}')", TITLES[p]) for p, key in PAGES.items()
    ]

    @property
    def there(self) -> bool:
        """Whether the page's widgets are mounted and not removed yet."""
        return self.complete and self.is_running and bool(self.query(TopBar))

    complete = False
    """Whether the page has been mounted."""

    def compose(self) -> ComposeResult:
        """Header, rail, main column, aside and footer."""
        yield TopBar()
        with Horizontal(id="columns"):
            yield from self.rail()
            with VerticalScroll(id="main", can_focus=False):
                yield Head(styled(TITLES.get(self.PAGE, ""), "bold"), id="head")
                yield Static("", id="notice")
                yield from self.body()
            yield from self.right()
        yield KeyBar()
        yield Static(Content("The window is too small: 40 by 12 at least."), id="small")

    def rail(self) -> ComposeResult:
        """The column at the left."""
        yield Rail()

    def right(self) -> ComposeResult:
        """The column at the right: the aside."""
        with VerticalScroll(id="aside", can_focus=False):
            yield from self.aside()

    def body(self) -> ComposeResult:
        """The main column below the head."""
        yield from ()

    def aside(self) -> ComposeResult:
        """The column at the right, on wide terminals."""
        yield from ()

    @property
    def desk(self) -> Desk:
        """The app's desk."""
        return desk_of(self.app)

    @property
    def engagement(self) -> "Engagement":
        """The open engagement; fails unless `ready`."""
        return self.desk.engagement

    @property
    def ready(self) -> bool:
        """Whether the engagement is open and the page mounted, so that it can be drawn."""
        return self.desk.opened is not None and self.there

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Allow only the actions in `UNOPENED` before the engagement is open."""
        return self.desk.opened is not None or action in UNOPENED

    def on_mount(self) -> None:
        """Subscribe to changes and draw."""
        self.complete = True
        self.desk.changed.subscribe(self, self.changed, immediate=True)
        self.desk.told.subscribe(self, lambda _: self.refresh_frame(), immediate=True)
        for rail in self.query(Rail):
            rail.page = self.PAGE
        self.refresh_frame()
        self._redraw()

    def on_screen_resume(self) -> None:
        """Draw again: records may have changed while another page was shown."""
        self.refresh_frame()
        self._redraw()
        if self.focused is None and (rows := self._list()):
            rows.focus()

    def _redraw(self) -> None:
        if not self.ready:
            return
        counts = self.counts()
        for rail in self.query(Rail):
            rail.counts = counts
        self.draw()

    @property
    def reader(self) -> "Reader":
        """The reader for the current drawing."""
        return self.desk.reader

    def draw(self) -> None:
        """Fill the widgets from the current state; called when `ready` and whenever it changes."""

    def counts(self) -> dict[str, int]:
        """The numbers beside page names in the rail, by page: what needs this person."""
        from coach_tui.guide.day.today import needs

        due = self.reader.once(needs)
        both = [n for n in due if n.both]
        trials = [n for n in due if n.record.kind == "experiment" and not n.both]
        return {"today": len(due), "experiments": len(trials), "people": len(both)}

    def changed(self, ids: set[str]) -> None:
        """Redraw after records with these ids changed."""
        # A page below a translucent dialog counts as current, too.
        if self.is_current:
            self._redraw()

    def refresh_frame(self) -> None:
        """Update header, footer and notice from the desk's status."""
        if not self.there:
            return
        bar = self.query_one(TopBar)
        bar.title, bar.person = self.desk.title, self.desk.person
        bar.steps, bar.trouble = self.desk.steps, self.desk.trouble
        self.refresh_bindings()
        notice = self.query_one("#notice", Static)
        if self.desk.notice or notice.display:  # an update lays out the whole page
            notice.update(styled(self.desk.notice, MUTED))
            notice.display = bool(self.desk.notice)

    async def before_leaving(self) -> bool:
        """Save drafts before the app exits. False when leaving would lose words, after saying so;
        the second call in a row returns True.
        """
        return True

    def on_rail_picked(self, event: Rail.Picked) -> None:
        """Open the page that was clicked in the rail."""
        self.action_page(event.page)

    def action_page(self, page: str) -> None:
        """Open another page."""
        if page != self.PAGE:
            self.app.switch_mode(page)

    def _list(self) -> Rows | None:
        focused: Widget | None = self.focused
        if isinstance(focused, Rows) and focused.display and focused.ids:
            return focused
        return next((rows for rows in self.query(Rows) if rows.display and rows.ids), None)

    def action_down(self) -> None:
        """Select the next entry."""
        if rows := self._list():
            rows.move(1)

    def action_up(self) -> None:
        """Select the previous entry."""
        if rows := self._list():
            rows.move(-1)

    def action_first(self) -> None:
        """Select the first entry."""
        if rows := self._list():
            rows.move(-len(rows.rows))

    def action_last(self) -> None:
        """Select the last entry."""
        if rows := self._list():
            rows.move(len(rows.rows))

    def action_open(self) -> None:
        """Open the selected entry."""
        if rows := self._list():
            rows.pick()

    def action_find(self) -> None:
        """Open the History page with the focus in its search box."""
        self.app.switch_mode("history")
        if isinstance(page := self.app.screen, Page):
            page.wanted()

    def wanted(self) -> None:
        """The page was opened for typing (search): a subclass also takes keys typed before it is
        mounted. Does nothing by default.
        """

    def action_jot(self) -> None:
        """Open the box for a new record, from any page."""
        from coach_tui.tui.dialogs.capture import CaptureScreen

        self.app.push_screen(CaptureScreen())

    def action_theme(self) -> None:
        """Switch between the light and the dark theme."""
        self.app.theme = "coach-light" if self.app.theme == "coach-dark" else "coach-dark"

    async def action_plain(self) -> None:
        """Switch charts between plain characters and braille."""
        await self.desk.flip_plain()

    async def action_quit(self) -> None:
        """Exit the app."""
        await self.app.action_quit()

    def action_help(self) -> None:
        """Show the keys of this page."""
        from coach_tui.tui.dialogs.base import HelpScreen

        one = self.active_bindings.get("1")
        pages = one is not None and one.binding.action.startswith("page(")
        self.app.push_screen(HelpScreen(offers(self), pages))
