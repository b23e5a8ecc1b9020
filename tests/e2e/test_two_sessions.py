"""Two sessions three weeks apart at two devices: promised, prepared, reported back, closed."""

import signal

import msgspec

from tests.e2e.people import Two, answers, question, seated, typed
from tests.e2e.terminal import Terminal
from tests.pair import Pair, Side

STAGE = "challenge-assumptions#said-and-unsaid"
PRIVATE = "as you remember"
"""Part of the only question of that stage, which asks the learner alone."""
WEEKS = 21 * 86_400_000


def closing(terminal: Terminal) -> None:
    """Wait for the last page, long enough that its keys are meant."""
    terminal.wait_for("What we agreed", "Taken on")
    terminal.settle(0.4)


def agreed(terminal: Terminal, words: str, who: str, by: str) -> None:
    """Write down what somebody takes on."""
    terminal.press("n")
    terminal.wait_for("by when", "ctrl+j keep")
    typed(terminal, words)
    terminal.press("tab")
    terminal.wait_until("the next field", lambda _: "who" in terminal.at_cursor)
    typed(terminal, who)
    terminal.press("tab")
    terminal.wait_until("the field after", lambda _: "by when" in terminal.at_cursor)
    typed(terminal, by)
    terminal.press("ctrl+j")
    terminal.wait_gone("ctrl+j keep")


def first_session(side: Side) -> None:
    """A session held three weeks ago at a device."""
    from coach_tui.engagement import wall_clock
    from coach_tui.guide import writing
    from coach_tui.guide.session import closing as ending
    from tests.guide.sittings import at, keep, opened

    side.wall.ms = wall_clock() - WEEKS
    coach = side.open()
    sitting = opened(coach, "challenge-assumptions")
    keep(sitting, at(sitting), "A clear head")
    for text in ("Ask three tenants", "Sit with the planners", "Send the figures"):
        said = {"text": text, "owner": "Leo", "session": sitting.session}
        coach.do(*writing.new(coach, "action", said))
    sitting.refresh()
    coach.do(*ending.end(sitting))
    coach.publish()


def statuses(two: Two) -> list[dict[str, str]]:
    """Every action at the learner's device: words, status and what became of it."""
    found = msgspec.json.decode(answers(two.learner, ("list", "actions", "--json"))[0])
    return [{f: r.get(f, "") for f in ("text", "status", "became")} for r in found]


def test_promised_prepared_reported_dropped_and_closed_with_a_page_that_both_read(
    pair: Pair,
) -> None:
    first_session(pair.coach)
    two = seated(pair)
    two.rounds()
    two.learner("prepare", "--moved", "Two streets pick the hour", "--send")
    two.rounds()
    with two.coach.app("session", STAGE, size=(120, 40)) as coach:
        coach.wait_for("What was promised", "Ask three tenants", "21 days ago")
        coach.wait_for("What Leo prepared", "Two streets pick the")
        coach.settle(0.4)
        coach.press("1")
        coach.wait_for("● 1 done")
        coach.press("down")
        coach.wait_for("○ 3 dropped")
        coach.press("2")
        coach.wait_for("By when now?")
        typed(coach, "2099-12-01")
        coach.press("enter")
        coach.wait_gone("By when now?")
        coach.wait_for("for Tue 1 Dec")
        coach.press("down")
        coach.wait_for("○ 3 dropped")
        coach.press("3")
        coach.wait_for("● 3 dropped")
        coach.press("e")
        coach.wait_for("In a line")
        typed(coach, "Half said")

        # Killed in the opening: what was said is kept, the line half typed is a draft.
        coach.wait_until("the draft", lambda _: any("Half said" in d for d in two.coach.drafts))
        coach.send(signal.SIGKILL)
        coach.ended()
    with two.coach.app("session", STAGE, size=(120, 40)) as coach:
        coach.wait_for("What was promised", "not yet")
        coach.settle(0.4)
        coach.press("down", "down", "e")
        coach.wait_for("Half said")
        typed(coach, " already")
        coach.press("ctrl+j")
        coach.wait_gone("ctrl+j keep")
        question(coach, PRIVATE)
        coach.press("ctrl+j")
        closing(coach)
        agreed(coach, "Ask the board", "Leo", "2099-10-16")
        coach.wait_for("Leo · Fri 16 Oct")
        coach.settle(0.4)

        # Killed in the closing: what was agreed is kept, and it closes where it stood.
        coach.send(signal.SIGKILL)
        coach.ended()
    with two.coach.app("session", STAGE, size=(80, 24)) as coach:
        closing(coach)
        coach.wait_for("Ask the board")
        coach.press("s")
        coach.wait_for("Sent. Leo reads it")
        coach.press("q")
        assert coach.ended() == 0
    two.rounds()
    assert statuses(two) == [
        {"text": "Ask three tenants", "status": "done", "became": ""},
        {"text": "Sit with the planners", "status": "open", "became": ""},
        {"text": "Send the figures", "status": "dropped", "became": "Half said already"},
        {"text": "Ask the board", "status": "open", "became": ""},
    ]
    with two.learner.app(size=(80, 24)) as learner:
        learner.wait_for("Read what you agreed")
        learner.settle()
        while "▌" not in learner.row("Read what you agreed"):
            learner.press("down")
            learner.settle()
        learner.press("enter")
        learner.wait_for("Ask the board", "Leo, by Fri 16 Oct")
        learner.press("escape")
        learner.wait_gone("Leo, by Fri 16 Oct")
        learner.wait_gone("Read what you agreed")
        learner.settle()
        learner.press("q")
        assert learner.ended() == 0
    two.rounds()
    pages = [answers(desk, ("summary",))[0] for desk in two.desks]
    assert pages[0] == pages[1]
    for words in ("Ask the board", "Half said already", "not yet, by Tue 1 Dec", "dropped"):
        assert words in pages[0]
