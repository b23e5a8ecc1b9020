"""Drafts that cannot be read: set aside with a sentence, never thrown away, never in the way."""

from collections.abc import Callable
from pathlib import Path

import pytest

from coach_tui.guide.drafts import GIVEN, Draft, Drafts, Typed, packed, unpacked

Damage = Callable[[Path], None]


def _bytes(data: bytes) -> Damage:
    return lambda path: _put(path, data)


def _put(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def _half(path: Path) -> None:
    _put(path, path.read_bytes()[:-9])


def _directory(path: Path) -> None:
    path.unlink()
    path.mkdir()
    (path / "within").write_text("mine")


def _link(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.name)


def _of_another(path: Path) -> None:
    _put(path, path.read_bytes().replace(b'"prompt":"', b'"prompt":"other'))


DAMAGES: dict[str, Damage] = {
    "half": _half,
    "empty": _bytes(b""),
    "a list": _bytes(b"[1, 2]"),
    "a number": _bytes(b"7"),
    "numbers": _bytes(b'{"session":1,"prompt":2,"part":3,"text":4}'),
    "nothing of it": _bytes(b'{"words":"mine"}'),
    "not UTF-8": _bytes(b"\xff\xfe"),
    "a lone surrogate": _bytes(b'{"session":"s","prompt":"p","part":"","text":"\\ud800"}'),
    "deep": _bytes(b"[" * 100_000),
    "deep within": _bytes(b'{"x":' + b"[" * 100_000),
    "huge": _bytes(b'{"session":"s","prompt":"p","part":"","text":"' + b"x" * 5_000_000 + b'"}'),
    "of another prompt": _of_another,
    "a directory": _directory,
    "a link to itself": _link,
}
PLACES = [("s", "p", ""), ("", "form:goal", ""), ("r", "check", GIVEN)]
TEXTS = {"": "words", GIVEN: '{"clarity":7}'}


def _text(session: str, part: str) -> str:
    return TEXTS[part] if session else packed({"text": Typed("words")})


def _kept(place: Path, said: list[str], where: tuple[str, str, str]) -> tuple[Drafts, Path]:
    drafts = Drafts(place, said.append)
    drafts.keep(Draft(*where, _text(where[0], where[2])))
    (path,) = place.glob("*.json")
    return drafts, path


def _is(path: Path) -> object:
    """What stands at a path, to compare."""
    if path.is_symlink():
        return path.readlink()
    return path.read_bytes() if path.is_file() else sorted(p.name for p in path.iterdir())


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("where", PLACES, ids=["session", "form", "blind"])
@pytest.mark.parametrize("how", ["looked for", "written", "removed", "at the start"])
def test_a_draft_that_cannot_be_read_is_set_aside_and_said(
    tmp_path: Path, damage: str, where: tuple[str, str, str], how: str
) -> None:
    said: list[str] = []
    drafts, path = _kept(tmp_path / "drafts", said, where)
    DAMAGES[damage](path)
    broken = _is(path)
    if how == "looked for":
        assert drafts.find(*where) == ""
    elif how == "at the start":
        drafts.check()
    else:
        drafts.keep(Draft(*where, _text(where[0], where[2]) if how == "written" else ""))
    (sentence,), (aside,) = said, path.parent.glob("*.broken-*")
    assert _is(aside) == broken and str(aside) in sentence and "is kept" in sentence
    assert drafts.find(*where) == (_text(where[0], where[2]) if how == "written" else "")
    drafts.check()
    assert len(said) == 1


@pytest.mark.parametrize("text", ["[1]", "7", "words", '{"text":7}', '{"text":{}}', '{"a":'])
def test_a_form_of_a_foreign_shape_is_set_aside(tmp_path: Path, text: str) -> None:
    said: list[str] = []
    drafts = Drafts(tmp_path / "drafts", said.append)
    drafts.keep(Draft("", "capture:", "", text))
    assert drafts.find("", "capture:", "") == "" and len(said) == 1
    drafts.keep(Draft("r", "check", GIVEN, '{"clarity":[]}'))
    assert drafts.values("r", "check") == {} and len(said) == 2
    assert len(list((tmp_path / "drafts").glob("*.broken-*"))) == 2


def test_several_are_said_in_one_sentence_and_the_others_stay(tmp_path: Path) -> None:
    said: list[str] = []
    drafts = Drafts(tmp_path / "drafts", said.append)
    for number in range(5):
        drafts.keep(Draft("s", f"p{number}", "", "words"))
    for path in sorted((tmp_path / "drafts").glob("*.json"))[:3]:
        _half(path)
    drafts.check()
    assert len(said) == 1 and "2 more" in said[0]
    assert [drafts.find("s", f"p{n}", "") for n in range(5)].count("words") == 2
    assert len(list((tmp_path / "drafts").glob("*.broken-*"))) == 3


@pytest.mark.parametrize("place", ["drafts", "drafts/sp"])
def test_a_file_in_place_of_the_directory_is_set_aside(tmp_path: Path, place: str) -> None:
    said: list[str] = []
    (tmp_path / place).parent.mkdir(exist_ok=True)
    (tmp_path / place).write_text("mine")
    drafts = Drafts(tmp_path / "drafts" / "sp", said.append)
    drafts.check()
    (aside,) = tmp_path.glob(f"{place}.broken-*")
    assert aside.read_text() == "mine" and len(said) == 1 and str(aside) in said[0]
    drafts.keep(Draft("s", "p", "", "words"))
    assert drafts.find("s", "p", "") == "words"


def test_what_a_newer_version_wrote_into_a_draft_survives_an_older_one(tmp_path: Path) -> None:
    said: list[str] = []
    drafts, path = _kept(tmp_path / "drafts", said, ("s", "p", ""))
    path.write_bytes(path.read_bytes()[:-1] + b',"cursor":[1,7]}')
    drafts.check()
    assert drafts.find("s", "p", "") == "words"
    drafts.keep(Draft("s", "p", "", "other words"))
    assert drafts.find("s", "p", "") == "other words" and not said
    assert b'"cursor":[1,7]' in path.read_bytes()


def test_nothing_is_set_aside_where_nothing_is(tmp_path: Path) -> None:
    said: list[str] = []
    drafts = Drafts(tmp_path / "drafts", said.append)
    drafts.check()
    drafts.keep(Draft("s", "p", "", ""))
    assert not drafts.find("s", "p", "") and not said and not list(tmp_path.iterdir())
    assert unpacked("") == {}
