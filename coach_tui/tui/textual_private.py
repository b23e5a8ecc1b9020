"""What we use of Textual that has no public name: all of it is here, so that one place has to be
looked at when Textual changes.
"""

from typing import Any

from rich.text import Text
from textual.app import App
from textual.screen import Screen, ScreenResultType

VERSION = "8.2.8"
"""The Textual that these names were read in."""
NAMES: dict[type, tuple[str, ...]] = {
    App: ("_fatal_error", "_exception", "_exit_renderables", "_close_messages_no_wait",
          "_batch_count"),
    Screen: ("_compositor_refresh",),
}  # fmt: skip
"""Each name with the class whose instances have it."""


class QuietApp(App[int]):
    """An app that ends a crash with one sentence of its own.

    Textual prints a traceback with local variables, which hold what people wrote.
    """

    def in_short(self, error: BaseException) -> str:
        """What is said about a crash."""
        raise NotImplementedError

    def _fatal_error(self) -> None:
        if self._exception is not None:
            self._exit_renderables.append(Text(self.in_short(self._exception)))
        self._close_messages_no_wait()


class WholeScreen(Screen[ScreenResultType]):
    """A screen that is not drawn during `batch_update`.

    Textual draws it then, throws the picture away and takes it as shown: the first picture would
    lack the head of the page.
    """

    app: App[Any]

    def _compositor_refresh(self) -> None:
        if not self.app._batch_count:
            super()._compositor_refresh()
