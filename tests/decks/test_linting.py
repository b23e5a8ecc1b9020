"""What the linter says beside the file itself: other decks at hand, and the wording."""

import pytest
from hypothesis import given, settings

from coach_tui.decks import library
from coach_tui.decks.linting import lint
from coach_tui.decks.parse import parse
from tests.decks.mutants import lines_in, mutated
from tests.decks.texts import HEAD

ORIGINAL = """---
deck: 1
id: small
version: 2
scales:
  far: 0-10 no … yes
---
# Small

## One `checkout`

- Rate? `#rate` `far`
- Choose? `#choose`
  - [ ] A `.a`
  - [ ] B `.b`
- Form `#form`
  - Part? `.part`
- Then? `#then` `when rate > 5`
"""
TRANSLATION = ORIGINAL.replace("id: small", "id: klein\nlang: de\ntranslation-of: small@2")


def found(text: str) -> list[tuple[int, str]]:
    return [(m.line, m.code) for m in lint(text, {"small": parse(ORIGINAL)[0]})[1]]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("small@2", "small@2", []),
        ("- Then? `#then` `when rate > 5`\n", "", [(5, "W503")]),
        ("`#then`", "`#than`", [(5, "W503"), (20, "W504")]),
        (
            "- Rate? `#rate` `far`",
            "- Rate? `#rate` `question`",
            [(8, "W109"), (14, "W505"), (14, "W505")],
        ),
        ("0-10 no", "0-9 no", [(14, "W505")]),
        ("`.b`", "`.c`", [(15, "W505")]),
        ("`.part`", "`.teil`", [(18, "W505")]),
        ("rate > 5", "rate > 6", [(20, "W505")]),
    ],
)
def test_a_translation_is_compared(old: str, new: str, expected: list[tuple[int, str]]) -> None:
    assert found(TRANSLATION.replace(old, new)) == expected


CRAFT = HEAD.replace("small", "a") + "- Are you well? And why did you go? `#q`{}\n"


@pytest.mark.parametrize(
    ("label", "codes"),
    [
        ("", ["Q01", "Q02", "Q05"]),
        (" `x-ok`", []),
        (" `x-ok-q02`", ["Q01", "Q05"]),
        (" `x-ok-q01` `x-ok-q05`", ["Q02"]),
    ],
)
def test_hints_are_advice_and_quiet_line_by_line(label: str, codes: list[str]) -> None:
    messages = lint(CRAFT.format(label), {})[1]
    assert [m.code for m in messages] == codes
    assert {(m.severity, m.line) for m in messages} <= {("info", 9)}
    assert lint(CRAFT.format(label).replace("id: a", "id: a\nlang: de"), {})[1] == ()


@settings(max_examples=100, deadline=None)
@given(mutated())
def test_careless_editing_never_breaks_the_linter(text: str) -> None:
    decks = {name: library.load(name) for name in library.ids()}
    text = text.replace("lang: en", "translation-of: ladder@1.0", 1)
    _, messages = lint(text, decks)
    assert all(1 <= m.line <= lines_in(text) for m in messages)


OUT = "- Out? `#o` `check`\n"
CHANCE = "- Likely? `#p` `prediction` `0-100 %`\n"


@pytest.mark.parametrize(
    ("kind", "body", "expected"),
    [
        ("exercise", OUT, [(8, "W420")]),
        ("session", OUT, []),
        ("exercise", "- Try? `#t` `insight`\n" + CHANCE, [(9, "W420")]),
        ("exercise", "- Try? `#t`\n  - What? `#c` `experiment`\n" + CHANCE, []),
        ("session", OUT + "- Then? `#t` `when o answered`\n", []),
        ("session", OUT + "- Then? `#t` `when o is heard`\n", [(9, "W419")]),
        ("session", "- Mood? `#m` `0-10`\n" + OUT + "- Then? `#t` `when m < o`\n", [(10, "W419")]),
    ],
)  # fmt: skip
def test_what_is_given_blind_is_asked_where_it_can_be_given_and_compared_with_nothing(
    kind: str, body: str, expected: list[tuple[int, str]]
) -> None:
    text = f"---\ndeck: 1\nid: a\nkind: {kind}\n---\n# A\n\n{body}"
    codes = ("W419", "W420", "E411", "W213")
    assert [(n, c) for n, c in found(text) if c in codes] == expected
