"""Drawing the tree of an issue: a vertical trunk in the column of the glyphs, with side
branches.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from textual.content import Content

from coach_tui.guide.issue.summary import details, link_text, numbers_of, open_end
from coach_tui.guide.issue.thread import Thread
from coach_tui.guide.issue.tree import Link
from coach_tui.guide.reader import Reader
from coach_tui.records.dates import day_of, short
from coach_tui.records.kinds import known
from coach_tui.records.state import Record
from coach_tui.tui.record import words_of
from coach_tui.tui.widgets.chart import spark
from coach_tui.tui.widgets.rows import Row, Rows
from coach_tui.tui.widgets.words import KEY, MUTED, SECTION, WARNING, fill, join, styled

LANES = 3
"""The deepest side branch that is drawn; deeper ones are drawn at this depth."""
SPARK = 24
"""Width of the small chart of observations, in cells."""
ENOUGH = 3
"""The fewest numbers for which a small chart is drawn."""
MOST = 4
"""The most lines of a record's text in the tree."""


@dataclass(frozen=True, slots=True)
class ChainRow(Row):
    """A row of the tree. `first`, `rest` and `over` are the line characters before its glyph, its
    other lines, and in the gap above. `how` is the muted word for how it came from its parent, in a
    line of its own; in a `brief` row it stands before the text.
    """

    first: str = ""
    rest: str = ""
    over: str = ""
    how: str = ""
    brief: bool = False


class ChainRows(Rows):
    """A list that draws the lines of the tree beside its entries."""

    def _above(self, row: Row) -> list[Content]:
        if isinstance(row, ChainRow) and row.gap:
            return [join(Content("  "), Content.styled(row.over, MUTED))] * row.gap
        return super()._above(row)

    def _entry(self, row: Row, width: int, here: bool) -> list[Content]:
        if not isinstance(row, ChainRow):
            return super()._entry(row, width, here)
        first = join(
            Content("  "), Content.styled(row.first, MUTED), styled(row.glyph, KEY), Content("  ")
        )
        under = first.cell_length
        rest = join(Content("  "), Content.styled(row.rest, MUTED)).pad_right(
            max(0, under - 2 - len(row.rest))
        )
        right = styled(row.right, row.right_tone)
        room = max(8, width - under - right.cell_length - 3)
        how = styled(row.how, MUTED)
        words = styled(row.text, "bold" if here else "$foreground")
        if row.brief:
            lines = _cut(join(how, Content("  "), words).wrap(room), row.most, room)
        else:
            wide = max(8, width - under - 1)
            lines = [how, *_cut(words.wrap(wide), row.most, wide)]
        lines = [join(first if n == 0 else rest, one) for n, one in enumerate(lines)]
        lines[0] = fill(lines[0], join(right, Content(" ")), width)
        for more in row.lines:
            wide = max(8, width - under - 1)
            cut = _cut(more.wrap(wide), 1 if row.brief else 2, wide)
            lines += [join(rest, one) for one in cut]
        return self._selected(lines, width, False) if here else lines


def _cut(lines: Iterable[Content], most: int, room: int) -> list[Content]:
    found = list(lines) or [Content("")]
    if most and len(found) > most:
        found = [
            *found[: most - 1],
            join(found[most - 1][: max(0, room - 1)].rstrip(), Content("…")),
        ]
    return found


def chain_rows(
    reader: Reader, found: Thread, roomy: bool, more: Iterable[str] = (), plain: bool = False
) -> list[Row]:
    """The tree from top to bottom, with other branches of the issue below it. Without `roomy` every
    row is brief. `more` holds further lines below the issue.
    """
    rows: list[Row] = []
    others = [link for link in found.links if link.other and link.parent == found.issue.id]
    for link in found.links:
        first = bool(others) and link is others[0]
        if first:
            rows.append(Row("Other threads", tone=SECTION, right=str(len(others)), gap=2))
        rows.append(_place(reader, found, link, roomy, tuple(more), first, plain))
    return rows


def _place(
    reader: Reader,
    found: Thread,
    link: Link,
    roomy: bool,
    more: tuple[str, ...],
    first_other: bool,
    plain: bool,
) -> ChainRow:
    root = link.record.id == found.issue.id
    depth = min(link.depth, LANES)
    lanes = "│  " * depth
    brief = not roomy or depth > 0 or link.other
    begins = link.other and link.parent == found.issue.id
    goes_on = link.goes_on and not (root and len(found.links) == 1)
    return ChainRow(
        link_text(link),
        id=link.record.id,
        glyph=known(link.record.kind).glyph,
        right=_right(link.record),
        right_tone="$text-warning" if link.record.conflicts else MUTED,
        gap=int(first_other or (begins and roomy)) if brief or root else 1,
        most=2 if brief else MOST,
        lines=(
            *_lines(reader, found, link, brief, plain),
            *(styled(w, MUTED) for w in more if root),
        ),
        first=f"{lanes[:-3]}├  " if link.branch and depth else lanes,
        rest=f"{lanes}│" if goes_on else f"{lanes} ",
        over="" if begins else f"{lanes}│",
        how="the issue" if root else link.how,
        brief=brief,
    )


def _right(record: Record) -> str:
    state = "≠ " if record.conflicts else "/ " if record.private else ""
    return state + short(day_of(record.created))


def _lines(reader: Reader, found: Thread, link: Link, brief: bool, plain: bool) -> list[Content]:
    lines = []
    numbers = numbers_of(link) if link.record.kind == "observation" else []
    if len(numbers) >= ENOUGH:
        some, ends = numbers[-2 * SPARK :], (min(numbers), max(numbers))
        lines.append(spark(some, SPARK, *ends, plain=plain))
    said = details(link)
    lines += [styled(words, MUTED) for words in (said[:1] if brief else said)]
    if link.record.conflicts:
        lines.append(styled(f"{reader.who.changed} x chooses.", WARNING))
    if question := open_end(found, link):
        lines.append(join(styled("?  ", MUTED), styled(f"still open: {question}", MUTED)))
    return lines


def beside_rows(records: Iterable[Record]) -> list[Row]:
    """The records that are not in the tree, one row each; empty when there are none."""
    some = list(records)
    if not some:
        return []
    head = Row("Beside the chain", tone=SECTION, right=str(len(some)), gap=2)
    return [head, *(_flat(r, number) for number, r in enumerate(some))]


def _flat(record: Record, number: int) -> Row:
    done = record.text("status") in ("done", "dropped")
    right = record.text("status") if done else _right(record)
    return Row(
        words_of(record),
        id=record.id,
        glyph=known(record.kind).glyph,
        right=right,
        tone=MUTED if done else "$foreground",
        gap=int(not number),
        most=2,
    )


def kind_rows(reader: Reader, records: Iterable[Record], kind: str) -> list[Row]:
    """Records of one kind as rows, without the tree."""
    rows: list[Row] = []
    for record in records:
        link = Link(record)
        lines = [styled(words, MUTED) for words in details(link)]
        if record.conflicts:
            lines.append(styled(f"{reader.who.changed} x chooses.", WARNING))
        text = link_text(link) if known(kind).plural else words_of(record)
        rows.append(
            Row(text, id=record.id, glyph=known(kind).glyph, right=_right(record), gap=1, most=MOST,
                lines=tuple(lines))
        )  # fmt: skip
    return rows
