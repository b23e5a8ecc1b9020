"""A profile deck, and answers to it."""

from coach_tui.engagement import Engagement
from coach_tui.guide.session import begin, closing, replies
from coach_tui.guide.session.reading import Sitting
from tests.pair import DAY, Pair

DECK = """---
deck: 1
id: four
kind: inventory
---
# Four

## All `1-5 never … always`

- I begin. `#a1` `+acting`
- I wait. `#a2` `-acting`
- I look back. `#b1` `+looking`
- I note it down. `#b2` `+looking`

## Picture `scores`

- **Acting.** What comes of it. `=acting`
- **Looking.** What was. `=looking`

## Out `checkout`

- What now? `#now` `action`
"""


def answered(pair: Pair, *values: int) -> Engagement:
    engagement = pair.coach.open()
    made = engagement.do(*begin.start(engagement, "four"))
    session = next(r for r in made if r.kind == "session")
    sitting: Sitting = begin.sitting(engagement, session)
    for step, value in zip(sitting.steps, values, strict=False):
        engagement.do(*replies.keep(sitting, step, {"": value}))
        sitting.refresh()
    engagement.do(*closing.end(sitting))
    pair.coach.wall.forward(30 * DAY)
    return engagement
