"""The decks we ship: complete, clean, and true to the rows they serve."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from coach_tui.decks import library
from coach_tui.decks.check import CARD_FIELDS
from coach_tui.decks.edition import learner
from coach_tui.decks.model import Deck, DeckError, Stage
from coach_tui.decks.parse import parse

ROOT = Path(__file__).parents[2]
NAMES = ("challenge-assumptions", "learning-preferences", "plan-experiment", "review-experiment")
ROWS = {
    "challenge-assumptions": {"P5", "P6", "P8"},
    "learning-preferences": {"P11"},
    "plan-experiment": {"P10", "C6", "C7", "C8"},
    "review-experiment": {"P8", "C8", "P17"},
}


@pytest.fixture(params=NAMES)
def deck(request: pytest.FixtureRequest) -> Deck:
    return library.load(request.param)


def stage(deck: Deck, flag: str) -> list[Stage]:
    return [one for one in deck.stages if getattr(one, flag)]


def test_the_four_are_there() -> None:
    assert set(NAMES) <= set(library.ids())


def test_they_check_clean(deck: Deck) -> None:
    assert parse(library.source(deck.id))[1] == ()


def test_they_say_which_rows_they_serve(deck: Deck) -> None:
    assert set(deck.rows) == ROWS[deck.id]
    assert deck.license == "CC-BY-4.0"
    assert deck.based_on


def test_time_boxes_add_up_and_there_is_a_way_in_and_out(deck: Deck) -> None:
    assert sum(s.minutes or 0 for s in deck.stages if not s.between) == deck.minutes
    assert len(stage(deck, "checkin")) == len(stage(deck, "checkout")) == 1


def test_ids_are_given_and_unique(deck: Deck) -> None:
    ids = [prompt.id for prompt in deck.prompts()]
    assert len(set(ids)) == len(ids)
    assert all(prompt.named for prompt in deck.prompts())
    assert len({s.id for s in deck.stages}) == len(deck.stages)
    assert 12 <= sum(len(s.prompts) for s in deck.stages) <= 25


def test_one_question_at_a_time(deck: Deck) -> None:
    for prompt in deck.prompts():
        parts = [probe.text for probe in prompt.probes] + [one.text for one in prompt.fields]
        for text in (prompt.text, *parts):
            assert text.count("?") <= 1, text
            assert len(text.split()) <= 25, text


def test_next_decks_exist(deck: Deck) -> None:
    assert not deck.next or deck.next in library.ids()


def test_the_inventory_has_four_dimensions_of_five_p11() -> None:
    deck = library.load("learning-preferences")
    scored = [prompt.scored for prompt in deck.prompts() if prompt.scored]
    dimensions = [one.id for s in deck.stages for one in s.dimensions]
    assert len(scored) == 20 and len(dimensions) == 4
    for name in dimensions:
        assert sorted(sign for key, sign in scored if key == name) == [-1, 1, 1, 1, 1]
    assert [p.kind for p in deck.stages[-1].prompts] == ["action"]


def test_assumptions_are_named_weighed_and_turned_into_a_question_p5_p6_p8() -> None:
    deck = library.load("challenge-assumptions")
    sheet = deck.prompt("two-columns")
    assert sheet and sheet.kind == "worksheet" and sheet.private and len(sheet.columns) == 2
    many = deck.prompt("assumptions")
    assert many and many.kind == "assumption" and many.many
    sure = [prompt.of for prompt in deck.prompts() if prompt.of]
    assert sure == [("heaviest", "confidence")] * 2
    question = deck.prompt("as-question")
    assert question and question.kind == "question"
    (homework,) = stage(deck, "between")
    assert homework.prompts
    (coach_only,) = [prompt for prompt in deck.prompts() if prompt.who == "coach"]
    assert coach_only.private and coach_only.id not in learner(deck)


def test_the_card_has_every_field_an_experiment_needs_p10_c6_c7_c8() -> None:
    card = library.load("plan-experiment").prompt("card")
    assert card and card.kind == "experiment"
    names = {one.name for one in card.fields}
    assert names >= {*CARD_FIELDS, "where", "comparison", "constant"}
    kinds = {one.name: one.kind for one in card.fields}
    assert (kinds["chance"], kinds["review"]) == ("rating", "date")


def test_the_review_asks_for_source_loop_and_decision_p8_c8_p17() -> None:
    deck = library.load("review-experiment")
    options = {p.id: [o.value for o in p.options] for p in deck.prompts() if p.options}
    assert options["source"] == ["observed", "told", "guessed"]
    assert options["loop"][:2] == ["single", "double"]
    assert options["decision"] == ["adopt", "adapt", "abandon"]


def test_the_coach_is_told_when_and_why_c5(deck: Deck) -> None:
    assert deck.notes
    notes = [one.notes for one in deck.stages] + [one.notes for one in deck.prompts()]
    assert sum(map(bool, notes)) >= 5


def test_the_licence_says_who_and_what() -> None:
    text = (ROOT / "prompts" / "LICENSE").read_text(encoding="utf-8")
    assert "Creative Commons Attribution 4.0 International" in text
    assert "Coach TUI contributors" in text


def test_an_unknown_deck_is_a_sentence_with_a_suggestion() -> None:
    with pytest.raises(DeckError, match=r"no deck `plan-experimnt`.*`plan-experiment`"):
        library.load("plan-experimnt")


@pytest.mark.parametrize(
    ("ref", "parts"),
    [("a", ("a", None)), ("a#b", ("a", "b")), ("a#", ("a", None)), ("#b", ("", "b"))],
)
def test_a_reference_may_name_a_stage(ref: str, parts: tuple[str, str | None]) -> None:
    assert library.split_ref(ref) == parts


def run(code: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


ZIPPED = """
from coach_tui.decks import library
print(library.__file__.split('.zip')[0].endswith('coach'), *library.ids())
print(library.load('plan-experiment').title)
print('markdown_it' in __import__('sys').modules)
"""


def test_decks_are_found_inside_a_zip(tmp_path: Path) -> None:
    archive = tmp_path / "coach.zip"
    with zipfile.ZipFile(archive, "w") as out:
        for path in sorted((ROOT / "coach_tui").rglob("*.py")):
            out.write(path, str(path.relative_to(ROOT)))
        for path in sorted((ROOT / "prompts").glob("*.md")):
            out.write(path, f"coach_tui/prompts/{path.name}")
    code = f"import sys; sys.path.insert(0, {str(archive)!r})\n{ZIPPED}"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True
    )
    assert done.stderr == ""
    first, title, _ = done.stdout.splitlines()
    assert first == " ".join(["True", *sorted(library.ids())])
    assert title == library.load("plan-experiment").title


def test_a_broken_deck_in_the_package_names_file_and_line(tmp_path: Path) -> None:
    prompts = tmp_path / "coach_tui" / "prompts"
    prompts.mkdir(parents=True)
    for path in sorted((ROOT / "coach_tui").rglob("*.py")):
        target = tmp_path / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    (prompts / "renamed.md").write_text("---\ndeck: 1\nid: good\n---\n# T\n\n- Q? `#q`\n")
    (prompts / "bad.md").write_text("---\ndeck: 1\nid: bad\n---\n# T\n\n- Q? `#q` `!new`\n")
    code = f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n" + (
        "from coach_tui.decks import library\n"
        "from coach_tui.decks.model import DeckError\n"
        "print(*library.ids(), 'markdown_it' in sys.modules)\n"
        "print(library.load('good').title)\n"  # the other one is broken, and not looked at
        "try: library.load('bad')\n"
        "except DeckError as error: print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True
    )
    ids, title, sentence = done.stdout.splitlines()
    assert (ids, title) == ("bad good False", "T")
    assert sentence.startswith("bad.md, line 7: label `!new`")
