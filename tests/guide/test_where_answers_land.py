"""What is answered in a shipped deck ends in the record that it is about."""

from coach_tui.decks import library
from coach_tui.engagement import Engagement
from coach_tui.guide.session import begin, replies
from coach_tui.guide.session.reading import Sitting
from coach_tui.records.state import Record
from tests.guide.sittings import keep, opened
from tests.pair import Pair


def one(engagement: Engagement, kind: str) -> Record:
    (found,) = engagement.state.of_kind(kind)
    return found


def choose(sitting: Sitting, prompt: str, record: Record) -> None:
    step = next(s for s in sitting.steps if s.prompt.id == prompt)
    sitting.engagement.do(*replies.choose(sitting, step, record))
    sitting.refresh()


def test_p7_p8_who_set_a_rule_what_would_break_and_how_it_is_now_is_in_the_rule(pair: Pair) -> None:
    coach = pair.coach.open()
    sitting = opened(coach, "who-set-this-rule")
    for prompt, said in {
        "rule": "Nothing goes to the board in December",
        "set-by": "The last chair",
        "since": "2016, after the fraud",
        "who-for": "The auditors",
        "would-break": "The year-end accounts",
        "verdict": "testing",
        "rule-now": "Nothing with money in it goes to the board in December",
    }.items():
        keep(sitting, prompt, said)
    rule = one(coach, "rule")
    assert rule.text("text") == "Nothing goes to the board in December"
    assert [rule.text(f) for f in ("owner", "since", "reach", "breaks")] == [
        "The last chair", "2016, after the fraud", "The auditors", "The year-end accounts",
    ]  # fmt: skip
    assert rule.get("status") == "testing"
    assert rule.text("now").startswith("Nothing with money")


def test_c7_a_rule_is_tried_without_only_when_its_owner_has_been_named(pair: Pair) -> None:
    coach = pair.coach.open()
    sitting = opened(coach, "who-set-this-rule")
    keep(sitting, "rule", "Nothing goes to the board in December")
    keep(sitting, "verdict", "testing")
    keep(sitting, "small-test", "One paper on one estate")
    keep(sitting, "say-yes", "The chair")
    assert one(coach, "experiment").text("consent") == "The chair"


def test_p9_the_pattern_that_an_enquiry_finds_stands_with_the_issue(pair: Pair) -> None:
    issue = pair.coach.add("issue", text="Repairs take 19 days")
    coach = pair.coach.open()
    made = coach.do(*begin.start(coach, "enquire", issue))
    sitting = begin.sitting(coach, next(r for r in made if r.kind == "session"))
    assert sitting.issue == issue
    keep(sitting, "like", "hand-over")
    assert coach.state.records[issue].get("pattern") == ["hand-over"]


def test_p6_p17_a_question_that_was_found_out_is_closed_with_who_told_it(pair: Pair) -> None:
    question = pair.coach.record(pair.coach.add("question", text="Who counts the days?"))
    coach = pair.coach.open()
    sitting = opened(coach, "what-i-do-not-know")
    choose(sitting, "closing", question)
    keep(sitting, "found-out", "Nobody: the system counts working days")
    keep(sitting, "told-by", "A planner")
    keep(sitting, "closing-state", "answered")
    found = coach.state.records[question.id]
    assert found.get("status") == "answered"
    assert found.text("answer").startswith("Nobody")
    assert found.text("said_by") == "A planner"


def test_p5_what_fits_an_assumption_and_what_does_not_stands_with_it(pair: Pair) -> None:
    coach = pair.coach.open()
    sitting = opened(coach, "challenge-assumptions")
    keep(sitting, "heaviest", "They would say no")
    keep(sitting, "evidence-for", "Two did")
    keep(sitting, "evidence-against", "Nobody has asked the others")
    held = one(coach, "assumption")
    assert (held.text("speaks_for"), held.text("against")) == (
        "Two did", "Nobody has asked the others",
    )  # fmt: skip


def test_c8_the_cause_that_was_kept_back_comes_round_once_more(pair: Pair) -> None:
    learner = pair.learner.open()
    sitting = opened(learner, "pre-mortem")
    keep(sitting, "unsaid", "I had told no one")
    asked = {s.prompt.id for s in sitting.steps if sitting.asks(s, sitting.replies())}
    assert "unsaid-then" in asked
    keep(sitting, "unsaid-then", "Tell them on Monday")
    (kept,) = [r for r in learner.state.of_kind("action") if r.text("prompt") == "unsaid-then"]
    assert kept.private


def test_c2_thoughts_stand_on_the_left_in_both_sheets_and_what_is_said_is_practised() -> None:
    sheets = [
        library.load(deck).prompt(prompt)
        for deck, prompt in (("challenge-assumptions", "two-columns"), ("two-columns", "lines"))
    ]
    heads = [[c.text for c in sheet.columns] for sheet in sheets if sheet]
    assert heads == [["What went on in me", "What was said, and who said it"]] * 2
    deck = library.load("two-columns")
    assert deck.prompt("practise")
    assert [s.title for s in deck.stages if s.between] == ["Saying it aloud"]


def test_c9_who_would_rather_not_hear_a_question_is_kept_with_it_on_this_device(pair: Pair) -> None:
    learner = pair.learner.open()
    sitting = opened(learner, "enquire")
    keep(sitting, "unwelcome", "Has the board ever seen the figure?")
    keep(sitting, "unwilling", "The head of repairs")
    question = one(learner, "question")
    assert question.private and question.text("unwelcome") == "The head of repairs"
