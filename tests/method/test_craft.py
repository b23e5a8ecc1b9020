"""What the rules of question craft notice, and what they leave alone (P2)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach_tui.method.craft import asks, closed, findings

NOTICED = {
    "Q01": [
        "Did you speak with the warehouse?",
        "So, is there a rule about that?",
        "After the meeting, was it any clearer?",
        "Could you live with a delay?",
    ],
    "Q02": [
        "What happened next? Who was there?",
        "What did you see and how did you feel?",
        "Who decided that, and why?",
        "Where did it start, and what did they do?",
        "Did it work, or did you stop?",
    ],
    "Q03": [
        "Isn't that the real trouble?",
        "You told her, right?",
        "Surely that cost you something?",
        "That was late, wasn't it? Don't you mind, don't you?",
    ],
    "Q04": [
        "Have you considered a checklist?",
        "Why don't you ask her?",
        "What if you left it for a week?",
        "Shouldn't you talk to the union?",
        "Would it help to write it down?",
        "How about asking the tenants?",
    ],
    "Q05": ["Why did you leave the room?", "Why didn't you call?"],
    "Q06": ["What " + "very " * 30 + "small thing could you do?"],
    "Q07": ["Was it the price or the delay?"],
    "Q08": ["What does he always do?", "What makes everyone agree?"],
    "Q09": ["What is wrong with your team?"],
    "Q10": ["The weekly meeting.", "I think you are doing fine"],
    "Q11": [
        "I have been thinking about this for a long time and read a lot about it. What do you want?"
    ],
}
CLEAN = [
    "What did you expect to see?",
    "Who would notice first?",
    "Describe a day on which it went well.",
    "My best day here was …",
    "Can you tell me more about the second visit?",
    "When the phone rang, what went through your mind?",
    "What would have to be true for that to work?",
    "Which of the two do you want to begin with?",
    "How do you know that?",
    "What would you say to her, and to her manager?",
    "If the rule fell away tomorrow, who would be better or worse off?",
]


@pytest.mark.parametrize(("code", "text"), [(c, t) for c, some in NOTICED.items() for t in some])
def test_noticed(code: str, text: str) -> None:
    assert code in {one.code for one in findings(text)}


@pytest.mark.parametrize("text", CLEAN)
def test_left_alone(text: str) -> None:
    assert findings(text) == ()


def test_open_and_closed_are_told_apart() -> None:
    assert closed("Is it safe?") and not closed("What makes it safe?")
    assert not closed("It is safe.") and not closed("Could you describe it?")
    assert asks("Name three people.") and not asks("Three people.")


def test_nothing_is_said_of_nothing() -> None:
    assert findings("") == findings("  \n ") == ()


@given(st.text(max_size=600))
def test_any_text_is_read(text: str) -> None:
    for one in findings(text):
        assert one.code[0] == "Q" and "\n" not in one.text
    closed(text), asks(text)
