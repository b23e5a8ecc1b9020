"""How the lines of a short screen are shared out."""

from hypothesis import given
from hypothesis import strategies as st

from coach_tui.tui.session.room import Wants, share

LINES = st.integers(0, 30)


def test_air_goes_first_then_the_introduction_then_the_note_then_what_comes_next() -> None:
    wants = Wants(question=10, intro=6, box=4, roomy=8, said=1, note=4, then=2)
    found = [share(wants, lines) for lines in (25, 21, 20, 15, 14, 13, 12, 11, 10, 9, 8)]
    assert [(s.question, s.box, s.note, s.then) for s in found] == [
        (10, 8, 4, 2), (10, 4, 4, 2), (9, 4, 4, 2), (4, 4, 4, 2), (4, 4, 3, 2), (4, 4, 2, 2),
        (5, 4, 0, 2), (4, 4, 0, 2), (5, 4, 0, 0), (4, 4, 0, 0), (4, 3, 0, 0),
    ]  # fmt: skip


@given(st.integers(1, 30), LINES, LINES, LINES, st.integers(0, 4), st.integers(0, 4), LINES)
def test_everything_fits_and_the_box_is_never_gone(
    question: int, intro: int, box: int, air: int, said: int, note: int, more: int
) -> None:
    wants = Wants(question, min(intro, question - 1), 3 + box, 3 + box + air, said, note, 2)
    lines = 9 + said + more
    found = share(wants, lines)
    assert found.question + found.box + said + found.note + found.then <= lines
    assert found.box >= 3 and found.question >= min(question, 1)
