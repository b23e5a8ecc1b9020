"""The Session page (the player, in which a deck is worked through) and the Decks page."""
