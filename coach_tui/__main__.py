"""The console script: `coach-tui`, or `python -m coach_tui`."""

import gc
import sys


def main() -> int:
    """Run the command line; the exit code: 0 done, 1 refused or failed, 2 wrong use."""
    if sys.argv[1:] == ["--version"]:
        # Answered before anything is imported that takes time.
        from coach_tui import __version__

        print(f"coach-tui {__version__}")
        return 0
    # A command is over before it has made garbage worth looking for; the app turns this on again.
    gc.disable()
    try:
        from coach_tui.cli.run import run

        return run(sys.argv[1:])
    except KeyboardInterrupt:  # while the first modules are read
        return 130


if __name__ == "__main__":
    sys.exit(main())
