"""The one exception for a command that was written wrong; it ends with exit code 2."""


class Misuse(Exception):
    """A command cannot be understood; the message says how it is written."""
