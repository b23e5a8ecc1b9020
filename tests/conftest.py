"""What all tests share: Hypothesis without deadlines and leftovers, and a pair that has met."""

import gc
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.counting import Counting
from tests.pair import Pair, copied, met

settings.register_profile(
    "coach",
    deadline=None,
    database=None,
    max_examples=60,
    print_blob=False,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.function_scoped_fixture,
        HealthCheck.data_too_large,
    ],
)
settings.load_profile("coach")


def pytest_xdist_auto_num_workers() -> int | None:
    """Two workers a core: half of the time a test of a screen or a terminal waits for what is to
    come, and meanwhile another one computes. `PYTEST_XDIST_AUTO_NUM_WORKERS` overrules it.
    """
    said = "PYTEST_XDIST_AUTO_NUM_WORKERS" in os.environ
    return None if said else 2 * (os.cpu_count() or 1)


def pytest_configure(config: pytest.Config) -> None:
    """Have the run counted."""
    config.pluginmanager.register(Counting(), "counting")


def pytest_collection_finish() -> None:
    """Collect garbage less often, and never look again through what has been imported: that took a
    fifth of the processor time of a test with a screen.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 50, 100)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Pair:
    """A pair to copy from, for tests that need many; nobody changes it."""
    return met(tmp_path_factory.mktemp("template"))


@pytest.fixture
def pair(template: Pair, tmp_path: Path) -> Pair:
    """A coach and a learner who share one folder and know each other."""
    return copied(template, tmp_path)
