"""The last page of a session: what was agreed is read back and corrected, then sent as one page."""

from typing import TYPE_CHECKING

from textual.app import ComposeResult

from coach_tui.decks.text import plain
from coach_tui.guide.blind import blind_statuses
from coach_tui.guide.session import closing, meeting, reading, sending
from coach_tui.guide.session.agreed import (
    TAKE_AWAY,
    abandoned,
    agreed_in,
    owner,
    take_away,
    taken_away,
)
from coach_tui.guide.session.asking import mix
from coach_tui.guide.session.opening import has_opening
from coach_tui.guide.session.summary import private_beside, summary
from coach_tui.records.dates import short
from coach_tui.records.experiment import lacking
from coach_tui.records.kinds import known
from coach_tui.records.refusal import Refused
from coach_tui.tui.commands import bindings
from coach_tui.tui.dialogs.form import FormScreen
from coach_tui.tui.dialogs.line import LineScreen
from coach_tui.tui.record import audience_words, words_of
from coach_tui.tui.session.frame import SittingPage
from coach_tui.tui.session.summary import SummaryScreen, page_rows
from coach_tui.tui.widgets.bars import Head
from coach_tui.tui.widgets.rows import Row, Rows
from coach_tui.tui.widgets.words import KEY, MUTED, SECTION, WARNING, join, styled

if TYPE_CHECKING:
    from coach_tui.engagement import Plan
    from coach_tui.records.state import Record

CHANGED = {
    "action": ("text", "owner", "due"),
    "exercise": ("note", "due"),
    "question": ("text", "finds", "status"),
}
"""The fields that are changed here, by kind."""
NARROW = 60
"""Columns of the terminal below which names and days stand under the words."""
WIDE = 120
"""Columns of the terminal from which the page itself stands at the right."""


class ClosingPage(SittingPage):
    """What we agreed, with owner and day, the next date, and one line that each takes away."""

    PAGE = "closing"
    STAGE = "What we agreed"
    BINDINGS = bindings("closing")
    DECIDING = frozenset({"s", "escape"})

    def body(self) -> ComposeResult:
        """The list."""
        yield Rows(id="closing")

    def aside(self) -> ComposeResult:
        """The page that is sent."""
        rows = Rows(id="page")
        rows.can_focus = False
        yield rows

    @property
    def _session(self) -> "Record":
        return self.sitting.record

    @property
    def _shared(self) -> bool:
        """Whether there is a page that others read: of a session that they took part in."""
        return self._met and not self._session.private

    @property
    def _met(self) -> bool:
        """Whether others take part: a deck that somebody plays alone has no next date."""
        return has_opening(self.sitting.deck, self._session)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A private session has no page to send; the contract is offered where it is made."""
        if self.desk.opened is not None:
            if action in ("send", "page_shown") and not self._shared:
                return False
            if action == "contract" and not closing.clauses(self.sitting):
                return False
        return super().check_action(action, parameters)

    # -- drawing -------------------------------------------------------------------------------

    def draw(self) -> None:
        """Draw everything from the current state."""
        hint = styled("read it aloud, change what is wrong", MUTED)
        narrow = self.app.size.width < NARROW
        title = styled("What we agreed", "bold")
        self.query_one("#head", Head).say(title, None if narrow else hint)
        rows = self._agreed() + self._parked() + self._taken() + self._next()
        rows += self._open() + self._send()
        self.query_one("#closing", Rows).show(rows)
        wide = self.app.size.width >= WIDE and self._shared
        self.query_one("#page", Rows).show(self._page() if wide else [])
        self.stages(first=False)

    def _agreed(self) -> list[Row]:
        found = agreed_in(self.reader, self._session)
        roomy = self.app.size.width >= NARROW
        head = Row("Taken on", tone=SECTION, right="who · by when" if roomy else "", gap=1)
        rows = [head, *(self._agreed_row(r, roomy) for r in found)]
        if not found:
            rows.append(Row("Nothing was agreed in this session. n writes something down.", gap=1))
        for record in abandoned(self.reader, self._session):
            lacks = ", ".join(lacking(record.fields))
            rows.append(
                Row(
                    words_of(record),
                    id=f"card:{record.id}",
                    glyph=known(record.kind).glyph,
                    lines=(styled(f"Its card has no end yet. Missing: {lacks}.", "$text-warning"),),
                    gap=1,
                    most=2,
                )
            )
        return rows

    def _agreed_row(self, record: "Record", roomy: bool) -> Row:
        asked = record.kind == "question"
        who, due = owner(self.engagement, record), record.text("due")
        if who == self.engagement.name_of(self.reader.me.member):
            who = "you"
        by = short(due) if due else str(record.get("status", "open")) if asked else ""
        words = " · ".join([who or ("" if asked else "who?"), by or "when?"]).strip(" ·")
        tone = MUTED if (who or asked) and by else WARNING
        return Row(
            words_of(record),
            id=f"agreed:{record.id}",
            glyph=known(record.kind).glyph,
            right=words if roomy else "",
            right_tone=tone,
            lines=() if roomy else (styled(words, tone),),
            most=3,
        )

    def _parked(self) -> list[Row]:
        parked = reading.parked(self.sitting)
        rows = [Row("Parked", tone=SECTION, gap=self._air)] if parked else []
        return rows + [
            Row(plain(s.prompt.text), id=f"parked:{s.prompt.id}", glyph="+", gap=1) for s in parked
        ]

    def _taken(self) -> list[Row]:
        found = taken_away(self.reader, self._session)
        rows = [Row("One line to take away", tone=SECTION, right="one each", gap=self._air)]
        me = self.reader.me.member
        for member in sorted(self.engagement.members, key=lambda m: (m == me, m)):
            if not self._met and member != me:
                continue
            name = "you" if member == me else self.engagement.name_of(member)
            record = found.get(member)
            words = styled(record.text("text")) if record else styled("nothing yet", MUTED)
            lead = styled(f"{name}  ", MUTED)
            rows.append(Row(words=join(lead, words), id=f"line:{member}", gap=1, most=4))
        return rows

    def _next(self) -> list[Row]:
        if not self._met:
            return []
        found = meeting.next_meeting(self.reader)
        head = Row("Next session", tone=SECTION, gap=self._air)
        if found is None or not found.day:
            off = found is not None
            words = "It was called off; no date yet." if off else "No date yet."
            return [head, Row(words, id="next:", glyph="S", tone="$text-warning", gap=1)]
        return [head, Row(found.words, id="next:", glyph="S", gap=1)]

    def _open(self) -> list[Row]:
        """What is still open: private questions elsewhere, clauses, check-outs; and the counts."""
        sitting = self.sitting
        rows: list[Row] = []
        said = []
        if left := closing.not_asked(sitting):
            said.append("1 question was not asked." if left == 1 else f"{left} questions were not "
                        "asked.")  # fmt: skip
        for member, count in closing.elsewhere(sitting).items():
            what = "1 question waits" if count == 1 else f"{count} questions wait"
            name = self.engagement.name_of(member)
            said.append(f"{name} could not be asked here: {what} on their own device.")
        if clauses := closing.clauses(sitting):
            what = "One sentence" if clauses == 1 else f"{clauses} sentences"
            said.append(f"{what} for the contract: v opens it with them.")
        rows += [
            Row(words, tone=MUTED, gap=self._air if not n else 0) for n, words in enumerate(said)
        ]
        if self._shared:
            rows.append(self._check())
        if self.reader.me.role == "coach":
            rows.append(Row(mix(self.reader, self._session).words, tone=MUTED, gap=1))
        return rows

    def _check(self) -> Row:
        """The status of this session's check-outs, with the key that gives one (row C2 of
        docs/method.md).
        """
        found = blind_statuses(self.reader, self._session.id)
        mine = found.pop(self.reader.me.member)
        name_of = self.engagement.name_of
        others = [f"{name_of(m)}: {s.words}" for m, s in found.items() if s.state != "none"]
        if mine.state == "none":
            how = "Five short items on this session, each on your own device: %"
            return Row(" · ".join([how, *others]), glyph="%", gap=1)
        words = f"Your check-out: {mine.words}"
        return Row(" · ".join([words, *others]), glyph="%", tone=MUTED, gap=1)

    def _send(self) -> list[Row]:
        if not self._shared:
            alone = "This was played alone, so there is no page to send."
            words = "Only on this device, so there is no page to send."
            words = words if self._session.private else alone
            keys = join(styled("escape", KEY), styled(" close the session"))
            return [Row(words, tone=MUTED, gap=self._air), Row(words=keys, gap=1)]
        who = self.reader.who.others
        keys = join(
            styled("s", KEY), styled(" send     "), styled("escape", KEY), styled(" not now")
        )
        where = "It stands at the right." if self.app.size.width >= WIDE else "a shows it."
        under = Row(f"One page that you {self.reader.who.all} keep. {where}", tone=MUTED, gap=1)
        asked = Row(f"Send the summary to {who}?", tone="bold", gap=self._air)
        return [asked, under, Row(words=keys, gap=1)]

    def _page(self) -> list[Row]:
        page = summary(self.engagement, self._session)
        rows = [Row(f"The page you {self.reader.who.all} keep", tone=SECTION), *page_rows(page)]
        if count := private_beside(self.reader, self._session):
            what = "1 private record" if count == 1 else f"{count} private records"
            rows.append(Row(f"left out: {what}", tone=MUTED, gap=self._air))
        return rows

    # -- changing ------------------------------------------------------------------------------

    def on_rows_picked(self, event: Rows.Picked) -> None:
        """Change the selected row."""
        event.stop()
        what, _, identity = event.id.partition(":")
        record = self.reader.get(identity)
        if what == "next":
            self._ask_date()
        elif what == "line":
            self._ask_line(identity)
        elif what == "parked":
            self.out(f"step:{identity}")
        elif record is not None and what == "agreed":
            only = CHANGED[record.kind]
            self.app.push_screen(FormScreen(record.kind, record.id, only=only))
        elif record is not None:
            self.app.push_screen(FormScreen(record.kind, record.id))

    def action_change(self) -> None:
        """Change what is selected."""
        self.query_one("#closing", Rows).pick()

    def action_new(self) -> None:
        """Write down something else that was agreed."""
        session = self._session
        audience = "private" if session.private else ""
        self.app.push_screen(
            FormScreen(
                "action",
                only=CHANGED["action"],
                session=session.id,
                issue=self.sitting.issue,
                audience=audience,
            )
        )

    def _ask_line(self, member: str) -> None:
        engagement, session = self.engagement, self._session
        found = taken_away(self.reader, session).get(member)
        mine = member == self.reader.me.member
        asked = TAKE_AWAY if mine else f"What does {engagement.name_of(member)} take away?"
        sees = audience_words(engagement, session.audience)
        self.app.push_screen(
            LineScreen(
                asked,
                "In one line.",
                f"line:{session.id}:{member}",
                lambda words: take_away(engagement, session, member, words),
                found.text("text") if found else "",
                (known("insight").glyph, "to take away", sees),
            )
        )

    def _ask_date(self) -> None:
        from coach_tui.tui.dialogs.ask import AskScreen

        engagement, session = self.engagement, self._session
        found = meeting.next_meeting(self.reader)
        before = f"{found.day} {found.time}".strip() if found else ""

        def read(text: str) -> str:
            meeting.set_date(engagement, session, text)
            return text

        def given(text: str | None) -> None:
            if text is not None:
                plan = lambda: meeting.set_date(engagement, session, text)  # noqa: E731
                self.run_worker(self.desk.keep(plan))

        under = "A day, with an hour or without: tue 10:00, 21 Oct, +14. Empty: no date."
        dialog = AskScreen("When do you meet again?", under, "the next date", read, before)
        self.app.push_screen(dialog, given)

    def action_check(self) -> None:
        """Give a blind check-out for this session."""
        from coach_tui.tui.dialogs.blind import offer

        self.run_worker(offer(self.desk, self._session.id))

    def action_page_shown(self) -> None:
        """Show the page that will be sent."""
        self.app.push_screen(SummaryScreen(self._session))

    async def action_contract(self) -> None:
        """Open the contract, with the sentences agreed in this session."""
        await self.app.run_action("app.contract")

    # -- closing -------------------------------------------------------------------------------

    async def action_send(self) -> None:
        """Close the session and send its page."""
        await self._end(send=True)

    async def action_not_now(self) -> None:
        """Close the session without sending its page; it can be sent later."""
        await self._end(send=False)

    async def _end(self, *, send: bool) -> None:
        sitting, engagement = self.sitting, self.engagement

        def plans() -> "list[Plan]":
            sitting.refresh()
            if send and closing.empty(sitting):
                raise Refused("Nothing was written in this session, so there is nothing to send.")
            found = [] if sitting.ended else closing.end(sitting)
            return [*found, *(sending.send(engagement, sitting.record) if send else [])]

        if await self.desk.keep(plans) is None:
            return
        if send:
            who = self.reader.who
            self.desk.say(f"Sent. {who.named('reads', 'read')} it when it arrives.")
        self.out("ended")

    def action_back(self) -> None:
        """Go back to the last question."""
        self.out("back")
