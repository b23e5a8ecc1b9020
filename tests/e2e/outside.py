"""A place of the file system that fails or hangs, as one says: a dead mount, a full disk.

Within a process by `failing(place, says)`; for a program in a terminal by
`python -m tests.e2e.outside CONTROL PLACE ARGS…`, where the file CONTROL says what happens. What it
says is asked at every call to the system that touches the place:

- nothing: the call is done;
- `ENOTCONN` or another name of `errno`: the call fails so; `write ENOSPC`: only calls that write;
- `hold`: the call waits until it is said otherwise. CONTROL.log tells when a call begins to wait
  and when it goes on;
- `slow 4`: the call takes four seconds.
"""

import errno
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

READS = ("stat", "lstat", "scandir", "listdir", "access", "open", "readlink")
WRITES = ("mkdir", "rename", "replace", "unlink", "link", "truncate")
ON_OPEN = ("write", "fsync", "ftruncate", "read", "fstat")
TURN = 0.01
"""Seconds between two looks whether a call that is held may go on."""


class _Place:
    def __init__(self, place: Path, says: Callable[[], str], log: Callable[[str], object]) -> None:
        self._place = os.fspath(place)
        self._says, self._log = says, log
        self.real_stat = os.stat
        self._inside: set[int] = set()
        """Open files within the place."""

    def about(self, what: Any) -> bool:
        if isinstance(what, int):
            return what in self._inside
        try:
            text = os.fsdecode(what)
        except TypeError:
            return False
        return text == self._place or text.startswith(self._place + os.sep)

    def meet(self, call: str, writes: bool) -> None:
        said = self._says()
        if said.startswith("slow "):
            time.sleep(float(said.removeprefix("slow ")))
            return
        if said == "hold":
            self._log(f"waits {call}\n")
            while self._says() == "hold":
                time.sleep(TURN)
            self._log(f"goes on {call}\n")
            said = self._says()
        only_writes, _, name = said.rpartition(" ")
        if name and (writes or not only_writes):
            number = getattr(errno, name)
            raise OSError(number, os.strerror(number))

    def wrapped(self, call: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def doing(*args: Any, **more: Any) -> Any:
            about = bool(args) and self.about(args[0])
            if about:
                creates = call == "open" and len(args) > 1 and bool(args[1] & os.O_CREAT)
                self.meet(call, creates or call in WRITES or call in ("write", "ftruncate"))
            result = real(*args, **more)
            if call == "open" and about:
                self._inside.add(result)
            return result

        return doing

    def closing(self, real: Callable[[int], None]) -> Callable[[int], None]:
        def doing(fd: int) -> None:
            self._inside.discard(fd)
            real(fd)

        return doing


def interpose(
    place: Path, says: Callable[[], str], log: Callable[[str], object] = len
) -> Callable[[], None]:
    """Put it in the way of every call that touches the place; what takes it away again."""
    here = _Place(place, says, log)
    real = {call: getattr(os, call) for call in (*READS, *WRITES, *ON_OPEN, "close")}
    for call, does in real.items():
        setattr(os, call, here.closing(does) if call == "close" else here.wrapped(call, does))

    def away() -> None:
        for call, does in real.items():
            setattr(os, call, does)

    return away


@contextmanager
def failing(place: Path, says: Callable[[], str]) -> Iterator[None]:
    """The place within this process, for as long as it lasts."""
    away = interpose(place, says)
    try:
        yield
    finally:
        away()


def main() -> int:
    """Run the program with the place in its way; its exit code."""
    control, place, *command = sys.argv[1:]
    sys.argv = ["coach-tui", *command]
    log = os.open(f"{control}.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    write = os.write

    def says() -> str:
        with open(control) as file:  # noqa: PTH123 (pathlib is what is interposed)
            return file.read().strip()

    interpose(Path(place), says, lambda words: write(log, words.encode()))
    from coach_tui.__main__ import main as run

    return run()


if __name__ == "__main__":
    sys.exit(main())
