"""The terminal that is drawn on may go away: then what is drawn is dropped, and the app can end."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, TextIO


class Lasting:
    """A file to draw on that outlives its terminal.

    Textual writes in a thread that dies of the first error; after thirty more pieces the app
    would wait for it for ever, with the terminal's window long closed.
    """

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def write(self, text: str) -> int:
        """Write, or drop it."""
        with suppress(OSError):
            self._file.write(text)
        return len(text)

    def flush(self) -> None:
        """Flush what can be."""
        with suppress(OSError):
            self._file.flush()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


@contextmanager
def lasting_terminal() -> Iterator[None]:
    """Let Textual, which draws on `sys.__stderr__`, draw on a file that outlives the terminal."""
    before = sys.__stderr__
    if before is not None:
        setattr(sys, "__stderr__", Lasting(before))  # noqa: B010 - a constant for the type checker
    try:
        yield
    finally:
        setattr(sys, "__stderr__", before)  # noqa: B010
