"""The members and their devices on screen, and the first screen of a device."""
