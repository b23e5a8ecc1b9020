"""Sixty pieces of CommonMark: what becomes of each in a deck.

A snippet's structure is written as one line: `[stage: prompt {probe} <note> ...]`.
"""

import pytest

from coach_tui.decks.model import Prompt, Stage
from coach_tui.decks.parse import parse


def shape_of(prompt: Prompt) -> str:
    parts = [prompt.text]
    parts += [f"{{{probe.text}}}" for probe in prompt.probes]
    parts += [f"[{option.value}]" for option in prompt.options]
    parts += [f".{field.name}" for field in prompt.fields]
    parts += ["|".join(column.name for column in prompt.columns)] if prompt.columns else []
    parts += [f"+{text}" for text in prompt.more]
    parts += [f"<{note}>" for note in prompt.notes]
    return " ".join(parts)


def shape_of_stage(stage: Stage) -> str:
    parts = [stage.text] if stage.text else []
    parts += [f"<{note}>" for note in stage.notes]
    parts += [shape_of(prompt) for prompt in stage.prompts]
    return f"[{stage.title}: {' ; '.join(parts)}]"


def shape(text: str) -> str:
    deck, _ = parse(text)
    parts = [f"# {deck.title}"] if deck.title else []
    parts += [deck.intro] if deck.intro else []
    parts += [f"<{note}>" for note in deck.notes]
    return " ".join([*parts, *map(shape_of_stage, deck.stages)])


CASES = [
    ("", ""),
    ("\n\n\n", ""),
    ("# A\n", "# A"),
    ("#A\n", "#A"),
    ("# A #\n", "# A"),
    ("# A\n# B\n", "# A [B: ]"),
    ("A\n===\n", "# A"),
    ("A\n---\n", "[A: ]"),
    ("###### A\n", "[A: ]"),
    ("####### A\n", "####### A"),
    ("words\n", "words"),
    ("two\nlines\n", "two lines"),
    ("one\n\ntwo\n", "one\n\ntwo"),
    ("> note\n", "<note>"),
    ("> one\n> two\n", "<one\ntwo>"),
    ("## S\n> note\n", "[S: <note>]"),
    ("- a\n> note\n", "[: a <note>]"),
    ("- a\n\n> note\n", "[: a <note>]"),
    ("- a\n  > note\n", "[: a <note>]"),
    ("- a\n  - b\n    > note\n", "[: a {b} <note>]"),
    ("- > note\n", "<note>"),
    ("> - a\n> - b\n", "<- a\n- b>"),
    ("> # A\n", "<# A>"),
    ("- a\n- b\n", "[: a ; b]"),
    ("* a\n+ b\n- c\n", "[: a ; b ; c]"),
    ("1. a\n2. b\n", "[: a ; b]"),
    ("7) a\n", "[: a]"),
    ("1986. What happened?\n", "[: What happened?]"),
    ("-a\n", "-a"),
    ("1.a\n", "1.a"),
    ("- a\n\n- b\n", "[: a ; b]"),
    ("- a\n<!-- c -->\n- b\n", "[: a ; b]"),
    ("- a <!-- c --> b\n", "[: a b]"),
    ("<!-- c\n- x\n-->\n- a\n", "[: a]"),
    ("<!--> a\n", "a"),
    ("- a\n  - b\n    - c\n", "[: a {b} {c}]"),
    ("1. a\n   - b\n", "[: a {b}]"),
    ("1. a\n  - b\n", "[: a ; b]"),
    ("10. a\n    - b\n", "[: a {b}]"),
    ("- a\n\tmore\n", "[: a more]"),
    ("- a\n\n  more\n", "[: a +more]"),
    ("- a\nglued\n", "[: a +glued]"),
    ("- a\n\n      code\n", "[: a +```\ncode\n```]"),
    ("- [ ] a\n", "[: a]"),
    ("- [x] a\n", "[: a]"),
    ("- a\n  - [ ] b\n  - [x] c\n", "[: a [b] [c]]"),
    ("- [x]: y\n", "[: [x]: y]"),
    ("[x]: https://example.org\n\n- a\n", "[: a]"),
    ("- a\n  -\n- b\n", "[: a ; b]"),
    ("-\n- a\n", "[: a]"),
    ("-     a\n", "```\na\n```"),
    ("***\n- a\n***\n", "[: a]"),
    ("```\n- a\n```\n", "```\n- a\n```"),
    ("~~~\n```\n~~~\n", "````\n```\n````"),
    ("- a\n\n  | b | c |\n  |---|---|\n  | 1 | 2 |\n", "[: a b|c]"),
    ("- a\n\n| b \\| c |\n|---|\n", "[: a b-c]"),
    ("| b |\n|---|\n| 1 |\n", "| b |\n|---|\n| 1 |"),
    ("- a\n  - b `.f`\n", "[: a .f]"),
    ("- a `b`c\n", "[: a `b`c]"),
    ("- ``a `#b` ``\n", "[: ``a `#b` ``]"),
    ("- a\\\n  b\n", "[: a\\ b]"),
    ("- *a* **b** _c_ [d](e)\n", "[: *a* **b** _c_ [d](e)]"),
    ("<div>\n- a\n</div>\n", ""),
    ("- a\u2028- b\n", "[: a - b]"),
    ("a\x00b\n", "a\ufffdb"),
    ("- [ ] - a\n", "[: \\- a]"),
    ("- [ ] \xa0[ ] a\n", "[: a]"),
    ("1. --\n", "[: \\--]"),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_structure(text: str, expected: str) -> None:
    assert shape(text) == expected


def test_there_are_at_least_sixty() -> None:
    assert len({text for text, _ in CASES}) >= 60


def test_nothing_is_dropped_silently_when_lists_are_deep() -> None:
    text = "".join(f"{'  ' * depth}- level {depth}\n" for depth in range(60))
    deck, _ = parse(text)
    assert len(deck.stages[0].prompts[0].probes) == 59


@pytest.mark.parametrize(
    ("labels", "kind"),
    [
        ("", "text"),
        ("`0-10`", "rating"),
        ("`question`", "question"),
        ("`question` `0-10`", "question"),
        ("`date`", "date"),
        ("`answer`", "text"),
        ("`x-rating`", "text"),
    ],
)
def test_kinds_follow_from_labels(labels: str, kind: str) -> None:
    (prompt,) = parse(f"- a `#a` {labels}")[0].prompts()
    assert prompt.kind == kind


def test_a_stages_labels_are_defaults_for_its_prompts() -> None:
    text = (
        "---\nscales:\n  like: 1-3 no | so | yes\n---\n## S `like` `required` `private` `5 min`\n"
        "- a `#a` `+x`\n- b `#b` `optional` `insight`\n- c `#c` `0-10`\n  - d `#d`\n"
    )
    deck, _ = parse(text)
    a, b, c, d = deck.prompts()
    assert (a.kind, a.scale and a.scale.labels) == ("rating", ("no", "so", "yes"))
    assert (a.required, a.private, a.minutes, deck.stages[0].minutes) == (True, True, None, 5)
    assert (b.kind, b.scale, b.required) == ("insight", None, False)
    assert c.scale and (c.scale.high, c.scale.ends) == (10, ("", ""))
    assert (d.kind, d.private, d.required) == ("text", True, False)


def test_scales_tell_their_ends_names_and_unit() -> None:
    deck, _ = parse("- a `#a` `0-10 not at all … fully`\n- b `#b` `0-100 %`\n")
    a, b = (prompt.scale for prompt in deck.prompts())
    assert a and b
    assert (a.ends, a.unit, b.unit) == (("not at all", "fully"), "", "%")


def test_old_ids_find_their_prompt() -> None:
    deck, _ = parse("- a `#new` `was #old` `was #older`\n")
    assert deck.prompt("old") is deck.prompt("older") is deck.prompt("new") is not None


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("- a `#a`", "- a `#b` `5 min` `required`\n  > note", True),
        ("- a  b", "- a\n  b", True),
        ("- \u0041\u030a", "- \u00c5", True),
        ("- a", "- b", False),
        ("- a `0-10`", "- a `0-9`", False),
        ("- a", "- a `question`", False),
        ("- a\n  - [ ] x `.x`", "- a\n  - [ ] y `.x`", False),
        ("- a\n  - x `.x`", "- a\n  - x `.y`", False),
    ],
)
def test_a_hash_changes_when_old_answers_no_longer_fit(first: str, second: str, same: bool) -> None:
    one, two = (next(parse(text)[0].prompts()).hash for text in (first, second))
    assert (one == two) is same
    assert len(one) == 8


def test_without_an_id_the_hash_is_the_identity_and_twins_differ() -> None:
    deck, _ = parse("- a\n- a\n- a `@coach`\n")
    first, second, third = deck.prompts()
    assert first.id == f"~{first.hash}"
    assert [second.id, third.id] == [f"{first.id}.2", f"{first.id}.3"]


def test_stage_ids_come_from_labels_then_from_names() -> None:
    deck, _ = parse("- a\n## Start\n## Start `#other`\n## Über uns\n## 始め\n## 3 things\n")
    ids = [stage.id for stage in deck.stages]
    assert ids[:4] == ["start", "start-2", "other", "uber-uns"]
    assert ids[4].startswith("stage-") and ids[5] == "stage-3-things"
