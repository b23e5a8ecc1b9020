"""Sessions that were held, weeks before the next one."""

from coach_tui.guide import writing
from coach_tui.guide.session import closing
from coach_tui.records.state import Record
from tests.guide.sittings import opened
from tests.pair import DAY, Pair

DECK = "challenge-assumptions"


def held(pair: Pair, *actions: str, date: str = "") -> Record:
    """A session of the coach's that agreed on some actions and on a question, and its record."""
    coach = pair.coach.open()
    sitting = opened(coach, DECK)
    for text in actions:
        said = {"text": text, "session": sitting.session, "owner": "Leo"}
        coach.do(*writing.new(coach, "action", said))
    said = {"text": "Who set the promise?", "session": sitting.session}
    coach.do(*writing.new(coach, "question", said))
    sitting.refresh()
    coach.do(*closing.end(sitting, date))
    later(pair)
    return coach.state.records[sitting.session]


def later(pair: Pair, days: int = 21) -> None:
    """Some weeks later, with everything arrived."""
    for side in pair.sides:
        side.wall.forward(days * DAY)
    pair.rounds()
