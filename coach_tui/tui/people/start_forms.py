"""The forms of the first screen: joining with an invitation, and starting an engagement."""

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
    """A form of single lines. `begin` does the work on a thread; an error is shown below the lines,
    and what was typed stays.
    """

    BINDINGS = [Binding("ctrl+j,ctrl+s", "go", show=False, priority=True)]
    KEYS = (("enter", "next line"), ("ctrl+j", "go"), ("escape", "back"))
    TITLE = ""
    WORDS = ""
    FIELDS: ClassVar[tuple[tuple[str, str, str], ...]] = ()
    """(name, label, example) of each line."""

    def content(self) -> ComposeResult:
        """Title, explanation, lines, and a place for errors."""
        yield Static(styled(self.TITLE, "bold"), classes="title")
        yield Static(styled(self.WORDS, MUTED), classes="title")
        for name, label, example in self.FIELDS:
            with Horizontal(classes="field"):
                yield Static(styled(label, MUTED))
                yield Input(placeholder=example, id=name, compact=True)
        yield Static("", id="trouble")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go to the next line; after the last one, submit."""
        names = [name for name, _, _ in self.FIELDS]
        place = names.index(event.input.id or names[0])
        if place + 1 < len(names):
            self.query_one(f"#{names[place + 1]}", Input).focus()
        else:
            self.action_go()

    def value(self, name: str) -> str:
        """The text typed in a line."""
        return self.query_one(f"#{name}", Input).value.strip()

    def folder(self) -> Path:
        """The folder that was typed; `Refused` when it is empty."""
        if not self.value("folder"):
            raise Refused("The shared folder is missing. Write its path.")
        return Path(self.value("folder")).expanduser()

    def action_go(self) -> None:
        """Submit the form."""
        self.query_one("#trouble", Static).update(styled("One moment.", MUTED))
        self.work_it()

    @work(thread=True, exclusive=True, group="begin", exit_on_error=False)
    def work_it(self) -> None:
        """Run `begin` on a thread; hand its result or error to the event loop."""
        try:
            done = self.begin()
        except Refused as refused:
            self.app.call_from_thread(self.refused, str(refused))
        except OSError as error:
            self.app.call_from_thread(self.refused, f"{error.strerror}. Nothing was begun.")
        else:
            self.app.call_from_thread(self.done, done)

    def begin(self) -> str:
        """Do the work of the form and return a text for `done`. Runs on a thread: no widget may be
        changed here. `Refused` or `OSError` is shown in the form.
        """
        raise NotImplementedError

    def refused(self, why: str) -> None:
        """Show an error below the lines."""
        self.query_one("#trouble", Static).update(styled(why, "$text-error"))

    def done(self, result: str) -> None:
        """Continue after success with what `begin` returned; runs on the event loop."""
        raise NotImplementedError


class JoinForm(Form):
    """The form that asks to join an engagement."""

    TITLE = "Join with an invitation"
    WORDS = "You need the folder that you both can reach, and the 20 letters and digits."
    FIELDS = (
        ("folder", "folder", "where the coach's files arrive"),
        ("code", "invitation", "XXXX-XXXX-XXXX-XXXX-XXXX"),
        ("name", "your name", "as the other one knows you"),
    )

    def begin(self) -> str:
        """Publish the request to join; the engagement's id."""
        from coach_tui.joining import ask_to_join

        home: Home = self.app.home  # type: ignore[attr-defined]
        return ask_to_join(home, self.folder(), self.value("code"), self.value("name")).sp

    def done(self, result: str) -> None:
        """Explain who admits this device, and when."""
        words = (
            "You have asked to be let in. The coach's device answers at its next sync; the app "
            "opens by itself then."
        )
        self.app.push_screen(Begun("Asked", "", words))


class StartForm(Form):
    """The form that starts an engagement with this person as coach."""

    TITLE = "Start an engagement"
    WORDS = "The folder may be new or empty. What you put into it is sealed."
    FIELDS = (
        ("folder", "folder", "one that both of you can reach"),
        ("title", "its name", "what it is about: Housing repairs"),
        ("name", "your name", "as the learner knows you"),
    )

    def begin(self) -> str:
        """Found the engagement; the code of an invitation, empty when none could be made."""
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
        """Show the invitation's code."""
        words = (
            "Read it out in person or by phone, never through the service that carries the "
            "folder. It works once, for seven days. People makes another one."
        )
        if not result:
            words = "The engagement is started. People makes the invitation."
        self.app.push_screen(Begun("The invitation for your learner", result, words))


class Begun(Dialog[None]):
    """Shown after success: a title, an invitation's code (may be empty), and what comes next."""

    BINDINGS = [Binding("enter", "leave", show=False)]
    KEYS = (("enter", "open"),)

    def __init__(self, title: str, code: str, words: str) -> None:
        super().__init__()
        self._title, self._code, self._words = title, code, words

    def content(self) -> ComposeResult:
        """Title, code and explanation."""
        yield Static(styled(self._title, "bold"), classes="title")
        if self._code:
            yield Static(styled(self._code, KEY), id="code", classes="title")
        yield Static(styled(self._words, MUTED), classes="title")

    async def action_leave(self) -> None:
        """Exit, so that the app opens on the engagement."""
        self.app.exit("open")
