"""Before and after a session by the command line: `prepare`, `meet` and `summary`."""

from pathlib import Path

from coach_tui.guide import writing
from coach_tui.guide.session import closing, meeting
from tests.cli.conftest import Two
from tests.guide.sittings import at, keep, opened


def held(two: Two) -> str:
    """A session with a date that ended, known to both; its id."""
    coach = two.pair.coach.open()
    sitting = opened(coach, "challenge-assumptions")
    keep(sitting, at(sitting), "A clear head")
    said = {"text": "Ask the <b>board</b>", "owner": "Leo", "session": sitting.session}
    coach.do(*writing.new(coach, "action", said | {"due": "2099-10-16"}))
    coach.do(*writing.new(coach, "note", {"text": "afraid of her", "session": sitting.session}))
    coach.do(*meeting.set_date(coach, sitting.record, "2099-10-21 10:00"))
    sitting.refresh()
    coach.do(*closing.end(sitting))
    coach.publish()
    two.rounds()
    return sitting.session


def test_prepared_bit_by_bit_and_sent(two: Two) -> None:
    held(two)
    assert two.learner("prepare", "--moved", "Two streets").err == "Kept on this device only.\n"
    two.learner("prepare", "--leave", "One sentence")
    two.rounds()
    assert not two.coach("list", "preparations", "--json").json
    assert "Shared with Carla." in two.learner("prepare", "--send").err
    two.rounds()
    (found,) = two.coach("list", "preparations", "--json").json
    assert (found["moved"], found["leave"]) == ("Two streets", "One sentence")
    assert "sent already" in two.learner.refused("prepare", "--send")
    two.learner("prepare", "--mind", "The board")
    two.rounds()
    (found,) = two.coach("list", "preparations", "--json").json
    assert found["mind"] == "The board"


def test_nothing_prepared_is_not_sent_and_without_a_terminal_words_are_needed(two: Two) -> None:
    assert "Nothing is prepared" in two.learner.refused("prepare", "--send")
    assert "Nothing is written" in two.learner.refused("prepare", "--moved", " ")
    assert "There is no text" in two.learner.refused("prepare", code=2)


def test_the_next_date_is_shown_moved_and_called_off(two: Two) -> None:
    assert two.coach("meet").err == "There is no next date.\n"
    assert "No session has ended yet" in two.coach.refused("meet", "friday")
    held(two)
    assert two.learner("meet").out == "Wed 21 Oct, 10:00\n"
    two.learner("meet", "2099-10-23", "--note", "Leeds on Wednesday")
    two.rounds()
    shown = two.coach("meet")
    assert shown.out == "Fri 23 Oct\n" and shown.err == "Leo: Leeds on Wednesday\n"
    two.coach("meet", "off", "--note", "Flu")
    two.rounds()
    found = two.learner("meet", "--json").json
    assert (found["day"], found["note"]) == ("", "Flu")
    assert "is not a date" in two.learner.refused("meet", "soonish")


def test_the_summary_is_the_same_for_both_and_never_overwrites(two: Two, tmp_path: Path) -> None:
    session = held(two)
    text = two.coach("summary").out
    assert "- Ask the \\<b\\>board\\</b\\>  \n  Leo, by Fri 16 Oct" in text
    assert "afraid" not in text
    assert two.learner("summary", session[:8]).out == text
    file = tmp_path / "page.md"
    assert two.learner("summary", "-o", str(file)).out == f"{file}\n"
    assert file.read_text() == text
    file.write_text("mine")
    assert "there already" in two.learner.refused("summary", "-o", str(file))
    assert file.read_text() == "mine"


def test_a_summary_is_sent_and_read(two: Two) -> None:
    session = held(two)
    assert "Sent to Leo." in two.coach("summary", "--send").err
    two.rounds()
    assert not two.learner("show", session, "--json").json.get("read_learner")
    two.learner("summary")
    two.rounds()
    assert two.coach("show", session, "--json").json["read_learner"]


def test_what_has_no_summary_says_so(two: Two) -> None:
    assert "No session has ended yet" in two.coach.refused("summary")
    issue = two.coach("add", "issue", "Repairs").word
    assert "Only a session has a summary" in two.coach.refused("summary", issue)
    coach = two.pair.coach.open()
    running = opened(coach, "challenge-assumptions").session
    assert "not over" in two.coach.refused("summary", running, "--send")
