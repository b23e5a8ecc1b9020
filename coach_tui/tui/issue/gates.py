"""Dialogs that ask the four gates of an issue in turn, and for a way out of a red one.

Rows C1 and N1 to N3 of docs/method.md.
"""

from coach_tui.guide import writing
from coach_tui.guide.issue.actions import answer, take
from coach_tui.guide.issue.gates import SHUT, WAYS, GateStatus, gate_statuses
from coach_tui.records.dates import day_of, short
from coach_tui.records.refusal import Refused
from coach_tui.tui.dialogs.ask import AskScreen
from coach_tui.tui.dialogs.base import ConfirmScreen
from coach_tui.tui.dialogs.valued import ValueScreen
from coach_tui.tui.page import Page
from coach_tui.tui.widgets.rows import Row

KEEP = "keep"


async def ask_gates(page: Page, issue: str) -> None:
    """Ask all gates of an issue (an id), storing each answer at once; escape stops. Must run in a
    Textual worker, because it waits for dialogs.
    """
    for number in range(len(gate_statuses(page.reader, page.engagement.state.records[issue]))):
        one = gate_statuses(page.reader, page.engagement.state.records[issue])[number]
        value = await page.app.push_screen_wait(_question(one, number))
        if value is None:
            return
        if value != "later":
            await _keep(page, issue, one, value)
        if value == one.gate.red and await _out(page, issue, number):
            return
    await _again(page, issue)


def _question(one: GateStatus, number: int) -> ValueScreen:
    rows = [
        Row(words, id=value, glyph=str(n), state="✓" if value == one.value else " ", most=2)
        for n, (value, words) in enumerate(one.gate.answers.items(), 1)
    ]
    rows.append(Row("leave it for now", id="later", glyph="l", state=" ", gap=1))
    last = f"Last answered {short(day_of(one.at))}." if one.at else "Not answered yet."
    under = f"Gate {number + 1} of 4: {one.gate.title}. {last}"
    return ValueScreen(one.gate.question, rows, under, at_first=one.value)


async def _keep(page: Page, issue: str, one: GateStatus, value: str) -> None:
    record = page.engagement.state.records[issue]
    await page.desk.keep(lambda: answer(page.engagement, record, one.gate.field, value))


async def _out(page: Page, issue: str, number: int) -> bool:
    """Ask for a way out of a red gate; True when it closed or parked the issue."""
    engagement = page.engagement
    gate = gate_statuses(page.reader, engagement.state.records[issue])[number].gate
    rows = [Row("decide later", id="later", glyph="l")]
    rows += [
        Row(WAYS[name].words, id=name, glyph=str(n), gap=int(n == 1))
        for n, name in enumerate(gate.ways, 1)
    ]
    way = await page.app.push_screen_wait(ValueScreen("Which way out?", rows, gate.warning))
    if way in (None, "later"):
        return False
    words = ""
    if WAYS[way].asks:
        words = await page.app.push_screen_wait(_asked(WAYS[way].kind, WAYS[way].asks)) or ""
        if not words:
            return False
    record = engagement.state.records[issue]
    if await page.desk.keep(lambda: take(engagement, record, gate.field, way, words)) is None:
        return False
    return bool(WAYS[way].status)


async def _again(page: Page, issue: str) -> None:
    """Offer to reopen a closed or parked issue when no gate is red any more."""
    record = page.engagement.state.records[issue]
    status = record.text("status")
    if status not in SHUT or any(s.red for s in gate_statuses(page.reader, record)):
        return
    answer = await page.app.push_screen_wait(
        ConfirmScreen(f"It is {status}. Open it again?", f"leave it {status}", "open it again",
                      "No gate is red.")
    )  # fmt: skip
    if answer != "yes":
        return
    opened = {"status": "open"}
    await page.desk.keep(lambda: writing.edit(page.engagement, issue, opened))


def _asked(kind: str, asks: str) -> AskScreen:
    def some(text: str) -> str:
        if not text.strip():
            raise Refused("Nothing is written yet.")
        return text

    return AskScreen(asks, f"It becomes {_a(kind)} of its own.", kind, some)


def _a(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"
