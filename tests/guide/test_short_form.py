"""A session in its core form; replies that land in the issue or the contract; renamed decks."""

from pathlib import Path

from coach_tui.decks.parse import parse
from coach_tui.decks.shelf import Shelf
from coach_tui.disk import private_dir
from coach_tui.engagement import Engagement
from coach_tui.guide import contracts, writing
from coach_tui.guide.people import contract
from coach_tui.guide.reader import Reader
from coach_tui.guide.session import closing, reading
from coach_tui.guide.session.reading import Sitting
from coach_tui.guide.session.steps import core_minutes
from tests.guide.sittings import at, keep, opened
from tests.pair import Pair

DECK = """---
deck: 1
id: short
time: 30 min
---

# Short

## One `20 min`

- What is it? `#what` `core`
- How long? `#long` `number`
- Why now? `#why` `when long > 2`

## Two `10 min` `checkout`

- What pattern is it? `#pattern` `of issue` `.pattern`
- When do we look again? `#judge` `date` `of contract` `.renew`
- How many months? `#months` `number` `of contract` `.horizon`
- What will you do? `#do` `action` `core` `5 min`
"""


def session(engagement: Engagement) -> Sitting:
    """A session with the deck above."""
    folder = private_dir(engagement.home.decks())
    (folder / "short.md").write_text(DECK)
    return opened(engagement, "short")


def in_form(sitting: Sitting, form: str) -> None:
    """Change the form of the session."""
    engagement = sitting.engagement
    engagement.do(*writing.edit(engagement, sitting.session, {"form": form}))


def test_the_core_form_asks_the_core_and_leaves_no_trace_of_the_rest(pair: Pair) -> None:
    sitting = session(pair.coach.open())
    in_form(sitting, "core")
    assert at(sitting) == "what"
    assert closing.minutes(sitting) == 7, "two for one prompt, its own five for the other"
    keep(sitting, "what", "Stuck")
    assert at(sitting) == "do"
    assert closing.passed(sitting, len(sitting.steps)) == [], "not skipped: not asked at all"
    assert {r.text("prompt") for r in sitting.recorded()} == {"what"}


def test_the_time_of_the_core_counts_what_is_asked_on_the_usual_way() -> None:
    text = DECK.replace("`when long > 2`", "`core` `when what is not x`") + (
        "- Or else? `#or` `core` `when what is x`\n"
        "- And then? `#then` `core` `when what answered`\n"
    )
    deck = parse(text)[0]
    assert core_minutes(deck) == 2 + 2 + 5 + 2


def test_back_to_the_whole_the_first_prompt_without_a_reply_is_next(pair: Pair) -> None:
    sitting = session(pair.coach.open())
    in_form(sitting, "core")
    keep(sitting, "what", "Stuck")
    keep(sitting, "do", "Ring them")
    assert at(sitting) == ""
    in_form(sitting, "whole")
    assert at(sitting) == "long"
    assert closing.minutes(sitting) == 30


def test_a_deck_without_a_core_has_the_whole_form_only(pair: Pair) -> None:
    engagement = pair.coach.open()
    folder = private_dir(engagement.home.decks())
    (folder / "short.md").write_text(DECK.replace("`core`", ""))
    sitting = opened(engagement, "short")
    in_form(sitting, "core")
    assert (sitting.form, at(sitting)) == ("whole", "what")


def test_a_reply_lands_in_the_issue_of_the_session_p9(pair: Pair) -> None:
    engagement = pair.coach.open()
    engagement.do(*writing.new(engagement, "issue", {"text": "Repairs"}))
    sitting = session(engagement)
    keep(sitting, "pattern", "handover, nobody decides")
    issue = engagement.state.records[sitting.issue]
    assert issue.get("pattern") == ["handover", "nobody decides"]
    keep(sitting, "pattern", "two targets, handover")
    assert engagement.state.records[sitting.issue].get("pattern") == [
        *("handover", "nobody decides", "two targets"),
    ]


def test_before_there_is_a_contract_replies_wait_for_it_c4(pair: Pair) -> None:
    engagement = pair.coach.open()
    sitting = session(engagement)
    keep(sitting, "judge", "2027-03-01")
    keep(sitting, "months", "6")
    said = contract.proposal(engagement)
    assert (said["renew"], said["horizon"]) == ("2027-03-01", "About 6 months.")


def test_a_contract_in_force_is_changed_and_is_to_be_agreed_to_again_c4(pair: Pair) -> None:
    engagement = pair.coach.open()
    engagement.do(*writing.new(engagement, "contract", contract.proposal(engagement)))
    engagement.do(*contract.agree(engagement))
    sitting = session(engagement)
    keep(sitting, "judge", "2027-03-01")
    keep(sitting, "months", "1")
    now = contracts.current(Reader(engagement))
    assert now and (now.text("renew"), now.text("horizon")) == ("2027-03-01", "About a month.")
    mine = [a for a in contract.agreements(engagement, now) if a.role == "coach"]
    assert [a.state for a in mine] == ["changed"]
    assert reading.target(sitting, sitting.steps[4]) == now.id


def test_a_renamed_deck_is_found_by_the_ids_it_had(tmp_path: Path) -> None:
    text = DECK.replace("id: short", "id: brief\nwas: [short, little]")
    (tmp_path / "brief.md").write_text(text)
    shelf = Shelf(tmp_path, me="me")
    assert shelf.load("short").id == shelf.load("little").id == "brief"
    assert shelf.identity("short") == {"deck": "brief", "deck_by": "me"}
    assert shelf.name_of({"deck": "little", "deck_by": "me"}) == "brief"
    assert "short" not in shelf.ids()
    (tmp_path / "short.md").write_text(DECK)
    again = Shelf(tmp_path, me="me")
    assert again.load("short").id == "short", "a deck that is called so comes first"
