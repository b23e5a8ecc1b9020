"""Terminal output that survives a closed terminal: writes are then dropped, so the app can exit."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, TextIO


class Lasting:
    """A text file whose `write` and `flush` ignore `OSError`.

    Textual's writer thread dies of the first error; its queue holds thirty writes, after which the
    app would block for ever although the terminal is gone.
    """

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def write(self, text: str) -> int:
        """Write the text, or drop it when the terminal is gone."""
        with suppress(OSError):
            self._file.write(text)
        return len(text)

    def flush(self) -> None:
        """Flush, unless the terminal is gone."""
        with suppress(OSError):
            self._file.flush()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


@contextmanager
def lasting_terminal() -> Iterator[None]:
    """Replace `sys.__stderr__`, on which Textual draws, by a `Lasting` file in this context."""
    before = sys.__stderr__
    if before is not None:
        setattr(sys, "__stderr__", Lasting(before))  # noqa: B010 - a constant for the type checker
    try:
        yield
    finally:
        setattr(sys, "__stderr__", before)  # noqa: B010
