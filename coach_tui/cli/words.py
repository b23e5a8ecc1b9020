"""Get a text from the command line, a file, standard input or the person at the terminal."""

import os
import sys
from contextlib import suppress
from pathlib import Path

from coach_tui.cli.misuse import Misuse
from coach_tui.cli.output import path_text, say
from coach_tui.records.refusal import Refused
from coach_tui.records.text import FIELD_LIMIT

_MARK = b"\xef\xbb\xbf"
"""The UTF-8 byte-order mark."""


def asked_text(given: str | None, file: str | None, heading: str) -> str:
    """A long text: as given, from the file, from standard input for `-`, else asked for on the
    terminal below a heading. Never empty; `Refused` or `Misuse` when there is none.
    """
    if given is not None and file is not None:
        raise Misuse("A text comes from the command or from --file, not from both.")
    if file is not None:
        text = from_file(file)
    elif given == "-":
        text = _decoded(sys.stdin.buffer.read(FIELD_LIMIT * 2), "Standard input")
    elif given is not None:
        text = given
    else:
        text = asked(heading)
    if not text.strip():
        raise Refused("There is no text. Nothing was saved.")
    return text


def line_of(given: str | None, heading: str, option: str) -> str:
    """A short text: as given, else asked for on the terminal. `Misuse` without one."""
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise Misuse(f"{heading} is missing. Give it with {option}.")
    say(f"{heading}:")
    try:
        return input().strip()
    except EOFError:
        raise Refused(f"{heading} is missing. Nothing was done.") from None


def asked(heading: str) -> str:
    """Lines typed at the terminal, up to an empty line or Ctrl-D. `Misuse` without a terminal."""
    if not sys.stdin.isatty():
        raise Misuse(
            "There is no text. Give it in the command, with --file PATH, or as - from standard "
            "input."
        )
    _without_limit()
    say(f"{heading}\nWrite; an empty line or Ctrl-D ends it.")
    lines: list[str] = []
    with suppress(EOFError):
        while text := input():
            lines.append(text)
    return "\n".join(lines)


def _without_limit() -> None:
    # A terminal in canonical mode silently cuts a line at 4,096 bytes; readline does not.
    with suppress(ImportError):
        import readline  # noqa: F401


def from_file(name: str) -> str:
    """The text of a file; `Refused` when it is missing, too long or not UTF-8 text."""
    path, shown = Path(name), path_text(name)
    try:
        with path.open("rb") as file:
            data = file.read(FIELD_LIMIT * 2)
    except OSError as error:
        raise Refused(f"{shown}: {error.strerror}. Nothing was saved.") from None
    except ValueError:
        raise Refused("That is no name of a file. Nothing was saved.") from None
    return _decoded(data, shown)


def _decoded(data: bytes, where: str) -> str:
    data = data.removeprefix(_MARK)
    if len(data) > FIELD_LIMIT + 2:
        raise Refused(
            f"{where} is longer than 64 KiB. Nothing was saved; put it into several records."
        )
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused(f"{where} is not UTF-8 text. Nothing was saved.") from None
    if "\0" in text:
        raise Refused(f"{where} is not a text. Nothing was saved.")
    return text.rstrip("\r\n")


def folder_of(text: str) -> Path:
    """The path of a folder; `Refused` when it is not UTF-8, as it is stored as text."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise Refused(
            f"{path_text(text)}: the name of this folder is not UTF-8. Nothing was changed; "
            "choose another folder, or rename it."
        ) from None
    return Path(text)


def has_screen() -> bool:
    """Whether the app can be shown: input and output are a terminal that is not `dumb`."""
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
