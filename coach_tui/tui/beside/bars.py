"""The bars of an inventory, with earlier ones beside. Row P11 of docs/method.md."""

from textual.content import Content

from coach_tui.guide.people.profile import Bar, Change, Result, compared
from coach_tui.records.dates import short
from coach_tui.tui.widgets.rows import Row
from coach_tui.tui.widgets.words import MUTED, join, styled

WIDTH = 30
"""Width of a full bar, in cells."""
NAME = 20
"""Width of a bar's name where it stands before the bar."""


def bars(latest: Result, earlier: Result | None, roomy: bool, plain: bool) -> list[Row]:
    """Each bar with its name and, where there is an earlier result, that above it; `roomy` adds
    what it is about.
    """
    low, high = latest.ends
    some = next((b.score for b in latest.bars if b.score.mean is not None), latest.bars[0].score)
    ends = f"{some.low} {low} … {high} {some.high}" if low else ""
    rows = [Row(ends, tone=MUTED, gap=1)] if ends else []
    before, now = "-=" if plain else "┄━"
    for change in compared(latest, earlier):
        about = change.bar.about if roomy else ""
        rows.append(Row(change.bar.title, tone="bold", right=change.words, under=about, gap=1))
        if change.before is not None and change.by is not None and earlier:
            rows.append(_line(short(earlier.day), change.before, before, MUTED))
        rows.append(_line(short(latest.day), change.bar, now, "$primary"))
    if earlier:
        rows.append(Row(_chance(compared(latest, earlier)), tone=MUTED, gap=1))
    return rows


def _chance(changes: list[Change]) -> str:
    size = max((c.chance for c in changes), default=0)
    return (
        f"Answers that fall a step higher or lower by chance move a bar by about {size:.1f} from "
        "one time to the next. A change within that is none."
    )


def _line(day: str, bar: Bar, mark: str, style: str) -> Row:
    """One bar with its day and mean; too few answers are counted instead."""
    if bar.score.mean is None or bar.score.points is None:
        return Row(f"{day:<11} {bar.score.answered} of {bar.score.items} answered", tone=MUTED)
    full = max(1, round(bar.score.points / 100 * WIDTH))
    drawn = join(
        styled(f"{day:<11} ", MUTED),
        Content.styled(mark * full, style),
        Content(" " * (WIDTH - full)),
    )
    return Row(words=drawn, right=f"{bar.score.mean:.1f}", right_tone="$foreground")


def in_short(latest: Result, earlier: Result | None, plain: bool, width: int) -> list[Row]:
    """Each bar on one line, with its name before it, its mean and change behind; above it the
    earlier one, dotted, where there is one.
    """
    room = max(5, min(WIDTH, width - NAME - 16))
    before, now = "-=" if plain else "┄━"
    rows = [Row()]
    for change in compared(latest, earlier):
        name, other = change.bar.title, change.before if change.by is not None else None
        if other is not None:
            rows.append(_short(name, other, before, MUTED, room, ""))
            name = ""
        by = "" if change.by is None else f"{change.by:+.1f}"
        rows.append(_short(name, change.bar, now, "$primary", room, by))
    if earlier is not None and any(c.by is not None for c in compared(latest, earlier)):
        rows.append(Row(f"{before * 2} {short(earlier.day)}   {now * 2} now", tone=MUTED, gap=0))
    return rows


def _short(title: str, bar: Bar, mark: str, style: str, room: int, by: str) -> Row:
    name = styled(title).truncate(NAME, ellipsis=True)
    name = name.pad_right(NAME + 2 - name.cell_length)
    if bar.score.mean is None or bar.score.points is None:
        return Row(words=join(name, styled("too few answers for this bar", MUTED)))
    full = max(1, round(bar.score.points / 100 * room))
    drawn = Content.styled(mark * full, style)
    mean = f"{bar.score.mean:.1f}{by:>6}" if by else f"{bar.score.mean:.1f}      "
    bold = bool(by) and abs(float(by)) > 1
    return Row(words=join(name, drawn), right=mean, right_tone="bold" if bold else "$foreground")
