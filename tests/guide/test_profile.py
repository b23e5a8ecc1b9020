"""A person's habits over time: scored from what they answered, set beside the time before (P11)."""

from pathlib import Path

import pytest

from coach_tui.disk import private_dir
from coach_tui.guide.people.profile import compared, least, results, stretches
from coach_tui.guide.reader import Reader
from coach_tui.guide.session import begin, closing, replies
from coach_tui.guide.session.editions import decks_at_hand
from tests.guide.profiles import DECK, answered
from tests.pair import DAY, Pair, founded


@pytest.fixture
def folder(pair: Pair) -> Path:
    made = private_dir(pair.coach.home.decks())
    (made / "four.md").write_text(DECK)
    return made


def test_what_was_answered_before_anybody_joined_is_the_learners(tmp_path: Path) -> None:
    """P11: a coach may begin alone; the later of two results on one day stands last."""
    coach = founded(tmp_path)
    made = private_dir(coach.home.decks())
    (made / "four.md").write_text(DECK)
    for value in range(1, 6):
        engagement = coach.open()
        session = next(
            r for r in engagement.do(*begin.start(engagement, "four")) if r.kind == "session"
        )
        sitting = begin.sitting(engagement, session)
        for step in sitting.steps[:4]:
            engagement.do(*replies.keep(sitting, step, {"": value}))
        engagement.do(*closing.end(sitting))
    found = results(Reader(coach.open()), "learner")
    assert [r.bars[1].score.mean for r in found] == [1, 2, 3, 4, 5]
    assert results(Reader(coach.open()), coach.open().me.member) == []


def learner(pair: Pair) -> str:
    return pair.learner.open().me.member


def test_bars_come_from_the_learners_answers_and_least_is_proposed_p11(
    pair: Pair, folder: Path
) -> None:
    (folder / "other.md").write_text(
        "---\ndeck: 1\nid: other\ntags: [looking]\n---\n# O\n\n- Q? `#q`\n"
    )
    engagement = answered(pair, 5, 1, 2, 2)
    (found,) = results(Reader(engagement), learner(pair))
    assert [(b.title, b.score.mean, b.score.points) for b in found.bars] == [
        ("Acting", 5.0, 100.0),
        ("Looking", 2.0, 25.0),
    ]
    assert found.ends == ("never", "always")
    low = least(found)
    assert low and low.id == "looking"
    assert [name for name, _ in stretches(decks_at_hand(Reader(engagement)), low)] == ["other"]
    assert results(Reader(engagement), engagement.me.member) == []


def test_a_later_result_stands_beside_the_earlier_one(pair: Pair, folder: Path) -> None:
    answered(pair, 5, 1, 2, 2)
    first, second = results(Reader(answered(pair, 2, 3, 2, 3)), learner(pair))
    acting, looking = compared(second, first)
    assert acting.by == pytest.approx(-2.5) and acting.words == "-2.5"
    assert looking.by == pytest.approx(0.5) and looking.words == "within chance"
    assert [c.words for c in compared(second, None)] == ["", ""]


def test_statements_that_were_reworded_are_not_compared(pair: Pair, folder: Path) -> None:
    answered(pair, 5, 1, 2, 2)
    (folder / "four.md").write_text(DECK.replace("I look back.", "I often look back."))
    first, second = results(Reader(answered(pair, 5, 1, 4, 4)), learner(pair))
    acting, looking = compared(second, first)
    assert acting.by == 0
    assert looking.by is None and looking.words == "not comparable: other statements"
    assert first.bars[1].score.mean == 2.0


def test_a_statement_with_another_id_is_the_same_statement(pair: Pair, folder: Path) -> None:
    answered(pair, 5, 1, 2, 2)
    (folder / "four.md").write_text(DECK.replace("`#b1`", "`#back` `was #b1`"))
    first, second = results(Reader(answered(pair, 5, 1, 4, 4)), learner(pair))
    assert [c.by for c in compared(second, first)] == [0, 2]


def test_another_scale_is_never_set_beside_the_one_before(pair: Pair, folder: Path) -> None:
    answered(pair, 5, 1, 2, 2)
    (folder / "four.md").write_text(DECK.replace("`1-5 never", "`0-10 never"))
    first, second = results(Reader(answered(pair, 5, 1, 4, 4)), learner(pair))
    assert [c.by for c in compared(second, first)] == [None, None]


def test_of_two_on_one_day_the_one_that_ended_later_is_the_latest(pair: Pair, folder: Path) -> None:
    for value in range(1, 6):
        answered(pair, value, 1, 2, 2)
        pair.coach.wall.forward(60_000 - 30 * DAY)
    means = [r.bars[0].score.mean for r in results(Reader(pair.coach.open()), learner(pair))]
    assert means == [3.0, 3.5, 4.0, 4.5, 5.0]


def test_too_few_answers_before_are_said_as_such(pair: Pair, folder: Path) -> None:
    answered(pair, 5)
    first, second = results(Reader(answered(pair, 5, 1, 2, 2)), learner(pair))
    assert [c.words for c in compared(second, first)] == ["not enough answers before"] * 2


def test_too_few_answers_are_no_bar(pair: Pair, folder: Path) -> None:
    (found,) = results(Reader(answered(pair, 5)), learner(pair))
    assert [b.score.mean for b in found.bars] == [None, None] and least(found) is None
    assert [c.words for c in compared(found, None)] == [
        "1 of 2 answered: not enough",
        "0 of 2 answered: not enough",
    ]
