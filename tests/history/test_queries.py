"""What can be asked of the history."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach_tui.history import queries
from coach_tui.records.change import Stamped
from coach_tui.records.dates import day_of
from coach_tui.records.state import State
from coach_tui.records.text import searchable
from tests.pair import DAY, START, Pair

DEVICE = "aaaaaa2222222222"
HOUR = DAY // 24
NOON = START - START % DAY + DAY // 2


def an_id(number: int) -> str:
    return "".join("abcdefghij"[int(d)] for d in f"{number:010d}") + DEVICE[:6]


class Book:
    """A state in the making."""

    def __init__(self) -> None:
        self.state = State()
        self.count = 0

    def add(self, kind: str, at: int = NOON, to: str = "", **said: Any) -> str:
        self.count += 1
        identity = to or an_id(self.count)
        stamp = f"{self.count:013d}.{self.count:016d}"
        change = Stamped(stamp, "anna", DEVICE, self.count, kind, at, said)
        self.state.apply([(identity, change)])
        return identity

    def ids(self, words: str, **more: Any) -> list[str]:
        return [r.id for r in queries.search(self.state, words, **more)]


@pytest.fixture
def book() -> Book:
    return Book()


def test_search_folds_case_and_accents_and_wants_all_words(book: Book) -> None:
    both = book.add("issue", text="Ünal fährt nach Köln", why="STRASSE")
    one = book.add("note", text="unal")
    assert book.ids("UNAL koln") == [both]
    assert set(book.ids("ünal")) == {both, one}
    assert book.ids("straße fahrt") == [both]
    assert book.ids("unal berlin") == []
    assert book.ids("") == book.ids("  ") == []


def test_search_finds_words_and_no_ids_or_moments_of_the_program(book: Book) -> None:
    belief = book.add("assumption", text="Letters wait")
    book.add("experiment", text="Two weeks", assumption=belief)
    book.add("session", text="Meeting", sent=NOON, own_after="prompt-7", marked=["prompt-7"])
    owned = book.add("action", text="Ring", owner="the planner", reported=belief)
    assert book.ids(belief) == book.ids(str(NOON)) == book.ids("prompt-7") == []
    assert book.ids("planner") == [owned]


def test_search_gives_the_newest_first_and_keeps_to_kind_and_day(book: Book) -> None:
    old = book.add("issue", NOON, text="same word")
    new = book.add("note", NOON + 2 * DAY, text="same word")
    mid = book.add("issue", NOON + DAY, text="same word")
    assert book.ids("word") == [new, mid, old]
    assert book.ids("word", kind="issue") == [mid, old]
    assert book.ids("word", since=NOON + DAY) == [new, mid]
    book.add("issue", NOON + 3 * DAY, to=old, why="changed")
    assert book.ids("word") == [old, new, mid]


def test_search_finds_neither_machinery_nor_hidden_nor_references(book: Book) -> None:
    book.add("member", name="Word")
    book.add("snapshot", text="word")
    book.add("issue", text="word", hidden=True)
    book.add("note", links=["word"], issue="word", deck="word")
    assert book.ids("word") == []
    kept = book.add("answer", value=["a word", 3], asked="What?")
    assert book.ids("word") == book.ids("what") == [kept]


words = st.sampled_from(["ärger", "Ärger mit", "bus", "Bus 3", "", "nothing"])


@given(
    st.lists(
        st.tuples(
            st.integers(1, 5),
            st.sampled_from(["issue", "note", "member"]),
            words,
            st.sampled_from([None, True, False]),
        ),
        max_size=25,
    ),
    words,
)
def test_an_index_kept_up_equals_one_from_scratch(
    steps: list[tuple[int, str, str, bool | None]], wanted: str
) -> None:
    state, kept = State(), queries.Index()
    for number, (which, kind, text, hidden) in enumerate(steps, 1):
        said: dict[str, Any] = {"text": text} | ({} if hidden is None else {"hidden": hidden})
        stamp = f"{number:013d}.{number:016d}"
        change = Stamped(stamp, "anna", DEVICE, number, kind, number, said)
        kept.update(state, state.apply([(an_id(which), change)]))
    scratch = queries.Index()
    scratch.update(state, state.records)
    for query in (wanted, "arger", "bus", "3"):
        assert sorted(kept.find(query)) == sorted(scratch.find(query))
        expected = [
            r.id
            for r in state.records.values()
            if not r.hidden
            and r.kind != "member"
            and searchable(query).split()
            and all(w in searchable(r.text("text")) for w in searchable(query).split())
        ]
        assert sorted(kept.find(query)) == sorted(expected)


@given(st.lists(st.tuples(st.integers(1, 4), words, st.integers(0, 9)), max_size=8), words)
def test_typing_letter_by_letter_finds_what_asking_at_once_does(
    steps: list[tuple[int, str, int]], typed: str
) -> None:
    """Also when something comes in between two letters, and when letters are taken back."""
    state, kept = State(), queries.Index()
    letters = [typed[:n] for n in range(len(typed) + 1)]
    asked = [*letters, *reversed(letters)]
    for number in range(max(len(steps), len(asked))):
        if number < len(steps):
            which, text, at = steps[number]
            stamp = f"{number:013d}.{number:016d}"
            change = Stamped(stamp, "anna", DEVICE, number + 1, "note", at, {"text": text})
            kept.update(state, state.apply([(an_id(which), change)]))
        query = asked[min(number, len(asked) - 1)]
        found = queries.search(state, query, index=kept)
        assert found == queries.search(state, query)
        assert found == sorted(found, key=lambda r: (-r.changed, r.id))


def test_records_are_picked_by_their_fields(book: Book) -> None:
    issue = book.add("issue", text="Bus", status="open")
    one = book.add("assumption", issue=issue, confidence=70.0, status="open", links=[issue])
    book.add("assumption", issue="other", confidence=7.0, status="held")
    records = list(book.state.records.values())

    def picked(**wanted: str) -> list[str]:
        return [r.id for r in queries.by_field(records, wanted)]

    assert picked(issue=issue[:8]) == [one]
    assert picked(confidence="70") == [one]
    assert picked(status="OPEN", kind="assumption") == [one]
    assert picked(links=issue) == [one]
    assert picked(author="anna", status="gone") == []
    assert set(picked(text="")) == {r.id for r in records} - {issue}


def test_the_timeline_groups_by_session_and_by_day_latest_first(book: Book) -> None:
    early = book.add("note", NOON, text="a")
    session = book.add("session", NOON + DAY, deck="d")
    inside = book.add("answer", NOON + 5 * DAY, session=session, value="late answer")
    first = book.add("answer", NOON + DAY, session=session, value="first")
    same_day = book.add("note", NOON + HOUR, text="b")
    lost = book.add("note", NOON + 2 * DAY, session="not here", text="c")
    book.add("member", NOON, name="x")
    book.add("note", NOON, hidden=True)
    sittings = queries.timeline(book.state, book.state.records.values())
    shown = [(s.session.id if s.session else "", [r.id for r in s.records]) for s in sittings]
    assert shown == [
        ("", [lost]),
        (session, [first, inside]),
        ("", [early, same_day]),
    ]
    assert [s.day for s in sittings] == [
        day_of(NOON + 2 * DAY), day_of(NOON + DAY), day_of(NOON),
    ]  # fmt: skip


KINDS = st.sampled_from(["note", "session", "answer", "epoch"])


@given(st.lists(st.tuples(KINDS, st.integers(-(2**62), 2**62), st.integers(0, 9)), max_size=12))
def test_the_timeline_holds_every_record_once_whatever_the_clocks(
    some: list[tuple[str, int, int]],
) -> None:
    book = Book()
    for kind, at, session in some:
        book.add(kind, at, session=an_id(session), text="x")
    sittings = queries.timeline(book.state, book.state.records.values())
    shown = [r.id for s in sittings for r in s.records]
    shown += [s.session.id for s in sittings if s.session]
    of_work = [i for i, r in book.state.records.items() if r.kind != "epoch"]
    expected = sorted(of_work)
    assert sorted(set(shown)) == expected
    assert [s.day for s in sittings] == sorted((s.day for s in sittings), reverse=True)


def test_counts_are_of_what_people_made_the_most_first(book: Book) -> None:
    for kind in ("note", "issue", "note", "member", "insight"):
        book.add(kind)
    book.add("note", hidden=True)
    assert list(queries.counts(book.state.records.values()).items()) == [
        ("note", 2), ("insight", 1), ("issue", 1),
    ]  # fmt: skip


def test_the_history_of_a_record_is_told_newest_first_with_author_and_time(pair: Pair) -> None:
    issue = pair.coach.add("issue", text="first")
    pair.rounds()
    pair.learner.edit(issue, text="second")
    pair.rounds()
    pair.coach.edit(issue, text="third")
    pair.rounds()
    for side in pair.sides:
        engagement = side.open()
        told = [v for v in queries.history(side.record(issue)) if v.field == "text"]
        assert [(v.value, v.live) for v in told] == [
            ("third", True), ("second", False), ("first", False),
        ]  # fmt: skip
        assert [engagement.name_of(v.change.author) for v in told] == ["Carla", "Leo", "Carla"]
        assert all(v.change.w >= START for v in told)
        assert told[0].change.w > told[2].change.w
