"""What a coach asks and tells beside the deck, and the mix of a session (P2)."""

from coach_tui.guide.day.today import title_of
from coach_tui.guide.reader import Reader
from coach_tui.guide.session import asking, begin, replies
from coach_tui.guide.session.asking import Mix, hint, mix, own_question
from coach_tui.planning import plan_new
from tests.pair import Pair


def test_a_hint_says_in_words_what_the_craft_notices_p2() -> None:
    assert hint("Have you considered asking her, or why did you not go and see?")
    assert "yes or no" in hint("Is it done?")
    assert hint("What happened next?") == ""
    assert hint("Wha") == "" and hint("") == ""
    assert hint("x" * 10_000) == ""


def test_an_own_question_is_an_answer_with_its_question_and_whose_words_it_holds(
    pair: Pair,
) -> None:
    coach = pair.coach.open()
    (session,) = [r for r in coach.do(*begin.start(coach, "ladder")) if r.kind == "session"]
    (with_reply,) = coach.do(
        *own_question(coach, session.id, "", " What did you see? ", "Two queues")
    )
    (alone,) = coach.do(*own_question(coach, session.id, "", "Was that all?"))
    assert (with_reply.get("state"), with_reply.text("value")) == ("answered", "Two queues")
    assert (alone.get("state"), title_of(alone)) == ("asked", "Was that all?")
    assert coach.name_of(with_reply.text("by")) == "Leo"
    sitting = begin.sitting(coach, session)
    assert [r.id for r in sitting.captured()] == [with_reply.id, alone.id]
    assert {with_reply.id, alone.id} <= {r.id for r in sitting.kept()}


def test_the_mix_counts_asked_and_told_open_and_closed_p2(pair: Pair) -> None:
    coach = pair.coach.open()
    (session,) = [r for r in coach.do(*begin.start(coach, "ladder")) if r.kind == "session"]
    assert mix(Reader(coach), session) == Mix()
    sitting = begin.sitting(coach, session)
    coach.do(*replies.mark(sitting, sitting.steps[0], "asked"))
    coach.do(*replies.mark(sitting, sitting.steps[1], "skipped"))
    for text in ("What did you see?", "Was that all?", "How come?"):
        coach.do(*own_question(coach, session.id, "", text))
    coach.do(plan_new(coach, "advice", {"text": "Ask her", "session": session.id}))
    coach.do(plan_new(coach, "advice", {"text": "Elsewhere"}))
    found = mix(Reader(coach), session)
    assert found == Mix(deck=1, opened=2, closed=1, told=1)
    assert found.words == (
        "Of your own: 3 questions (2 open, 1 closed), 1 piece of advice. From the deck: 1 question."
    )
    assert asking.OWN == "own"


def test_the_mix_is_of_what_the_coach_typed_whatever_the_deck_asked_p2(pair: Pair) -> None:
    coach = pair.coach.open()
    (session,) = [r for r in coach.do(*begin.start(coach, "ladder")) if r.kind == "session"]
    sitting = begin.sitting(coach, session)
    for step in sitting.steps[:3]:
        coach.do(*replies.mark(sitting, step, "asked"))
    coach.publish()
    learner = pair.learner.open()
    pair.learner.sync()
    learner.do(plan_new(learner, "advice", {"text": "Mine", "session": session.id}))
    learner.publish()
    pair.coach.sync()
    found = mix(Reader(pair.coach.open()), session)
    assert found == Mix(deck=3), "what the learner advised is not the coach's telling"
    assert found.words == "Of your own: no question, no advice. From the deck: 3 questions."


def test_advice_is_marked_wherever_its_words_stand_for_it_p2(pair: Pair) -> None:
    coach = pair.coach.open()
    (record,) = coach.do(plan_new(coach, "advice", {"text": "Change one thing only"}))
    assert title_of(record) == "advice: Change one thing only"
