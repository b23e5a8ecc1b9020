"""A small driver for the app in a pseudo-terminal: keys in, a screen of characters out.

Nothing here sleeps for a fixed time. Every wait is for a condition and has a deadline, which is
far away because the machine may be busy; a wait that fails shows the screen.
"""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any

import pyte

PATIENCE = 60.0
"""Seconds until a wait gives up. No test says how fast anything is."""
LAST_WORDS = 2.0
"""The same once the program has ended: nothing more can come then."""

FRAMES_ASKED, FRAMES_KNOWN = b"\x1b[?2026$p", b"\x1b[?2026;2$y"
FRAME_BEGINS, FRAME_ENDS = b"\x1b[?2026h", b"\x1b[?2026l"
"""A terminal that knows synchronised output says so when it is asked, and shows whole frames."""

_ALIASES = {"enter": "\r", "tab": "\t", "escape": "\x1b", "backspace": "\x7f"} | {
    name: f"\x1b[{letter}"
    for name, letter in zip(("up", "down", "right", "left"), "ABCD", strict=True)
}
_CONTROL = (
    "import fcntl, os, signal, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); "
    "signal.signal(signal.SIGINT, signal.SIG_DFL); "
    "os.execv(sys.argv[1], sys.argv[1:])"
)
"""Takes the pseudo-terminal as the controlling one, as a login does, and becomes the program.
Ctrl-C means there what it means after a login, however the tests were started."""


def key(name: str) -> str:
    """What a terminal sends for a key: `ctrl+j`, `enter`, `down`, or the character itself."""
    if name.startswith("ctrl+"):
        return chr(ord(name[-1].upper()) ^ 0x40)
    return _ALIASES.get(name, name)


class Terminal:
    """A program in a pseudo-terminal of its own, as its session's leader."""

    def __init__(self, *args: str, env: dict[str, str], size: tuple[int, int] = (80, 24)) -> None:
        columns, lines = size
        self._screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self._screen)
        self._changed = threading.Condition(threading.RLock())
        self.raw = b""
        """Everything that the program wrote, as it came."""
        self._waiting = b""
        self._over = False
        self._stop, self._stopper = os.pipe()
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self.before: list[Any] = termios.tcgetattr(slave)
        self.after: list[Any] = []
        self.process = subprocess.Popen(
            [sys.executable, "-S", "-E", "-c", _CONTROL, *args],
            stdin=slave, stdout=slave, stderr=slave, start_new_session=True,
            env=_environment(env),
        )  # fmt: skip
        # One end stays open here, so that the modes can still be read when the program is gone.
        self._slave = slave
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        while True:
            try:
                # Never blocked in a read: a terminal is only gone when nobody reads it.
                ready, _, _ = select.select([self._master, self._stop], [], [])
                data = b"" if self._stop in ready else os.read(self._master, 65536)
            except OSError:
                data = b""
            with self._changed:
                if data:
                    self.raw += data
                    self._paint(data)
                else:
                    self._over = True
                self._changed.notify_all()
            if not data:
                return

    def _paint(self, data: bytes) -> None:
        """Put on the screen what came, a frame as a whole: half of one is never looked at."""
        if FRAMES_ASKED in data:
            os.write(self._master, FRAMES_KNOWN)
        self._waiting += data
        begun, ended = (self._waiting.rfind(mark) for mark in (FRAME_BEGINS, FRAME_ENDS))
        ready = begun if begun > ended else len(self._waiting)
        shown, self._waiting = self._waiting[:ready], self._waiting[ready:]
        self._stream.feed(shown)

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()

    # -- looking -------------------------------------------------------------------------------

    @property
    def text(self) -> str:
        """The screen as it is now."""
        with self._changed:
            return self._shown()

    def _shown(self) -> str:
        return "\n".join(row.rstrip() for row in self._screen.display)

    def row(self, text: str) -> str:
        """The first row that holds a text."""
        return next((r for r in self.text.split("\n") if text in r), "")

    def wait_until(self, what: str, holds: Callable[[str], bool], timeout: float = PATIENCE) -> str:
        """Wait until something holds of the screen; the screen then."""
        deadline = time.monotonic() + timeout
        with self._changed:
            while not holds(shown := self._shown()):
                left = deadline - time.monotonic()
                if self.process.poll() is not None:
                    # What the program wrote last may still be on its way.
                    deadline = min(deadline, time.monotonic() + LAST_WORDS)
                if left <= 0 or self._over:
                    state = "open" if self.process.poll() is None else self.process.returncode
                    raise AssertionError(f"{what} did not come; program: {state}\n{_framed(shown)}")
                self._changed.wait(min(left, 0.5))
        return shown

    def wait_for(self, *texts: str, timeout: float = PATIENCE) -> str:
        """Wait until every one of some texts stands on the screen; the screen then."""
        return self.wait_until(repr(texts), lambda s: all(t in s for t in texts), timeout)

    def wait_gone(self, text: str, timeout: float = PATIENCE) -> str:
        """Wait until a text no longer stands on the screen; the screen then."""
        return self.wait_until(f"the end of {text!r}", lambda s: text not in s, timeout)

    def settle(self, seconds: float = 0.15) -> str:
        """Wait until nothing was written for a moment; the screen then."""
        with self._changed:
            while self._changed.wait(seconds):
                pass
            return self._shown()

    @property
    def at_cursor(self) -> str:
        """The row of the cursor: in it stands what is typed into a field that has the focus."""
        with self._changed:
            return str(self._screen.display[self._screen.cursor.y])

    @property
    def alternate(self) -> bool:
        """Whether the program shows the alternate screen, in place of the shell's lines."""
        with self._changed:
            return self.raw.rfind(b"\x1b[?1049h") > self.raw.rfind(b"\x1b[?1049l")

    # -- typing --------------------------------------------------------------------------------

    def press(self, *names: str) -> None:
        """Press keys, by their names."""
        self.write("".join(key(n) for n in names))

    def write(self, text: str) -> None:
        """Send characters as they are."""
        data = memoryview(text.encode())
        while data:
            data = data[os.write(self._master, data) :]

    # -- ending --------------------------------------------------------------------------------

    def resize(self, columns: int, lines: int) -> None:
        """Make the window larger or smaller, as a person does with the mouse."""
        with self._changed:
            self._screen.resize(lines, columns)
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def send(self, number: signal.Signals) -> None:
        """Send the program a signal."""
        self.process.send_signal(number)

    def ended(self, timeout: float = PATIENCE) -> int:
        """Wait for the program's end; its exit code, negative for a signal's number."""
        code = self.process.wait(timeout)
        self._drain()
        return code

    def _drain(self) -> None:
        """Read what is left: with our own end of the terminal closed its output comes to an end."""
        if self._slave >= 0:
            self.after = termios.tcgetattr(self._slave)
            os.close(self._slave)
            self._slave = -1
        self._reader.join(PATIENCE)

    def hang_up(self) -> None:
        """Close the terminal under the program, as a window that is closed does."""
        self._stop_reading()
        for end in ("_slave", "_master"):
            if getattr(self, end) >= 0:
                os.close(getattr(self, end))
                setattr(self, end, -1)

    def _stop_reading(self) -> None:
        if self._stopper >= 0:
            os.close(self._stopper)
            self._stopper = -1
        self._reader.join(PATIENCE)

    def close(self) -> None:
        """End the program if it still runs, and let go of everything."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(PATIENCE)
        self._drain()
        self._stop_reading()
        for end in ("_master", "_stop"):
            if getattr(self, end) >= 0:
                os.close(getattr(self, end))
                setattr(self, end, -1)

    @property
    def parting(self) -> str:
        """What stands in the terminal after the app has left it, without what acts on a screen."""
        left = self.raw.rpartition(b"\x1b[?1049l")[2].decode()
        plain = re.sub(r"\x1b(\[[0-9;?<>=$]*[a-zA-Z]|\][^\x07]*\x07|.)", "", left)
        return " ".join(plain.split())

    @property
    def restored(self) -> list[str]:
        """What the program left changed in the terminal; empty when all is as before."""
        left = [] if self.after == self.before else ["the line discipline"]
        modes = {"the alternate screen": b"1049", "mouse reports": b"1000", "pasting": b"2004"}
        for what, mode in modes.items():
            if self.raw.rfind(b"\x1b[?%sh" % mode) > self.raw.rfind(b"\x1b[?%sl" % mode):
                left.append(what)
        if self.raw.rfind(b"\x1b[?25l") > self.raw.rfind(b"\x1b[?25h"):
            left.append("a hidden cursor")
        return left


def _environment(env: dict[str, str]) -> dict[str, str]:
    """A terminal's own: the size of the tests' window is not handed on, another `TERM` is."""
    given = {k: v for k, v in env.items() if k not in ("COLUMNS", "LINES")}
    term = given.get("TERM", "xterm")
    return given | {"COLORTERM": "truecolor", "TERM": "xterm-256color" if term == "xterm" else term}


def _framed(shown: str) -> str:
    return "\n".join(f"  |{row}" for row in shown.split("\n"))
