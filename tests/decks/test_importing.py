"""Lists of questions as people write them, made into decks."""

import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from coach_tui.decks.files import LIMIT
from coach_tui.decks.importing import Ask, Found, Part, as_deck, read_list
from coach_tui.decks.model import Deck
from coach_tui.decks.parse import parse
from coach_tui.decks.text import lines_of
from tests.cli.running import Device
from tests.decks import reach

RENDER = MarkdownIt("commonmark", {"html": False})  # tags are words to the app


def shown(text: str) -> str:
    """A wording as it looks to whoever reads the Markdown."""
    return re.sub(r"\s+", " ", RENDER.renderInline(text)).strip()


def imported(text: str) -> Deck:
    """The deck that comes of a list, without a mistake in it."""
    found = read_list(text)
    deck, messages = parse(as_deck(found, "some-deck", found.sure))
    assert not [m for m in messages if m.severity != "info"]
    return deck


def asked(text: str) -> list[str]:
    return [ask.text for ask in read_list(text).prompts if ask.sure]


def unsure(text: str) -> list[str]:
    return [ask.text for ask in read_list(text).prompts if not ask.sure]


# -- what is recognised ----------------------------------------------------------------------------


def test_foreign_front_matter_gives_the_title_and_a_table_of_contents_nothing() -> None:
    found = read_list(
        '---\nlayout: page\ntitle: "Good questions"\ntags:\n  - a\n---\n\n'
        "- [Start](#start)\n- [About us](https://example.org/a?b=c)\n\n## Start\n\n- What is new?\n"
    )
    assert found.title == "Good questions"
    assert [(a.text, a.line) for a in found.prompts] == [("What is new?", 13)]
    assert read_list('+++\ntitle = "From a site"\n+++\n- Why?\n').title == "From a site"
    assert asked("- [What is it?](https://example.org)\n") == ["[What is it?](https://example.org)"]


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    assert asked("---\n- What is new?\n---\n- What is old?\n") == ["What is new?", "What is old?"]


def test_headings_bold_lines_and_timed_items_open_stages() -> None:
    found = read_list(
        "# All\n\n## First meeting (20 minutes)\n- A?\n\n**About the project:**\n\n- B?\n\n"
        "1. Pre-writing (5 minutes)\n\nSit down.\n\n- C?\n\n2. Sharing – 1 hour\n\n- D?\n"
    )
    assert found.title == "All"
    assert found.stages == (
        Part("First meeting", 20),
        Part("About the project"),
        Part("Pre-writing", 5),
        Part("Sharing", 60),
    )


def test_invitations_and_stems_are_prompts() -> None:
    text = (
        "- Tell me about a good day\n- Describe the room\n- **Please** walk me through it.\n"
        "- My best day …\n- I was proud when ____\n- Bring a pen\n- Lunch, tea, etc...\n"
        "- Materials\n- Snacks\n- Chairs\n- Tables\n- Lamps\n"
    )
    assert asked(text) == [
        "Tell me about a good day",
        "Describe the room",
        "**Please** walk me through it.",
        "My best day …",
        "I was proud when ____",
    ]


def test_half_of_a_list_carries_the_rest_and_less_leaves_it_unsure() -> None:
    assert asked("- What is new?\n- What is old?\n- The best part\n- The worst part\n") == [
        "What is new?",
        "What is old?",
        "The best part",
        "The worst part",
    ]
    assert unsure("- What is new?\n- The best part\n- The worst part\n") == [
        "The best part",
        "The worst part",
    ]


def test_what_is_only_quoted_is_unsure() -> None:
    text = '- Say "why?" less often\n- Sit down\n- Listen\n- "What else?"\n- Wait\n'
    assert asked(text) == ['"What else?"']
    assert 'Say "why?" less often' in unsure(text)


def test_nested_items_are_probes_if_they_ask_and_else_notes() -> None:
    prompt = read_list(
        "1. What happened?\n   - Who was there?\n     - And who was not?\n   - role\n"
    )
    assert prompt.prompts == (
        Ask("What happened?", 1, 0, True, ("Who was there?", "And who was not?"), ("role",)),
    )


def test_questions_under_a_label_keep_the_label() -> None:
    found = read_list("- What is old?\n- Discussion\n  - What is new?\n")
    assert found.prompts[1].notes == ("Discussion",)
    staged = read_list("## Day\n- Warm up\n  - What is new?\n- Go on\n  - What is old?\n\nWhy?\n")
    assert [s.title for s in staged.stages] == ["Warm up", "Go on", "Day"]


def test_indented_paragraphs_and_if_yes_are_probes() -> None:
    found = read_list(
        "- Did it rain?\n\n    Who got wet? There was a roof.\n\n- If yes: what did you do?\n"
    )
    (prompt,) = found.prompts
    assert prompt.probes == ("Who got wet?", "If yes: what did you do?")
    assert prompt.notes == ("There was a roof.",)


def test_a_heading_that_asks_with_nothing_asked_below_is_a_prompt() -> None:
    (prompt,) = read_list("# Answers\n\n## What if it rains?\n\nCome in.\n\n- with tea\n").prompts
    assert prompt == Ask("What if it rains?", 3, 0, True, (), ("Come in.", "with tea"))
    found = read_list("## What if it rains?\n\n- Will you come?\n")
    assert [a.text for a in found.prompts] == ["Will you come?"]
    assert found.stages == (Part("What if it rains?"),)


def test_quoted_scripts_tables_and_bare_lines_are_read() -> None:
    assert asked("> Thank you for coming.\n>\n> - Have you done this before?\n") == [
        "Have you done this before?"
    ]
    found = read_list("| Topic | Ask |\n|---|---|\n| Aim | What do you want? |\n")
    assert found.prompts == (Ask("What do you want?", 3, 0, True, (), ("Aim",)),)
    assert asked("What is new?\nWhat is old?\n") == ["What is new?", "What is old?"]
    assert asked("• What is new?\n• What is old?\n") == ["What is new?", "What is old?"]
    assert asked("With your leave, I take notes. Is that all right?\n") == [
        "With your leave, I take notes. Is that all right?"
    ]


def test_a_note_below_an_item_stays_its_note() -> None:
    deck = imported("- Is it time?\n> only if they said so\n\n- What next?\n")
    assert deck.stages[0].prompts[0].notes == ("only if they said so",)


def test_empty_bullets_and_answer_lines_are_nothing() -> None:
    assert asked("- What?\n  -\n  - …\n  - ____\n-\n- Who?\n") == ["What?", "Who?"]
    assert all(not a.probes and not a.notes for a in read_list("- What?\n  -\n  - …\n").prompts)


def test_question_marks_of_other_scripts() -> None:
    for text in (
        "何をしますか？",
        "ما الجديد؟",
        "Ի՞նչ նոր բան կա։",
        "ምን አዲስ ነገር አለ፧",
        "¿Qué hay de nuevo?",
    ):
        assert asked(f"- {text}\n- a\n- b\n- c\n") == [text]


def test_a_semicolon_asks_in_greek_only() -> None:
    assert asked("- Τι νέα;\n- ναι\n- όχι\n") == []
    assert asked("---\nlang: el\n---\n- Τι νέα;\n- ναι\n- όχι\n") == ["Τι νέα;"]
    assert asked("- one;\n- two;\n- three.\n") == []
    kept = "Τι νέα\u037e"
    assert imported(f"- {kept}\n").stages[0].prompts[0].text == kept


def test_code_and_addresses_ask_nothing() -> None:
    text = "- see https://example.org/?\n- `a ? b : c`\n- [why?](x)  and so on\n- `what?`\n"
    assert asked(text) == []
    assert asked("```\n- What?\n```\n\n    - Why?\n") == []


# -- what is written -------------------------------------------------------------------------------


def test_the_deck_is_strict_and_has_ids_from_the_words() -> None:
    found = read_list("# Mine\n\n## Start (5 min)\n- What is new?\n- What is new?\n- 何？\n")
    text = as_deck(found, "mine", found.sure)
    deck, messages = parse(text)
    assert (deck.grammar, deck.id, deck.title) == (1, "mine", "Mine")
    assert deck.stages[0].minutes == 5
    ids = [p.id for p in deck.stages[0].prompts]
    assert ids[:2] == ["what-is-new", "what-is-new-2"]
    assert re.fullmatch("q-[0-9a-f]{6}", ids[2])
    assert not [m for m in messages if m.code == "W404"]
    assert read_list(text).strict


def test_what_is_not_chosen_stands_as_comments_that_can_be_opened() -> None:
    found = read_list("- What is new?\n- Bring --> a pen\n- Sit down\n")
    text = as_deck(found, "d", found.sure)
    assert [p.text for p in parse(text)[0].prompts()] == ["What is new?"]
    opened = re.sub(r"<!-- (- .*) -->", r"\1", text)
    texts = [shown(p.text) for p in parse(opened)[0].prompts()]
    assert texts == [shown(a.text) for a in found.prompts]
    everything = as_deck(found, "d", range(3))
    assert "<!--" not in everything and len(list(parse(everything)[0].prompts())) == 3


@pytest.mark.parametrize(
    "text",
    [
        "Explain `git rebase`",
        "Is it `#this` or `5 min`",
        "a ` b `c`",
        "1. What?",
        "1986) What?",
        "# What?",
        "> What?",
        "- What?",
        "--- What?",
        "--",
        "[ ] What?",
        "[x] What?",
        "[x]: what?",
        "<b>What</b>?",
        "<!- What?",
        "What? <",
        "`what` `required`",
        "``what`` `@coach`",
        "ends with a tick `",
        "ends with \\",
        "{#id} $x [/] *a* _b_",
        "| a | b |",
        "=== What?",
        "~~~ What?",
    ],
)
def test_words_that_look_like_structure_come_back(text: str) -> None:
    ask = Ask(text, 1, 0, True, (text, "Why?"), (text,))
    found = Found(text, stages=(Part(text),), prompts=(ask, Ask("Next?", 2, 0, True)))
    deck, messages = parse(as_deck(found, "d", found.sure))
    assert not [m for m in messages if m.severity == "error"]
    assert [shown(s.title) for s in deck.stages] == [shown(text)]
    assert shown(deck.title) == shown(text)
    prompts = deck.stages[0].prompts
    assert [shown(p.text) for p in prompts] == [shown(text), "Next?"]
    assert [shown(p.text) for p in prompts[0].probes] == [shown(text), "Why?"]
    assert prompts[0].notes == (text,)
    assert prompts[0].named and prompts[0].kind == "text"


PIECES = [
    *(
        "What",
        "is",
        "new?",
        "Tell me",
        "…",
        "?",
        "(5 min)",
        "`a`",
        "``",
        "`",
        "\\",
        "[ ]",
        "[x]",
        "#",
    ),
    *(
        "1.",
        "-",
        ">",
        "<b>",
        "<!--",
        "-->",
        "|",
        "---",
        "***",
        "**",
        "&",
        "&#96;",
        "[a](b?)",
        "~~~",
    ),
    *(
        "\n",
        "\n\n",
        "  ",
        "\t",
        "    ",
        "\u2028",
        "\x0b",
        "\x85",
        "\xa0",
        "؟",
        ";",
        "՞",
        "\u037e",
        ":",
    ),
    *("\u200b", "\ufeff", "e\u0301", "`#id`", "`5 min`", "\n- ", "\n  - ", "\n1. ", "\n> ", "\n# "),
    *("\n| a | b? |\n|---|---|\n", "\n**Bold**\n", "\n-\n", "___", "If yes: ", "“", "”", "\r\n"),
]
LISTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=40).map("".join)
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=12).map(
    lambda parts: " ".join(" ".join(lines_of("".join(parts))).replace("<!--", "").split())
)


@given(LISTS)
def test_any_file_is_read_and_comes_back_word_for_word(text: str) -> None:
    found = read_list(text)
    written = as_deck(found, "d", range(len(found.prompts)))
    deck, messages = parse(written)
    assert not [m for m in messages if m.severity == "error"], written
    prompts = [p for stage in deck.stages for p in stage.prompts]
    assert [shown(p.text) for p in prompts] == [shown(a.text) for a in found.prompts], written
    probes = [[shown(p.text) for p in prompt.probes] for prompt in prompts]
    assert probes == [[shown(p) for p in a.probes] for a in found.prompts], written
    assert all(p.named for p in prompts)
    lines = len(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    assert all(1 <= a.line <= lines for a in found.prompts)
    left = as_deck(found, "d", found.sure)
    sure = [shown(a.text) for a in found.prompts if a.sure]
    assert [shown(p.text) for s in parse(left)[0].stages for p in s.prompts] == sure, left


@given(TEXTS, TEXTS, TEXTS)
def test_any_wording_comes_back_word_for_word(text: str, probe: str, note: str) -> None:
    if not re.search(r"\w", text) or not re.search(r"\w", probe):
        return
    ask = Ask(text, 1, 0, True, (probe,), (note,) if note else ())
    found = Found("T", stages=(Part("S"),), prompts=(ask,))
    deck, messages = parse(as_deck(found, "d", found.sure))
    assert not [m for m in messages if m.severity == "error"]
    (prompt,) = deck.stages[0].prompts
    assert shown(prompt.text) == shown(text)
    assert [shown(p.text) for p in prompt.probes] == [shown(probe)]
    assert not note or [shown(n) for n in prompt.notes] == [shown(note)]


@pytest.mark.parametrize(
    "piece",
    ["- What?\n", "`", "` a ", "[", "[a](", "? ", "?)", ".", "(5 m", "* ", "“", '"a ', "**a** ",
     "> ", "<b ", "If a, ", "1. a\n", "- a\n  - b?\n", "|a?", "_", "\\`", "? a\n", "## a?\n", "…"],
)  # fmt: skip
def test_the_largest_file_is_read_in_processor_seconds_not_minutes(piece: str) -> None:
    text = piece * (LIMIT // len(piece.encode()))
    start = time.process_time()
    found = read_list(text)
    as_deck(found, "d", found.sure)
    assert time.process_time() - start < 30  # in proportion: 2; by the square: many minutes


# -- the command -----------------------------------------------------------------------------------


def test_the_command_writes_a_new_deck_and_touches_nothing_else(tmp_path: Path) -> None:
    device, target = Device(tmp_path / "home"), tmp_path / "my-deck.md"
    source = str(tmp_path / "list.md")
    Path(source).write_text(
        "# Mine\n\n## A\n- What?\n- Who?\n\n## B\n- Why?\n\n## C\n- pen\n- ink\n"
    )
    done = device("decks", "import", source, "-o", str(target))
    assert done.out.endswith("3 prompts in 2 stages, 2 unsure written as comments at the end\n")
    first = target.read_bytes()
    deck, messages = parse(target.read_text())
    assert (deck.id, deck.title) == ("my-deck", "Mine")
    assert not [m for m in messages if m.severity != "info"]

    other = str(tmp_path / "other.md")
    said = device.refused("decks", "import", source, "-o", str(target))
    assert "is there already" in said
    said = device.refused("decks", "import", str(target), "-o", other)
    assert "is a deck already" in said
    assert target.read_bytes() == first and not Path(other).exists()

    done = device("decks", "import", source, "-o", other, "--all")
    assert done.out == f"{other}: 5 prompts in 3 stages\n"
    made = str(tmp_path / "made.md")
    found = device("decks", "import", source, "-o", made, "--json").json
    assert found == {"deck": made, "prompts": 3, "stages": 2, "unsure": 2}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "There is no file"),
        (b"\x00\xff" * 50, "is not a text in UTF-8"),
        (b"Nothing is asked.", "No questions were found"),
        (b"", "No questions were found"),
        (b"- What?\n" * 200_000, "more than 256 KiB"),
        (b"- What?\n" * 10_000, "a deck may have 64"),
    ],
    ids=["missing", "binary", "prose", "empty", "big", "long"],
)
def test_the_command_refuses_what_is_no_list(
    tmp_path: Path, content: bytes | None, words: str
) -> None:
    if content is not None:
        (tmp_path / "list").write_bytes(content)
    target = tmp_path / "deck.md"
    device = Device(tmp_path / "home")
    assert words in device.refused("decks", "import", str(tmp_path / "list"), "-o", str(target))
    assert not target.exists()


def test_the_command_says_where_it_cannot_read_or_write(tmp_path: Path) -> None:
    device = Device(tmp_path / "home")
    (tmp_path / "some.md").write_text("- What?\n")
    said = device.refused("decks", "import", str(tmp_path), "-o", str(tmp_path / "deck.md"))
    assert "is a folder" in said
    where = str(tmp_path / "no" / "such.md")
    said = device.refused("decks", "import", str(tmp_path / "some.md"), "-o", where)
    assert "could not be written" in said


# -- lists by other people, see lists/SOURCES.md ---------------------------------------------------


def test_at_least_98_of_100_question_lines_are_reached() -> None:
    total = reach.total()
    assert total.lines > 400
    assert total.reached >= 0.98 * total.lines


def test_at_least_9_of_10_ticked_prompts_are_usable_questions() -> None:
    usable, labelled = reach.usable()
    assert labelled == reach.DRAWN
    assert usable >= 0.9 * labelled


def test_the_page_about_decks_tells_the_same_figures(capsys: pytest.CaptureFixture[str]) -> None:
    reach.main()
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    every, known = next(r for r in rows if r[0] == "all"), next(r for r in rows if r[0] == "held")
    page = (Path(__file__).parents[2] / "docs" / "decks.md").read_text("utf-8")
    usable, labelled = reach.usable()
    assert f"{every[2]} of {every[1]} at the time" in page
    assert f"{known[3]} of {known[2]} in those" in page
    assert f"Of\n{labelled} ticked prompts, {usable} can" in page


@pytest.mark.parametrize("path", reach.lists(), ids=lambda path: path.stem)
def test_a_real_list_comes_back_word_for_word(path: Path) -> None:
    text = path.read_text("utf-8")
    found = read_list(text)
    deck = imported(text)
    said = [shown(a.text) for a in found.prompts if a.sure]
    assert [shown(p.text) for s in deck.stages for p in s.prompts] == said
    folded = " ".join(re.sub(r"^[ \t]*>", "", text, flags=re.M).split())
    assert all(" ".join(a.text.split()) in folded for a in found.prompts)
