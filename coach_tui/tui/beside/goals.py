"""Goals with the ratings of each role on lines of five levels. Row P15 of docs/method.md."""

from textual.content import Content

from coach_tui.engagement import Engagement
from coach_tui.guide.worth.goals import GoalLine, attainment_in_words, t
from coach_tui.records.text import line
from coach_tui.tui.beside.levels import CLOSE, FULL, Ruler, lead, level_line, marks, raters
from coach_tui.tui.widgets.rows import Row
from coach_tui.tui.widgets.words import MUTED, SECTION, join, styled

ROOM = 50
"""Cells from which the lines are drawn at their full measure."""


def _rater(engagement: Engagement, role: str) -> str:
    if role == engagement.me.role:
        return "you"
    return next((engagement.name_of(d.member) for d in engagement.others if d.role == role), role)


def goals(
    engagement: Engagement, found: list[GoalLine], plain: bool = False, width: int = ROOM
) -> list[Row]:
    """Some goals, at least one, with each role's ratings, then the T-scores; for a width in
    cells.
    """
    ruler = FULL if width >= ROOM else CLOSE
    # Aligned with the level lines: two cells for glyph and space, then the rater's name.
    head = Content.styled(f"{'Goals':<{2 + ruler.names}}", SECTION)
    rows = [Row(words=join(head, Content.styled(ruler.head, MUTED)), gap=1)]
    roles = raters(engagement.me.role)
    rows += [_goal(engagement, one, roles, plain, ruler) for one in found]
    return rows + _t(engagement, found, roles, plain, ruler)


def _goal(
    engagement: Engagement, one: GoalLine, roles: list[str], plain: bool, ruler: Ruler
) -> Row:
    expected = one.record.text("expected")
    lines = [level_line(one, role, _rater(engagement, role), plain, ruler) for role in roles]
    under = f"expected: {line(expected)}" if expected else "What would be as expected is missing: e"
    return Row(
        one.record.text("text"),
        id=one.record.id,
        glyph="G",
        right=f"×{one.weight:g}",
        lines=(*lines, styled(under, MUTED).truncate(200, ellipsis=True)),
        gap=1,
        most=2,
    )


def _t(
    engagement: Engagement, some: list[GoalLine], roles: list[str], plain: bool, ruler: Ruler
) -> list[Row]:
    """The latest and first T-score of each role, or why there is none."""
    first, now = marks(plain)
    key = f"{first} at first   {now} now"
    key += "   × how much it counts" if ruler is FULL else "   × weight"
    rows = [Row(words=Content.styled(key, MUTED), gap=1)]
    said = {role: attainment_in_words(some, role) for role in roles}
    scores = {role: t(some, role) for role in roles}
    if len(set(said.values())) == 1 and scores[roles[0]] is None:
        return [*rows, Row(said[roles[0]], tone=MUTED)]
    for role in roles:
        score, before = scores[role], t(some, role, first=True)
        again = any(len(one.ratings[role]) > 1 for one in some) and before is not None
        words = said[role] if score is None else f"T {score:.1f}"
        words += f", at first {before:.1f}" if again and score is not None else ""
        rows.append(Row(words=join(lead(_rater(engagement, role), ruler), styled(words))))
    if any(score is not None for score in scores.values()):
        words = "T 50 is as expected. It compares your goals over time, never people."
        rows.append(Row(words, tone=MUTED))
    return rows
