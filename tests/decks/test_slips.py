"""Slips of those who write their first deck: each is found, and its remedy is the right one."""

import pytest

from coach_tui.decks.linting import lint
from coach_tui.decks.parse import parse

HEAD = "---\ndeck: 1\nid: small\n---\n# Small\n\n## One `checkout`\n\n"
LIST = "# List\n\n- What is it?\n"


def said(body: str, head: str = HEAD) -> list[str]:
    return [f"{message.code} {message.text}" for message in parse(head + body)[1]]


def bare(body: str) -> list[str]:
    """The words of a body that are reported as labels without backticks."""
    return [text.split("`")[1] for text in said(body) if text.startswith("W209")]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("- How well did I coach? @coach\n", ["@coach"]),
        ("- What do you want? #b\n", ["#b"]),
        ("- What is for you only? #mine private\n", ["#mine", "private"]),
        ("- What is for you only? `#mine` private\n", ["private"]),
        ("- What is for you only? private `#mine`\n", ["private"]),
        ("- *What is for you only?* `#mine` private `insight`\n", ["private"]),
        ("- Name it. required\n", ["required"]),
        ("- My best day… many\n", ["many"]),
        ("- [ ] The customer .customer\n", [".customer"]),
        ("- Q? `#q`\n  - [ ] The customer .customer\n", [".customer"]),
        ("- Q? `#q`\n  - What is it called? .name `required`\n", [".name"]),
        ("- Q? `#q`\n  - And what was that like? #like\n", ["#like"]),
        ("- How sure? `of it` .confidence\n", [".confidence"]),
        ("## At home? between\n", ["between"]),
        ("## Leaving checkout `3 min`\n", ["checkout"]),
        ("## Only for us @both `3 min`\n", ["@both"]),
    ],
)
def test_a_label_without_backticks_is_found(body: str, words: list[str]) -> None:
    assert sorted(bare(body)) == sorted(words)


@pytest.mark.parametrize(
    "body",
    [
        "- What would you rather keep private\n",
        "- I say what is required `#says` `private`\n",
        "- Whom do you know, and are there many? `#know`\n",
        "- Is it public? Is it Private? `#q`\n",
        "- One vs. many `#few`\n",
        "- Where are you between few … many `#few`\n",
        "- Is the field `name` required `#q`\n",
        "- What do people mean by #later when they say it? `#later`\n",
        "- What would you write to bob@coach\n",
        "- What is in your notes.md\n",
        "- Which of your files end in .md `#q`\n",
        "- Q? `#q`\n  - [ ] My notes.md\n",
        "- Q? `#q`\n  - [ ] .net\n",
        "- #later\n",
        "## The checkout `3 min`\n",
        "## What is required\n",
        "# About #later\n",
    ],
)
def test_ordinary_words_are_no_labels(body: str) -> None:
    assert bare(body) == []


def test_a_lost_id_is_reported_once() -> None:
    assert [text[:4] for text in said("- What is it? #it\n- And what now? `#It`\n")] == [
        "W209",
        "E105",
    ]


@pytest.mark.parametrize("label", ["privat", "pivate", "pirvate", "Private", "privatee"])
def test_what_was_to_stay_private_is_not_shared_for_a_slip(label: str) -> None:
    (text,) = said(f"- Q? `#q` `{label}`\n")
    assert text.startswith("E209") and "did you mean `private`?" in text and "shared" in text


@pytest.mark.parametrize("label", ["@coch", "@Coach", "coach", "@caoch"])
def test_what_is_the_coachs_is_not_shown_for_a_slip(label: str) -> None:
    (text,) = said(f"- Q? `#q` `{label}`\n")
    assert text.startswith("E209") and "did you mean `@coach`?" in text


@pytest.mark.parametrize("label", ["privy", "@boss", "proviate-x", "@teach"])
def test_other_unknown_labels_are_no_matter_of_privacy(label: str) -> None:
    assert not [text for text in said(f"- Q? `#q` `{label}`\n") if "E209" in text]


@pytest.mark.parametrize(
    ("label", "remedy"),
    [
        ("1–5", "no spaces, as in `1-5`"),
        ("1 - 5 low … high", "no spaces, as in `1-5`"),
        ("1 to 5", "no spaces, as in `1-5`"),
        ("5 minutes", "write `5 min`"),
        ("5 mins", "write `5 min`"),
        ("5 m", "write `5 min`"),
        ("2 hours", "write `2 h`"),
        ("when a = one", "write `is`, not `=`"),
        ("when a != one", "write `is not`, not `!=`"),
        ("when a = 4", "write `a >= 4 and a <= 4`"),
        ("when a is 4", "write `a >= 4 and a <= 4`"),
        ("when a answered or b answered", "there is no `or`: ask it as two prompts"),
        ("when low", "`id answered`, `id is option` and `id < 4`, joined by `and`"),
    ],
)
def test_what_cannot_be_read_comes_with_a_remedy(label: str, remedy: str) -> None:
    (text,) = said(f"- Q? `#q` `{label}`\n")
    assert remedy in text


@pytest.mark.parametrize("unit", ["%", "km", "km/h", "points", "days a week", "US dollars"])
def test_units_are_units(unit: str) -> None:
    assert said(f"- Q? `#q` `0-7 {unit}`\n") == []


@pytest.mark.parametrize(
    "ends", ["low..high", "low .. high", "so - so", "so – so", "low to high", "a, b", "low / high"]
)
def test_two_ends_are_no_unit(ends: str) -> None:
    (text,) = said(f"- Q? `#q` `0-7 {ends}`\n")
    assert text.startswith(f"W210 `{ends}` is taken for a unit")


@pytest.mark.parametrize(
    ("test", "outcome"),
    [
        ("> 5", "never"),
        (">= 6", "never"),
        ("< 1", "never"),
        ("<= 0", "never"),
        ("> 0", "always"),
        (">= 1", "always"),
        ("< 6", "always"),
        ("<= 5", "always"),
        ("> 4", ""),
        (">= 5", ""),
        ("< 2", ""),
        ("<= 1", ""),
    ],
)
def test_a_comparison_that_decides_nothing(test: str, outcome: str) -> None:
    found = said(f"- N? `#n` `1-5`\n- Q? `#q` `when n {test}`\n")
    assert [text.split("` ")[1].split()[0] for text in found] == [outcome] * bool(outcome)


def test_a_condition_on_a_rating_is_told_to_compare() -> None:
    (text,) = said("- N? `#n` `1-5`\n- Q? `#q` `when n is low`\n")
    assert "#n is a rating: compare it with a number, as in `n < 3`" in text


def test_a_condition_may_mean_the_prompt_that_has_no_id_yet() -> None:
    asks = "- Q? `#q` `when mood answered`\n"
    line = HEAD.count("\n") + 1
    assert f"is it the prompt on line {line}, which has no id" in said("- Mood?\n" + asks)[-1]
    assert "no id yet" not in said("- Mood?\n- Or this?\n" + asks)[-1]


def test_scales_of_the_front_matter() -> None:
    def head(lines: str) -> str:
        return f"---\ndeck: 1\nid: a\n{lines}---\n# T\n\n## S `checkout`\n\n"

    asks = "- A `#a` `{}`\n- B `#b` `{}`\n".format
    assert "did you mean `scales`?" in said("", head("scale:\n  warm: 1-5\n"))[0]
    flat = said("", head("scales:\nwarm: 1-2 a | b\ncold: 1 to 3\n"))
    assert [text for text in flat if "W104" in text] == [
        f"W104 unknown key `{name}`; indent this line under `scales:`" for name in ("warm", "cold")
    ]
    declared = head("scales:\n  how-often: 1-3 never | always\n")
    assert [text[:4] for text in said(asks("how-often", "how-often"), declared)] == ["W206"]
    assert "did you mean `how-often`?" in said(asks("how-offen", "how-often"), declared)[-1]
    assert "as in `1-5`" in said("", head("scales:\n  warm: 1–5 a … b\n"))[0]


def test_a_plain_list_is_told_what_it_is_read_as() -> None:
    assert [(m.line, m.code) for m in lint(LIST, {})[1]] == [(1, "I101"), (3, "W404")]
    assert [m.code for m in lint("---\ndeck: 1\nid: a\n" + LIST, {})[1]].count("I101") == 0


def test_the_message_about_ids_is_short_and_names_the_command() -> None:
    (text,) = said("- What is it?\n")
    assert "`coach-tui decks write-ids FILE`" in text and len(text) < 120


def test_a_label_silences_craft_hints_on_its_line() -> None:
    def hints(label: str) -> list[str]:
        return [m.code for m in lint(f"{HEAD}- My week `#week`{label}\n", {})[1]]

    assert hints("") == ["Q10"]
    assert hints(" `x-ok`") == hints(" `x-ok-q10`") == []
    assert hints(" `x-ok-q01`") == ["Q10"]
