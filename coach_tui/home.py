"""Where this device keeps its own things: keys, vault, private log, history, drafts."""

import os
from pathlib import Path

from coach_tui import settings
from coach_tui.disk import private_dir
from coach_tui.records.refusal import Refused


class Home:
    """The data folder of this installation; its directories are made when something is kept."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @classmethod
    def find(cls) -> "Home":
        """`$COACH_TUI_HOME` when it is set, else the platform's data folder."""
        if given := os.environ.get("COACH_TUI_HOME"):
            return cls(Path(given).absolute())
        from platformdirs import user_data_path

        return cls(user_data_path("coach-tui", appauthor=False))

    def keyring(self, sp: str) -> Path:
        """The keys of one engagement."""
        return self.root / "keys" / f"{sp}.json"

    def vault(self, sp: str) -> Path:
        """The directory of every session file of one engagement."""
        return self.root / "vault" / sp

    def private(self, sp: str) -> Path:
        """The private log: what is kept on this device only."""
        return self.root / "private" / f"{sp}.jsonl"

    def history(self, sp: str) -> Path:
        """The TinyDB file: a checkpoint that can be deleted."""
        return self.root / "history" / f"{sp}.json"

    def drafts(self, sp: str) -> Path:
        """What is being typed."""
        return self.root / "drafts" / sp

    def decks(self) -> Path:
        """The folder of this person's own decks: the one they chose, else one in this home."""
        chosen = settings.read(self.settings()).decks
        return Path(chosen) if chosen else self.root / "decks"

    def settings(self) -> Path:
        """What this person chose on this device."""
        return self.root / "settings.json"

    def engagements(self) -> list[str]:
        """The ids of the engagements that this device knows."""
        try:
            names = sorted(p.name for p in (self.root / "keys").iterdir())
        except FileNotFoundError:
            return []
        return [n.removesuffix(".json") for n in names if n.endswith(".json") and n[0] != "~"]

    def prepare(self, sp: str) -> None:
        """Make the directories of one engagement, readable by their owner only."""
        private_dir(self.root)
        for path in (self.keyring(sp), self.private(sp), self.history(sp)):
            private_dir(path.parent)
        private_dir(self.vault(sp))
        private_dir(self.drafts(sp))

    def apart_from(self, folder: Path) -> None:
        """Refuse a shared folder that holds this home, or lies in it: keys would be published."""
        mine, theirs = self.root.resolve(), folder.resolve()
        if mine == theirs or mine in theirs.parents or theirs in mine.parents:
            raise Refused(
                f"The shared folder and this device's own data lie in one another: {folder}. "
                "Nothing was changed; choose a folder elsewhere."
            )
