"""The player and the decks on screen."""
