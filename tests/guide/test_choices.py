"""What was chosen is read in the words that stood there, and goes on counting by its name."""

from pathlib import Path

import pytest

from coach_tui.cli.reading import headline
from coach_tui.disk import private_dir
from coach_tui.guide.reader import Reader
from coach_tui.guide.session import begin
from coach_tui.guide.session.reading import Sitting
from coach_tui.history import queries
from coach_tui.records.change import Change
from coach_tui.records.state import Record
from coach_tui.tui.record import record_rows, words_of
from coach_tui.tui.session import drawing as view
from coach_tui.tui.widgets.rows import Row
from tests.guide.sittings import at, keep, opened
from tests.pair import Pair, Side

DECK = """---
deck: 1
id: paths
scales:
  how-often: 0-2 never | now and then | every day
---
# Paths

## Choose

- Which way? `#way`
  - [ ] Make it *twice* as large `.double`
  - [ ] Fit it to what is there `.adapt`
- Why twice? `#why` `when way is double`
- How often? `#often` `how-often`
- And then? `#then`
  - How bold? `.bold` `how-often`
  - With whom? `.whom`
    - [ ] Alone `.alone`
    - [ ] With others `.others`

## Out `checkout`

- What now? `#now`
"""


@pytest.fixture
def deck(pair: Pair) -> Path:
    file = private_dir(pair.coach.home.decks()) / "paths.md"
    file.write_text(DECK)
    return file


@pytest.fixture
def sitting(pair: Pair, deck: Path) -> Sitting:
    return opened(pair.coach.open(), "paths")


def read(rows: list[Row]) -> str:
    return "\n".join(f"{r.words.plain if r.words else r.text} {r.under}" for r in rows)


def detail(side: Side, identity: str) -> str:
    engagement = side.open()
    return read(record_rows(Reader(engagement), engagement.state.records[identity]))


def test_the_words_are_there_on_both_devices_when_the_deck_is_gone(
    pair: Pair, sitting: Sitting, deck: Path
) -> None:
    way = keep(sitting, "way", "double")[0]
    often = keep(sitting, "often", "every day")[0]
    then = keep(sitting, "then", bold="never", whom="others")[0]
    assert way.get("value") == "double" and at(sitting) == "why"
    deck.unlink()
    sitting.engagement.publish()
    pair.learner.sync()
    for side in pair.sides:
        here = [side.record(r.id) for r in (way, often, then)]
        for words in (words_of, headline):
            assert [words(r) for r in here] == [
                "Which way?  Make it twice as large",
                "How often?  2 every day (0-2)",
                "And then?  0 never; With others",
            ]
        assert "Make it twice as large" in detail(side, way.id)
        assert "double" not in detail(side, way.id)
        assert "2 every day" in detail(side, often.id)


def test_the_player_shows_what_was_kept_with_its_question(sitting: Sitting) -> None:
    keep(sitting, "way", "adapt")
    assert "Fit it to what is there Which way?" in read(
        view.kept(Reader(sitting.engagement), sitting)
    )
    step = sitting.steps[0]
    from coach_tui.guide.session.steps import parts

    (kept,) = view.ask(Reader(sitting.engagement), sitting, step, parts(step.prompt)[0]).kept
    assert kept[1] == "Fit it to what is there"


def test_another_choice_has_its_words_and_so_has_the_one_before(
    pair: Pair, sitting: Sitting
) -> None:
    way = keep(sitting, "way", "double")[0]
    keep(sitting, "way", "adapt")
    sitting.engagement.publish()
    assert words_of(pair.coach.record(way.id)) == "Which way?  Fit it to what is there"
    assert at(sitting) == "often"
    shown = detail(pair.coach, way.id)
    assert "Before" in shown and "Make it twice as large" in shown
    # By hand, on the command line, the name alone is set.
    pair.coach.edit(way.id, value="double")
    assert words_of(pair.coach.record(way.id)) == "Which way?  Make it twice as large"


def test_the_search_finds_what_was_chosen_and_not_what_stood_beside_it(
    pair: Pair, sitting: Sitting
) -> None:
    keep(sitting, "way", "double")
    state = pair.coach.open().state
    assert [r.text("prompt") for r in queries.search(state, "twice as large")] == ["way"]
    assert queries.search(state, "what is there") == []


def test_an_answer_of_before_shows_its_question_and_gets_words_when_it_is_given_again(
    pair: Pair, sitting: Sitting
) -> None:
    engagement = sitting.engagement
    old = _old(sitting, "way", "choice", "double")
    assert words_of(old) == headline(old) == "Which way?  double"
    rated = _old(sitting, "often", "rating", 1, scale="0-2 never | now and then | every day")
    assert words_of(rated) == "How often?  1 now and then (0-2)"
    sitting.refresh()
    keep(sitting, "way", "adapt")
    assert words_of(engagement.state.records[old.id]) == "Which way?  Fit it to what is there"


def _old(sitting: Sitting, prompt: str, kind: str, value: object, **more: str) -> Record:
    engagement = sitting.engagement
    asked = next(s.prompt.text for s in sitting.steps if s.prompt.id == prompt)
    said = {"session": sitting.session, "prompt": prompt, "asked": asked, "value": value}
    change = Change(engagement.replica.new_id(), "answer", engagement.wall(),
                    said | {"type": kind, "state": "answered", **more})  # fmt: skip
    engagement.apply(engagement.replica.commit([change]))
    return engagement.state.records[change.id]


@pytest.mark.parametrize(
    "options",
    [1, "x", [], {"": 1}, {"": {"double": 1}}, {"": {"double": {}}}, {"x": {"double": "y"}}],
)
def test_options_of_any_shape_do_no_harm(pair: Pair, sitting: Sitting, options: object) -> None:
    old = _old(sitting, "way", "choice", "double", options=options)  # type: ignore[arg-type]
    assert words_of(old) == "Which way?  double"


def test_a_choice_is_no_text_to_edit(pair: Pair, sitting: Sitting) -> None:
    from coach_tui.tui.dialogs.record import can_edit

    way = keep(sitting, "way", "double")[0]
    now = keep(sitting, "now", "Go on")[0]
    assert not can_edit(sitting.engagement, way) and can_edit(sitting.engagement, now)


def test_a_session_goes_on_by_the_names(pair: Pair, sitting: Sitting) -> None:
    keep(sitting, "way", "double")
    again = begin.sitting(pair.coach.open(), sitting.record)
    assert at(again) == "why"


def test_of_a_long_question_the_beginning_stands_before_the_answer(pair: Pair, deck: Path) -> None:
    deck.write_text(DECK.replace("Which way?", "Which way " + "and by which road " * 20 + "?"))
    way = keep(opened(pair.coach.open(), "paths"), "way", "double")[0]
    for words, room in ((words_of, 48), (headline, 36)):
        asked, _, said = words(way).partition("  ")
        assert said == "Make it twice as large"
        assert asked.startswith("Which way and by") and asked.endswith("…") and len(asked) <= room
    assert way.text("asked") in detail(pair.coach, way.id)
