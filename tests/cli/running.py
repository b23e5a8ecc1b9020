"""The command line as people run it: real processes, each with a home of its own."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

TIMEOUT = 60


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
    """A home, and commands that run in it."""

    home: Path
    more: dict[str, str] = field(default_factory=dict)

    def env(self) -> dict[str, str]:
        """What a process sees; bytecode is kept, as in an installed program."""
        given = {k: v for k, v in os.environ.items() if not k.startswith(("COACH_TUI", "PYTHON"))}
        return given | {"COACH_TUI_HOME": str(self.home), "TERM": "xterm"} | self.more

    def run(self, *args: str, stdin: str | bytes = b"") -> Done:
        """Run a command, with whatever end."""
        done = subprocess.run(
            [sys.executable, "-m", "coach_tui", *args],
            input=stdin.encode() if isinstance(stdin, str) else stdin,
            capture_output=True,
            env=self.env(),
            timeout=TIMEOUT,
        )
        assert b"Traceback" not in done.stderr, done.stderr
        return Done(done.returncode, done.stdout.decode(), done.stderr.decode())

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
