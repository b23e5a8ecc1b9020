"""The player, as people use it: by keys, for both roles, at both sizes."""

import pytest
from textual import events

from coach_tui.disk import private_dir
from coach_tui.guide.session import begin, replies
from coach_tui.tui.commands import PAGES
from coach_tui.tui.session.page import SessionPage
from coach_tui.tui.session.player import AnswerBox
from coach_tui.tui.widgets.early import GRACE
from coach_tui.tui.widgets.rows import Rows
from tests.pair import Pair
from tests.tui.on_screen import (
    LARGE,
    SMALL,
    choosing,
    closed_up,
    page,
    playing,
    text_of,
    until,
    write,
)


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_a_reply_is_kept_and_the_next_question_shown(
    pair: Pair, size: tuple[int, int]
) -> None:
    async with playing(pair.coach, size=size) as (app, pilot):
        assert "you and Leo will see this" in text_of(app)
        assert "Leo answers, Carla types" in text_of(app)
        await write(pilot, "A clear head")
        await pilot.press("ctrl+j")
        await until(pilot, "How stuck does it feel today")
        await write(pilot, "11")
        await pilot.press("ctrl+j")
        await until(pilot, "The scale runs from 0 to 10.")
        await pilot.press("backspace", "backspace", "7", "ctrl+j")
        await until(pilot, "What's happening?")
    records = pair.coach.open().state.of_kind("answer")
    assert [r.get("value") for r in records] == ["A clear head", 7]


async def test_what_is_typed_while_a_reply_is_saved_goes_to_the_next_question(pair: Pair) -> None:
    async with playing(pair.coach) as (app, pilot):
        keys = [*"one", "ctrl+j", "7", "ctrl+j", *"two", "ctrl+j", *"three", "enter", *"four"]
        for key in keys:
            app.post_message(_key(key))
        await until(pilot, "four")
        assert page(app).query_one(AnswerBox).text == "three\nfour"
    records = pair.coach.open().state.of_kind("answer")
    assert [r.get("value") for r in records] == ["one", 7, "two"]


def _key(name: str):  # type: ignore[no-untyped-def]  # noqa: ANN202
    from textual.events import Key

    return Key(name, name if len(name) == 1 else None)


async def test_typing_alone_changes_nothing_and_the_draft_is_offered_again(pair: Pair) -> None:
    def kept() -> dict[str, bytes]:
        places = (pair.coach.vault, pair.folder)
        return {
            str(p): p.read_bytes()
            for place in places
            for p in sorted(place.rglob("*"))
            if p.is_file() and p.name != "folder.json"
        }

    async with playing(pair.coach) as (app, pilot):
        await pilot.pause(0.2)
        before = kept()
        await write(pilot, "half a sentence")
        await pilot.pause(1.2)
        assert kept() == before
        app.exit(0)
    async with playing(pair.coach) as (app, pilot):
        await until(pilot, "half a sentence")
        assert "Your draft from before" in text_of(app)
        await pilot.press("ctrl+j")
        await until(pilot, "How stuck")
    drafts = list(pair.coach.home.drafts(pair.coach.sp).iterdir())
    assert drafts == []


async def test_p6_do_not_know_park_skip_and_back(pair: Pair) -> None:
    async with playing(pair.coach) as (app, pilot):
        await pilot.press("ctrl+o", "s")
        await until(pilot, "Skip anyway?")
        await pilot.press("ctrl+o", "s")
        await until(pilot, "How stuck")
        await pilot.press("ctrl+o", "p")
        await until(pilot, "Parked. It comes back")
        await pilot.press("ctrl+o", "d")
        await until(pilot, "on the list of open questions")
        await pilot.press("ctrl+o", "b")
        await until(pilot, "What's happening?")
        await write(pilot, "This")
        await pilot.press("ctrl+j")
        await until(pilot, "What don't you know")
        await pilot.press("ctrl+o", "c")
        await until(pilot, "How stuck is it now?")
        for _ in range(4):
            await pilot.press("ctrl+j")
            await pilot.pause(0.2)
        await closed_up(pilot)
        assert "How stuck does it feel today" in text_of(app), "what was parked comes back"
        closing = app.screen.query_one("#closing", Rows)
        closing.selected = "next:"
        await pilot.press("enter")
        await until(pilot, "When do you meet again?")
        await write(pilot, "2099-01-05")
        await pilot.press("enter")
        await until(pilot, "Mon 5 Jan")
        await pilot.pause(GRACE)
        await pilot.press("escape")
        await until(pilot, "Next session")
    state = pair.coach.open().state
    assert [q.text("text") for q in state.of_kind("question")] == ["What's happening?"]
    session = next(state.of_kind("session"))
    assert (session.get("status"), session.text("next_date")) == ("ended", "2099-01-05")


async def test_a_private_prompt_of_the_other_is_only_asked(pair: Pair) -> None:
    async with playing(pair.coach, "challenge-assumptions#said-and-unsaid") as (app, pilot):
        assert "Private: Leo's alone, on paper" in text_of(app)
        assert not page(app).query_one(AnswerBox).display
        # People type before they look: no letter acts here, and a visit elsewhere changes nothing.
        await write(pilot, "secret")
        await pilot.press("ctrl+o", "n")
        await closed_up(pilot)
        await pilot.press("b")
        await until(pilot, "Private: Leo's alone, on paper")
        await pilot.press("ctrl+j")
        await closed_up(pilot)
    async with playing(pair.learner, "") as (app, pilot):
        await until(pilot, "private: on your own device")
        await pilot.press("enter")
        await until(pilot, "only you, only on this device")
        await write(pilot, "He knew")
        await pilot.press("tab")
        await write(pilot, "Fine")
        await until(pilot, "He knew")
        await pilot.press("ctrl+j")
        await until(pilot, "Nothing is due")
    records = list(pair.learner.open().state.of_kind("answer"))
    assert sorted((r.audience, str(r.get("state"))) for r in records) == [
        ("engagement", "asked"), ("engagement", "private"), ("engagement", "skipped"),
        ("private", "answered"),
    ]  # fmt: skip


async def test_typing_goes_on_below_a_note_that_is_open(pair: Pair) -> None:
    async with playing(pair.coach) as (app, pilot):
        for _ in range(5):
            await pilot.press("ctrl+g")
            await until(pilot, "escape close")
            app.screen.post_message(events.Key("b", "b"))
            app.screen.post_message(events.Key("o", "o"))
            app.screen.post_message(events.Key("x", "x"))
            await until(pilot, "Leo answers, Carla types")
            await pilot.pause()
            assert page(app).query_one(AnswerBox).text == "box"
            await pilot.press("backspace", "backspace", "backspace")
        await pilot.press("ctrl+g", "escape")
        await until(pilot, "Leo answers, Carla types")
        assert page(app).query_one(AnswerBox).text == ""


async def test_what_a_deck_says_about_itself_stands_before_the_first_question(pair: Pair) -> None:
    folder = private_dir(pair.coach.home.decks())
    (folder / "mine.md").write_text(
        "---\ndeck: 1\nid: mine\n---\n# Mine\n\nFor the two of us.\n\n## One\n\nFirst.\n\n"
        "- What? `#a`\n- Who? `#b`\n"
    )
    async with playing(pair.coach, "mine", LARGE) as (app, pilot):
        await until(pilot, "For the two of us. First.")
        await pilot.press("x", "ctrl+j")
        await until(pilot, "Who?")
        assert "For the two of us" not in text_of(app)


async def test_leaving_and_going_on_at_the_same_place(pair: Pair) -> None:
    async with playing(pair.coach) as (app, pilot):
        await write(pilot, "A clear head")
        await pilot.press("ctrl+j")
        await until(pilot, "How stuck")
        await pilot.press("ctrl+o", "l")
        await until(pilot, "Nothing is due")
        assert next(app.desk.opened.state.of_kind("session")).get("status") == "left"  # type: ignore[union-attr]
        await pilot.press(PAGES["session"])
        await until(pilot, "Go on with")
        await pilot.press("enter")
        await until(pilot, "How stuck")


async def test_scored_statements_take_one_digit_each(pair: Pair) -> None:
    async with playing(pair.learner, "learning-preferences#twenty-statements") as (_, pilot):
        await choosing(pilot)
        await pilot.press("3")
        await until(pilot, "When a day had gone badly")
        await choosing(pilot)
        await pilot.press("5")
        await until(pilot, "I asked what lay behind")
        await choosing(pilot)
        await pilot.press("down", "space", "enter")
        await until(pilot, "When I was given advice")
    answers = list(pair.learner.open().state.of_kind("answer"))
    values = [r.get("value") for r in answers if r.private]
    assert values[:2] == [3, 5] and len(values) == 3
    assert not any(r.get("value") for r in answers if not r.private), "it stays on the device"


async def test_an_existing_assumption_is_offered_and_linked(pair: Pair) -> None:
    text = "They would say no"
    made = pair.coach.add("assumption", text=text)
    async with playing(pair.coach, "review-experiment#what-changed-in-you", LARGE) as (_, pilot):
        await until(pilot, "Written before")
        await pilot.press("shift+tab", "enter")
        await until(pilot, "How sure of it are you now?")
        await write(pilot, "20")
        await pilot.press("ctrl+j")
        await until(pilot, "What do you understand now")
    state = pair.coach.open().state
    assert [r.id for r in state.of_kind("assumption")] == [made]
    assert state.records[made].get("confidence") == 20


async def test_the_partners_answer_appears_while_one_types(pair: Pair) -> None:
    async with playing(pair.coach, size=LARGE) as (app, pilot):
        await write(pilot, "still typing")
        learner = pair.learner.open()
        learner.sync()
        session = next(learner.state.of_kind("session"))
        sitting = begin.sitting(learner, session)
        learner.do(*replies.keep(sitting, sitting.steps[1], {"": 4}))
        learner.publish()
        await until(pilot, "-  4")
        assert page(app).query_one(AnswerBox).text == "still typing"


async def test_the_partners_answer_is_there_when_one_comes_back_from_another_page(
    pair: Pair,
) -> None:
    async with playing(pair.coach, size=LARGE) as (app, pilot):
        await until(pilot, "✓ published")
        await app.switch_mode("people")
        learner = pair.learner.open()
        learner.sync()
        session = next(learner.state.of_kind("session"))
        sitting = begin.sitting(learner, session)
        learner.do(*replies.keep(sitting, sitting.steps[1], {"": 4}))
        learner.publish()
        for _ in range(400):
            await pilot.pause(0.02)
            if list(app.desk.engagement.state.of_kind("answer")):
                break
        assert not isinstance(app.screen, SessionPage)
        await app.switch_mode("session")
        await until(pilot, "-  4")


async def test_the_coachs_note_is_for_the_coach(pair: Pair) -> None:
    async with playing(pair.coach, "challenge-assumptions#what-must-be-true", LARGE) as (app, _):
        assert "For you" in text_of(app)
    async with playing(pair.learner, "challenge-assumptions#what-must-be-true", LARGE) as (app, _):
        assert "For you" not in text_of(app)


async def test_a_text_that_is_too_long_stays_as_a_draft(pair: Pair) -> None:
    async with playing(pair.coach) as (app, pilot):
        box = page(app).query_one(AnswerBox)
        box.insert("x" * 70_000)
        await pilot.press("ctrl+j")
        await until(pilot, "longer than 64 KiB. It is kept as")
        assert len(box.text) == 70_000


async def test_c2_two_people_at_one_screen_hide_notes_and_private_records(pair: Pair) -> None:
    pair.coach.add("note", text="He always does that")
    deck = "challenge-assumptions#what-must-be-true"
    async with playing(pair.coach, deck, LARGE) as (app, pilot):
        assert "Two people at this screen? ctrl+o w" in text_of(app)
        assert "Aim for three sentences" in text_of(app)
        await pilot.press("ctrl+o", "w")
        await until(pilot, "notes are closed")
        assert app.desk.together
        assert "Aim for three sentences" not in text_of(app)
        await pilot.press("ctrl+g")
        await until(pilot, "Aim for three sentences")
        await pilot.press("tab", PAGES["history"])
        await until(pilot, "search everything")
        assert "He always" not in text_of(app)
        await pilot.press("tab", PAGES["session"], "ctrl+o", "l")
        await until(pilot, "Nothing is due")
        await pilot.press(PAGES["history"])
        await until(pilot, "He always")


async def test_c2_a_check_out_in_a_deck_is_given_blind_and_whole(pair: Pair) -> None:
    (private_dir(pair.coach.home.decks()) / "out.md").write_text(
        "---\ndeck: 1\nid: out\n---\n# Out\n\n- How was it? `#out` `check` `@coach`\n"
        "- What now? `#now`\n"
    )
    async with playing(pair.coach, "out", LARGE) as (app, pilot):
        await until(pilot, "the other sees it only after their own")
        for number, digit in enumerate("87654", 1):
            await until(pilot, f"({number} of 5)")
            await pilot.press(digit, "ctrl+j")
        await until(pilot, "Given. The other sees it only after their own.")
        assert "What now?" in text_of(app)
    records = list(pair.coach.open().state.of_kind("check"))
    assert sorted(r.audience for r in records) == ["engagement", "private"]
    shared = next(r for r in records if r.audience != "private")
    assert shared.text("commitment") and "heard" not in shared.fields


CHECK = "---\ndeck: 1\nid: out\n---\n# Out\n\n- How was it? `#out` `check` `@coach`\n- What now?\n"


async def test_c2_a_check_out_that_was_left_halfway_goes_on_where_it_was(pair: Pair) -> None:
    (private_dir(pair.coach.home.decks()) / "out.md").write_text(CHECK)
    drafts = pair.coach.home.drafts(pair.coach.sp)
    async with playing(pair.coach, "out", LARGE) as (_, pilot):
        for number, digit in enumerate("87", 1):
            await until(pilot, f"({number} of 5)")
            await pilot.press(digit, "ctrl+j")
        await until(pilot, "(3 of 5)")
        # No key to leave with: as if it had crashed.
    engagement = pair.coach.open()
    assert not list(engagement.state.of_kind("check")), "nothing is given by halves"
    async with playing(pair.coach, "out", LARGE) as (app, pilot):
        await until(pilot, "2 of 5 kept from before")
        await until(pilot, "(3 of 5)")
        await pilot.press("ctrl+o", "b")
        await until(pilot, "(2 of 5)")
        assert page(app).query_one(AnswerBox).text == "7"
        await pilot.press("backspace", "5", "ctrl+j")
        await until(pilot, "(3 of 5)")
        await pilot.press("ctrl+o", "w")
        await until(pilot, "Two people at this screen")
        assert "(3 of 5)" in text_of(app) and page(app).query_one(AnswerBox).text == ""
        await pilot.press("ctrl+o", "b")
        await until(pilot, "(2 of 5)")
        assert page(app).query_one(AnswerBox).text == "", "the other looks on"
        await pilot.press("ctrl+j")
        for number, digit in ((3, "6"), (4, "5"), (5, "4")):
            await until(pilot, f"({number} of 5)")
            await pilot.press(digit, "ctrl+j")
        await until(pilot, "Given. The other sees it only after their own.")
    records = list(pair.coach.open().state.of_kind("check"))
    mine = next(r for r in records if r.audience == "private")
    given = {i: mine.get(i) for i in ("heard", "focus", "manner", "open", "worth")}
    assert given == {"heard": 8, "focus": 5, "manner": 6, "open": 5, "worth": 4}
    assert not [p for p in drafts.iterdir() if b'"check"' in p.read_bytes()]


async def test_the_wheel_scrolls_what_is_asked_and_the_aside_on_blank_places_too(
    pair: Pair,
) -> None:
    async with playing(pair.coach, size=LARGE) as (app, pilot):
        await pilot.resize_terminal(LARGE[0], 12)
        await until(pilot, "For you")
        for name, (x, y) in {"#ask": (60, 2), "#aside": (118, 9)}.items():
            part = page(app).query_one(name)
            assert part.show_vertical_scrollbar and part.scroll_offset.y == 0
            wheel = events.MouseScrollDown(None, x, y, 0, 1, 0, False, False, False, x, y)
            app.post_message(wheel)
            for _ in range(100):
                await pilot.pause(0.02)
                if part.scroll_offset.y:
                    break
            assert part.scroll_offset.y > 0, name
