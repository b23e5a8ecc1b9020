"""Drafts: text being typed, one file each on this device, offered again after a restart.

Drafts are never published. Nothing here records or sends them. What cannot be read as a draft is
renamed to a free name beside it, and a sentence says so.
"""

import hashlib
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from threading import Lock

import msgspec

from coach_tui.disk import private_dir, read_foreign, replace
from coach_tui.newer import DAMAGED, with_unknown
from coach_tui.records.text import line

GIVEN = ":given"
"""Reserved part name under which all values of one blind reply are stored as one draft. No deck can
use it, because names in decks have no colon.
"""

LIMIT = 4 * 1024 * 1024
"""Maximum size of a draft's file in bytes."""

Values = dict[str, str | int | float]


class Draft(msgspec.Struct, frozen=True):
    """A text not recorded yet, with its session id, prompt id and part name (empty: whole
    reply).
    """

    session: str
    prompt: str
    part: str
    text: str


class Typed(msgspec.Struct, frozen=True):
    """Text typed into a form field; `over` has the stamps of the values shown before
    (conflicts).
    """

    text: str
    over: list[str] = []


class Drafts:
    """The drafts of one engagement on this device. Writing raises `OSError`; reading never does.

    `say` is given a sentence, on the calling thread, when something was set aside.
    """

    def __init__(self, directory: Path, say: Callable[[str], object]) -> None:
        self._directory = directory
        self._say = say

    def check(self) -> None:
        """Set aside whatever is not a draft and stands in the way of one."""
        moved = []
        for path in self._in_the_way():
            with suppress(OSError):
                moved.append(_set_aside(path))
        if moved:
            more = f" and {len(moved) - 1} more beside it" if len(moved) > 1 else ""
            kept = f"{line(str(moved[0]))}{more}"
            self._say(f"What cannot be read as a draft was set aside and is kept: {kept}.")

    def _in_the_way(self) -> list[Path]:
        with suppress(OSError):
            for place in (self._directory.parent, self._directory):
                if os.path.lexists(place) and not place.is_dir():
                    return [place]
            return [p for p in sorted(self._directory.glob("*.json")) if self._damaged(p)]
        return []

    def _damaged(self, path: Path) -> bool:
        """Whether a file is there that is no draft. One that we have no right to read may be."""
        if self._read(path) is not None or not os.path.lexists(path):
            return False
        return path.is_symlink() or os.access(path, os.R_OK)

    def _path(self, session: str, prompt: str, part: str) -> Path:
        # Prompt ids come from decks, so they never become part of a path.
        name = hashlib.blake2b("\0".join((session, prompt, part)).encode(), digest_size=10)
        return self._directory / f"{name.hexdigest()}.json"

    def _read(self, path: Path) -> Draft | None:
        """The draft in a file; None when there is none or it cannot be read."""
        with suppress(OSError, *DAMAGED):
            draft = msgspec.json.decode(read_foreign(path, LIMIT) or b"", type=Draft)
            _understand(draft)
            if path == self._path(draft.session, draft.prompt, draft.part):
                return draft
        return None

    def keep(self, draft: Draft) -> None:
        """Keep a draft in place of the one before; an empty text removes it."""
        path = self._path(draft.session, draft.prompt, draft.part)
        if os.path.lexists(path) and self._read(path) is None:
            self._put_aside(path)
        if draft.text:
            private_dir(self._directory)
            replace(path, msgspec.json.encode(with_unknown(path, draft)))
        else:
            path.unlink(missing_ok=True)

    def find(self, session: str, prompt: str, part: str) -> str:
        """The stored text; empty when there is none or it cannot be read."""
        path = self._path(session, prompt, part)
        if (draft := self._read(path)) is not None:
            return draft.text
        with suppress(OSError):
            if self._damaged(path):
                self._put_aside(path)
        return ""

    def _put_aside(self, path: Path) -> None:
        aside = line(str(_set_aside(path)))
        self._say(f"A draft that cannot be read was set aside and is kept: {aside}.")

    def keep_values(self, about: str, kind: str, values: Mapping[str, str | int | float]) -> None:
        """Store the values of a blind reply so far, as one draft; an empty mapping removes it."""
        text = msgspec.json.encode(values).decode() if values else ""
        self.keep(Draft(about, kind, GIVEN, text))

    def values(self, about: str, kind: str) -> Values:
        """The values stored by `keep_values`, by part name; empty when there are none."""
        with suppress(*DAMAGED):
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


def _set_aside(path: Path) -> Path:
    return path.rename(path.with_name(f"{path.name}.broken-{os.urandom(4).hex()}"))


def _understand(draft: Draft) -> None:
    """Decode what a draft's text has encoded, if anything. One of `DAMAGED` when that fails."""
    if draft.part == GIVEN:
        msgspec.json.decode(draft.text, type=Values)
    elif not draft.session:
        msgspec.json.decode(draft.text, type=dict[str, Typed])


def packed(fields: dict[str, Typed]) -> str:
    """Encode the typed fields of a form as the text of one draft; empty when there are none."""
    return msgspec.json.encode(fields).decode() if fields else ""


def unpacked(text: str) -> dict[str, Typed]:
    """Decode what `packed` encoded; an empty dict when the text is empty or cannot be read."""
    with suppress(*DAMAGED):
        return msgspec.json.decode(text or "{}", type=dict[str, Typed])
    return {}
