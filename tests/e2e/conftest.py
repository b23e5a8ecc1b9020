"""A pair that has met, at their devices."""

from pathlib import Path

import pytest

from tests.e2e.people import Two, seated
from tests.pair import Pair, copied


@pytest.fixture
def two(template: Pair, tmp_path: Path) -> Two:
    """Carla, the coach, and Leo, the learner, in the engagement *Wing B*; nothing was written."""
    return seated(copied(template, tmp_path))
