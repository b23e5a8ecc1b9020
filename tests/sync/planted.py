"""Faults that tests plant in reading the folder, to see that they would be found."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from coach_tui.sync.folder import Folder, Read
from coach_tui.sync.frame import Body, Frame
from coach_tui.sync.replica import Replica


def exact_names_only(self: Folder) -> Iterator[tuple[str, Path, os.stat_result]]:
    """Planted fault: only files that are named as they were written are read."""
    for path in sorted(self.v1.glob("*/*.seg")):
        if re.fullmatch(r"\d+-\d+-[a-z2-7]{16}\.seg", path.name):
            yield str(path.relative_to(self.v1)), path, path.stat()


def known_by_number(self: Replica, read: list[Read]) -> list[tuple[Frame, Body]]:
    """Planted fault: a frame counts as known when its device and number are."""

    def known(one: Frame) -> bool:
        progress = self.progress.of(one.header.device)
        return one.header.n <= progress.upto or one.header.n in progress.beyond

    fewer = [r._replace(frames=[f for f in r.frames if not known(f)]) for r in read]
    return REAL_VERIFIED(self, fewer)


REAL_VERIFIED = Replica._verified
