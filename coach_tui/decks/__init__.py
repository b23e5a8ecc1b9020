"""Prompt decks: parse, check, edit and write them. Import the modules, not this package."""
