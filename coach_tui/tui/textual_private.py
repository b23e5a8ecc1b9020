"""All uses of private Textual names, in one place to check when Textual is upgraded."""

from typing import Any

from rich.text import Text
from textual.app import App
from textual.screen import Screen, ScreenResultType

VERSION = "8.2.8"
"""The Textual version in which these names were checked."""
NAMES: dict[type, tuple[str, ...]] = {
    App: ("_fatal_error", "_exception", "_exit_renderables", "_close_messages_no_wait",
          "_batch_count"),
    Screen: ("_compositor_refresh",),
}  # fmt: skip
"""The private names, by the class whose instances have them."""


class QuietApp(App[int]):
    """An app that prints one sentence for a crash.

    Textual would print a traceback with local variables, which contain what people wrote.
    """

    def in_short(self, error: BaseException) -> str:
        """The sentence for a crash; subclasses must define it."""
        raise NotImplementedError

    def _fatal_error(self) -> None:
        if self._exception is not None:
            self._exit_renderables.append(Text(self.in_short(self._exception)))
        self._close_messages_no_wait()


class WholeScreen(Screen[ScreenResultType]):
    """A screen that is not drawn during `batch_update`.

    Textual would render it, discard the result, and still regard it as shown, so that the first
    frame would lack the head of the page.
    """

    app: App[Any]

    def _compositor_refresh(self) -> None:
        if not self.app._batch_count:
            super()._compositor_refresh()
