"""History: the TinyDB checkpoint, and what can be asked of everything that was ever recorded."""
