"""Every deck we ship, played to its end on both devices, with every branch taken (P2)."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from coach_tui.decks import library
from coach_tui.decks.edition import learner
from coach_tui.decks.model import Prompt, Stage
from coach_tui.decks.parse import parse
from coach_tui.engagement import Engagement
from coach_tui.guide.reader import Reader
from coach_tui.guide.session import begin, exercises
from coach_tui.guide.session.reading import Sitting
from coach_tui.records.refusal import Refused
from tests.guide.autoplayer import Goal, Played, goals, out_of_reach, play, route, told
from tests.pair import Pair, copied

NAMES = library.ids()


def session(engagement: Engagement, ref: str) -> Sitting:
    made = engagement.do(*begin.start(engagement, ref))
    return begin.sitting(engagement, next(r for r in made if r.kind == "session"))


def exercise(engagement: Engagement, ref: str) -> Sitting:
    made = engagement.do(*exercises.assign(engagement, ref, engagement.me.member, "2026-12-01"))
    given = next(r for r in made if r.kind == "exercise")
    engagement.do(*exercises.begin_exercise(engagement, given))
    under_way = exercises.session_of(Reader(engagement), given)
    assert under_way
    return begin.sitting(engagement, under_way)


def played_through(
    engagement: Engagement, ref: str, starting: Callable[[Engagement, str], Sitting]
) -> tuple[Sitting, Played, set[Goal]]:
    """Plays until everything that can happen on this device did; the last sitting, what happened,
    and what cannot happen here because it hangs on a private reply of somebody else's.
    """
    sitting, total = starting(engagement, ref), Played()
    wanted = set(goals(sitting))
    far = {g for g in wanted if route(sitting, g) is None}
    strange = {g for g in far if not out_of_reach(sitting, g)}
    assert not strange, f"no replies lead to {sorted(map(str, strange))}"
    wanted -= far
    order = [g for g in goals(sitting) if g in wanted]
    turn = 0
    while turn == 0 or wanted:
        goal = next((g for g in order if g in wanted), None)
        script = (route(sitting, goal) if goal else None) or {}
        played = play(sitting, script, wanted, turn)
        assert told(sitting, played) == []
        if sitting.steps and not sitting.record.text("stage"):
            closing = {s.stage.id for s in sitting.steps if s.stage.checkout}
            assert closing & played.stages, "the check-out was not reached"
        total.done |= played.done
        wanted -= played.done
        turn += 1
        assert goal not in wanted, f"not reached: {goal}"
        if wanted:
            sitting = starting(engagement, ref)
    return sitting, total, far


@pytest.fixture
def own_pair(template: Pair, tmp_path: Path) -> Pair:
    return copied(template, tmp_path)


@pytest.mark.parametrize("name", NAMES)
def test_a_session_ends_on_either_device_and_every_branch_is_taken(
    name: str, own_pair: Pair
) -> None:
    deck = library.load(name)
    if deck.kind == "exercise":
        return  # done alone: below
    with_notes, by_coach, far = played_through(own_pair.coach.open(), name, session)
    if all(prompt.who == "coach" for prompt in deck.prompts()):
        with pytest.raises(Refused, match="asks the coach alone"):
            session(own_pair.learner.open(), name)
        return
    without, by_learner, not_here = played_through(own_pair.learner.open(), name, session)
    assert far <= by_learner.done, "hangs on a private reply and is not reached there either"
    assert not_here <= by_coach.done
    prompts = [p for s in deck.stages if not s.between for p in answered_in(s)]
    assert ids(with_notes) == {p.id for p in prompts}
    assert ids(without) == {p.id for p in prompts if p.who != "coach"}


def answered_in(stage: Stage) -> Iterator[Prompt]:
    for prompt in stage.prompts:
        yield prompt
        yield from (probe.prompt for probe in prompt.probes if probe.prompt)


def ids(sitting: Sitting) -> set[str]:
    return {step.prompt.id for step in sitting.steps}


@pytest.mark.parametrize("name", NAMES)
def test_exercises_and_homework_are_done_alone_by_the_learner(name: str, own_pair: Pair) -> None:
    deck = library.load(name)
    homework = [f"{name}#{stage.id}" for stage in deck.stages if stage.between]
    for ref in [name] if deck.kind == "exercise" else homework:
        sitting, played, far = played_through(own_pair.learner.open(), ref, exercise)
        assert sitting.steps and not far
        assert all(s.role in ("learner", "both") for s in sitting.steps)
        assert {one for one, what, _ in played.done if what == "asked"} == ids(sitting)
        assert sitting.engagement.state.records[sitting.exercise].get("status") == "done"


@pytest.mark.parametrize("name", NAMES)
def test_the_last_stage_is_a_check_out_and_the_learners_edition_can_be_played(name: str) -> None:
    deck = library.load(name)
    at_the_table = [s for s in deck.stages if not s.between and not s.scores]
    assert at_the_table[-1].checkout
    # A condition about a prompt of the coach's alone would be an error in what the learner gets.
    assert not [m for m in parse(learner(deck))[1] if m.severity == "error"]


HEAD = "---\ndeck: 1\nid: own\ntime: 5 min\n---\n# T\n\n## A\n\n"
CLOSE = "\n## B `checkout`\n\n- What then? `#then`\n"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("- How? `#how` `0-10`\n- More? `#more` `when how > 10`\n" + CLOSE, "no replies lead"),
        (
            "- Which? `#which` `assumption`\n"
            "- Sure? `#sure` `0-100 %` `of which` `.confidence` `private`\n" + CLOSE,
            "on a shared record",
        ),
        ("- How? `#how`\n", "check-out was not reached"),
    ],
)
def test_the_player_would_notice(text: str, complaint: str, own_pair: Pair) -> None:
    folder = own_pair.learner.home.decks()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "own.md").write_text(HEAD + text, "utf-8")
    with pytest.raises(AssertionError, match=complaint):
        played_through(own_pair.learner.open(), "own", session)
