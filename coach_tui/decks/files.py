"""Read and write the user's own text files: lists to import, decks, handouts."""

import os
from pathlib import Path

from coach_tui import disk
from coach_tui.decks.model import MAX_BYTES, fits
from coach_tui.records.refusal import Refused

_MARK = b"\xef\xbb\xbf"

LIMIT = 4 * MAX_BYTES
"""Maximum bytes of a file to import; larger than a deck, as much of it may be no question."""


def path_of(name: str) -> Path:
    """The path that somebody typed, with `~` expanded."""
    try:
        return Path(name).expanduser()
    except RuntimeError:
        return Path(name)  # `~name` of an unknown user: reported when the file is not found


def read_text(path: Path) -> str:
    """The text of a file; `Refused` when it is missing, unreadable, too long or not UTF-8 text."""
    name = os.fsencode(path).decode("utf-8", "replace")
    try:
        if path.is_dir():
            raise Refused(f"{name} is a folder. Nothing was read; name the file in it.")
        if path.exists() and not path.is_file():
            raise Refused(f"{name} is not a file of text. Nothing was read.")
        with path.open("rb") as file:
            data = file.read(LIMIT + 1)
    except FileNotFoundError:
        raise Refused(f"There is no file {name}. Nothing was read; look at its name.") from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "the name is not one that a file can have"
        raise Refused(f"{name} could not be read: {why}. Nothing was changed.") from None
    if len(data) > LIMIT:
        raise Refused(
            f"{name} has more than {LIMIT // 1024} KiB. Nothing was read; split it first."
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise Refused(f"{name} is not a text in UTF-8. Nothing was read; save it as one first.")
    return text


def write_deck(path: Path, text: str) -> None:
    """Write a deck into a new file; `Refused` when it is too long, the file exists or writing
    fails.
    """
    fits(text)
    write_new(path, text)


def rewrite(path: Path, before: str, after: str) -> None:
    """Replace a file's text atomically, keeping its permissions. `Refused` when it no longer
    contains `before` or cannot be written.
    """
    name = os.fsencode(path).decode("utf-8", "replace")
    try:
        real = path.resolve()
        data = real.read_bytes()
        mark = _MARK if data.startswith(_MARK) else b""
        if data != mark + before.encode():
            raise Refused(f"{name} was saved by another program meanwhile. Nothing was changed.")
        mode = real.stat().st_mode & 0o777
        disk.replace(real, mark + after.encode(), mode=mode)
    except OSError as error:
        raise Refused(
            f"{name} could not be written: {error.strerror}. Nothing was changed."
        ) from None


def write_new(path: Path, text: str) -> None:
    """Write a text into a new file, atomically. `Refused` when the file exists or cannot be
    written; nothing partial stays behind.
    """
    name = os.fsencode(path).decode("utf-8", "replace")
    try:
        disk.create(path, text.encode("utf-8", "replace"))
    except FileExistsError:
        raise Refused(
            f"{name} is there already, and was left as it is. Choose another name."
        ) from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "the name is not one that a file can have"
        raise Refused(f"{name} could not be written: {why}. Nothing was changed.") from None
