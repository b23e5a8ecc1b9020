"""What a command loads: heavy libraries only where they are needed."""

import subprocess
import sys

import pytest

from coach_tui.cli.table import BARE, VERBS
from tests.cli.conftest import Two
from tests.cli.running import TIMEOUT, Device


def loaded(device: Device, *args: str) -> set[str]:
    """The names of the modules that a command loads."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "coach_tui", *args],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, env=device.env(),
        timeout=TIMEOUT,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-300:]
    lines = (line for line in done.stderr.splitlines() if line.startswith("import time:"))
    return {line.rpartition("|")[2].strip() for line in lines}


SCREEN = {"textual", "rich"}
STORE = {"tinydb", "coach_tui.history", "coach_tui.history.store", "coach_tui.history.queries"}
HEAVY = {"markdown_it", "platformdirs", "difflib", "dataclasses", "shutil", "json", "asyncio"}


def test_version_loads_next_to_nothing(alone: Device) -> None:
    found = loaded(alone, "--version")
    assert not found & ({"argparse", "msgspec", "nacl", "re", "pathlib"} | SCREEN | STORE | HEAVY)
    assert not alone.home.exists()


def test_add_loads_neither_the_history_nor_a_screen(two: Two) -> None:
    for words in (["insight", "Fast"], ["note", "Fast"], ["--json", "issue", "x"],
                  ["action", "x", "--set", "due=friday"], ["observation", "friday 3"]):  # fmt: skip
        found = loaded(two.coach, "add", *words)
        assert "coach_tui.engagement" in found
        assert not found & (SCREEN | STORE | HEAVY), words


def test_writing_loads_no_tinydb(two: Two) -> None:
    made = two.coach("add", "question", "Why?").word
    assert not loaded(two.coach, "set", made, "text=Why not?") & (SCREEN | {"tinydb"})
    assert not loaded(two.coach, "add", "question", "x", "--issue",
                      two.coach("add", "issue", "x").word) & (SCREEN | {"tinydb"})  # fmt: skip


def test_reading_loads_tinydb_only_to_write(two: Two) -> None:
    two.coach("list", "question")
    found = loaded(two.coach, "list", "question", "--json")
    assert not found & (SCREEN | {"tinydb", "markdown_it", "platformdirs"})


def test_help_loads_no_keys(alone: Device) -> None:
    assert not loaded(alone, "add", "--help") & (SCREEN | STORE | {"nacl", "coach_tui.engagement"})


@pytest.mark.parametrize("module", sorted({verb.run.partition(":")[0] for verb in (BARE, *VERBS)}))
def test_each_module_of_a_verb_is_loaded_by_itself(module: str) -> None:
    """In the process that other tests' commands are forked off, everything is loaded already."""
    subprocess.run([sys.executable, "-c", f"import coach_tui.cli.{module}"], check=True)
