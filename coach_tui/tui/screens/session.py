"""Session."""

from coach_tui.tui.commands import bindings
from coach_tui.tui.screens.page import Page


class SessionPage(Page):
    """Session."""

    PAGE = "session"
    BINDINGS = bindings("session")
