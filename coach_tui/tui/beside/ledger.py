"""The ledger: what was gained and spent, by party. Row P16 of docs/method.md."""

from collections.abc import Sequence

from coach_tui.guide.worth import evaluation as guide
from coach_tui.guide.worth.evaluation import Ledger
from coach_tui.method import worth
from coach_tui.records.state import Record
from coach_tui.records.text import line
from coach_tui.tui.widgets.rows import Row
from coach_tui.tui.widgets.words import MUTED, SECTION, styled


def ledgers(found: Sequence[Ledger], total: worth.Worth) -> list[Row]:
    """The ledger of each party, and the total."""
    rows = []
    for number, one in enumerate(found):
        rows.append(Row(guide.PARTIES[one.party], tone=SECTION, gap=2 if not number else 1))
        rows += [_line(record) for record in one.lines]
        rows.append(_sum(one))
    if any(one.lines for one in found):
        rows.append(Row("Both", tone=SECTION, gap=1))
        rows.append(Row(_amounts(total)))
        rows.append(Row(worth.worth_in_words(total), tone=MUTED))
    return rows


def _line(record: Record) -> Row:
    told = [record.text("evidence"), record.text("mark")]
    told += [f"{record.text('said_by')} says so"] if record.text("said_by") else []
    under = " · ".join(line(words) for words in told if words)
    counted = guide.amount_of(record) is not None
    return Row(
        record.text("text"),
        id=record.id,
        glyph="V",
        right=guide.amount_words(record),
        right_tone="bold" if counted else MUTED,
        lines=(styled(under, MUTED).truncate(200, ellipsis=True),) if under else (),
        most=3,
        gap=1,
    )


def _sum(one: Ledger) -> Row:
    if not one.lines:
        return Row("Nothing is written here yet. n adds a line.", tone=MUTED)
    found = one.worth
    if not found.benefits and not found.costs:
        return Row("Not counted in money.", tone=MUTED, gap=1)
    return Row(_amounts(found), tone=MUTED, gap=1)


def _amounts(found: worth.Worth) -> str:
    ratio = "" if found.ratio is None else f" · ratio {found.ratio:.1f}"
    return f"benefits {guide.amount(found.benefits)} · costs {guide.amount(found.costs)}{ratio}"
