"""Files of the user's own are written whole or not at all, and never over another."""

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from coach_tui.decks.files import write_new
from coach_tui.records.refusal import Refused

TEXT = "# A deck\n\n- What now?\n" * 500


def without_links(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on FAT and some shares."""

    def refuse(*_: Any, **__: Any) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", refuse)


def stopped(call: Callable[..., Any], name: str) -> Callable[..., Any]:
    """A system call in the middle of which Ctrl-C comes: half is written, the rest is not done."""

    def interrupted(*args: Any, **_: Any) -> None:
        if name == "write":
            call(args[0], bytes(args[1])[: len(args[1]) // 2])
        raise KeyboardInterrupt

    return interrupted


@pytest.mark.parametrize(
    ("call", "links"),
    [("write", True), ("fsync", True), ("link", True), ("write", False), ("replace", False)],
)
def test_an_interrupt_leaves_no_half_of_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, links: bool
) -> None:
    target = tmp_path / "deck.md"
    with monkeypatch.context() as patch:
        if not links:
            without_links(patch)
        patch.setattr(os, call, stopped(getattr(os, call), call))
        with pytest.raises(KeyboardInterrupt):
            write_new(target, TEXT)
    left = list(tmp_path.iterdir())
    # Where the system flushes otherwise, `fsync` comes only when the whole file has its name.
    assert left == [] or (call == "fsync" and left == [target] and target.read_text() == TEXT)
    if not left:
        write_new(target, TEXT)
    assert target.read_text() == TEXT


@pytest.mark.parametrize("links", [True, False])
def test_a_new_file_is_whole_and_has_the_rights_that_are_usual(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    if not links:
        without_links(monkeypatch)
    target = tmp_path / f"{'n' * 252}.md"  # as long as a name may be
    before = os.umask(0o027)
    try:
        write_new(target, TEXT)
    finally:
        os.umask(before)
    assert target.read_text() == TEXT and target.stat().st_mode & 0o777 == 0o640
    assert (target.stat().st_nlink, list(tmp_path.iterdir())) == (1, [target])


@pytest.mark.parametrize("links", [True, False])
@pytest.mark.parametrize("meanwhile", [True, False])
def test_what_is_there_is_left_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool, meanwhile: bool
) -> None:
    if not links:
        without_links(monkeypatch)
    if meanwhile:  # it came after the look
        monkeypatch.setattr(os.path, "lexists", lambda _: False)
    target, dangling = tmp_path / "deck.md", tmp_path / "link.md"
    target.write_text("mine")
    dangling.symlink_to(tmp_path / "nowhere")
    for path in (target, dangling):
        with pytest.raises(Refused, match="is there already, and was left as it is"):
            write_new(path, TEXT)
    assert target.read_text() == "mine" and dangling.is_symlink()
    assert sorted(tmp_path.iterdir()) == [target, dangling]


@pytest.mark.parametrize("name", ["no/such.md", "n" * 300, "nul\0.md"])
def test_a_name_that_cannot_be_is_refused_in_a_sentence(tmp_path: Path, name: str) -> None:
    with pytest.raises(Refused, match=r"could not be written: .*\. Nothing was changed\."):
        write_new(tmp_path / name, TEXT)
    assert list(tmp_path.iterdir()) == []
