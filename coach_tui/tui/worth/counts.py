"""Rows for the lower parts of the Value page: check-outs over time, counts, time spent."""

from textual.content import Content

from coach_tui.engagement import Engagement
from coach_tui.guide.blind import why_not
from coach_tui.guide.reader import Reader
from coach_tui.guide.worth import evaluation as guide
from coach_tui.guide.worth.checkouts import SHORT, Checkout, question_for_coach, series
from coach_tui.guide.worth.evaluation import Evaluation
from coach_tui.records.dates import short
from coach_tui.records.worth import ITEMS
from coach_tui.tui.widgets.chart import spark
from coach_tui.tui.widgets.rows import Row
from coach_tui.tui.widgets.words import MUTED, SECTION, join, styled
from coach_tui.tui.worth.rows import name_of

ASKED = 3
"""The number of latest check-outs listed one by one."""
LATEST = 24
"""The most check-outs in a small chart."""
SPARK = 10
"""Width of a small chart, in cells."""
COLUMN, ITEM = 16, 17
"""Widths in cells of a member's column and of an item's name."""


def checks(reader: Reader, found: Evaluation, plain: bool = False) -> list[Row]:
    """A small chart of each item for each member; the latest sessions; a question to the coach."""
    engagement, some = reader.engagement, found.checkouts
    begun = [c for c in some if c.begun][-LATEST:]
    members = list(engagement.members)
    me = reader.me.member
    rows = [Row("Check-outs", tone=SECTION, gap=2)]
    if begun:
        lead = Content.styled(f"{'Check-outs':<{ITEM}}", SECTION)
        rows = [Row(words=join(lead, *(_column(name_of(engagement, m)) for m in members)), gap=2)]
        rows += [_item(begun, item, members, me, plain) for item in ITEMS]
    elif not some:
        rows.append(Row("No session yet. c checks out of one: five items, blind.", tone=MUTED))
    for number, one in enumerate(some[-ASKED:]):
        rows.append(_session(reader, one, int(not number)))
    if ask := question_for_coach(reader, some):
        rows.append(Row(ask, tone=MUTED, under="Only you see this.", gap=1))
    return rows


def _column(name: str) -> Content:
    cut = styled(name, MUTED).truncate(COLUMN - 2, ellipsis=True)
    return cut.pad_right(COLUMN - cut.cell_length)


def _item(begun: list[Checkout], item: str, members: list[str], me: str, plain: bool) -> Row:
    parts = [Content(f"{SHORT[item]:<{ITEM}}")]
    for member in members:
        values = series(begun, member, item, me)
        last = next((v for v in reversed(values) if v is not None), None)
        number = "  –" if last is None else f" {last:>2g}"
        drawn = spark(values, SPARK, 0, 10, plain=plain)
        parts.append(drawn if last is not None else Content(" " * SPARK))
        parts.append(Content.styled(f"{number:<{COLUMN - SPARK}}", "bold"))
    return Row(words=join(*parts))


def _session(reader: Reader, one: Checkout, gap: int) -> Row:
    parts = [
        f"{name_of(reader.engagement, m)}: {'given' if s.state == 'revealed' else s.words}"
        for m, s in one.statuses.items()
    ]
    if all(s.state == "revealed" for s in one.statuses.values()):
        parts = [f"{reader.who.all.capitalize()} gave theirs."]
    may = not why_not(reader, one.session.id)
    return Row(
        one.session.text("text") or "session",
        id=one.session.id,
        glyph="%",
        right=short(one.day),
        under=" · ".join(parts) if one.begun or not may else "Nobody checked out yet: c",
        most=1,
        gap=gap,
    )


def given(engagement: Engagement, one: Checkout) -> Content:
    """A table of what each member gave for a session, one item a line, as far as it is open."""
    me = engagement.me.member
    said = {member: one.values(member, me) for member in one.statuses}
    names = [_column(name_of(engagement, member)) for member in said]
    lines = [join(Content(" " * (ITEM + 2)), *names)]
    for item in ITEMS:
        cells = [values.get(item) for values in said.values()]
        numbers = "".join(f"{'–' if v is None else format(v, 'g'):<{COLUMN}}" for v in cells)
        lines.append(Content(f"{SHORT[item]:<{ITEM + 2}}{numbers}"))
    return Content("\n").join(lines)


# -- counts ----------------------------------------------------------------------------------------


def counts(found: Evaluation, plain: bool = False) -> list[Row]:
    """Counts of experiments, questions, loops and sessions, and the time spent."""
    rows = [Row("Experiments", tone=SECTION, right=str(sum(found.experiments.values())), gap=1)]
    rows += [Row(status, right=str(number)) for status, number in found.experiments.items()]
    rows.append(Row("Questions", tone=SECTION, right=str(sum(found.questions.values())), gap=1))
    rows += [Row(status, right=str(number)) for status, number in found.questions.items()]
    if found.months:
        rows += [
            _months("opened", [m.opened for m in found.months], plain),
            _months("closed", [m.closed for m in found.months], plain),
            Row("month by month", tone=MUTED),
        ]
    rows.append(Row("Loops", tone=SECTION, gap=1))
    rows += [Row("single: the deed", right=str(found.single))]
    rows += [Row("double: a rule, too", right=str(found.double))]
    if found.approaches:
        rows.append(Row("Sessions to", tone=SECTION, gap=1))
        rows += [Row(name, right=str(count)) for name, count in found.approaches.items()]
    rows.append(Row("Time", tone=SECTION, right=guide.length(found.spent.minutes), gap=1))
    rows.append(Row(guide.spent_in_words(found.spent), tone=MUTED))
    return rows


def _months(name: str, numbers: list[int], plain: bool) -> Row:
    some = numbers[-SPARK:]
    drawn = spark([float(n) for n in some], SPARK, 0, max(1, *some, 1), plain=plain)
    words = join(Content(f"{name:<8}"), drawn)
    return Row(words=words, right=str(sum(numbers)))
