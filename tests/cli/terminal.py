"""A command at a terminal, answered line by line."""

import signal
import sys
from functools import partial
from typing import Any

import pexpect

from tests.cli.running import TIMEOUT, Device


def start(device: Device, *args: str, ctrl_c: Any = signal.SIG_DFL) -> "pexpect.spawn[str]":
    """A command at a terminal; what it inherits for Ctrl-C does not hang on how the tests began."""
    return pexpect.spawn(
        sys.executable, ["-m", "coach_tui", *args], env=device.env() | {"TERM": "dumb"},
        encoding="utf-8", timeout=TIMEOUT, dimensions=(24, 80),
        preexec_fn=partial(signal.signal, signal.SIGINT, ctrl_c),
    )  # fmt: skip


def end(child: "pexpect.spawn[str]") -> int | None:
    """Wait for its end; its exit code."""
    child.expect(pexpect.EOF)
    child.close()
    code: int | None = child.exitstatus
    return code
