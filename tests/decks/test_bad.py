"""Everything that a deck can be told, told once: bad decks in `bad/`, made for their messages."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from coach_tui.decks.linting import lint
from coach_tui.decks.model import MAX_BYTES, Message
from coach_tui.decks.parse import parse

ROOT = Path(__file__).parents[2]
BAD = Path(__file__).parent / "bad"
HEAD = "---\ndeck: 1\nid: {0}\n---\n# {0}\n\n## One `checkout`{1}\n\n- What first? `#first`\n"

MADE = {
    "long.md": HEAD.format("long", "") + "\n" + "Words. " * (MAX_BYTES // 7),
    "labels.md": HEAD.format("labels", " `@both` `private` `many`")
    + "".join(f"- What about number {n}? `#q{n}`\n" for n in range(1500)),
}
"""Files that are too large to lie about."""

BESIDE = {
    "translation.md": ("original.md",),
    "twin.md": ("twin-too.md",),
    "twin-too.md": ("twin.md",),
}
"""The files that are at hand when one is read."""

EXPECTED = {
    "bad.md": {
        "E102": "just words",
        "E103": "time: 2 min",
        "W104": "colour: red",
        "E105": "- What has no name?",
        "E106": "approach: tell",
        "E108": "  warm: cold to hot",
        "W109": "  unused: 1-5",
        "W110": "next: nowhere",
        "W201": "- What is misspelt?",
        "E202": "- What kind is it?",
        "E203": "- How far is it?",
        "E204": "- Who answers?",
        "W205": "- What does `#this` mean?",
        "W206": "- How warm is it?",
        "E207": "- What is sealed?",
        "W208": "- `insight`",
        "E209": "- What is yours alone?",
        "W209": "- What has lost its marks?",
        "W210": "- How loud is it?",
        "W211": "- What goes into the table?",
        "W212": "- What goes into the form?",
        "W214": "- Who is drawn on the map?",
        "W213": "- What comes after the end?",
        "W301": "so that this is a note, too.",
        "W302": "-----",
        "W303": "to the words below it",
        "W304": "  - What is not far enough",
        "E305": "<!-- never closed",
        "W306": "  - [] None",
        "E401": "---",
        "I402": "## Nothing is asked here",
        "E403": "- What is there once more?",
        "W404": "- What has no id?",
        "E405": "- How much is it?",
        "E406": "- Which of none?",
        "W407": "- What will you try?",
        "W408": "- I wait.",
        "E409": "- What shines?",
        "E410": "- What is left?",
        "E411": "- What is blue?",
        "E412": "- I ask.",
        "W413": "- **Listening.**",
        "W414": "time: 1 min",
        "I415": "kind: session",
        "W416": "- What is asked among the scores?",
        "W418": "- How likely is it?",
        "W419": "- What is unseen?",
        "W420": "- How was it?",
        "E421": "- How sure is it?",
        "E422": "- What hangs on it?",
        "I424": "- What does the presenter say?",
        "I501": "translation-of: somewhere",
        "Q01": "- Are you well?",
        "Q02": "- What happened, and who",
        "Q03": "- What is it that hurts",
        "Q04": "- What if you told them?",
        "Q05": "- Why did you go?",
        "Q06": "- What would somebody",
        "Q07": "- Is it fear or hope?",
        "Q08": "- What always comes first?",
        "Q09": "- Whose fault is it?",
        "Q10": "- The weather.",
        "Q11": "- It has been a long year",
    },
    "unclosed.md": {"E101": "---"},
    "plain.md": {"I101": "# No front matter"},
    "newer.md": {"W107": "deck: 2"},
    "twin.md": {"W111": "id: twin"},
    "twin-too.md": {"W111": "id: twin"},
    "original.md": {},
    "translation.md": {
        "W502": "translation-of:",
        "W503": "translation-of:",
        "W504": "- Was kam dazu?",
        "W505": "- Wie sicher bist du?",
    },
    "long.md": {"E100": "---"},
    "labels.md": {"W417": "---", "I423": "deck: 1"},
}
"""What each file is told: every code with the beginning of the line that it stands on."""


def text_of(name: str) -> str:
    return MADE[name] if name in MADE else (BAD / name).read_text("utf-8")


def messages(name: str) -> tuple[Message, ...]:
    beside = (parse(text_of(other))[0] for other in BESIDE.get(name, ()))
    return lint(text_of(name), {deck.id: deck for deck in beside})[1]


def line_of(text: str, words: str) -> int:
    """The first line that begins so, from 1."""
    return next(n for n, line in enumerate(text.split("\n"), 1) if line.startswith(words))


def codes_in_the_code() -> Iterator[str]:
    """Every code that a message can have: they are written out where the message is made."""
    files = [*(ROOT / "coach_tui/decks").rglob("*.py"), ROOT / "coach_tui/method/craft.py"]
    for file in files:
        yield from re.findall(r"\"([EWIQ]\d{2,3})\"", file.read_text("utf-8"))


@pytest.mark.parametrize("name", EXPECTED)
def test_a_bad_deck_is_told_each_thing_once_and_on_its_line(name: str) -> None:
    text = text_of(name)
    expected = [(line_of(text, words), code) for code, words in EXPECTED[name].items()]
    assert [(m.line, m.code) for m in messages(name)] == sorted(expected)


def test_every_message_is_earned_by_one_of_them() -> None:
    earned = {code for codes in EXPECTED.values() for code in codes}
    assert earned == set(codes_in_the_code())
    assert {path.name for path in BAD.iterdir()} | set(MADE) == set(EXPECTED)


def test_severity_follows_the_code() -> None:
    severity = {"E": "error", "W": "warning", "I": "info", "Q": "info"}
    for name in EXPECTED:
        assert all(m.severity == severity[m.code[0]] for m in messages(name))


def test_the_page_about_decks_names_no_code_that_is_not_there() -> None:
    page = (ROOT / "docs/decks.md").read_text("utf-8")
    assert set(re.findall(r"\b[EWIQ]\d{2,3}\b", page)) <= set(codes_in_the_code())


def test_what_is_a_byte_too_long_does_not_read_as_if_it_fitted() -> None:
    (message,) = parse("x" * (MAX_BYTES + 1))[1]
    assert "the file has 65 KiB; a deck may have 64" in message.text
    message = next(m for m in messages("labels.md") if m.code == "W417")
    size = int(re.findall(r"\d+", message.text)[0])
    assert size > 64 and f"edition would have {size} KiB; a deck may have 64" in message.text
