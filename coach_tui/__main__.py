"""The console script: `coach-tui`, or `python -m coach_tui`."""

import gc
import os
import signal
import sys


def _hear_ctrl_c() -> None:
    """Let Ctrl-C end a program that owns the terminal, however it was started.

    A shell without job control starts `command &` with SIGINT ignored, so that Ctrl-C, which goes
    to everything at the terminal, ends only what is in front; whatever that job starts inherits it,
    and Python leaves an ignored SIGINT alone. Such a job has no terminal as its input, nor has one
    of cron's: for them it stays ignored, as their starter wished, and so does SIGHUP below nohup.
    Who reads from the terminal and is in its foreground is the one that Ctrl-C is pressed for.
    """
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN or sys.stdin is None:
        return
    try:
        in_front = os.tcgetpgrp(sys.stdin.fileno()) == os.getpgrp()
    except (AttributeError, OSError, ValueError):  # no such thing here, or no terminal
        return
    if in_front:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def main() -> int:
    """Run the command line; the exit code: 0 done, 1 refused or failed, 2 wrong use."""
    if sys.argv[1:] == ["--version"]:
        # Answered before anything is imported that takes time.
        from coach_tui import __version__

        print(f"coach-tui {__version__}")
        return 0
    # A command is over before it has made garbage worth looking for; the app turns this on again.
    gc.disable()
    _hear_ctrl_c()
    try:
        from coach_tui.cli.run import run

        return run(sys.argv[1:])
    except KeyboardInterrupt:  # while the first modules are read
        return 130
    finally:
        # What is left goes back to the system at once: Python need not look through it once more.
        gc.freeze()


if __name__ == "__main__":
    sys.exit(main())
