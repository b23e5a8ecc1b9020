"""The nouns of the method: kinds of record, changes, and the state they add up to. Pure."""
