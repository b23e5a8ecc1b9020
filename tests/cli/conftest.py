"""A pair whose commands run in processes of their own."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.running import Device
from tests.pair import Pair, copied


@dataclass
class Two:
    """A coach's and a learner's device with the folder between them; `pair` is their inside."""

    pair: Pair
    coach: Device
    learner: Device

    def rounds(self) -> None:
        """Both synchronise until everything has arrived."""
        for device in (self.coach, self.learner, self.coach):
            device("sync")


@pytest.fixture
def two(template: Pair, tmp_path: Path) -> Two:
    """Two devices that have met; nothing was written yet."""
    pair = copied(template, tmp_path)
    return Two(pair, Device(pair.coach.home.root), Device(pair.learner.home.root))


@pytest.fixture
def alone(tmp_path: Path) -> Device:
    """A device that knows no engagement."""
    return Device(tmp_path / "home")
