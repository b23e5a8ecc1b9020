"""The app shown on a device without an engagement: join one, start one, or see a demo."""

from typing import TYPE_CHECKING, ClassVar

from textual.app import App, ComposeResult, RenderResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.filter import LineFilter
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from coach_tui.tui.dialogs.base import Dialog
from coach_tui.tui.filters import CleanFilter
from coach_tui.tui.people.start_forms import JoinForm, StartForm
from coach_tui.tui.record import key_line
from coach_tui.tui.themes import DARK, LIGHT
from coach_tui.tui.widgets.rows import Row, Rows
from coach_tui.tui.widgets.words import MUTED, styled

if TYPE_CHECKING:
    from coach_tui.home import Home

RINGS = (
    "⠀⠀⢀⡠⠤⠤⢤⡤⠤⠤⢄⡀⠀⠀",
    "⠀⡔⠁⠀⠀⡔⠁⠈⢢⠀⠀⠈⢢⠀",
    "⢸⠀⠀⠀⢸⠀⠀⠀⠀⡇⠀⠀⠀⡇",
    "⠀⢣⠀⠀⠀⢣⠀⠀⡜⠀⠀⠀⡜⠀",
    "⠀⠀⠑⠒⠒⠚⠓⠚⠓⠒⠒⠊⠀⠀",
)
"""The logo: two overlapping rings."""
PROMISE = "A real problem, somebody who asks, and what you learn on the way."
CHOICES = [
    Row("Join with an invitation", id="join", glyph="1", under="Somebody gave you a line of text"),
    Row(
        "Start an engagement",
        id="start",
        glyph="2",
        under="You coach; you will get an invitation",
        gap=1,
    ),
    Row(
        "Look around first",
        id="demo",
        glyph="3",
        under="Three months of a made-up pair, thrown away",
        gap=1,
    ),
]


class Rings(Widget):
    """The logo."""

    DEFAULT_CSS = "Rings { width: 18; height: 5; }"

    def render(self) -> RenderResult:
        """Draw the left ring muted and the right one in the accent colour."""
        lines = []
        for row in RINGS:
            line = Content.styled(row, MUTED)
            lines.append(line.stylize("$primary", len(row) // 2 - 2, len(row)))
        return Content("\n").join(lines)


class FirstScreen(Screen[None]):
    """The choice between joining, starting and the demo."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "by(1)", show=False),
        Binding("up,k", "by(-1)", show=False),
        Binding("enter", "choose", show=False),
        Binding("1", "pick('join')", show=False),
        Binding("2", "pick('start')", show=False),
        Binding("3", "pick('demo')", show=False),
        Binding("t", "app.theme", show=False),
        Binding("question_mark", "help", show=False),
        Binding("q,ctrl+q", "app.leave", show=False),
    ]

    def compose(self) -> ComposeResult:
        """Logo, introduction and the three choices."""
        with VerticalScroll(id="first", can_focus=False):
            with Horizontal(id="sign"):
                yield Rings()
                with Vertical():
                    yield Static(styled("Coach TUI", "bold"))
                    yield Static(styled(PROMISE))
            yield Rows(id="ways", eager=True)
            yield Static(
                styled("Nothing leaves this device until you name a folder.", MUTED), id="promise"
            )
        keys = key_line(("enter", "choose"), ("t", "theme"), ("?", "help"), ("q", "quit"))
        yield Static(keys, id="keys")
        yield Static("The window is too small: 40 by 12 at least.", id="small")

    def on_mount(self) -> None:
        """Show the choices, with the first one selected."""
        ways = self.query_one("#ways", Rows)
        ways.show(CHOICES)
        self.set_focus(ways)

    def action_by(self, by: int) -> None:
        """Move the selection."""
        self.query_one("#ways", Rows).move(by)

    def action_choose(self) -> None:
        """Take the selected choice."""
        self.query_one("#ways", Rows).pick()

    def on_rows_picked(self, event: Rows.Picked) -> None:
        """Take the picked choice."""
        self.action_pick(event.id)

    def action_pick(self, way: str) -> None:
        """Open the form of a choice, or exit to the demo."""
        if way == "demo":
            self.app.exit("demo")
        else:
            self.app.push_screen(JoinForm() if way == "join" else StartForm())

    def action_help(self) -> None:
        """Explain the choices."""
        self.app.push_screen(FirstHelp())


class FirstHelp(Dialog[None]):
    """An explanation of how two people begin."""

    def content(self) -> ComposeResult:
        """The explanation."""
        yield Static(styled("How two people begin", "bold"), classes="title")
        for text in (
            "One of you, the coach, starts an engagement in a folder that both can reach: on a "
            "network drive, in a synchronised folder, on a stick.",
            "The coach reads the invitation out, in person or by phone. The other one joins with "
            "it, naming the same folder.",
            "What you share lies in that folder, sealed. What is private never leaves the device.",
        ):
            yield Static(styled(text), classes="title")


class FirstRun(App[str]):
    """The app for a device without an engagement; it returns `open`, `demo` or an empty string."""

    CSS_PATH = ["../app.tcss", "first_run.tcss"]
    TITLE = "Coach TUI"
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (40, "-narrow"), (80, "-middle"), (120, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (12, "-high")]
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, home: "Home") -> None:
        super().__init__()
        self.home = home
        self._filter = CleanFilter()

    def get_line_filters(self) -> list[LineFilter]:
        """Textual's line filters, followed by `CleanFilter`."""
        return [*super().get_line_filters(), self._filter]

    def on_load(self) -> None:
        """Register the themes."""
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = "coach-dark"

    def get_default_screen(self) -> Screen[None]:
        """The first screen."""
        return FirstScreen()

    def action_theme(self) -> None:
        """Switch between the light and the dark theme."""
        self.theme = "coach-light" if self.theme == "coach-dark" else "coach-dark"

    def action_leave(self) -> None:
        """Exit without having begun anything."""
        self.exit("")


def run_first(home: "Home") -> str:
    """Run the first screen: `open` when there is an engagement now, `demo` for the demo, else
    empty.
    """
    return FirstRun(home).run() or ""
