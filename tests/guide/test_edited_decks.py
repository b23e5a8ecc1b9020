"""An edited deck leaves the history readable: reworded, re-scaled, renamed, deleted prompts."""

from pathlib import Path

import pytest

from coach_tui.decks.parse import parse
from coach_tui.disk import private_dir
from coach_tui.guide.reader import Reader
from coach_tui.guide.session import begin, editions, exercises
from coach_tui.guide.session.reading import Sitting
from coach_tui.records.refusal import Refused
from coach_tui.records.state import Record
from tests.guide.sittings import keep, opened
from tests.pair import Pair

DECK = """---
deck: 1
id: weekly
---
# Weekly

## Back

- How sure are you? `#sure` `0-10 not … fully`
- What went otherwise? `#otherwise`
  > NOTE
- What is soon gone? `#gone`

## Out `checkout`

- What now? `#now`
"""
EDITS = {
    "reworded": ("What went otherwise?", "What surprised you?"),
    "rescaled": ("0-10 not", "1-5 not"),
    "renamed": ("What now? `#now`", "What now? `#next` `was #now`"),
    "deleted": ("- What is soon gone? `#gone`\n", ""),
}


@pytest.fixture
def deck(pair: Pair) -> Path:
    file = private_dir(pair.coach.home.decks()) / "weekly.md"
    file.write_text(DECK)
    return file


def answer(sitting: Sitting, prompt: str, text: str) -> Record:
    return keep(sitting, prompt, text)[-1]


@pytest.mark.parametrize("edit", EDITS)
def test_old_answers_are_read_as_they_were_asked(pair: Pair, deck: Path, edit: str) -> None:
    engagement = pair.coach.open()
    sitting = opened(engagement, "weekly")
    replies = {"sure": "7", "otherwise": "All", "gone": "Soon", "now": "Go"}
    old = {p: answer(sitting, p, text) for p, text in replies.items()}
    deck.write_text(DECK.replace(*EDITS[edit]))
    engagement.publish()
    pair.learner.sync()
    for side in (pair.coach.open(), pair.learner.open()):
        was = editions.deck_of(side, side.state.records[sitting.session])
        for prompt, record in old.items():
            kept, asked = side.state.records[record.id], was.prompt(prompt)
            assert asked and kept.text("asked") == asked.text
            assert kept.text("prompt_hash") == asked.hash
        assert side.state.records[old["sure"].id].text("scale") == "0-10 not … fully"


def test_only_what_is_another_question_gets_another_hash(pair: Pair, deck: Path) -> None:
    engagement = pair.coach.open()
    before = {p.id: p.hash for p in parse(DECK)[0].prompts()}
    for edit, (old, new) in EDITS.items():
        deck.write_text(DECK.replace(old, new))
        found = begin.sitting(engagement, opened(engagement, "weekly").record).deck
        changed = {i for i, h in before.items() if (p := found.prompt(i)) is None or p.hash != h}
        expected = {"reworded": {"otherwise"}, "rescaled": {"sure"}, "deleted": {"gone"}}
        assert changed == expected.get(edit, set())


def test_a_session_that_was_left_goes_on_with_the_deck_as_it_was(pair: Pair, deck: Path) -> None:
    engagement = pair.coach.open()
    sitting = opened(engagement, "weekly")
    answer(sitting, "sure", "7")
    for old, new in EDITS.values():
        deck.write_text(deck.read_text().replace(old, new))
    again = begin.sitting(pair.coach.open(), engagement.state.records[sitting.session])
    assert [s.prompt.id for s in again.steps] == ["sure", "otherwise", "gone", "now"]
    assert again.steps[1].prompt.notes == ("NOTE",)
    assert again.next_open() == 1


def test_two_ratings_of_one_question_say_their_scales(pair: Pair, deck: Path) -> None:
    from coach_tui.tui.record import record_rows, words_of

    engagement = pair.coach.open()
    old = answer(opened(engagement, "weekly"), "sure", "4")
    deck.write_text(DECK.replace(*EDITS["rescaled"]))
    new = answer(opened(engagement, "weekly"), "sure", "4")
    assert [words_of(r) for r in (old, new)] == [
        "How sure are you?  4 (0-10)",
        "How sure are you?  4 (1-5)",
    ]
    rows = record_rows(Reader(engagement), old)
    assert any("0-10 not … fully" in (row.words.plain if row.words else "") for row in rows)


def test_an_edition_that_would_be_too_long_is_refused_in_words_about_decks(
    pair: Pair, deck: Path
) -> None:
    engagement = pair.coach.open()
    before = opened(engagement, "weekly").session
    many = "".join(f"- What about number {n}? `#q{n}`\n" for n in range(1500))
    deck.write_text(
        DECK.replace("## Out", f"## Many `private` `when otherwise answered`\n\n{many}\n## Out")
    )
    said = r"edition of weekly would have \d+ KiB; a deck may have 64\..*fewer labels"
    with pytest.raises(Refused, match=said):
        begin.start(engagement, "weekly")
    with pytest.raises(Refused, match=said):
        exercises.assign(engagement, "weekly", engagement.member_named("learner"), "")
    with pytest.raises(Refused, match=said):
        editions.share(engagement, "weekly")
    # What was begun with the deck as it was is none the worse for it.
    again = begin.sitting(engagement, engagement.state.records[before])
    assert again.deck.prompt("q1") is None
