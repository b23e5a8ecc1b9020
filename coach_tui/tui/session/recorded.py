"""The records that a question asks about, beside it; whole or core, changed at any time.

Rows P15 and C4 of docs/method.md.
"""

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from coach_tui.guide import writing
from coach_tui.guide.session.steps import has_core
from coach_tui.tui.session import notes
from coach_tui.tui.session.more import AsideScreen
from coach_tui.tui.session.scored import Scored
from coach_tui.tui.widgets.rows import Row, Rows
from coach_tui.tui.widgets.words import SECTION, styled

if TYPE_CHECKING:
    from coach_tui.tui.beside.records import Place

WIDE = 120
"""Columns of the terminal from which the records stand beside the question."""
BESIDE = 37
"""Their width there, in cells."""
LARGER = 72
"""The most cells in a window of their own."""


class Recorded(Scored):
    """Adds to `Scored` the records that a deck shows with `show`, and the form of the session."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The records only where the question shows some, the form only where a deck has two."""
        if action == "record" and not self.shows:
            return False
        if action == "form" and (self.sitting is None or not has_core(self.sitting.steps)):
            return False
        return super().check_action(action, parameters)

    @property
    def shows(self) -> tuple[str, ...]:
        """What the current question shows; the profile has its bars at the question itself."""
        if self.step is None or self.alone:
            return ()
        return tuple(name for name in self.step.prompt.shows if name != "profile")

    @property
    def beside(self) -> bool:
        """Whether records stand beside the question now."""
        return bool(self.shows) and self.app.size.width >= WIDE

    def _place(self, width: int) -> "Place":
        from coach_tui.tui.beside.records import Place

        assert self.sitting is not None
        return Place(self.sitting.issue, self.sitting.session, width, self.desk.plain)

    def _rows(self, width: int) -> list[Row]:
        from coach_tui.tui.beside.records import record_rows

        return record_rows(self.reader, self.shows, self._place(width))

    def _draw_step(self) -> None:
        super()._draw_step()
        if self.has_class("-beside") is not self.beside:
            self.set_class(self.beside, "-beside")
            # The columns have their new widths only after the next layout.
            self.call_after_refresh(self._fit)
        self.query_one("#record", Static).update(self._hint())
        self.query_one("#record").display = bool(self.shows) and not self.beside

    def _hint(self) -> Content:
        """Where the records are one key away: what they are, and the key."""
        from coach_tui.tui.beside.records import in_words

        return notes.keyed(in_words(self.shows), "ctrl+r") if self.shows else Content("")

    def _draw_sides(self) -> None:
        super()._draw_sides()
        if self.step is None:
            self.remove_class("-beside")
        if self.beside:
            self.query_one("#note", Static).display = False
            self.query_one("#kept", Rows).show(self._rows(BESIDE))

    def _noted_below(self) -> bool:
        return self.beside or super()._noted_below()

    # -- doing ---------------------------------------------------------------------------------

    def action_record(self) -> None:
        """Show the records that the question asks about over the page, as wide as there is room."""
        from coach_tui.tui.beside.records import in_words

        width = max(24, min(LARGER, self.app.size.width - 8))
        head = styled(in_words(self.shows), SECTION)
        self.app.push_screen(AsideScreen(head, self._rows(width)))

    async def action_form(self) -> None:
        """Change between the whole deck and its core, and go to the first question in play that has
        no reply.
        """
        if self.sitting is None or not await self.before_leaving():
            return
        sitting, engagement = self.sitting, self.engagement
        other = "whole" if sitting.form == "core" else "core"
        edit = writing.edit
        if await self.desk.keep(
            lambda: edit(engagement, sitting.session, {"form": other}), self._say
        ):
            self.said = FORMS[other]
            self.show_step(sitting.next_open())

    async def before_leaving(self) -> bool:
        """Save what is typed before the question changes; the layer above does it."""
        return True


FORMS = {
    "core": "From here on only the core is asked. ctrl+o f: all questions.",
    "whole": "All questions are asked again. ctrl+o f: only the core.",
}
"""What is said when the form was changed."""
