"""Errors as one sentence, without a traceback, which could contain somebody's words."""

import errno
import os
from pathlib import PurePath
from traceback import extract_tb, format_exception

from coach_tui.records.text import line

UNWRITABLE = (errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""Error numbers of a place that exists but cannot be written to."""
ADVICE = (
    " What was kept before stays kept; make room there or give it its rights back, then try again."
)


def crash_in_words(error: BaseException) -> str:
    """Say where an unexpected error happened and that saved work is safe. With `COACH_TUI_DEBUG`
    set: the traceback, without local variables.
    """
    inner = getattr(error, "error", None)
    # Textual's WorkerFailed wraps the actual exception in its `error`.
    error = inner if isinstance(inner, BaseException) else error
    if os.environ.get("COACH_TUI_DEBUG"):
        return "".join(format_exception(error)).rstrip()
    frames = extract_tb(error.__traceback__)
    place = f" in {PurePath(frames[-1].filename).name}, line {frames[-1].lineno}" if frames else ""
    return (
        f"Coach TUI has a fault and stopped: {type(error).__name__}{place}. What was kept stays "
        "kept, and what was being typed is a draft. COACH_TUI_DEBUG=1 shows more."
    )


def sentence(error: Exception) -> str:
    """An expected error for the user: the message of a `Refused`, or an `OSError` with its file
    name.
    """
    if not isinstance(error, OSError):
        return str(error)
    why = error.strerror or type(error).__name__
    where = "The system refused"
    if isinstance(error.filename, str | bytes | os.PathLike):
        where = line(os.fsdecode(error.filename))
    return f"{where}: {why}.{ADVICE if error.errno in UNWRITABLE else ''}"
