"""A fault of the program in one sentence: a traceback could hold somebody's words."""

import os
from pathlib import PurePath
from traceback import extract_tb, format_exception


def in_words(error: BaseException) -> str:
    """Where it happened and what is safe; with `COACH_TUI_DEBUG` the traceback, without locals."""
    inner = getattr(error, "error", None)
    # A worker's failure only says that there was another one.
    error = inner if isinstance(inner, BaseException) else error
    if os.environ.get("COACH_TUI_DEBUG"):
        return "".join(format_exception(error)).rstrip()
    frames = extract_tb(error.__traceback__)
    place = f" in {PurePath(frames[-1].filename).name}, line {frames[-1].lineno}" if frames else ""
    return (
        f"Coach TUI has a fault and stopped: {type(error).__name__}{place}. What was kept stays "
        "kept, and what was being typed is a draft. COACH_TUI_DEBUG=1 shows more."
    )
