"""The one exception that carries a sentence for the person at the keyboard."""


class Refused(Exception):
    """Something cannot be done; the message says what happened and what to do next.

    It never holds a traceback or anybody's words but the reader's own input.
    """
