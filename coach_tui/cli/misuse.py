"""The exception for wrong usage of the command line, which ends with exit code 2."""


class Misuse(Exception):
    """A command cannot be understood; the message says how to write it."""
