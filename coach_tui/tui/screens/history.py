"""History."""

from coach_tui.tui.commands import bindings
from coach_tui.tui.screens.page import Page


class HistoryPage(Page):
    """History."""

    PAGE = "history"
    BINDINGS = bindings("history")
