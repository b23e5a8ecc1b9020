"""What stands beside a prompt that asks about records."""

from coach_tui.decks.model import SHOWN
from coach_tui.engagement import Engagement
from coach_tui.guide import writing
from coach_tui.guide.people import contract
from coach_tui.guide.reader import Reader
from coach_tui.guide.worth import beside
from coach_tui.records.state import Record
from coach_tui.tui.beside.records import NAMES, Place, in_words, record_rows
from coach_tui.tui.widgets.rows import Row
from tests.guide.sittings import opened
from tests.guide.trial_cards import WHOLE
from tests.pair import DAY, Pair


def made(engagement: Engagement, kind: str, audience: str = "", **said: object) -> Record:
    """A new record."""
    return engagement.do(*writing.new(engagement, kind, said, audience=audience))[0]


def shown(
    engagement: Engagement, *shows: str, session: str = "", issue: str = "", two: bool = False
) -> str:
    """The rows of some things as plain text."""
    rows = record_rows(Reader(engagement, together=two), shows, Place(issue, session, 42, True))
    return "\n".join(words(row) for row in rows)


def words(row: Row) -> str:
    """All that a row says."""
    head = row.words.plain if row.words else row.text
    return " ".join([head, row.right, row.under, *(one.plain for one in row.lines)]).rstrip()


def test_everything_that_a_deck_may_show_has_a_name_and_is_said_where_it_lacks(pair: Pair) -> None:
    engagement = pair.coach.open()
    assert set(NAMES) == set(SHOWN)
    for name in set(SHOWN) - {"profile"}:
        assert len(shown(engagement, name).splitlines()) == 2, name
    assert in_words(("goals", "chart", "months")) == "Goals, the chart and how long it has been"


def test_open_questions_and_assumptions_stand_with_day_and_confidence_p5_p6(pair: Pair) -> None:
    engagement = pair.coach.open()
    issue = made(engagement, "issue", text="Repairs").id
    other = made(engagement, "issue", text="Rents").id
    made(engagement, "question", text="Who decides?", issue=issue)
    made(engagement, "question", text="Who knows?", issue=issue, status="answered")
    made(engagement, "question", text="Who pays?", issue=other)
    made(engagement, "assumption", text="They would say no", issue=issue, confidence=80)
    text = shown(engagement, "questions", "assumptions", issue=issue)
    assert "Who decides?" in text and "They would say no 80 %" in text
    assert "Who knows?" not in text and "Who pays?" not in text


def test_the_chart_is_of_what_was_counted_last_with_its_numbers_p10(pair: Pair) -> None:
    engagement = pair.coach.open()
    assert beside.measured(Reader(engagement), "") is None
    first = made(engagement, "experiment", **WHOLE | {"measure": "Calls a day"}).id
    second = made(engagement, "experiment", **WHOLE).id
    for number, name in ((5, second), (7, second), (9, first)):
        made(engagement, "observation", experiment=name, value=number, text="x")
    found = beside.measured(Reader(engagement), "")
    assert found and found.id == second, "one number is no chart"
    text = shown(engagement, "chart", "experiments")
    assert "Days until it works" in text and "2 counted" in text


def test_how_long_it_has_been_is_said_beside_how_long_it_was_to_take_c4(pair: Pair) -> None:
    engagement = pair.coach.open()
    opened(engagement, "coach")
    said = contract.proposal(engagement) | {"horizon": "Six months.", "renew": "2027-03-01"}
    made(engagement, "contract", **said)
    pair.coach.wall.ms += 65 * DAY
    found = beside.months(Reader(pair.coach.open()))
    assert found[0] == "What you expected: Six months."
    assert "2 months" in found[1]
    assert "1 Mar" in found[2]


def test_what_the_coach_kept_is_shown_to_the_coach_alone_c5(pair: Pair) -> None:
    engagement = pair.coach.open()
    before = opened(engagement, "coach")
    said = {"value": "I talked too much", "asked": "What did I do?", "prompt": "p"}
    made(engagement, "answer", "private", session=before.session, **said)
    made(engagement, "answer", value="Shared", session=before.session, prompt="q")
    here = opened(engagement, "mentor").session
    text = shown(engagement, "own", session=here)
    assert "I talked too much" in text and "What did I do?" in text and "Shared" not in text
    assert "You kept nothing" in shown(engagement, "own", session=before.session), "not of itself"
    assert "I talked too much" not in shown(pair.learner.open(), "own")
    assert "hidden while two look" in shown(engagement, "own", session=here, two=True)


def test_what_was_agreed_is_of_the_sessions_before_the_open_ones_first(pair: Pair) -> None:
    engagement = pair.coach.open()
    before = opened(engagement, "coach").session
    made(engagement, "action", text="Done it", session=before, status="done")
    made(engagement, "action", text="Ring them", session=before, due="2026-12-01")
    here = opened(engagement, "mentor").session
    made(engagement, "action", text="New one", session=here)
    found = beside.promised(Reader(engagement), here)
    assert [r.text("text") for r in found] == ["Ring them", "Done it"]
