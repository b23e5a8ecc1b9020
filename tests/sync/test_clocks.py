"""Stamps order as time does, never run backwards, and no clock can stop another."""

from hypothesis import given
from hypothesis import strategies as st

from coach_tui.sync.clock import LAST, LENGTH, Clock, ms_of, tick_of, tick_text
from coach_tui.sync.codec import CROCKFORD

ticks = st.integers(0, (1 << 63) - 1)
YEAR_2100 = 4_102_444_800_000


@given(ticks, ticks)
def test_the_order_of_texts_is_the_order_of_time(left: int, right: int) -> None:
    assert (tick_text(left) < tick_text(right)) == (left < right)
    assert tick_of(tick_text(left)) == left
    assert ms_of(tick_text(left) + ".rest") == left >> 15


@given(st.text(max_size=16) | st.text(CROCKFORD + "ilouZ", min_size=13, max_size=13))
def test_only_the_canonical_text_is_a_stamp(text: str) -> None:
    tick = tick_of(text)
    assert tick is None or tick_text(tick) == text
    fits = len(text) == LENGTH and set(text) <= set(CROCKFORD) and text[0] <= "7"
    assert (tick is not None) == fits


@given(st.lists(st.tuples(st.integers(-(10**13), 10**14), ticks | st.none()), min_size=1))
def test_ticks_only_go_forward_until_they_saturate(steps: list[tuple[int, int | None]]) -> None:
    wall = 0
    clock = Clock(lambda: wall)
    before = clock.last
    for now, remote in steps:
        wall = now
        if remote is not None:
            clock.see(tick_text(remote))
            assert clock.last >= tick_text(min(remote, LAST))
        given_out = clock.now()
        assert given_out > before or given_out == tick_text(LAST)
        assert ms_of(given_out) < YEAR_2100
        assert clock.last == given_out
        before = given_out


@given(st.text())
def test_nonsense_moves_no_clock(text: str) -> None:
    clock = Clock(lambda: 5)
    before = clock.now()
    if tick_of(text) is None:
        clock.see(text)
        assert clock.last == before


def test_a_partner_beyond_2100_stops_nobody() -> None:
    wild, sane = Clock(lambda: YEAR_2100 * 2), Clock(lambda: 1_790_000_000_000)
    for _ in range(3):
        sane.see(wild.now())
        wild.see(sane.now())
    sane.see("7zzzzzzzzzzzz")
    assert sane.now() == wild.now() == tick_text(LAST)


def test_a_clock_goes_on_from_where_it_was() -> None:
    last = tick_text(900 << 15)
    assert Clock(lambda: 5, last).now() > last
    assert Clock(lambda: 5, "nonsense").now() == tick_text(5 << 15)
