"""Rows about a whole issue, beside its tree: questions, sources, similar issues, gates,
contract.
"""

from collections.abc import Sequence

from textual.content import Content

from coach_tui.guide.contracts import current
from coach_tui.guide.day.today import title_of
from coach_tui.guide.issue.gates import SHUT, gate_statuses
from coach_tui.guide.issue.overview import PLACES, look_alikes, questions, sources
from coach_tui.guide.issue.questions import Month
from coach_tui.guide.issue.similar import Elsewhere
from coach_tui.guide.issue.thread import Thread
from coach_tui.guide.people.contract import agreements
from coach_tui.guide.reader import Reader
from coach_tui.records.dates import short
from coach_tui.records.state import Record
from coach_tui.tui.widgets.chart import spark
from coach_tui.tui.widgets.rows import Row
from coach_tui.tui.widgets.words import MUTED, SECTION, WARNING, join, styled

LINE = 22
"""Width of the small chart of questions, in cells."""
BRIEF = 2
"""The most issues of other engagements named in `brief_words`."""
LEARNED = 120
"""The longest text (cells) of what was learned in another engagement."""
Others = Sequence[tuple[Elsewhere, list[str]]]
"""Issues of other engagements, each with the patterns that it shares."""


def issue_rows(
    reader: Reader, found: Thread, others: Others = (), plain: bool = False
) -> list[Row]:
    """Questions by month, sources, similar issues here and elsewhere, and the contract."""
    asked = questions(reader, found)
    rows = [Row("Questions", tone=SECTION), Row(asked.words, tone=MUTED, gap=1)]
    if len(asked.months) > 1:
        top = max(1, *asked.waiting)
        rows.append(Row(words=spark(asked.waiting, LINE, 0, top, plain=plain), gap=1))
        rows += [_month(one) for one in asked.months[-3:]]
    rows.append(Row("Sources", tone=SECTION, gap=2))
    spread = sources(found)
    for number, (name, count) in enumerate((*spread.places.items(), *spread.marks.items())):
        words = f"asked {PLACES[name]}" if name in PLACES else name
        gap = int(number in (0, len(spread.places)))
        rows.append(Row(words, tone=MUTED, right=str(count), right_tone="$foreground", gap=gap))
    alike = look_alikes(reader, found.issue)
    if alike:
        rows.append(Row("Alike", tone=SECTION, right=str(len(alike)), gap=2))
        rows += [
            Row(title_of(r), id=r.id, glyph="I", under=", ".join(shared), gap=1, most=2)
            for r, shared in alike
        ]
    return rows + _elsewhere(others) + _contract(reader)


def _elsewhere(others: Others) -> list[Row]:
    """Similar issues of other engagements. They are read-only, so none can be selected."""
    if not others:
        return []
    head = Row("Alike, elsewhere", tone=SECTION, right=str(len(others)), gap=2)
    return [head, *(_other(one, shared) for one, shared in others)]


def _other(one: Elsewhere, shared: list[str]) -> Row:
    learned = join(styled("learned  ", MUTED), styled(one.learned).truncate(LEARNED, ellipsis=True))
    return Row(one.text, glyph="/" if one.private else "I", gap=1, most=2,
               under=f"{one.engagement} · {', '.join(shared)} · {one.stands}",
               lines=(learned,) if one.learned else ())  # fmt: skip


def brief_words(reader: Reader, found: Thread, others: Others = ()) -> list[str]:
    """Questions, similar issues and sources as a few lines, for a terminal without the aside."""
    asked = questions(reader, found)
    lines = [f"questions: {asked.words}"] if found.of_kind("question") else []
    alike = [title_of(r) for r, _ in look_alikes(reader, found.issue)]
    lines += [f"alike: {'; '.join(alike)}"] if alike else []
    for one, _ in others[:BRIEF]:
        whose = ", only yours" if one.private else ""
        lines.append(f"alike in {one.engagement}{whose}: {one.text}")
    lines += [f"and {len(others) - BRIEF} more alike elsewhere"] if len(others) > BRIEF else []
    return [*lines, *sources(found).words]


def gate_rows(reader: Reader, issue: Record) -> list[Row]:
    """Warnings of red gates with the ways out, the status of a closed issue, and the gates to be
    asked; empty when there is nothing to say.
    """
    stands = gate_statuses(reader, issue)
    rows = [
        Row(one.gate.warning, tone=WARNING, under=one.outs, gap=int(number > 0))
        for number, one in enumerate(s for s in stands if s.red)
    ]
    status = issue.text("status")
    if status in SHUT:
        words = f"It is {status}. w asks the gates; when none is red it can be opened again."
        rows.append(Row(words, tone=MUTED, gap=int(bool(rows))))
    due = [s for s in stands if s.due]
    if due and issue.get("status", "open") == "open":
        never = all(not s.at for s in stands)
        names = "the four gates" if len(due) == len(stands) else ", ".join(
            s.gate.title for s in due
        )  # fmt: skip
        words = "The four gates were not asked yet: w asks them."
        again = " again" if all(s.at for s in due) else ""
        words = words if never else f"To be asked{again}: {names}. w asks."
        rows.append(Row(words, tone=MUTED, gap=int(bool(rows))))
    return [*rows, Row()] if rows else []


def _contract(reader: Reader) -> list[Row]:
    contract = current(reader)
    rows = [Row("Contract", tone=SECTION, gap=2)]
    if contract is None:
        return [*rows, Row("There is none yet: v.", tone=MUTED, gap=1)]
    words = {"agreed": "agreed", "changed": "to agree again", "open": "not agreed yet"}
    for number, one in enumerate(agreements(reader.engagement, contract)):
        state = "✓" if one.state == "agreed" else " "
        rows.append(Row(one.name, state=state, right=words[one.state], gap=int(not number)))
    return rows


def _month(one: Month) -> Row:
    name = short(f"{one.month}-01").rpartition(" ")[2]
    words: Content = join(
        styled(f"{name}  ", MUTED), styled(f"{one.opened} asked, {one.closed} closed")
    )
    return Row(words=words)
