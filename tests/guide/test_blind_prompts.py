"""Predictions and check-outs as prompts of a deck (P10, C2): given blind, and asked once."""

import pytest

from coach_tui.disk import private_dir
from coach_tui.engagement import Engagement
from coach_tui.guide import blind
from coach_tui.guide.day.today import today
from coach_tui.guide.reader import Reader
from coach_tui.guide.session import begin, reading, replies
from coach_tui.guide.session.reading import Sitting
from coach_tui.records.refusal import Refused
from tests.guide.envelopes import FIVE, look
from tests.guide.sittings import at, opened
from tests.pair import Pair, everything_published

DECK = """---
deck: 1
id: blind
---
# Blind

- What will you try? `#card` `experiment`
- How likely is it? `#mine` `prediction` `0-100 %` `@each`
- How was it? `#out` `check` `@each`
  - Heard? `.heard` `0-10`
  - Focus? `.focus` `0-10`
  - Manner? `.manner` `0-10`
  - Open? `.open` `0-10`
  - Worth? `.worth` `0-10`
"""


def begun(pair: Pair) -> Sitting:
    (private_dir(pair.coach.home.decks()) / "blind.md").write_text(DECK)
    return opened(pair.coach.open(), "blind")


def give(sitting: Sitting, prompt: str, values: dict[str, object]) -> None:
    step = next(s for s in sitting.steps if s.prompt.id == prompt and sitting.mine(s))
    sitting.engagement.do(*replies.keep(sitting, step, values))
    sitting.refresh()


def other(pair: Pair, session: str) -> tuple[Engagement, Sitting]:
    pair.learner.sync()
    engagement = pair.learner.open()
    return engagement, begin.sitting(engagement, engagement.state.records[session])


@pytest.mark.parametrize(
    ("prompt", "values", "secret"), [("mine", {"": 61}, "'chance'"), ("out", FIVE, "'heard'")]
)
def test_what_a_prompt_asks_blind_is_open_only_after_both(
    pair: Pair, prompt: str, values: dict[str, object], secret: str
) -> None:
    sitting = begun(pair)
    sitting.engagement.do(*replies.keep(sitting, sitting.steps[0], {"": "Ring first"}))
    sitting.refresh()
    theirs = next(s for s in sitting.steps if s.prompt.id == prompt and sitting.elsewhere(s))
    with pytest.raises(Refused, match="private to the person"):
        replies.keep(sitting, theirs, values)
    sitting.engagement.do(*replies.mark(sitting, theirs, "asked"))
    give(sitting, prompt, values)
    mine = next(s for s in sitting.steps if s.prompt.id == prompt and sitting.mine(s))
    assert not sitting.open(mine, sitting.replies())
    sitting.engagement.publish()
    assert secret not in repr(everything_published(pair.folder, pair.coach.ring()))
    learner, under_way = other(pair, sitting.session)
    assert [
        n.record.text("prompt") for n in today(Reader(learner)).needs if n.record.kind == "answer"
    ] == [prompt]
    reply = under_way.reply(mine)
    assert reply is not None and reply.answered and reply.value is None
    give(under_way, prompt, values)
    learner.publish()
    assert not [n for n in today(Reader(learner)).needs if n.record.kind == "answer"]
    for _ in range(2):
        coach = look(pair.coach)
        learner = look(pair.learner)
    about = reading.about(sitting, mine)
    for side in (coach, learner):
        assert {s.state for s in blind.blind_statuses(Reader(side), about).values()} == {"revealed"}
    assert secret in repr(everything_published(pair.folder, pair.coach.ring()))


def test_a_prediction_without_an_experiment_says_what_to_do(pair: Pair) -> None:
    with pytest.raises(Refused, match="Write or choose one"):
        give(begun(pair), "mine", {"": 61})


def test_what_was_given_elsewhere_is_not_asked_again(pair: Pair) -> None:
    sitting = begun(pair)
    coach = sitting.engagement
    coach.do(*blind.give(coach, sitting.session, FIVE))
    sitting.refresh()
    step = next(s for s in sitting.steps if s.prompt.id == "out" and sitting.mine(s))
    assert not sitting.open(step, sitting.replies())
    assert at(sitting) == "card"
