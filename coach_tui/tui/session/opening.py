"""The first page of a session: what was promised, what is due, what came in, what was prepared."""

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content

from coach_tui.guide.session import closing
from coach_tui.guide.session.agreed import owner
from coach_tui.guide.session.exercises import replies_in
from coach_tui.guide.session.opening import (
    DONE,
    DROPPED,
    HOW,
    NOT_YET,
    Due,
    Opening,
    Promise,
    line_of,
    opening,
    report,
)
from coach_tui.guide.session.preparing import PROMPTS
from coach_tui.guide.session.steps import has_core, minutes_for
from coach_tui.guide.timing import began_at, ended_on
from coach_tui.records.dates import age, day_of, due, short, when
from coach_tui.records.kinds import known
from coach_tui.tui.commands import bindings, place
from coach_tui.tui.dialogs.line import LineScreen
from coach_tui.tui.record import audience_words, words_of
from coach_tui.tui.session.frame import SittingPage
from coach_tui.tui.widgets.bars import Head
from coach_tui.tui.widgets.rows import Row, Rows
from coach_tui.tui.widgets.words import KEY, MUTED, SECTION, WARNING, join, paragraph, styled

if TYPE_CHECKING:
    from coach_tui.records.state import Record

WORDS = {
    "question": {"": "still open", DONE: "answered", NOT_YET: "still open", DROPPED: "dropped"}
}
"""What the three answers are called for kinds with words of their own."""
STATES = {DONE: "✓", DROPPED: "–"}
WIDE = 120
"""Columns of the terminal from which what was prepared stands at the right."""


class OpeningPage(SittingPage):
    """What was promised last time, each with *done*, *not yet* or *dropped*."""

    PAGE = "opening"
    STAGE = "Last time"
    BINDINGS = bindings("opening")
    DECIDING = frozenset({"1", "2", "3"})

    def body(self) -> ComposeResult:
        """The list of promises and of everything else that came up since."""
        yield Rows(id="promised", states=True)

    def aside(self) -> ComposeResult:
        """What was prepared."""
        rows = Rows(id="prepared")
        rows.can_focus = False
        yield rows

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The short form is offered only where the deck has one."""
        if action == "form" and not has_core(self.sitting.steps):
            return False
        return super().check_action(action, parameters)

    # -- drawing -------------------------------------------------------------------------------

    def draw(self) -> None:
        """Draw everything from the current state."""
        found = opening(self.reader, self.sitting.record)
        self.query_one("#head", Head).say(styled("Since we last met", "bold"), self._last(found))
        wide = self.app.size.width >= WIDE
        rows = [] if wide else self._prepared_short(found)
        rows += self._promised(found) + self._due(found) + self._came(found)
        self.query_one("#promised", Rows).show([*rows, *self._following()])
        self.query_one("#prepared", Rows).show(self._prepared(found) if wide else [])
        self.stages(first=True)

    def _last(self, found: Opening) -> Content:
        if found.last is None:
            return Content("")
        day = found.last.text("day") or day_of(began_at(found.last))
        ago = _ago(day, self.reader.day)
        return styled(ago if self.app.size.width < 60 else f"{short(day)} · {ago}", MUTED)

    def _promised(self, found: Opening) -> list[Row]:
        if not found.promised:
            first = " This is the first time." if found.last is None else ""
            rows = [Row(f"Nothing was promised.{first}", gap=1)]
        else:
            head = Row("What was promised", tone=SECTION, right="how it went", gap=1)
            rows = [head, *(self._promise(p) for p in found.promised)]
        if found.more:
            words = f"{found.more} older questions are open: {place('thread')} has them."
            one = f"One older question is open: {place('thread')} has it."
            rows.append(Row(one if found.more == 1 else words, tone=MUTED, gap=1))
        return rows

    def _promise(self, promise: Promise) -> Row:
        record, how = promise.record, promise.how
        here = self.query_one("#promised", Rows).selected == f"promise:{record.id}"
        words = _words(record, how)
        said = line_of(record)
        lines = [styled(said)] if said else []
        brief = bool(how and said) or (record.kind == "question" and not here)
        if here:
            lines.append(_choices(record, how))
        return Row(
            words_of(record),
            id=f"promise:{record.id}",
            glyph=known(record.kind).glyph,
            state=STATES.get(how, " "),
            right=words,
            right_tone=WARNING if here and not how else MUTED,
            tone=MUTED if how == DROPPED else "$foreground",
            under="" if brief else self._taken_on(record),
            lines=tuple(lines),
            gap=1,
            most=3,
        )

    def _taken_on(self, record: "Record") -> str:
        who = owner(self.engagement, record)
        due_day = record.text("due")
        by = f"for {short(due_day)}" if due_day else ""
        if record.kind == "question":
            return f"asked on {short(day_of(record.created))}"
        name = "you" if who == self.engagement.name_of(self.reader.me.member) else who
        took = f"{name} took this on" if name else ""
        return ", ".join(one for one in (took, by) if one)

    def _due(self, found: Opening) -> list[Row]:
        if not found.due:
            return []
        head = Row("To look back at", tone=SECTION, right="when", gap=self._air)
        return [head, *(self._due_row(d) for d in found.due)]

    def _due_row(self, one: Due) -> Row:
        day = due(one.day, self.reader.day) if one.day else "paused"
        expected = f"you expected: {one.words}" if one.day and one.words else one.words
        return Row(
            words_of(one.record),
            id=f"due:{one.record.id}",
            glyph=known(one.record.kind).glyph,
            right=day,
            right_tone=WARNING,
            under=expected,
            gap=1,
            most=2,
        )

    def _came(self, found: Opening) -> list[Row]:
        if not found.came:
            return []
        rows = [Row("Came in", tone=SECTION, gap=self._air)]
        for session in found.came:
            count = len(replies_in(self.reader, session))
            replies = "1 reply" if count == 1 else f"{count} replies"
            name = self.engagement.name_of(session.author)
            rows.append(
                Row(
                    words_of(session),
                    id=f"came:{session.id}",
                    glyph="x",
                    right=short(ended_on(session)),
                    under=f"done by {name}, {replies}",
                    gap=1,
                    most=2,
                )
            )
        return rows

    def _prepared(self, found: Opening) -> list[Row]:
        rows: list[Row] = []
        for record in found.prepared:
            name = self.engagement.name_of(record.author)
            since = age(record.changed, self.engagement.wall())
            rows.append(Row(f"What {name} prepared", tone=SECTION, gap=2 if rows else 0))
            rows.append(Row(since, tone=MUTED))
            for field, asked in PROMPTS.items():
                if record.text(field):
                    rows.append(Row(asked, tone=MUTED, gap=1))
                    rows.append(Row(words=paragraph(record.text(field))))
        return rows

    def _prepared_short(self, found: Opening) -> list[Row]:
        rows: list[Row] = []
        for record in found.prepared:
            name = self.engagement.name_of(record.author)
            said = [record.text(f) for f in PROMPTS if record.text(f)]
            since = when(record.changed, self.engagement.wall())
            rows.append(Row(f"What {name} prepared", tone=SECTION, right=since, gap=1))
            words = " · ".join(said)
            rows.append(Row(words, id=f"prepared:{record.id}", glyph="^", gap=1, most=3))
        return rows

    def _following(self) -> list[Row]:
        sitting = self.sitting
        minutes, core = closing.minutes(sitting), has_core(sitting.steps)
        length = f"{minutes} min" if minutes else ""
        shape = [one for one in (sitting.form if core else "", length) if one]
        short_form = f"core, {minutes_for(sitting.steps)} min"
        other = short_form if sitting.form == "whole" else "the whole deck"
        line = (join(styled("f", KEY), styled(f"  {other}", MUTED)),) if core else ()
        title = join(styled("Then  ", MUTED), styled(sitting.record.text("text")))
        right = ", ".join(shape)
        return [Row(words=title, right=right, right_tone="$foreground", lines=line, gap=self._air)]

    # -- what is said --------------------------------------------------------------------------

    def on_rows_moved(self) -> None:
        """Draw again: the three answers stand below the selected promise."""
        if self.ready:
            self.draw()

    def on_rows_picked(self) -> None:
        """A second click on a row opens it."""
        self.action_open_it()

    @property
    def _selected(self) -> "tuple[str, Record | None]":
        what, _, identity = self.query_one("#promised", Rows).selected.partition(":")
        return what, self.reader.get(identity)

    def action_open(self) -> None:
        """Go on to the first question."""
        self.out("on")

    def action_how(self, number: int) -> None:
        """Say how the selected promise went: done, not yet, dropped."""
        what, record = self._selected
        if record is None or what != "promise":
            self.desk.say("Select what was promised; 1 to 3 say how it went.")
            return
        how = HOW[number]
        if how == DROPPED and record.kind == "exercise" and not record.text("reason"):
            self._ask_line(record, how, "A word about why it is dropped.")
            return
        self.run_worker(self._said(record, how), exclusive=True, group="said")

    async def _said(self, record: "Record", how: str) -> None:
        engagement, session = self.engagement, self.sitting.record
        if await self.desk.keep(lambda: report(engagement, session, record, how)) is None:
            return
        if how == NOT_YET and record.kind != "question":
            self._ask_day(record)

    def _ask_day(self, record: "Record") -> None:
        engagement, session = self.engagement, self.sitting.record

        def plan(text: str) -> str:
            report(engagement, session, record, day=text)
            return text

        def given(text: str | None) -> None:
            if text and text.strip():
                self.run_worker(
                    self.desk.keep(lambda: report(engagement, session, record, day=text))
                )

        from coach_tui.tui.dialogs.ask import AskScreen

        under = "friday, +7, 14 Oct. Empty: the day stays as it is."
        self.app.push_screen(
            AskScreen(f"By when now? {words_of(record)}", under, "by when", plan), given
        )

    def action_line(self) -> None:
        """Add a line on what became of the selected promise."""
        what, record = self._selected
        if record is not None and what == "promise":
            self._ask_line(record, "", "In a line: what came of it, or why not.")

    def _ask_line(self, record: "Record", how: str, under: str) -> None:
        engagement, session = self.engagement, self.sitting.record
        sees = audience_words(engagement, record.audience)
        self.app.push_screen(
            LineScreen(
                words_of(record),
                under,
                f"opening:{session.id}:{record.id}:{how}",
                lambda words: report(engagement, session, record, how, words),
                line_of(record),
                (known(record.kind).glyph, "what became of it", sees),
            )
        )

    def action_open_it(self) -> None:
        """Open the selected row: a record, or the replies that came in."""
        from coach_tui.tui.dialogs.record import RecordScreen
        from coach_tui.tui.session.since import SinceScreen

        what, record = self._selected
        if record is None:
            return
        if what == "came":
            self.app.push_screen(SinceScreen(self.sitting.record))
        else:
            self.app.push_screen(RecordScreen(record.id))

    async def action_form(self) -> None:
        """Change between the whole deck and its core."""
        from coach_tui.guide import writing

        engagement, session = self.engagement, self.sitting.session
        said = {"form": "whole" if self.sitting.form == "core" else "core"}
        await self.desk.keep(lambda: writing.edit(engagement, session, said))


def _words(record: "Record", how: str) -> str:
    own = WORDS.get(record.kind, {})
    if not how and record.kind != "question":
        return "not said"
    return own.get(how, how)


def _choices(record: "Record", how: str) -> Content:
    """The three answers with their keys, the chosen one filled."""
    parts = []
    for number, one in enumerate(HOW, 1):
        mark = "●" if one == how else "○"
        name = WORDS.get(record.kind, {}).get(one, one)
        parts.append(join(styled(f"{mark} ", MUTED), styled(str(number), KEY), styled(f" {name}")))
    return Content("    ").join(parts)


def _ago(day: str, today: str) -> str:
    from datetime import date

    days = (date.fromisoformat(today) - date.fromisoformat(day)).days
    return {0: "today", 1: "yesterday"}.get(days, f"{days} days ago")
