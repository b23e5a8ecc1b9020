"""The settings of this person on this device: one small JSON file, never shared."""

import os
from pathlib import Path

import msgspec

from coach_tui.disk import private_dir, replace
from coach_tui.newer import DAMAGED, refuse_newer, with_unknown
from coach_tui.records.refusal import Refused


class Settings(msgspec.Struct, frozen=True, omit_defaults=True):
    """All settings with their defaults."""

    decks: str = ""
    """The directory of this person's own decks; empty: `decks` in this device's home."""
    craft_hints: bool = True
    """Whether hints on the wording appear while a coach types a question of their own."""
    plain: bool = False
    """Whether charts are drawn in ASCII: `*`, `-`, `+`."""


def read(path: Path) -> Settings:
    """Read the settings; a missing or damaged file gives the defaults."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Settings)
    except (OSError, *DAMAGED):
        return Settings()


def _set_aside(path: Path) -> None:
    """Rename a settings file whose content cannot be read to a free name beside it, so that it is
    not lost. `OSError` when it is no file, or may not be read.
    """
    try:
        msgspec.json.decode(path.read_bytes(), type=Settings)
    except FileNotFoundError:
        return
    except DAMAGED:
        path.rename(path.with_name(f"{path.name}.broken-{os.urandom(4).hex()}"))


def keep(path: Path, settings: Settings) -> None:
    """Write the settings atomically. `Refused` when they cannot be written."""
    try:
        refuse_newer(path.parent)
        private_dir(path.parent)
        _set_aside(path)
        replace(path, msgspec.json.encode(with_unknown(path, settings)))
    except OSError as error:
        raise Refused(
            f"The setting could not be kept: {error.strerror}. It is as before."
        ) from None
