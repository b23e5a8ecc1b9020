"""A program in a terminal of 120 by 40, watched from outside: when its words could be read."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from tests.benchmarks.measure import ROOT, environment, now

COLUMNS, LINES = 120, 40
PATIENCE = 60.0
"""Seconds after which something that never comes on the screen is a failure."""
_CONTROL = re.compile(
    rb"\x1b\[[0-?]*[ -/]*[@-~]|\x1b[\]P^_X][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[ -/]*[0-~]|[\x00-\x1f]"
)
_ASKED = re.compile(rb"\x1b\[\?(\d+)\$p")


def plain(data: bytes) -> str:
    """What is written, without what moves and colours it."""
    return _CONTROL.sub(b"", data).decode("utf-8", "replace")


class Terminal:
    """A process on a pseudo-terminal; `with` ends it."""

    def __init__(self, argv: Sequence[str], home: Path | None = None) -> None:
        self._master, slave = pty.openpty()
        size = struct.pack("HHHH", LINES, COLUMNS, COLUMNS * 10, LINES * 20)
        fcntl.ioctl(slave, termios.TIOCSWINSZ, size)
        self.chunks: list[tuple[float, bytes]] = []
        """What came, each with the time when it came."""
        self.start = now()
        self._process = subprocess.Popen(
            argv, cwd=ROOT, env=environment(home), start_new_session=True,
            stdin=slave, stdout=slave, stderr=slave,
        )  # fmt: skip
        os.close(slave)

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(self, *exc: object) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        os.close(self._master)

    def read(self, wait: float) -> bool:
        """Take what comes within so many seconds; whether anything did."""
        if not select.select([self._master], [], [], max(0.0, wait))[0]:
            return False
        try:
            data = os.read(self._master, 1 << 16)
        except OSError:
            data = b""
        if not data:
            raise RuntimeError(f"The program ended: {plain(self._tail())[-400:]}")
        self.chunks.append((now(), data))
        for mode in _ASKED.findall(data):
            answer = b"2" if mode == b"2026" else b"0"
            os.write(self._master, b"\x1b[?" + mode + b";" + answer + b"$y")
        return True

    def _tail(self, since: int = 0) -> bytes:
        return b"".join(data for _, data in self.chunks[since:])

    def until(self, *words: str, since: int = 0) -> float:
        """The time when all words had been written, in what came from chunk `since` on."""
        seen = b""
        at = since
        deadline = now() + PATIENCE
        while True:
            while at < len(self.chunks):
                stamp, data = self.chunks[at]
                seen, at = seen + data, at + 1
                if all(word in plain(seen) for word in words):
                    return stamp
            if now() > deadline:
                raise RuntimeError(f"{words} never came: {plain(seen)[-2000:]}")
            self.read(0.05)

    def quiet(self, silence: float = 0.3) -> float:
        """The time of the last output before a silence of so many seconds."""
        while self.read(silence):
            pass
        return self.chunks[-1][0]

    def press(self, keys: bytes) -> tuple[float, int]:
        """Send keys; when, and from which chunk on the answer comes."""
        since = len(self.chunks)
        stamp = now()
        os.write(self._master, keys)
        return stamp, since

    def peak(self) -> float:
        """The most memory the process ever had, in MB."""
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        found = re.search(r"VmHWM:\s+(\d+)", status)
        return int(found[1]) / 1024 if found else float("nan")
