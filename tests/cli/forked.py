"""Commands in processes of their own that need not start Python anew.

Starting Python and importing takes ten times as long as what most commands do. So one process for
each worker imports the program once and is forked for each command: what the command does, its
streams, its environment and its end are its own. `Device(fresh=True)` starts Python each time.
"""

import atexit
import gc
import json
import os
import pkgutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryFile
from typing import NoReturn

import coach_tui
from coach_tui.decks import library

ROOT = Path(__file__).parents[2]
SCREENS = "coach_tui.tui"
LAZY = ("argparse", "difflib", "markdown_it", "nacl.bindings", "platformdirs", "tinydb")
"""Libraries that the program imports only where it needs them."""


# -- in the tests ----------------------------------------------------------------------------------


def run(
    args: tuple[str, ...], env: Mapping[str, str], stdin: bytes, timeout: float
) -> tuple[int, bytes, bytes]:
    """Exit code, output and errors of one command; TimeoutError after so many seconds."""
    given = json.dumps({"args": args, "env": dict(env), "cwd": str(Path.cwd())}).encode()
    with (
        TemporaryFile() as asked,
        TemporaryFile() as into,
        TemporaryFile() as out,
        TemporaryFile() as err,
    ):
        for file, data in ((asked, given), (into, stdin)):
            file.write(data)
            file.seek(0)
        code = _parent().fork([f.fileno() for f in (asked, into, out, err)], timeout)
        for file in (out, err):
            file.seek(0)
        return code, out.read(), err.read()


class _Parent:
    """The process that is forked, and the line to it."""

    def __init__(self, env: Mapping[str, str]) -> None:
        self._line, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", __name__, str(theirs.fileno())],
                cwd=ROOT, env=env, pass_fds=[theirs.fileno()], start_new_session=True,
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            )  # fmt: skip

    def fork(self, files: list[int], timeout: float) -> int:
        """Have a command done with these files; its exit code."""
        self._line.settimeout(timeout)
        socket.send_fds(self._line, [b"!"], files)
        try:
            said = self._line.recv(16)
        except TimeoutError:
            self.close()
            raise
        return int(said)

    def close(self) -> None:
        """End it, and a command that still runs; the next one gets a new parent."""
        _parent.cache_clear()
        self._line.close()
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()


@cache
def _parent() -> _Parent:
    made = _Parent({k: v for k, v in os.environ.items() if not k.startswith("PYTHON")})
    atexit.register(made.close)
    return made


# -- in the process that is forked -----------------------------------------------------------------


def _load() -> None:
    """Import what any command may need, except for the screens, and read the shipped decks."""
    for name in LAZY:
        import_module(name)
    for module in pkgutil.walk_packages(coach_tui.__path__, "coach_tui."):
        if not module.name.startswith((SCREENS, "coach_tui.demo")):
            import_module(module.name)
    for name in library.ids():
        library.load(name)
    # What is here stays as it is: looking through it again would copy it in every child.
    gc.collect()
    gc.freeze()


def _serve(line: socket.socket) -> None:
    """Fork for each command until the tests are over."""
    while True:
        asked, files, _, _ = socket.recv_fds(line, 1, 4)
        if not asked:
            return
        child = os.fork()
        if child == 0:
            line.close()
            _end(_command(*files))
        for file in files:
            os.close(file)
        _, status = os.waitpid(child, 0)
        line.send(str(os.waitstatus_to_exitcode(status)).encode())


def _end(code: int) -> NoReturn:
    """Leave without taking the interpreter apart, which would copy most of the parent's memory."""
    if threading.active_count() > 1:
        sys.exit(code)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _command(asked: int, *streams: int) -> int:
    """Become the command: everything that a new process would have been given."""
    with open(asked, "rb") as file:
        given = json.load(file)
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    os.environ.clear()
    os.environ.update(given["env"])
    time.tzset()
    os.chdir(given["cwd"])
    sys.argv[1:] = given["args"]
    from coach_tui.__main__ import main

    return main()


if __name__ == "__main__":
    _load()
    _serve(socket.socket(fileno=int(sys.argv[1])))
