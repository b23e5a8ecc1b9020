"""Words that are written stay out of the folder; words that are private stay out of everything."""

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from coach_tui.home import Home
from coach_tui.joining import ask_to_join, found_engagement, try_to_enter
from coach_tui.records.change import Change
from coach_tui.records.kind import KINDS, field_types
from tests.pair import Pair, Side, Wall


def spellings(word: str) -> Iterator[bytes]:
    """How a word looks raw and coded, wherever in a longer text it stood."""
    for plain in (word, word.upper(), word.lower()):
        for coding in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le"):
            raw = plain.encode(coding)
            yield raw
            yield raw.hex().encode()
            for before in range(3):
                coded = base64.b64encode(b"\0" * before + raw)
                inner = coded[4 if before else 0 : -4]
                yield inner
                yield inner.replace(b"+", b"-").replace(b"/", b"_")


def findings(root: Path, words: list[str], *, but: tuple[str, ...] = ()) -> list[str]:
    """Where below a directory any of the words can be read, in names or contents."""
    wanted = {spelling: word for word in words for spelling in spellings(word)}
    assert all(len(s) > 9 for s in wanted)
    found = []
    for path in sorted(root.rglob("*")):
        place = str(path.relative_to(root))
        if place.startswith(but):
            continue
        data = place.encode("utf-8", "surrogateescape")
        data += b"\n" + (path.read_bytes() if path.is_file() else b"")
        folded = data.replace(b"\r", b"").replace(b"\n", b"")
        found += [f"{w} in {place}" for s, w in wanted.items() if s in data or s in folded]
    return found


@pytest.mark.parametrize("how", ["raw", "base64", "shifted", "url", "utf-16", "name", "hex"])
def test_the_search_finds_what_is_not_sealed(tmp_path: Path, how: str) -> None:
    word = "Kanarienvogel~~~"
    data = {
        "raw": f'{{"text":"{word}"}}'.encode(),
        "base64": base64.b64encode(f"ab{word}cd".encode()),
        "shifted": base64.b64encode(f"x{word}y".encode()),
        "url": base64.urlsafe_b64encode(f"abcd{word}~~".encode()).rstrip(b"="),
        "utf-16": f"…{word}".encode("utf-16"),
        "name": b"",
        "hex": word.encode().hex().encode(),
    }[how]
    (tmp_path / (f"{word}.seg" if how == "name" else "file.seg")).write_bytes(data)
    assert findings(tmp_path, [word])


class Canaries:
    """Words that occur nowhere else, each in one place only."""

    def __init__(self) -> None:
        self.words: list[str] = []

    def word(self) -> str:
        letters = "".join(chr(97 + int(d)) for d in f"{len(self.words):04d}")
        self.words.append(f"Kanarie{letters}Zwitscherwort")
        return self.words[-1]

    def fill(self, kind: str) -> dict[str, Any]:
        said: dict[str, Any] = {f: self.word() for f, of in field_types(kind).items() if of is str}
        said["links"] = [self.word()]
        said["from_a_newer_version"] = {self.word(): [self.word()]}
        return said


def test_no_word_of_any_field_of_any_kind_can_be_read_in_the_folder(pair: Pair) -> None:
    canaries = Canaries()
    made = []
    for side in pair.sides:
        engagement = side.open()
        replica = engagement.replica
        changes = [
            Change(replica.new_id(), kind, 1, canaries.fill(kind))
            for kind in sorted(KINDS)
            if kind not in ("member", "epoch")
        ]
        changes.append(
            Change(replica.new_id(), canaries.word(), 1, {canaries.word(): canaries.word()})
        )
        made += [i for i, _ in replica.commit(changes)]
        assert engagement.publish() == ""
    pair.rounds()
    for side in pair.sides:
        assert set(made) <= side.open().state.records.keys()
        assert findings(side.home.root, canaries.words[:5]) == []
        side.open().checkpoint()
        assert findings(side.home.history(side.sp).parent, canaries.words[:5])
    assert len(canaries.words) > 200
    assert findings(pair.folder, canaries.words) == []


def test_names_and_titles_can_not_be_read_in_the_folder(tmp_path: Path) -> None:
    name, title = "Konstantinopolina", "Engagementtitelkanarie"
    wall = Wall()
    made = found_engagement(
        Home(tmp_path / "home"),
        tmp_path / "folder",
        name=name,
        role="coach",
        title=title,
        wall=wall,
    )
    code = made.invite("learner")
    learner = Home(tmp_path / "learner")
    ring = ask_to_join(learner, tmp_path / "folder", code, "Lernendenkanarie", wall)
    made.sync()
    assert try_to_enter(learner, ring, wall)
    Side(learner, ring.sp, wall).sync()
    words = [name, title, "Lernendenkanarie"]
    assert Side(learner, ring.sp, wall).open().title == title
    assert findings(tmp_path / "folder", words) == []
    for home in ("home", "learner"):
        assert findings(tmp_path / home / "vault", words) == []


def test_a_private_record_lies_in_this_device_s_private_places_only(pair: Pair) -> None:
    word, link = "Geheimniskanarie", "Verweiskanarienwort"
    note = pair.coach.add("note", text=word, links=[link])
    issue = pair.coach.add("issue", text="public", links=[note], audience="engagement")
    pair.coach.edit(note, text=f"{word} again")
    pair.coach.edit(issue, links=[note], issue=note)
    pair.coach.open().checkpoint()
    pair.rounds()
    words = [word, link]
    assert findings(pair.folder, [*words, note]) == []
    assert findings(pair.learner.home.root, [*words, note]) == []
    private = ("private", "history", "drafts")
    assert findings(pair.coach.home.root, words, but=private) == []
    assert findings(pair.coach.home.root / "private", words)
    assert pair.learner.record(issue).fields["links"] == []
    assert "issue" not in pair.learner.record(issue).fields
