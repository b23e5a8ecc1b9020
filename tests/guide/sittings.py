"""A session under way: opened, replied to, looked at."""

from coach_tui.engagement import Engagement
from coach_tui.guide.session import begin, replies
from coach_tui.guide.session.reading import Sitting
from coach_tui.guide.session.steps import parts
from coach_tui.records.state import Record


def opened(engagement: Engagement, deck: str) -> Sitting:
    """A fresh session with a deck."""
    made = engagement.do(*begin.start(engagement, deck))
    return begin.sitting(engagement, next(r for r in made if r.kind == "session"))


def keep(sitting: Sitting, prompt: str, *texts: str, **named: str) -> list[Record]:
    """Reply to a prompt as the player does."""
    step = next(s for s in sitting.steps if s.prompt.id == prompt)
    by_name = {p.name: p for p in parts(step.prompt)}
    given = {"": texts[0]} if texts else dict(named)
    said = {n: replies.value(sitting, by_name[n], v) for n, v in given.items()}
    made = sitting.engagement.do(*replies.keep(sitting, step, said))
    sitting.refresh()
    return made


def at(sitting: Sitting) -> str:
    """The prompt that is asked next."""
    index = sitting.next_open()
    return "" if index is None else sitting.steps[index].prompt.id
