"""The Thread page: the tree of one issue's records, and commands on the issue."""

from typing import Any

from textual import work
from textual.app import ComposeResult

from coach_tui.guide.day.today import title_of
from coach_tui.guide.issue.overview import tags
from coach_tui.guide.issue.similar import Elsewhere, alike_elsewhere, issues_elsewhere
from coach_tui.guide.issue.thread import Thread, came_from, issues, led_to, thread
from coach_tui.guide.issue.tree import RANK, TYPED
from coach_tui.records.dates import day_of, short
from coach_tui.records.kinds import KINDS, known
from coach_tui.records.state import Record
from coach_tui.tui.commands import COMMANDS, bindings, own_bindings, place
from coach_tui.tui.issue.overview import Others, brief_words, gate_rows, issue_rows
from coach_tui.tui.issue.small_chart import glimpse_rows
from coach_tui.tui.issue.tree import ChainRows, beside_rows, chain_rows, kind_rows
from coach_tui.tui.page import Page
from coach_tui.tui.record import record_rows
from coach_tui.tui.widgets.bars import Head
from coach_tui.tui.widgets.rows import Row, Rows
from coach_tui.tui.widgets.words import MUTED, SECTION, styled

WIDE = 120
"""Columns of the terminal from which the aside is shown."""
ROOMY = 32
"""Lines of the terminal from which entries are drawn in full, with space between."""


OF_ISSUES = frozenset(c.id for c in COMMANDS if c.page == "thread") - {"contract"}
"""Actions that need an issue."""


class ThreadPage(Page):
    """The tree in the main column; beside it the selected record, or statistics on the issue."""

    PAGE = "thread"
    BINDINGS = [*own_bindings("issueless"), *bindings("thread")]

    def __init__(self) -> None:
        super().__init__()
        self._issue = ""
        self._kind = ""
        self._found: Thread | None = None
        self._elsewhere: list[Elsewhere] | None = None
        """The issues of the other engagements; None until they are asked for."""

    def body(self) -> ComposeResult:
        """The list with the tree."""
        yield ChainRows(id="chain", steady=True)

    def aside(self) -> ComposeResult:
        """The list with the details."""
        yield Rows(id="about")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Without an issue, allow only actions that need none."""
        if action == "new_issue":
            allowed = self._found is None
        else:
            allowed = self._found is not None or action not in OF_ISSUES
        return allowed and super().check_action(action, parameters)

    @property
    def _rows(self) -> ChainRows:
        return self.query_one("#chain", ChainRows)

    @property
    def _selected(self) -> Record | None:
        return self.reader.get(self._rows.selected)

    @property
    def _wide(self) -> bool:
        """Whether the aside is shown."""
        return self.app.size.width >= WIDE

    # -- drawing -------------------------------------------------------------------------------

    def on_resize(self) -> None:
        """Draw again: the space for entries and for the aside depends on the size."""
        if self.ready:
            self.draw()

    def draw(self) -> None:
        """Draw the issue shown before, else the first one."""
        every = issues(self.reader)
        issue = next((i for i in every if i.id == self._issue), every[0] if every else None)
        if issue is None:
            self._found = None
            self._draw_nothing()
            self.refresh_frame()
            return
        if issue.id != self._issue:
            self._issue, self._kind = issue.id, ""
        found = self._found = thread(self.reader, issue)
        if self._elsewhere is None and tags(issue) and not self.reader.together:
            self._elsewhere = []
            self._look_elsewhere()
        if self._kind not in found.kinds():
            self._kind = ""
        status = issue.text("status")
        since = f"{status} · " if status in ("parked", "closed") else ""
        since += f"since {short(day_of(issue.created))}"
        which = f"{every.index(issue) + 1} of {len(every)} · " if len(every) > 1 else ""
        self.query_one("#head", Head).say(
            styled(title_of(issue), "bold"), styled(which + since, MUTED)
        )
        self.refresh_frame()
        self._rows.show([*gate_rows(self.reader, issue), *self._body(found)])
        self._draw_about()

    def _draw_nothing(self) -> None:
        self.query_one("#head", Head).say(styled("Thread", "bold"))
        words = (
            "There is no issue yet. n writes one down; the deck “Issue brief” on "
            f"{place('decks')} puts it on half a page."
        )
        self._rows.show([Row(words, tone=MUTED)])
        self.query_one("#about", Rows).show([])

    def _body(self, found: Thread) -> list[Row]:
        if self._kind:
            records = found.of_kind(self._kind)
            head = Row(known(self._kind).plural, tone=SECTION, right=str(len(records)))
            return [head, *kind_rows(self.reader, records, self._kind)]
        more = [] if self._wide else brief_words(self.reader, found, self._others(found))
        rows = chain_rows(self.reader, found, self.app.size.height >= ROOMY, more, self.desk.plain)
        if len(found.links) == 1:
            words = "Nothing hangs on it yet. n adds a question, or whatever is there first."
            rows.append(Row(words, tone=MUTED, gap=1))
        return rows + beside_rows(found.beside)

    # -- the aside -----------------------------------------------------------------------------

    def on_rows_moved(self, event: Rows.Moved) -> None:
        """Show the newly selected record in the aside."""
        if event.rows.id == "chain" and self.ready:
            self._draw_about()
            if event.id in event.rows.ids[:1]:
                # The rows above the tree cannot be selected; scroll to them with its first entry.
                self.call_after_refresh(self._to_the_top)

    def _to_the_top(self) -> None:
        self.call_after_refresh(self.query_one("#main").scroll_home, animate=False)

    def _draw_about(self) -> None:
        record, found = self._selected, self._found
        if not self._wide or found is None:
            return
        rows: list[Row] = []
        if record is not None and record.id != found.issue.id:
            head, words, *rest = record_rows(self.reader, record)
            small = glimpse_rows(self.reader, record, self.desk.plain)
            rows = [head, words, *small, *rest]
            link = found.at(record.id)
            if link is not None and link.by == "time":
                rows.append(Row("Nobody linked it; it stands here by its date.", tone=MUTED, gap=1))
        else:
            others = self._others(found)
            rows = issue_rows(self.reader, found, others, self.desk.plain)
        self.query_one("#about", Rows).show(rows)

    @work
    async def _look_elsewhere(self) -> None:
        """Read the issues of the other engagements on this device, once, on another thread."""
        engagement = self.engagement
        self._elsewhere = await self.desk.beside(
            issues_elsewhere, engagement.home, engagement.ring.sp
        )
        if self.ready:
            self.draw()

    def _others(self, found: Thread) -> Others:
        """Similar issues of other engagements; none while two people look at the screen, because
        they are confidential.
        """
        if self.reader.together:
            return []
        return alike_elsewhere(self._elsewhere or [], found.issue)

    # -- moving --------------------------------------------------------------------------------

    def on_rows_picked(self, event: Rows.Picked) -> None:
        """Open the picked record; an issue picked in the aside becomes the issue of the page."""
        from coach_tui.tui.dialogs.record import RecordScreen

        record = self.reader.get(event.id)
        if record is None:
            return
        if event.rows.id == "about" and record.kind == "issue" and record.id != self._issue:
            self._turn(record.id)
        elif event.rows.id == "about" and record.id in self._rows.ids:
            self._select(record.id)
        else:
            self.app.push_screen(RecordScreen(record.id))

    def _select(self, identity: str) -> None:
        link = self._found.at(identity) if self._found else None
        there = identity if identity in self._rows.ids or not link else link.record.id
        if there in self._rows.ids:
            self._rows.selected = there
            self._rows.focus()

    def _go(self, identity: str, none: str) -> None:
        if identity:
            self._select(identity)
        else:
            self.desk.say(none)

    def _shown(self, records: list[Record]) -> str:
        """The id of the first of some records that is shown on this page; empty when none is."""
        ids = self._rows.ids
        found = (r.id for r in records if r.id in ids or (self._found and self._found.at(r.id)))
        return next(found, "")

    def action_came(self) -> None:
        """Select the record that came of the selected one."""
        if self._found:
            on = self._found.after(self._rows.selected)
            if not on and (record := self._selected):
                on = self._shown(led_to(self.reader, record))
            self._go(on, "Nothing came of it yet.")

    def action_led(self) -> None:
        """Select the record that led to the selected one."""
        if self._found:
            back = self._found.before(self._rows.selected)
            if not back and (record := self._selected):
                back = self._shown(came_from(self.reader, record))
            self._go(back, "It begins here.")

    def _turn(self, identity: str) -> None:
        self._issue, self._kind = identity, ""
        self._rows.selected = identity
        self.draw()

    def _by(self, step: int) -> None:
        every = [i.id for i in issues(self.reader)]
        if len(every) > 1:
            self._turn(every[(every.index(self._issue) + step) % len(every)])
        else:
            self.desk.say("There is no other issue.")

    def action_before(self) -> None:
        """Show the previous issue."""
        self._by(-1)

    def action_after(self) -> None:
        """Show the next issue."""
        self._by(1)

    def action_issue(self) -> None:
        """Choose the issue to show."""
        from coach_tui.tui.dialogs.base import ChooseScreen

        every = issues(self.reader)
        rows = [
            Row(title_of(i), id=i.id, glyph=str(n) if n < 10 else " ", most=2,
                right=str(i.get("status", "open")))
            for n, i in enumerate(every, 1)
        ]  # fmt: skip
        if rows:
            self.app.push_screen(
                ChooseScreen("Which issue?", rows), lambda i: self._turn(i) if i else None
            )

    def action_kinds(self) -> None:
        """Show the next kind of record alone; after the last one, the tree."""
        if self._found is None:
            return
        every = ["", *self._found.kinds()]
        self._kind = every[(every.index(self._kind) + 1) % len(every)]
        self.draw()

    def key_escape(self) -> None:
        """Show the tree again."""
        if self._kind:
            self._kind = ""
            self.draw()

    # -- doing ---------------------------------------------------------------------------------

    def key_enter(self) -> None:
        """Without an issue, say how to write one down."""
        if self.ready and self._found is None:
            self.desk.say("There is no issue yet: n writes one down.")

    def action_new(self) -> None:
        """Make a new record of a chosen kind about the issue."""
        self.run_worker(self._new())

    def action_new_issue(self) -> None:
        """Make the first issue."""
        self.run_worker(self._new())

    async def _new(self) -> None:
        from coach_tui.tui.dialogs.base import ChooseScreen
        from coach_tui.tui.dialogs.form import FormScreen

        kind = "issue"
        if self._found is not None:
            kinds = [*RANK, *(k for k in KINDS if k not in RANK)]
            rows = [
                Row(k, id=k, glyph=KINDS[k].glyph)
                for k in kinds
                if k in KINDS and not KINDS[k].internal and k not in ("contract",)
            ]
            question = "What is to be written down?"
            kind = await self.app.push_screen_wait(ChooseScreen(question, rows[1:] + rows[:1]))
        if kind:
            made = await self.app.push_screen_wait(FormScreen(kind, **self._given(kind)))
            if made:
                self._made(kind, made)

    def _given(self, kind: str) -> dict[str, Any]:
        """Initial fields of a new record: the issue, and a link to the selected record where the
        new kind comes after its kind.
        """
        record = self._selected
        if kind == "issue" or self._found is None:
            return {}
        given: dict[str, Any] = {"issue": self._issue}
        if record is None or record.kind not in RANK or record.id == self._issue:
            return given
        typed = TYPED.get(kind, "")
        if typed and typed == record.kind:
            given[typed] = record.id
        elif RANK.get(kind, 0) > RANK[record.kind] or kind == "question":
            given["links"] = [record.id]
        return given

    def _made(self, kind: str, identity: str) -> None:
        if kind == "issue":
            self._turn(identity)
            return
        self.draw()
        self._select(identity)
        if self._kind not in ("", kind):
            shown = known(self._kind).plural
            words = f"Kept. Only the {shown} are shown; escape shows everything."
            self.desk.say(words, 5)

    def action_gates(self) -> None:
        """Ask the four gates."""
        from coach_tui.tui.issue.gates import ask_gates

        if self._found is not None:
            self.run_worker(ask_gates(self, self._issue))

    def action_map(self) -> None:
        """Show the assumptions by importance and evidence."""
        from coach_tui.tui.issue.map import GridScreen

        if self._found is not None:
            self.app.push_screen(GridScreen(self._issue))

    def action_contract(self) -> None:
        """Show the contract."""
        from coach_tui.tui.people.contract import ContractScreen

        self.app.push_screen(ContractScreen())

    def action_choose(self) -> None:
        """Resolve the conflicts of the selected record."""
        record = self._selected
        if record is None or not record.conflicts:
            several = self.reader.who.several
            words = f"Only what {several} of you changed at once (≠) is chosen between."
            self.desk.say(words)
            return
        from coach_tui.tui.people.conflict import choose_each

        self.run_worker(choose_each(self, record))
