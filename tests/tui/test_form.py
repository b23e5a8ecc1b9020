"""Any kind of record as a form: a kind that is added in one place is there everywhere."""

import json
from collections.abc import Iterator
from typing import ClassVar, Literal

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input

from coach_tui.cli.run import run
from coach_tui.records.dates import day_of
from coach_tui.records.kind import KINDS, Day, Kind
from coach_tui.records.state import Record
from coach_tui.tui.app import CoachApp
from coach_tui.tui.dialogs.draftbox import DraftBox
from coach_tui.tui.dialogs.fieldbox import FieldBox
from coach_tui.tui.dialogs.form import FormScreen, fields_of
from coach_tui.tui.dialogs.record import RecordScreen
from tests.pair import Pair
from tests.tui.on_screen import LARGE, SMALL, here, running, text_of, turn_to, until, write

SIZES = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])
HOSTILE = "[/] [@click=app.quit]x[/] \x1b]0;owned\x07 \u202e"


@pytest.fixture
def lesson() -> Iterator[None]:
    """A made-up kind, in as many lines as a kind takes."""

    class Lesson(Kind):
        """Something to be taught to others."""

        kind: ClassVar[str] = "lesson"
        glyph: ClassVar[str] = "L"
        plural: ClassVar[str] = "lessons"
        joint: ClassVar[bool] = True
        opens: ClassVar[str] = "open"
        labels: ClassVar[dict[str, str]] = {"person": "who it is for"}
        text: str = ""
        person: str = ""
        day: Day = ""
        hours: float | None = None
        issue_tags: list[str] = []
        status: Literal["open", "taught"] = "open"

    yield
    del KINDS[Lesson.kind]


@SIZES
@pytest.mark.usefixtures("lesson")
async def test_a_kind_of_one_place_is_there_in_form_list_detail_search_and_commands(
    pair: Pair, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    async with running(pair.learner, size) as (app, pilot):
        await pilot.press("n")
        await until(pilot, "Write down")
        await write(pilot, "Say it twice")
        await pilot.press("ctrl+o", "m")
        await until(pilot, "What sort of thing is it?")
        await pilot.press("L")
        await until(pilot, lambda: isinstance(app.screen, FormScreen))
        await until(pilot, "who it is for")
        assert "you and Carla" in text_of(app)
        await pilot.press("tab", *"board", "tab", *"friday", "tab", "2", "full_stop", "5")
        await pilot.press("tab", *"a,b", "tab", *"taught", "ctrl+j")
        await until(pilot, lambda: here(app, "today"))
        await turn_to(pilot, "history")
        await until(pilot, "L  Say it twice")
        await until(pilot, "lessons")
    made = next(pair.learner.open().state.of_kind("lesson"))
    assert made.text("person") == "board" and made.get("hours") == 2.5
    assert (made.get("issue_tags"), made.get("status")) == (["a", "b"], "taught")
    assert len(made.text("day")) == 10
    monkeypatch.setenv("COACH_TUI_HOME", str(pair.learner.home.root))

    def said(*argv: str) -> str:
        assert run([*argv]) == 0
        return capsys.readouterr().out

    assert "board" in said("show", made.id)
    (listed,) = json.loads(said("list", "lessons", "--where", "status=taught", "--json"))
    assert listed["hours"] == 2.5
    said("set", made.id, "person=everybody")
    assert made.id[:10] in said("search", "everybody", "--kind", "lesson")
    versions = json.loads(said("history", made.id, "--json"))["versions"]
    assert {"board", "everybody"} <= {v["value"] for v in versions if v["field"] == "person"}
    added = said("add", "lesson", "Another", "--set", "hours=1").strip()
    assert json.loads(said("show", added, "--json"))["hours"] == 1
    assert run(["add", "lesson", "Third", "--set", "hours=many"]) == 1
    assert "does not fit hours of lesson" in capsys.readouterr().err


@SIZES
async def test_an_edit_in_a_form_replaces_what_was_shown_when_it_began(
    pair: Pair, size: tuple[int, int]
) -> None:
    belief = pair.learner.add("assumption", text="They will say no", confidence=70)
    pair.rounds()
    async with running(pair.learner, size) as (app, pilot):
        app.push_screen(FormScreen("assumption", belief))
        await until(pilot, "Change the assumption")
        assert app.screen.query_one("#field-confidence", Input).value == "70"
        pair.coach.edit(belief, confidence=50)
        await until(pilot, lambda: app.desk.opened.state.records[belief].get("confidence") == 50)  # type: ignore[union-attr]
        app.screen.query_one("#field-confidence", Input).value = "high"
        await pilot.press("ctrl+j")
        await until(pilot, "does not fit “how sure, in per cent”:")
        app.screen.query_one("#field-confidence", Input).value = "30"
        await pilot.press("ctrl+j")
        await until(pilot, lambda: here(app, "today"))
    record = pair.learner.record(belief)
    assert sorted(record.conflicts["confidence"]) == [30, 50], "what arrived meanwhile is kept"
    assert record.text("text") == "They will say no"


async def test_an_untouched_form_changes_nothing_and_a_rule_is_said(pair: Pair) -> None:
    goal = pair.learner.add("goal", text="Faster")
    async with running(pair.learner, LARGE) as (app, pilot):
        before = pair.learner.record(goal).changes
        app.push_screen(FormScreen("goal", goal))
        await until(pilot, "Change the goal")
        await pilot.press("ctrl+j")
        await until(pilot, lambda: here(app, "today"))
        assert pair.learner.record(goal).changes == before
        app.push_screen(FormScreen("goal", goal))
        await until(pilot, "Change the goal")
        app.screen.query_one("#field-more", FieldBox).text = "10 days"
        await pilot.press("ctrl+j")
        await until(pilot, "Write first what would be as expected")


async def test_a_reference_is_chosen_not_typed(pair: Pair) -> None:
    belief = pair.learner.add("assumption", text="They will say no")
    async with running(pair.learner, LARGE) as (app, pilot):
        app.push_screen(FormScreen("experiment"))
        await until(pilot, "A new experiment")
        await write(pilot, "Ask them")
        app.screen.query_one("#field-assumption", Input).focus()
        await pilot.press("x", "enter")
        await until(pilot, "Which assumption?")
        await pilot.press("enter")
        await until(pilot, "They will say no")
        await pilot.press("ctrl+j")
        await until(pilot, lambda: here(app, "today"))
    made = next(pair.learner.open().state.of_kind("experiment"))
    assert (made.text("assumption"), made.get("status")) == (belief, "planned")


@pytest.mark.parametrize(
    "kind", sorted(k for k, c in KINDS.items() if not c.internal and c.text_in not in c.says)
)
async def test_every_kind_opens_with_hostile_words_in_every_field(pair: Pair, kind: str) -> None:
    texts = {f: HOSTILE for f, of in fields_of(kind).items() if of is str}
    texts = {f: v for f, v in texts.items() if f not in ("assumption", "experiment")}
    made = pair.learner.add(kind, audience="engagement", **texts)
    async with running(pair.learner, SMALL) as (app, pilot):
        app.push_screen(FormScreen(kind, made))
        await until(pilot, f"Change the {kind}")
        assert all(app.screen.query(f"FieldBox#field-{field}") for field in texts)
        for _ in range(len(fields_of(kind))):
            await pilot.press("tab")
        assert "\x1b" not in text_of(app) and "\u202e" not in text_of(app)
        box = app.screen.query_one(FieldBox)
        box.text = "x" * 10_000
        await pilot.press("escape")
        await until(pilot, lambda: here(app, "today"))
        app.push_screen(FormScreen(kind, made))
        await until(pilot, lambda: bool(app.screen.query(FieldBox)))
        assert len(app.screen.query_one(FieldBox).text) == 10_000, "a draft is offered again"
    assert pair.learner.record(made).changes[-1].set.get("text") != "x" * 10_000


def field(app: CoachApp, name: str) -> FieldBox:
    return app.screen.query_one(f"#field-{name}", FieldBox)


async def opened(app: CoachApp, pilot: Pilot[int], kind: str, identity: str = "") -> None:
    app.push_screen(FormScreen(kind, identity))
    await until(
        pilot, lambda: isinstance(app.screen, FormScreen) and app.screen.focused is not None
    )


async def left(app: CoachApp, pilot: Pilot[int]) -> None:
    await pilot.press("escape")
    await until(pilot, lambda: here(app, "today"))


@SIZES
async def test_a_long_clause_is_read_and_changed_whole_and_stays_in_sight(
    pair: Pair, size: tuple[int, int]
) -> None:
    words = ("Every second week, an hour. " * 400)[:10_000].strip()
    made = pair.learner.add("contract", text="An issue", often=words, ending="In a talk")
    async with running(pair.learner, size) as (app, pilot):
        await opened(app, pilot, "contract", made)
        await pilot.press("tab")
        await until(pilot, lambda: field(app, "often").size.height == 5)
        assert field(app, "often").has_focus
        assert field(app, "ending").size.height == 1, "what is short takes one line"
        await pilot.press("ctrl+end", "enter")
        assert field(app, "horizon").has_focus, "enter goes on"
        await write(pilot, "Three months")
        await pilot.press("ctrl+n")
        await write(pilot, "or four")
        assert field(app, "horizon").text == "Three months\nor four"
        for name in fields_of("contract"):
            box = app.screen.query_one(f"#field-{name}")
            app.screen.set_focus(box)
            area = app.screen.query_one("#fields")
            await until(pilot, lambda f=area, b=box: f.content_region.contains_region(b.region))  # type: ignore[misc]
        await pilot.press("shift+tab")
        assert field(app, "ending").has_focus
        app.post_message(events.Paste(". One\nTwo\n" + "three " * 30))
        await until(pilot, lambda: field(app, "ending").size.height == 5)
        area = app.screen.query_one("#fields")
        grown = field(app, "ending")
        # It follows the box that grows.
        await until(pilot, lambda: area.content_region.contains_region(grown.region))
        await pilot.press("ctrl+j")
        await until(pilot, lambda: here(app, "today"))
    record = pair.learner.record(made)
    assert record.text("often") == words, "what nobody touched is as it was"
    assert record.text("horizon") == "Three months\nor four"
    assert record.text("ending").startswith("In a talk. One\nTwo\nthree")


async def test_what_is_typed_into_any_field_is_there_again_until_it_is_kept(pair: Pair) -> None:
    belief = pair.learner.add("assumption", text="They will say no")
    async with running(pair.learner, SMALL) as (app, pilot):
        await opened(app, pilot, "experiment")
        app.screen.set_focus(field(app, "unit"))
        await write(pilot, "[/] days")
        app.screen.query_one("#field-review", Input).value = "friday"
        app.screen.query_one("#field-assumption", Input).focus()
        await pilot.press("enter")
        await until(pilot, "Which assumption?")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, FormScreen))
        await left(app, pilot)
        await opened(app, pilot, "experiment")
    # The app was closed with the form open: what was typed in its last moment, too.
    async with running(pair.learner, SMALL) as (app, pilot):
        await opened(app, pilot, "experiment")
        assert field(app, "unit").text == "[/] days"
        assert app.screen.query_one("#field-review", Input).value == "friday"
        assert app.screen.query_one("#field-assumption", Input).value == "They will say no"
        await write(pilot, "Ring first")
        await pilot.pause()
    async with running(pair.learner, SMALL) as (app, pilot):
        await opened(app, pilot, "experiment")
        assert field(app, "text").text == "Ring first"
        await pilot.press("ctrl+j")
        await until(pilot, lambda: here(app, "today"))
        await opened(app, pilot, "experiment")
        assert (field(app, "text").text, field(app, "unit").text) == ("", "")
    made = next(pair.learner.open().state.of_kind("experiment"))
    assert (made.text("unit"), made.text("assumption")) == ("[/] days", belief)
    assert not list(pair.learner.home.drafts(pair.learner.sp).iterdir())


async def test_a_draft_takes_no_place_of_what_came_meanwhile(pair: Pair) -> None:
    made = pair.learner.add("contract", text="An issue", often="Weekly", talk="Nobody")
    pair.rounds()
    async with running(pair.learner, SMALL) as (app, pilot):
        await opened(app, pilot, "contract", made)
        await pilot.press("tab", *"!!")
        await left(app, pilot)
        pair.coach.edit(made, often="Monthly", talk="Everybody")
        await until(pilot, lambda: _record(app, made).text("often") == "Monthly")
        await opened(app, pilot, "contract", made)
        await until(pilot, "Changed since you typed here: how often, how long.")
        assert field(app, "often").text == "Weekly!!"
        assert field(app, "talk").text == "Everybody", "where nothing was typed, the news is shown"
        await pilot.press("ctrl+j")
        await until(pilot, lambda: here(app, "today"))
    record = pair.learner.record(made)
    assert sorted(record.conflicts["often"]) == ["Monthly", "Weekly!!"]
    assert record.text("talk") == "Everybody"


def _record(app: CoachApp, identity: str) -> Record:
    assert app.desk.opened is not None
    return app.desk.opened.state.records[identity]


LEVELS = ("less", "much_less", "more", "much_more")


async def test_the_other_levels_of_a_goal_open_when_what_is_expected_has_words_p15(
    pair: Pair,
) -> None:
    async with running(pair.learner, SMALL) as (app, pilot):
        await opened(app, pilot, "goal")
        assert all(field(app, name).disabled for name in LEVELS)
        assert text_of(app).count("first: what would be as expected") == len(LEVELS)
        await write(pilot, "Faster")
        await pilot.press("tab")
        assert field(app, "expected").has_focus, "it comes right after the goal's words"
        await pilot.press("space")
        await until(pilot, lambda: field(app, "expected").text == " ")
        assert field(app, "more").disabled, "a space is no word"
        await pilot.press(*"12")
        await until(pilot, lambda: not any(field(app, name).disabled for name in LEVELS))
        assert "first: what would" not in text_of(app)
        await pilot.press("enter", *"15")
        assert field(app, "less").text == "15"
        await pilot.press("shift+tab", *["backspace"] * 3)
        await until(pilot, "somewhat less (-1): first:")
        assert field(app, "less").disabled and field(app, "less").text == "15"
        await pilot.press(*"12", "ctrl+j")
        await until(pilot, lambda: here(app, "today"))
    made = next(pair.learner.open().state.of_kind("goal"))
    assert (made.text("expected"), made.text("less")) == ("12", "15")


async def test_words_typed_over_an_older_text_stand_beside_the_new_one(pair: Pair) -> None:
    belief = pair.learner.add("assumption", text="They will say no")
    pair.rounds()
    async with running(pair.learner, SMALL) as (app, pilot):
        app.push_screen(RecordScreen(belief))
        await until(pilot, "They will say no")
        await pilot.press("e")
        await until(pilot, lambda: bool(app.screen.query(DraftBox)))
        await write(pilot, "Mine: ")
        await pilot.press("escape")
        await until(pilot, lambda: not app.screen.query(DraftBox))
        pair.coach.edit(belief, text="They will say yes")
        await until(pilot, "They will say yes")
        await pilot.press("e")
        await until(pilot, "Changed since you typed here")
        await pilot.press("ctrl+j")
        await until(pilot, lambda: not app.screen.query(DraftBox))
    both = pair.learner.record(belief).conflicts["text"]
    assert sorted(both) == ["Mine: They will say no", "They will say yes"]


async def test_a_hint_that_does_not_fit_says_so_and_a_large_terminal_has_room_for_it(
    pair: Pair,
) -> None:
    for size, hint in (
        (SMALL, "people, cause, constraint, permis…"),
        (LARGE, "people, cause, constraint, permission, rule"),
    ):
        async with running(pair.learner, size) as (app, pilot):
            await opened(app, pilot, "assumption")
            await until(pilot, hint)


async def test_what_is_refused_has_the_cursor_and_typing_clears_the_message(pair: Pair) -> None:
    async with running(pair.learner, LARGE) as (app, pilot):
        await opened(app, pilot, "assumption")
        await write(pilot, "They will say no")
        await pilot.press("tab", "tab", *"high", "tab", "tab", "ctrl+j")
        await until(pilot, "does not fit “how sure, in per cent”:")
        assert app.screen.query_one("#field-confidence").has_focus
        await pilot.press(*["backspace"] * 4)
        await until(pilot, lambda: "does not fit" not in text_of(app))


async def test_enter_and_tab_finish_a_choice_of_which_only_one_begins_so(pair: Pair) -> None:
    async with running(pair.learner, LARGE) as (app, pilot):
        await opened(app, pilot, "assumption")
        sort = app.screen.query_one("#field-sort", Input)
        sort.focus()
        await pilot.press("p", "tab")
        assert sort.value == "p", "people, or permission"
        sort.value = ""
        sort.focus()
        await pilot.press(*"per", "enter")
        assert sort.value == "permission"
        await until(pilot, lambda: app.screen.query_one("#field-confidence").has_focus)


async def test_the_title_says_who_will_see_what_hangs_on_something_private(pair: Pair) -> None:
    pair.learner.add("assumption", audience="private", text="They will say no")
    async with running(pair.learner, SMALL) as (app, pilot):
        await opened(app, pilot, "experiment")
        await until(pilot, "text · you and Carla")
        await write(pilot, "Ask them")
        box = app.screen.query_one("#field-assumption", Input)
        box.focus()
        await pilot.press("enter")
        await until(pilot, "Which assumption?")
        await pilot.press("enter")
        await until(pilot, lambda: box.value == "They will say no")
        field(app, "text").focus()
        await until(pilot, "text · only you")
        box.focus()
        await pilot.press("backspace")
        field(app, "text").focus()
        await until(pilot, "text · you and Carla")


async def test_an_observation_without_a_day_has_its_writers_p10(pair: Pair) -> None:
    async with running(pair.learner, LARGE) as (app, pilot):
        await opened(app, pilot, "observation")
        await write(pilot, "Two queues")
        today = day_of(app.desk.engagement.wall())
        await pilot.press("ctrl+j")
        await until(pilot, lambda: here(app, "today"))
    (seen,) = pair.learner.open().state.of_kind("observation")
    assert seen.text("date") in (today, day_of(seen.created))
