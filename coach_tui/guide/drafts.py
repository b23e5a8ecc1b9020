"""Drafts: text being typed, one file each on this device, offered again after a restart.

Drafts are never published. Nothing here records or sends them.
"""

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from threading import Lock

import msgspec

from coach_tui.disk import private_dir, replace

GIVEN = ":given"
"""Reserved part name under which all values of one blind reply are stored as one draft. No deck can
use it, because names in decks have no colon.
"""

Values = dict[str, str | int | float]


class Draft(msgspec.Struct, frozen=True):
    """A text not recorded yet, with its session id, prompt id and part name (empty: whole
    reply).
    """

    session: str
    prompt: str
    part: str
    text: str


class Drafts:
    """The drafts of one engagement on this device. Writing raises `OSError`; reading never does."""

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
        """The stored text; empty when there is none or it cannot be read."""
        with suppress(OSError, msgspec.MsgspecError, UnicodeDecodeError):
            data = self._path(session, prompt, part).read_bytes()
            return msgspec.json.decode(data, type=Draft).text
        return ""

    def keep_values(self, about: str, kind: str, values: Mapping[str, str | int | float]) -> None:
        """Store the values of a blind reply so far, as one draft; an empty mapping removes it."""
        text = msgspec.json.encode(values).decode() if values else ""
        self.keep(Draft(about, kind, GIVEN, text))

    def values(self, about: str, kind: str) -> Values:
        """The values stored by `keep_values`, by part name; empty when there are none."""
        with suppress(msgspec.MsgspecError):
            return msgspec.json.decode(self.find(about, kind, GIVEN) or "{}", type=Values)
        return {}


class Latest:
    """The draft of one input outside a session. The screen sets `text`; any thread may call
    `write`, and the newest `text` wins.
    """

    def __init__(self, drafts: Drafts, place: str) -> None:
        self._drafts, self._place = drafts, place
        self._lock = Lock()
        self.text = ""

    def find(self) -> str:
        """The text stored on disk; empty when there is none."""
        return self._drafts.find("", self._place, "")

    def write(self) -> str:
        """Write `text` to disk. Returns the system's reason when that fails; empty when it was
        written, or there is nothing to write.
        """
        with self._lock:
            try:
                self._drafts.keep(Draft("", self._place, "", self.text))
            except OSError as error:
                return (error.strerror or type(error).__name__) if self.text else ""
        return ""


class Typed(msgspec.Struct, frozen=True):
    """Text typed into a form field; `over` has the stamps of the values shown before
    (conflicts).
    """

    text: str
    over: list[str] = []


def packed(fields: dict[str, Typed]) -> str:
    """Encode the typed fields of a form as the text of one draft; empty when there are none."""
    return msgspec.json.encode(fields).decode() if fields else ""


def unpacked(text: str) -> dict[str, Typed]:
    """Decode what `packed` encoded; an empty dict when the text is empty or cannot be read."""
    with suppress(msgspec.MsgspecError, UnicodeError):
        return msgspec.json.decode(text or "{}", type=dict[str, Typed])
    return {}
