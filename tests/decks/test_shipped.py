"""The decks we ship: complete, clean, and true to the rows they serve."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from coach_tui.decks import library
from coach_tui.decks.check import CARD_FIELDS
from coach_tui.decks.edition import learner
from coach_tui.decks.linting import lint
from coach_tui.decks.model import Deck, DeckError, Stage
from coach_tui.decks.parse import parse
from coach_tui.decks.reference import split_ref
from coach_tui.records.kinds import known

ROOT = Path(__file__).parents[2]
ROWS = {
    "after-a-mistake": "C2 C8",
    "after-the-event": "C2 P17 P3",
    "challenge-assumptions": "P5 P6 P8",
    "coach": "P12",
    "decision-journal": "P10 P17 P5",
    "delegate": "C6 P5 P8",
    "ending-well": "C10 P15 P16",
    "enquire": "C9 P6 P9 P12 P14",
    "faster-than-change": "P13",
    "first-session": "C2 C3 C4 N2 P2",
    "first-talk": "C1 C3",
    "force-field": "P13",
    "giving-feedback": "C2 P17",
    "go-and-see": "P14 P17",
    "hard-conversation": "C9 P5",
    "issue-brief": "C1 N1 N2 N3 P1 P9",
    "ladder": "P5 P17",
    "learning-contract": "P11 P2",
    "learning-log": "C10 P3",
    "learning-preferences": "P11",
    "mentor": "P2 P12",
    "mid-term-review": "C4 N1 P15",
    "new-role": "P14 P6 P7",
    "plan-experiment": "C6 C7 C8 P10",
    "pre-mortem": "C8 P10",
    "review-experiment": "C8 P8 P17",
    "safe-to-try": "C6 C7 C8 N3",
    "seven-views": "C5 P2",
    "solve": "P1 P12",
    "supervision": "C5 P2",
    "three-way-contract": "C4 C7 N1 N2 P16",
    "three-way-meeting": "C7 N1 N2 P16",
    "two-columns": "C2 P5",
    "values-in-conflict": "P5 P8",
    "what-holds-it": "P5 P8",
    "what-i-do-not-know": "P6 P14",
    "what-works": "P3 P17",
    "who-is-affected": "C6 P13 P14",
    "who-set-this-rule": "C9 P7",
}
"""The library: every deck with the rows of the method that it serves."""
EXERCISES = {"decision-journal", "go-and-see", "learning-log"}
HABITS = ("trying", "reviewing", "explaining", "applying")


@pytest.fixture(params=library.ids())
def deck(request: pytest.FixtureRequest) -> Deck:
    return library.load(request.param)


def stage(deck: Deck, flag: str) -> list[Stage]:
    return [one for one in deck.stages if getattr(one, flag)]


def test_all_of_them_are_there() -> None:
    assert set(library.ids()) == set(ROWS)


def test_they_check_clean(deck: Deck) -> None:
    text = library.source(deck.id)
    assert [m for m in parse(text)[1] if m.code != "I423"] == []
    # A deck that is announced by another may be written tomorrow; the check above counts them.
    others = {name: library.load(name) for name in library.ids()}
    assert [m for m in lint(text, others)[1] if m.code not in ("W110", "I423")] == []


def test_they_say_what_they_are_and_which_rows_they_serve(deck: Deck) -> None:
    assert set(deck.rows) == set(ROWS[deck.id].split())
    assert deck.license == "CC-BY-4.0"
    assert deck.based_on and deck.approach and deck.intro and deck.tags
    assert (deck.kind == "exercise") is (deck.id in EXERCISES)


def test_time_boxes_add_up_and_there_is_a_way_in_and_out(deck: Deck) -> None:
    table = [s for s in deck.stages if not s.between]
    assert all(s.minutes for s in table)
    assert sum(s.minutes or 0 for s in table) == deck.minutes
    assert len(stage(deck, "checkout")) == 1
    assert deck.id in EXERCISES or len(stage(deck, "checkin")) == 1


def test_the_time_is_enough_for_what_is_asked_of_everybody(deck: Deck) -> None:
    asked = [p for s in deck.stages for p in s.prompts if not (s.between or p.condition)]
    spoken = [p for p in asked if not p.scored]
    assert len(spoken) * 1.2 <= (deck.minutes or 0)


def test_ids_are_given_and_unique(deck: Deck) -> None:
    ids = [prompt.id for prompt in deck.prompts()]
    assert len(set(ids)) == len(ids)
    assert all(prompt.named for prompt in deck.prompts())
    assert len({s.id for s in deck.stages}) == len(deck.stages)


def test_one_question_at_a_time(deck: Deck) -> None:
    for prompt in deck.prompts():
        parts = [probe.text for probe in prompt.probes] + [one.text for one in prompt.fields]
        for text in (prompt.text, *parts):
            assert text.count("?") <= 1, text
            assert len(text.split()) <= 25, text


def test_next_decks_exist(deck: Deck) -> None:
    assert deck.next in ROWS or deck.id == "seven-views"


def test_an_exercise_asks_only_the_one_who_does_it(deck: Deck) -> None:
    if deck.kind == "exercise":
        assert {prompt.who for prompt in deck.prompts()} == {"learner"}


def test_each_habit_of_learning_has_something_that_stretches_it_p11() -> None:
    decks = [library.load(name) for name in library.ids()]
    for habit in HABITS:
        assert any(habit in deck.tags for deck in decks), habit


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
    on = [prompt.of for prompt in deck.prompts() if prompt.of]
    assert [one for one in on if one[1] == "confidence"] == [("heaviest", "confidence")] * 2
    assert {one[1] for one in on} >= {"speaks-for", "against", "false"}
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
    told = [s for s in deck.stages if s.notes or any(p.notes for p in s.prompts)]
    assert 2 * len(told) >= len(deck.stages)


def test_an_experience_is_four_things_in_one_record_and_private_p3() -> None:
    (log,) = [p for p in library.load("learning-log").prompts() if p.fields]
    assert log.kind == "experience" and known("experience").audience == "private"
    assert [one.name for one in log.fields] == ["happened", "meaning", "conclusion", "next"]


@pytest.mark.parametrize("name", ["supervision", "seven-views"])
def test_the_coachs_own_sheet_stays_with_the_coach_c5(name: str) -> None:
    deck = library.load(name)
    assert {prompt.who for prompt in deck.prompts()} == {"coach"}
    assert all(prompt.private for prompt in deck.prompts())
    assert not any(prompt.text in learner(deck) for prompt in deck.prompts())


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
    assert split_ref(ref) == parts


def run(code: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


ZIPPED = """
from coach_tui.decks import library
from coach_tui.decks.reference import split_ref
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
