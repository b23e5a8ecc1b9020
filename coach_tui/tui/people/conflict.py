"""Dialogs that resolve a conflict: a field set at once on several devices, of which one value
stays.

The coroutines must run in a Textual worker, because they wait for dialogs.
"""

from typing import Any

from coach_tui.planning import plan_resolve
from coach_tui.records.dates import moment
from coach_tui.records.state import Record
from coach_tui.tui.dialogs.base import Dialog
from coach_tui.tui.page import Page
from coach_tui.tui.people.rows import choices
from coach_tui.tui.record import label, words_of
from coach_tui.tui.widgets.rows import Row
from coach_tui.tui.widgets.words import paragraph


async def choose_each(page: Page, record: Record) -> None:
    """Resolve every field in conflict of a record; stops when one is left open."""
    for name in sorted(record.conflicts):
        if not await choose_between(page, record.id, name):
            return


async def choose_between(page: Page | Dialog[Any], identity: str, field: str) -> bool:
    """Ask which value of a field is to stay; True when one was chosen."""
    from coach_tui.tui.dialogs.valued import ValueScreen

    record = page.engagement.state.records[identity]
    found = choices(page.engagement, record, field)
    answers = [Row(f"keep {page.reader.who.all} for now", id="both", glyph="b")]
    for number, choice in enumerate(found[:9], 1):
        answers.append(
            Row(
                f"keep  {choice.words[:300]}",
                id=str(number),
                glyph=str(number),
                under=f"{choice.who}, {moment(choice.when)}",
                gap=1,
                most=3,
            )
        )
    answer = await page.app.push_screen_wait(
        ValueScreen(
            f"Which is to stay: {label(record, field)}?",
            answers,
            f"{page.reader.who.changed} What is not chosen stays in the history.",
            paragraph(words_of(record)[:2000]),
        )
    )
    if not answer or not answer.isdigit():
        return False
    await _resolve(page, identity, field, found[int(answer) - 1].words)
    return True


async def _resolve(page: Page | Dialog[Any], identity: str, field: str, words: str) -> None:
    """Store the value with these words: positions may have changed while the dialog was open."""
    record = page.engagement.state.records[identity]
    now = [c.words for c in choices(page.engagement, record, field)]
    if words not in now:
        page.desk.say("It was changed meanwhile. Choose again.")
        return
    one = now.index(words) + 1
    await page.desk.keep(lambda: [plan_resolve(page.engagement, identity, field, one)])
