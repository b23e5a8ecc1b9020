"""Paths of the data on this device: keys, vault, private log, checkpoint, drafts, settings."""

import os
from pathlib import Path

from coach_tui import settings
from coach_tui.disk import private_dir
from coach_tui.newer import refuse_newer
from coach_tui.records.refusal import Refused


class Home:
    """The data directory of this installation. Methods return paths; only `prepare` creates
    anything.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    @classmethod
    def find(cls) -> "Home":
        """The directory in `$COACH_TUI_HOME` when that is set, else the platform's data
        directory.
        """
        if given := os.environ.get("COACH_TUI_HOME"):
            return cls(Path(given).absolute())
        from platformdirs import user_data_path

        return cls(user_data_path("coach-tui", appauthor=False))

    def keyring(self, sp: str) -> Path:
        """The key file of one engagement. `sp` is the engagement's id here and below."""
        return self.root / "keys" / f"{sp}.json"

    def vault(self, sp: str) -> Path:
        """The directory of one engagement's vault, with a log for each device."""
        return self.root / "vault" / sp

    def private(self, sp: str) -> Path:
        """The private log of one engagement, which is never published."""
        return self.root / "private" / f"{sp}.jsonl"

    def history(self, sp: str) -> Path:
        """The checkpoint of one engagement (TinyDB); it can be deleted."""
        return self.root / "history" / f"{sp}.json"

    def drafts(self, sp: str) -> Path:
        """The directory of one engagement's drafts: text that was typed and not yet saved as a
        record.
        """
        return self.root / "drafts" / sp

    def decks(self) -> Path:
        """The directory of this person's own decks: the one in the settings, else `decks` in this
        home.
        """
        chosen = settings.read(self.settings()).decks
        return Path(chosen) if chosen else self.root / "decks"

    def settings(self) -> Path:
        """The settings file."""
        return self.root / "settings.json"

    def engagements(self) -> list[str]:
        """The ids of the engagements whose key files are here, sorted; empty when there are
        none.
        """
        try:
            names = sorted(p.name for p in (self.root / "keys").iterdir())
        except FileNotFoundError:
            return []
        return [n.removesuffix(".json") for n in names if n.endswith(".json") and n[0] != "~"]

    def prepare(self, sp: str) -> None:
        """Create the directories of one engagement, readable by their owner only. `Newer` when a
        newer version has taken over this home.
        """
        refuse_newer(self.root)
        private_dir(self.root)
        for path in (self.keyring(sp), self.private(sp), self.history(sp)):
            private_dir(path.parent)
        private_dir(self.vault(sp))
        private_dir(self.drafts(sp))

    def apart_from(self, folder: Path) -> None:
        """Raise `Refused` when a shared folder contains this home or lies inside it: keys would be
        published.
        """
        mine, theirs = self.root.resolve(), folder.resolve()
        if mine == theirs or mine in theirs.parents or theirs in mine.parents:
            raise Refused(
                f"The shared folder and this device's own data lie in one another: {folder}. "
                "Nothing was changed; choose a folder elsewhere."
            )
