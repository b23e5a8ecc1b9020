"""The checkpoint file, and queries over all that was ever recorded."""
