"""The Thread page: one issue with its tree of records, gates and statistics."""
