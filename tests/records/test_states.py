"""The same records from any order, repetition and bundling; and nothing is silently replaced.

The properties take the fold that they judge, so that faulty ones can be put to them: a property
that a planted fault passes proves nothing.
"""

from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from coach_tui.records import state as state_module
from coach_tui.records.change import Stamped
from coach_tui.records.kinds import is_joint, known
from coach_tui.records.state import Record, State, fold, shown_stamps, values

Fold = Callable[[str, list[Stamped]], Record | None]
Property = Callable[[Fold, list[tuple[str, Stamped]], list[int]], None]

DEVICES = {"aaaaaa2222222222": "anna", "aaaaab3333333333": "anna", "bbbbbb4444444444": "ben"}
IDS = ["r7r7r7r7r7aaaaaa", "r2r2r2r2r2bbbbbb", "r3r3r3r3r3aaaaab"]
KINDS = ["issue", "insight", "prophecy"]
FIELDS = ["text", "status", "hidden", "from_a_newer_version"]


def a_stamp(clock: int, number: int) -> str:
    return f"{clock:013d}.{number:016d}"


@st.composite
def histories(draw: st.DrawFn, private: bool = True) -> list[tuple[str, Stamped]]:
    """What two devices of one member and one of another may have signed, allowed or not."""
    size = draw(st.integers(1, 12))
    stamps = [a_stamp(draw(st.integers(0, 5)), number) for number in range(size)]
    made: list[tuple[str, Stamped]] = []
    for stamp in stamps:
        identity = draw(st.sampled_from(IDS))
        # Mostly what stands in the record is named: all else has no effect, whatever the rules.
        there = [c.stamp for i, c in made if i == identity] or stamps
        device = draw(st.sampled_from(sorted(DEVICES)))
        fields = draw(st.lists(st.sampled_from(FIELDS), min_size=0, max_size=3, unique=True))
        own = private and device == "aaaaaa2222222222" and draw(st.booleans())
        over = {
            f: draw(st.lists(st.sampled_from([*stamps, *there * size]), max_size=2))
            for f in [*fields, *draw(st.lists(st.sampled_from(FIELDS), max_size=1))]
        }
        change = Stamped(
            stamp=stamp,
            author=DEVICES[device],
            device=device,
            n=0 if own else draw(st.integers(1, 9)),
            kind=draw(st.sampled_from([KINDS[0], KINDS[0], *KINDS])),
            w=draw(st.integers(0, 9)),
            set={f: draw(st.sampled_from(["x", "y", None, True, 1.0, ["l"]])) for f in fields},
            over=over,
        )
        made.append((identity, change))
    return made


def per_record(changes: list[tuple[str, Stamped]]) -> Iterator[tuple[str, list[Stamped]]]:
    for identity in IDS:
        if some := [c for i, c in changes if i == identity]:
            yield identity, some


def does_not_depend_on_order(
    fold: Fold, changes: list[tuple[str, Stamped]], order: list[int]
) -> None:
    for identity, some in per_record(changes):
        keys = [*order, *range(len(some))][: len(some)]
        mixed = [some[i] for i in sorted(range(len(some)), key=lambda i: (keys[i], i))]
        assert fold(identity, some) == fold(identity, mixed)
        assert fold(identity, some) == fold(identity, some[::-1])


def replaces_only_what_was_shown(
    fold: Fold, changes: list[tuple[str, Stamped]], order: list[int]
) -> None:
    """Every allowed value shows, as the field's or in its conflicts, unless a change that was
    allowed to set the field, and set it, named its stamp; and no other value does.
    """
    for identity, some in per_record(changes):
        record = fold(identity, some)
        counted = permitted(identity, some)
        assert (record is None) == (not counted)
        if record is None:
            continue
        for field in FIELDS:
            saying = [c for c in counted if field in c.set and may_set(c, field, counted[0])]
            gone = {s for c in saying for s in c.over.get(field, [])}
            expected = {json(c.set[field]) for c in saying if c.stamp not in gone}
            have = record.conflicts.get(field) or [record.fields.get(field, ...)]
            assert {json(v) for v in have if v is not ...} == expected
            if expected:
                assert json(record.fields[field]) == json(have[0])


def permitted(identity: str, some: list[Stamped]) -> list[Stamped]:
    """The rules once more, said plainly: maker first."""
    by_maker = sorted((c for c in some if c.device[:6] == identity[-6:]), key=lambda c: c.stamp)
    public = [c for c in by_maker if c.n]
    if not by_maker:
        return []
    birth = (public or by_maker)[0]
    rest = [
        c
        for c in some
        if c is not birth
        and (c.n > 0) == (birth.n > 0)
        and c.kind == birth.kind
        and (c.author == birth.author or is_joint(birth.kind))
    ]
    return [birth, *rest]


def may_set(change: Stamped, field: str, birth: Stamped) -> bool:
    return change.author == birth.author or field in known(birth.kind).__struct_fields__


def json(value: Any) -> bytes:
    return msgspec.json.encode(value, order="deterministic")


def proven(check: Property, judged: Fold) -> None:
    """Put many generated histories to a fold; `AssertionError` when one does not hold."""

    @settings(
        max_examples=150,
        derandomize=True,
        phases=[Phase.generate],
        report_multiple_bugs=False,
    )
    @given(histories(), st.lists(st.integers(0, 9), max_size=12))
    def run(changes: list[tuple[str, Stamped]], order: list[int]) -> None:
        check(judged, changes, order)

    run()


def last_writer_wins(identity: str, changes: list[Stamped]) -> Record | None:
    """Planted fault: the newest value replaces all others, whatever its author had seen."""
    record = fold(identity, changes)
    if record is None:
        return None
    newest = {v.field: v.value for v in values(identity, changes)}
    return msgspec.structs.replace(record, fields=dict(sorted(newest.items())), conflicts={})


def last_arrival_wins(identity: str, changes: list[Stamped]) -> Record | None:
    """Planted fault: what arrived last replaces what was there."""
    record = fold(identity, changes)
    if record is None:
        return None
    latest: dict[str, Any] = {}
    for change in changes:
        latest.update(change.set)
    return msgspec.structs.replace(record, fields=dict(sorted(latest.items())), conflicts={})


def anybody_may(identity: str, changes: list[Stamped]) -> Record | None:
    """Planted fault: authors are not looked at."""
    return fold(identity, [msgspec.structs.replace(c, author="all") for c in changes])


def whoever_names_a_value_replaces_it(identity: str, changes: list[Stamped]) -> Record | None:
    """Planted fault: a field that its author may not set keeps no value that they named."""
    record = fold(identity, changes)
    if record is None:
        return None
    gone = {
        (f, s)
        for c in permitted(identity, changes)
        for f, stamps in c.over.items()
        if f in c.set
        for s in stamps
    }
    left = {
        v.field: v.value
        for v in values(identity, changes)
        if v.live and (v.field, v.change.stamp) not in gone
    }
    return msgspec.structs.replace(record, fields=dict(sorted(left.items())))


PROPERTIES: list[Property] = [does_not_depend_on_order, replaces_only_what_was_shown]


@pytest.mark.parametrize("check", PROPERTIES)
def test_the_fold_has_the_property(check: Property) -> None:
    proven(check, fold)


@pytest.mark.parametrize(
    ("check", "faulty"),
    [
        (replaces_only_what_was_shown, last_writer_wins),
        (does_not_depend_on_order, last_arrival_wins),
        (replaces_only_what_was_shown, anybody_may),
        (replaces_only_what_was_shown, whoever_names_a_value_replaces_it),
    ],
)
def test_the_property_catches_the_planted_fault(check: Property, faulty: Fold) -> None:
    with pytest.raises(AssertionError):
        proven(check, faulty)


def test_a_state_with_a_planted_fault_diverges(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(state_module, "fold", last_arrival_wins)
    birth = Stamped(a_stamp(1, 1), "anna", "aaaaaa2222222222", 1, "issue", 1, {"text": "x"})
    edit = Stamped(a_stamp(2, 2), "ben", "bbbbbb4444444444", 1, "issue", 1, {"text": "y"})
    one, other = State(), State()
    one.apply([(IDS[0], birth), (IDS[0], edit)])
    other.apply([(IDS[0], edit), (IDS[0], birth)])
    assert one.records != other.records


@given(histories(), st.randoms(use_true_random=False), st.lists(st.integers(1, 4), max_size=20))
def test_a_state_depends_on_the_set_of_changes_only(
    changes: list[tuple[str, Stamped]], random: Any, bundles: list[int]
) -> None:
    whole = State()
    whole.apply(changes)
    mixed = [*changes, *random.choices(changes, k=len(changes))]
    random.shuffle(mixed)
    piecewise = State()
    for size in [*bundles, len(mixed)]:
        piecewise.apply(mixed[:size])
        mixed = mixed[size:]
    assert piecewise.records == whole.records
    assert piecewise.held == whole.held


@given(histories())
def test_a_state_tells_exactly_what_became_different(changes: list[tuple[str, Stamped]]) -> None:
    state = State()
    for identity, change in changes:
        before = dict(state.records)
        touched = state.apply([(identity, change)])
        different = {i for i, r in state.records.items() if r != before.get(i)}
        assert touched == different
        assert state.apply([(identity, change)]) == set()


@given(histories())
def test_nothing_taken_in_is_dropped(changes: list[tuple[str, Stamped]]) -> None:
    state = State()
    state.apply(changes)
    kept = [c for r in state.records.values() for c in r.changes]
    kept += [c for some in state.held.values() for c in some]
    assert sorted(c.stamp for c in kept) == sorted(c.stamp for _, c in changes)


@given(histories(private=False), histories())
def test_what_others_say_never_touches_a_private_record(
    theirs: list[tuple[str, Stamped]], mine: list[tuple[str, Stamped]]
) -> None:
    private = [(i, c) for i, c in mine if c.private]
    foreign = [
        (i, msgspec.structs.replace(c, stamp=f"{c.stamp[:-1]}f"))
        for i, c in theirs
        if c.device[:6] != i[-6:]
    ]
    alone, beside = State(), State()
    alone.apply(private)
    beside.apply([*foreign, *private])
    for identity, record in alone.records.items():
        assert beside.records[identity].fields == record.fields
        assert beside.records[identity].audience == "private"


def made(
    n: int, said: dict[str, Any], over: dict[str, list[str]] | None = None, **more: Any
) -> Stamped:
    first = Stamped(a_stamp(n, n), "anna", "aaaaaa2222222222", n, "issue", n, said, over or {})
    return msgspec.structs.replace(first, **more)


def the_record(*changes: Stamped) -> Record:
    record = fold(IDS[0], list(changes))
    assert record is not None
    return record


BEN: dict[str, Any] = {"author": "ben", "device": "bbbbbb4444444444"}


def test_edits_at_once_are_both_kept_and_one_choice_resolves_them() -> None:
    first = made(1, {"text": "a"})
    over = {"text": [first.stamp]}
    anna, ben = made(2, {"text": "b"}, over), made(3, {"text": "c"}, over, **BEN)
    both = the_record(first, anna, ben)
    assert both.fields["text"] == "c"
    assert both.conflicts == {"text": ["c", "b"]}
    assert sorted(shown_stamps(both, "text")) == sorted([anna.stamp, ben.stamp])
    solved = made(4, {"text": "b"}, {"text": shown_stamps(both, "text")})
    done = the_record(ben, solved, first, anna)
    assert (done.fields["text"], done.conflicts) == ("b", {})


def test_equal_values_set_at_once_are_no_conflict() -> None:
    record = the_record(made(1, {"text": "a"}), made(2, {"text": "a"}, **BEN))
    assert record.conflicts == {}


def test_a_replacement_may_come_before_what_it_replaces() -> None:
    late = made(9, {"text": "old"})
    first = made(1, {"text": "new"}, {"text": [late.stamp]})
    assert the_record(first, late).fields["text"] == "new"
    assert the_record(first).fields["text"] == "new"


def test_naming_a_stamp_without_setting_the_field_replaces_nothing() -> None:
    first = made(1, {"text": "a"})
    second = made(2, {"why": "b"}, {"text": [first.stamp]}, **BEN)
    assert the_record(first, second).fields == {"text": "a", "why": "b"}


def test_a_change_that_is_not_allowed_replaces_nothing_either() -> None:
    first = made(1, {"text": "a"}, kind="insight")
    forged = made(2, {"text": "b"}, {"text": [first.stamp]}, kind="insight", **BEN)
    record = the_record(first, forged)
    assert (record.fields, record.conflicts) == ({"text": "a"}, {})
    assert forged in record.changes


def test_a_change_that_may_not_set_an_unknown_field_replaces_nothing_in_it_either() -> None:
    first = made(1, {"text": "a", "omen": 1})
    other = made(2, {"omen": 2, "text": "b"}, {f: [first.stamp] for f in ("omen", "text")}, **BEN)
    record = the_record(first, other)
    assert (record.fields, record.conflicts) == ({"text": "b", "omen": 1}, {})
    assert other in record.changes


def test_a_creation_by_another_member_waits_for_the_maker() -> None:
    state = State()
    forged = made(1, {"text": "forged"}, **BEN)
    assert state.apply([(IDS[0], forged)]) == set()
    assert state.held == {IDS[0]: [forged]}
    state.apply([(IDS[0], made(2, {"text": "mine"}, kind="insight"))])
    assert state.records[IDS[0]].fields == {"text": "mine"}
    assert state.held == {}


def test_id_and_kind_never_change() -> None:
    record = the_record(made(1, {"text": "a"}), made(2, {"text": "b"}, kind="insight"))
    assert (record.kind, record.fields) == ("issue", {"text": "a"})


@pytest.mark.parametrize(
    "identity", ["", "short", "x" * 17, "\x1b[31mrrrr\x1baaaaaa", "R" * 10 + "aaaaaa"]
)
def test_an_id_of_another_form_makes_no_record(identity: str) -> None:
    assert fold(identity, [made(1, {"text": "a"})]) is None


def test_an_unknown_kind_and_an_unknown_field_are_their_author_s_own() -> None:
    kind = the_record(
        made(1, {"text": "a"}, kind="prophecy"), made(2, {"text": "b"}, kind="prophecy", **BEN)
    )
    assert kind.fields == {"text": "a"}
    field = the_record(made(1, {"text": "a", "omen": 1}), made(2, {"omen": 2, "why": "c"}, **BEN))
    assert field.fields == {"text": "a", "omen": 1, "why": "c"}


def test_sharing_leaves_the_private_wording_out() -> None:
    private = made(1, {"text": "mistake"}, kind="note")
    private = msgspec.structs.replace(private, n=0)
    shared = made(5, {"text": "lesson"}, kind="note")
    record = the_record(private, shared)
    assert (record.audience, record.fields, record.conflicts) == (
        "engagement",
        {"text": "lesson"},
        {},
    )
    assert [v.value for v in values(IDS[0], record.changes)] == ["lesson"]
    assert the_record(private).audience == "private"


def test_whose_device_it_was_may_be_learned_later() -> None:
    state = State()
    state.apply([(IDS[0], made(1, {"text": "a"}, author=""))])
    assert state.apply([(IDS[0], made(1, {"text": "a"}))]) == {IDS[0]}
    assert state.records[IDS[0]].author == "anna"


def test_records_are_found_by_the_beginning_of_their_id() -> None:
    state = State()
    state.apply([(i, made(n, {}, device=f"{i[-6:]}2222222222")) for n, i in enumerate(IDS, 1)])
    assert state.find("r") == sorted(IDS)
    assert state.find(IDS[0][:2]) == [IDS[0]]
    assert state.find(IDS[0]) == [IDS[0]]
    assert state.find("zz") == []
    assert [r.id for r in state.of_kind("issue")] == IDS


def test_records_may_arrive_while_those_of_a_kind_are_looked_through() -> None:
    """Pages read the state beside the screen's thread: the Profile page fell over this."""
    state = State()

    class Disturbing(Record):
        @property
        def hidden(self) -> bool:
            state.records[f"new{len(state.records)}"] = plain
            return False

    plain = Record("a", "note", "me", "engagement", 1, 1, {}, {}, [])
    state.records["b"] = Disturbing("b", "note", "me", "engagement", 2, 2, {}, {}, [])
    state.records["c"] = plain
    assert [r.id for r in state.of_kind("note")] == ["a", "b"]
