"""Runs the program so that rights count for it, whoever runs the tests.

`python -m tests.e2e.unprivileged ARGS…`: root may read and write whatever the rights of a file say,
because it has two capabilities; here they are given up for good before the program is started.
"""

import ctypes
import os
import sys

PR_CAPBSET_DROP = 24
CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 1, 2


def main() -> None:
    """Give up what makes root different, and become the program."""
    if os.geteuid() == 0:
        prctl = ctypes.CDLL(None, use_errno=True).prctl
        for capability in (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH):
            if prctl(PR_CAPBSET_DROP, capability, 0, 0, 0):
                sys.exit(f"prctl: {os.strerror(ctypes.get_errno())}")
    os.execv(sys.executable, [sys.executable, "-m", "coach_tui", *sys.argv[1:]])


if __name__ == "__main__":
    main()
