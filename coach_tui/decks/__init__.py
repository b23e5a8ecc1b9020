"""Prompt decks: Markdown in, stages and prompts out. Import the modules, not this package."""
