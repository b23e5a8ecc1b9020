"""The command line as people run it: processes of their own, each with a home of its own."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.cli import forked

TIMEOUT = 60
AT_START = ("PYTHON", "LC_", "LANG")
"""What Python reads of its environment only when it starts."""


@dataclass
class Done:
    """What a command left: exit code, data, narration."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The data, read by a machine."""
        return json.loads(self.out)

    @property
    def word(self) -> str:
        """The one word that was printed, such as an id."""
        (found,) = self.out.split()
        return found


@dataclass
class Device:
    """A home, and commands that run in it, each in a process of its own. With `fresh` it starts
    Python, as a shell does, which takes several times as long; else see `forked.py`.
    """

    home: Path
    more: dict[str, str] = field(default_factory=dict)
    fresh: bool = False

    def env(self) -> dict[str, str]:
        """What a process sees; bytecode is kept, as in an installed program."""
        given = {k: v for k, v in os.environ.items() if not k.startswith(("COACH_TUI", "PYTHON"))}
        return given | {"COACH_TUI_HOME": str(self.home), "TERM": "xterm"} | self.more

    def run(self, *args: str, stdin: str | bytes = b"") -> Done:
        """Run a command, with whatever end."""
        given = stdin.encode() if isinstance(stdin, str) else stdin
        fresh = self.fresh or any(k.startswith(AT_START) for k in self.more)
        start = self._started if fresh else self._forked
        code, out, err = start(args, given)
        assert b"Traceback" not in err, err
        return Done(code, out.decode(), err.decode())

    def _forked(self, args: tuple[str, ...], stdin: bytes) -> tuple[int, bytes, bytes]:
        return forked.run(args, self.env(), stdin, TIMEOUT)

    def _started(self, args: tuple[str, ...], stdin: bytes) -> tuple[int, bytes, bytes]:
        done = subprocess.run(
            [sys.executable, "-m", "coach_tui", *args],
            input=stdin, capture_output=True, env=self.env(), timeout=TIMEOUT,
        )  # fmt: skip
        return done.returncode, done.stdout, done.stderr

    def __call__(self, *args: str, stdin: str | bytes = b"") -> Done:
        """Run a command that has to succeed."""
        done = self.run(*args, stdin=stdin)
        assert done.code == 0, done
        return done

    def refused(self, *args: str, code: int = 1, stdin: str | bytes = b"") -> str:
        """Run a command that has to fail without data; what it said."""
        done = self.run(*args, stdin=stdin)
        assert done.code == code, done
        assert not done.out, done
        assert done.err.strip(), done
        return done.err.strip()
