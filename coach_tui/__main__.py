"""The entry point of the program: `coach-tui`, or `python -m coach_tui`."""

import gc
import os
import signal
import sys


def _hear_ctrl_c() -> None:
    """Restore the default SIGINT handler when this process is in the foreground of its terminal.

    A shell without job control starts `command &` with SIGINT ignored. Child processes inherit
    that, and Python leaves an ignored SIGINT alone, so Ctrl-C would not end them. A process that
    reads from a terminal and belongs to its foreground process group is the one that Ctrl-C is
    meant for: only there is the handler restored. Background jobs, cron jobs and `nohup` (SIGHUP)
    keep what they inherited.
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
    """Run the command line and return the exit code: 0 done, 1 refused or failed, 2 wrong usage,
    130 interrupted by Ctrl-C.
    """
    if sys.argv[1:] == ["--version"]:
        # Answered before anything is imported that takes time.
        from coach_tui import __version__

        print(f"coach-tui {__version__}")
        return 0
    # A command ends before garbage collection pays off; the app turns it on again.
    gc.disable()
    _hear_ctrl_c()
    try:
        from coach_tui.cli.run import run

        return run(sys.argv[1:])
    except KeyboardInterrupt:  # Ctrl-C while modules are imported
        return 130
    finally:
        # Exempts all objects from the final garbage collection: the process ends faster.
        gc.freeze()


if __name__ == "__main__":
    sys.exit(main())
