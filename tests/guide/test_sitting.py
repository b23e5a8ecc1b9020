"""What a reply becomes, and where a session goes on."""

from datetime import date
from pathlib import Path

import pytest

from coach_tui.disk import private_dir
from coach_tui.guide import writing
from coach_tui.guide.day.today import today
from coach_tui.guide.reader import Reader
from coach_tui.guide.session import begin, closing, editions, exercises, reading, replies
from coach_tui.guide.session.reading import Sitting
from coach_tui.guide.session.steps import Part
from coach_tui.guide.session.values import value_of
from coach_tui.planning import plan_edit, plan_share
from coach_tui.records.dates import read_day
from coach_tui.records.refusal import Refused
from coach_tui.records.state import values
from tests.guide.sittings import at, keep, opened
from tests.pair import Pair, everything_published, founded


def test_p5_an_assumption_prompt_makes_an_assumption_and_a_line_each(pair: Pair) -> None:
    sitting = opened(pair.coach.open(), "challenge-assumptions")
    made = keep(sitting, "assumptions", "They would say no\n\n It is done when closed ")
    assert [(r.kind, r.text("text")) for r in made] == [
        ("assumption", "They would say no"),
        ("assumption", "It is done when closed"),
    ]
    learner = pair.learner.open().me.member
    assert all(r.text("by") == learner for r in made)
    assert all(r.text("prompt") == "assumptions" and r.text("asked") for r in made)


def test_p5_a_rating_of_a_record_builds_its_history(pair: Pair) -> None:
    engagement = pair.coach.open()
    sitting = opened(engagement, "challenge-assumptions")
    heaviest = keep(sitting, "heaviest", "They would say no")[0]
    keep(sitting, "sure-before", "85")
    keep(sitting, "sure-after", "40 %")
    record = engagement.state.records[heaviest.id]
    assert record.get("confidence") == 40
    sure = [v.value for v in values(record.id, record.changes) if v.field == "confidence"]
    assert sure == [85, 40]


def test_choosing_a_record_links_it_and_makes_no_double(pair: Pair) -> None:
    engagement = pair.coach.open()
    sitting = opened(engagement, "challenge-assumptions")
    first = keep(sitting, "assumptions", "They would say no")[0]
    step = next(s for s in sitting.steps if s.prompt.id == "heaviest")
    assert [r.id for r in reading.offered(sitting, step)] == [first.id]
    engagement.do(*replies.choose(sitting, step, first))
    sitting.refresh()
    keep(sitting, "sure-before", "70")
    assert engagement.state.records[first.id].get("confidence") == 70
    assert len(list(engagement.state.of_kind("assumption"))) == 1


def test_p6_not_knowing_becomes_an_open_question(pair: Pair) -> None:
    engagement = pair.coach.open()
    sitting = opened(engagement, "challenge-assumptions")
    step = next(s for s in sitting.steps if s.prompt.id == "evidence-for")
    made = engagement.do(*replies.dont_know(sitting, step))[0]
    sitting.refresh()
    assert (made.kind, made.get("status")) == ("question", "open")
    assert made.text("text") == step.prompt.text
    reply = sitting.reply(step)
    assert reply is not None and reply.state == "asked"


def test_conditions_choose_what_is_asked_and_follow_a_changed_answer(pair: Pair) -> None:
    engagement = pair.coach.open()
    sitting = opened(engagement, "challenge-assumptions")
    keep(sitting, "heaviest", "They would say no")
    keep(sitting, "sure-before", "60")
    keep(sitting, "sure-after", "30")
    ids = [s.prompt.id for s in sitting.steps]
    after = ids.index("sure-after") + 1
    following = sitting.next_open(after)
    assert following is not None and ids[following] == "shifted"
    engagement.do(*closing.passed(sitting, len(ids)))
    sitting.refresh()
    doubt = sitting.steps[ids.index("would-doubt")]
    assert sitting.reply(doubt) is not None
    keep(sitting, "sure-after", "90")
    following = sitting.next_open(after)
    assert following is not None and ids[following] == "would-doubt"


def test_p10_a_form_is_one_record_and_goes_on_where_it_was_left(pair: Pair) -> None:
    engagement = pair.coach.open()
    sitting = opened(engagement, "plan-experiment")
    made = keep(sitting, "card", action="Ring first", chance="60")[0]
    assert made.kind == "experiment"
    step = next(s for s in sitting.steps if s.prompt.id == "card")
    assert sitting.open(step, sitting.replies())
    keep(sitting, "card", review="2026-12-24")
    record = engagement.state.records[made.id]
    assert (record.get("chance"), record.text("review")) == (60, "2026-12-24")
    assert len(list(engagement.state.of_kind("experiment"))) == 1
    assert "prediction" in [p.name for p in reading.missing(sitting, step)]


def test_c2_a_private_prompt_is_asked_only_on_the_device_of_who_answers(pair: Pair) -> None:
    coach = pair.coach.open()
    sitting = opened(coach, "challenge-assumptions")
    step = next(s for s in sitting.steps if s.prompt.id == "two-columns")
    assert sitting.elsewhere(step)
    with pytest.raises(Refused):
        replies.keep(sitting, step, {"": [{"unsaid": "no"}]})
    coach.do(*replies.mark(sitting, step, "asked"))
    coach.publish()

    learner = pair.learner.open()
    learner.sync()
    waiting = [n for n in today(Reader(learner)).needs if n.record.kind == "answer"]
    assert [n.record.text("prompt") for n in waiting] == ["two-columns"]
    theirs = begin.sitting(learner, learner.state.records[sitting.session])
    keep(theirs, "two-columns", "unsaid: He decided this alone\nsaid: Thank you")
    learner.publish()
    assert [n for n in today(Reader(learner)).needs if n.record.kind == "answer"] == []

    coach.sync()
    sitting.refresh()
    reply = sitting.reply(step)
    assert reply is not None and reply.state == "private"
    bodies = [str(b.set) for _, b in everything_published(pair.folder, pair.coach.ring())]
    assert not any("decided" in b for b in bodies)
    assert not any("decided" in str(r.fields) for r in coach.state.records.values())


def test_a_private_worksheet_is_kept_as_a_whole_and_again(pair: Pair) -> None:
    learner = pair.learner.open()
    sitting = opened(learner, "challenge-assumptions#said-and-unsaid")
    keep(sitting, "two-columns", "one\ttwo")
    keep(sitting, "two-columns", "one\ttwo\n\tthree\n\t")
    step = sitting.steps[0]
    assert sitting.rows_at(step) == [{"unsaid": "one", "said": "two"}, {"said": "three"}]
    assert [r.audience for r in sitting.replies_at(step)] == ["private"]


def test_the_place_is_the_same_on_both_devices(pair: Pair) -> None:
    coach = pair.coach.open()
    sitting = opened(coach, "review-experiment")
    keep(sitting, "arriving", "curious")
    coach.publish()
    learner = pair.learner.open()
    learner.sync()
    theirs = begin.sitting(learner, learner.state.records[sitting.session])
    assert at(theirs) == at(sitting) == "which"


def test_a_learner_plays_from_the_edition_without_the_coachs_notes(pair: Pair) -> None:
    coach = pair.coach.open()
    sitting = opened(coach, "challenge-assumptions")
    coach.publish()
    learner = pair.learner.open()
    learner.sync()
    deck = editions.deck_of(learner, learner.state.records[sitting.session])
    assert not deck.notes and not any(s.notes for s in deck.stages)
    assert not any(p.notes or p.who == "coach" for p in deck.prompts())
    assert any(p.notes for p in sitting.deck.prompts())
    texts = [r.text("text") for r in learner.state.of_kind("snapshot", "deck")]
    assert texts and not any("supervision" in t for t in texts)


def test_no_deck_can_make_members_or_keys(pair: Pair) -> None:
    from coach_tui.decks.parse import parse

    coach = pair.coach.open()
    sitting = opened(coach, "challenge-assumptions")
    deck, _ = parse("# x\n\n## s\n\n- Who? `#who` `member`\n- What? `#gone` `erasure`\n")
    forged = Sitting(coach, sitting.session, deck)
    for prompt in ("who", "gone"):
        made = keep(forged, prompt, "somebody")
        assert [r.kind for r in made] == ["answer"]


def test_an_edit_replaces_only_what_was_shown_when_it_began(pair: Pair) -> None:
    coach, learner = pair.coach.open(), pair.learner.open()
    sitting = opened(coach, "challenge-assumptions")
    made = keep(sitting, "heaviest", "They would say no")[0]
    coach.publish()
    learner.sync()
    step = next(s for s in sitting.steps if s.prompt.id == "heaviest")
    sitting.show(step)
    learner.do(plan_edit(learner, made.id, {"text": "Some would say no"}))
    learner.publish()
    coach.sync()
    sitting.refresh()
    coach.do(*replies.keep(sitting, step, {"": "All would say no"}))
    record = coach.state.records[made.id]
    assert record.conflicts["text"] == ["All would say no", "Some would say no"]


def test_parked_questions_come_back_and_an_ended_exercise_is_done(pair: Pair) -> None:
    coach, learner = pair.coach.open(), pair.learner.open()
    member = learner.me.member
    coach.do(
        *exercises.assign(
            coach, "challenge-assumptions#watching-the-belief-at-work", member, "2026-12-01"
        )
    )
    coach.publish()
    learner.sync()
    exercise = next(learner.state.of_kind("exercise"))
    assert [n.record.id for n in today(Reader(learner)).needs] == [exercise.id]
    learner.do(*exercises.begin_exercise(learner, exercise))
    session = exercises.session_of(Reader(learner), exercise)
    assert session is not None and exercises.begin_exercise(learner, exercise) == []
    sitting = begin.sitting(learner, session)
    learner.do(*replies.mark(sitting, sitting.steps[0], "parked"))
    sitting.refresh()
    assert reading.parked(sitting) == [sitting.steps[0]]
    keep(sitting, "watch-event", "It was closed at 16:50")
    assert reading.parked(sitting) == []
    learner.do(*closing.end(sitting))
    learner.publish()
    coach.sync()
    assert coach.state.records[exercise.id].get("status") == "done"
    assert today(Reader(learner)).needs == []


def test_what_was_agreed_stands_on_both_todays(pair: Pair) -> None:
    coach, learner = pair.coach.open(), pair.learner.open()
    sitting = opened(coach, "challenge-assumptions")
    step = next(s for s in sitting.steps if s.prompt.id == "next-action")
    coach.do(*replies.keep(sitting, step, {"": "Ask three tenants", "due": "2099-12-01"}))
    coach.do(*closing.end(sitting, "2099-12-08"))
    coach.publish()
    learner.sync()
    for side in (coach, learner):
        page = today(Reader(side))
        assert [r.text("text") for r in page.agreed] == ["Ask three tenants"]
        assert page.meeting is not None and page.meeting.day == "2099-12-08"
    assert [n.text for n in today(Reader(learner)).needs] == ["Ask three tenants"]
    assert today(Reader(coach)).needs == []


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-12-01", "2026-12-01"),
        ("1 dec", "2026-12-01"),
        ("3 January", "2027-01-03"),
        ("today", "2026-11-23"),
        ("tomorrow", "2026-11-24"),
        ("yesterday", "2026-11-22"),
        ("-7", "2026-11-16"),
        ("mon", "2026-11-30"),
        ("friday", "2026-11-27"),
        ("+7", "2026-11-30"),
    ],
)
def test_a_day_can_be_written_in_several_ways(typed: str, day: str) -> None:
    assert read_day(typed, date(2026, 11, 23)) == day


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("friday", "2026-11-20"),
        ("mon", "2026-11-16"),
        ("sunday", "2026-11-22"),
        ("23 nov", "2026-11-23"),
        ("1 dec", "2025-12-01"),
        ("-7", "2026-11-16"),
        ("2026-12-01", "2026-12-01"),
    ],
)
def test_where_only_the_past_makes_sense_it_is_the_last_one(typed: str, day: str) -> None:
    assert read_day(typed, date(2026, 11, 23), past=True) == day


@pytest.mark.parametrize("typed", ["", "soon", "2026-02-30", "31 nov", "12/01", "+9999", "1 xyz"])
def test_what_is_no_day_is_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(Refused, match="is not a date"):
        read_day(typed, date(2026, 11, 23))


def test_numbers_and_steps_outside_the_scale_are_refused() -> None:
    from coach_tui.decks.model import Scale

    today_ = date(2026, 11, 23)
    rating = Part("", "", "rating", Scale(0, 10))
    assert value_of(rating, " 7 ", today_) == 7
    assert value_of(Part("", "", "number"), "3,5", today_) == 3.5
    for text in ("11", "-1", "seven", "", "1e999", "٣٫٥٫"):
        with pytest.raises(Refused):
            value_of(rating, text, today_)


def test_c5_of_the_coachs_own_sheet_not_even_a_passed_question_travels(pair: Pair) -> None:
    coach = pair.coach.open()
    sitting = opened(coach, "supervision")
    keep(sitting, "my-share", "10")
    coach.do(*replies.mark(sitting, sitting.steps[0], "skipped"))
    coach.do(*replies.dont_know(sitting, sitting.steps[1]))
    coach.do(*closing.passed(sitting, len(sitting.steps)))
    coach.publish()
    learner = pair.learner.open()
    learner.sync()
    assert not [r for r in learner.state.records.values() if r.text("deck") == "supervision"]
    assert coach.state.records[sitting.session].audience == "private"
    coach.do(*closing.end(sitting))
    again = begin.sitting(pair.coach.open(), pair.coach.open().state.records[sitting.session])
    assert again.ended and again.kept()


def test_a_coach_alone_goes_through_what_each_answers_p4(tmp_path: Path) -> None:
    """Nobody has joined yet: what the learner said is typed, and the next question comes."""
    engagement = founded(tmp_path).open()
    text = (
        "---\ndeck: 1\nid: round\n---\n# Round\n\n- What now? `#now` `@each`\n- Which? `#which`\n"
    )
    (private_dir(engagement.home.decks()) / "round.md").write_text(text)
    sitting = opened(engagement, "round")
    for said in ("theirs", "mine", "the last"):
        step = sitting.steps[sitting.next_open() or 0]
        engagement.do(*replies.keep(sitting, step, {"": said}))
        sitting.refresh()
    assert sitting.next_open() is None
    assert [r.text("by") for r in sitting.kept()] == ["learner", "", "learner"]


def test_a_control_character_in_a_deck_keeps_nobody_from_their_exercise(pair: Pair) -> None:
    """A record holds none, so an edition with one would not be the one that was named."""
    folder = private_dir(pair.coach.home.decks())
    (folder / "pasted.md").write_text(
        "---\ndeck: 1\nid: pasted\n---\n# Pas\x1b[1mted\n\n"
        "- What\x0cdid you\x92 see\x85there? `#a`\n"
    )
    coach = pair.coach.open()
    coach.do(*exercises.assign(coach, "pasted", coach.others[0].member, ""))
    coach.publish()
    pair.learner.sync()
    learner = pair.learner.open()
    exercise = next(learner.state.of_kind("exercise"))
    learner.do(*exercises.begin_exercise(learner, exercise))
    session = exercises.session_of(Reader(learner), exercise)
    assert session
    (step,) = begin.sitting(learner, session).steps
    assert step.prompt.text == "What did you see there?"


def test_what_changed_is_taken_in_as_if_everything_was_read_again(pair: Pair) -> None:
    engagement = pair.coach.open()
    sitting = opened(engagement, "challenge-assumptions")
    told: list[set[str]] = []
    engagement.subscribe(told.append)

    def same() -> bool:
        while told:
            sitting.refresh(told.pop())
        fresh = begin.sitting(engagement, sitting.record)
        return (
            fresh.recorded() == sitting.recorded()
            and fresh.replies() == sitting.replies()
            and [fresh.at(s) for s in fresh.steps] == [sitting.at(s) for s in sitting.steps]
        )

    first, second = sitting.steps[:2]
    engagement.do(*replies.mark(sitting, first, "skipped"))
    assert same() and sitting.reply(first) is not None
    said = {"text": "Afraid of the board", "session": sitting.session, "prompt": second.prompt.id}
    (note,) = engagement.do(*writing.new(engagement, "note", said, audience="private"))
    assert same() and sitting.replies_at(second)
    aside = {"text": "Aside?", "session": sitting.session}
    engagement.do(*writing.new(engagement, "question", aside))
    assert same() and [r.text("text") for r in sitting.captured()] == ["Aside?"]
    engagement.do(plan_share(engagement, note.id))
    assert same() and sitting.replies_at(second)[0].audience == "engagement"
    engagement.do(*writing.edit(engagement, note.id, {"hidden": True}))
    assert same() and not sitting.replies_at(second)
    (question,) = sitting.captured()
    engagement.do(*writing.edit(engagement, question.id, {"session": ""}))
    assert same() and not sitting.captured(), "it was moved out of the session"
    engagement.do(*writing.edit(engagement, question.id, {"session": sitting.session}))
    assert same() and sitting.captured()
