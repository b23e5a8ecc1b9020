"""Any number is survivable: whatever a partner writes where a number, a day or a moment belongs."""

import json
import re

import pytest

from coach_tui.cli.run import run
from coach_tui.planning import plan_edit
from coach_tui.records.change import Change
from coach_tui.sync import frame
from coach_tui.sync.folder import Folder
from coach_tui.sync.keys import raw
from tests.cli.conftest import Two
from tests.pair import DAY, Pair
from tests.wild import kinds, measured, wild

NONSENSE = re.compile(
    r"\d{21}|(?<!\w)[\d.]+[eE]\+?(?:[2-9]\d|\d{3})(?!\w)|\binf\b|\bnan\b|Infinity|NaN"
)
"""Numbers that nobody meant."""
READING = (
    ["members"], ["status"], ["evaluate"], ["thread"], ["path"], ["exercises"], ["profile"],
    ["search", "wild"], ["search", "wild", "--since", "-7"], ["sync"],
)  # fmt: skip


def reads(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """What a command that has to succeed prints."""
    code = run(list(words))
    said = capsys.readouterr()
    assert code == 0 and "has a fault" not in said.err, (words, said.err)
    return said.out


def test_the_fields_come_from_the_kinds() -> None:
    assert {"session", "exercise", "observation", "goal", "check", "contract"} <= set(kinds())
    assert measured("session") == [
        *("at", "ended", "day", "paused", "breaks"),
        *("next_date", "sent", "read_coach", "read_learner"),
    ]  # fmt: skip
    assert measured("answer") == ["value"]


def test_every_reading_verb_survives_and_says_something_sane(
    pair: Pair, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = wild(pair.learner)
    kept = [c for r in pair.learner.open().state.records.values() for c in r.changes]
    pair.rounds()
    monkeypatch.setenv("COACH_TUI_HOME", str(pair.coach.home.root))
    for words in READING:
        said = reads(capsys, *words)
        assert not NONSENSE.search(said), (words, said)
        reads(capsys, *words, "--json")
    for kind in kinds():
        reads(capsys, "list", kind)
        for record in json.loads(reads(capsys, "list", kind, "--json")):
            some = {f: record[f] for f in measured(kind) if f in record}
            assert not NONSENSE.search(json.dumps(some)), record
    for identity in ids[:: max(1, len(ids) // 40)]:
        reads(capsys, "show", identity)
        reads(capsys, "history", identity)
    for identity in ids[::100]:
        reads(capsys, "show", identity, "--json")
        reads(capsys, "history", identity, "--json")
    here = pair.coach.open().state
    assert {c.stamp for c in kept} <= {c.stamp for r in here.records.values() for c in r.changes}


def test_numbers_that_fit_no_field_are_not_there_and_stay_in_the_history(two: Two) -> None:
    learner = two.pair.learner.open()
    said = {"text": "Bins full", "value": 10**400, "date": "0001-01-01"}
    change = Change(learner.replica.new_id(), "observation", 10**17, said)
    learner.apply(learner.replica.commit([change]))
    learner.publish()
    two.coach("sync")
    shown = two.coach("show", change.id, "--json").json
    assert "value" not in shown and "date" not in shown and shown["text"] == "Bins full"
    versions = two.coach("history", change.id, "--json").json["versions"]
    assert {v["field"]: v["value"] for v in versions} == said
    listed = two.coach("history", change.id).out
    assert "0001-01-01" in listed and "e+400" in listed and "0" * 20 not in listed
    (kept,) = two.pair.coach.open().state.records[change.id].changes
    assert kept.set == said


def test_a_change_from_a_clock_far_ahead_is_dated_no_later_than_now(two: Two) -> None:
    """The later edit wins, and then says when; what only a wrong clock has dated was just now."""
    made = two.coach("add", "question", "Who stores it?").word
    two.rounds()
    learner = two.pair.learner.open()
    learner.wall = lambda: two.pair.learner.wall.ms + 4000 * DAY
    learner.do(plan_edit(learner, made, {"text": "Who keeps it?"}))
    learner.publish()
    two.rounds()
    now = two.coach("show", made, "--json").json
    assert now["text"] == "Who keeps it?"
    today = two.coach("add", "note", "x", "--json").json["created"][:10]
    assert now["changed"][:10] == today
    assert f"changed {today[:4]}" in two.coach("show", made).out
    assert not two.coach("search", "keeps", "--since", "+1").out
    two.coach("set", made, "text=Who has it?")
    assert two.coach("show", made, "--json").json["changed"][:10] == today
    assert two.pair.coach.open().state.records[made].changed < learner.wall()


@pytest.mark.parametrize("sn", [10**400, -(10**400), 2**63], ids=["vast", "below", "large"])
@pytest.mark.parametrize("clock", ["7zzzzzzzzzzzz", "0000000000000"])
def test_a_partner_numbers_frames_as_they_like(two: Two, sn: int, clock: str) -> None:
    learner, coach = two.pair.learner.open(), two.pair.coach.open()
    ring = learner.ring
    change = Change(learner.replica.new_id(), "insight", 10**400, {"text": "Far out"})
    told = {coach.replica.device: (sn, "a" * 8), "no device": (sn, ""), "": (sn, "x" * 99)}
    body = frame.Body(change.id, change.kind, change.w, change.set, sn=told)
    sent = [
        frame.build(
            body,
            sp=ring.sp, device=learner.replica.device, n=n, before="a" * 52, clock=clock,
            key=learner.replica.write_key(), secret=raw(ring.sign_secret),
        )
        for n in (999_999_999_999_999, 10**14)
    ]  # fmt: skip
    Folder(two.pair.folder, ring.sp).publish(sent)
    for _ in range(2):
        two.coach("sync")
        two.learner("sync")
    for words in (["members"], ["status"], ["list", "insight"], ["evaluate"], ["add", "note", "x"]):
        said = two.coach(*words)
        assert not NONSENSE.search(said.out + said.err)
    assert "Far out" in two.coach("list", "insight").out
    made = two.coach("add", "insight", "After it").word
    two.rounds()
    assert two.learner("show", made, "--json").json["text"] == "After it"
