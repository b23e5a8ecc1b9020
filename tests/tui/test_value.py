"""The Value page, and what is given blind, by keys (P10, P15, P16, C2)."""

from typing import Any

import pytest
from textual.pilot import Pilot

from coach_tui.guide import blind
from coach_tui.guide.reader import Reader
from coach_tui.guide.worth import goals
from coach_tui.tui.app import CoachApp
from coach_tui.tui.widgets.rows import Rows
from tests.guide.envelopes import FIVE, given, look
from tests.guide.goals import goal, rated
from tests.pair import Pair
from tests.tui.hostile import check
from tests.tui.on_screen import (
    LARGE,
    SMALL,
    WALKED,
    answer,
    closed_up,
    here,
    past_opening,
    rows,
    running,
    text_of,
    turn_to,
    until,
    write,
)

SIZES = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])


async def value(pilot: Pilot[int]) -> Rows:
    """The page with its list drawn."""
    page = await turn_to(pilot, "value")
    if pilot.app.size.height >= LARGE[1]:
        # On a small screen what is selected may stand so far below that the head is out of view.
        await until(pilot, "What has it been worth?")
    shown = rows(page.query_one("#value"))
    await until(pilot, lambda: bool(shown.rows))
    return shown


def told(shown: Rows) -> str:
    """Everything in the list, in view or not."""
    parts = []
    for row in shown.rows:
        words = row.words.plain if row.words is not None else row.text
        parts += [words, row.right, row.under, *(one.plain for one in row.lines)]
    return "\n".join(parts)


async def sent(app: CoachApp, pilot: Pilot[int]) -> None:
    """Wait until everything that was kept is in the folder."""
    engagement = app.desk.opened
    assert engagement is not None
    await until(pilot, lambda: not engagement.unpublished())


async def select(pilot: Pilot[int], shown: Rows, identity: str) -> None:
    await until(pilot, lambda: identity in shown.ids)
    shown.selected = identity
    shown.focus()
    await pilot.pause()


@SIZES
async def test_without_anything_it_says_how_to_begin(pair: Pair, size: tuple[int, int]) -> None:
    async with running(pair.learner, size) as (_, pilot):
        said = told(await value(pilot))
        for words in (
            "No goal yet. n begins one", "Nothing is written here yet. n adds a line",
            "No experiment yet", "No session yet",
        ):  # fmt: skip
            assert words in said
        for key, words in (("r", "Select a goal"), ("p", "No experiment is open"),
                           ("c", "No session waits")):  # fmt: skip
            await pilot.press(key)
            await until(pilot, words)


@SIZES
async def test_p15_a_goal_begins_with_what_is_expected(pair: Pair, size: tuple[int, int]) -> None:
    async with running(pair.learner, size) as (app, pilot):
        shown = await value(pilot)
        await pilot.press("n", "g")
        await until(pilot, "A new goal")
        assert "as the coach sees it" not in text_of(app)
        await write(pilot, "Ask first")
        assert text_of(app).count("first: what would be as expected") == 4
        await pilot.press("tab")
        await write(pilot, "Most weeks")
        await pilot.press("tab")
        await write(pilot, "I tell")
        await pilot.press("ctrl+j")
        await until(pilot, lambda: here(app, "value"))
        await until(pilot, lambda: "expected: Most weeks" in told(shown))
        assert told(shown).count("not rated yet") == 2
    (made,) = pair.learner.open().state.of_kind("goal")
    assert made.text("less") == "I tell"


@SIZES
async def test_p15_the_fresh_rating_comes_before_the_earlier_one(
    pair: Pair, size: tuple[int, int]
) -> None:
    made = goal(pair.learner, less="Some weeks", more="Every week")
    rated(pair.learner, made, -1)
    pair.rounds()
    async with running(pair.learner, size) as (app, pilot):
        shown = await value(pilot)
        await select(pilot, shown, made)
        await pilot.press("r")
        await until(pilot, "Where does it stand now")
        text = text_of(app)
        assert "Every week" in text and "not rated yet" not in text
        # Whatever the page behind shows of the earlier rating cannot be seen.
        assert app.screen.styles.background.a == 1.0
        await answer(pilot, "Where does it stand now", "4")
        await until(pilot, "As the coach sees it")
        assert "now" in text_of(app) and "Some weeks" in text_of(app)
        await pilot.press("escape")
        await until(pilot, lambda: "+1 more" in told(shown))
        assert "○" in told(shown) and "●" in told(shown)
    record = pair.learner.record(made)
    assert [r.level for r in goals.ratings(record, "learner")] == [-1, 1]
    assert goals.ratings(record, "coach") == ()


async def test_p15_the_coach_sets_the_coachs_rating_only(pair: Pair) -> None:
    made, bare = goal(pair.learner), pair.learner.add("goal", text="Bare")
    pair.rounds()
    async with running(pair.coach, SMALL) as (_, pilot):
        shown = await value(pilot)
        await select(pilot, shown, bare)
        await pilot.press("r")
        await until(pilot, "Write first what")
        await select(pilot, shown, made)
        await pilot.press("r")
        await answer(pilot, "Where does it stand now", "3")
        await until(pilot, "As the learner sees it")
    fields = pair.coach.record(made).fields
    assert fields["by_coach"] == 0 and "by_learner" not in fields


@SIZES
async def test_p10_two_predictions_are_given_and_opened_by_the_app(
    pair: Pair, size: tuple[int, int]
) -> None:
    trial = pair.coach.add("experiment", text="Ring first", prediction="12 days or fewer")
    pair.rounds()
    given(pair.coach, trial, chance=70)
    async with running(pair.learner, size) as (app, pilot):
        shown = await value(pilot)
        await until(pilot, lambda: "given, not open yet" in told(shown))
        await select(pilot, shown, trial)
        await pilot.press("p")
        await until(pilot, "It stays with you until Carla gave theirs")
        assert "12 days or fewer" in text_of(app) and "70 %" not in text_of(app)
        await write(pilot, "140")
        await pilot.press("enter")
        await until(pilot, "does not fit “how likely")
        await pilot.press(*["backspace"] * 3)
        await write(pilot, "40")
        await pilot.press("enter")
        await until(pilot, lambda: "40 %" in told(shown))
        # Both gave theirs: this device opened its own by itself.
        engagement = app.desk.opened
        assert engagement is not None
        me = engagement.me.member

        def mine() -> bool:
            return blind.blind_statuses(Reader(engagement), trial)[me].state == "revealed"

        await until(pilot, mine)
        await sent(app, pilot)
        look(pair.coach)
        await until(pilot, lambda: "70 %" in told(shown))
        await pilot.press("p")
        await until(pilot, "you: 40 %")
        await pilot.press("escape")


async def test_ones_own_can_be_opened_alone_and_is_hidden_from_two_at_one_screen(
    pair: Pair,
) -> None:
    trial = pair.coach.add("experiment", text="Ring first")
    given(pair.coach, trial, chance=71)
    session = pair.coach.add("session", text="Both here", together=True, status="running")
    async with running(pair.coach, SMALL) as (app, pilot):
        shown = await value(pilot)
        await until(pilot, lambda: "given, not open yet" in told(shown))
        assert "71" not in told(shown)
        pair.coach.edit(session, status="ended")
        await until(pilot, lambda: "71 %, not open yet" in told(shown))
        await select(pilot, shown, trial)
        await pilot.press("p")
        await until(pilot, "open mine without waiting")
        await pilot.press("l")
        await pilot.press("p")
        await until(pilot, "open mine without waiting")
        await pilot.press("o")
        await until(pilot, lambda: "71 %\n" in told(shown))
        await sent(app, pilot)
    pair.rounds()
    engagement = pair.learner.open()
    (stands,) = [
        s for s in blind.blind_statuses(Reader(engagement), trial).values() if s.state != "none"
    ]
    assert stands.values == {"chance": 71.0}


@SIZES
async def test_c2_a_check_out_from_the_page_and_a_question_to_the_coach_alone(
    pair: Pair, size: tuple[int, int]
) -> None:
    session = pair.coach.add("session", text="First talk", status="ended")
    pair.rounds()
    given(pair.learner, session, **(FIVE | {"open": 2}))
    pair.rounds()
    async with running(pair.coach, size) as (app, pilot):
        shown = await value(pilot)
        await pilot.press("c")
        await until(pilot, "I was listened to")
        await pilot.press("ctrl+j")
        await until(pilot, "Nothing is given yet.")
        await write(pilot, "11")
        await pilot.press("ctrl+j")
        await until(pilot, "does not fit “I was listened to")
        await pilot.press("backspace", "backspace")
        for number in ("8", "7", "8", "9", "7"):
            await write(pilot, number)
            await pilot.press("enter")
        await until(pilot, lambda: "you: given" in told(shown))
        await sent(app, pilot)
        look(pair.learner)
        await until(pilot, lambda: "Both gave theirs." in told(shown))
        assert "Leo gave 2 to “I could say what was hard to say”" in told(shown)
        assert "Only you see this." in told(shown)
        shown.selected = session
        await pilot.press("enter")
        await until(pilot, "What was given: First talk")
        await until(pilot, f"hard things said   9{' ' * 15}2")
        await pilot.press("o")
        await until(pilot, "ended")
    look(pair.learner)
    async with running(pair.learner, size) as (_, pilot):
        shown = await value(pilot)
        await until(pilot, lambda: "Both gave theirs." in told(shown))
        assert "Leo gave" not in told(shown) and "Only you" not in told(shown)


@SIZES
async def test_c2_at_the_end_of_a_session_the_five_items_are_offered(
    pair: Pair, size: tuple[int, int]
) -> None:
    async with running(pair.coach, size) as (app, pilot):
        page: Any = await turn_to(pilot, "session")
        await page.begin("ladder")
        await until(pilot, lambda: page.sitting is not None)
        await past_opening(pilot)
        page.show_step(None)
        await closed_up(pilot)
        await until(pilot, "Five short items on this session")
        await pilot.press("percent_sign")
        await until(pilot, "it was worth the time")
        for number in ("8", "7", "8", "9", "7"):
            await write(pilot, number)
            await pilot.press("enter")
        await until(pilot, "Your check-out: given, not open yet")
        # It is about the session, not said in it.
        page.sitting.refresh()
        assert not page.sitting.kept()
    public = [r for r in pair.coach.open().state.of_kind("check") if r.audience != "private"]
    assert len(public) == 1 and "heard" not in public[0].fields
    assert app.return_value is None


@SIZES
async def test_p16_lines_of_the_ledger_open_and_change(pair: Pair, size: tuple[int, int]) -> None:
    made = pair.learner.add(
        "value", text="Fewer visits", party="organisation", amount=5940, evidence="A timesheet",
        mark="observed", said_by="the planner",
    )  # fmt: skip
    pair.learner.add("value", text="A planner", party="organisation", side="cost", amount=2200)
    async with running(pair.learner, size) as (app, pilot):
        shown = await value(pilot)
        await until(pilot, lambda: "ratio 2.7" in told(shown))
        said = told(shown)
        assert "A timesheet · observed · the planner says so" in said
        assert "2.7 back for each 1 spent; a return of 170 %." in said
        await select(pilot, shown, made)
        await pilot.press("enter")
        await until(pilot, "Wording")
        await pilot.press("escape")
        await until(pilot, lambda: here(app, "value"))
        await pilot.press("e")
        await until(pilot, "Change the value")
        await write(pilot, ", by far")
        await pilot.press("ctrl+j")
        await until(pilot, lambda: "Fewer visits, by far" in told(shown))


@WALKED
async def test_hostile_and_long_words_do_nothing_on_the_page(
    pair: Pair, size: tuple[int, int]
) -> None:
    text = "[@click=app.quit]x[/] [/] \x1b]52;c;aGk=\x07\u202e" + "long " * 2000
    made = pair.coach.add("goal", text=text, expected=text, less=text, weight=3, by_coach=0)
    pair.coach.add("value", text=text, party="learner", evidence=text, said_by=text)
    trial = pair.coach.add("experiment", text=text, prediction=text, chance=5)
    pair.coach.add("session", text=text, status="ended")
    other = pair.coach.add("experiment", text="x", outcome="annulled", outcome_why=text)
    given(pair.coach, trial, chance=5, text=text)
    pair.rounds()
    assert other
    async with running(pair.learner, size) as (app, pilot):
        shown = await value(pilot)
        for key in ("g", *["down"] * 6, "G"):
            await pilot.press(key)
            check(app)
        await select(pilot, shown, made)
        for key, words in (("r", "Where does it stand"), ("c", "I was listened to")):
            await pilot.press(key)
            await until(pilot, words)
            check(app)
            await pilot.press("escape")
        await select(pilot, shown, trial)
        await pilot.press("p")
        await until(pilot, "chance, in %")
        check(app)
        assert "It stays with you" in text_of(app)


async def test_what_stands_below_the_last_entry_is_reached_by_keys(pair: Pair) -> None:
    made = goal(pair.learner)
    async with running(pair.learner, SMALL) as (app, pilot):
        shown = await value(pilot)
        await select(pilot, shown, made)
        await until(pilot, "A goal")
        assert "No session yet, so no time" not in text_of(app)
        await pilot.press("G")
        await until(pilot, "No session yet, so no time")
        await pilot.press("g")
        await until(pilot, "A goal")
        await pilot.press(*["j"] * 40)
        await until(pilot, "No session yet, so no time")


@SIZES
async def test_c10_results_are_plain_no_praise_and_no_badge(
    pair: Pair, size: tuple[int, int]
) -> None:
    """C10: whatever came of it, the page states it and does not cheer."""
    for level in (2, 1):
        rated(pair.learner, goal(pair.learner, 1), level)
    async with running(pair.learner, size) as (_, pilot):
        shown = await value(pilot)
        await until(pilot, lambda: "A goal" in told(shown))
        words = told(shown).lower()
        assert "!" not in words
        assert not any(w in words for w in ("well done", "great", "badge", "streak", "congrat"))


@SIZES
async def test_p10_what_the_other_gave_blind_stands_on_today_until_one_gives(
    pair: Pair, size: tuple[int, int]
) -> None:
    trial = pair.coach.add("experiment", text="Ring first", prediction="They answer")
    given(pair.coach, trial, chance=60)
    pair.rounds()
    async with running(pair.learner, size) as (app, pilot):
        await until(pilot, "Give your prediction: Ring first")
        assert "60" not in text_of(app).split("Give your prediction")[1].split("What")[0]
        await pilot.press("g", "enter")
        await until(pilot, "chance, in %")
        await write(pilot, "40")
        await pilot.press("ctrl+j")
        await until(pilot, lambda: "Give your prediction" not in text_of(app))


async def test_c2_the_five_items_outlive_a_dialogue_that_is_closed(pair: Pair) -> None:
    session = pair.coach.add("session", text="First talk", status="ended")
    drafts = pair.coach.home.drafts(pair.coach.sp)

    def typed(app: Any) -> list[str]:
        return [box.value for box in app.screen.query("Input")]

    async with running(pair.coach, SMALL) as (app, pilot):
        await value(pilot)
        await pilot.press("c")
        await until(pilot, "I was listened to")
        await pilot.press("8", "enter", "7", "escape")
        await until(pilot, lambda: here(app, "value") and any(drafts.glob("*")))
    async with running(pair.coach, SMALL) as (app, pilot):
        shown = await value(pilot)
        app.desk.together = True
        await pilot.press("c")
        await until(pilot, "kept, not shown")
        assert typed(app) == [""] * 5
        await pilot.press("escape")
        await until(pilot, lambda: here(app, "value"))
        app.desk.together = False
        await pilot.press("c")
        await until(pilot, "I was listened to")
        assert typed(app) == ["8", "7", "", "", ""]
        await pilot.press("ctrl+j")
        await until(pilot, lambda: "you: given" in told(shown))
        await until(pilot, lambda: not any(drafts.glob("*")))
    mine = blind.own(Reader(pair.coach.open()), session)
    assert mine is not None and (mine["heard"], mine["focus"]) == (8, 7)


async def test_experiments_that_are_over_are_not_said_to_be_none(pair: Pair) -> None:
    pair.learner.add("experiment", text="Ring first", status="reviewed")
    async with running(pair.learner, LARGE) as (app, pilot):
        await value(pilot)
        await until(pilot, "No experiment is open to one")
        assert "No experiment yet" not in text_of(app)


async def test_a_goal_that_was_written_from_lower_down_is_in_sight(pair: Pair) -> None:
    for n in range(9):
        pair.learner.add("value", text=f"Line {n}", party="learner")
    async with running(pair.learner, SMALL) as (_, pilot):
        shown = await value(pilot)
        await pilot.press("G", "n", "g")
        await until(pilot, "A new goal")
        await write(pilot, "Faster")
        await pilot.press("ctrl+j")
        await until(pilot, "G  Faster")
        assert "Faster" in next(r.text for r in shown.rows if r.id == shown.selected)
