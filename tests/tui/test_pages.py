"""What a person would miss on each page: by keys and by clicks, at both sizes."""

from pathlib import Path

import pytest
from textual.keys import Keys
from textual.widgets import Input

from coach_tui.decks import library
from coach_tui.decks.text import plain
from coach_tui.engagement import Engagement
from coach_tui.home import Home
from coach_tui.planning import plan_new
from coach_tui.tui.app import CoachApp
from coach_tui.tui.commands import COMMANDS, PAGES, bindings, footer, of_page, offers
from coach_tui.tui.dialogs.capture import CaptureScreen
from coach_tui.tui.dialogs.record import RecordScreen
from coach_tui.tui.people.first_run import FirstRun
from coach_tui.tui.record import words_of
from coach_tui.tui.widgets.bars import Rail
from coach_tui.tui.widgets.rows import Rows
from coach_tui.tui.widgets.words import hits, marked
from tests.pair import Pair, founded
from tests.tui.on_screen import (
    LARGE,
    SMALL,
    answer,
    click_words,
    here,
    readable,
    running,
    text_of,
    turn_to,
    until,
    write,
)

SIZES = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])


# -- history ---------------------------------------------------------------------------------------


@SIZES
async def test_the_search_folds_accents_and_counts(pair: Pair, size: tuple[int, int]) -> None:
    pair.learner.add("question", text="Who asked Ünal about the Überprüfung?")
    pair.learner.add("insight", text="Nobody asks Unal")
    pair.learner.add("action", text="Ring tenants", due="2026-12-01")
    async with running(pair.learner, size) as (app, pilot):
        await pilot.press("slash")
        await write(pilot, "unal")
        await until(pilot, "2 of 3")
        shown = text_of(app)
        assert "Who asked Ünal" in shown and "Nobody asks Unal" in shown
        assert "Ring tenants" not in shown
        await write(pilot, " nobody")
        await until(pilot, "1 of 3")
        await write(pilot, " zzz")
        await until(pilot, "Nothing was written with all of these")
        await pilot.press("escape", "escape")
        await until(pilot, "Ring tenants")


async def test_what_is_typed_before_the_box_is_there_goes_into_it(pair: Pair) -> None:
    async with running(pair.learner, SMALL) as (app, pilot):
        theme = app.theme
        await pilot.press("slash", "t", "e", "n")
        await until(pilot, lambda: here(app, "history"))
        await until(pilot, lambda: app.screen.query_one("#words", Input).value == "ten")
        assert app.theme == theme


def test_hits_are_underlined_where_they_stand_whatever_their_accents() -> None:
    text = "Die Ǜberprüfung, ob straße oder Strasse: a\u0308hnlich"
    assert [text[a:b] for a, b in hits(text, "uberprufung")] == ["Ǜberprüfung"]
    assert [text[a:b] for a, b in hits(text, "strasse")] == ["straße", "Strasse"]
    long = "word " * 2000 + "needle " + "word " * 2000
    assert "needle" in marked(long, "needle").plain
    assert len(marked(long, "needle").plain) < 200


@SIZES
async def test_the_kind_filter_goes_round_by_key_and_by_click(
    pair: Pair, size: tuple[int, int]
) -> None:
    pair.learner.add("question", text="Why then?")
    pair.learner.add("insight", text="Now I see")
    pair.learner.add("insight", text="Again I see")
    async with running(pair.learner, size) as (app, pilot):
        await turn_to(pilot, "history")
        await until(pilot, "Why then?")
        assert "insights" in text_of(app) and "questions" in text_of(app)
        await pilot.press("k")
        await until(pilot, "insights 2 of 3")
        assert "Why then?" not in text_of(app)
        await pilot.press("k")
        await until(pilot, "questions 1 of 3")
        await pilot.press("k")
        await until(pilot, "Now I see")
        await click_words(pilot, "! insights")
        await until(pilot, "insights 2 of 3")


async def test_arrows_move_and_the_aside_shows_the_selected_record(pair: Pair) -> None:
    first = pair.learner.add("insight", text="We count visits.")
    pair.learner.edit(first, text="We count visits. The promise counts days.")
    pair.learner.add("question", text="Which days?", links=[first])
    async with running(pair.learner, LARGE) as (app, pilot):
        await pilot.press("slash")
        await write(pilot, "visits")
        await until(pilot, "1 of 2")
        await until(pilot, "2 versions")
        shown = text_of(app)
        assert "Led to" in shown and "?  Which days?" in shown
        assert "Before, Leo" in shown and "Leo · you and Carla" in shown


@SIZES
async def test_a_private_note_is_shared_only_after_yes(pair: Pair, size: tuple[int, int]) -> None:
    note = pair.learner.add("note", text="I was afraid of the board")
    async with running(pair.learner, size) as (app, pilot):
        await turn_to(pilot, "history")
        await until(pilot, "only you")
        for answer in ("escape", "k", "enter"):
            await pilot.press("s")
            await until(pilot, "except erasure.")
            await pilot.press(answer)
            await until(pilot, lambda: here(app, "history"))
            assert pair.learner.record(note).audience == "private"
        await pilot.press("s")
        await until(pilot, "Share with Carla?")
        await pilot.press("s")
        await until(pilot, lambda: pair.learner.record(note).audience == "engagement")
        await until(pilot, lambda: "only you" not in text_of(app))
    pair.rounds()
    assert pair.coach.record(note).text("text") == "I was afraid of the board"


async def test_nothing_but_a_private_record_of_ones_own_is_shared(pair: Pair) -> None:
    pair.coach.add("insight", text="Theirs")
    pair.rounds()
    async with running(pair.learner, SMALL) as (app, pilot):
        await turn_to(pilot, "history")
        await until(pilot, "Theirs")
        await pilot.press("s")
        await until(pilot, "Only a private record")
        await pilot.press("h")
        await until(pilot, "only they")
        assert here(app, "history")


async def test_a_record_is_edited_over_what_was_shown_when_the_edit_began(pair: Pair) -> None:
    shared = pair.learner.add("question", text="Which promise?")
    pair.rounds()
    async with running(pair.learner, SMALL) as (app, pilot):
        await turn_to(pilot, "history")
        await until(pilot, "Which promise?")
        await pilot.press("enter")
        await until(pilot, "edit")
        await pilot.press("e")
        await until(pilot, lambda: bool(app.screen.query("DraftBox")))
        pair.coach.edit(shared, text="Whose promise?")
        await until(pilot, lambda: _words(app, shared) == "Whose promise?")
        await pilot.press("end")
        await write(pilot, " Really")
        await pilot.press("ctrl+j")
        await until(pilot, lambda: bool(_engagement(app).state.records[shared].conflicts))
        await pilot.press("escape")
    conflicts = pair.learner.record(shared).conflicts["text"]
    assert set(conflicts) == {"Which promise? Really", "Whose promise?"}


def _engagement(app: CoachApp) -> Engagement:
    assert app.desk.opened is not None
    return app.desk.opened


def _words(app: CoachApp, identity: str) -> str:
    return words_of(_engagement(app).state.records[identity])


async def test_an_edit_that_was_left_is_offered_again(pair: Pair) -> None:
    pair.learner.add("insight", text="Short")
    async with running(pair.learner, SMALL) as (app, pilot):
        await turn_to(pilot, "history")
        await until(pilot, "Short")
        await pilot.press("enter", "e")
        await until(pilot, lambda: bool(app.screen.query("DraftBox")))
        await pilot.press("end")
        await write(pilot, "er")
        await pilot.press("escape", "escape")
        await until(pilot, lambda: here(app, "history"))
        await pilot.press("enter", "e")
        await until(pilot, "Shorter")


@SIZES
async def test_private_records_are_hidden_while_two_share_the_screen(
    pair: Pair, size: tuple[int, int]
) -> None:
    pair.learner.add("note", text="Mine alone")
    pair.learner.add("action", text="Mine to do", audience="private")
    pair.learner.add("insight", text="Ours")
    async with running(pair.learner, size) as (app, pilot):
        await until(pilot, "Mine to do")
        app.desk.together = True
        await turn_to(pilot, "history")
        await until(pilot, "Ours")
        await pilot.pause(0.1)
        assert "Mine" not in text_of(app)
        await turn_to(pilot, "today")
        await until(pilot, "nothing is due")
        assert "Mine to do" not in text_of(app)


async def test_a_long_history_builds_only_its_latest_part(pair: Pair) -> None:
    engagement = pair.learner.open()
    plans = [plan_new(engagement, "insight", {"text": f"Thought {n}"}) for n in range(230)]
    engagement.do(*plans)
    engagement.checkpoint()
    async with running(pair.learner, SMALL) as (app, pilot):
        page = await turn_to(pilot, "history")
        timeline = page.query_one("#timeline", Rows)
        await until(pilot, lambda: len(timeline.ids) == 200)
        await pilot.press("G")
        await until(pilot, "30 more, further back.")
        assert app.screen is page


# -- people ----------------------------------------------------------------------------------------


def edited_by_both(pair: Pair) -> str:
    """An assumption of which each set another confidence at once; its id."""
    shared = pair.coach.add("assumption", text="They will say no")
    pair.rounds()
    pair.coach.edit(shared, confidence=70)
    pair.learner.edit(shared, confidence=60)
    pair.rounds()
    return shared


@SIZES
async def test_a_conflict_is_resolved_by_one_key_on_both_devices(
    pair: Pair, size: tuple[int, int]
) -> None:
    shared = edited_by_both(pair)
    newest = pair.learner.record(shared).conflicts["confidence"][0]
    async with running(pair.learner, size) as (app, pilot):
        assert app.screen.query_one(Rail).counts["people"] == 1
        await turn_to(pilot, "people")
        await until(pilot, lambda: bool(app.screen.query_one("#pair", Rows).ids))
        await pilot.press("k")
        await answer(pilot, "Which is to stay: how sure, in per cent?", "b")
        await until(pilot, lambda: here(app, "people"))
        assert pair.learner.record(shared).conflicts
        await pilot.press("enter")
        await answer(pilot, "Which is to stay: how sure, in per cent?", PAGES["today"])
        await until(pilot, lambda: not pair.learner.record(shared).conflicts)
        await until(pilot, lambda: app.screen.query_one(Rail).counts["people"] == 0)
    pair.rounds()
    for side in pair.sides:
        assert side.record(shared).get("confidence") == newest
        assert not side.record(shared).conflicts


@SIZES
async def test_what_both_edited_needs_one_on_today_and_is_chosen_there(
    pair: Pair, size: tuple[int, int]
) -> None:
    shared = edited_by_both(pair)
    async with running(pair.learner, size) as (app, pilot):
        await until(pilot, "Choose: They will say no")
        assert app.screen.query_one(Rail).counts["today"] == 1
        await pilot.press("enter")
        await answer(pilot, "Which is to stay: how sure, in per cent?", "1")
        await until(pilot, "nothing is due")
    assert not pair.learner.record(shared).conflicts


@SIZES
async def test_a_conflict_is_resolved_by_clicks(pair: Pair, size: tuple[int, int]) -> None:
    shared = pair.coach.add("question", text="One?")
    pair.rounds()
    pair.coach.edit(shared, text="Two?")
    pair.learner.edit(shared, text="Three?")
    pair.rounds()
    async with running(pair.learner, size) as (app, pilot):
        await click_words(pilot, f"{PAGES['people']} People")
        await until(pilot, lambda: here(app, "people"))
        await until(pilot, lambda: bool(app.screen.query_one("#pair", Rows).ids))
        await click_words(pilot, "k choose")
        await until(pilot, "keep Two?")
        await until(pilot, lambda: readable(app))
        await click_words(pilot, "keep Two?")
        assert pair.learner.record(shared).conflicts, "the first click only selects"
        await click_words(pilot, "keep Two?")
        await until(pilot, lambda: pair.learner.record(shared).text("text") == "Two?")
    assert not pair.learner.record(shared).conflicts


@SIZES
async def test_people_say_who_is_there_and_how_far_words_have_come(
    pair: Pair, size: tuple[int, int]
) -> None:
    async with running(pair.learner, size) as (app, pilot):
        await turn_to(pilot, "people")
        await until(pilot, "arrived at Carla")
        shown = text_of(app)
        assert "saved" in shown and "published" in shown and "Devices" in shown
        await pilot.press("y")
        await until(pilot, "Looked. Nothing new.")
        await pilot.press("i")
        await until(pilot, "Only the coach's device")
        (pair.folder / "README.txt").rename(pair.folder / "gone")
        await pilot.press("y")
        await until(pilot, "empty or not mounted")


async def test_an_empty_engagement_says_what_comes_next(tmp_path: Path) -> None:
    coach = founded(tmp_path)
    async with running(coach, SMALL) as (app, pilot):
        assert "Nobody has joined yet." in text_of(app)
        await turn_to(pilot, "history")
        await until(pilot, "Nothing was recorded yet.")
        await turn_to(pilot, "decks")
        await until(pilot, plain(library.load("issue-brief").title))
        await pilot.press("x")
        await until(pilot, "nobody to give")
        await turn_to(pilot, "people")
        await until(pilot, "i makes an invitation.")
        await pilot.press("i")
        await until(pilot, "An invitation")
        await until(pilot, "in person or by phone")
        await pilot.press("escape")
        await until(pilot, "An invitation is open")
    assert len(coach.ring().invitations) == 1


# -- decks -----------------------------------------------------------------------------------------


@SIZES
async def test_a_stage_given_as_exercise_appears_on_the_learners_today_by_itself(
    pair: Pair, size: tuple[int, int]
) -> None:
    async with running(pair.learner, size) as (learner, there):
        async with running(pair.coach, size) as (coach, pilot):
            await turn_to(pilot, "decks")
            await until(pilot, plain(library.load("issue-brief").title))
            await _select(coach, "challenge-assumptions")
            await pilot.press("x")
            await until(pilot, "the whole deck")
            await pilot.press("down", "down", "down", "enter", "enter", "enter")
            await write(pilot, "before we meet")
            await pilot.press("enter")
            await until(pilot, "Given to Leo")
            made = next(_engagement(coach).state.of_kind("exercise"))
        assert made.text("stage") and made.text("note") == "before we meet"
        await until(there, made.text("text"))
        await until(there, "before we meet")
        assert learner.screen.query_one(Rail).counts["today"] == 1


async def _select(app: CoachApp, deck: str) -> None:
    app.screen.query_one("#decks", Rows).selected = deck


async def test_a_date_that_is_none_is_a_sentence_and_nothing_is_lost(pair: Pair) -> None:
    async with running(pair.coach, SMALL) as (app, pilot):
        await turn_to(pilot, "decks")
        await until(pilot, plain(library.load("issue-brief").title))
        await pilot.press("x")
        await until(pilot, "An exercise for Leo")
        app.screen.query_one("#due", Input).value = "someday"
        app.screen.query_one("#note", Input).value = "a word"
        await pilot.press("ctrl+j")
        await until(pilot, "is not a date")
        assert app.screen.query_one("#note", Input).value == "a word"
        assert not list(_engagement(app).state.of_kind("exercise"))


@SIZES
async def test_a_learner_sees_decks_without_what_is_the_coachs(
    pair: Pair, size: tuple[int, int]
) -> None:
    async with running(pair.learner, size) as (app, pilot):
        await turn_to(pilot, "decks")
        await until(pilot, plain(library.load("issue-brief").title))
        for _ in app.screen.query_one("#decks", Rows).ids:
            assert "Use it once for" not in text_of(app)
            assert "Self-supervision" not in text_of(app)
            await pilot.press("down")
            await pilot.pause()


@SIZES
async def test_a_session_begins_from_a_deck(pair: Pair, size: tuple[int, int]) -> None:
    for text in ("Repairs take 19 days", "Nobody answers the phone"):
        pair.coach.add("issue", text=text)
    async with running(pair.coach, size) as (app, pilot):
        await turn_to(pilot, "decks")
        await until(pilot, plain(library.load("issue-brief").title))
        await _select(app, "challenge-assumptions")
        await pilot.press("enter")
        await until(pilot, "Which issue is it about?")
        await pilot.press(PAGES["session"])
        await until(pilot, "How much time is there?")
        await pilot.press("w")
        await until(pilot, "One screen, two people?")
        await pilot.press("t")
        await until(pilot, lambda: here(app, "opening") and app.desk.together)
    session = next(pair.coach.open().state.of_kind("session"))
    assert session.get("together") is True
    issue = pair.coach.record(session.text("issue"))
    assert issue.text("text") == "Nobody answers the phone"


# -- writing down ----------------------------------------------------------------------------------


@SIZES
async def test_a_note_stays_private_and_a_question_is_shared(
    pair: Pair, size: tuple[int, int]
) -> None:
    async with running(pair.learner, size) as (app, pilot):
        await pilot.press("n")
        await until(pilot, "only you, only on this device")
        await write(pilot, "A private word")
        await pilot.press("ctrl+j")
        await until(pilot, "Kept on this device only.")
        await pilot.press("n", "ctrl+o", "right")
        await until(pilot, "you and Carla will see this")
        await pilot.press("q")
        await write(pilot, "Who knows?")
        await pilot.press("ctrl+j")
        await until(pilot, "Kept. Shared with Carla.")
        assert here(app, "today")
    state = pair.learner.open().state
    assert [r.audience for r in state.of_kind("note", "question")] == ["private", "engagement"]


async def test_an_action_takes_a_day_and_a_wrong_one_keeps_what_was_typed(pair: Pair) -> None:
    async with running(pair.learner, SMALL) as (app, pilot):
        await pilot.press("n", "ctrl+o", "a")
        await until(pilot, "by when")
        await pilot.press("ctrl+j")
        await until(pilot, "Nothing is written yet.")
        await write(pilot, "Ring tenants")
        await pilot.press("tab")
        await write(pilot, "never")
        await pilot.press("enter")
        await until(pilot, "is not a date")
        assert "Ring tenants" in text_of(app)
        due = app.screen.query_one("#due", Input)
        due.value = "2027-01-05"
        await pilot.press("enter")
        await until(pilot, "Ring tenants")
        await until(pilot, lambda: here(app, "today"))
        await pilot.press("d")
        await until(pilot, lambda: "Nothing is due" in text_of(app))
    action = next(pair.learner.open().state.of_kind("action"))
    assert (action.text("due"), action.text("status")) == ("2027-01-05", "done")


async def test_a_thought_that_was_not_kept_is_offered_again(pair: Pair) -> None:
    async with running(pair.learner, SMALL) as (app, pilot):
        await pilot.press("n")
        await write(pilot, "half a tho")
        await pilot.press("escape")
        await until(pilot, lambda: here(app, "today"))
        await pilot.press("n")
        await until(pilot, "half a tho")
        assert isinstance(app.screen, CaptureScreen)
    assert not list(pair.learner.open().state.of_kind("note"))


# -- today -----------------------------------------------------------------------------------------


@SIZES
async def test_what_the_other_writes_appears_without_a_key(
    pair: Pair, size: tuple[int, int]
) -> None:
    async with running(pair.learner, size) as (app, pilot):
        await until(pilot, "No word from Carla yet.")
        pair.coach.add("advice", text="Change one thing")
        await until(pilot, "advice: Change one")
        assert not isinstance(app.screen, RecordScreen)
        await click_words(pilot, "Change one")
        await click_words(pilot, "Change one")
        await until(pilot, lambda: isinstance(app.screen, RecordScreen))


async def test_a_window_that_is_too_small_says_so_in_one_sentence(pair: Pair) -> None:
    async with running(pair.learner, SMALL) as (app, pilot):
        for size in ((20, 5), (39, 30), (100, 11)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            words = " ".join(text_of(app).split())
            assert words == "The window is too small: 40 by 12 at least."
        for page, key in PAGES.items():
            await pilot.press(key)
            await until(pilot, lambda p=page: here(app, p))  # type: ignore[misc]


@pytest.mark.parametrize("theme", ["ansi-dark", "textual-light", "coach-light"])
async def test_selection_and_states_survive_without_colours(pair: Pair, theme: str) -> None:
    pair.learner.add("action", text="Ring tenants")
    async with running(pair.learner, SMALL) as (app, pilot):
        app.theme = theme
        await until(pilot, "▌ >  Ring tenants")
        await turn_to(pilot, "history")
        await until(pilot, "Ring tenants")
        assert f"▌ {PAGES['history']} History" in text_of(app)


# -- first run -------------------------------------------------------------------------------------


async def test_two_people_begin_on_the_first_screen(tmp_path: Path) -> None:
    folder = str(tmp_path / "shared")
    app = FirstRun(Home(tmp_path / "coach"))
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await until(pilot, "Join with an invitation")
        await pilot.press(PAGES["session"])
        await until(pilot, "its name")
        await write(pilot, folder)
        await pilot.press("enter")
        await write(pilot, "Wing B")
        await pilot.press("ctrl+j")
        await until(pilot, "Your name is missing.")
        assert app.screen.query_one("#title", Input).value == "Wing B"
        await pilot.press("tab")
        await write(pilot, "Carla")
        await pilot.press("enter")
        await until(pilot, "The invitation for your learner")
        code = next(w for w in text_of(app).split() if w.count("-") == 4)
        await pilot.press("enter")
    assert app.return_value == "open"
    app = FirstRun(Home(tmp_path / "learner"))
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await until(pilot, "Join with an invitation")
        await pilot.press("enter")
        await until(pilot, "invitation")
        for wrong in (code[:-1] + ("A" if code[-1] != "A" else "B"), code):
            for name, value in (("folder", folder), ("code", wrong), ("name", "Leo")):
                app.screen.query_one(f"#{name}", Input).value = value
            await pilot.press("ctrl+j")
            await until(pilot, "mistyped" if wrong != code else "You have asked to be let in.")
        await pilot.press("enter")
    assert app.return_value == "open"


async def test_look_around_first_and_leave(tmp_path: Path) -> None:
    for key, value in (("3", "demo"), ("q", "")):
        app = FirstRun(Home(tmp_path))
        async with app.run_test(size=SMALL, notifications=True) as pilot:
            await until(pilot, "Look around first")
            await pilot.press(key)
        assert app.return_value == value
    assert not list(tmp_path.iterdir())


# -- the table of commands -------------------------------------------------------------------------

CONTEXTS = (*PAGES, "player")


def test_commands_are_named_once_and_their_keys_are_known() -> None:
    for page in CONTEXTS:
        ids = [c.id for c in of_page(page)]
        assert len(ids) == len(set(ids)), page
        keys = [k for c in of_page(page) for k in c.keys.split(",")]
        assert len(keys) == len(set(keys)), (page, keys)
        assert not set(keys) & set(PAGES.values()), (page, keys)
    assert len(set(PAGES.values())) == len(PAGES)
    known = {k.value for k in Keys} | {"slash", "question_mark", "percent_sign", "plus", "asterisk"}
    known |= {"left_square_bracket", "right_square_bracket"}
    for command in COMMANDS:
        for key in command.keys.split(","):
            plain = key.removeprefix("ctrl+")
            assert key in known or (len(plain) == 1 and plain.isalnum()), key
            assert key not in ("ctrl+b", "esc")


async def test_the_footer_fits_and_always_shows_help_and_quit(pair: Pair) -> None:
    async with running(pair.coach, SMALL) as (app, pilot):
        for page in PAGES:
            await turn_to(pilot, page)
            shown = footer(offers(app.screen), 76)
            words = "  ".join(f"{o.key} {o.command.short}" for o in shown)
            await until(pilot, words)
            assert len(words) <= 78, page
            assert [o.command.short for o in shown][-2:] == ["help", "quit"]


@pytest.mark.parametrize("page", PAGES)
async def test_every_command_has_its_action_and_is_in_the_palette(pair: Pair, page: str) -> None:
    pair.coach.add("issue", text="Whose promise is it?")
    async with running(pair.coach, SMALL) as (app, pilot):
        found = await turn_to(pilot, page)
        offered = {c.help for c in app.get_system_commands(found)}
        for command in of_page(page):
            if command.action:
                continue
            assert callable(getattr(found, f"action_{command.id}", None)), command
            if command.id not in ("up", "down", "first", "last"):
                assert command.help in offered, command
        assert {b.key for b in bindings(page)}  # type: ignore[union-attr]


@SIZES
async def test_help_tells_every_key_of_every_page(pair: Pair, size: tuple[int, int]) -> None:
    pair.coach.add("issue", text="Whose promise is it?")
    async with running(pair.coach, size) as (app, pilot):
        for page in PAGES:
            await turn_to(pilot, page)
            await pilot.press("question_mark")
            await until(pilot, "What the keys do here")
            table = app.screen.query_one(Rows)
            told = {r.text for r in table.rows}
            assert {c.help for c in of_page(page)} <= told
            await pilot.press("j", "k", "escape")
            await until(pilot, lambda p=page: here(app, p))  # type: ignore[misc]


async def test_a_partners_clock_that_is_ahead_is_mentioned(pair: Pair) -> None:
    from coach_tui.engagement import wall_clock

    pair.learner.wall.ms = wall_clock() + 3 * 3_600_000 + 60_000
    pair.learner.add("question", text="What time is it?")
    async with running(pair.coach, LARGE) as (app, pilot):
        await turn_to(pilot, "people")
        await until(pilot, "clock is 3 h ahead of yours")
        assert here(app, "people")


@SIZES
async def test_what_comes_to_need_one_is_selected_until_somebody_moves(
    pair: Pair, size: tuple[int, int]
) -> None:
    for number in range(12):
        pair.coach.add("insight", text=f"Insight {number}")
    async with running(pair.learner, size) as (app, pilot):
        await until(pilot, "Insight 11")
        pair.coach.add("action", text="Ring tenants", owner="Leo", due="2026-09-20")
        needs = app.screen.query_one("#needs", Rows)
        await until(pilot, lambda: "Ring tenants" in text_of(app))
        assert needs.selected.startswith("need:")
        await pilot.press("down")
        moved = needs.selected
        pair.coach.add("action", text="Before that", owner="Leo", due="2026-09-19")
        await until(pilot, "Before that")
        assert needs.selected == moved
