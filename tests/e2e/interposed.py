"""Runs the command with a log of its calls to the system, and a kill at one of them.

For machines without strace: `python -m tests.e2e.interposed LOG NAME:COUNT|- ARGS…`. The lines
look like strace's, so that the same tests read them.
"""

import fcntl
import os
import signal
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

CALLS = {
    "openat": (os, "open"), "write": (os, "write"), "fsync": (os, "fsync"),
    "ftruncate": (os, "ftruncate"), "lseek": (os, "lseek"), "close": (os, "close"),
    "rename": (os, "replace"), "unlink": (os, "unlink"), "mkdir": (os, "mkdir"),
    "flock": (fcntl, "flock"),
}  # fmt: skip


def _about(args: tuple[Any, ...], places: dict[int, str]) -> str:
    if args and isinstance(args[0], int):
        return f"{args[0]}<{places.get(args[0], '')}>"
    return ", ".join(f'"{os.fspath(a)}"' for a in args if isinstance(a, str | os.PathLike))


def interpose(log: Path, name: str, at: int) -> None:
    """Count every call; kill this process instead of doing the call `at` of that name."""
    counts: Counter[str] = Counter()
    places: dict[int, str] = {}
    write_line = log.open("w", buffering=1).write

    def wrapped(call: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def doing(*args: Any, **more: Any) -> Any:
            counts[call] += 1
            about = _about(args, places)
            if call == name and counts[call] == at:
                os.kill(os.getpid(), signal.SIGKILL)
            result = real(*args, **more)
            if call == "openat":
                places[result] = os.fspath(args[0])
                mode = "O_RDONLY" if args[1] & 3 == os.O_RDONLY else "O_RDWR"
                about = f"{about}, {mode}) = {result}<{places[result]}>"
            write_line(f"1 {call}({about}\n")
            return result

        return doing

    for call, (module, attribute) in CALLS.items():
        setattr(module, attribute, wrapped(call, getattr(module, attribute)))


def main() -> int:
    """Do the command under watch; its exit code."""
    log, wanted, *command = sys.argv[1:]
    name, _, count = wanted.partition(":")
    sys.argv = ["coach-tui", *command]
    interpose(Path(log), name, int(count or 0))
    from coach_tui.__main__ import main as run

    return run()


if __name__ == "__main__":
    sys.exit(main())
