"""The exception for errors that the user can do something about."""


class Refused(Exception):
    """Something cannot be done; the message says what happened and what to do next.

    The message is a complete sentence for the user. It contains no traceback, and nobody's words
    but the user's own input.
    """
