"""Sessions: starting one, the steps through a deck, storing replies, exercises between sessions."""
