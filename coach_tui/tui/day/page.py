"""The Today page: what this person has to do, what was agreed, news, the next session."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult

from coach_tui.records.dates import at, due, long, short, when
from coach_tui.tui.commands import bindings, place
from coach_tui.tui.day.following import next_rows
from coach_tui.tui.page import Page, turn_to
from coach_tui.tui.widgets.bars import Head
from coach_tui.tui.widgets.rows import Row, Rows
from coach_tui.tui.widgets.words import MUTED, SECTION, styled

if TYPE_CHECKING:
    from textual.screen import ModalScreen

    from coach_tui.guide.day.today import Need, Today
    from coach_tui.records.state import Record

NEWS = 5
"""The most news shown."""
WIDE = 120
"""Columns of the terminal from which the news are in the aside."""


# Imports in functions: the page is first drawn without records, and start-up must stay fast.
def _glyph(record: "Record") -> str:
    from coach_tui.records.kinds import known

    return known(record.kind).glyph


def _words(record: "Record") -> str:
    from coach_tui.tui.record import words_of

    return words_of(record)


class TodayPage(Page):
    """The first page of the app."""

    PAGE = "today"
    BINDINGS = bindings("today")

    def body(self) -> ComposeResult:
        """The list: due, agreed, next session; on narrow terminals the news, too."""
        yield Rows(id="needs", top=True)

    def aside(self) -> ComposeResult:
        """The list of news, with the issue."""
        yield Rows(id="news")

    def on_resize(self) -> None:
        """Draw again: the news move between aside and main column."""
        if self.ready:
            self.draw()

    def draw(self) -> None:
        """Draw everything from the current state."""
        from coach_tui.guide.day.today import today

        now = today(self.reader)
        count = len(now.needs)
        words = f"{count} need you" if count > 1 else "1 needs you" if count else "nothing is due"
        self.query_one("#head", Head).say(styled(long(now.day), "bold"), styled(words, MUTED))
        wide = self.app.size.width >= WIDE
        side = self._side(now)
        if side:
            # In the aside its heading is on the line of the main list's first heading.
            side[0] = replace(side[0], gap=3 if wide else 2)
        self.query_one("#needs", Rows).show(self._main(now) + ([] if wide else side))
        self.query_one("#news", Rows).show(side if wide else [])

    def _main(self, now: "Today") -> list[Row]:
        rows = [Row("Due", tone=SECTION, right="when" if now.needs else "", gap=1)]
        if not now.needs:
            rows.append(Row(self._nothing(now), tone=MUTED, gap=1))
        rows += [self._need(n, now.day) for n in now.needs]
        if now.agreed:
            rows += self._agreed(now)
        return rows + next_rows(self.reader, now) + self._fitting()

    def _fitting(self) -> list[Row]:
        """The most urgent suggestion, with the key of the page that has all of them."""
        from coach_tui.guide.day.path import fits

        found = fits(self.reader)
        if not found:
            return []
        more = f"{place('path')} has the deck for it, and what else fits."
        return [
            Row("What fits now", tone=SECTION, gap=2),
            Row(found[0].why, under=more, gap=1, most=3),
        ]

    def _nothing(self, now: "Today") -> str:
        if not self.engagement.others:
            return (
                f"Nobody has joined yet. {place('people')} has the invitation; {place('decks')} "
                "what can be asked."
            )
        if now.meeting and now.meeting.day:
            return f"Nothing is due. The next session is {now.meeting.words}."
        if not now.issue and not now.agreed:
            return (
                f"Nothing is due. A first session begins on {place('decks')}; n writes something "
                "down."
            )
        return "Nothing is due."

    def _need(self, need: "Need", day: str) -> Row:
        near = bool(need.due) and need.due <= day
        private = need.record.kind == "answer" and not need.both
        why = need.why
        what = "both" if need.both else "blind" if need.blind else "need"
        if need.record.kind == "action" and not need.both:
            why = f"agreed {short(f'{at(need.record.created):%Y-%m-%d}')}"
        return Row(
            need.text,
            id=f"{what}:{need.record.id}",
            glyph="x" if private else _glyph(need.record),
            state="≠" if need.both else "/" if private else "",
            right=due(need.due, day),
            right_tone="bold $text-warning" if near else MUTED,
            under=why,
            gap=1,
            most=3,
        )

    def _agreed(self, now: "Today") -> list[Row]:
        from coach_tui.tui.record import stands

        on = short(f"{at(now.agreed_at):%Y-%m-%d}")
        rows = [Row("What we agreed", tone=SECTION, right=on, gap=2), Row()]
        for record in now.agreed:
            status = str(record.get("status", "open"))
            done = status in ("done", "answered")
            right = status if done or record.kind == "question" else short(record.text("due"))
            if record.kind == "exercise":
                right = stands(self.reader, record, brief=True)
            rows.append(
                Row(
                    _words(record),
                    id=f"show:{record.id}",
                    glyph=_glyph(record),
                    state="✓" if done else " ",
                    right=right,
                    tone=MUTED if done else "$foreground",
                    most=2,
                )
            )
        return rows

    def _side(self, now: "Today") -> list[Row]:
        wall = self.engagement.wall()
        rows: list[Row] = []
        news = now.news
        if self.engagement.others:
            name = self.reader.who.others
            new = sum(1 for r in news if f"{at(r.changed):%Y-%m-%d}" == now.day)
            rows.append(Row(f"From {name}", tone=SECTION, right=f"{new} new" if new else "", gap=1))
            if not news:
                rows.append(Row(f"No word from {name} yet.", tone=MUTED, gap=1))
            elif not new:
                since = when(news[0].changed, wall)
                rows.append(Row(f"No word from {name} since {since}.", tone=MUTED, gap=1))
        for record in news[:NEWS]:
            rows.append(
                Row(
                    _words(record),
                    id=f"news:{record.id}",
                    glyph=_glyph(record),
                    under=when(record.changed, wall),
                    gap=1,
                    most=3,
                )
            )
        if now.issue:
            rows.append(Row("The issue", tone=SECTION, gap=2))
            better, status = now.issue.text("better"), now.issue.text("status")
            rows.append(
                Row(_words(now.issue), id=f"issue:{now.issue.id}", glyph="I", under=better, gap=1,
                    most=4, right="" if status == "open" else status)
            )  # fmt: skip
        return rows

    def on_rows_picked(self, event: Rows.Picked) -> None:
        """Open what was picked where it is done; anything else as a record."""
        what, _, identity = event.id.partition(":")
        record = self.reader.get(identity)
        if record is None:
            return
        if what == "blind":
            from coach_tui.tui.dialogs.blind import offer

            self.run_worker(offer(self.desk, record.id))
            return
        if what == "both":
            from coach_tui.tui.people.conflict import choose_each

            self.run_worker(choose_each(self, record))
            return
        if what == "plan":
            from coach_tui.tui.session.plan import offer_planned

            self.run_worker(offer_planned(self, record))
            return
        if what == "need" and record.kind in ("exercise", "answer"):
            self.run_worker(self._play(record))
            return
        if what == "need" and record.kind == "experiment":
            self.run_worker(self._experiment(record.id))
            return
        self.app.push_screen(self._screen(what, record))

    def _screen(self, what: str, record: "Record") -> "ModalScreen[Any]":
        """The dialog in which a due record is dealt with; for any other, the record itself."""
        from coach_tui.tui.dialogs.record import RecordScreen

        if what == "need" and record.kind == "session":
            from coach_tui.tui.session.summary import SummaryScreen

            return SummaryScreen(record)
        if what == "need" and record.kind == "contract":
            from coach_tui.tui.people.contract import ContractScreen

            return ContractScreen()
        if what == "need" and record.kind == "experience":
            from coach_tui.tui.dialogs.form import FormScreen

            return FormScreen(record.kind, record.id)
        return RecordScreen(record.id)

    async def _experiment(self, identity: str) -> None:
        from coach_tui.tui.experiment.page import ExperimentsPage

        page = await turn_to(self.app, "experiments")
        assert isinstance(page, ExperimentsPage)
        page.choose(identity)

    async def _play(self, record: "Record") -> None:
        from coach_tui.tui.session.page import SessionPage

        page = await turn_to(self.app, "session")
        assert isinstance(page, SessionPage)
        if record.kind == "exercise":
            await page.do_exercise(record)
        else:
            await page.answer_private(record)

    def action_done(self) -> None:
        """Mark the selected action as done."""
        identity = self.query_one("#needs", Rows).selected.partition(":")[2]
        record = self.reader.get(identity)
        if record is not None and record.kind == "action":
            from coach_tui.guide import writing

            engagement, done = self.engagement, {"status": "done"}
            self.run_worker(self.desk.keep(lambda: writing.edit(engagement, identity, done)))
        else:
            words = "Only an action is marked as done here; the rest opens with enter."
            self.desk.say(words)

    def action_decline(self) -> None:
        """Decline the selected exercise; asks for a reason."""
        from coach_tui.guide.session.exercises import decline
        from coach_tui.tui.dialogs.ask import AskScreen

        record = self.reader.get(self.query_one("#needs", Rows).selected.partition(":")[2])
        if record is None or record.kind != "exercise":
            self.desk.say("Only an exercise is declined.")
            return
        exercise, name = record, self.engagement.name_of(record.author)

        def no(reason: str) -> str:
            decline(self.engagement, exercise, reason)
            return reason

        def said(reason: str | None) -> None:
            if reason:
                self.run_worker(self.desk.keep(lambda: decline(self.engagement, exercise, reason)))

        under = f"A word about why; {name} sees it. Beginning it later takes the no back."
        self.app.push_screen(AskScreen(f"Decline: {_words(record)}", under, "why not", no), said)

    def action_prepare(self) -> None:
        """Write down what to bring to the next meeting, and send it."""
        from coach_tui.tui.session.preparing import prepare_next

        self.run_worker(prepare_next(self))

    def action_meet(self) -> None:
        """Move the next date or call it off."""
        from coach_tui.tui.session.preparing import MoveScreen

        self.app.push_screen(MoveScreen())

    def action_new(self) -> None:
        """Make a new record outside a session."""
        from coach_tui.tui.dialogs.capture import CaptureScreen

        self.app.push_screen(CaptureScreen())
