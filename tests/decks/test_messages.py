"""Messages that can be earned in several ways: the ways beside those of the decks in `bad/`."""

import pytest

from coach_tui.decks.model import MAX_BYTES
from coach_tui.decks.parse import parse
from tests.decks.texts import HEAD

CARD = (
    *("action", "consent", "chance", "limit", "prediction"),
    *("measure", "review", "stop", "notice", "reversible"),
)


def found(text: str) -> list[tuple[int, str]]:
    return [(message.line, message.code) for message in parse(text)[1]]


def body(text: str) -> list[tuple[int, str]]:
    """Findings in a body; its first line counts as 1."""
    first = HEAD.count("\n")
    return [(line - first, code) for line, code in found(HEAD + text)]


HEADERS = [
    ("---\ndeck: 1\nid: a\n  - x\n---\n# T\n", (4, "E102")),
    ("---\ndeck: 1\nid: Not Good\n---\n# T\n", (3, "E105")),
    ("---\ndeck: 1\n---\n# T\n", (2, "E105")),
    ("---\ndeck: 1\nid: a\nkind: lecture\n---\n# T\n", (4, "E106")),
    ("---\ndeck: one\nid: a\n---\n# T\n", (2, "E108")),
    ("---\ndeck: 1\nid: a\ntime: a while\n---\n# T\n", (4, "E108")),
    ("---\ndeck: 1\nid: a\nscales:\n  warm: 5-1\n---\n# T\n", (5, "E203")),
    ("---\ndeck: 1\nid: a\nscales:\n  warm: 1-3 a | b\n---\n# T\n", (5, "W206")),
    ("---\ndeck: 1\nid: a\nscales:\n  warm: 1-5 cold, hot\n---\n# T\n", (5, "W210")),
    ("---\ndeck: 1\nid: a\nscales:\nwarm: 1-5 a … b\n---\n# T\n", (5, "W104")),
    ("---\ndeck: 1\nid: a\n---\n# T\n\n## S\n\n- Q? `#q`\n", (2, "I415")),
]

BODIES = [
    ("- Q? `#a` `#b`\n", [(1, "E202")]),
    ("- Q? `#a` `required` `optional`\n", [(1, "E202")]),
    ("- Q? `#a` `question`.\n", [(1, "W205"), (1, "W205"), (1, "W404")]),
    ("- Q? `#q`\n  > A note\n  that goes on\n", [(3, "W301")]),
    ("- Q? `#q`\n  -\n", [(2, "W302")]),
    ("- F `#f`\n  - How much? `.much` `rating`\n", [(2, "E405")]),
    ("- Q? `#q` `when later > 3`\n- R? `#later`\n", [(1, "E410")]),
    ("- Q? `#q` `when q answered`\n", [(1, "E410")]),
    ("- Q? `#q` `0-9` `of gone` `.confidence`\n", [(1, "E410")]),
    ("- wrapped\n  line `#q`\n  `0-10` `rating`\n  `rating`\n", [(4, "E202")]),
    ("- Q? `#q` `x-mine` `x-ok`\n", []),
    ("- Q? `#q` `scores`\n", [(1, "W201")]),
    ("- Q? `#Bad Id`\n", [(1, "E105")]),
    ("- Q? `#q` `@coch`\n", [(1, "E209")]),
    ("- Mine? `#mine` private\n", [(1, "W209")]),
    ("- Mine? #mine private\n", [(1, "W209"), (1, "W209")]),
    ("- Wrapped\n  line? `#q`\n  many `action`\n", [(3, "W209")]),
    ("- C `#c`\n  - [ ] One\n  - [ ] *one* `.two`\n", [(3, "E403")]),
    ("- C `#c`\n  - [ ] One `.a`\n  - [ ] Two `.a`\n", [(3, "E403")]),
    ("- T `#t` `experiment`\n- P? `#p` `prediction` `0-100 %`\n", []),
    ("- T `#t` `experiment`\n- P? `#p` `prediction` `0-10`\n", [(2, "W418")]),
    ("- C? `#c` `check`\n  - Heard? `.heard` `0-10`\n  - Liked? `.liked`\n", [(3, "W418")]),
    ("- N? `#n` `1-5`\n- Q? `#q` `when n is low`\n", [(2, "E411")]),
]


@pytest.mark.parametrize(("text", "expected"), HEADERS)
def test_front_matter_and_whole_deck_messages(text: str, expected: tuple[int, str]) -> None:
    assert expected in found(text)


@pytest.mark.parametrize(("text", "expected"), BODIES)
def test_messages_stand_on_their_lines(text: str, expected: list[tuple[int, str]]) -> None:
    assert body(text) == expected


def test_line_numbers_survive_every_sort_of_line_end() -> None:
    text = HEAD + "- Q? `#q`\n- R?\n"
    assert found(text) == found(text.replace("\n", "\r\n")) == found(text.replace("\n", "\r"))
    assert found("\ufeff" + text) == found(text)
    assert found(text.replace("Small", "Sm\u2028\x0b\x85all")) == found(text)


def test_a_slip_gets_the_word_that_was_meant() -> None:
    (message,) = parse(HEAD + "- Q? `#q` `asumption`\n")[1]
    assert "did you mean `assumption`?" in message.text


def test_every_field_missing_on_an_experiment_card_is_named_p10() -> None:
    _, messages = parse(HEAD + "- E `#e` `experiment`\n  - What? `.text`\n")
    assert {m.text.split("`")[1] for m in messages} == {f".{name}" for name in CARD}


def test_a_file_over_the_limit_is_refused_in_a_sentence() -> None:
    deck, messages = parse("é" * (MAX_BYTES // 2 + 1))
    assert [(m.line, m.code, m.severity) for m in messages] == [(1, "E100", "error")]
    assert deck.stages == ()
