"""Thread on screen: one chain, gates, contract, two edits at once (P1, P5, P9, C3, C4, N1, N3)."""

import re
from typing import Any

import pytest

from coach_tui.guide.people import contract
from coach_tui.planning import plan_edit, plan_new
from coach_tui.tui.widgets.rows import Rows
from tests.guide.other_engagements import beside, footprint, ward
from tests.pair import Pair
from tests.tui.hostile import CORPUS, check
from tests.tui.on_screen import (
    LARGE,
    SMALL,
    WALKED,
    answer,
    here,
    running,
    tap,
    text_of,
    turn_to,
    until,
    write,
)

SIZES = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])


def told(pair: Pair) -> dict[str, str]:
    """An issue from what was asked to what changed, on both devices; ids by kind."""
    issue = pair.learner.add("issue", text="Repairs take 19 days", why="Promised in 5")
    ids = {"issue": issue}

    def add(kind: str, text: str, **fields: Any) -> str:
        pair.learner.wall.forward(1000)
        ids[kind] = pair.learner.add(kind, text=text, issue=issue, **fields)
        return ids[kind]

    asked = add("question", "Why is nobody in?")
    belief = add("assumption", "They would say no", links=[asked], importance=5, evidence=1)
    trial = add("experiment", "Ring first", assumption=belief, prediction="Ten days", chance=60)
    for value in (19, 18, 12):
        add("observation", "", value=value, experiment=trial)
    back = add("review", "The hour did it", experiment=trial)
    add("insight", "It was our day, not theirs", links=[back])
    add("action", "Agree who rings")
    pair.rounds()
    return ids


def chosen(rows: Rows) -> str:
    return rows.selected


@SIZES
async def test_one_chain_that_is_walked_by_one_key_p1(pair: Pair, size: tuple[int, int]) -> None:
    ids = told(pair)
    async with running(pair.coach, size) as (app, pilot):
        page = await turn_to(pilot, "thread")
        await until(pilot, "Repairs take 19 days")
        rows = page.query_one("#chain", Rows)
        assert chosen(rows) == ids["issue"]
        for kind in ("question", "assumption", "experiment", "observation", "review", "insight"):
            await pilot.press("c")
            assert chosen(rows) == ids[kind], kind
        await until(pilot, "It was our day, not theirs")
        await pilot.press("c")
        await until(pilot, "Nothing came of it yet.")
        await pilot.press("u")
        assert chosen(rows) == ids["review"]
        await pilot.press("enter")
        await until(pilot, "Comes from")
        await pilot.press("escape", "g")
        await until(pilot, "asked")
        shown = text_of(app)
        assert re.search(r"\?  asked", shown) and "takes for granted" in shown
        assert "│" in shown and "The four gates were not asked yet" in shown


async def test_every_word_of_the_chain_is_there_at_120_columns_p1(pair: Pair) -> None:
    told(pair)
    async with running(pair.learner, LARGE) as (app, pilot):
        await turn_to(pilot, "thread")
        await until(pilot, "Beside the chain")
        shown = text_of(app)
        for word in ("asked", "takes for granted", "tried", "seen", "looked back", "changed"):
            assert word in shown
        assert "19 → 12 in 3 counts" in shown and "expected: Ten days, 60 % sure" in shown
        assert "Agree who rings" in shown
        assert "Questions" in shown and "Sources" in shown and "There is none yet: v." in shown


@SIZES
async def test_one_kind_only_and_the_whole_again(pair: Pair, size: tuple[int, int]) -> None:
    ids = told(pair)
    async with running(pair.learner, size) as (_, pilot):
        page = await turn_to(pilot, "thread")
        await until(pilot, "takes for granted")
        rows = page.query_one("#chain", Rows)
        await pilot.press("k", "k")
        await until(pilot, "assumptions")
        assert rows.ids == [ids["assumption"]]
        await pilot.press("k", "k")
        await until(pilot, "observations")
        assert len(rows.ids) == 3, "each for itself"
        await pilot.press("escape")
        await until(pilot, lambda: len(rows.ids) > 3)
        await until(pilot, "the issue")
        await pilot.press("k", "k", "n")
        await until(pilot, "What is to be written down?")
        pilot.app.screen.query_one("#answers", Rows).selected = "question"
        await pilot.press("enter")
        await until(pilot, "A new question")
        await write(pilot, "Why")
        await pilot.press("ctrl+j")
        await until(pilot, "Kept. Only the assumptions")


@SIZES
async def test_without_an_issue_it_says_how_to_begin(pair: Pair, size: tuple[int, int]) -> None:
    async with running(pair.learner, size) as (_, pilot):
        await turn_to(pilot, "thread")
        await until(pilot, "There is no issue yet.")
        for key in ("c", "u", "k", "w", "m", "x", "left_square_bracket", "i"):
            await pilot.press(key)
        assert "gates" not in text_of(pilot.app) and "n an issue" in text_of(pilot.app)
        await pilot.press("enter")
        await until(pilot, "There is no issue yet: n")
        await pilot.press("n")
        await until(pilot, "A new issue")
        await write(pilot, "Late repairs")
        await pilot.press("ctrl+j")
        await until(pilot, "Nothing hangs on it yet.")
    (issue,) = pair.learner.open().state.of_kind("issue")
    assert issue.text("text") == "Late repairs"


@SIZES
async def test_anything_is_written_down_with_its_issue_and_what_it_follows(
    pair: Pair, size: tuple[int, int]
) -> None:
    ids = told(pair)
    async with running(pair.learner, size) as (_, pilot):
        page = await turn_to(pilot, "thread")
        await until(pilot, "takes for granted")
        await pilot.press("c", "c", "c", "n")
        await until(pilot, "What is to be written down?")
        await pilot.press("o")
        await until(pilot, "A new observation")
        await write(pilot, "Calm on Monday")
        await pilot.press("ctrl+j")
        await until(pilot, lambda: here(pilot.app, "thread"))
        await until(pilot, lambda: len(page.query_one("#chain", Rows).ids) >= 7)
    new = next(r for r in pair.learner.open().state.of_kind("observation") if r.text("text"))
    assert new.text("issue") == ids["issue"] and new.text("experiment") == ids["experiment"]


@SIZES
async def test_a_red_gate_is_said_in_words_with_its_ways_out_n1(
    pair: Pair, size: tuple[int, int]
) -> None:
    ids = told(pair)
    async with running(pair.learner, size) as (app, pilot):
        await turn_to(pilot, "thread")
        await until(pilot, "takes for granted")
        await pilot.press("w")
        await answer(pilot, "What could it cost somebody", "1")
        await answer(pilot, "Does a known answer exist?", "1")
        await answer(pilot, "How much of it have others decided", "3")
        await answer(pilot, "Which way out?", "1")
        await until(pilot, "What is still open")
        await write(pilot, "How it is handed out")
        await pilot.press("enter")
        await answer(pilot, "What may be told in other parts", "l")
        await until(pilot, "Decided already: others have settled the result.")
        await until(pilot, "Way out taken: narrow it")
        assert "what may be told" in text_of(app), "one gate has no answer yet"
    pair.rounds()
    for side in pair.sides:
        issue = side.record(ids["issue"])
        assert [issue.text(f) for f in ("safe", "sort", "decided", "status")] == [
            "fine", "problem", "all", "open",
        ]  # fmt: skip
    asked = [r.text("text") for r in pair.coach.open().state.of_kind("question")]
    assert "How it is handed out" in asked
    async with running(pair.coach, size) as (_, pilot):
        await turn_to(pilot, "thread")
        await until(pilot, "Way out taken: narrow it")


@SIZES
async def test_an_issue_that_is_not_safe_is_referred_and_nothing_else_is_written_n3(
    pair: Pair, size: tuple[int, int]
) -> None:
    ids = told(pair)
    before = set(pair.learner.open().state.records)
    async with running(pair.learner, size) as (app, pilot):
        await turn_to(pilot, "thread")
        await until(pilot, "takes for granted")
        await pilot.press("w")
        await answer(pilot, "What could it cost somebody", "3")
        await answer(pilot, "Which way out?", "1")
        await until(pilot, "Not safe:")
        shown = " ".join(text_of(app).split())
        assert (
            "what was published stays published"
            in " ".join(w for w in re.sub(r"[▌│]", " ", shown).split())
            or size == SMALL
        )
        await until(pilot, "Way out taken: refer it")
    issue = pair.learner.record(ids["issue"])
    assert issue.text("safe") == "stop" and issue.text("status") == "closed"
    (new,) = set(pair.learner.open().state.records) - before
    way = pair.learner.record(new)
    assert (way.kind, way.text("way"), way.audience) == ("way", "refer", "private")


@SIZES
async def test_an_issue_that_a_way_out_closed_is_opened_again_once_no_gate_is_red_n3(
    pair: Pair, size: tuple[int, int]
) -> None:
    made = pair.learner.add(
        "issue", text="Late", safe="stop", sort="problem", decided="frame", sharing="free",
        status="closed",
    )  # fmt: skip
    async with running(pair.learner, size) as (app, pilot):
        await until(pilot, "closed")
        await turn_to(pilot, "thread")
        await until(pilot, "It is closed. w asks the gates")
        for first in ("l", "1"):
            await until(pilot, lambda: here(app, "thread"))
            await pilot.press("w")
            await answer(pilot, "Gate 1 of 4", first)
            for number in (2, 3, 4):
                await answer(pilot, f"Gate {number} of 4", "l")
        await until(pilot, "It is closed. Open it again?")
        await pilot.press("o")
        await until(pilot, lambda: "It is closed" not in text_of(app))
    assert pair.learner.record(made).text("status") == "open"


@SIZES
async def test_two_edits_at_once_are_shown_and_settled_by_one_key_p5(
    pair: Pair, size: tuple[int, int]
) -> None:
    ids = told(pair)
    pair.coach.edit(ids["assumption"], text="They would say yes")
    pair.learner.edit(ids["assumption"], text="They would say nothing")
    pair.rounds()
    async with running(pair.learner, size) as (app, pilot):
        await turn_to(pilot, "thread")
        await until(pilot, "You both changed this. x chooses.")
        assert "≠" in text_of(app)
        await pilot.press("c", "c", "x")
        await until(pilot, "Which is to stay")
        await until(pilot, "They would say yes")
        found = [r for r in app.screen.query_one("#answers", Rows).rows if "say yes" in r.text]
        await answer(pilot, "Which is to stay", found[0].id)
        await until(pilot, lambda: "≠" not in text_of(app))
    pair.rounds()
    for side in pair.sides:
        record = side.record(ids["assumption"])
        assert record.text("text") == "They would say yes" and not record.conflicts
        said = [c.set.get("text") for c in record.changes]
        assert "They would say nothing" in said, "what was not chosen stays in the history"


@SIZES
async def test_what_to_test_first_is_a_picture_and_a_list_p5(
    pair: Pair, size: tuple[int, int]
) -> None:
    told(pair)
    async with running(pair.learner, size) as (app, pilot):
        await turn_to(pilot, "thread")
        await until(pilot, "takes for granted")
        await pilot.press("m")
        await until(pilot, "What to test first")
        await until(pilot, "test first")
        await until(pilot, "5 · 1")
        await pilot.press("enter")
        await until(pilot, "Comes from")
        await pilot.press("escape", "escape")
        await until(pilot, lambda: here(app, "thread"))


@SIZES
async def test_the_contract_is_begun_agreed_and_asked_again_c3_c4(
    pair: Pair, size: tuple[int, int]
) -> None:
    async with running(pair.coach, size) as (_, pilot):
        await turn_to(pilot, "thread")
        await pilot.press("v")
        await until(pilot, "There is no contract yet.")
        await pilot.press("e")
        await until(pilot, "A new contract")
        await pilot.press("ctrl+j")
        await until(pilot, "not agreed yet")
        await pilot.press("a")
        await until(pilot, lambda: "✓" in text_of(pilot.app))
        await pilot.press("a")
        await until(pilot, "You have agreed to this text already.")
    pair.rounds()
    (made,) = pair.learner.open().state.of_kind("contract")
    assert made.text("talk") == contract.DEFAULT["talk"]
    pair.learner.edit(made.id, often="Every week")
    pair.rounds()
    async with running(pair.coach, size) as (_, pilot):
        await until(pilot, "Agree to the contract again: it was changed")
        await pilot.press("enter")
        await until(pilot, "to be agreed again")
        assert text_of(pilot.app).count("before  ") == 1, "what both have not agreed to stands once"
        await until(pilot, "Every second week")
        await until(pilot, "now     Every week")
        await pilot.press("a")
        await until(pilot, lambda: "to be agreed again" not in text_of(pilot.app))


@SIZES
async def test_two_edits_of_a_clause_are_chosen_between_on_the_contracts_own_page(
    pair: Pair, size: tuple[int, int]
) -> None:
    made = pair.learner.add("contract", text="An issue", often="Weekly", talk="Nobody")
    pair.rounds()
    for side, often in ((pair.coach, "[/] Monthly"), (pair.learner, "Daily [@click=x]y[/]")):
        engagement = side.open()
        engagement.do(plan_edit(engagement, made, {"often": often, "talk": often}))
    for side in pair.sides:
        side.open().publish()
    pair.rounds()
    assert len(pair.learner.record(made).conflicts) == 2
    async with running(pair.learner, size) as (app, pilot):
        await turn_to(pilot, "thread")
        await pilot.press("v")
        await until(pilot, "Both of you changed this at once")
        await pilot.press("x")
        for label in ("how often", "who may talk"):
            await until(pilot, f"Which is to stay: {label}")
            assert "[/] Monthly" in text_of(app) and "Daily [@click=x]y[/]" in text_of(app)
            await answer(pilot, label, "2")
        await until(pilot, lambda: "Both of you changed this" not in text_of(app))
        assert "x choose" not in text_of(app) and "What we agree on" in text_of(app)
    record = pair.learner.record(made)
    assert not record.conflicts and record.text("often") == record.text("talk")


@SIZES
async def test_several_issues_and_those_alike_p9(pair: Pair, size: tuple[int, int]) -> None:
    pair.learner.add("issue", text="Late repairs", pattern=["hand-over"])
    pair.learner.wall.forward(1000)
    pair.learner.add("issue", text="Empty flats", pattern=["Hand-over"])
    async with running(pair.learner, size) as (app, pilot):
        await turn_to(pilot, "thread")
        await until(pilot, "1 of 2")
        if size == LARGE:
            assert "Alike" in text_of(app) and "Empty flats" in text_of(app)
        await pilot.press("right_square_bracket")
        await until(pilot, "2 of 2")
        await pilot.press("left_square_bracket")
        await until(pilot, "1 of 2")
        await pilot.press("i")
        await until(pilot, "Which issue?")
        await pilot.press("2")
        await until(pilot, "2 of 2")


@SIZES
async def test_issues_alike_of_other_engagements_come_in_and_stay_theirs_p9(
    pair: Pair, size: tuple[int, int]
) -> None:
    other = ward(pair.coach)
    own = other.add("issue", text="Mine alone", pattern=["hand-over"], audience="private")
    for issue in other.open().state.of_kind("issue"):
        other.edit(issue.id, status="parked")
    broken = beside(pair.coach, "Broken")
    broken.home.keyring(broken.sp).write_bytes(b"nonsense")
    pair.coach.add("issue", text="Late repairs", pattern=["hand over"])
    pair.coach.wall.forward(1000)
    pair.coach.add("issue", text="Parking")
    before = footprint(other)
    async with running(pair.coach, size) as (app, pilot):
        page = await turn_to(pilot, "thread")
        if size == LARGE:
            await until(pilot, "Letters wait")
            about = page.query_one("#about", Rows).rows
            assert "Alike, elsewhere" in text_of(app)
            assert {r.text: r.under for r in about if r.under.startswith("Ward 7")} == {
                "Letters wait": "Ward 7 · Handover · parked",
                "Mine alone": "Ward 7 · hand-over · parked, only yours",
            }
            assert any("Nobody owned the last step" in n.plain for r in about for n in r.lines)
        else:
            await until(pilot, "alike in Ward 7: ")
            assert "alike in Ward 7, only yours: Mine alone" in text_of(app)
        assert own not in page.query_one("#about", Rows).ids
        await pilot.press("right_square_bracket")
        await until(pilot, "2 of 2")
        assert "Ward 7" not in text_of(app), "Parking has no pattern"
        await pilot.press("left_square_bracket")
        await until(pilot, "Ward 7")
        app.desk.together = True
        await turn_to(pilot, "today")
        await turn_to(pilot, "thread")
        await until(pilot, "1 of 2")
        for word in ("Ward 7", "Letters wait", "Mine alone"):
            assert word not in text_of(app)
    assert footprint(other) == before
    assert own not in pair.coach.open().state.records
    for file in (*pair.coach.home.history(pair.coach.sp).parent.glob(f"{pair.coach.sp}*"),
                 *pair.coach.home.drafts(pair.coach.sp).rglob("*")):  # fmt: skip
        assert b"Letters wait" not in file.read_bytes()


async def test_beside_a_trial_and_an_assumption_stand_their_numbers_p5_p10(pair: Pair) -> None:
    ids = told(pair)
    for value in (19, 20, 18, 40):
        pair.learner.add("observation", value=value, experiment=ids["experiment"])
    for sure in (80, 30):
        pair.learner.edit(ids["assumption"], confidence=sure)
    async with running(pair.learner, LARGE) as (app, pilot):
        page = await turn_to(pilot, "thread")
        await until(pilot, "takes for granted")
        await pilot.press("c", "c")
        await until(pilot, "80 % at first, 30 % now")
        await pilot.press("c")
        await until(pilot, "19, then 40")
        rows = page.query_one("#about", Rows).rows
        small = next(r.words.plain for r in rows if r.words and "⠤" in r.words.plain)
        assert any("centre" in r.under for r in rows)
        assert any("Nothing but the usual" in r.text or "ordinary" in r.text for r in rows)
        await pilot.press("asterisk")
        await until(pilot, lambda: not any(c in text_of(app) for c in small.strip()))
        assert "^" in text_of(app)


@WALKED
async def test_hostile_words_and_long_ones_do_nothing_here(
    pair: Pair, size: tuple[int, int]
) -> None:
    issue = pair.learner.add("issue", text=CORPUS[0], pattern=[CORPUS[4]])
    pair.learner.add("issue", text=CORPUS[5], pattern=[CORPUS[4]])
    kinds = ("question", "assumption", "experiment", "observation", "review", "rule", "value")
    for number, text in enumerate(CORPUS):
        pair.learner.add(kinds[number % len(kinds)], text=text, issue=issue)
    pair.learner.add("contract", text=CORPUS[0], often=CORPUS[4], talk=CORPUS[13])
    async with running(pair.learner, size) as (app, pilot):
        await turn_to(pilot, "thread")
        await until(pilot, "1 of 2")
        for key in [*["down"] * 20, *["k"] * 8, "G", "g", "m", "escape", "w", "escape", "v"]:
            await tap(pilot, key)
            check(app)
        await until(pilot, "What we agree on")
        await pilot.press(*["j"] * 10)
        check(app)


async def test_nothing_private_is_shown_to_two_at_one_screen(pair: Pair) -> None:
    issue = pair.learner.add("issue", text="Late repairs")
    pair.learner.add("question", text="Is it me?", issue=issue, audience="private")
    who = pair.learner.open()
    who.do(plan_new(who, "session", {"text": "Now", "together": True, "status": "running"}))
    async with running(pair.learner, LARGE) as (app, pilot):
        await turn_to(pilot, "thread")
        await until(pilot, "Late repairs")
        assert "Is it me?" not in text_of(app)


async def test_what_stands_beside_the_chain_has_a_way_into_it_and_back(pair: Pair) -> None:
    ids = told(pair)
    beside_it = pair.learner.add(
        "action", text="Ask the steward", issue=ids["issue"], links=[ids["insight"]]
    )
    async with running(pair.learner, SMALL) as (_, pilot):
        page = await turn_to(pilot, "thread")
        rows = page.query_one("#chain", Rows)
        rows.selected = beside_it
        await pilot.press("u")
        assert chosen(rows) == ids["insight"]
        await pilot.press("c")
        assert chosen(rows) == beside_it


async def test_a_gate_that_was_never_asked_is_not_asked_again(pair: Pair) -> None:
    pair.learner.add("issue", text="Late repairs", safe="fine")
    async with running(pair.learner, SMALL) as (app, pilot):
        await turn_to(pilot, "thread")
        await until(pilot, "To be asked: puzzle or problem")
        assert "again" not in text_of(app)
