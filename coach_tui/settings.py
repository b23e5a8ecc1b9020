"""What this person chose on this device: one small file, of no worth to anybody else."""

import os
from pathlib import Path

import msgspec

from coach_tui.disk import private_dir, replace
from coach_tui.newer import with_unknown
from coach_tui.records.refusal import Refused


class Settings(msgspec.Struct, frozen=True, omit_defaults=True):
    """Every choice with what holds until something else is chosen."""

    decks: str = ""
    """The folder of one's own decks; empty: beside the other data of this device."""
    craft_hints: bool = True
    """Whether a coach's own question gets a hint while it is typed (P2)."""
    plain: bool = False
    """Whether pictures are drawn with plain characters: `*`, `-`, `+`."""


def read(path: Path) -> Settings:
    """The choices in a file; a file that is missing or damaged says nothing, and nothing is lost
    by that but the choices themselves.
    """
    try:
        return msgspec.json.decode(path.read_bytes(), type=Settings)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return Settings()


def _set_aside(path: Path) -> None:
    """Put a file that cannot be read out of the way, under a name beside it that is free."""
    try:
        msgspec.json.decode(path.read_bytes(), type=Settings)
    except FileNotFoundError:
        return
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        path.rename(path.with_name(f"{path.name}.broken-{os.urandom(4).hex()}"))


def keep(path: Path, settings: Settings) -> None:
    """Write the choices, all or nothing. `Refused` when they cannot be written."""
    try:
        private_dir(path.parent)
        _set_aside(path)
        replace(path, msgspec.json.encode(with_unknown(path, settings)))
    except OSError as error:
        raise Refused(
            f"The setting could not be kept: {error.strerror}. It is as before."
        ) from None
