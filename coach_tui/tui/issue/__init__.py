"""The thread of an issue on screen."""
