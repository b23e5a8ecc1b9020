"""The bars of an inventory at the prompts that ask about them. Row P11 of docs/method.md."""

from dataclasses import replace
from typing import TYPE_CHECKING

from textual import work

from coach_tui.tui.session.player import Question
from coach_tui.tui.session.sheet import Filling
from coach_tui.tui.widgets.rows import Rows

if TYPE_CHECKING:
    from coach_tui.guide.people.profile import Result

ROOMY = 30
"""Lines of the terminal from which the first of these prompts has the earlier bars, too."""
AROUND = 34
"""Cells of a terminal beside the bars: rail, margins."""


class Scored(Filling):
    """Adds to `Filling` the bars, at the prompts after the stage that says what they mean."""

    _before: "Result | None" = None
    _before_of = ""
    """The session for which `_before` was looked up."""

    def _draw_step(self) -> None:
        super()._draw_step()
        rows = self.query_one("#bars", Rows)
        rows.can_focus = False
        rows.display = bool(place := self._place_among_asked())
        if place:
            self._draw_bars(rows, first=place == 1)
            asked = self.query_one(Question)
            if rows.rows and self.app.size.height < ROOMY:
                # The picture comes before everything but the question itself.
                asked.ask = replace(asked.ask, intro="", more=(), probes=(), extra=())

    def _place_among_asked(self) -> int:
        """The place of the current prompt among those after the statements, from 1; 0 for none."""
        step, sitting = self.step, self.sitting
        if sitting is None or step is None:
            return 0
        stages = list(sitting.deck.stages)
        scores = [n for n, stage in enumerate(stages) if stage.dimensions]
        here = next((n for n, stage in enumerate(stages) if stage.id == step.stage.id), -1)
        if not scores or here <= scores[-1] or (self.reader.together and step.private):
            return 0
        after = {stage.id for stage in stages[scores[-1] + 1 :]}
        asked = [s for s in sitting.steps if s.stage.id in after]
        return asked.index(step) + 1 if step in asked else 0

    def _draw_bars(self, rows: Rows, *, first: bool) -> None:
        from coach_tui.guide.people.profile import result_here
        from coach_tui.tui.beside.bars import in_short

        assert self.sitting is not None and self.step is not None
        sitting = self.sitting
        found = result_here(self.reader, sitting.record, sitting.deck, sitting.answers(self.step))
        if found is None:
            rows.show([])
            return
        if self._before_of != sitting.session:
            self._before, self._before_of = None, sitting.session
            self._look_back()
        # Beside the earlier ones at the first of these prompts, where there is room for both.
        earlier = self._before if first and self.app.size.height >= ROOMY else None
        room = min(62, self.app.size.width - AROUND)
        rows.show(in_short(found, earlier, self.desk.plain, room))

    @work(exclusive=True, group="bars")
    async def _look_back(self) -> None:
        """Find the result before this one; it reads decks, so on another thread."""
        from coach_tui.guide.people.profile import results

        assert self.sitting is not None and self.step is not None
        reader, sitting = self.reader, self.sitting
        whose = sitting.answers(self.step)
        found = await self.desk.beside(lambda: results(reader, whose))
        same = [r for r in found if r.deck == sitting.deck.id and r.session != sitting.session]
        self._before = same[-1] if same else None
        if self._before is not None:
            self.draw()
