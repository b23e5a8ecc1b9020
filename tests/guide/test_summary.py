"""The page that both keep of a session: the same everywhere, nothing private, words as data."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from coach_tui.engagement import Engagement
from coach_tui.guide import writing
from coach_tui.guide.day.today import today
from coach_tui.guide.reader import Reader
from coach_tui.guide.session import closing, meeting, replies, sending
from coach_tui.guide.session.agreed import abandoned, agreed_in, take_away
from coach_tui.guide.session.opening import DROPPED, report
from coach_tui.guide.session.reading import Sitting
from coach_tui.guide.session.summary import Item, Summary, escaped, markdown, summary
from coach_tui.records.refusal import Refused
from tests.guide.sittings import at, keep, opened
from tests.pair import Pair
from tests.tui.hostile import CORPUS

DECK = "challenge-assumptions"
HTML = MarkdownIt("commonmark", {"html": True}).enable("table").enable("strikethrough")
TAME = {"paragraph_open", "paragraph_close", "inline"}


def page_of(engagement: Engagement, session: str) -> str:
    """The page as Markdown."""
    return markdown(summary(engagement, engagement.state.records[session]))


def full(pair: Pair) -> tuple[Engagement, Sitting]:
    """A session of the coach's with something of everything, and private things beside it."""
    coach = pair.coach.open()
    first = coach.do(*writing.new(coach, "action", {"text": "Send the figures"}))[0]
    sitting = opened(coach, DECK)
    keep(sitting, at(sitting), "The hope in the first reply")
    about = {"session": sitting.session}
    due = {"text": "Ask the board", "owner": "Leo", "due": "2099-10-16"}
    coach.do(*writing.new(coach, "action", due | about))
    coach.do(*writing.new(coach, "question", {"text": "Who set the promise?"} | about))
    coach.do(*writing.new(coach, "note", {"text": "He is afraid of her"} | about))
    coach.do(*writing.new(coach, "insight", {"text": "Mine alone"} | about, audience="private"))
    hidden = coach.do(*writing.new(coach, "action", {"text": "Taken back"} | about))[0]
    coach.do(*writing.edit(coach, hidden.id, {"hidden": True}))
    leo = coach.others[0].member
    coach.do(*take_away(coach, sitting.record, leo, "I counted to the wrong day."))
    coach.do(*take_away(coach, sitting.record, coach.me.member, "I asked too early."))
    coach.do(*report(coach, sitting.record, first, DROPPED, "She has them already."))
    coach.do(*meeting.set_date(coach, sitting.record, "2099-10-21 10:00"))
    sitting.refresh()
    return coach, sitting


def test_both_devices_make_the_same_page_of_what_is_shared(pair: Pair) -> None:
    coach, sitting = full(pair)
    coach.do(*closing.end(sitting))
    coach.do(*sending.send(coach, sitting.record))
    coach.publish()
    pair.rounds()
    text = page_of(coach, sitting.session)
    assert text == page_of(pair.learner.open(), sitting.session)
    for words in (
        "- Ask the board  \n  Leo, by Fri 16 Oct", "- Who set the promise?  \n  open",
        "What became of it", "Send the figures", "She has them already.", "dropped",
        "> I counted to the wrong day.\n>\n> Leo", "Wednesday 21 October, 10:00",
    ):  # fmt: skip
        assert words in text
    for words in ("afraid", "Mine alone", "Taken back", "first reply"):
        assert words not in text


def test_what_one_takes_away_is_changed_and_taken_back(pair: Pair) -> None:
    coach, sitting = full(pair)
    me = coach.me.member
    coach.do(*take_away(coach, sitting.record, me, "I waited."))
    assert "I waited." in page_of(coach, sitting.session)
    assert "too early" not in page_of(coach, sitting.session)
    coach.do(*take_away(coach, sitting.record, me, ""))
    assert "I waited." not in page_of(coach, sitting.session)


def test_a_page_that_was_sent_is_shown_once(pair: Pair) -> None:
    coach, sitting = full(pair)
    coach.do(*closing.end(sitting))
    coach.do(*sending.send(coach, sitting.record))
    coach.publish()
    pair.rounds()
    learner = pair.learner.open()

    def asked(who: Engagement) -> list[str]:
        return [n.text for n in today(Reader(who)).needs if n.record.id == sitting.session]

    assert asked(learner) and not asked(coach)
    learner.do(*sending.read(learner, learner.state.records[sitting.session]))
    assert not asked(learner)
    assert sending.read(learner, learner.state.records[sitting.session]) == []


def test_a_private_session_has_no_page(pair: Pair) -> None:
    coach = pair.coach.open()
    sitting = opened(coach, "supervision")
    with pytest.raises(Refused, match="is private"):
        page_of(coach, sitting.session)
    with pytest.raises(Refused, match="no page to send"):
        sending.send(coach, sitting.record)


def test_a_card_without_an_end_is_flagged_and_a_whole_one_is_not(pair: Pair) -> None:
    coach = pair.coach.open()
    sitting = opened(coach, DECK)
    begun = {"text": "Try it on one floor", "prediction": "Fewer calls"}
    about = {"session": sitting.session}
    card = coach.do(*writing.new(coach, "experiment", begun | about))[0]
    assert [r.id for r in abandoned(Reader(coach), sitting.record)] == [card.id]
    rest = {
        "chance": 60, "measure": "calls", "limit": "a week", "stop": "a complaint",
        "reversible": "yes", "consent": "the team", "notice": "tenants", "review": "2099-12-01",
    }  # fmt: skip
    coach.do(*writing.edit(coach, card.id, rest))
    assert abandoned(Reader(coach), sitting.record) == []


def test_agreed_in_a_private_session_are_its_private_records(pair: Pair) -> None:
    coach = pair.coach.open()
    sitting = opened(coach, "supervision")
    said = {"text": "Ask my own supervisor", "session": sitting.session}
    coach.do(*writing.new(coach, "action", said, audience="private"))
    assert [r.text("text") for r in agreed_in(Reader(coach), sitting.record)] == [said["text"]]


def test_an_empty_session_is_hidden_when_it_ends_and_one_that_was_asked_is_not(pair: Pair) -> None:
    coach = pair.coach.open()
    sitting = opened(coach, DECK)
    coach.do(*closing.end(sitting))
    assert sitting.record.hidden
    sitting = opened(coach, DECK)
    coach.do(*replies.mark(sitting, sitting.steps[0], "asked"))
    sitting.refresh()
    coach.do(*closing.end(sitting))
    assert not sitting.record.hidden


# -- words as data ---------------------------------------------------------------------------------

MARKS = "\\`*_{}[]()<>#+-.!|&~^$=:@/ \n\t'\"0123456789aWwx\x1b\u202e"
WORDS = st.one_of(st.text(), st.text(alphabet=MARKS, max_size=30), st.sampled_from(CORPUS))


@given(words=WORDS)
def test_anybody_s_words_are_nothing_but_words(words: str) -> None:
    text = escaped(words)
    assert "\n" not in text and "\x1b" not in text and "\u202e" not in text
    tokens = HTML.parse(text)
    assert {t.type for t in tokens} <= TAME, text
    inside = [c.type for t in tokens for c in t.children or ()]
    assert set(inside) <= {"text", "text_special"}, (text, inside)
    # What readers of other dialects make links of by themselves.
    assert not re.search(r"(?<!\\)://|\bwww\.|\w@\w|mailto:", text, re.IGNORECASE)
    shown = "".join(c.content for t in tokens for c in t.children or ())
    assert shown == " ".join(words_shown(words))


def words_shown(words: str) -> list[str]:
    from coach_tui.records.text import line

    return line(words).split()


@given(words=WORDS)
def test_the_page_has_the_same_build_whatever_the_words(words: str) -> None:
    def built(one: str) -> list[str]:
        item = Item(one, one, one)
        page = Summary(one, "deck", "2026-10-14", 56, one, (item,), (item,), (Item(one, one),), one)
        return [t.type for t in HTML.parse(markdown(page))]

    if words_shown(words):
        assert built(words) == built("plain")
