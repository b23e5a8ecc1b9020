"""Today: what needs this person, what was agreed, what the other wrote, when they meet again."""

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.widgets import Static

from coach_tui.tui.commands import bindings
from coach_tui.tui.screens.page import Page
from coach_tui.tui.widgets.rows import Row, Rows
from coach_tui.tui.widgets.words import MUTED, fill, styled

if TYPE_CHECKING:
    from coach_tui.guide.today import Need, Today
    from coach_tui.records.state import Record

NEWS = 5


class TodayPage(Page):
    """The first page of both roles."""

    PAGE = "today"
    BINDINGS = bindings("today")

    def body(self) -> ComposeResult:
        """One list: due, agreed, next session."""
        yield Rows(states=True, id="needs")

    def aside(self) -> ComposeResult:
        """News of the other, and the issue."""
        yield Rows(id="news")

    def draw(self) -> None:
        """Everything again from the state."""
        from coach_tui.guide.today import today
        from coach_tui.tui.widgets.dates import long

        now = today(self.engagement)
        late = sum(1 for n in now.needs if n.due and n.due <= now.day)
        words = f"{len(now.needs)} need you" if len(now.needs) != 1 else "1 needs you"
        head = self.query_one("#head", Static)
        width = head.size.width or 60
        right = words if now.needs else "nothing is due"
        head.update(fill(styled(long(now.day), "bold"), styled(right, MUTED), width))
        self.rail_counts(now, late)
        self.query_one("#needs", Rows).show(self._main(now))
        self.query_one("#news", Rows).show(self._side(now))

    def rail_counts(self, now: "Today", late: int) -> None:
        """The number at Today's name."""
        from coach_tui.tui.widgets.bars import Rail

        for rail in self.query(Rail):
            rail.counts = {"today": len(now.needs)}

    def _main(self, now: "Today") -> list[Row]:
        rows = [Row("Due", tone="bold $foreground 70%", right="when" if now.needs else "")]
        if not now.needs:
            rows.append(Row("Nothing is due.", tone=MUTED, gap=1))
        rows += [self._need(n, now.day) for n in now.needs]
        if now.agreed:
            rows += self._agreed(now)
        from coach_tui.tui.widgets.dates import short

        if now.next_session:
            after = f"after {now.next_after}" if now.next_after else ""
            rows.append(Row("Next session", tone="bold $foreground 70%", gap=2))
            rows.append(Row("With each other", glyph="S", right=short(now.next_session), under=after, gap=1))
        return rows

    def _need(self, need: "Need", day: str) -> Row:
        from coach_tui.records.kinds import known
        from coach_tui.tui.widgets.dates import due

        right = due(need.due, day)
        near = bool(need.due) and need.due <= day
        private = need.record.kind == "answer"
        return Row(
            need.text,
            id=f"need:{need.record.id}",
            glyph="x" if private else known(need.record.kind).glyph,
            state="/" if private else "",
            right=right,
            right_tone="bold $text-warning" if near else MUTED,
            under=need.why,
            gap=1,
        )

    def _agreed(self, now: "Today") -> list[Row]:
        from coach_tui.records.kinds import known
        from coach_tui.tui.widgets.dates import at, short

        on = short(f"{at(now.agreed_at):%Y-%m-%d}")
        rows = [Row("What we agreed", tone="bold $foreground 70%", right=on, gap=2), Row()]
        for record in now.agreed:
            status = str(record.get("status", "open"))
            done = status in ("done", "answered")
            right = status if done or record.kind == "question" else short(record.text("due"))
            rows.append(
                Row(
                    _title(record),
                    id=f"show:{record.id}",
                    glyph=known(record.kind).glyph,
                    state="✓" if done else "",
                    right=right,
                    tone=MUTED if done else "$foreground",
                )
            )
        return rows

    def _side(self, now: "Today") -> list[Row]:
        from coach_tui.records.kinds import known
        from coach_tui.tui.widgets.dates import when

        wall = self.engagement.wall()
        rows = []
        if others := self.engagement.others:
            name = self.engagement.name_of(others[0].member)
            rows.append(Row(f"From {name}", tone="bold $foreground 70%"))
            if not now.news:
                rows.append(Row(f"No word from {name} yet.", tone=MUTED, gap=1))
        for record in now.news[:NEWS]:
            rows.append(
                Row(
                    _title(record),
                    id=f"show:{record.id}",
                    glyph=known(record.kind).glyph,
                    under=when(record.changed, wall),
                    gap=1,
                )
            )
        if now.issue:
            rows.append(Row("The issue", tone="bold $foreground 70%", gap=2))
            rows.append(
                Row(_title(now.issue), id=f"show:{now.issue.id}", glyph="I", gap=1)
            )
        return rows

    def on_rows_picked(self, event: Rows.Picked) -> None:
        """Open an exercise in the player; anything else with its history."""
        what, _, identity = event.id.partition(":")
        record = self.engagement.state.records.get(identity)
        if record is None:
            return
        if what == "need" and record.kind in ("exercise", "answer"):
            self.run_worker(self._play(record))
            return
        from coach_tui.tui.screens.dialogs import RecordScreen

        self.app.push_screen(RecordScreen(identity))

    async def _play(self, record: "Record") -> None:
        from coach_tui.tui.screens.session import SessionPage

        self.app.switch_mode("session")
        page = await self.coach.page_shown("session")
        assert isinstance(page, SessionPage)
        if record.kind == "exercise":
            await page.do_exercise(record)
        else:
            await page.answer_private(record)

    def action_done(self) -> None:
        """Mark the selected action as done."""
        what, _, identity = self.query_one("#needs", Rows).selected.partition(":")
        record = self.engagement.state.records.get(identity)
        if record is not None and record.kind == "action":
            plan = self.engagement.plan_edit(identity, {"status": "done"})
            self.run_worker(self.coach.keep(plan))

    def action_new(self) -> None:
        """Write down something that belongs to no session."""
        from coach_tui.tui.screens.dialogs import CaptureScreen

        self.app.push_screen(CaptureScreen())


def _title(record: "Record") -> str:
    from coach_tui.guide.today import title_of

    return title_of(record)


