"""Decks."""

from coach_tui.tui.commands import bindings
from coach_tui.tui.screens.page import Page


class DecksPage(Page):
    """Decks."""

    PAGE = "decks"
    BINDINGS = bindings("decks")
