"""People."""

from coach_tui.tui.commands import bindings
from coach_tui.tui.screens.page import Page


class PeoplePage(Page):
    """People."""

    PAGE = "people"
    BINDINGS = bindings("people")
