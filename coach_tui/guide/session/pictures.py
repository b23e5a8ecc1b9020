"""Pictures of a worksheet as lines of text, with its words and numbers beside. Pure.

A line is made of spans: a text, and how it is meant (`head`, `push`, `hold`, `muted`, or empty for
plain text). In plain characters a picture has nothing beyond ASCII of its own.
"""

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import Any

from coach_tui.decks.pictures import FORCES, PEOPLE, picture_of
from coach_tui.guide.session import worksheet
from coach_tui.records.state import Record
from coach_tui.records.text import clean, line, shown
from coach_tui.records.width import cells, folded

Span = tuple[str, str]
Line = tuple[Span, ...]
STEP = 2
"""Cells of an arrow for each step of strength."""
LONGEST = 5
"""Steps of the longest arrow: a scale with more of them is drawn to this length."""
GAP = 3
"""Cells between two columns."""
NARROW = 14
"""The least width of a column; with less room each row is shown as a list of its cells."""
STEPS = 5
"""Places on the map of people in each direction."""


def is_worksheet(record: Record) -> bool:
    """Whether a record is the answer to a worksheet, however its rows came about."""
    value = record.get("value", None) if record.kind == "answer" else None
    return isinstance(value, list) and any(isinstance(row, dict) for row in value)


def picture(record: Record, width: int, plain: bool) -> list[Line]:
    """An answer to a worksheet as its picture, `width` cells wide."""
    return drawn(record.get("value", None), heads_of(record), width, plain)


def drawn(value: Any, heads: dict[str, str], width: int, plain: bool) -> list[Line]:
    """Rows with headings by column name as the picture that the names ask for."""
    rows = [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
    which = picture_of(heads)
    if which is FORCES:
        return forces(rows, heads, width, plain)
    table = columns(rows, heads, width)
    if which is PEOPLE:
        return [*table, (), *people(rows, heads, width, plain)]
    return table


def heads_of(record: Record) -> dict[str, str]:
    """The headings by column name, as stored with an answer; else the names in its rows."""
    options = record.get("options", None)
    found = options.get(worksheet.COLUMNS) if isinstance(options, dict) else None
    value = record.get("value", None)
    rows = [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
    names = dict.fromkeys(str(name) for row in rows for name in row)
    if FORCES.columns >= names.keys() and {"pushes", "holds"} & names.keys():
        names = dict.fromkeys(("pushes", "holds", "strength"))
    stored = found if isinstance(found, dict) else {}
    said = {str(n): line(shown(words)) or line(str(n)) for n, words in stored.items()}
    return said | {n: line(n) for n in names if n not in said}


# -- columns side by side --------------------------------------------------------------------------


def columns(rows: Sequence[dict[str, Any]], heads: dict[str, str], width: int) -> list[Line]:
    """The columns side by side; below each other where they would be too narrow."""
    rows = [row for row in rows if any(shown(v) for v in row.values())]
    small = {n: number_size(h) for n, h in heads.items() if _numbers(row.get(n) for row in rows)}
    wide = len(heads) - len(small)
    left = width - GAP * (len(heads) - 1) - sum(small.values())
    if left < NARROW * wide:
        return _listed(rows, heads, width)
    sizes = {name: small.get(name) or left // max(1, wide) for name in heads}
    lines = _beside([(words, "head", sizes[name]) for name, words in heads.items()])
    for row in rows:
        lines += [(), *_beside([(shown(row.get(name)), "", sizes[name]) for name in heads])]
    return lines


def _numbers(values: Iterable[Any]) -> bool:
    """Whether a column holds numbers, and no words."""
    some = [value for value in values if value not in (None, "")]
    return bool(some) and all(isinstance(value, int | float) for value in some)


def number_size(head: str) -> int:
    """The width of a column of numbers: enough for its heading on two lines, at most 14 cells."""
    return next((n for n in range(4, NARROW) if len(folded(head, n)) <= 2), NARROW)


def _listed(rows: Sequence[dict[str, Any]], heads: dict[str, str], width: int) -> list[Line]:
    lines: list[Line] = []
    for row in rows:
        lines += [()] if lines else []
        for name, head in heads.items():
            if text := shown(row.get(name)):
                lines += [((one, "muted"),) for one in folded(head, width)]
                lines += [((f"  {one}", ""),) for one in folded(clean(text), width - 2)]
    return lines


def _beside(some: Sequence[tuple[str, str, int]]) -> list[Line]:
    """Texts beside each other, each with its meaning and width, the last not padded."""
    folds = [folded(clean(text), width) for text, _, width in some]
    lines: list[Line] = []
    for parts in zip_longest(*folds, fillvalue=""):
        spans: list[Span] = []
        for number, ((_, tone, width), part) in enumerate(zip(some, parts, strict=True), 1):
            last = number == len(some)
            spans.append((part if last else padded(part, width + GAP), tone))
        lines.append(tuple(spans))
    return lines


def padded(text: str, width: int) -> str:
    """A text with blanks behind it, up to `width` cells."""
    return text + " " * max(0, width - cells(text))


# -- a field of forces -----------------------------------------------------------------------------


def arrow(strength: str, high: float, holds: bool, plain: bool) -> str:
    """An arrow of two cells for each step of strength, towards the middle; empty without strength.
    `high` is the end of the scale.
    """
    try:
        number = float(strength)
    except ValueError:
        return ""
    if not 0 < number <= high:
        return ""
    size = max(STEP, round(STEP * number * min(1.0, LONGEST / high)))
    shaft, tips = ("=", "<>") if plain else ("━", "◀▶")
    return tips[0] + shaft * (size - 1) if holds else shaft * (size - 1) + tips[1]


def across(push: str, hold: str, high: float, plain: bool) -> tuple[str, str, str]:
    """The middle of a row: the arrow of what pushes, the line, the arrow of what holds."""
    size = STEP * LONGEST
    left = arrow(push, high, False, plain).rjust(size)
    right = arrow(hold, high, True, plain).ljust(size)
    return left, " | " if plain else " │ ", right


def forces(
    rows: Sequence[dict[str, Any]], heads: dict[str, str], width: int, plain: bool
) -> list[Line]:
    """What pushes at the left, what holds at the right, opposite each other, with arrows between.
    One list below the other where there is no room for two.
    """
    pushing, holding = worksheet.sides(rows)
    top = [s for _, s in (*pushing, *holding) if s.replace(".", "", 1).isdigit()]
    high = max([float(LONGEST), *map(float, top)])
    middle = 2 * STEP * LONGEST + 3
    room = (width - middle - 8) // 2
    if room < NARROW:
        return [
            *_side(heads["pushes"], pushing, high, False, width, plain),
            (),
            *_side(heads["holds"], holding, high, True, width, plain),
        ]
    lines: list[Line] = [
        ((padded(line(heads["pushes"]), room + middle + 8), "head"), (heads["holds"], "head"))
    ]
    for push, hold in zip_longest(pushing, holding, fillvalue=("", "")):
        bare = (" " * (room + 4 + STEP * LONGEST), ""), (" |" if plain else " │", "muted")
        lines += [bare, *_opposite(push, hold, high, room, plain)]
    return lines


def _opposite(
    push: tuple[str, str], hold: tuple[str, str], high: float, room: int, plain: bool
) -> list[Line]:
    left, bar, right = across(push[1], hold[1], high, plain)
    blank = " " * len(left)
    lines: list[Line] = []
    both = zip_longest(folded(clean(push[0]), room), folded(clean(hold[0]), room), fillvalue="")
    for number, (one, other) in enumerate(both):
        first = number == 0
        lines.append((
            (padded(one, room), ""),
            (f" {push[1] if first else '':>2} ", ""),
            (left if first else blank, "push"),
            (bar, "muted"),
            (right if first else blank, "hold"),
            (f" {hold[1] if first else '':<2} ", ""),
            (other, ""),
        ))  # fmt: skip
    return lines


def _side(
    head: str, some: Iterable[tuple[str, str]], high: float, holds: bool, width: int, plain: bool
) -> list[Line]:
    lines: list[Line] = [((head, "head"),)]
    for words, strength in some:
        drawn = arrow(strength, high, holds, plain)
        lines += [((one, ""),) for one in folded(clean(words), width)]
        if drawn:
            lines.append(((f"  {strength:>2} ", ""), (drawn, "hold" if holds else "push")))
    return lines


# -- people ----------------------------------------------------------------------------------------


def people(
    rows: Sequence[dict[str, Any]], heads: dict[str, str], width: int, plain: bool
) -> list[Line]:
    """People on a map: interest to the right, power upwards, each by name where it fits and by the
    number of their row; below it those who have no place on it.
    """
    names = [(n, line(shown(r.get("who")))) for n, r in enumerate(rows, 1)]
    places = [(_step(r.get("interest")), _step(r.get("power"))) for r in rows]
    room = (width - 4) // STEPS - 1
    there: dict[tuple[int, int], list[str]] = {}
    for (number, name), (right, up) in zip(names, places, strict=True):
        if right and up:
            there.setdefault((right, up), []).append(_marked(number, name, room))
    bar, floor, corner = ("|", "-", "+") if plain else ("│", "─", "└")
    lines: list[Line] = [((f"{heads['power']}", "muted"),)]
    for up in range(STEPS, 0, -1):
        some = [there.get((right, up), []) for right in range(1, STEPS + 1)]
        for number, parts in enumerate(zip_longest(*some, fillvalue="") if any(some) else [()]):
            row = "".join(padded(part, room + 1) for part in parts).rstrip()
            lines.append(((f"{up if number == 0 else ' '} {bar} ", "muted"), (row, "")))
    lines.append(((f"  {corner}{floor * (STEPS * (room + 1) + 1)}", "muted"),))
    steps = "".join(padded(str(n), room + 1) for n in range(1, STEPS + 1)).rstrip()
    lines += [((f"    {steps}", "muted"),), ((f"    {heads['interest']}", "muted"),)]
    off = [f"{n} {name}".strip() for (n, name), at in zip(names, places, strict=True)
           if not all(at) and name]  # fmt: skip
    if off:
        said = f"Not on the map, without both numbers: {', '.join(off)}"
        lines += [(), *(((one, "muted"),) for one in folded(said, width))]
    return lines


def _step(value: Any) -> int:
    """A place from 1 to 5; 0 for what is none."""
    try:
        number = round(float(shown(value)))
    except (ValueError, OverflowError):
        return 0
    return number if 1 <= number <= STEPS else 0


def _marked(number: int, name: str, room: int) -> str:
    said = f"{number} {name}"
    if cells(said) <= room:
        return said
    first = folded(said, room)[0]
    return first if cells(first) > len(str(number)) else str(number)


def as_text(lines: Iterable[Line]) -> str:
    """Lines without their meanings."""
    return "\n".join("".join(text for text, _ in one).rstrip() for one in lines)
