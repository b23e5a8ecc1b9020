"""The main job: a pair works through a session and an exercise, by keys alone."""

from collections.abc import Callable
from pathlib import Path

import pytest

from coach_tui.tui.commands import PAGES
from tests.e2e.people import (
    DECK,
    HOPE,
    Desk,
    Two,
    answers,
    holding,
    more,
    question,
    select,
    shared_records,
    typed,
)
from tests.e2e.terminal import Terminal

PRIVATE = "Quinquagesima my own two lines"
"""What the coach keeps for herself at the check-out."""
UNSAID = "Zwetschgendatschi unsaid line"
"""What the learner writes in the private worksheet, on his own device."""

Answer = Callable[[Terminal], None]


def meet(root: Path) -> Two:
    """`new`, `join` by the prompt of the terminal, `sync` by both."""
    coach, learner = (Desk(root / name, fresh=True) for name in ("coach", "learner"))
    folder = root / "shared"
    made = coach("new", "--folder", str(folder), "--name", "Coach", "--as", "coach",
                 "--engagement", "Housing repairs", "--json").json  # fmt: skip
    with learner.app("join", "--folder", str(folder), "--name", "Learner") as terminal:
        terminal.wait_for("The invitation:")
        terminal.write(made["invitation"] + "\r")
        assert terminal.ended() == 0
        assert "Asked to be let in." in terminal.text
    coach("sync")
    learner("sync")
    coach("sync")
    return Two(coach, learner, folder)


def kept(text: str) -> Answer:
    """Type a reply and keep it."""

    def answer(terminal: Terminal) -> None:
        typed(terminal, text)
        terminal.press("ctrl+j")

    return answer


def several(*texts: str) -> Answer:
    """Keep one reply after another, then go on with an empty box."""

    def answer(terminal: Terminal) -> None:
        for text in texts:
            typed(terminal, text)
            terminal.press("ctrl+j")
            terminal.wait_until(
                f"{text} as kept and the empty box",
                lambda s, t=text: _in_question(s, t) and not _in_box(s, t),  # type: ignore[misc]
            )
        terminal.press("ctrl+j")

    return answer


def _in_box(shown: str, text: str) -> bool:
    rows = (r.split("│") for r in shown.split("\n"))
    return any(len(r) > 2 and text[:12] in r[1] for r in rows)


def _in_question(shown: str, text: str) -> bool:
    return any("│" not in r and text[:12] in r for r in shown.split("\n"))


def capture(terminal: Terminal, text: str) -> None:
    """Write down a question that fits no prompt."""
    terminal.press("ctrl+t")
    terminal.wait_for("Write down")
    typed(terminal, text)
    terminal.press("ctrl+o", "q")
    terminal.wait_for("question · ")
    terminal.press("ctrl+j")
    terminal.wait_gone("Write down")


def chosen(text: str) -> Answer:
    """Choose a record that was written before, in the list above the box."""

    def answer(terminal: Terminal) -> None:
        terminal.wait_for("Written before", text)
        terminal.press("tab")
        select(terminal, text)
        terminal.press("enter")

    return answer


def with_day(text: str, day: str) -> Answer:
    """An action, and by when."""

    def answer(terminal: Terminal) -> None:
        kept(text)(terminal)
        terminal.wait_for("By when?")
        kept(day)(terminal)

    return answer


def pressed(*keys: str) -> Answer:
    """Only keys."""
    return lambda terminal: terminal.press(*keys)


def chosen_by(digit: str) -> Answer:
    """A choice by its digit, as soon as it takes one."""

    def answer(terminal: Terminal) -> None:
        terminal.settle(0.4)
        terminal.press(digit)
        terminal.wait_for("●")
        terminal.press("ctrl+s")

    return answer


def letter(name: str) -> Answer:
    """`ctrl+o` and a letter."""
    return lambda terminal: more(terminal, name)


def with_capture(text: str, then: Answer) -> Answer:
    """A thought on the way, then the reply."""

    def answer(terminal: Terminal) -> None:
        capture(terminal, text)
        then(terminal)

    return answer


SESSION: tuple[tuple[str, Answer], ...] = (
    (HOPE, kept("A clear picture of the nineteen days")),
    ("How stuck does it feel today", kept("8")),
    ("What's happening?", kept("Three of four orders lie with the contractor.")),
    ("What don't you know about it?", several("Who sets the order?", "Who counts the days?")),
    ("The conversation, as you remember it", pressed("ctrl+j")),
    ("What would have to be true", several("Nobody reads the list", "The rules forbid swaps")),
    ("Which of these holds most", chosen("Nobody reads the list")),
    ("How likely is it to be true", kept("80")),
    ("What have you seen that fits it", letter("d")),
    ("What have you seen that doesn't", kept("A swap in May went through.")),
    ("Who sees this differently", letter("p")),
    ("How likely is it now", kept("55")),
    ("What shifted the number?", kept("The swap in May")),
    (
        "Now put the assumption as",
        with_capture("Who wrote the rule?", kept("Who reads the list on Mondays?")),
    ),
    ("How could you find out", chosen_by("1")),
    ("What's your first step?", with_day("Ask at the desk", "+7")),
    ("If you stopped believing", pressed("ctrl+j")),
    ("How stuck is it now?", kept("4")),
    ("What are you taking away", kept("The list is read by somebody")),
    ("What would have helped you", pressed("ctrl+j")),
    ("Which of my questions were for me", kept(PRIVATE)),
)
"""The questions as the coach's device asks them, and what is done at each."""


def run_session(coach: Terminal) -> None:
    """From the check-in to the next date, by keys alone."""
    for words, answer in SESSION:
        question(coach, words)
        answer(coach)
    coach.wait_for("What we agreed", "Taken on", "Ask at the desk", "Who wrote the rule?")
    select(coach, "No date yet.")
    coach.press("enter")
    coach.wait_for("When do you meet again?")
    typed(coach, "+14")
    coach.press("enter")
    coach.wait_gone("When do you meet again?")
    coach.wait_gone("No date yet.")
    coach.settle(0.4)
    coach.press("s")
    coach.wait_for("Next session")


@pytest.mark.parametrize("size", [(120, 40), (80, 24)], ids=["wide", "small"])
def test_a_session_and_an_exercise_by_keys_alone(tmp_path: Path, size: tuple[int, int]) -> None:
    two = meet(tmp_path)
    two.coach("add", "issue", "Repairs take 19 days")
    with two.learner.app() as learner, two.coach.app("session", DECK, size=size) as coach:
        learner.wait_for("Due")
        run_session(coach)

        # What was agreed, and the private question, come to the learner without a key.
        learner.wait_for("The conversation, as you remember it", "Ask at the desk")
        assign(coach)
        learner.wait_for("Watching the belief at work", "three times")
        coach.press(PAGES["history"])
        do_exercise(learner)
        coach.wait_for("She knew two of the cases")

        answer_in_private(learner)
        for terminal in (coach, learner):
            terminal.press("q")
            assert terminal.ended() == 0
            assert terminal.restored == []
    two.rounds(2)
    assert_the_same_on_both_sides(two)
    assert_private_words_stayed(two)


def assign(coach: Terminal) -> None:
    """Give one stage of the deck, from the page of decks."""
    coach.press(PAGES["decks"])
    coach.wait_for("x give")
    select(coach, "Challenging assumptions")
    coach.press("x")
    coach.wait_for("An exercise for Learner", "the whole deck")
    select(coach, "Watching the belief")
    coach.press("tab", "tab", "tab")
    coach.wait_until("the cursor in the note", lambda _: "a word with it" in coach.at_cursor)
    typed(coach, "three times")
    coach.press("ctrl+j")
    coach.wait_gone("An exercise for Learner")


def to_top(terminal: Terminal) -> None:
    """Go to the first entry of Today: what is due stands there, and again as news further down."""

    def first(shown: str) -> bool:
        rows = shown.split("\n")
        due = next((n for n, r in enumerate(rows) if "Due" in r), len(rows))
        return any("▌" in r[5:] for r in rows[due : due + 3])

    terminal.press("g")
    terminal.wait_until("the first entry", first)


def do_exercise(learner: Terminal) -> None:
    """Open it with enter, answer both questions, close it."""
    to_top(learner)
    select(learner, "Watching the belief")
    learner.press("enter")
    question(learner, "What happened, as a camera")
    kept("On Monday the clerk opened the list and crossed out two.")(learner)
    question(learner, "What did you see that the assumption")
    kept("She knew two of the cases by heart.")(learner)
    learner.wait_for("closes the exercise")
    learner.press("ctrl+j")
    learner.wait_for("1 Today", "Ask at the desk")


def answer_in_private(learner: Terminal) -> None:
    """The private question, at one's own device."""
    to_top(learner)
    select(learner, "The conversation, as you")
    learner.press("enter")
    learner.wait_for("The conversation, as you remember it", "only you", "What was said")
    typed(learner, UNSAID)
    learner.press("tab")
    typed(learner, "I would welcome your view.")
    learner.press("ctrl+s")
    learner.wait_until(
        "Today without the question", lambda s: "1 Today" in s and "The conversation" not in s
    )


def assert_the_same_on_both_sides(two: Two) -> None:
    records = [shared_records(side) for side in two.inside()]
    assert records[0] == records[1]
    kinds = set(records[0].values())
    assert kinds >= {"issue", "session", "answer", "question", "assumption", "insight", "action",
                     "exercise", "observation", "snapshot", "member"}  # fmt: skip
    commands = [("history", i, "--json") for i in sorted(records[0])]
    mine, theirs = (answers(desk, *commands) for desk in two.desks)
    assert mine == theirs
    assert all(text.strip() for text in mine)

    found = {r["text"]: r for r in two.learner("list", "question", "--json").json}
    assert "Who wrote the rule?" in found
    asked = "What have you seen that fits it?"
    assert found[asked]["status"] == "open" and found[asked]["prompt"] == "evidence-for"
    (heavy,) = [a for a in two.coach("list", "assumption", "--json").json
                if a["text"] == "Nobody reads the list"]  # fmt: skip
    assert heavy["confidence"] == 55
    sessions = two.learner("list", "session", "--json").json
    assert [s["status"] for s in sessions] == ["ended", "ended"]
    states = {a["prompt"]: a.get("state") for a in two.coach("list", "answer", "--json").json}
    assert states["other-view"] == "parked" and states["second-loop"] == "asked"


def assert_private_words_stayed(two: Two) -> None:
    assert holding(two.folder, b"crossed out") == []
    for words, mine, other in (
        (PRIVATE, two.coach, two.learner),
        (UNSAID, two.learner, two.coach),
    ):
        found = holding(mine.home, words.encode())
        assert found and all(f.startswith(("private/", "history/")) for f in found), found
        assert holding(other.home, words.encode()) == []
        assert holding(two.folder, words.encode()) == []
