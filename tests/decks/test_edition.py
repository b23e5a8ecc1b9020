"""The learner's edition: nothing of the coach's gets out, nothing of the learner's gets lost."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from coach_tui.decks import library
from coach_tui.decks.edition import learner, sha
from coach_tui.decks.model import Deck, Probe, Prompt
from coach_tui.decks.parse import parse
from tests.decks.notes import HIDDEN, SECRET

SOURCES = [library.source(name) for name in library.ids()]


def for_learner(prompt: Prompt) -> Prompt:
    """The prompt as the learner has it: no notes, no follow-up of the coach's."""
    probes = tuple(
        Probe(probe.text, for_learner(probe.prompt) if probe.prompt else None)
        for probe in prompt.probes
        if not (probe.prompt and probe.prompt.who == "coach")
    )
    return replace(prompt, notes=(), probes=probes)


def stages(deck: Deck) -> list[tuple[object, ...]]:
    return [
        (
            *(s.id, s.title, s.text, s.minutes, s.checkout, s.dimensions),
            *(for_learner(p) for p in s.prompts if p.who != "coach"),
        )
        for s in deck.stages
        if s.headed and s.who != "coach"
    ]


def assert_round_trip(text: str) -> None:
    deck, _ = parse(text)
    edition = learner(deck)
    again, _ = parse(edition)
    assert learner(again) == edition
    assert (again.id, again.title, again.intro) == (deck.id, deck.title, deck.intro)
    assert stages(again) == stages(deck)
    assert not again.notes and not any(p.notes for p in again.prompts())


def test_the_shipped_decks_survive_c5() -> None:
    for source in SOURCES:
        assert_round_trip(source)
        found = parse(learner(parse(source)[0]))[1]
        assert [m for m in found if m.code != "I423"] == []


def test_private_prompts_stay_in_for_the_learners_own_device() -> None:
    again, _ = parse(learner(library.load("challenge-assumptions")))
    sheet = again.prompt("two-columns")
    assert sheet and sheet.private and sheet.rows


def test_an_editions_name_is_half_a_sha256() -> None:
    assert sha("") == "e3b0c44298fc1c149afbf4c8996fb924"
    assert sha("é") != sha("e")


def test_a_second_use_of_an_id_leaves_no_empty_prompt() -> None:
    assert_round_trip("- `#a`\n- `#a`\n- b `#b`\n  - `#a`\n  - c `#b`\n")
    assert_round_trip("## S `scores`\n- a `#a`\n- b `#a`\n")


WORD = st.sampled_from(["what", "if", "now", "*so*", "a | b", "1. x", "- y", "é", "[ ] z", "`q"])
TEXT = st.lists(WORD, min_size=1, max_size=5).map(" ".join)
LABELS = ["", " `0-10 a … b`", " `question`", " `private`", " `5 min`", " `many` `required`"]


@st.composite
def decks(draw: st.DrawFn) -> str:
    """A deck with something hidden between its ordinary parts."""
    parts = [f"---\ndeck: 1\nid: d\nx-own: {SECRET}\n{SECRET}: {SECRET}\n# {SECRET}\n---\n# T\n\n"]
    for _ in range(draw(st.integers(1, 6))):
        if draw(st.booleans()):
            parts.append(draw(st.sampled_from(HIDDEN))(SECRET))
        elif draw(st.booleans()):
            parts.append(f"- {draw(TEXT)}{draw(st.sampled_from(LABELS))}\n")
        else:
            parts.append(f"\n{draw(st.sampled_from(['## S', 'text', '  - sub', '  text']))}\n\n")
    return "".join(parts)


@settings(max_examples=200, deadline=None)
@given(decks())
def test_nothing_of_the_coachs_gets_out_c5(text: str) -> None:
    assert SECRET not in learner(parse(text)[0])
    assert_round_trip(text)


def test_every_hiding_place_is_one() -> None:
    for hide in HIDDEN:
        text = f"# T\n\n## S\n\n{hide(SECRET)}"
        assert SECRET in text
        assert SECRET not in learner(parse(text)[0]), text


PIECES = st.sampled_from(
    [
        *("`", "``", "- ", "  ", "    ", "> ", "## ", "\n", "\n\n", "`#a`", "`.b`", "`@coach`"),
        *("|", "|---|\n", "---\n", "===\n", "1. ", "<!--", "-->", "<div>", "\\", "[x]: y", "Q?"),
        *("`when a < 5`", "`of a` `.c`", "```", "\t", "\u2028", "\xa0", "\r", "`form`", "[ ] "),
        *("`=d`", "`+d`", "  - [ ] ", "a", "é", "`0-10`", "`scores`", "#"),
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join))
def test_any_text_gives_an_edition_that_reads_back_alike(text: str) -> None:
    assert_round_trip(text)
