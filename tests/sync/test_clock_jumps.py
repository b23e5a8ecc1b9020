"""A clock that jumps back ten years while the program runs: nothing is lost or out of order."""

from coach_tui.planning import plan_edit, plan_new
from coach_tui.records.dates import day_of
from tests.pair import DAY, Pair

TEN_YEARS = 3652 * DAY


def test_ticks_go_on_and_days_are_the_present_clocks(pair: Pair) -> None:
    coach = pair.coach.open()
    made = coach.do(plan_new(coach, "question", {"text": "Before"}))[0].id
    pair.coach.wall.ms -= TEN_YEARS
    coach.do(plan_edit(coach, made, {"text": "After"}))
    later = coach.do(plan_new(coach, "note", {"text": "Private, after"}))[0].id
    changes = coach.state.records[made].changes
    assert [c.set["text"] for c in sorted(changes, key=lambda c: c.stamp)] == ["Before", "After"]
    assert day_of(coach.state.records[later].created) == day_of(pair.coach.wall.ms)
    assert day_of(coach.changed_at(coach.state.records[made])) == day_of(pair.coach.wall.ms)
    coach.sync()
    pair.learner.sync()
    there = pair.learner.open().state.records[made]
    assert there.fields["text"] == "After" and not there.conflicts
    # The other's clock did not jump: what they say next is the newest everywhere.
    pair.learner.edit(made, text="Answered")
    coach.sync()
    assert coach.state.records[made].fields["text"] == "Answered"
    again = pair.coach.open()
    assert again.state.records[made] == coach.state.records[made]
    pair.coach.wall.ms += TEN_YEARS
    coach.do(plan_edit(coach, made, {"text": "Set right"}))
    coach.sync()
    pair.rounds()
    for side in pair.sides:
        assert side.record(made).fields["text"] == "Set right"
        assert len(side.record(made).changes) == 4
