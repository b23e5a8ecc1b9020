"""Today, and where a pair is on its way."""
