"""Drawing a goal's rating on a line of five levels: the first rating and the latest.

Row P15 of docs/method.md.
"""

from dataclasses import dataclass

from textual.content import Content

from coach_tui.guide.worth.goals import GoalLine, label
from coach_tui.guide.worth.rules import RATERS
from coach_tui.tui.widgets.words import MUTED, join, styled

BRIEF = {-2: "much less", -1: "less", 0: "as expected", 1: "more", 2: "much more"}


@dataclass(frozen=True, slots=True)
class Ruler:
    """The measures of a line of levels in cells: from one level to the next, and the rater's name
    before the line.
    """

    step: int
    names: int

    def place(self, level: int) -> int:
        """The cell of a level."""
        return (level + 2) * self.step

    @property
    def head(self) -> str:
        """The heading with each level over its tick; it begins one cell before the line."""
        ticks = "".join(f"{text:>{self.step}}" for text in ("-1", "0", "+1", "+2"))
        return f"-2{ticks}"


FULL, CLOSE = Ruler(4, 10), Ruler(3, 6)
"""The ruler of a page, and that of a narrow column."""


def marks(plain: bool) -> tuple[str, str]:
    """The characters for the first and for the latest rating."""
    return ("o", "*") if plain else ("○", "●")


def level_line(
    one: GoalLine, role: str, name: str, plain: bool = False, ruler: Ruler = FULL
) -> Content:
    """The line of one role, whose name is `name`: `○` first rating, `●` latest, and it in words."""
    now, first = one.now(role), one.first(role)
    named = styled(name, MUTED).truncate(ruler.names - 1, ellipsis=True)
    named = named.pad_right(ruler.names - named.cell_length)
    rail = _rail(plain, ruler.step)
    if now is None or first is None:
        return join(named, rail, styled("  not rated yet", MUTED))
    low, high = sorted((ruler.place(first.level), ruler.place(now.level)))
    way = Content.styled(("=" if plain else "━") * (high - low + 1), "$primary")
    drawn = join(rail[:low], way, rail[high + 1 :])
    then, here = marks(plain)
    if first.level != now.level:
        drawn = _put(drawn, ruler.place(first.level), then, "$foreground")
    drawn = _put(drawn, ruler.place(now.level), here, "bold $primary")
    words = join(styled(f"  {label(now.level):>2} "), styled(BRIEF[now.level], MUTED))
    return join(named, drawn, words)


def lead(name: str, ruler: Ruler = FULL) -> Content:
    """A name padded to the width of its column."""
    cut = styled(name, MUTED).truncate(ruler.names + 1, ellipsis=True)
    return cut.pad_right(ruler.names + 3 - cut.cell_length)


def raters(me: str) -> list[str]:
    """The roles that rate goals, with `me` (a role) first."""
    return sorted(RATERS, key=lambda role: role != me)


def _rail(plain: bool, step: int) -> Content:
    dash, tick, ends = ("-", "+", "++") if plain else ("─", "┼", "├┤")
    ticks = tick.join([dash * (step - 1)] * 4)
    return Content.styled(f"{ends[0]}{ticks}{ends[1]}", "$foreground 50%")


def _put(drawn: Content, place: int, char: str, style: str) -> Content:
    return join(drawn[:place], Content.styled(char, style), drawn[place + 1 :])
