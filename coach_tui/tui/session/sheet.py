"""The player's worksheets: which prompt has one, how it is drawn, its draft."""

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.content import Content

from coach_tui.decks.model import Column
from coach_tui.decks.pictures import PEOPLE, picture_of
from coach_tui.guide.session import worksheet
from coach_tui.guide.session.pictures import LONGEST, STEP, across, number_size, people
from coach_tui.tui.session import drawing as view
from coach_tui.tui.session.player import AnswerBox, Question, Waiting
from coach_tui.tui.session.playing import Player
from coach_tui.tui.widgets.grid import Cells, Design, Lane
from coach_tui.tui.widgets.sheet import Sheet
from coach_tui.tui.widgets.words import MUTED, join, spans, styled

if TYPE_CHECKING:
    from coach_tui.guide.drafts import Draft
    from coach_tui.guide.session.steps import Step

ALONE = "For one of you alone. On paper, or later on your own device."
"""Said in place of a private worksheet while two people look at the screen."""
FEWEST = 3
"""The least rows of an empty worksheet."""
ROOMY = 30
"""Lines of the terminal from which the example of a worksheet is shown."""
TIGHT = 16
"""Lines of the terminal below which there is room for nothing but the question and the cells."""


def design(columns: tuple[Column, ...], title: str, plain: bool) -> Design:
    """How a worksheet with these columns is drawn; `title` stands above the middle of a field of
    forces.
    """
    cells = worksheet.lanes(columns)
    heads = tuple(worksheet.head(c) for c in cells)
    below = _below(columns, plain)
    if cells == columns:
        lanes = [
            Lane(h, n, number_size(h) if c.scale else 0)
            for n, (c, h) in enumerate(zip(cells, heads, strict=True))
        ]
        return Design(tuple(lanes), heads, below=below)
    high = float(cells[1].scale.high) if cells[1].scale else float(LONGEST)

    def middle(row: list[str]) -> Content:
        push, hold = (row[worksheet.PUSH], row[worksheet.HOLD]) if row else ("", "")
        left, bar, right = across(push.strip(), hold.strip(), high, plain)
        return spans(((left, "push"), (bar, "muted"), (right, "hold")))

    lanes = [
        Lane(heads[0], 0),
        Lane("", 1, 2),
        Lane(title, -1, 2 * STEP * LONGEST + 3),
        Lane("", 3, 2),
        Lane(heads[2], 2),
    ]
    return Design(tuple(lanes), heads, 2, middle, below)


def _below(columns: tuple[Column, ...], plain: bool):  # type: ignore[no-untyped-def]  # noqa: ANN202
    heads = worksheet.headings(columns)
    which = picture_of(heads)

    def lines(rows: Cells, width: int) -> list[Content]:
        found = _legend(columns)
        if which is PEOPLE:
            by = [dict(zip(heads, row, strict=True)) for row in rows]
            found += [Content(""), *map(spans, people(by, heads, width, plain))]
        return [line for one in found for line in (one.wrap(width) or [one])]

    return lines


def _legend(columns: tuple[Column, ...]) -> list[Content]:
    """What the ends of each scale mean."""
    found = []
    for one in columns:
        if one.scale and any(one.scale.ends):
            low, high = one.scale.ends
            ends = (f"   {one.scale.low} ", low, f"   {one.scale.high} ", high)
            tones = ("", MUTED, "", MUTED)
            words = [Content.styled(t, s) for t, s in zip(ends, tones, strict=True)]
            found.append(join(styled(worksheet.head(one).lower(), MUTED), *words))
    return found


class Filling(Player):
    """Adds worksheets to `Player`."""

    _plain = False
    """Whether the worksheet was drawn in plain characters."""

    def _noted_below(self) -> bool:
        return self.filling or super()._noted_below()

    @property
    def filling(self) -> bool:
        """Whether the current step is a worksheet that is filled here now."""
        step = self.step
        if self.sitting is None or step is None or not step.prompt.columns:
            return False
        return not self.sitting.elsewhere(step) and not self._hushed()

    def _draw_step(self) -> None:
        super()._draw_step()
        sheet, step, shown = self.query_one(Sheet), self.step, self.filling
        assert step is not None and self.sitting is not None
        sheet.display = shown
        if shown is not self.has_class("-sheet"):
            self.set_class(shown, "-sheet")
            # The main column gets another width, by which the question takes other lines.
            self.call_after_refresh(self._refit)
        if not step.prompt.columns:
            return
        asked, waiting = self.query_one(Question), self.query_one(Waiting)
        self.query_one(AnswerBox).display, waiting.display = False, not shown
        if self._hushed():
            asked.ask = replace(asked.ask, extra=(ALONE,))
        if not shown:
            return
        sheet.border_title = view.box_title(self.sitting, step, self.kind)
        sheet.below = view.who_types(self.sitting, step)
        low, narrow = self.app.size.height < ROOMY, self.app.size.width < 120
        stage = f"{asked.ask.place}  {asked.ask.stage}" if narrow else asked.ask.stage
        # Below 80 columns the question puts the place there itself.
        stage = asked.ask.stage if self.app.size.width < 80 else stage
        asked.ask = replace(asked.ask, stage=stage, extra=() if low else asked.ask.extra)
        if self._plain != self.desk.plain and sheet.grid.design.lanes:
            self._plain = self.desk.plain
            sheet.redraw(design(step.prompt.columns, asked.ask.issue, self._plain))

    def _hide_box(self) -> None:
        super()._hide_box()
        self.query_one(Sheet).display = False
        self.remove_class("-sheet")

    def _fit(self) -> None:
        super()._fit()
        if self.filling:
            high = self.app.size.height
            self.query_one("#ask").styles.max_height = max(
                4, high // 4 if high < ROOMY else high // 2 - 5
            )
            self.query_one("#then").display = high >= TIGHT
            self.query_one("#strip").display &= high >= ROOMY
            self.query_one(Sheet).set_class(high < TIGHT, "-tight")

    def _fill_box(self) -> None:
        super()._fill_box()
        if self.step is not None and self.filling:
            self._fill_sheet(self.step)

    def _fill_sheet(self, step: "Step") -> None:
        assert self.sitting is not None
        columns, sheet = step.prompt.columns, self.query_one(Sheet)
        cells = worksheet.lanes(columns)
        rows = self._stored_cells(step)
        text = self.desk.drafts.find(self.sitting.session, step.prompt.id, "")
        draft = worksheet.unpacked(text, len(cells))
        if draft is not None:
            rows = draft.cells
            for record, stamps in draft.over.items():
                # What arrived since the draft was begun becomes a conflict and is not lost.
                self.sitting.seen.setdefault(record, {})["value"] = stamps
            self._say("Your draft from before. ctrl+s keeps it.")
        spare = max(FEWEST, len(step.prompt.rows)) - len(rows)
        rows = rows + [[""] * len(cells) for _ in range(max(spare, int(draft is None)))]
        rows = rows[: worksheet.MOST]
        sheet.check = lambda cell, words: worksheet.wrong(cells[cell], words)
        sheet.table, sheet.most = worksheet.tabular, worksheet.MOST
        issue = self.query_one(Question).ask.issue
        self._plain = self.desk.plain
        sheet.put(design(columns, issue, self._plain), rows, draft.at if draft else (0, 0))
        if draft is not None:
            sheet.given = []
        self.set_focus(sheet.box)

    def _stored_cells(self, step: "Step") -> Cells:
        assert self.sitting is not None
        seen = view.seen_at(self.reader, self.sitting, step)
        return worksheet.cells(step.prompt.columns, self.sitting.rows_at(step)) if seen else []

    def sheet_draft(self) -> "Draft":
        """The worksheet as it is, to be kept on this device; empty when it is as it was stored."""
        from coach_tui.guide.drafts import Draft

        assert self.sitting is not None and self.step is not None
        sheet = self.query_one(Sheet)
        over = {r: f["value"] for r, f in self.sitting.seen.items() if "value" in f}
        found = worksheet.SheetDraft(sheet.cells, sheet.at, over)
        text = worksheet.packed(found) if sheet.changed else ""
        return Draft(self.sitting.session, self.step.prompt.id, "", text)
