"""Sealed: what people write is nowhere in the shared folder, and private words stay where they are.

Every text that is written carries one of a few long words; then the words are looked for in every
disguise that a file could have them in.
"""

import base64
import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from coach_tui.records.kind import KINDS, REFERENCES, field_types
from tests.e2e.people import DECK, HOPE, Desk, Two, question, typed

SHARED = "quokkawombat"
PRIVATE = "axolotlpangolin"
THEIRS = "meerkatgiraffe"
DRAFT = "narwhalcapybara"
DECK_WORDS = ("badly", "conversation", "supervision")
"""Words of the deck that travels, and one of its coach's notes."""
NOT_TEXT = {
    "issue", "session", "by", "experiment", "exercise", "to", "deck_sha", "prompt_hash",
    "agreed_coach", "agreed_learner",
}  # fmt: skip
"""Fields that hold ids, or what the program puts there."""

_numbers = count(1)


def word(stem: str) -> str:
    """A word that was never written before."""
    return stem + "".join(chr(ord("a") + int(d)) for d in f"{next(_numbers):03}")


# -- looking for words -----------------------------------------------------------------------------


def disguises(data: bytes) -> Iterator[bytes]:
    """Bytes as they are, and every base64 in them, whatever character it begins at."""
    yield data
    for run in re.findall(rb"[A-Za-z0-9+/_-]{12,}", data):
        plain = run.replace(b"-", b"+").replace(b"_", b"/")
        for start in range(4):
            part = plain[start:]
            part = part[: len(part) // 4 * 4]
            yield base64.b64decode(part)


def holds(data: bytes, wanted: str) -> bool:
    """Whether a word is in some bytes, in any case, encoding or disguise."""
    low = wanted.encode()
    wide = (wanted.encode("utf-16-le"), wanted.encode("utf-16-be"))
    for seen in disguises(data):
        small = seen.lower()
        if low in small or any(w in small for w in wide) or low.hex().encode() in small:
            return True
    return False


def traces(root: Path, *words: str) -> set[str]:
    """The files below a place with one of the words in them or in their names."""
    found = set()
    for path in root.rglob("*"):
        name = str(path.relative_to(root))
        data = name.encode() + b"\n" + (path.read_bytes() if path.is_file() else b"")
        if any(holds(data, w) for w in words):
            found.add(name)
    return found


@pytest.mark.parametrize("before", ["", "x", "xy", "xyz"])
def test_the_search_finds_every_disguise(tmp_path: Path, before: str) -> None:
    text = f"{before}{SHARED.upper()} and more"
    (tmp_path / "plain").write_text(text)
    (tmp_path / "base64").write_bytes(b"{" + base64.b64encode(text.encode()).rstrip(b"=") + b"}")
    (tmp_path / "urlsafe").write_bytes(
        b"ab" + base64.urlsafe_b64encode(b"\xff\xfe" + text.encode())
    )
    (tmp_path / "wide").write_bytes(text.encode("utf-16"))
    (tmp_path / "wide64").write_bytes(base64.b64encode(text.encode("utf-16-be")))
    (tmp_path / "hex").write_bytes(text.lower().encode().hex().encode())
    (tmp_path / f"{SHARED}.txt").write_bytes(b"")
    (tmp_path / "innocent").write_text("quokka wombat")
    names = {p.name for p in tmp_path.iterdir()}
    assert traces(tmp_path, SHARED) == names - {"innocent"}


# -- writing everything ----------------------------------------------------------------------------


def meet(root: Path) -> Two:
    """A pair with telling names."""
    coach, learner = Desk(root / "coach"), Desk(root / "learner")
    folder = root / "shared"
    code = coach("new", "--folder", str(folder), "--name", word(SHARED), "--as", "coach",
                 "--engagement", f"About {word(SHARED)}").word  # fmt: skip
    learner("join", "--folder", str(folder), "--name", word(SHARED), "--invitation", code)
    for spelled in (code, code.replace("-", "")):
        assert traces(folder, spelled.lower()) == set()
    two = Two(coach, learner, folder)
    two.rounds(2)
    return two


def in_every_field(desk: Desk, root: Path) -> int:
    """A record of every kind with a word in every field that takes one."""
    issue = desk("add", "issue", f"{word(SHARED)}", "--set", "decided=all").word
    desk("add", "way", "narrow", "--issue", issue, "--set", f"text={word(SHARED)}")
    fields = 2
    for kind, cls in KINDS.items():
        if cls.internal or cls.text_in in cls.says:
            continue
        texts = [
            f for f, of in field_types(kind).items()
            if of is str and f not in {*NOT_TEXT, *REFERENCES} and f != cls.text_in
        ]  # fmt: skip
        sets = [part for f in texts for part in ("--set", f"{f}={word(SHARED)}")]
        file = root / f"{word(SHARED)}.txt"
        file.write_text(f"A text about {word(SHARED)}\nand {word(SHARED)}")
        desk("add", kind, "--file", str(file), *sets, "--audience", "engagement")
        fields += len(texts) + 1
    return fields


def test_nothing_readable_in_the_folder_and_private_words_stay(tmp_path: Path) -> None:
    two = meet(tmp_path)
    coach, learner = two.desks
    assert in_every_field(coach, tmp_path) > 40
    edited = learner("add", "question", word(SHARED)).word
    learner("set", edited, f"text={word(SHARED)}", f"knows={word(SHARED)}")

    note = coach("add", "note", word(PRIVATE)).word
    coach("set", note, f"text=again {word(PRIVATE)}")
    coach(
        "add", "experience", "--set", f"happened={word(PRIVATE)}", "--set", f"next={word(PRIVATE)}"
    )
    coach("add", "insight", word(PRIVATE), "--audience", "private")
    learner("add", "note", word(THEIRS))
    given = coach("assign", f"{DECK}#watching-the-belief-at-work", "--to", "learner",
                  "--due", "2099-01-31", "--note", word(SHARED)).word  # fmt: skip
    two.rounds()
    learner("answer", given, word(SHARED))

    with coach.app("session", DECK) as app:
        question(app, HOPE)
        typed(app, word(SHARED))
        app.press("ctrl+j")
        question(app, "How stuck does it feel today")
        app.press("ctrl+t")
        app.wait_for("Write down")
        typed(app, word(PRIVATE))
        app.press("ctrl+j")
        app.wait_gone("Write down")
        typed(app, word(DRAFT))
        app.wait_until("the draft", lambda _: any(DRAFT in d for d in coach.drafts))
        app.press("ctrl+q")
        assert app.ended() == 0
    two.rounds(2)
    for desk in two.desks:
        desk("search", SHARED, "--json")

    assert len(list((two.folder / "v1").rglob("*.seg"))) > 20
    names = traces(two.folder, SHARED, PRIVATE, THEIRS, DRAFT, *DECK_WORDS)
    assert names == set()
    # The search itself would have found them: both devices can read all of it.
    for desk in two.desks:
        assert any(n.startswith("history/") for n in traces(desk.home, SHARED))
        assert any(n.startswith("history/") for n in traces(desk.home, DECK_WORDS[0]))

    assert _rooms(coach, PRIVATE) == {"private", "history"}
    assert _rooms(learner, THEIRS) == {"private", "history"}
    assert _rooms(learner, PRIVATE) == _rooms(coach, THEIRS) == set()
    assert _rooms(coach, DRAFT) == {"drafts"}
    assert _rooms(learner, DRAFT) == set()
    # The words of the deck's notes are the coach's; what is sealed in the vault stays sealed.
    assert _rooms(learner, DECK_WORDS[2]) == set()
    assert "vault" not in _rooms(coach, SHARED) | _rooms(learner, SHARED)


def _rooms(desk: Desk, stem: str) -> set[str]:
    return {n.partition("/")[0] for n in traces(desk.home, stem)}
