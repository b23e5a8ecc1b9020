"""Choices on this device: kept, and never a reason not to start."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach_tui import settings
from coach_tui.home import Home
from coach_tui.records.refusal import Refused
from coach_tui.settings import Settings


def test_what_was_chosen_is_there_the_next_time(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    assert home.decks() == tmp_path / "home" / "decks"
    settings.keep(home.settings(), Settings(decks=str(tmp_path), craft_hints=False))
    assert settings.read(home.settings()) == Settings(str(tmp_path), False)
    assert home.decks() == tmp_path


@given(st.binary(max_size=60) | st.sampled_from([b"[]", b'{"decks": 3}', b'{"decks": null}']))
def test_a_damaged_file_is_as_none(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("home") / "settings.json"
    path.write_bytes(data)
    assert isinstance(settings.read(path), Settings)


def test_a_choice_that_cannot_be_kept_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Refused, match="could not be kept"):
        settings.keep(tmp_path / "file" / "settings.json", Settings())
