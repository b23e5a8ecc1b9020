"""The forms of the first screen: join with an invitation, or start an engagement."""

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.widgets import Input, Static

from coach_tui.records.refusal import Refused
from coach_tui.tui.dialogs.base import Dialog
from coach_tui.tui.widgets.words import KEY, MUTED, styled

if TYPE_CHECKING:
    from coach_tui.home import Home


class Form(Dialog[None]):
    """A few lines to fill in; a refusal is a sentence below them, and nothing typed is lost."""

    BINDINGS = [Binding("ctrl+j,ctrl+s", "go", show=False, priority=True)]
    KEYS = (("enter", "next line"), ("ctrl+j", "go"), ("escape", "back"))
    TITLE = ""
    WORDS = ""
    FIELDS: ClassVar[tuple[tuple[str, str, str], ...]] = ()
    """Name, label and example of each line."""

    def content(self) -> ComposeResult:
        """Head, lines, trouble."""
        yield Static(styled(self.TITLE, "bold"), classes="title")
        yield Static(styled(self.WORDS, MUTED), classes="title")
        for name, label, example in self.FIELDS:
            with Horizontal(classes="field"):
                yield Static(styled(label, MUTED))
                yield Input(placeholder=example, id=name, compact=True)
        yield Static("", id="trouble")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter goes to the next line, and after the last one on."""
        names = [name for name, _, _ in self.FIELDS]
        place = names.index(event.input.id or names[0])
        if place + 1 < len(names):
            self.query_one(f"#{names[place + 1]}", Input).focus()
        else:
            self.action_go()

    def value(self, name: str) -> str:
        """What was typed in a line."""
        return self.query_one(f"#{name}", Input).value.strip()

    def folder(self) -> Path:
        """The folder that was named; `Refused` when none was."""
        if not self.value("folder"):
            raise Refused("The shared folder is missing. Write its path.")
        return Path(self.value("folder")).expanduser()

    def action_go(self) -> None:
        """Do it, away from the screen."""
        self.query_one("#trouble", Static).update(styled("One moment.", MUTED))
        self.work_it()

    @work(thread=True, exclusive=True, group="begin", exit_on_error=False)
    def work_it(self) -> None:
        """Do it; the result or the refusal is shown by the screen's own thread."""
        try:
            done = self.begin()
        except Refused as refused:
            self.app.call_from_thread(self.refused, str(refused))
        except OSError as error:
            self.app.call_from_thread(self.refused, f"{error.strerror}. Nothing was begun.")
        else:
            self.app.call_from_thread(self.done, done)

    def begin(self) -> str:
        """Do what the form is for; runs beside the screen."""
        raise NotImplementedError

    def refused(self, why: str) -> None:
        """Say why not."""
        self.query_one("#trouble", Static).update(styled(why, "$text-error"))

    def done(self, result: str) -> None:
        """It worked."""
        raise NotImplementedError


class JoinForm(Form):
    """Ask to be let in."""

    TITLE = "Join with an invitation"
    WORDS = "You need the folder that you both can reach, and the 20 letters and digits."
    FIELDS = (
        ("folder", "folder", "where the coach's files arrive"),
        ("code", "invitation", "XXXX-XXXX-XXXX-XXXX-XXXX"),
        ("name", "your name", "as the other one knows you"),
    )

    def begin(self) -> str:
        """Ask."""
        from coach_tui.joining import ask_to_join

        home: Home = self.app.home  # type: ignore[attr-defined]
        return ask_to_join(home, self.folder(), self.value("code"), self.value("name")).sp

    def done(self, result: str) -> None:
        """Say who answers, and when."""
        words = (
            "You have asked to be let in. The coach's device answers at its next sync; the app "
            "opens by itself then."
        )
        self.app.push_screen(Begun("Asked", "", words))


class StartForm(Form):
    """Start an engagement as its coach."""

    TITLE = "Start an engagement"
    WORDS = "The folder may be new or empty. What you put into it is sealed."
    FIELDS = (
        ("folder", "folder", "one that both of you can reach"),
        ("title", "its name", "what it is about: Housing repairs"),
        ("name", "your name", "as the learner knows you"),
    )

    def begin(self) -> str:
        """Found it, and make the invitation."""
        from coach_tui.joining import found_engagement

        home: Home = self.app.home  # type: ignore[attr-defined]
        made = found_engagement(
            home, self.folder(), name=self.value("name"), role="coach", title=self.value("title")
        )
        try:
            return made.invite("learner")
        except Refused:
            return ""

    def done(self, result: str) -> None:
        """Show the invitation."""
        words = (
            "Read it out in person or by phone, never through the service that carries the "
            "folder. It works once, for seven days. People makes another one."
        )
        if not result:
            words = "The engagement is started. People makes the invitation."
        self.app.push_screen(Begun("The invitation for your learner", result, words))


class Begun(Dialog[None]):
    """It worked: what to know now; any of the keys opens the app."""

    BINDINGS = [Binding("enter", "leave", show=False)]
    KEYS = (("enter", "open"),)

    def __init__(self, title: str, code: str, words: str) -> None:
        super().__init__()
        self._title, self._code, self._words = title, code, words

    def content(self) -> ComposeResult:
        """Head, code, words."""
        yield Static(styled(self._title, "bold"), classes="title")
        if self._code:
            yield Static(styled(self._code, KEY), id="code", classes="title")
        yield Static(styled(self._words, MUTED), classes="title")

    def action_leave(self) -> None:
        """Open the app on it."""
        self.app.exit("open")
