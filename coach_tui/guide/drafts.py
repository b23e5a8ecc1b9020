"""What is being typed: kept on this device, offered again, never sent by itself."""

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from threading import Lock

import msgspec

from coach_tui.disk import private_dir, replace

GIVEN = ":given"
"""The part under which parts of one reply stand together; no deck can name one so."""

Values = dict[str, str | int | float]


class Draft(msgspec.Struct, frozen=True):
    """A text that was not sent yet, and where it belongs."""

    session: str
    prompt: str
    part: str
    text: str


class Drafts:
    """The drafts of one engagement on this device. `OSError` when they cannot be written."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def _path(self, session: str, prompt: str, part: str) -> Path:
        # Prompt ids come from decks, so they never become part of a path.
        name = hashlib.blake2b("\0".join((session, prompt, part)).encode(), digest_size=10)
        return self._directory / f"{name.hexdigest()}.json"

    def keep(self, draft: Draft) -> None:
        """Keep a draft in place of the one before; an empty text removes it."""
        path = self._path(draft.session, draft.prompt, draft.part)
        if draft.text:
            private_dir(self._directory)
            replace(path, msgspec.json.encode(draft))
        else:
            path.unlink(missing_ok=True)

    def find(self, session: str, prompt: str, part: str) -> str:
        """The text that was being typed there; empty when nothing was."""
        with suppress(OSError, msgspec.MsgspecError, UnicodeDecodeError):
            data = self._path(session, prompt, part).read_bytes()
            return msgspec.json.decode(data, type=Draft).text
        return ""

    def keep_values(self, about: str, kind: str, values: Mapping[str, str | int | float]) -> None:
        """Keep what was said so far of what is given blind as a whole; nothing removes it."""
        text = msgspec.json.encode(values).decode() if values else ""
        self.keep(Draft(about, kind, GIVEN, text))

    def values(self, about: str, kind: str) -> Values:
        """What was said so far for an experiment or a session, by item."""
        with suppress(msgspec.MsgspecError):
            return msgspec.json.decode(self.find(about, kind, GIVEN) or "{}", type=Values)
        return {}


class Latest:
    """The draft of one place: any thread may write it down, and the newest `text` stays."""

    def __init__(self, drafts: Drafts, place: str) -> None:
        self._drafts, self._place = drafts, place
        self._lock = Lock()
        self.text = ""

    def find(self) -> str:
        """What was being typed there."""
        return self._drafts.find("", self._place, "")

    def write(self) -> None:
        """Put it on the disk."""
        with self._lock, suppress(OSError):
            self._drafts.keep(Draft("", self._place, "", self.text))


class Typed(msgspec.Struct, frozen=True):
    """What was typed into a field of a form, and the stamps of what was shown there before."""

    text: str
    over: list[str] = []


def packed(fields: dict[str, Typed]) -> str:
    """What was typed into a form as the text of one draft; empty when nothing was."""
    return msgspec.json.encode(fields).decode() if fields else ""


def unpacked(text: str) -> dict[str, Typed]:
    """The same back; nothing when it cannot be read."""
    with suppress(msgspec.MsgspecError, UnicodeError):
        return msgspec.json.decode(text or "{}", type=dict[str, Typed])
    return {}
