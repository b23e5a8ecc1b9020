"""The contract dialog: its text, who has agreed, and what has changed since.

Rows C2 to C4 and N2 of docs/method.md.
"""

from itertools import zip_longest

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widgets import Static

from coach_tui.guide.contracts import FIELDS, current
from coach_tui.guide.people.contract import (
    Agreement,
    agree,
    agreements,
    digest,
    proposal,
    unsettled,
)
from coach_tui.records.dates import moment, short
from coach_tui.records.state import Record
from coach_tui.tui.dialogs.base import Dialog, Keys
from coach_tui.tui.dialogs.form import FormScreen
from coach_tui.tui.people.conflict import choose_between
from coach_tui.tui.record import label_of
from coach_tui.tui.widgets.rows import Row, Rows
from coach_tui.tui.widgets.words import MUTED, WARNING, join, paragraph, styled

NONE = (
    "There is no contract yet. e begins one from a text that you change as you like: what you work "
    "on, how often, what stays between you, who may talk to one another, what the sponsor sees, "
    "how it ends."
)


class ContractScreen(Dialog[None]):
    """Read, edit and agree to the contract, and resolve its conflicts."""

    BINDINGS = [
        Binding("e", "edit", show=False),
        Binding("a", "agree", show=False),
        Binding("x", "choose", show=False),
        Binding("j", "step(1)", show=False),
        Binding("k", "step(-1)", show=False),
    ]

    _read = ""
    """The digest of the text on screen; empty without a contract."""

    def content(self) -> ComposeResult:
        """The list with the contract."""
        yield Static(styled("What we agree on", "bold"), classes="title")
        with VerticalScroll(can_focus=False):
            yield Rows(id="contract")
        yield Static("", id="trouble")

    def on_mount(self) -> None:
        """Draw the contract."""
        self._draw()

    def told(self, ids: set[str]) -> None:
        """Draw again after records changed."""
        self._draw()

    def _draw(self) -> None:
        contract = current(self.reader)
        self._read = digest(contract) if contract is not None else ""
        self.query_one("#contract", Rows).show(self._rows(contract))
        self.draw_keys()

    def hints(self) -> Keys:
        """The keys; `x` only while there are conflicts."""
        contract = current(self.reader)
        keys = [("e", "edit"), ("a", "agree")]
        keys += [("x", "choose")] if contract is not None and unsettled(contract) else []
        return (*keys, ("j k", "scroll"), ("escape", "close"))

    def _rows(self, contract: Record | None) -> list[Row]:
        if contract is None:
            return [Row(NONE)]
        rows: list[Row] = []
        found = agreements(self.engagement, contract)
        for one, following in zip_longest(found, found[1:]):
            # Differences that both roles have in common are listed once, after the last of them.
            same = following is not None and following.differences == one.differences
            rows += _agreement_rows(one, not same)
        if names := unsettled(contract):
            said = ", ".join(label_of("contract", n) for n in names)
            several = self.reader.who.several.capitalize()
            words = f"≠ {several} of you changed this at once: {said}. x chooses."
            rows.append(Row(words, tone=WARNING, gap=1))
        for name in FIELDS:
            value = contract.text(name)
            words = short(value) if name == "renew" else value
            rows.append(Row(label_of("contract", name), tone=MUTED, gap=1))
            rows.append(Row(words=paragraph(words or "nothing yet", "" if words else MUTED)))
        return rows

    def action_edit(self) -> None:
        """Edit the contract, or a new one with the default text."""
        contract = current(self.reader)
        if contract is None:
            form = FormScreen("contract", **proposal(self.engagement))
        else:
            form = FormScreen("contract", contract.id)
        self.app.push_screen(form, lambda _: self._draw())

    def action_choose(self) -> None:
        """Resolve the conflicts, one field after the other."""
        contract = current(self.reader)
        if contract is not None and (names := unsettled(contract)):
            self.run_worker(self._choose(contract.id, names))

    async def _choose(self, identity: str, names: list[str]) -> None:
        for name in names:
            if not await choose_between(self, identity, name):
                break
        self._draw()

    async def action_agree(self) -> None:
        """Agree to the text on screen."""
        if await self.desk.keep(lambda: agree(self.engagement, self._read), self.refused) is None:
            return
        self.query_one("#trouble", Static).update("")
        self._draw()


def _agreement_rows(one: Agreement, whole: bool) -> list[Row]:
    words = {
        "agreed": "agreed",
        "changed": "to be agreed again",
        "open": "not agreed yet",
    }
    state = "✓" if one.state == "agreed" else " "
    when = moment(one.at) if one.at else ""
    named = join(styled(one.name, "bold"), styled(f"  {words[one.state]}", MUTED))
    rows = [Row(words=named, state=state, right=when)]
    for change in one.differences if whole else ():
        before = join(styled("before  ", MUTED), styled(change.before or "nothing"))
        now = join(styled("now     ", MUTED), styled(change.now or "nothing"))
        label = label_of("contract", change.field)
        rows.append(Row(label, state=" ", tone=MUTED, lines=(before, now)))
    return rows
