"""Today, Where am I and History on screen."""
