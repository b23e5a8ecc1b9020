"""Worksheets: what is typed into cells, and the rows that are stored of it."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach_tui.decks.model import Column, Scale
from coach_tui.guide.session import begin, replies, worksheet
from coach_tui.guide.session.worksheet import MOST, Cells
from coach_tui.records.refusal import Refused
from tests.guide.sittings import keep, opened
from tests.pair import Pair

FORCES = (
    Column("pushes", "Pushes it on"),
    Column("holds", "Holds it back"),
    Column("strength", "How strong", Scale(1, 5, "hardly felt … nothing moves against it")),
)
TWO = (Column("unsaid", "Thought or felt"), Column("said", "Spoken"))
WHO = (Column("who", "Who"), Column("interest", "Interest", Scale(1, 5)))
TEXT = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=12).map(str.strip)
STRENGTH = st.sampled_from(["", "1", "2", "5", "3.5"])


def _sheets(width: int) -> st.SearchStrategy[Cells]:
    return st.lists(st.lists(TEXT, min_size=width, max_size=width), max_size=8)


@given(_sheets(2))
def test_cells_may_be_empty_anywhere_and_come_back_as_they_were(cells: Cells) -> None:
    rows = worksheet.stored(TWO, cells)
    assert not rows or rows[-1]
    again = worksheet.cells(TWO, rows)
    assert again == cells[: len(again)] and not any(any(row) for row in cells[len(again) :])
    assert all(list(row.values()) == [v for v in row.values() if v] for row in rows)


@given(st.lists(st.tuples(TEXT, STRENGTH, TEXT, STRENGTH), max_size=8))
def test_each_force_keeps_its_side_its_words_and_its_strength_p13(
    some: list[tuple[str, str, str, str]],
) -> None:
    rows = worksheet.stored(FORCES, [list(row) for row in some])
    pushing, holding = worksheet.sides(rows)
    assert pushing == [(t, s) for t, s, _, _ in some if t or s]
    assert holding == [(t, s) for _, _, t, s in some if t or s]
    assert worksheet.stored(FORCES, worksheet.cells(FORCES, rows)) == _in_pairs(rows)


def _in_pairs(rows: worksheet.Rows) -> worksheet.Rows:
    """The rows in the order in which they stand opposite each other."""
    holds = [r for r in rows if "holds" in r]
    pushes = [r for r in rows if "holds" not in r]
    found = []
    for n in range(max(len(holds), len(pushes))):
        found += pushes[n : n + 1] + holds[n : n + 1]
    return found


def test_a_row_with_both_sides_as_it_was_stored_once_stays_readable() -> None:
    old = [{"pushes": "figures", "holds": "habit", "strength": "3"}, {"holds": "overtime"}]
    assert worksheet.cells(FORCES, old) == [
        ["figures", "3", "habit", "3"],
        ["", "", "overtime", ""],
    ]


@given(st.one_of(st.none(), st.integers(), st.text(), st.lists(st.text()), st.booleans()))
def test_a_foreign_value_is_shown_and_nothing_fails(value: object) -> None:
    cells = worksheet.cells(WHO, [{"who": value, "interest": value}, value, {"x": value}])
    assert all(len(row) == 2 and all(isinstance(t, str) for t in row) for row in cells)


@pytest.mark.parametrize("text", ["0", "6", "9", "three", "1e400", "--"])
def test_a_number_outside_the_scale_is_said_in_three_words(text: str) -> None:
    assert worksheet.wrong(FORCES[2], text) == "1 to 5."
    with pytest.raises(Refused, match=r"Row 2, How strong: 1 to 5\."):
        worksheet.stored(FORCES, [["a", "1", "", ""], ["b", text, "", ""]])


@pytest.mark.parametrize("text", ["", " ", "1", "5", " 3 ", "2.5"])
def test_a_number_on_the_scale_or_none_fits(text: str) -> None:
    assert worksheet.wrong(FORCES[2], text) == ""


def test_too_many_rows_and_too_much_text_are_refused_in_a_sentence() -> None:
    with pytest.raises(Refused, match="at most 200 rows; this has 10,000"):
        worksheet.stored(TWO, [["a", "b"]] * 10_000)
    with pytest.raises(Refused, match="longer than 64 KiB"):
        worksheet.stored(TWO, [["a" * 400, "b"]] * MOST)
    assert len(worksheet.stored(TWO, [["a", "b"]] * MOST)) == MOST


@given(_sheets(3))
def test_what_is_written_by_tabs_is_read_again(cells: Cells) -> None:
    import csv
    import io

    out = io.StringIO()
    csv.writer(out, dialect="excel-tab", lineterminator="\n").writerows(cells)
    found = worksheet.tabular(out.getvalue())
    while cells and not any(cells[-1]):
        cells.pop()
    if found is not None:
        while found and not any(found[-1]):
            found.pop()
        while found and not any(found[0]) and found != cells:
            found.pop(0)
        assert [row for row in found if any(row)] == [row for row in cells if any(row)]


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("a\tb\nc\t", [["a", "b"], ["c", ""]]),
        ('a\t"two\nlines"', [["a", "two\nlines"]]),
        ("a,b\nc,d", [["a", "b"], ["c", "d"]]),
        ('a,"b, c",3', [["a", "b, c", "3"]]),
        ("Well, I think so", None),
        ("Well, I think\nso, he said", None),
        ("3,5", None),
        ("one line", None),
    ],
)
def test_a_paste_is_a_table_only_when_it_looks_like_one(text: str, cells: Cells | None) -> None:
    assert worksheet.tabular(text) == cells


@pytest.mark.parametrize("mark", ["\t", ","])
def test_ten_thousand_rows_are_refused(mark: str) -> None:
    with pytest.raises(Refused, match="10,000 rows; a worksheet has at most 200"):
        worksheet.tabular("\n".join([f"a{mark}b"] * 10_000))


def test_a_whole_worksheet_is_read_by_tabs_commas_headings_names_and_lines() -> None:
    whole = [{"unsaid": "one", "said": "two"}, {"said": "three"}]
    for text in (
        "one\ttwo\n\tthree",
        "unsaid,said\none,two\n,three",
        "Spoken\tThought or felt\ntwo\tone\nthree\t",
        "unsaid: one\nsaid: two\n\nsaid: three",
    ):
        assert worksheet.read(TWO, text) == whole, text
    assert worksheet.read(TWO, "one\ntwo") == [{"unsaid": "one"}, {"unsaid": "two"}]
    forces = [{"pushes": "figures", "strength": 3}, {"holds": "habit", "strength": 4}]
    assert worksheet.read(FORCES, "pushes,holds,strength\nfigures,,3\n,habit,4") == forces
    assert worksheet.read(FORCES, "figures\t3\thabit\t4") == forces
    with pytest.raises(Refused, match="more cells in a row than columns"):
        worksheet.read(TWO, "a\tb\tc")


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    for columns in (TWO, FORCES, WHO):
        try:
            msgspec.json.encode(worksheet.read(columns, text))
        except Refused as refused:
            assert "\n" not in str(refused)


def test_what_arrived_meanwhile_becomes_a_conflict_and_is_not_lost(pair: Pair) -> None:
    coach = pair.coach.open()
    sitting = opened(coach, "force-field")
    made = keep(sitting, "forces", "pushes: figures\nstrength: 3")[0]
    step = next(s for s in sitting.steps if s.prompt.id == "forces")
    sitting.show(step)
    keep(begin.sitting(coach, sitting.record), "forces", "pushes: tenants")
    coach.do(*replies.keep(sitting, step, {"": [{"holds": "habit"}]}))
    both = coach.state.records[made.id].conflicts["value"]
    assert both == [[{"holds": "habit"}], [{"pushes": "tenants"}]]
