"""The contract of the pair: its text, who has agreed to it, and what differs since (C2-C4, N2)."""

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from coach_tui.guide.contract import (
    FIELDS,
    Agreement,
    agree,
    agreements,
    current,
    digest,
    proposal,
    unsettled,
)
from coach_tui.guide.dates import moment, short
from coach_tui.records.refusal import Refused
from coach_tui.records.state import Record
from coach_tui.tui.commands import place
from coach_tui.tui.screens.dialog import Dialog
from coach_tui.tui.screens.form import FormScreen
from coach_tui.tui.widgets.chain import WARNING
from coach_tui.tui.widgets.record import key_line, label_of
from coach_tui.tui.widgets.rows import Row, Rows
from coach_tui.tui.widgets.words import MUTED, join, paragraph, styled

NONE = (
    "There is no contract yet. e begins one from a text that you change as you like: what you work "
    "on, how often, what stays between you, who may talk to whom, what the sponsor sees, how it "
    "ends."
)


class ContractScreen(Dialog[None]):
    """Read it, change it, agree to it."""

    BINDINGS = [
        Binding("e", "edit", show=False),
        Binding("a", "agree", show=False),
        Binding("j", "step(1)", show=False),
        Binding("k", "step(-1)", show=False),
    ]

    _read = ""
    """The digest of the text that is shown."""

    def content(self) -> ComposeResult:
        """Everything in one list."""
        yield Static(styled("What we agree on", "bold"), classes="title")
        with VerticalScroll(can_focus=False):
            yield Rows(id="contract")
        yield Static("", id="trouble")

    def hints(self) -> Content:
        """Its keys."""
        return key_line(("e", "edit"), ("a", "agree"), ("j k", "scroll"), ("escape", "close"))

    def on_mount(self) -> None:
        """Show it."""
        self._draw()

    def told(self, ids: set[str]) -> None:
        """Show what changed meanwhile."""
        self._draw()

    def _draw(self) -> None:
        contract = current(self.engagement)
        self._read = digest(contract) if contract is not None else ""
        self.query_one("#contract", Rows).show(self._rows(contract))

    def _rows(self, contract: Record | None) -> list[Row]:
        if contract is None or (self.coach.together and contract.audience == "private"):
            return [Row(NONE)]
        rows: list[Row] = []
        for one in agreements(self.engagement, contract):
            rows += _agreement_rows(one)
        if names := unsettled(contract):
            both = ", ".join(label_of("contract", n) for n in names)
            words = f"≠ Both of you changed this at once: {both}. {place('people')} has the choice."
            rows.append(Row(words, tone=WARNING, gap=1))
        for name in FIELDS:
            value = contract.text(name)
            words = short(value) if name == "renew" else value
            rows.append(Row(label_of("contract", name), tone=MUTED, gap=1))
            rows.append(Row(words=paragraph(words or "nothing yet", "" if words else MUTED)))
        return rows

    def action_edit(self) -> None:
        """Change it, or begin with a good text."""
        contract = current(self.engagement)
        if contract is None:
            form = FormScreen("contract", **proposal(self.engagement))
        else:
            form = FormScreen("contract", contract.id)
        self.app.push_screen(form, lambda _: self._draw())

    async def action_agree(self) -> None:
        """Agree to the text as it is."""
        try:
            await self.coach.keep(*agree(self.engagement, self._read))
        except Refused as refused:
            self.query_one("#trouble", Static).update(styled(str(refused), "$text-error"))
            return
        self.query_one("#trouble", Static).update("")
        self._draw()


def _agreement_rows(one: Agreement) -> list[Row]:
    words = {
        "agreed": "agreed",
        "changed": "to be agreed again",
        "open": "not agreed yet",
    }
    state = "✓" if one.state == "agreed" else " "
    when = moment(one.at) if one.at else ""
    named = join(styled(one.name, "bold"), styled(f"  {words[one.state]}", MUTED))
    rows = [Row(words=named, state=state, right=when)]
    for change in one.differences:
        before = join(styled("before  ", MUTED), styled(change.before or "nothing"))
        now = join(styled("now     ", MUTED), styled(change.now or "nothing"))
        label = label_of("contract", change.field)
        rows.append(Row(label, state=" ", tone=MUTED, lines=(before, now)))
    return rows
