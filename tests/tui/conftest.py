"""What the tests of the screens share is in `on_screen.py`."""
