"""Decks being played: the way through them, replies, exercises."""
