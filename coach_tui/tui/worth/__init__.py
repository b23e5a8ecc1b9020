"""What it was worth, on screen."""
